"""Assessments at the office: what may not count is kept in quarantine, and never lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.protocol import Verdict
from casework.records.assessment.assessment import Assessment
from casework.records.identifier import CaseId, RecordId, StaffId, case_scope
from casework.records.person.person import Person
from casework.records.staff.staff import StaffRole
from casework.rules.intake_reason import Reason
from casework.rules.standing import read_record, shown_parents
from server.device_zero import ServerSave
from server.table import Confirming, confirm_tables, withdraw_table
from tests.fakes.bare_laptop import BareLaptop
from tests.fakes.office import RunningOffice
from tests.server.conftest import MakeLaptop
from tests.server.sample import new_record

COUNTS = (Verdict.ACCEPTED, None)
HELD = (Verdict.QUARANTINED, Reason.INVALID)


@dataclass
class Scene:
    """A case of a worker, and a senior of the team."""

    office: RunningOffice
    case: CaseId
    worker: BareLaptop
    senior: StaffId

    def verdict(self, **values: JsonValue) -> tuple[Verdict, str | None]:
        """What the office says to an assessment; whatever it says, it keeps what was written."""
        known: dict[str, JsonValue] = {
            "instrument": "lscmi",
            "assessed_on": "2026-03-02",
            "assessor": self.worker.staff,
            "summary": "As discussed.",
            **values,
        }
        edit = Edit(record=new_record(), kind="assessment", set=known)
        made = self.worker.write(case_scope(self.case), edit)
        self.worker.push([made])
        state = self.office.parts.zero.state(case_scope(self.case), edit.record)
        assert state is not None
        assert read_record(Assessment, state).values() == Assessment.model_validate(known).values()
        item = self.worker.verdicts[made.id]
        return item.verdict, item.reason

    def person(self, **values: JsonValue) -> None:
        """Write down of the person what the office knows."""
        zero = self.office.parts.zero
        (state,) = zero.states(Person.kind, case_scope(self.case))
        parents = {name: shown_parents(state, name) for name in values}
        edit = Edit(record=RecordId(state.record), kind="person", set=values, parents=parents, reason="As told.")
        zero.save([ServerSave(case_scope(self.case), (edit,), self.office.parts.agency.administrator, _now(self))])


def _now(scene: Scene) -> datetime:
    return scene.office.parts.clock.now()


@pytest.fixture
def scene(office: RunningOffice, laptop: MakeLaptop) -> Scene:
    """A case that one worker has."""
    team = office.team(f"West {office.parts.zero.new_id()}")
    una = office.person("Una Worker", StaffRole.WORKER, team)
    sheena = office.person("Sheena Senior", StaffRole.SENIOR, team)
    return Scene(office, office.case(una, team=team), laptop(una), sheena)


@pytest.fixture
def confirmed(scene: Scene) -> Iterator[Scene]:
    """The same, while LS/CMI is on."""
    confirm_tables(scene.office.parts, [Confirming("lscmi", "Manual of 2004", scene.senior)])
    yield scene
    withdraw_table(scene.office.parts, "lscmi", 1, (scene.senior, "The test is over"))


def level(to: str) -> list[JsonValue]:
    """A level as it was typed."""
    return [{"scale": "general", "level": to, "table": "Manual of 2004"}]


def test_a_level_that_does_not_follow_waits_until_a_senior_has_agreed(confirmed: Scene) -> None:
    """With the table on: typed and derived agree, or a senior who is not the assessor agreed to an override."""
    override: dict[str, JsonValue] = {"scale": "", "level": "medium", "reason": "What the police told us"}
    worker = confirmed.worker.staff
    assert confirmed.verdict(total=20) == COUNTS
    assert confirmed.verdict(total=20, levels=level("high")) == COUNTS
    assert confirmed.verdict(total=19, levels=level("high")) == HELD
    assert confirmed.verdict(total=20, levels=level("medium"), override=override) == HELD
    assert confirmed.verdict(total=20, levels=level("medium"), override={**override, "senior": worker}) == HELD
    agreed: JsonValue = {**override, "senior": confirmed.senior}
    assert confirmed.verdict(total=20, levels=level("medium"), override=agreed) == COUNTS
    somebody = confirmed.office.person("Wilma Worker")
    assert confirmed.verdict(total=20, levels=level("medium"), override={**override, "senior": somebody}) == HELD
    assert confirmed.verdict(total=20, parts=[{"code": "companions", "number": 5}]) == HELD


def test_without_a_confirmed_table_the_typed_level_counts_but_no_total_that_cannot_be(scene: Scene) -> None:
    """A SARA is never added up, LS/CMI ends at 43, and OASys is none of ours."""
    assert scene.verdict(total=19, levels=level("high")) == COUNTS
    assert scene.verdict(total=44) == HELD
    assert scene.verdict(instrument="sara", total=12) == HELD
    assert scene.verdict(instrument="sara", omitted=2) == COUNTS
    assert scene.verdict(instrument="oasys", total=120) == COUNTS


def test_rm2000_counts_for_a_man_of_18_or_older_alone(scene: Scene) -> None:
    """What the office does not know is no reason; the laptop asks for it before it is signed."""
    assert scene.verdict(instrument="rm2000") == COUNTS
    scene.person(sex="female")
    assert scene.verdict(instrument="rm2000") == HELD
    scene.person(sex="male")
    assert scene.verdict(instrument="rm2000") == COUNTS
    scene.person(born="2009-01-01")
    assert scene.verdict(instrument="rm2000") == HELD
    assert scene.verdict(instrument="stable2007") == COUNTS
