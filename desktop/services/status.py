"""Where a person is: recording it with what follows, taking a death back, deciding whether a death is reviewed."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState
from casework.problem import about
from casework.records.check import check_value
from casework.records.contact.appointment import (
    CONTACT_SORT_WORDS,
    Appointment,
    AppointmentState,
    AppointmentStatus,
)
from casework.records.file.incident_decision import (
    IncidentCause,
    IncidentDecision,
    ReviewChoice,
    ReviewDecision,
)
from casework.records.identifier import CaseId, case_of, case_scope
from casework.records.person.status import PersonStatus, StatusSort
from casework.rules.day import day_of
from casework.rules.letter import may_write_to
from casework.rules.standing import read_record, shown_parents
from casework.rules.status import (
    DIED,
    StatusView,
    cancelled_by_death,
    cancelled_in_vain,
    change_problems,
    review_waits,
    status_of,
    stays_planned,
    to_ask_about,
)
from casework.words import say
from desktop.services.person_line import PersonLine, person_state
from desktop.services.recorder import REASON_MAX, NotComplete, Recorder
from desktop.services.session import Session
from desktop.store.change import Change

_GONE = UserError(say("This is not on this laptop any more. Sync and open it again."))
_ONLY_SENIOR = UserError(say("A senior of the team decides this. It waits on their laptop until then."))
_MOST_CANCELLED = 150
"""So many appointments are cancelled with a status at once; an entry takes no more than 200 edits."""

WHY_CANCELLED = {
    StatusSort.COMMUNITY: "In the community.",
    StatusSort.CUSTODY: "In custody.",
    StatusSort.RECALLED: "Recalled to custody.",
    StatusSort.HOSPITAL: "In hospital.",
    StatusSort.WHEREABOUTS_UNKNOWN: "Whereabouts unknown.",
    StatusSort.TRANSFERRED: "Transferred to another service.",
    StatusSort.DEAD: DIED,
}
"""Recorded as the reason of what a status cancels: a record is the same in every language."""

Appointments = list[tuple[str, Appointment]]


@dataclass(frozen=True)
class PlannedLine:
    """One appointment that is planned, or was cancelled with a death."""

    record: str
    title: str
    starts: datetime
    place: str


@dataclass(frozen=True)
class StatusPage:
    """Where a person is, what is planned, and what a death cancelled that is still to come.

    `review_of`: the day of a death about which no senior has decided yet.
    """

    view: StatusView
    planned: tuple[PlannedLine, ...] = ()
    fallen: tuple[PlannedLine, ...] = ()
    review_of: date | None = None


@dataclass(frozen=True)
class StatusSaved:
    """What recording a status did: which appointments it cancelled, and which an earlier death had cancelled."""

    change: Change
    cancelled: tuple[PlannedLine, ...] = ()
    fallen: tuple[PlannedLine, ...] = ()


@dataclass(frozen=True)
class CaseDue:
    """Something to do because of where a person is."""

    title: str
    case: CaseId
    due_on: date
    appointment: str | None = None


def read_status(session: Session, case: CaseId) -> StatusPage:
    """Where a person of a case is, and what hangs on it."""
    view, all_of_them = status_of(person_state(session, case)), _appointments(session, case)
    return StatusPage(
        view=view,
        planned=_lines(all_of_them, [ident for ident, one in all_of_them if stays_planned(one)]),
        fallen=_lines(all_of_them, cancelled_in_vain(all_of_them, view, session.now())),
        review_of=review_waits(view, _decisions(session, case)),
    )


def letter_objection(session: Session, case: CaseId) -> str:
    """Why no letter may go to the person, as a sentence; empty where one may."""
    return may_write_to(status_of(person_state(session, case)))


def cancels(page: StatusPage, sort: StatusSort, since: date) -> tuple[PlannedLine, ...]:
    """What recording a status would cancel by itself: with a death, what is planned for its day or later."""
    if sort is not StatusSort.DEAD:
        return ()
    return tuple(line for line in page.planned if day_of(line.starts) >= since)


def change_status(
    session: Session, case: CaseId, status: PersonStatus, cancel: Collection[str] = (), reason: str = ""
) -> StatusSaved:
    """Record where a person is, in one save with the appointments that are cancelled with it.

    A death cancels what is planned from its day on. Otherwise those in `cancel` are cancelled, which somebody has
    chosen; nothing else is. What a death had cancelled is never planned again by itself: it is listed.

    Raises:
        NotComplete: with a sentence for each thing that is missing or wrong.
        UserError: where the person is not on this laptop any more.
    """
    state = person_state(session, case)
    if state is None:
        raise _GONE
    before, all_of_them = status_of(state), _appointments(session, case)
    problems = change_problems(before, status, reason, session.today())
    if problems:
        raise NotComplete(problems)
    going = _going(all_of_them, status, cancel)
    edits = [_status_edit(session, state, before, status, reason), *_cancelling(session, case, status, going)]
    change = Recorder(session).save(case_scope(case), edits)
    after = status_of(person_state(session, case))
    fallen = cancelled_in_vain(_appointments(session, case), after, session.now())
    return StatusSaved(change, _lines(all_of_them, going), _lines(all_of_them, fallen))


def decide_review(session: Session, case: CaseId, decision: ReviewChoice, reasons: str) -> Change:
    """A senior records whether the person's death is reviewed.

    Raises:
        NotComplete: without reasons.
        UserError: by anybody else, or where nothing waits to be decided.
    """
    view = status_of(person_state(session, case))
    died_on = review_waits(view, _decisions(session, case))
    if died_on is None:
        raise UserError(say("Nothing waits to be decided here any more. Nothing was changed."))
    if not session.access(case).decides:
        raise _ONLY_SENIOR
    if not reasons.strip():
        raise NotComplete([about("reason", say("Reasons are missing: write why it is reviewed, or why not."))])
    values: dict[str, JsonValue] = {
        "decision": decision,
        "reasons": reasons.strip(),
        "by": session.me,
        "on": session.today().isoformat(),
    }
    if problems := check_value(IncidentDecision.kind, "decision", values):
        raise NotComplete(problems)
    person = person_state(session, case)
    record = IncidentDecision(
        cause=IncidentCause.DEATH,
        happened_on=died_on,
        about=person.record if person else None,
        decision=ReviewDecision.model_validate(values),
    )
    recorder = Recorder(session)
    return recorder.save(case_scope(case), [recorder.new_record(record, session.store.new_id())])


def status_due(session: Session, people: Mapping[CaseId, PersonLine]) -> list[CaseDue]:
    """What is to be done because of where somebody is: for whoever has the appointment, or decides."""
    found: list[CaseDue] = []
    touched = {case for case, line in people.items() if line.status.standing or line.status.two_views}
    planned: dict[CaseId, Appointments] = {case: [] for case in touched}
    for state in session.store.records(Appointment.kind) if touched else ():
        if (case := case_of(state.scope)) in planned:
            planned[case].append((state.record, read_record(Appointment, state)))
    for case in touched:
        view = people[case].status
        found += _due_of_appointments(session, case, view, planned[case])
        died_on = review_waits(view, _decisions(session, case))
        if died_on is not None:
            who = say("Decide") if session.access(case).decides else say("A senior decides")
            found.append(CaseDue(say("{who} whether the death is reviewed", who=who), case, died_on))
    return found


def _due_of_appointments(
    session: Session, case: CaseId, view: StatusView, all_of_them: Appointments
) -> Iterator[CaseDue]:
    mine = [(ident, one) for ident, one in all_of_them if one.plan and one.plan.staff == session.me]
    today = session.today()
    died_on = view.standing.since if view.standing and view.is_dead else None
    late = cancelled_by_death(mine, died_on) if died_on else []
    if late:
        yield CaseDue(say("Planned without knowing of the death: cancel it"), case, today)
    for ident in to_ask_about(mine, view, session.now()):
        plan = next(one.plan for other, one in mine if other == ident)
        if plan:
            yield CaseDue(
                say("Visit planned where the person may not be: keep or cancel it"), case, day_of(plan.starts)
            )
    if cancelled_in_vain(mine, view, session.now()):
        yield CaseDue(say("Cancelled with a death recorded by mistake: plan it again"), case, today)


def _status_edit(session: Session, state: RecordState, before: StatusView, status: PersonStatus, reason: str) -> Edit:
    if len(reason) > REASON_MAX:
        raise NotComplete(
            [about("reason", say("Reason is too long: shorten it to {reason_max} characters.", reason_max=REASON_MAX))]
        )
    edit = Recorder(session).change(state, {"status": status.model_dump(mode="json")}, reason.strip() or None)
    if not before.two_views:
        return edit
    return edit.model_copy(update={"parents": {"status": shown_parents(state, "status")}})


def _going(all_of_them: Appointments, status: PersonStatus, cancel: Collection[str]) -> list[str]:
    """The appointments that are cancelled with a status."""
    if status.status is StatusSort.DEAD:
        return cancelled_by_death(all_of_them, status.since)[:_MOST_CANCELLED]
    return [ident for ident, one in all_of_them if ident in cancel and stays_planned(one)][:_MOST_CANCELLED]


def _cancelling(session: Session, case: CaseId, status: PersonStatus, going: list[str]) -> Iterator[Edit]:
    reason = WHY_CANCELLED[status.status]
    off = AppointmentState(status=AppointmentStatus.CANCELLED, reason=reason).model_dump(mode="json")
    for ident in going:
        state = session.state(case, ident)
        if state is not None:
            yield Recorder(session).change(state, {"state": off})


def _appointments(session: Session, case: CaseId) -> Appointments:
    states = session.store.records(Appointment.kind, case_scope(case))
    return [(state.record, read_record(Appointment, state)) for state in states]


def _lines(all_of_them: Appointments, wanted: Collection[str]) -> tuple[PlannedLine, ...]:
    lines = [
        PlannedLine(ident, CONTACT_SORT_WORDS[one.plan.sort], one.plan.starts, one.plan.place)
        for ident, one in all_of_them
        if ident in wanted and one.plan
    ]
    return tuple(sorted(lines, key=lambda line: line.starts))


def _decisions(session: Session, case: CaseId) -> list[IncidentDecision]:
    return [
        read_record(IncidentDecision, state) for state in session.store.records(IncidentDecision.kind, case_scope(case))
    ]
