"""Sweeps as the page shows them: what one is asked, who has answered, and what speaks against what was signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from casework.ledger.fold import RecordState
from casework.records.high_risk.criterion import HighRiskSort
from casework.records.high_risk.sweep import (
    CaseAnswer,
    Figures,
    HighRiskAnswer,
    HighRiskReturn,
    HighRiskSweep,
    MeetsAnswer,
    ReturnSort,
    answer_id,
)
from casework.records.identifier import AGENCY, CaseId, RecordId, Scope, StaffId, case_of, owner_of
from casework.records.staff.staff import Team
from casework.rules.day_words import plain_date
from casework.rules.high_risk.sweep import Answered, Collation, ReturnState, collate, return_sort
from casework.rules.measure.holding import placement_of
from casework.rules.permission import Action
from casework.rules.standing import read_record, records_of
from casework.words import say, say_count
from desktop.services.high_risk.facts import HighRiskView, high_risk_tables, high_risk_views
from desktop.services.joined import first_file, joined_cases
from desktop.services.own_case import is_officer
from desktop.services.person_line import PersonLine, riskiest_first
from desktop.services.session import Session

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
    proposed_as: HighRiskSort | None = None

    @property
    def wants_proposal(self) -> bool:
        """Whether the answer asks for a proposal that is not there."""
        return self.answer is MeetsAnswer.MEETS and not self.listed and not self.proposed

    @property
    def wants_why(self) -> bool:
        """Whether the answer says that somebody on the list, or proposed for it, does not meet the definition."""
        against = self.answer is MeetsAnswer.DOES_NOT and (self.listed or self.proposed)
        return against and not self.note.strip()


@dataclass(frozen=True)
class AnsweredLine:
    """Where one member of staff stands, with their name.

    `against`: they signed a NIL return, and so many of their open cases are on the list, are proposed for it, or were
    answered with meets or unsure. Counted by whoever may open the sweep, over the cases that are on their laptop.
    """

    name: str
    answered: Answered
    against: int = 0


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
    shown = [*going_on, *done[:1]]
    if not shown:
        return ()
    opens = any(session.may(Action.OPEN_SWEEP, state.scope) for state in shown)
    reading = _Reading(session, people, own_people(session, people), opens)
    return tuple(_view(reading, state) for state in shown)


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


@dataclass(frozen=True)
class _Reading:
    """What every sweep on the page is read from, read once: `own` are the people of one's own caseload.

    `everybody`: whether what others signed is compared with their cases, too.
    """

    session: Session
    people: Mapping[CaseId, PersonLine]
    own: list[PersonLine]
    everybody: bool

    @cached_property
    def views(self) -> dict[CaseId, HighRiskView]:
        """What the list says of one's own people, or of everybody who is open here."""
        own = {person.case for person in self.own}
        wanted = own | {case for case, line in self.people.items() if line.open and self.everybody}
        return high_risk_views(self.session, wanted, high_risk_tables(self.session))

    @cached_property
    def answers(self) -> dict[tuple[str, CaseId], HighRiskAnswer]:
        """What was answered, by sweep and case."""
        found = records_of(HighRiskAnswer, self.session.store.records(HighRiskAnswer.kind))
        return {
            (one.sweep, case): one
            for state, one in found
            if one.sweep and (case := case_of(state.scope)) and state.record == answer_id(one.sweep, case)
        }


def _view(reading: _Reading, state: RecordState) -> SweepView:
    session = reading.session
    found = collate(state, session.store.states(_KINDS, {state.scope}))
    mine = next((line for line in found.lines if line.staff == session.me), None)
    done, opens = found.record.collated, session.may(Action.OPEN_SWEEP, state.scope)
    against = _against(reading, found) if opens else {}
    return SweepView(
        scope=state.scope,
        team=_team_name(session, state.scope),
        opened_by=session.name_of(found.record.opened_by or ""),
        collation=found,
        lines=tuple(
            AnsweredLine(session.name_of(line.staff), line, against.get(line.staff, 0)) for line in found.lines
        ),
        own=_own(reading, found, mine),
        may_collate=session.may(Action.COLLATE, state.scope),
        collated=f"{session.name_of(done.by)}, {done.on:%d/%m/%Y}" if done else "",
        doubts=_doubts(session, reading, state.record) if opens else (),
    )


