"""A protection concern stays on the duty desk until it is recorded who was told: real server, real laptops."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.records.contact.concern import ProtectionConcern
from casework.records.identifier import AGENCY, CaseId, RecordId, case_scope
from casework.records.staff.staff import Duty, StaffRole, Turn
from casework.rules.matter import MatterSort
from desktop.services.recorder import Recorder
from desktop.services.today import read_today
from server.storage.matter import load_matters
from tests.e2e.colleague import Colleague, make_colleague
from tests.fakes.office import RunningOffice, running_office


@dataclass
class Desk:
    """A worker with a case, and the duty senior of another team."""

    office: RunningOffice
    case: CaseId
    worker: Colleague
    duty: Colleague

    def sync(self) -> None:
        """Twice, so that what the first sent has come to the other."""
        for colleague in 2 * (self.worker, self.duty):
            colleague.sync()

    def matters(self) -> set[MatterSort]:
        """Why something waits in the case at the office."""
        with self.office.parts.database.read() as connection:
            return {sort for _, sort in load_matters(connection, self.case)}

    def sees(self) -> bool:
        """Whether the duty senior's laptop shows the case."""
        return case_scope(self.case) in self.duty.scopes()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with running_office(tmp_path) as office, ExitStack() as stack:
        north, south = office.team("North"), office.team("South")
        worker = office.person("Una Worker", team=north)
        senior = office.person("Dora Duty", StaffRole.SENIOR, south)
        now = office.parts.clock.now()
        turn = Turn(staff=senior, starts=now - timedelta(hours=1), ends=now + timedelta(hours=12))
        office.write(AGENCY, Duty.kind, Duty(turn=turn).values())
        case = office.case(worker, family="Exampleton")
        laptops = [
            stack.enter_context(closing(make_colleague(tmp_path / name, office, staff)))
            for name, staff in (("worker", worker), ("duty", senior))
        ]
        yield Desk(office, case, *laptops)


def record_concern(desk: Desk, corrects: str | None = None) -> RecordId:
    now = desk.worker.session.now()
    values: dict[str, JsonValue] = {
        "sort": "child",
        "concerned": [{"name_not_known": True, "place_not_known": True}],
        "noticed_at": now.isoformat(),
        "seen": "A small child alone in the flat.",
        "danger": "not_known",
        "recorded_by": desk.worker.staff,
        **({"corrects": corrects} if corrects else {}),
    }
    recorder, ident = Recorder(desk.worker.session), desk.worker.store.new_id()
    edit = recorder.new_record(ProtectionConcern.model_validate(values), ident)
    recorder.save(case_scope(desk.case), [edit])
    return RecordId(ident)


def tell(colleague: Colleague, case: CaseId, concern: RecordId, how: str) -> None:
    now = colleague.session.now()
    told: JsonValue = {
        "name": "Pat Specimen",
        "agency": "Children's services",
        "at": now.isoformat(),
        "how": how,
        "by": colleague.staff,
    }
    Recorder(colleague.session).save(
        case_scope(case), [Edit(record=concern, kind=ProtectionConcern.kind, add={"told": [told]})]
    )


def concern_lines(colleague: Colleague) -> list[str]:
    return [line.title for line in read_today(colleague.session).due if line.title.startswith("Protection concern")]


def test_a_concern_opens_the_case_to_the_duty_senior_until_the_telling_is_recorded(desk: Desk) -> None:
    desk.sync()
    assert not desk.sees()
    concern = record_concern(desk)
    desk.sync()
    assert desk.matters() == {MatterSort.CONCERN}
    assert desk.sees()
    for colleague in (desk.worker, desk.duty):
        assert "Nobody is recorded as told" in concern_lines(colleague)[0]
    tell(desk.worker, desk.case, concern, "message")
    desk.sync()
    assert desk.matters() == {MatterSort.CONCERN}, "a message is no telling"
    assert "Only a message" in concern_lines(desk.duty)[0]
    tell(desk.duty, desk.case, concern, "telephone")
    desk.sync()
    assert desk.matters() == set()
    assert concern_lines(desk.worker) == []


def test_what_corrects_a_concern_waits_in_its_place(desk: Desk) -> None:
    first = record_concern(desk)
    second = record_concern(desk, corrects=first)
    desk.sync()
    assert len(concern_lines(desk.worker)) == 1
    tell(desk.worker, desk.case, second, "telephone")
    desk.sync()
    assert desk.matters() == set()
    assert concern_lines(desk.worker) == []
