"""Sweeps: a senior opens one, every worker answers about their open cases and signs, business support collates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.fold import RecordState
from casework.records.high_risk.criterion import HighRiskSort
from casework.records.high_risk.proposal import HighRiskProposal
from casework.records.high_risk.sweep import (
    CaseAnswer,
    Collated,
    Figures,
    HighRiskAnswer,
    HighRiskReturn,
    HighRiskSweep,
    MeetsAnswer,
    ReturnSort,
    answer_id,
)
from casework.records.identifier import (
    AGENCY,
    CaseId,
    RecordId,
    Scope,
    StaffId,
    case_of,
    case_scope,
    owner_of,
    returns_scope,
)
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole, Team
from casework.rules.grant_time import is_in_force
from casework.rules.high_risk.alert import Tables
from casework.rules.high_risk.membership import waiting
from casework.rules.high_risk.sweep import Answered, Collation, ReturnState, collate, return_sort
from casework.rules.permission import Action
from casework.rules.standing import read_record, standing_values
from desktop.services.high_risk.deciding import NO_DEFINITION
from desktop.services.high_risk.facts import definition_now, high_risk_tables, read_high_risk, states_of
from desktop.services.joined import first_file, joined_cases
from desktop.services.person_line import PersonLine, person_lines, riskiest_first
from desktop.services.present import day_words
from desktop.services.recorder import NotComplete, Recorder
from desktop.services.session import Session
from desktop.store.change import Change

CHANGED = "Your answers have changed since they were shown. Look at them again, then sign."
GONE = "This sweep is not on this laptop any more. Sync and open it again."
_KINDS = {HighRiskSweep.kind, HighRiskReturn.kind}


@dataclass(frozen=True)
class SweepCase:
    """One of one's own open cases in a sweep. `by`: somebody else who answered; `note` goes with the answer.

    `programme`: on a programme, which neither puts anybody on the list nor keeps them off it.
    """

    person: PersonLine
    answer: MeetsAnswer | None
    by: str
    note: str
    listed: bool
    proposed: bool
    programme: bool = False

    @property
    def wants_proposal(self) -> bool:
        """Whether the answer asks for a proposal that is not there."""
        return self.answer is MeetsAnswer.MEETS and not self.listed and not self.proposed


@dataclass(frozen=True)
class AnsweredLine:
    """Where one member of staff stands, with their name."""

    name: str
    answered: Answered


@dataclass(frozen=True)
class OwnReturn:
    """What somebody is to return: their open cases, what they would sign now, and why they cannot yet."""

    cases: tuple[SweepCase, ...]
    figures: Figures
    sort: ReturnSort
    missing: str
    signed: Answered | None


@dataclass(frozen=True)
class DoubtLine:
    """A case about which somebody is unsure, for the seniors of the case."""

    person: PersonLine
    by: str
    note: str


@dataclass(frozen=True)
class SweepView:
    """A sweep as the person at the keyboard sees it. `own`: None for whoever is not asked.

    `doubts`: the cases that a senior has to look at together with the worker.
    """

    scope: Scope
    team: str
    opened_by: str
    collation: Collation
    lines: tuple[AnsweredLine, ...]
    own: OwnReturn | None
    may_collate: bool
    collated: str
    doubts: tuple[DoubtLine, ...] = ()

    @property
    def sweep(self) -> RecordId:
        """Its id."""
        return self.collation.sweep

    @property
    def answer_by(self) -> date | None:
        """Until when everybody answers."""
        return self.collation.record.answer_by

    @property
    def needs_me(self) -> bool:
        """Whether the person at the keyboard has not answered."""
        return self.own is not None and self.own.signed is None and not self.collated


def sweep_views(session: Session, people: Mapping[CaseId, PersonLine]) -> tuple[SweepView, ...]:
    """Every sweep on this laptop that is not collated, the latest first, then the last one that is."""
    states = [state for state in session.store.records(HighRiskSweep.kind) if _is_read(session, state)]
    latest = sorted(states, key=lambda state: read_record(HighRiskSweep, state).opened_on or date.min, reverse=True)
    done = [state for state in latest if read_record(HighRiskSweep, state).collated]
    going_on = [state for state in latest if state not in done]
    return tuple(_view(session, state, people) for state in (*going_on, *done[:1]))


def sweeps_to_answer(session: Session) -> int:
    """How many sweeps ask the person at the keyboard, who has not answered yet."""
    waiting_for_me = 0
    for state in session.store.records(HighRiskSweep.kind):
        found = collate(state, session.store.states(_KINDS, {state.scope})) if _is_read(session, state) else None
        if found is not None and found.record.collated is None:
            mine = [line for line in found.lines if line.staff == session.me]
            waiting_for_me += any(line.state is ReturnState.NOT_ANSWERED for line in mine)
    return waiting_for_me


def _is_read(session: Session, state: RecordState) -> bool:
    waits = state.created is None or state.created.awaiting
    return not waits and session.access_to(state.scope).reads


def _view(session: Session, state: RecordState, people: Mapping[CaseId, PersonLine]) -> SweepView:
    found = collate(state, session.store.states(_KINDS, {state.scope}))
    mine = next((line for line in found.lines if line.staff == session.me), None)
    done = found.record.collated
    return SweepView(
        scope=state.scope,
        team=_team_name(session, state.scope),
        opened_by=session.name_of(found.record.opened_by or ""),
        collation=found,
        lines=tuple(AnsweredLine(session.name_of(line.staff), line) for line in found.lines),
        own=_own(session, found, mine, people),
        may_collate=session.may(Action.COLLATE, state.scope),
        collated=f"{session.name_of(done.by)}, {done.on:%d/%m/%Y}" if done else "",
        doubts=_doubts(session, state.record, people) if session.may(Action.OPEN_SWEEP, state.scope) else (),
    )


def _doubts(session: Session, sweep: str, people: Mapping[CaseId, PersonLine]) -> tuple[DoubtLine, ...]:
    found = []
    for state in session.store.records(HighRiskAnswer.kind):
        record, case = read_record(HighRiskAnswer, state), case_of(state.scope)
        answer = record.answer if record.sweep == sweep else None
        if answer is None or answer.answer is not MeetsAnswer.UNSURE or case is None:
            continue
        if case in people and session.access(case).decides:
            found.append(DoubtLine(people[case], session.name_of(answer.by), answer.note))
    return tuple(sorted(found, key=lambda line: riskiest_first(line.person)))


def _team_name(session: Session, scope: Scope) -> str:
    state = session.store.record(AGENCY, RecordId(owner_of(scope) or ""))
    return (read_record(Team, state).name if state else None) or "Team not known on this laptop"


def _own(
    session: Session, found: Collation, mine: Answered | None, people: Mapping[CaseId, PersonLine]
) -> OwnReturn | None:
    """What is asked of the person at the keyboard, or may be answered unasked by who has come to hold cases since."""
    caseload, tables = own_people(session, people), high_risk_tables(session)
    if session.me not in (found.record.asked or ()) and not caseload:
        return None
    cases = tuple(_case(session, found.sweep, person, tables) for person in caseload)
    figures = _figures(session, cases)
    signed = mine if mine and mine.state is not ReturnState.NOT_ANSWERED else None
    return OwnReturn(cases, figures, return_sort(figures), _missing(cases), signed)


def own_people(session: Session, people: Mapping[CaseId, PersonLine]) -> list[PersonLine]:
    """Everybody whose case is open and in one's own caseload, each once, riskiest first."""
    joined = joined_cases(session)
    mine = {first_file(joined, case) for case in people if _is_mine(session, case) and people[case].open}
    return sorted((people[case] for case in mine if case in people), key=riskiest_first)


