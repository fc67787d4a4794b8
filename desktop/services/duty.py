"""What is due on this laptop by standards and duties: of one case, and of all that are open to this person.

The records are read by kind, once for all cases that have changed; the others are known (`DueMemory`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from pydantic import TypeAdapter

from casework.ledger.fold import RecordState
from casework.records.identifier import AGENCY, CaseId, case_of, case_scope, restricted_scope
from casework.records.person.person import Person
from casework.records.staff.staff import SENIORS
from casework.rules.calendar import Calendar
from casework.rules.due import Due
from casework.rules.duty.duty import duties_of
from casework.rules.duty.fact import KINDS_READ, DutyCase, DutyFacts
from casework.rules.duty.fact import gather_facts as gather_duty_facts
from casework.rules.duty.high_result import high_results
from casework.rules.duty.mappa import mappa_sentences
from casework.rules.duty.note import notes_on
from casework.rules.duty.police import PoliceDate, police_dates
from casework.rules.duty.table import DutyTable, duties_on, load_duties
from casework.rules.high_risk.membership import on_list
from casework.rules.instrument.instrument_table import InstrumentTable
from casework.rules.instrument.refusal import instruments_on
from casework.rules.planning.sentence import plan_sentences
from casework.rules.standard.due_item import due_items
from casework.rules.standard.frequency import UNRECORDED
from casework.rules.standard.gather import KINDS_READ as STANDARD_KINDS
from casework.rules.standard.gather import gather_facts
from casework.rules.standard.local_holiday import LocalHolidayTable, calendar_of, load_holidays
from casework.rules.standard.rule import Standard, StandardTable, load_standards
from casework.rules.standard.words import due_words
from casework.rules.status import status_of
from casework.rules.table_choice import tables_on
from casework.words import say
from desktop.services.confirmed_table import confirmed_tables
from desktop.services.due_action import DECISION, DueAction, action_for
from desktop.services.due_kept import MANY, keep_for_the_day, kept_tokens, load_kept
from desktop.services.own_case import works_on
from desktop.services.session import Session

AHEAD = timedelta(days=7)
"""What falls due so many days ahead is on the day's page; all of it is on the person's."""

_AT_ONCE = 50
"""The records of so many cases are in memory together: of a senior's whole team it would be some hundred megabytes."""

_SENIORS_TOO = frozenset(
    {"incident_decision", "care_inspectorate", "senior_discussion", "incident_reassess", UNRECORDED.code}
)
"""What a senior sees of every case that is open to them, and not only of their own."""

_SAME = {"home_report_date": "home_report"}
"""A duty that asks for what a standard asks for, too."""


@dataclass(frozen=True)
class DueItem:
    """One thing that is due in a case. `when`: how it stands today, in words. `kind`: of the record it is about.

    `action`: how it is done at once; None where the record it is about is changed, or somebody else does it. `notes`:
    what else to know, in sentences.
    """

    case: CaseId
    due: Due
    when: str
    overdue: bool
    kind: str = ""
    action: DueAction | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseDue:
    """All that the page of a case says of what is due, the soonest first.

    `unexplained`: what was not kept, cannot be made up for, and has no reason yet. `police`: dates that are the
    police's own. `disagreeing`: what does not agree in what is recorded, in sentences.
    """

    items: tuple[DueItem, ...] = ()
    unexplained: tuple[DueItem, ...] = ()
    police: tuple[PoliceDate, ...] = ()
    disagreeing: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Rules:
    """The tables that are on in this agency, and the working days."""

    duties: DutyTable | None
    standards: tuple[StandardTable, ...]
    instruments: tuple[InstrumentTable, ...]
    calendar: Calendar

    def standard(self, due: Due) -> Standard | None:
        """By which standard something is due; None for a duty."""
        rules = ((table, rule) for table in self.standards for rule in table.rule)
        return next((rule for table, rule in rules if table.ref(rule) == due.rule), None)

    def is_to_do(self, due: Due, today: date) -> bool:
        """Whether something can still be done: what had to lie in a time that is over cannot be made up for."""
        rule = self.standard(due)
        return due.open and not (rule is not None and rule.window and due.due_on < today)


