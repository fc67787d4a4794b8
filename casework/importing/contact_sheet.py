"""The files of appointments and of contacts that took place."""

from collections.abc import Iterator
from datetime import date, datetime

from pydantic import JsonValue

from casework.importing.cell import MINUTES, MOMENT, YES_NO, choice, pairs
from casework.importing.draft import Draft, Need, Surroundings
from casework.importing.moment import check_times, refuse_future_time
from casework.importing.sheet import CASE, KEY, Column, Sheet, Values
from casework.records.contact.appointment import AppointmentStatus, ContactSort
from casework.records.contact.contact import (
    ConditionResult,
    Handling,
    InterpreterSort,
    Outcome,
    PresentRole,
    VisitBasis,
)
from casework.records.identifier import RecordId
from casework.rules.standing import standing_values
from casework.words import say

EARLIEST_CONTACT = date(1960, 1, 1)
_JOINT = ("police_officer", "joint_purpose", "joint_basis")


def _finish_appointment(draft: Draft, values: Values, around: Surroundings) -> None:
    check_times(draft, "starts", "back_by")
    contact = draft.text("contact")
    state: Values = {"status": draft.text("status") or AppointmentStatus.PLANNED, "reason": draft.text("reason")}
    if contact:
        state |= {"status": AppointmentStatus.RECORDED, "contact": around.ids.record("contacts", contact)}
    elif state["status"] == AppointmentStatus.RECORDED:
        draft.refuse("contact", say("A recorded appointment names its contact: write its key in contacts.csv."))
    values["state"] = state
    if draft.text("status") == AppointmentStatus.CANCELLED and contact:
        draft.refuse("status", say("An appointment with a contact is not cancelled: clear one of them."))


def _finish_contact(draft: Draft, values: Values, around: Surroundings) -> None:
    _check_happened(draft, around)
    _check_joint(draft, values)
    _check_appointment(draft, around)
    present = draft.cells.get("present")
    if isinstance(present, list):
        values["present"] = [{"role": role.lower(), "name": name} for role, name in _text_pairs(present)]
    checked = draft.cells.get("conditions_checked")
    if isinstance(checked, list):
        values["conditions"] = [_checked(draft, key, result, around) for key, result in _text_pairs(checked)]
    if "interpreter" in values and not draft.text("interpreter"):
        draft.refuse("interpreter", say("There is an interpreter, but which kind is missing: fill it in."))
    elif draft.text("interpreter") and not draft.text("interpreter_language"):
        draft.refuse("interpreter_language", say("The language interpreted is missing: fill it in."))


def _check_happened(draft: Draft, around: Surroundings) -> None:
    refuse_future_time(draft, "happened", around)
    happened = draft.text("happened")
    if happened and datetime.fromisoformat(happened).date() < EARLIEST_CONTACT:
        draft.refuse("happened", say("The year is too early for a contact: correct it."))


def _check_joint(draft: Draft, values: Values) -> None:
    if draft.text("sort") == ContactSort.JOINT_POLICE:
        for column in _JOINT:
            if column not in draft.cells:
                draft.refuse(column, say("A joint visit with police needs officer, purpose and basis: fill this in."))
    elif "joint" in values:
        draft.refuse("sort", say("A police officer's account belongs to a joint visit: change the type, or clear it."))


def _check_appointment(draft: Draft, around: Surroundings) -> None:
    row = around.row("appointments", draft.text("appointment"))
    if row is not None and row.text("contact") != draft.key:
        draft.refuse(
            "appointment", say("That appointment does not name this contact: write this key into its column contact.")
        )


def _text_pairs(items: list[JsonValue]) -> Iterator[tuple[str, str]]:
    return ((str(item[0]), str(item[1])) for item in items if isinstance(item, list))


def _checked(draft: Draft, key: str, result: str, around: Surroundings) -> JsonValue:
    """One checked condition, with its number on the order as it is worded now."""
    record = around.ids.record("conditions", key)
    scope = around.scope(draft)
    if scope:
        draft.needs.append(Need("conditions_checked", "conditions", key, scope, record))
    return {"condition": record, "number": _number(draft, key, record, around), "result": result.lower()}