def _is_mine(session: Session, case: CaseId) -> bool:
    given = session.store.facts().allocations.get(case, ())
    return any(
        one.holder is not None
        and one.holder.id == session.me
        and one.holder.role is GrantRole.OFFICER
        and is_in_force(one, session.now())
        for one in given
    )


def _case(session: Session, sweep: str, person: PersonLine, tables: Tables) -> SweepCase:
    answer = _answer(session, sweep, person.case)
    view = read_high_risk(session, person.case, tables)
    return SweepCase(
        person=person,
        answer=answer.answer if answer else None,
        by=session.name_of(answer.by) if answer and answer.by != session.me else "",
        note=answer.note if answer else "",
        listed=view.member is not None,
        proposed=bool(view.proposed),
        programme=view.programme,
    )


def _answer(session: Session, sweep: str, case: CaseId) -> CaseAnswer | None:
    state = session.store.record(case_scope(case), answer_id(sweep, case))
    return read_record(HighRiskAnswer, state).answer if state else None


def _figures(session: Session, cases: Sequence[SweepCase]) -> Figures:
    count = {answer: sum(case.answer is answer for case in cases) for answer in MeetsAnswer}
    meeting = [case.person.case for case in cases if case.answer is MeetsAnswer.MEETS and not case.listed]
    sorts = [_sort(session, case) for case in meeting]
    return Figures(
        meets=count[MeetsAnswer.MEETS],
        does_not_meet=count[MeetsAnswer.DOES_NOT],
        unsure=count[MeetsAnswer.UNSURE],
        **{sort.value: sorts.count(sort) for sort in HighRiskSort},
    )


