"""A sweep for the high-risk list through the real server and the laptops of a team."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.records.file.ending import RuleRef
from casework.records.high_risk.criterion import AtRisk, HighRiskSort, OtherReport
from casework.records.high_risk.proposal import HighRiskProposal, Listing, ListStatus
from casework.records.high_risk.sweep import MeetsAnswer, ReturnSort
from casework.records.identifier import CaseId, RecordId, case_scope, returns_scope
from casework.records.part import Answer
from casework.records.staff.staff import StaffRole
from casework.rules.high_risk.alert import AlertSort
from casework.rules.high_risk.sweep import ReturnState
from casework.rules.intake_reason import Reason
from casework.rules.standing import read_record
from desktop.services.conflict import decide_conflict, open_conflicts
from desktop.services.high_risk.deciding import OWN, decide_proposal, take_off
from desktop.services.high_risk.facts import definition_now, read_high_risk
from desktop.services.high_risk.page import HighRiskPage, read_high_risk_page
from desktop.services.high_risk.sweep import SweepView
from desktop.services.high_risk.sweeping import answer_case, mark_collated, open_sweep, sign_return
from desktop.services.recorder import NotComplete, Recorder
from desktop.store.case_store import Save
from tests.e2e.colleague import Colleague, make_colleague
from tests.fakes.office import RunningOffice, running_office

CANARY = "Quillfeather Wynd, where she lives in fear"


@dataclass
class Cast:
    """Two workers with a case each, one more who never answers, a senior, business support."""

    office: RunningOffice
    case: CaseId
    other: CaseId
    worker: Colleague
    nil: Colleague
    silent: Colleague
    senior: Colleague
    support: Colleague

    @property
    def everybody(self) -> tuple[Colleague, ...]:
        return (self.worker, self.nil, self.silent, self.senior, self.support)

    def sync(self) -> None:
        """Twice, so that what the first sent has come to the last."""
        for colleague in 2 * self.everybody:
            colleague.sync()


@pytest.fixture
def cast(tmp_path: Path) -> Iterator[Cast]:
    """Five laptops, in step with the office."""
    with ExitStack() as stack:
        office = stack.enter_context(running_office(tmp_path / "office"))
        team = office.team("North")
        names = ("Wilma Worker", "Neil Nil", "Silvia Silent")
        workers = [office.person(name, team=team) for name in names]
        senior = office.person("Sheena Senior", StaffRole.SENIOR, team)
        support = office.person("Sue Support", StaffRole.BUSINESS_SUPPORT, team)
        case = office.case(workers[0], team=team, family="Exampleton")
        other = office.case(workers[1], team=team, family="Sampleby")
        laptops = [
            stack.enter_context(closing(make_colleague(tmp_path / str(number), office, one)))
            for number, one in enumerate((*workers, senior, support))
        ]
        yield Cast(office, case, other, *laptops)


def page(colleague: Colleague) -> HighRiskPage:
    return read_high_risk_page(colleague.session)


def sweep(colleague: Colleague) -> SweepView:
    (found,) = page(colleague).sweeps
    return found


def states(colleague: Colleague) -> dict[str, ReturnState]:
    return {line.name: line.answered.state for line in sweep(colleague).lines}


def propose(colleague: Colleague, case: CaseId) -> str:
    """Propose somebody for the list, as serious violent."""
    session = colleague.session
    definition = definition_now(session)
    assert definition is not None
    report = OtherReport(source="Police", on=date(2026, 1, 5), holder="Police Scotland", says=CANARY)
    made = HighRiskProposal(
        recorded_by=session.me,
        proposed_on=session.today(),
        definition=definition.ref,
        sort=HighRiskSort.VIOLENT,
        limb_a=Answer.NO,
        limb_b=Answer.YES,
        public_safety=CANARY,
        limb_c=Answer.NO,
        condition_i=Answer.NO,
        condition_ii=Answer.YES,
        reports=[report],
        continues=CANARY,
        at_risk=[AtRisk.KNOWN],
    )
    recorder, ident = Recorder(session), colleague.store.new_id()
    recorder.save(case_scope(case), [recorder.new_record(made, ident)])
    return ident


def everything(colleague: Colleague) -> bytes:
    rows = colleague.store.health._tables.connection.execute("SELECT data FROM entry").fetchall()
    return b"".join(bytes(row[0]) for row in rows)


def test_a_sweep_from_its_opening_to_its_collation(cast: Cast) -> None:
    today = cast.senior.session.today()
    with pytest.raises(UserError):
        open_sweep(cast.worker.session, today + timedelta(days=14))
    open_sweep(cast.senior.session, today + timedelta(days=14))
    cast.sync()
    names = {"Neil Nil", "Silvia Silent", "Wilma Worker"}
    assert states(cast.senior) == dict.fromkeys(names, ReturnState.NOT_ANSWERED)
    _worker_returns(cast)
    _nil_is_signed(cast)
    cast.sync()
    expected = {
        "Wilma Worker": ReturnState.RETURNED,
        "Neil Nil": ReturnState.NIL,
        "Silvia Silent": ReturnState.NOT_ANSWERED,
    }
    assert states(cast.senior) == states(cast.support) == expected
    _business_support_collates(cast)
    _senior_decides(cast)


def _worker_returns(cast: Cast) -> None:
    """Every case is answered, and whoever meets the definition is proposed, before a return is signed."""
    session, mine = cast.worker.session, sweep(cast.worker)
    assert mine.needs_me
    assert mine.own is not None
    assert [one.person.case for one in mine.own.cases] == [cast.case], "one's own open cases, and no others"
    with pytest.raises(NotComplete, match="no answer yet"):
        sign_return(session, mine)
    answer_case(session, mine.sweep, cast.case, MeetsAnswer.MEETS, CANARY)
    with pytest.raises(NotComplete, match="Propose Robin Exampleton"):
        sign_return(session, sweep(cast.worker))
    propose(cast.worker, cast.case)
    answered = sweep(cast.worker)
    assert answered.own is not None
    assert (answered.own.sort, answered.own.figures.violent) == (ReturnSort.CASES, 1)
    sign_return(session, answered)
    assert not sweep(cast.worker).needs_me


def _nil_is_signed(cast: Cast) -> None:
    session = cast.nil.session
    answer_case(session, sweep(cast.nil).sweep, cast.other, MeetsAnswer.UNSURE)
    answer_case(session, sweep(cast.nil).sweep, cast.other, MeetsAnswer.DOES_NOT)
    found = sweep(cast.nil)
    assert found.own is not None
    assert found.own.sort is ReturnSort.NIL
    sign_return(session, found)


def _business_support_collates(cast: Cast) -> None:
    """Figures and days; not a word that is told of a person, nor who it is."""
    told = page(cast.support)
    assert (told.proposals, told.listed, told.casework, told.may_open) == ((), (), False, False)
    found = sweep(cast.support)
    assert found.own is None
    assert (found.collation.total.meets, found.collation.total.does_not_meet, found.collation.total.violent) == (
        1,
        1,
        1,
    )
    for text in (CANARY, "Exampleton", "Sampleby", cast.case, cast.other):
        assert text.encode() not in everything(cast.support)
    assert CANARY.encode() in everything(cast.senior)
    mark_collated(cast.support.session, found)
    cast.sync()
    assert sweep(cast.senior).collated.startswith("Sue Support")


def _senior_decides(cast: Cast) -> None:
    (line,) = page(cast.senior).proposals
    assert (line.may_decide, line.by, [code for code, _ in line.carried]) == (True, "Wilma Worker", ["b", "ii"])
    (own,) = page(cast.worker).proposals
    assert not own.may_decide
    with pytest.raises(UserError, match=OWN):
        decide_proposal(cast.worker.session, cast.case, line.record, accept=True, reason="Mine.")
    _forced_upon_the_office(cast, line.record)
    with pytest.raises(NotComplete):
        decide_proposal(cast.senior.session, cast.case, line.record, accept=True, reason=" ")
    decide_proposal(cast.senior.session, cast.case, line.record, accept=True, reason="As discussed.")
    cast.sync()
    for colleague in (cast.worker, cast.senior):
        view = read_high_risk(colleague.session, cast.case)
        assert view.member is not None
        assert [one.sort for one in view.hard] == [AlertSort.NO_PLAN, AlertSort.NO_POLICE]
        assert [one.person.case for one in page(colleague).listed] == [cast.case]
    take_off(cast.senior.session, cast.case, line.record, "Moved away for good.")
    cast.sync()
    assert page(cast.worker).listed == ()


def _forced_upon_the_office(cast: Cast, record: str) -> None:
    """What a tampered laptop sends counts for nobody: the proposer's own decision is held back."""
    listing = Listing(
        status=ListStatus.ON,
        by=cast.worker.staff,
        on=cast.worker.session.today(),
        reason="Mine.",
        definition=RuleRef(code="high_risk_definition", version=2),
        since=cast.worker.session.today(),
    )
    edit = Edit(record=RecordId(record), kind=HighRiskProposal.kind, set={"listing": listing.model_dump(mode="json")})
    cast.worker.store.append([Save(case_scope(cast.case), (edit,))])
    cast.sync()
    waiting = cast.senior.store.looks.quarantined()
    assert [one.reason for one in waiting] == [Reason.LISTING]
    assert read_high_risk(cast.senior.session, cast.case).member is None
    assert len(page(cast.senior).proposals) == 1