def read_case_due(session: Session, case: CaseId) -> CaseDue:
    """What is due in one case; nothing where it is not open to this person."""
    if not session.access(case).reads:
        return CaseDue()
    return _known(session, [case])[case]


def read_all_due(session: Session, cases: Collection[CaseId]) -> dict[CaseId, CaseDue]:
    """What is due in each of these cases that is open to this person."""
    readable = [case for case in cases if session.access(case).reads]
    session.due.forget_others(set(session.cases()))
    return _known(session, readable)


def soon_due(session: Session, cases: Collection[CaseId]) -> list[DueItem]:
    """What this person sees on the day's page: overdue, or due in the days to come, in the cases that are theirs.

    A senior also sees, in every case that is open to them, what needs a senior.
    """
    horizon, senior = session.today() + AHEAD, session.role() in SENIORS
    own = {case for case in cases if works_on(session, case)}
    found = []
    for case, due in read_all_due(session, cases if senior else own).items():
        mine = case in own
        found += [
            item
            for item in due.items
            if item.due.due_on <= horizon and (mine or (senior and item.due.rule.code in _SENIORS_TOO))
        ]
    return found


def _known(session: Session, cases: Sequence[CaseId]) -> dict[CaseId, CaseDue]:
    tokens = {case: _token(session, case) for case in cases}
    stale = session.due.stale(dict(tokens))
    if stale:
        for case, found in _found_of(session, sorted(stale)).items():
            session.due.keep(case, tokens[case], found)
    return {case: session.due.find(case, _as_case_due) for case in cases}


def _found_of(session: Session, cases: Sequence[CaseId]) -> dict[CaseId, CaseDue]:
    """What is due in each of these cases: kept of this day in the store, or worked out and kept there."""
    from_what = kept_tokens(session, cases) if len(cases) >= MANY else {}
    found = load_kept(session, from_what, _kept_form())
    rest = [case for case in cases if case not in found]
    if rest:
        fresh = _worked_out(session, rest)
        keep_for_the_day(session, from_what, fresh, _kept_form())
        found |= fresh
    return found


def _worked_out(session: Session, cases: Sequence[CaseId]) -> dict[CaseId, CaseDue]:
    rules, today, fresh = _rules(session), session.today(), dict[CaseId, CaseDue]()
    for first in range(0, len(cases), _AT_ONCE):
        for case, states in _states(session, cases[first : first + _AT_ONCE]).items():
            found = _work_out(case, states, rules, today)
            fresh[case] = found if session.access(case).decides else _undecided(found)
    return fresh


def _as_case_due(found: object) -> CaseDue:
    assert isinstance(found, CaseDue)
    return found


def _undecided(found: CaseDue) -> CaseDue:
    """What is due, for somebody who does not decide: nobody is offered a form that they could never complete."""
    items = (replace(item, action=None) if item.due.rule.code == DECISION else item for item in found.items)
    return replace(found, items=tuple(items))


def _token(session: Session, case: CaseId) -> tuple[date, bool, bool, int, int, int]:
    """What it follows from: the day, who may read what, and how often each of the scopes has changed."""
    revisions = session.store.revisions
    scopes = (case_scope(case), restricted_scope(case), AGENCY)
    first, second, third = (revisions[scope] for scope in scopes)
    access = session.access(case)
    return session.today(), access.restricted, access.decides, first, second, third


def _states(session: Session, cases: Collection[CaseId]) -> dict[CaseId, list[RecordState]]:
    """The records of some cases that duties and standards follow from, in one reading."""
    restricted = {restricted_scope(case) for case in cases if session.access(case).restricted}
    scopes = {case_scope(case) for case in cases} | restricted
    found: dict[CaseId, list[RecordState]] = {case: [] for case in cases}
    for state in session.store.states(KINDS_READ | STANDARD_KINDS, scopes):
        case = case_of(state.scope)
        if case in found:
            found[case].append(state)
    return found


