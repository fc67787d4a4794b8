"""Changing what is known about a person: telephone, language, name, address, agencies, warnings, appointments."""

from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.problem import about
from casework.records.check import check_value
from casework.records.contact.appointment import (
    VISITS,
    Appointment,
    AppointmentState,
    AppointmentStatus,
    Plan,
)
from casework.records.identifier import CaseId, case_scope
from casework.records.person.address import Address, Place
from casework.records.person.agency_contact import AgencyContact, AgencyPerson
from casework.records.person.interpreter import InterpreterArrangement
from casework.records.person.person import Communication, NameSort, OtherName, Person, PersonName
from casework.records.risk.warning import Notice, WarningRecord, WarningSort, WarningState, WarningStatus
from casework.rules.standing import read_record, shown_parents
from casework.rules.status import status_of
from casework.words import say
from desktop.services.contact_form import NextPart
from desktop.services.local_time import utc_of
from desktop.services.person_line import person_state
from desktop.services.recorder import NotComplete, Recorder
from desktop.services.session import Session
from desktop.store.change import Change

GONE = UserError(say("This is not on this laptop any more. Sync and open it again."))


def change_telephone(session: Session, case: CaseId, telephone: str) -> Change:
    """Write a new telephone number for the person."""
    state = person_state(session, case)
    if state is None:
        raise GONE
    recorder = Recorder(session)
    return recorder.save(case_scope(case), [recorder.change(state, {"telephone": telephone.strip()})])


def change_communication(session: Session, case: CaseId, needs: Communication) -> Change:
    """Write language, interpreter and needs: one field, so they agree."""
    state = person_state(session, case)
    if state is None:
        raise GONE
    recorder = Recorder(session)
    return recorder.save(case_scope(case), [recorder.change(state, {"communication": needs.model_dump(mode="json")})])


def change_interpreter(session: Session, case: CaseId, arrangement: InterpreterArrangement | None) -> Change:
    """Write which interpreter is arranged, or that none is. Whoever writes it books, unless it names somebody else."""
    state = person_state(session, case)
    if state is None:
        raise GONE
    if arranged := arrangement:
        arranged = arranged.model_copy(update={"booked_by": arranged.booked_by or session.me})
    values: dict[str, JsonValue] = {"interpreter": arranged.model_dump(mode="json") if arranged else None}
    recorder = Recorder(session)
    return recorder.save(case_scope(case), [recorder.change(state, values)])


def change_name(session: Session, case: CaseId, name: PersonName) -> Change:
    """Write a new name; the one that stood, if it was another, is kept as a former name and stays searchable."""
    state = person_state(session, case)
    old = read_record(Person, state).name if state else None
    if state is None or old is None:
        raise GONE
    recorder = Recorder(session)
    edit = recorder.change(state, {"name": name.model_dump(mode="json", exclude_none=True)})
    if (old.given, old.family) == (name.given, name.family):
        return recorder.save(case_scope(case), [edit])
    former = OtherName(sort=NameSort.FORMER, given=old.given, family=old.family, starts=old.since, ends=name.since)
    edit = edit.model_copy(update={"add": {"other_names": [former.model_dump(mode="json", exclude_none=True)]}})
    return recorder.save(case_scope(case), [edit])


def add_address(session: Session, case: CaseId, place: Place, notes: str = "") -> Change:
    """Record a further address."""
    record = Address(place=place, notes=notes.strip() or None)
    return _add(session, case, [Recorder(session).new_record(record, session.store.new_id())])


def change_address(session: Session, case: CaseId, address: str, place: Place, notes: str | None = None) -> Change:
    """Change an address, for instance the day it ended, and how to get in where `notes` are given."""
    state = session.state(case, address)
    if state is None:
        raise GONE
    problems = Address(place=place).problems()
    if problems:
        raise NotComplete(problems)
    recorder = Recorder(session)
    values: dict[str, JsonValue] = {"place": place.model_dump(mode="json", exclude_none=True)}
    if notes is not None and notes.strip() != (read_record(Address, state).notes or ""):
        values["notes"] = notes.strip()
    return _add(session, case, [recorder.change(state, values)])


def add_agency_contact(session: Session, case: CaseId, person: AgencyPerson) -> Change:
    """Record somebody of another agency who works with the case."""
    return _add(session, case, [Recorder(session).new_record(AgencyContact(person=person), session.store.new_id())])


