"""Somebody is away: every visit and everything due in that time across their cases, and who could cover each of them.

A case that is not open to whoever looks, or in which they give no cover, is not there.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from casework.ledger.fold import RecordState
from casework.records.identifier import CaseId, StaffId, case_of, grants_scope
from casework.records.oversight.training import Training, TrainingSubject
from casework.records.person.agency_contact import AgencyPerson
from casework.records.record import Period
from casework.records.staff.grant import GRANT_WORDS, Cover, GrantRole, Window
from casework.rules.access_fact import AccessFacts
from casework.rules.day import begin_of, day_of
from casework.rules.grant_time import is_open
from casework.rules.permission import Action
from casework.rules.plain_name import by_letters
from casework.rules.standing import records_of
from casework.words import say
from desktop.services.covering.need import lacking, needs_of, trainings
from desktop.services.covering.planned import PlannedVisit, last_day, last_word, planned_in
from desktop.services.covering.police import police_of
from desktop.services.duty import DueItem, read_all_due
from desktop.services.granting import StaffChoice, cover_choices_of
from desktop.services.person_line import PersonLine, person_lines, riskiest_first
from desktop.services.session import Session

COVERS = say("Covers for somebody else")


@dataclass(frozen=True)
class AbsentChoice:
    """Somebody who may be away, and how many of the cases on this laptop are theirs."""

    staff: StaffId
    name: str
    cases: int


@dataclass(frozen=True)
class CoverChoice:
    """Somebody who could cover a case. `lacks`: what the case asks for and they are not trained in.

    `visits`: so much is arranged for them in that time already, as far as this laptop knows. `near`: of the team of
    whoever is away.
    """

    staff: StaffId
    name: str
    on_case: bool
    lacks: tuple[str, ...] = ()
    visits: int = 0
    near: bool = False


@dataclass(frozen=True)
class CoveredBy:
    """Cover that is given already for some of the time. `sent`: the office has it; `held`: and holds it back."""

    staff: StaffId
    name: str
    starts: datetime
    ends: datetime
    sent: bool
    telephone: str = ""
    held: bool = False


@dataclass(frozen=True)
class AbsentCase:
    """One case of whoever is away. `part`: as what they work on it; `needs`: what it asks for."""

    person: PersonLine
    part: str
    visits: tuple[PlannedVisit, ...]
    due: tuple[DueItem, ...]
    choices: tuple[CoverChoice, ...]
    needs: tuple[str, ...] = ()
    covered: tuple[CoveredBy, ...] = ()
    handed: tuple[PlannedVisit, ...] = ()
    """What is arranged in the time and whoever covers goes to."""
    officers: tuple[AgencyPerson, ...] = ()
    """The police officers around the case."""

    @property
    def case(self) -> CaseId:
        """Which it is."""
        return self.person.case

    @property
    def fitting(self) -> tuple[StaffId, ...]:
        """Who is proposed: whoever lacks the least, of the own team or on the case already where there is anybody.

        Nobody further away gets to read a record because the work is shared out evenly.
        """
        least = min((len(choice.lacks) for choice in self.choices), default=0)
        able = [choice for choice in self.choices if len(choice.lacks) == least]
        near = [choice for choice in able if choice.near or choice.on_case]
        return tuple(choice.staff for choice in near or able)


@dataclass(frozen=True)
class Absence:
    """Who is away from when until when, and their cases: those with a visit first, then the riskiest.

    `last_word`: when they recorded the last of what has come to this laptop; None where there is nothing. `missed`:
    what was arranged for them earlier on the first day, by what the person is called, and nobody recorded yet.
    """

    staff: StaffId
    name: str
    window: Window
    today: date
    now: datetime
    cases: tuple[AbsentCase, ...]
    last_word: datetime | None = None
    missed: tuple[tuple[str, PlannedVisit], ...] = ()

    @property
    def visits(self) -> int:
        """How much is arranged in all, whoever goes."""
        return sum(len(one.visits) + len(one.handed) for one in self.cases)

    @property
    def left(self) -> int:
        """How much is arranged to which nobody else goes yet."""
        return sum(len(one.visits) for one in self.cases)

    @property
    def police(self) -> tuple[tuple[AbsentCase, PlannedVisit], ...]:
        """What is arranged together with police, who have to be told, the soonest first."""
        found = [(case, visit) for case in self.cases for visit in (*case.visits, *case.handed) if visit.is_joint]
        return tuple(sorted(found, key=lambda one: (one[1].starts, one[1].appointment)))


def absent_choices(session: Session) -> tuple[AbsentChoice, ...]:
    """Who may be away: everybody who works on a case in which the person at the keyboard gives cover, by name."""
    facts, now = session.store.facts(), session.now()
    found: dict[StaffId, int] = {}
    for case in _mine_to_give(session):
        for staff in _working_on(facts, case, now):
            found[staff] = found.get(staff, 0) + 1
    choices = [AbsentChoice(staff, session.name_of(staff), count) for staff, count in found.items()]
    return tuple(sorted(choices, key=lambda one: (by_letters(one.name), one.staff)))


def read_absence(session: Session, staff: StaffId, window: Window) -> Absence:
    """Everything that is to be known before cover is given, and what is known of cover that is given."""
    people, facts = person_lines(session), session.store.facts()
    planned = planned_in(session, window)
    parts = {
        case: part
        for case in _mine_to_give(session)
        if case in people and (part := _part(facts, case, staff, window, planned.get(case, ())))
    }
    mine = {case: people[case] for case in parts}
    reading = _Reading(
        session=session,
        staff=staff,
        window=window,
        planned=planned,
        needs=needs_of(session, mine),
        trainings=trainings(session),
        able=cover_choices_of(session, list(mine)),
        covers=_covers_of(session, mine),
        officers=police_of(session, mine),
    )
    due = read_all_due(session, list(mine))
    cases = [reading.case(person, parts[case], due[case].items) for case, person in mine.items() if case in due]
    order = sorted(cases, key=lambda one: (not one.visits, *riskiest_first(one.person), one.case))
    return Absence(
        staff=staff,
        name=session.name_of(staff),
        window=window,
        today=session.today(),
        now=session.now(),
        cases=tuple(order),
        last_word=last_word(session, staff),
        missed=tuple(_missed(session, staff, window, mine)),
    )


def _missed(
    session: Session, staff: StaffId, window: Window, people: Mapping[CaseId, PersonLine]
) -> Iterator[tuple[str, PlannedVisit]]:
    """What was to be earlier today: somebody who rings in sick at noon has left people waiting since the morning."""
    if window.starts > session.now():
        return
    earlier = planned_in(session, Window(starts=begin_of(day_of(window.starts)), ends=window.starts))
    found = [(people[case].name, one) for case, visits in earlier.items() if case in people for one in visits]
    yield from sorted((one for one in found if one[1].staff == staff), key=lambda one: (one[1].starts, one[0]))


@dataclass(frozen=True)
class _Reading:
    """What the lines of all cases are made from. `staff` is away in the window."""

    session: Session
    staff: StaffId
    window: Window
    planned: Mapping[CaseId, tuple[PlannedVisit, ...]]
    needs: Mapping[CaseId, tuple[TrainingSubject, ...]]
    trainings: list[Training]
    able: Mapping[CaseId, tuple[StaffChoice, ...]]
    covers: Mapping[CaseId, list[RecordState]]
    officers: Mapping[CaseId, tuple[AgencyPerson, ...]]

    @cached_property
    def busy(self) -> Counter[str]:
        """How much is arranged for whom in that time."""
        return Counter(visit.staff for visits in self.planned.values() for visit in visits)

    @cached_property
    def team(self) -> str | None:
        """The team of whoever is away."""
        return _team(self.session, self.staff)

    def case(self, person: PersonLine, part: str, due: Iterable[DueItem]) -> AbsentCase:
        case, until = person.case, last_day(self.window)
        planned = self.planned.get(case, ())
        covered = tuple(_covered(self.session, self.covers.get(case, ()), self.staff, self.window))
        covering = {one.staff for one in covered}
        return AbsentCase(
            person=person,
            part=part,
            visits=tuple(visit for visit in planned if visit.staff == self.staff),
            due=tuple(item for item in due if item.due.due_on <= until),
            choices=tuple(sorted(self._choices(case), key=_fitting)),
            needs=tuple(subject.words for subject in self.needs[case]),
            covered=covered,
            handed=tuple(visit for visit in planned if visit.staff in covering),
            officers=self.officers.get(case, ()),
        )

    def _choices(self, case: CaseId) -> Iterator[CoverChoice]:
        for one in self.able[case]:
            if one.staff != self.staff:
                lacks = lacking(self.session, self.trainings, one.staff, self.needs[case])
                near = self.team is not None and _team(self.session, one.staff) == self.team
                yield CoverChoice(one.staff, one.name, one.on_case, lacks, self.busy.get(one.staff, 0), near)


def _fitting(one: CoverChoice) -> tuple[int, bool, bool, str, StaffId]:
    """Whoever lacks nothing first, then whoever knows the case, then the own team.

    Of the excluded nobody is there, nor is it said why.
    """
    return len(one.lacks), not one.on_case, not one.near, one.name.casefold(), one.staff


def _team(session: Session, staff: StaffId) -> str | None:
    member = session.member(staff)
    return member.post.team if member and member.post else None


def _mine_to_give(session: Session) -> list[CaseId]:
    return [case for case in session.cases() if session.may(Action.GIVE_COVER, grants_scope(case))]


def _working_on(facts: AccessFacts, case: CaseId, at: datetime) -> Iterator[StaffId]:
    found = {
        StaffId(one.holder.id)
        for one in facts.allocations.get(case, ())
        if one.holder and one.holder.sort == "staff" and is_open(one, at)
    }
    found |= {StaffId(one.staff) for one in facts.covers.get(case, ()) if one.staff and is_open(one, at)}
    yield from sorted(found)


def _part(facts: AccessFacts, case: CaseId, staff: str, window: Window, planned: Iterable[PlannedVisit]) -> str:
    """As what somebody works on a case in a time; empty for a case that is not theirs."""
    roles = [
        one.holder.role
        for one in facts.allocations.get(case, ())
        if one.holder and one.holder.id == staff and is_open(one, window.starts) and _begins(one.period, window)
    ]
    if roles:
        return GRANT_WORDS[GrantRole.OFFICER if GrantRole.OFFICER in roles else roles[0]]
    covers = (one for one in facts.covers.get(case, ()) if one.staff == staff and is_open(one, window.starts))
    if any(one.window and one.window.starts < window.ends for one in covers):
        return COVERS
    return say("Goes to a visit here") if any(visit.staff == staff for visit in planned) else ""


def _begins(period: Period | None, window: Window) -> bool:
    return period is not None and period.starts <= last_day(window)


def _covers_of(session: Session, cases: Iterable[CaseId]) -> dict[CaseId, list[RecordState]]:
    found: dict[CaseId, list[RecordState]] = {}
    for state in session.store.states({Cover.kind}, {grants_scope(case) for case in cases}):
        if case := case_of(state.scope):
            found.setdefault(case, []).append(state)
    return found


def _covered(session: Session, states: Iterable[RecordState], absent: str, window: Window) -> Iterator[CoveredBy]:
    """Cover by somebody else for some of the time: what the office has accepted, and what was recorded here."""
    for state, one in records_of(Cover, states):
        created = state.created
        if created is None or one.window is None or one.staff in {None, absent} or not is_open(one, window.starts):
            continue
        if one.window.starts < window.ends:
            sent = not created.awaiting and created.order[0] == 0
            who = StaffId(one.staff or "")
            member = session.member(who)
            number = (member.telephone if member else None) or ""
            name, held = session.name_of(who), created.awaiting
            yield CoveredBy(who, name, one.window.starts, one.window.ends, sent, number, held)