def _against(reading: _Reading, found: Collation) -> dict[StaffId, int]:
    """For whoever signed a NIL return: how many of the cases that they are the officer of speak against it."""
    nil = {line.staff for line in found.lines if line.state is ReturnState.NIL}
    facts, now = reading.session.store.facts(), reading.session.now()
    counts: dict[StaffId, int] = {}
    for case, view in reading.views.items() if nil else ():
        answer = _answer(reading, found.sweep, case)
        meets = answer is not None and answer.answer is not MeetsAnswer.DOES_NOT
        officer = StaffId(placement_of(case, facts, now).officer)
        if officer in nil and reading.people[case].open and (view.member or view.proposed or meets):
            counts[officer] = counts.get(officer, 0) + 1
    return counts


def _doubts(session: Session, reading: _Reading, sweep: str) -> tuple[DoubtLine, ...]:
    found = []
    for (of_sweep, case), record in reading.answers.items():
        answer = record.answer if of_sweep == sweep else None
        if answer is None or answer.answer is not MeetsAnswer.UNSURE:
            continue
        if case in reading.people and session.access(case).decides:
            found.append(DoubtLine(reading.people[case], session.name_of(answer.by), answer.note))
    return tuple(sorted(found, key=lambda line: riskiest_first(line.person)))


def _team_name(session: Session, scope: Scope) -> str:
    state = session.store.record(AGENCY, RecordId(owner_of(scope) or ""))
    return (read_record(Team, state).name if state else None) or say("Team not known on this laptop")


def _own(reading: _Reading, found: Collation, mine: Answered | None) -> OwnReturn | None:
    """What is asked of the person at the keyboard, or may be answered unasked by who has come to hold cases since."""
    if reading.session.me not in (found.record.asked or ()) and not reading.own:
        return None
    cases = tuple(_case(reading, found.sweep, person) for person in reading.own)
    figures = _figures(cases)
    signed = mine if mine and mine.state is not ReturnState.NOT_ANSWERED else None
    return OwnReturn(cases, figures, return_sort(figures), _missing(cases), signed)


def own_people(session: Session, people: Mapping[CaseId, PersonLine]) -> list[PersonLine]:
    """Everybody whose case is open and in one's own caseload, each once, riskiest first."""
    joined = joined_cases(session)
    mine = {first_file(joined, case) for case in people if is_officer(session, case) and people[case].open}
    return sorted((people[case] for case in mine if case in people), key=riskiest_first)


def _case(reading: _Reading, sweep: str, person: PersonLine) -> SweepCase:
    session, view = reading.session, reading.views[person.case]
    answer = _answer(reading, sweep, person.case)
    return SweepCase(
        person=person,
        answer=answer.answer if answer else None,
        by=session.name_of(answer.by) if answer and answer.by != session.me else "",
        note=answer.note if answer else "",
        listed=view.member is not None,
        proposed=bool(view.proposed),
        programme=view.programme,
        proposed_as=view.proposed_as,
    )


def _answer(reading: _Reading, sweep: str, case: CaseId) -> CaseAnswer | None:
    found = reading.answers.get((sweep, case))
    return found.answer if found else None


def _figures(cases: Sequence[SweepCase]) -> Figures:
    count = {answer: sum(case.answer is answer for case in cases) for answer in MeetsAnswer}
    sorts = [case.proposed_as for case in cases if case.answer is MeetsAnswer.MEETS and not case.listed]
    return Figures(
        meets=count[MeetsAnswer.MEETS],
        does_not_meet=count[MeetsAnswer.DOES_NOT],
        unsure=count[MeetsAnswer.UNSURE],
        **{sort.value: sorts.count(sort) for sort in HighRiskSort},
    )


def _missing(cases: Sequence[SweepCase]) -> str:
    open_ones = sum(case.answer is None for case in cases)
    if open_ones:
        return say_count(
            open_ones, "{number} of your cases has no answer yet.", "{number} of your cases have no answer yet."
        )
    names = [_named(case.person) for case in cases if case.wants_proposal]
    if names:
        return say("Propose {names} for the list, or change the answer.", names=say(" and ").join(names))
    listed = [_named(case.person) for case in cases if case.wants_why]
    if listed:
        return say(
            "Write a note why the definition is not met: {listed} on the list or proposed for it.",
            listed=say(" and ").join(listed),
        )
    return ""


def _named(person: PersonLine) -> str:
    """A person so that two of one name are told apart."""
    return (
        say("{person}, born {born},", person=person.name, born=plain_date(person.born)) if person.born else person.name
    )
