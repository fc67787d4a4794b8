"""All that the page of the high-risk list shows, gathered in one go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casework.errors import Conflict
from casework.ledger.fold import RecordState
from casework.records.high_risk.criterion import HighRiskSort
from casework.records.high_risk.proposal import HighRiskProposal
from casework.records.identifier import CaseId, RecordId, case_of, returns_scope
from casework.rules.high_risk.alert import Alert, AlertSort, Tables
from casework.rules.high_risk.definition import HighRiskDefinition, definition_of, definition_on
from casework.rules.high_risk.membership import Membership
from casework.rules.high_risk.work_list import by_risk_then_due, rekey_words
from casework.rules.permission import Action
from casework.words import say
from desktop.services.high_risk.deciding import ProposalLine, decide_proposal, may_decide, proposal_lines, take_off
from desktop.services.high_risk.facts import HighRiskView, definition_words, high_risk_tables, high_risk_views
from desktop.services.high_risk.sweep import SweepView, sweep_views, sweeps_to_answer
from desktop.services.joined import first_file, joined_cases
from desktop.services.person_line import PersonLine, person_lines
from desktop.services.session import Session
from desktop.store.change import Change


class ListMoved(Conflict):
    """What a senior decides about is not any more what they were shown."""

    def __init__(self) -> None:
        super().__init__(
            say("The list, or this person's risk, has changed meanwhile. Nothing was done: look again, then decide.")
        )


@dataclass(frozen=True)
class ListedLine:
    """Somebody on the list. `due_on`: the review date of the plan; `rekey`: where and what is keyed elsewhere."""

    person: PersonLine
    case: CaseId
    member: Membership
    by: str
    definition: str
    alerts: tuple[Alert, ...]
    due_on: date | None
    rekey: tuple[str, str] | None
    may_decide: bool

    @property
    def needs_look(self) -> bool:
        """Whether a newer definition asks a senior to look again."""
        return any(alert.sort is AlertSort.RECHECK for alert in self.alerts)


@dataclass(frozen=True)
class HighRiskPage:
    """The page: sweeps, proposals that wait, who is on the list by risk and then by what is due."""

    today: date
    definition: HighRiskDefinition | None
    sweeps: tuple[SweepView, ...]
    proposals: tuple[ProposalLine, ...]
    listed: tuple[ListedLine, ...]
    may_open: bool
    casework: bool

    @property
    def by_sort(self) -> tuple[tuple[HighRiskSort, int], ...]:
        """How many of the listed are counted as what (standards.md 29)."""
        sorts = [line.member.sort for line in self.listed]
        return tuple((sort, sorts.count(sort)) for sort in HighRiskSort)


def read_high_risk_page(session: Session) -> HighRiskPage:
    """Gather the page for the member of staff at the keyboard."""
    people, tables = person_lines(session), high_risk_tables(session)
    team = session.store.facts().team_of(session.me)
    definition = definition_on(session.today(), tables.definitions)
    own = returns_scope(team) if team else None
    return HighRiskPage(
        today=session.today(),
        definition=definition,
        sweeps=sweep_views(session, people),
        proposals=proposal_lines(session, people),
        listed=_listed(session, people, tables),
        may_open=definition is not None and own is not None and session.may(Action.OPEN_SWEEP, own),
        casework=session.may(Action.BEGIN_CASE, own) if own else bool(people),
    )


def _listed(session: Session, people: dict[CaseId, PersonLine], tables: Tables) -> tuple[ListedLine, ...]:
    joined = joined_cases(session)
    proposals = {state.record: state for state in session.store.records(HighRiskProposal.kind)}
    proposed = {case_of(state.scope) for state in proposals.values()}
    cases = {first_file(joined, case) for case in people if case in proposed}
    views = high_risk_views(session, [case for case in cases if case in people], tables)
    lines = [line for case, view in views.items() if (line := _line(session, people[case], (tables, proposals), view))]
    return tuple(sorted(lines, key=_order))


def _order(line: ListedLine) -> tuple[int, date, str, date]:
    risk, due = by_risk_then_due(line.person.risk.level, line.due_on)
    return risk, due, line.person.name.casefold(), line.person.born or date.min


def _line(
    session: Session, person: PersonLine, known: tuple[Tables, Mapping[RecordId, RecordState]], view: HighRiskView
) -> ListedLine | None:
    (tables, proposals), member = known, view.member
    if member is None:
        return None
    case = case_of(member.scope) or person.case
    return ListedLine(
        person=person,
        case=case,
        member=member,
        by=session.name_of(member.decided.by),
        definition=definition_words(member, tables),
        alerts=view.alerts,
        due_on=view.plan_due,
        rekey=rekey_words(member, definition_of(member.definition, tables.definitions)),
        may_decide=member.proposal in proposals and may_decide(session, case, proposals[member.proposal]),
    )


def count_high_risk(session: Session, people: dict[CaseId, PersonLine]) -> int:
    """How much of the page waits for the person at the keyboard: sweeps to answer, proposals to decide about."""
    return sweeps_to_answer(session) + sum(line.may_decide for line in proposal_lines(session, people))


def take_off_as_shown(session: Session, line: ListedLine, reason: str) -> Change:
    """Take somebody off the list. Raises `ListMoved` where the list or their risk has changed since; as `take_off`."""
    views = high_risk_views(session, [line.person.case], high_risk_tables(session))
    if views[line.person.case].member != line.member:
        raise ListMoved
    _check_risk(session, line.person)
    return take_off(session, line.case, line.member.proposal, reason)


def decline_as_shown(session: Session, line: ProposalLine, reason: str) -> Change:
    """Decline a proposal. Raises `ListMoved` where their risk has changed since; else as `decide_proposal`."""
    _check_risk(session, line.person)
    return decide_proposal(session, line.case, line.record, accept=False, reason=reason)


def _check_risk(session: Session, shown: PersonLine) -> None:
    now = person_lines(session, [shown.case]).get(shown.case)
    if now is None or now.risk != shown.risk:
        raise ListMoved
