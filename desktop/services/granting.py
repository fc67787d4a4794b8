"""Giving and taking access on a laptop: cover, readers of the restricted part, exclusions; and who may be chosen.

Nobody who is excluded from a case is ever offered for it, nor is the case offered for them. Why somebody is not among
the choices is not said: an exclusion is known to those who work on the case, and to nobody else.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.errors import UserError
from casework.ledger.fold import RecordState
from casework.problem import about
from casework.records.identifier import CaseId, RecordId, Scope, StaffId, case_of, grants_scope, restricted_scope
from casework.records.record import Period, Record
from casework.records.staff.grant import (
    Allocation,
    Cover,
    End,
    Exclusion,
    ExclusionReason,
    GrantRole,
    Holder,
    RestrictedReader,
    Window,
)
from casework.rules.access import CASEWORK_ROLES, access
from casework.rules.grant_time import is_open
from casework.rules.permission import Action
from casework.rules.standing import read_record, records_of
from casework.words import say
from desktop.services.recorder import NotComplete, Recorder
from desktop.services.session import Session
from desktop.store.change import Change, Save

NOT_A_CHOICE = UserError(say("This person cannot be chosen for this case. Choose somebody else from the list."))
NOT_YOURS = UserError(
    say("Only the officer or a senior of the case, or a service manager, gives cover. Ask one of them.")
)


@dataclass(frozen=True)
class StaffChoice:
    """Somebody who may be chosen. `on_case`: they have access to the case already."""

    staff: StaffId
    name: str
    on_case: bool = False


def cover_choices(session: Session, case: CaseId) -> tuple[StaffChoice, ...]:
    """Who may be given cover of a case, by name. Empty for somebody who gives none.

    Whoever does casework, is not excluded from the case, and is not the officer or service manager who chooses.
    """
    return cover_choices_of(session, [case])[case]


def cover_choices_of(session: Session, cases: Collection[CaseId]) -> dict[CaseId, tuple[StaffChoice, ...]]:
    """The same for several cases, in one reading however many there are."""
    kept_out: dict[CaseId | None, list[RecordState]] = {}
    for state in session.store.states({Exclusion.kind}, {grants_scope(case) for case in cases}):
        kept_out.setdefault(case_of(state.scope), []).append(state)
    return {case: _cover_choices(session, case, kept_out.get(case, ())) for case in cases}


def _cover_choices(session: Session, case: CaseId, recorded: Iterable[RecordState]) -> tuple[StaffChoice, ...]:
    if not session.may(Action.GIVE_COVER, grants_scope(case)):
        return ()
    themself = session.access(case).decides
    found = _may_be_on(session, case, recorded)
    return tuple(choice for choice in found if themself or choice.staff != session.me)


def reader_choices(session: Session, case: CaseId) -> tuple[StaffChoice, ...]:
    """Who may be named to read the restricted part: whoever works on the case and does not read it already."""
    if not session.may(Action.NAME_READER, grants_scope(case)):
        return ()
    facts, now = session.store.facts(), session.now()
    found = (choice for choice in _may_be_on(session, case) if choice.on_case)
    return tuple(choice for choice in found if not access(choice.staff, case, facts, now).restricted)


def give_cover(
    session: Session, case: CaseId, staff: StaffId, window: Window, reason: str, handover: str = ""
) -> Change:
    """Give a case to somebody for a window, with what they have to know (standards.md 182).

    Raises:
        NotComplete: without a reason, or for a window that is over.
        UserError: for somebody who may not give cover, or who may not be chosen.
    """
    if window.ends <= session.now():
        raise NotComplete([about("until", say("Cover: it would be over already; give a later end."))])
    if not session.may(Action.GIVE_COVER, grants_scope(case)):
        raise NOT_YOURS
    _refuse_other_than(cover_choices(session, case), staff)
    cover = Cover(staff=staff, window=window, reason=_reason(reason))
    # Checked when it is recorded: what is too long is said in a sentence.
    return _save(session, grants_scope(case), cover.model_copy(update={"handover": handover.strip() or None}))


def allocation_choices(session: Session, case: CaseId) -> tuple[StaffChoice, ...]:
    """Who may be given a case to work on: whoever does casework and is not excluded; none for who allocates none."""
    return _may_be_on(session, case) if session.may(Action.ALLOCATE, grants_scope(case)) else ()


def allocate(session: Session, case: CaseId, staff: StaffId, role: GrantRole) -> Change:
    """Give a case to somebody from today on: as co-worker, or as officer in place of whoever is the officer now.

    Raises:
        NotComplete: for somebody who is that already.
        UserError: for somebody who may not allocate, or who may not be chosen.
    """
    _refuse_other_than(allocation_choices(session, case), staff)
    grants, recorder, now = grants_scope(case), Recorder(session), session.now()
    held = [(state, _holder(state, now)) for state in session.store.records(Allocation.kind, grants)]
    same = [(state, one.id) for state, one in held if one and one.role is role]
    if any(holder == staff for _, holder in same):
        raise NotComplete(
            [about("who", say("Who: this colleague has this role in the case already; choose somebody else."))]
        )
    holder = Holder(sort="staff", id=staff, role=role)
    given = Allocation(holder=holder, period=Period(starts=session.today()))
    edits = [recorder.new_record(given, session.store.new_id())]
    if role is GrantRole.OFFICER:
        end = End(at=now).model_dump(mode="json")
        edits += [recorder.change(state, {"ended": end}) for state, _ in same]
    return recorder.save(grants, edits)


def _holder(state: RecordState, at: datetime) -> Holder | None:
    """Who has the case by an allocation that is not over."""
    allocation = read_record(Allocation, state)
    return allocation.holder if is_open(allocation, at) else None


def name_reader(session: Session, case: CaseId, staff: StaffId, until: date | None, reason: str) -> Change:
    """Let somebody who works on a case read and write its restricted part from today on. Raises as `give_cover`."""
    _refuse_other_than(reader_choices(session, case), staff)
    period = Period(starts=session.today(), ends=until)
    return _save(session, grants_scope(case), RestrictedReader(staff=staff, period=period, reason=_reason(reason)))


def exclusion_choices(session: Session, case: CaseId) -> tuple[StaffChoice, ...]:
    """Who may be excluded from a case: whoever is not yet, and does not choose themself; none for who excludes none."""
    found = _may_be_on(session, case) if session.may(Action.EXCLUDE, grants_scope(case)) else ()
    return tuple(choice for choice in found if choice.staff != session.me)


def exclude(session: Session, case: CaseId, staff: StaffId, reason: str, until: date | None = None) -> Change:
    """Let a case be absent for somebody; the reason goes into its restricted part, in the same commit.

    `until`: the last day; None for good.

    Raises:
        NotComplete: without a reason, or for a last day that is past.
        UserError: for oneself, or for somebody who may not exclude.
    """
    if staff == session.me:
        raise UserError(say("You decide in this case, so you cannot exclude yourself: ask another senior."))
    if until is not None and until < session.today():
        raise NotComplete([about("until", say("Until: this day is past; write a later one, or none."))])
    recorder, record = Recorder(session), session.store.new_id()
    why = ExclusionReason(exclusion=record, reason=_reason(reason))
    kept_out = recorder.new_record(Exclusion(staff=staff, period=Period(starts=session.today(), ends=until)), record)
    saves = [
        Save(grants_scope(case), (kept_out,)),
        Save(restricted_scope(case), (recorder.new_record(why, session.store.new_id()),)),
    ]
    return recorder.save_together(saves)


def reason_of(session: Session, case: CaseId, exclusion: RecordId) -> str:
    """Why somebody is excluded; empty where the restricted part is not on this laptop."""
    states = session.store.records(ExclusionReason.kind, restricted_scope(case))
    reasons = (read_record(ExclusionReason, state) for state in states)
    return next((one.reason or "" for one in reasons if one.exclusion == exclusion), "")


def _may_be_on(
    session: Session, case: CaseId, recorded: Iterable[RecordState] | None = None
) -> tuple[StaffChoice, ...]:
    """`recorded`: the exclusions of the case, where they are read already."""
    facts, now = session.store.facts(), session.now()
    able = {staff: access(staff, case, facts, now) for staff in facts.staff if facts.role(staff) in CASEWORK_ROLES}
    states = session.store.records(Exclusion.kind, grants_scope(case)) if recorded is None else recorded
    kept_out = {staff for staff, found in able.items() if found.excluded} | _recorded_out(session, states)
    found = [
        StaffChoice(staff, session.name_of(staff), on_case=one.reads)
        for staff, one in able.items()
        if staff not in kept_out
    ]
    return tuple(sorted(found, key=_by_name))


def _recorded_out(session: Session, states: Iterable[RecordState]) -> set[StaffId]:
    """Who is excluded by what was recorded here, sent or not; what the office has accepted follows from access."""
    found = set()
    for _, recorded in records_of(Exclusion, states):
        if recorded.staff and (recorded.period is None or recorded.period.covers(session.today())):
            found.add(StaffId(recorded.staff))
    return found


def _by_name(choice: StaffChoice) -> tuple[str, str]:
    return (choice.name.casefold(), choice.staff)


def _refuse_other_than(choices: Sequence[StaffChoice], staff: StaffId) -> None:
    if all(choice.staff != staff for choice in choices):
        raise NOT_A_CHOICE


def _reason(text: str) -> str:
    if not text.strip():
        raise NotComplete([about("reason", say("Reason is missing: write in a sentence why."))])
    return text.strip()


def _save(session: Session, scope: Scope, record: Record) -> Change:
    recorder = Recorder(session)
    return recorder.save(scope, [recorder.new_record(record, session.store.new_id())])
