"""Levels of risk of serious harm on several laptops: never lower than somebody recorded and nobody decided against."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass

import pytest

from casework.errors import UserError
from casework.records.file.case import RiskLevel
from casework.records.identifier import CaseId, TeamId
from casework.records.risk.risk_level import ProposalAnswer
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from desktop.services.amend import change_telephone
from desktop.services.caseload import find
from desktop.services.conflict import ConflictLine, decide_conflict, open_conflicts
from desktop.services.person_line import person_lines
from desktop.services.risk import ProposalLine, answer_proposal, open_proposals, sign_level
from tests.e2e.colleague import Colleague, make_colleague
from tests.fakes.office import RunningOffice, running_office


@dataclass
class Cast:
    """A case with an officer, a co-worker and a senior; a stranger and an excluded senior beside them."""

    case: CaseId
    officer: Colleague
    co_worker: Colleague
    senior: Colleague
    stranger: Colleague
    excluded: Colleague

    def everybody_syncs(self) -> None:
        """Twice, so that what the first sent has come to the last."""
        for colleague in 2 * (self.officer, self.co_worker, self.senior, self.stranger, self.excluded):
            colleague.sync()

    def conflicts(self, colleague: Colleague) -> tuple[ConflictLine, ...]:
        """What is open on a colleague's laptop about the case."""
        return tuple(line for line in open_conflicts(colleague.session) if line.case == self.case)

    def proposals(self, colleague: Colleague) -> tuple[ProposalLine, ...]:
        """The lower levels that wait for an answer about the case."""
        lines = open_proposals(colleague.session, person_lines(colleague.session))
        return tuple(line for line in lines if line.case == self.case)


@dataclass
class Workplace:
    """A real server process and five laptops, enrolled once: each test has a case of its own."""

    office: RunningOffice
    team: TeamId
    people: dict[str, Colleague]


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    """Everybody at work before there is any case."""
    folder = tmp_path_factory.mktemp("workplace")
    with running_office(folder) as office, ExitStack() as stack:
        north, south = office.team("North"), office.team("South")
        people = {
            "officer": office.person("Orla Officer", team=north),
            "co_worker": office.person("Colin Coworker", team=north),
            "senior": office.person("Sheena Senior", StaffRole.SENIOR, north),
            "stranger": office.person("Stuart Stranger", team=south),
            "excluded": office.person("Ewan Excluded", StaffRole.SENIOR, north),
        }
        laptops = {
            name: stack.enter_context(closing(make_colleague(folder / name, office, staff)))
            for name, staff in people.items()
        }
        yield Workplace(office, north, laptops)


@pytest.fixture
def cast(workplace: Workplace) -> Cast:
    """A new case, which has come to the laptops of those who work on it."""
    office, people = workplace.office, workplace.people
    case = office.case(people["officer"].staff, team=workplace.team, family="Exampleton")
    office.administration.allocate(case, people["co_worker"].staff, GrantRole.CO_WORKER)
    office.administration.exclude(case, people["excluded"].staff, "A relative.")
    for colleague in people.values():
        colleague.sync()
    return Cast(case, **people)


def test_the_higher_of_two_unseen_levels_stands_everywhere_until_a_senior_decides(cast: Cast) -> None:
    """Two people sign without sight of each other; every laptop shows the higher, and one decision settles it."""
    sign_level(cast.officer.session, cast.case, RiskLevel.MEDIUM, "Settled, works, keeps appointments.")
    sign_level(cast.co_worker.session, cast.case, RiskLevel.HIGH, "Talks of revenge.")
    cast.everybody_syncs()
    for colleague in (cast.officer, cast.co_worker, cast.senior):
        risk = colleague.risk(cast.case)
        assert (risk.level, risk.two_views) == (RiskLevel.HIGH, True)
        assert len(cast.conflicts(colleague)) == 1
    (seen,) = cast.conflicts(cast.officer)
    assert not seen.may_decide
    with pytest.raises(UserError, match="senior"):
        decide_conflict(cast.officer.session, seen, seen.views[1].entry, "I think so.")
    (line,) = cast.conflicts(cast.senior)
    assert [view.author for view in line.views] == ["Colin Coworker", "Orla Officer"]
    decide_conflict(cast.senior.session, line, line.views[1].entry, "Discussed with both: the words were bravado.")
    cast.everybody_syncs()
    for colleague in (cast.officer, cast.co_worker, cast.senior):
        risk = colleague.risk(cast.case)
        assert (risk.level, risk.two_views) == (RiskLevel.MEDIUM, False)
        assert cast.conflicts(colleague) == ()


