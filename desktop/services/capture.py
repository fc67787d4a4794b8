"""Recording a contact: begin with sensible values, keep as a draft, show what becomes permanent, finish, correct."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState
from casework.problem import Problem, about
from casework.records.check import check_new
from casework.records.contact.appointment import (
    Appointment,
    AppointmentState,
    AppointmentStatus,
    ContactSort,
)
from casework.records.contact.contact import ConditionResult, Contact, PresentRole
from casework.records.delivery.unfinished_note import NoteEnd
from casework.records.identifier import CaseId, case_scope
from casework.records.sentence.order import Condition
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.amend import planned, refuse_for_the_dead
from desktop.services.check_in.watch import read_watch
from desktop.services.contact_form import (
    ConditionPart,
    ContactForm,
    InterpreterPart,
    JointPart,
    PresentPart,
)
from desktop.services.joined import files_of, marked
from desktop.services.local_time import local, utc_of
from desktop.services.person_line import person_line
from desktop.services.present import Lines, lines_of
from desktop.services.recorder import NotComplete, Recorder
from desktop.services.session import Session
from desktop.store.change import Change

FORM = "contact"


@dataclass(frozen=True)
class Completed:
    """A contact that was saved: its record, and what changed."""

    contact: str
    change: Change


def start_contact(session: Session, case: CaseId, appointment: str | None = None) -> ContactForm:
    """A sheet with sensible values: now, the appointment's type and officer, the conditions to check."""
    here = local(session.now())
    form = ContactForm(case=case, day=here.date(), at=here.time().replace(second=0, microsecond=0), significant=False)
    person = person_line(session, case)
    # After a death it is mostly with the family or another agency: nobody is put down as there who may have died.
    form.present = [] if person.status.is_dead else [PresentPart(role=PresentRole.PERSON)]
    form.conditions = conditions_to_check(session, case)
    if person.interpreter:
        form.interpreter = InterpreterPart(language=person.language)
    state = session.state(case, appointment) if appointment else None
    plan = read_record(Appointment, state).plan if state else None
    if plan and appointment:
        begins = local(_began(session, state) or plan.starts)
        form.appointment, form.sort, form.arranged = appointment, plan.sort, True
        form.record = session.store.new_id()
        form.day, form.at = begins.date(), begins.time().replace(second=0, microsecond=0)
        form.joint = JointPart(officer=plan.police, purpose=plan.purpose)
    return form


def _began(session: Session, appointment: RecordState | None) -> datetime | None:
    """When somebody set out on a visit, by their own word; None where nobody did."""
    watch = read_watch(session, appointment) if appointment else None
    return watch.standing.started_at if watch else None


def with_length(session: Session, form: ContactForm) -> ContactForm:
    """The sheet with how long the visit took, where that is known by its check-ins and nobody has written it."""
    state = session.state(form.case, form.appointment) if form.appointment and not form.corrects else None
    watch = read_watch(session, state) if state and form.minutes is None else None
    if watch is None or watch.standing.started_at is None or watch.standing.ended_at is None:
        return form
    took = watch.standing.ended_at - watch.standing.started_at
    return form.model_copy(update={"minutes": max(round(took.total_seconds() / 60), 1)})


def start_correction(session: Session, case: CaseId, contact: str) -> ContactForm:
    """A sheet with what a completed contact says, to be put right in a new record that points to it."""
    state = session.state(case, contact)
    if state is None:
        raise UserError(say("This contact is not on this laptop any more. Sync and open it again."))
    old = read_record(Contact, state)
    form = ContactForm(case=case, corrects=contact, sort=old.sort, arranged=old.arranged, outcome=old.outcome)
    if old.happened:
        begins = local(old.happened.starts)
        form.day, form.at, form.minutes = begins.date(), begins.time(), old.happened.minutes
    form.appointment, form.significant, form.narrative = old.appointment, old.significant, old.narrative or ""
    form.present = [PresentPart(role=item.role, name=item.name) for item in old.present or ()]
    if old.joint:
        form.joint = JointPart.model_validate(old.joint.model_dump())
    form.conditions = [ConditionPart.model_validate(item.model_dump()) for item in old.conditions or ()]
    if old.interpreter:
        form.interpreter = InterpreterPart.model_validate(old.interpreter.model_dump())
    return form


def preview_contact(session: Session, form: ContactForm) -> Lines:
    """Exactly what will become permanent, as lines; raises `NotComplete` like finishing does."""
    contact = _contact(session, form, next_id=None)
    Recorder(session).new_record(contact, session.store.new_id())
    lines: list[tuple[str, str]] = []
    for field, info in type(contact).model_fields.items():
        value = contact.values().get(field)
        if value not in (None, []) and field not in {"appointment", "next_appointment", "recorded_by"}:
            words = "\n".join(": ".join(p for p in pair if p) for pair in lines_of(field, value, session.name_of))
            lines.append((str(info.title), words))
    if form.next:
        refuse_for_the_dead(session, form.case)
        plan = planned(session, form.next)
        lines.append(
            (
                say("Next appointment"),
                "; ".join(w for _, w in lines_of("plan", plan.values()["plan"], session.name_of)),
            )
        )
    return tuple(lines)


