"""Held-back work on several laptops: risk is never hidden by it, and a senior's word reaches everybody."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.records.delivery.ruling import Decision
from casework.records.file.case import RiskLevel
from casework.records.identifier import CaseId, EntryId, RecordId, case_scope
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from casework.rules.matter import MatterSort
from casework.rules.standing import shown_parents
from desktop.services.contact_page import ladder_sentence
from desktop.services.looking import LookLine, note_read, read_looks, rule
from desktop.services.risk import sign_level
from desktop.store.change import Save
from tests.e2e.colleague import Colleague, make_colleague
from tests.fakes.office import RunningOffice, running_office


@dataclass
class Cast:
    """A case with an officer, a co-worker and two seniors; and a stranger."""

    office: RunningOffice
    case: CaseId
    officer: Colleague
    co_worker: Colleague
    senior: Colleague
    other: Colleague
    stranger: Colleague

    @property
    def on_the_case(self) -> tuple[Colleague, ...]:
        return (self.officer, self.co_worker, self.senior, self.other)

    def everybody_syncs(self) -> None:
        """Twice, so that what the first sent has come to the last."""
        for colleague in 2 * (*self.on_the_case, self.stranger):
            colleague.sync()

    def levels(self) -> set[RiskLevel | None]:
        """What stands, on every laptop of the case."""
        return {colleague.risk(self.case).level for colleague in self.on_the_case}

    def write_level(self, by: Colleague, level: str) -> EntryId:
        """Record a level over everything that is on the screen, which no form would let pass."""
        state = by.store.record(case_scope(self.case), RecordId(self.case))
        value: JsonValue = {
            "level": level,
            "assessor": by.staff,
            "assessed_on": "2026-11-02",
            "rationale": "Seen at the school gate.",
            "record": self.case,
        }
        edit = Edit(
            record=RecordId(self.case),
            kind="case",
            set={"standing_risk": value},
            parents={"standing_risk": shown_parents(state, "standing_risk")},
        )
        by.store.append([Save(case_scope(self.case), (edit,))])
        tip = by.store.chain().id
        assert tip is not None
        return tip

    def look(self, colleague: Colleague, entry: EntryId) -> LookLine | None:
        return next((line for line in read_looks(colleague.session) if line.entry == entry), None)

    def decide(self, senior: Colleague, entry: EntryId, decision: Decision) -> None:
        rule(senior.session, case_scope(self.case), entry, decision, "Rang the school.")


@pytest.fixture
def cast(tmp_path: Path) -> Iterator[Cast]:
    with running_office(tmp_path) as office, ExitStack() as stack:
        north = office.team("North")
        people = {
            "officer": office.person("Orla Officer", team=north),
            "co_worker": office.person("Colin Coworker", team=north),
            "senior": office.person("Sheena Senior", StaffRole.SENIOR, north),
            "other": office.person("Siobhan Senior", StaffRole.SENIOR, north),
            "stranger": office.person("Stuart Stranger"),
        }
        case = office.case(people["officer"], team=north, family="Exampleton")
        office.administration.allocate(case, people["co_worker"], GrantRole.CO_WORKER)
        laptops = {
            name: stack.enter_context(closing(make_colleague(tmp_path / name, office, staff)))
            for name, staff in people.items()
        }
        yield Cast(office, case, **laptops)


def test_a_held_back_raise_stands_on_every_laptop_until_a_senior_refuses_it(cast: Cast) -> None:
    sign_level(cast.officer.session, cast.case, RiskLevel.MEDIUM, "Settled.")
    sign_level(cast.co_worker.session, cast.case, RiskLevel.LOW, "Works, keeps appointments.")
    cast.everybody_syncs()
    raised = cast.write_level(cast.officer, "very_high")
    cast.everybody_syncs()
    assert cast.levels() == {RiskLevel.VERY_HIGH}
    own = cast.look(cast.officer, raised)
    assert own is not None
    assert (own.mine, own.needs_me) == (True, False)
    assert "needs the role" in own.why
    assert cast.look(cast.co_worker, raised) is None
    with pytest.raises(UserError):
        cast.decide(cast.co_worker, raised, Decision.REFUSE)
    seen = cast.look(cast.senior, raised)
    assert seen is not None
    assert (seen.may_release, seen.withheld, seen.by) == (True, False, "Orla Officer")
    cast.decide(cast.senior, raised, Decision.REFUSE)
    cast.everybody_syncs()
    assert cast.levels() == {RiskLevel.MEDIUM}
    for colleague in cast.on_the_case:
        assert cast.look(colleague, raised) is None
        (ruled,) = colleague.store.looks.rulings(raised)
        assert (ruled.by, ruled.decision, ruled.reason) == (cast.senior.staff, "refuse", "Rang the school.")
        assert "refused" in ladder_sentence(colleague.store.ladder(raised))
        before = colleague.risk(cast.case)
        colleague.store.rebuild()
        assert colleague.risk(cast.case) == before


def test_what_somebody_without_access_raised_comes_to_all_once_released(cast: Cast) -> None:
    sign_level(cast.officer.session, cast.case, RiskLevel.MEDIUM, "Settled.")
    cast.everybody_syncs()
    raised = cast.write_level(cast.stranger, "high")
    cast.everybody_syncs()
    assert cast.levels() == {RiskLevel.MEDIUM}, "it stands for nobody yet"
    line = cast.look(cast.senior, raised)
    assert line is not None
    assert line.withheld
    assert cast.office.parts.zero.state(case_scope(cast.case), RecordId(cast.case)) is not None
    cast.decide(cast.senior, raised, Decision.RELEASE)
    assert cast.senior.risk(cast.case).level is RiskLevel.HIGH
    cast.everybody_syncs()
    assert cast.levels() == {RiskLevel.HIGH}
    assert cast.stranger.scopes() == []


def test_a_release_beats_a_refusal_made_without_sight_of_it(cast: Cast) -> None:
    sign_level(cast.officer.session, cast.case, RiskLevel.LOW, "Settled.")
    cast.everybody_syncs()
    raised = cast.write_level(cast.stranger, "very_high")
    cast.everybody_syncs()
    cast.decide(cast.senior, raised, Decision.RELEASE)
    cast.decide(cast.other, raised, Decision.REFUSE)
    assert cast.other.risk(cast.case).level is RiskLevel.LOW
    cast.everybody_syncs()
    assert cast.levels() == {RiskLevel.VERY_HIGH}


def test_the_author_sees_that_a_senior_has_read_it(cast: Cast) -> None:
    """A level recorded without sight of another one is to be looked at, until somebody has."""
    sign_level(cast.officer.session, cast.case, RiskLevel.MEDIUM, "Settled.")
    sign_level(cast.co_worker.session, cast.case, RiskLevel.HIGH, "Talks of revenge.")
    cast.everybody_syncs()
    (line,) = [one for one in read_looks(cast.senior.session) if MatterSort.UNSIGHTED in one.sorts]
    assert (line.by, line.unseen) == ("Colin Coworker", ("Risk of serious harm: Medium, by Orla Officer",))
    with pytest.raises(UserError):
        note_read(cast.co_worker.session, line.scope, [line.entry])
    note_read(cast.senior.session, line.scope, [line.entry])
    assert cast.look(cast.senior, line.entry) is None
    cast.everybody_syncs()
    ladder = cast.co_worker.store.ladder(line.entry)
    assert ladder.read_by == cast.senior.staff
    assert ladder.read_at is not None
    assert cast.look(cast.other, line.entry) is None