def _number(draft: Draft, key: str, record: RecordId, around: Surroundings) -> str:
    row, scope = around.row("conditions", key), around.scope(draft)
    if row is not None:
        return row.text("number")
    state = around.state(scope, record) if scope else None
    value = standing_values(state).get("condition") if state else None
    return str(value.get("number", "")) if isinstance(value, dict) else ""


APPOINTMENTS = Sheet(
    "appointments",
    say("Appointments"),
    say(
        "What was arranged or is planned. One that took place names its contact; a planned visit says when one is back."
    ),
    "appointment",
    (
        KEY,
        CASE,
        Column("sort", say("How the contact is to be made."), choice(ContactSort), "plan.sort", required=True),
        Column("starts", say("When it begins."), MOMENT, "plan.starts", required=True),
        Column("back_by", say("When whoever visits expects to be back."), MOMENT, "plan.back_by"),
        Column("place", say("Where."), path="plan.place"),
        Column(
            "staff", say("The staff number of whoever it is with."), path="plan.staff", required=True, refers="staff"
        ),
        Column("police", say("The police officer who comes along."), path="plan.police"),
        Column("purpose", say("What it is for."), path="plan.purpose"),
        Column("status", say("What became of it; planned if empty."), choice(AppointmentStatus)),
        Column("contact", say("The key of its contact in contacts.csv, where it took place."), refers="contacts"),
        Column("reason", say("Why it was cancelled."), path=""),
    ),
    _finish_appointment,
    behalf="staff",
)

CONTACTS = Sheet(
    "contacts",
    say("Contacts"),
    say("What happened: one row for each contact, complete as it is. A correction is made in Doorstep afterwards."),
    "contact",
    (
        KEY,
        CASE,
        Column("sort", say("How the contact was made."), choice(ContactSort), "sort", required=True),
        Column("happened", say("When it began."), MOMENT, "happened.starts", required=True),
        Column("minutes", say("How long it lasted."), MINUTES, "happened.minutes"),
        Column("arranged", say("Whether it was arranged beforehand; no if empty."), YES_NO, "arranged", default=False),
        Column(
            "appointment",
            say("The key of its appointment in appointments.csv."),
            path="appointment",
            refers="appointments",
        ),
        Column(
            "present",
            say("Who was there, as role: name with semicolons between them; the name may be left out."),
            pairs(say("list of role: name"), PresentRole, ":"),
        ),
        Column("outcome", say("What came of it."), choice(Outcome), "outcome", required=True),
        Column("narrative", say("What happened, in the social worker's words."), path="narrative", required=True),
        Column("police_officer", say("Joint visit: the police officer."), path="joint.officer"),
        Column("joint_purpose", say("Joint visit: its purpose."), path="joint.purpose"),
        Column("joint_basis", say("Joint visit: on what footing it was made."), choice(VisitBasis), "joint.basis"),
        Column(
            "handling",
            say("Joint visit: how the police account may be handled; the closest if empty."),
            choice(Handling),
            "joint.handling",
        ),
        Column("police_account", say("Joint visit: the police officer's account as told."), path="joint.account"),
        Column(
            "conditions_checked",
            say("Conditions looked at, as key=result with semicolons between them."),
            pairs(say("list of key=result"), ConditionResult, "="),
        ),
        Column("interpreter", say("Who interpreted."), choice(InterpreterSort), "interpreter.sort"),
        Column("interpreter_language", say("Into which language."), path="interpreter.language"),
        Column("interpreter_name", say("The interpreter's name."), path="interpreter.name"),
        Column("interpreter_agency", say("The interpreter's agency."), path="interpreter.agency"),
        Column("significant", say("Whether it was significant; no if empty."), YES_NO, "significant", default=False),
        Column(
            "next_appointment",
            say("The key of the next appointment in appointments.csv."),
            path="next_appointment",
            refers="appointments",
        ),
        Column(
            "recorded_by",
            say("The staff number of whoever recorded it."),
            path="recorded_by",
            required=True,
            refers="staff",
        ),
    ),
    _finish_contact,
    behalf="recorded_by",
)