def complete_contact(session: Session, form: ContactForm, draft: str | None) -> Completed:
    """Save the contact; from then on it does not change. The draft goes in the same commit.

    Raises:
        NotComplete: with a sentence for each thing to mend; the draft stays.
    """
    recorder = Recorder(session)
    contact_id, next_id = form.record or session.store.new_id(), session.store.new_id() if form.next else None
    edits = [recorder.new_record(_contact(session, form, next_id), contact_id)]
    if form.next and next_id:
        refuse_for_the_dead(session, form.case)
        edits.append(recorder.new_record(planned(session, form.next), next_id))
    edits += _closing_edits(session, form, contact_id)
    change = recorder.save(case_scope(form.case), edits, draft)
    return Completed(contact_id, change)


def _closing_edits(session: Session, form: ContactForm, contact: str) -> list[Edit]:
    """The appointment is recorded; an unfinished note has become this; what is put right points to its correction."""
    recorder, edits = Recorder(session), []
    state = session.state(form.case, form.appointment) if form.appointment and not form.corrects else None
    if state:
        done = AppointmentState(status=AppointmentStatus.RECORDED, contact=contact)
        edits.append(recorder.change(state, {"state": done.model_dump(mode="json")}))
    note = session.state(form.case, form.unfinished) if form.unfinished else None
    if note:
        end = NoteEnd(by=session.me, on=session.now(), contact=contact)
        edits.append(recorder.change(note, {"ended": end.model_dump(mode="json")}))
    old = session.state(form.case, form.corrects) if form.corrects else None
    if old:
        edits.append(recorder.change(old, {"corrected_by": contact}))
    return edits


def conditions_to_check(session: Session, case: CaseId) -> list[ConditionPart]:
    """What is to be checked, of every file of the person: whoever is at the door sees them once."""
    return [part for file in files_of(session, case) for part in _conditions_of(session, file, other=file != case)]


def _conditions_of(session: Session, file: CaseId, *, other: bool) -> list[ConditionPart]:
    parts = []
    for state in session.store.records(Condition.kind, case_scope(file)):
        record = read_record(Condition, state)
        ended = record.ended_on is not None and record.ended_on < session.today()
        if record.condition and record.condition.check_at_visits and not ended:
            text = record.condition
            words = marked(text.text, other=other)
            parts.append(ConditionPart(condition=state.record, number=text.number, text=words))
    return sorted(parts, key=lambda part: (len(part.number), part.number))


def _starts(form: ContactForm) -> datetime:
    if form.day is None or form.at is None:
        raise NotComplete([about("happened", say("When is missing: write the day and the time."))])
    return utc_of(form.day, form.at)


def _contact(session: Session, form: ContactForm, next_id: str | None) -> Contact:
    problems = _problems(session, form)
    if problems:
        raise NotComplete(problems)
    values = _values(session, form, next_id)
    # Checked before it is made: what is too long is said in a sentence.
    problems = check_new(Contact.kind, values)
    if problems:
        raise NotComplete(problems)
    return Contact.model_validate(values)


def _values(session: Session, form: ContactForm, next_id: str | None) -> dict[str, JsonValue]:
    """The fields of the record, as in an entry; what is not filled in is left out."""
    joint = form.sort is ContactSort.JOINT_POLICE
    checked = [part for part in form.conditions if part.result is not ConditionResult.NOT_CHECKED]
    values: dict[str, JsonValue] = {
        "sort": form.sort,
        "happened": {"starts": _starts(form).isoformat(), "minutes": form.minutes},
        "arranged": form.arranged,
        "appointment": form.appointment,
        "present": [part.model_dump(mode="json") for part in form.present],
        "outcome": form.outcome,
        "narrative": form.narrative.strip(),
        "joint": form.joint.model_dump(mode="json") if joint else None,
        "conditions": [part.model_dump(mode="json") for part in checked],
        "interpreter": form.interpreter.model_dump(mode="json") if form.interpreter else None,
        "significant": form.significant,
        "next_appointment": next_id,
        "recorded_by": session.me,
        "corrects": {"contact": form.corrects, "reason": form.correction_reason} if form.corrects else None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _problems(session: Session, form: ContactForm) -> list[Problem]:
    """Everything that is missing, in the order of the sheet."""
    joint = form.sort is ContactSort.JOINT_POLICE
    checks = [
        (form.sort is None, about("sort", say("Type of contact is missing: choose one."))),
        (form.day is None or form.at is None, about("happened", say("When is missing: write the day and the time."))),
        (form.arranged is None, about("arranged", say("Arranged beforehand is missing: choose yes or no."))),
        (form.outcome is None, about("outcome", say("Outcome is missing: choose one."))),
        (
            joint and not form.joint.officer.strip(),
            about("joint", say("Police officer is missing: write the officer's name."), "officer"),
        ),
        (
            joint and not form.joint.purpose.strip(),
            about("joint", say("Purpose of the joint visit is missing: write it."), "purpose"),
        ),
        (
            joint and form.joint.basis is None,
            about("joint", say("Basis of the joint visit is missing: choose one."), "basis"),
        ),
        (not form.narrative.strip(), about("narrative", say("What happened is missing: write at least a sentence."))),
        (
            form.interpreter is not None and not form.interpreter.language.strip(),
            about("interpreter", say("Language of the interpreter is missing: write it."), "language"),
        ),
        (form.significant is None, about("significant", say("Significant is missing: choose yes or no."))),
        (
            form.corrects is not None and not form.correction_reason.strip(),
            about("corrects", say("Reason for the correction is missing: write what was wrong.")),
        ),
    ]
    found = [sentence for wrong, sentence in checks if wrong]
    if not found and _starts(form) > session.now():
        found.append(about("happened", say("When lies in the future: a contact is recorded after it took place.")))
    return found