def _sort(session: Session, case: CaseId) -> HighRiskSort | None:
    """As what somebody is proposed; None where nobody did."""
    found = waiting(states_of(session, case))
    return read_record(HighRiskProposal, found[-1]).sort if found else None


def _missing(cases: Sequence[SweepCase]) -> str:
    open_ones = sum(case.answer is None for case in cases)
    if open_ones:
        return f"{open_ones} of your cases {'has' if open_ones == 1 else 'have'} no answer yet."
    names = [_named(case.person) for case in cases if case.wants_proposal]
    return f"Propose {' and '.join(names)} for the list, or change the answer." if names else ""


def _named(person: PersonLine) -> str:
    """A person so that two of one name are told apart."""
    return f"{person.name}, born {day_words(person.born)}," if person.born else person.name


def open_sweep(session: Session, answer_by: date | None) -> Change:
    """A senior opens a sweep of their team. Asked is everybody of the team who holds cases, or might.

    Raises:
        NotComplete: without a day, or with one that has passed.
        UserError: without the role, a team, or a definition that is in force.
    """
    if answer_by is None or answer_by < session.today():
        raise NotComplete(["Answer by is missing: choose a day that has not passed."])
    definition, team = definition_now(session), session.store.facts().team_of(session.me)
    if definition is None or team is None:
        raise UserError(NO_DEFINITION if definition is None else "You belong to no team: ask the office.")
    made = HighRiskSweep(
        opened_by=session.me,
        opened_on=session.today(),
        answer_by=answer_by,
        definition=definition.ref,
        asked=list(_asked(session, team)),
    )
    recorder = Recorder(session)
    return recorder.save(returns_scope(team), [recorder.new_record(made, session.store.new_id())])


def _asked(session: Session, team: str) -> Iterator[StaffId]:
    facts, now = session.store.facts(), session.now()
    officers = {
        one.holder.id
        for given in facts.allocations.values()
        for one in given
        if one.holder and one.holder.role is GrantRole.OFFICER and is_in_force(one, now)
    }
    for staff in sorted(facts.staff, key=lambda one: (facts.staff[one].name or "", one)):
        role = facts.role(staff) if facts.team_of(staff) == team else None
        if role is StaffRole.WORKER or (role is StaffRole.SENIOR and staff in officers):
            yield staff


def answer_case(session: Session, sweep: str, case: CaseId, answer: MeetsAnswer, note: str = "") -> Change:
    """Say of one case whether the definition is met. An answer replaces what stood; a co-worker's waits beside it."""
    ident = answer_id(sweep, case)
    value = CaseAnswer(answer=answer, by=session.me, on=session.today(), note=note.strip())
    recorder, state = Recorder(session), session.store.record(case_scope(case), ident)
    if state is None:
        definition = definition_now(session)
        made = HighRiskAnswer(sweep=sweep, definition=definition.ref if definition else None, answer=value)
        return recorder.save(case_scope(case), [recorder.new_record(made, ident)])
    values: dict[str, JsonValue] = {"answer": value.model_dump(mode="json")}
    if standing_values(state).get("answer") == values["answer"]:
        return Change()
    return recorder.save(case_scope(case), [recorder.change(state, values)])


def sign_return(session: Session, sweep: SweepView) -> Change:
    """Sign one's return: with figures, or expressly NIL. What was signed is what stands on the screen.

    Raises:
        NotComplete: while a case has no answer, or one that meets the definition is not proposed.
        UserError: where one is not asked, or something changed since it was shown.
    """
    found = sweep_views(session, person_lines(session))
    now = next((one.own for one in found if one.sweep == sweep.sweep), None)
    if sweep.own is None or now is None:
        raise UserError(GONE)
    if now.missing:
        raise NotComplete([now.missing])
    if now.figures != sweep.own.figures:
        raise UserError(CHANGED)
    made = HighRiskReturn(
        sweep=sweep.sweep,
        signed_by=session.me,
        signed_on=session.today(),
        sort=sweep.own.sort,
        figures=sweep.own.figures,
    )
    recorder = Recorder(session)
    return recorder.save(sweep.scope, [recorder.new_record(made, session.store.new_id())])


def mark_collated(session: Session, sweep: SweepView) -> Change:
    """Business support, or a senior, notes that the returns were collated."""
    state = session.store.record(sweep.scope, sweep.sweep)
    if state is None:
        raise UserError(GONE)
    value: JsonValue = Collated(by=session.me, on=session.today()).model_dump(mode="json")
    recorder = Recorder(session)
    return recorder.save(sweep.scope, [recorder.change(state, {"collated": value})])