def test_two_seniors_who_decide_apart_meet_and_being_on_the_list_stands_until_one_decides(
    cast: Cast, tmp_path: Path
) -> None:
    """And whoever decides lets the other's view stand, in the other's name."""
    team = cast.office.parts.zero.states("staff")
    north = next(str(head.value["team"]) for one in team if str(one.record) == cast.senior.staff
                 for head in one.fields["post"].heads if isinstance(head.value, dict))  # fmt: skip
    second = cast.office.person("Simon Second", StaffRole.SENIOR, north)
    record = propose(cast.worker, cast.case)
    cast.sync()
    with closing(make_colleague(tmp_path / "second", cast.office, second)) as simon:
        decide_proposal(cast.senior.session, cast.case, record, accept=True, reason="The reports speak for it.")
        decide_proposal(simon.session, cast.case, record, accept=False, reason="Nothing new since the last sweep.")
        for colleague in (cast.senior, simon, cast.senior, cast.worker):
            colleague.sync()
        for colleague in (cast.senior, simon, cast.worker):
            member = read_high_risk(colleague.session, cast.case).member
            assert member is not None
            assert member.two_views
        (line,) = [one for one in open_conflicts(simon.session) if one.field == "listing"]
        declined = next(view for view in line.views if ("Status", "Declined") in view.lines)
        decide_conflict(simon.session, line, declined.entry, "Talked over with Sheena.")
        for colleague in (simon, cast.senior, cast.worker):
            colleague.sync()
            assert read_high_risk(colleague.session, cast.case).member is None
        assert cast.senior.store.looks.quarantined() == []
        decided = read_record(HighRiskProposal, cast.senior.store.records(HighRiskProposal.kind)[0]).listing
        assert decided is not None
        assert decided.by == second


def test_nobody_else_learns_of_a_teams_returns(cast: Cast, tmp_path: Path) -> None:
    """Another team's worker holds none of it."""
    stranger = cast.office.person("Stan Stranger", team=cast.office.team("South"))
    open_sweep(cast.senior.session, cast.senior.session.today())
    cast.sync()
    with closing(make_colleague(tmp_path / "stranger", cast.office, stranger)) as stan:
        assert page(stan).sweeps == ()
        held = cast.senior.store.scopes("returns")
        assert len(held) == 1
        assert stan.store.scopes("returns") == []
        assert held[0] == returns_scope(held[0].partition(":")[2])