@lru_cache(maxsize=1)
def _kept_form() -> TypeAdapter[CaseDue]:
    return TypeAdapter(CaseDue)


@lru_cache(maxsize=1)
def _shipped() -> tuple[tuple[StandardTable, ...], tuple[LocalHolidayTable, ...]]:
    """What comes with Doorstep, read from its files once."""
    return load_standards(), load_holidays()


def _rules(session: Session) -> _Rules:
    standards, local = _shipped()
    confirmed = confirmed_tables(session)
    return _Rules(
        duties=duties_on(session.today(), tables_on(load_duties(), confirmed, DutyTable)),
        standards=tuple(one for one in tables_on(standards, confirmed, StandardTable) if one.confirmed),
        instruments=instruments_on(confirmed),
        calendar=calendar_of(tables_on(local, confirmed, LocalHolidayTable)),
    )


def _work_out(case: CaseId, states: Sequence[RecordState], rules: _Rules, today: date) -> CaseDue:
    known = [state for state in states if state.created and not state.created.awaiting]
    person = next((state for state in known if state.kind == Person.kind), None)
    member = on_list(known, today)
    facts = gather_duty_facts(
        known,
        high_results(known, rules.instruments),
        member.since if member else None,
        dead=status_of(person).is_dead,
        in_prison_since=status_of(person).in_prison_since,
    )
    # All of it: `gather_facts` knows best what of a record that waits for release counts meanwhile.
    found = due_items(gather_facts(states), rules.standards, rules.calendar, today)
    found = _without_what_is_said_twice(found, _duties(facts, rules, today))
    kinds = {str(state.record): state.kind for state in states}
    items = [(due, _item(case, due, rules, today, kinds)) for due in found if due.open or due.missing]
    to_do = [(due, item) for due, item in items if rules.is_to_do(due, today)]
    unexplained = [replace(item, action=None) for due, item in items if due.missing and not rules.is_to_do(due, today)]
    return CaseDue(
        items=tuple(replace(item, notes=notes_on(due, facts)) for due, item in to_do),
        unexplained=tuple(unexplained),
        police=police_dates(facts, today),
        disagreeing=_disagreeing(facts, rules, today) if facts.open and not facts.dead else (),
    )


def _disagreeing(facts: DutyFacts, rules: _Rules, today: date) -> tuple[str, ...]:
    return (*mappa_sentences(facts, today), *plan_sentences(facts, rules.instruments))


def _duties(facts: DutyFacts, rules: _Rules, today: date) -> list[Due]:
    return duties_of(DutyCase(facts, rules.duties, rules.calendar, today)) if rules.duties else []


def _without_what_is_said_twice(standards: Sequence[Due], duties: Sequence[Due]) -> list[Due]:
    """Both, the soonest first. Where a standard and a duty ask for one report, the sooner, naming the other."""
    found = list(standards)
    for duty in duties:
        same = (_SAME.get(duty.rule.code), duty.about)
        other = next((one for one in found if (one.rule.code, one.about) == same and one.open and duty.open), None)
        if other is None:
            found.append(duty)
        elif duty.due_on < other.due_on:
            found[found.index(other)] = replace(duty, also=(*duty.also, other.rule))
        else:
            found[found.index(other)] = replace(other, also=(*other.also, duty.rule))
    return sorted(found, key=lambda due: (due.due_on, due.rule.code, due.about))


def _item(case: CaseId, due: Due, rules: _Rules, today: date, kinds: Mapping[str, str]) -> DueItem:
    rule = rules.standard(due)
    counts = rule.counts if rule else None
    closes = due.closes or (f"{counts.words[0].upper()}{counts.words[1:]}." if counts else "")
    when = due_words(due, today, counts)
    if due.at_once and due.open and not due.overdue(today):
        when = say("{when} No interval is set: it is due at once.", when=when)
    kind, action = kinds.get(due.about, ""), action_for(due.rule.code, counts)
    return DueItem(case, replace(due, closes=closes), when, due.overdue(today), kind, action)
