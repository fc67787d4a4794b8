"""Giving cover of several cases in one action: who covers each of them, and who goes to the visits meanwhile.

All of it is one commit: either every case is covered and every visit has somebody, or nothing has changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.problem import Problem, about
from casework.records.contact.appointment import Appointment, AppointmentStatus, Plan
from casework.records.identifier import CaseId, RecordId, StaffId, case_scope, grants_scope
from casework.records.staff.grant import Cover, Window
from casework.rules.permission import Action
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.granting import NOT_A_CHOICE, NOT_YOURS, cover_choices
from desktop.services.recorder import NotComplete, Recorder
from desktop.services.session import Session
from desktop.store.change import Change, Save

_MOVED_ON = UserError(say("A visit has been changed since it was shown. Look at the list again, then give cover."))


@dataclass(frozen=True)
class CoverWish:
    """Who is to cover one case. `visits`: the appointments to which they go in place of whoever is away."""

    case: CaseId
    staff: StaffId
    visits: tuple[str, ...] = ()


@dataclass(frozen=True)
class CoverPlan:
    """Cover for one absence: whose, from when until when, why, and what everybody who covers has to know."""

    absent: StaffId
    window: Window
    reason: str
    note: str
    wishes: tuple[CoverWish, ...]


def give_covers(session: Session, plan: CoverPlan) -> Change:
    """Give all of it at once, and let those who cover go to the visits.

    Raises:
        NotComplete: without a reason or anybody to cover, or for a time that is over.
        UserError: for a case in which whoever gives it may not, or for somebody who cannot be chosen.
    """
    problems = list(_problems(session, plan))
    if problems:
        raise NotComplete(problems)
    for wish in plan.wishes:
        _refuse(session, plan, wish)
    return Recorder(session).save_together([save for wish in plan.wishes for save in _saves(session, plan, wish)])


def _problems(session: Session, plan: CoverPlan) -> Iterator[Problem]:
    if not plan.wishes:
        yield about("who", say("Who covers: choose somebody for at least one case."))
    if plan.window.ends <= session.now():
        yield about("until", say("Until: this time is over already; write a later day."))
    if not plan.reason.strip():
        yield about("reason", say("Reason is missing: write in a sentence why."))


def _refuse(session: Session, plan: CoverPlan, wish: CoverWish) -> None:
    if not session.may(Action.GIVE_COVER, grants_scope(wish.case)):
        raise NOT_YOURS
    allowed = {one.staff for one in cover_choices(session, wish.case)} - {plan.absent}
    if wish.staff not in allowed:
        raise NOT_A_CHOICE


def _saves(session: Session, plan: CoverPlan, wish: CoverWish) -> Iterator[Save]:
    recorder = Recorder(session)
    cover = Cover(staff=wish.staff, window=plan.window, reason=plan.reason.strip())
    # Checked when it is recorded: what is too long is said in a sentence.
    given = cover.model_copy(update={"handover": plan.note.strip() or None})
    yield Save(grants_scope(wish.case), (recorder.new_record(given, session.store.new_id()),))
    visits = tuple(_taken_over(session, recorder, plan, wish))
    if visits:
        yield Save(case_scope(wish.case), visits)


def _taken_over(session: Session, recorder: Recorder, plan: CoverPlan, wish: CoverWish) -> Iterator[Edit]:
    """The visits with somebody else who goes: the office's clock then watches the one who does."""
    for visit in wish.visits:
        state = session.store.record(case_scope(wish.case), RecordId(visit))
        record = read_record(Appointment, state) if state else Appointment()
        planned = record.state is None or record.state.status is AppointmentStatus.PLANNED
        if state is None or record.plan is None or record.plan.staff != plan.absent or not planned:
            raise _MOVED_ON
        yield recorder.change(state, {"plan": _with(record.plan, wish.staff).model_dump(mode="json")})


def _with(plan: Plan, staff: StaffId) -> Plan:
    return plan.model_copy(update={"staff": staff})


def share_out(cases: Sequence[tuple[CaseId, Iterable[StaffId]]]) -> dict[CaseId, StaffId]:
    """A proposal of who covers what: of those who fit best, whoever has the fewest by then. For somebody to change."""
    found: dict[CaseId, StaffId] = {}
    for case, fitting in cases:
        able = list(fitting)
        if able:
            taken = list(found.values())
            found[case] = min(able, key=lambda staff: (taken.count(staff), able.index(staff)))
    return found