def test_a_workers_lowering_of_a_high_level_stays_a_proposal_until_a_senior_agrees(cast: Cast) -> None:
    """The higher stands meanwhile on every laptop; agreed, the lower stands everywhere."""
    sign_level(cast.officer.session, cast.case, RiskLevel.VERY_HIGH, "Immediate danger to a known person.")
    cast.everybody_syncs()
    assert sign_level(cast.co_worker.session, cast.case, RiskLevel.MEDIUM, "Has moved away.").proposal
    cast.everybody_syncs()
    for colleague in (cast.officer, cast.co_worker, cast.senior):
        risk = colleague.risk(cast.case)
        assert (risk.level, risk.two_views) == (RiskLevel.VERY_HIGH, False)
    (proposal,) = cast.proposals(cast.senior)
    assert (proposal.level, proposal.by) == (RiskLevel.MEDIUM, "Colin Coworker")
    with pytest.raises(UserError):
        answer_proposal(cast.officer.session, cast.case, proposal.record, ProposalAnswer.AGREED, "Fine by me.")
    answer_proposal(cast.senior.session, cast.case, proposal.record, ProposalAnswer.AGREED, "Confirmed by police.")
    cast.everybody_syncs()
    for colleague in (cast.officer, cast.co_worker, cast.senior):
        assert colleague.risk(cast.case).level is RiskLevel.MEDIUM
    assert cast.proposals(cast.co_worker) == ()


def test_a_raise_that_meets_an_agreed_lowering_is_not_hidden(cast: Cast) -> None:
    """A senior lowers while the officer, without a signal, sees worse: the worse stands and the question is open."""
    sign_level(cast.officer.session, cast.case, RiskLevel.HIGH, "Weapons found.")
    cast.everybody_syncs()
    sign_level(cast.senior.session, cast.case, RiskLevel.LOW, "Mistaken identity.")
    sign_level(cast.officer.session, cast.case, RiskLevel.VERY_HIGH, "Found outside the school.")
    cast.everybody_syncs()
    for colleague in (cast.officer, cast.co_worker, cast.senior):
        risk = colleague.risk(cast.case)
        assert (risk.level, risk.two_views) == (RiskLevel.VERY_HIGH, True)


def test_two_changes_of_one_field_are_both_kept_and_one_decision_settles_it(cast: Cast) -> None:
    """An ordinary field: the earliest at the office stands, both are shown, whoever works on the case decides."""
    change_telephone(cast.officer.session, cast.case, "01632 960 001")
    change_telephone(cast.co_worker.session, cast.case, "01632 960 002")
    cast.everybody_syncs()
    (line,) = cast.conflicts(cast.co_worker)
    assert {words for view in line.views for _, words in view.lines} == {"01632 960 001", "01632 960 002"}
    decide_conflict(cast.co_worker.session, line, line.views[1].entry, "Rang both: this one answers.")
    cast.everybody_syncs()
    assert cast.conflicts(cast.officer) == ()


def test_a_stranger_and_an_excluded_senior_receive_nothing(cast: Cast) -> None:
    """Neither list, search, count nor a byte of the case in their stores."""
    sign_level(cast.officer.session, cast.case, RiskLevel.HIGH, "Xylophonecanary.")
    cast.everybody_syncs()
    assert find(cast.senior.session, "xylophonecanary")
    for colleague in (cast.stranger, cast.excluded):
        assert colleague.scopes() == []
        assert person_lines(colleague.session) == {}
        assert find(colleague.session, "Exampleton") == find(colleague.session, "xylophonecanary") == ()
        assert not any(cast.case in state.scope for state in colleague.store.states())