def confirm_agency_contact(session: Session, case: CaseId, contact: str) -> Change:
    """Write that somebody of another agency still works with the case: whoever confirms it asked today."""
    state = session.state(case, contact)
    if state is None:
        raise GONE
    recorder = Recorder(session)
    return _add(session, case, [recorder.change(state, {"confirmed_on": session.today().isoformat()})])


def add_warning(session: Session, case: CaseId, notice: Notice, review_in_days: int = 90) -> Change:
    """Put up a warning. It has a review date and never expires by itself.

    Raises:
        NotComplete: if a warning of no listed sort says nothing.
    """
    if notice.sort is WarningSort.OTHER and not notice.text.strip():
        raise NotComplete([about("notice", say("Warning: write what it is about."))])
    today = session.today()
    record = WarningRecord(
        notice=notice,
        state=WarningState(status=WarningStatus.ACTIVE, by=session.me, on=today),
        review_on=today.fromordinal(today.toordinal() + review_in_days),
    )
    return _add(session, case, [Recorder(session).new_record(record, session.store.new_id())])


def remove_warning(session: Session, case: CaseId, warning: str, reason: str) -> Change:
    """A senior takes a warning down, with a reason.

    Raises:
        UserError: by anybody else, or without a reason.
    """
    state = session.state(case, warning)
    if state is None:
        raise GONE
    if not reason.strip():
        raise NotComplete([about("reason", say("Reason is missing: write why the warning no longer holds."))])
    gone = WarningState(status=WarningStatus.REMOVED, by=session.me, on=session.today())
    edit = Recorder(session).change(state, {"state": gone.model_dump(mode="json")}, reason)
    return _add(session, case, [edit.model_copy(update={"parents": {"state": shown_parents(state, "state")}})])


def plan_appointment(session: Session, case: CaseId, part: NextPart, police: str = "", purpose: str = "") -> Change:
    """Plan an appointment or a visit for oneself.

    Raises:
        NotComplete: with a sentence for each thing that is missing.
    """
    refuse_for_the_dead(session, case)
    record = planned(session, part, police, purpose)
    return _add(session, case, [Recorder(session).new_record(record, session.store.new_id())])


def refuse_for_the_dead(session: Session, case: CaseId) -> None:
    """Nothing is planned for somebody who has died; raises `NotComplete`. A doubt about a death stops nobody."""
    if status_of(person_state(session, case)).is_dead:
        raise NotComplete(
            [
                about(
                    "plan",
                    say("Next appointment: this person has died; leave it out, or correct the status first."),
                    "day",
                )
            ]
        )


def planned(session: Session, part: NextPart, police: str = "", purpose: str = "") -> Appointment:
    """The appointment a filled-in part stands for; raises `NotComplete` where something is missing."""
    if part.day is None or part.at is None:
        raise NotComplete([about("plan", say("Next appointment: write the day and the time, or leave it out."), "day")])
    starts = utc_of(part.day, part.at)
    if starts < session.now():
        raise NotComplete(
            [
                about(
                    "plan", say("Next appointment: the time has passed already; write a day and a time to come."), "day"
                )
            ]
        )
    back = utc_of(part.day, part.back_by) if part.back_by else None
    if part.sort in VISITS and back is None:
        raise NotComplete(
            [about("plan", say("Next appointment: write when you expect to be back from the visit."), "back_by")]
        )
    value: dict[str, JsonValue] = {
        "sort": part.sort,
        "starts": starts.isoformat(),
        "back_by": back.isoformat() if back else None,
        "place": part.place,
        "staff": session.me,
        "police": police,
        "purpose": purpose,
    }
    # Checked before it is made: what is too long is said in a sentence.
    if problems := check_value(Appointment.kind, "plan", value):
        raise NotComplete(problems)
    plan = Plan.model_validate(value)
    return Appointment(plan=plan, state=AppointmentState(status=AppointmentStatus.PLANNED))


def cancel_appointment(session: Session, case: CaseId, appointment: str, reason: str) -> Change:
    """Cancel what was planned, with the reason."""
    state = session.state(case, appointment)
    if state is None:
        raise GONE
    if not reason.strip():
        raise NotComplete([about("reason", say("Reason is missing: write why it is cancelled."))])
    off = AppointmentState(status=AppointmentStatus.CANCELLED, reason=reason)
    return _add(session, case, [Recorder(session).change(state, {"state": off.model_dump(mode="json")})])


def _add(session: Session, case: CaseId, edits: list[Edit]) -> Change:
    return Recorder(session).save(case_scope(case), edits)
