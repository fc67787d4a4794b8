"""What can be brought in: contacts, assessments, the own caseload, and staff for the office; with the fields of each.

The columns are those of the office's import; what points from file to file is left out, for one file comes alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from casework.importing.agency_sheet import STAFF
from casework.importing.assessment_sheet import ASSESSMENTS
from casework.importing.case_sheet import ADDRESSES, ORDERS
from casework.importing.cell import DATE, choice
from casework.importing.contact_sheet import CONTACTS
from casework.importing.person_sheet import PEOPLE, REFERENCES
from casework.importing.sheet import Column, Sheet
from casework.records.assessment.assessment import Instrument
from casework.records.contact.appointment import CONTACT_SORT_WORDS
from casework.records.contact.contact import (
    BASIS_WORDS,
    HANDLING_WORDS,
    INTERPRETER_WORDS,
    OUTCOME_WORDS,
    PRESENT_WORDS,
)
from casework.records.part import Choice
from casework.records.person.address import ADDRESS_WORDS
from casework.records.person.person import REFERENCE_WORDS
from casework.records.sentence.order import ORDER_WORDS
from casework.records.staff.staff import STAFF_ROLE_WORDS
from casework.words import say, say_name

TIME, PERSON_NAME, PERSON_BORN, THERE_BY, THERE_ON = "time", "person_name", "person_born", "there_by", "there_on"
PRESENT = "present"


class TargetSort(Choice):
    """What a file is brought in as."""

    CONTACTS = "contacts", say("Contacts")
    ASSESSMENTS = "assessments", say("Assessments")
    CASELOAD = "caseload", say("My caseload")
    STAFF = "staff", say("Staff, for the office")


@dataclass(frozen=True)
class Part:
    """One kind of record that a row makes: its sheet, and what its columns are called in the row (prefix and name)."""

    sheet: Sheet
    prefix: str = ""


@dataclass(frozen=True)
class Target:
    """One thing that a file is brought in as. `fields`: every column that a file may have, in the order of the page."""

    sort: TargetSort
    about: str
    parts: tuple[Part, ...]
    fields: tuple[Column, ...]

    def field(self, name: str) -> Column | None:
        """A field by its name."""
        return next((one for one in self.fields if one.name == name), None)

    @property
    def sheet(self) -> Sheet:
        """The sheet of the record that a row is about."""
        return self.parts[0].sheet


_TITLES = {
    "key": say("Number of the row"),
    "case": say("Person’s number"),
    "happened": say("Date and time"),
    "sort": say("Type"),
    "there_by": say("Recorded there by"),
    "there_on": say("Recorded there on"),
    "person_name": say("Person’s name"),
    "person_born": say("Person’s date of birth"),
    "number": say("Person’s number"),
    "number_sort": say("Whose number it is"),
    "born": say("Date of birth"),
    "role": say("Role"),
    "present": say("Who was present"),
    "narrative": say("What happened"),
    "time": say("Time, if in a column of its own"),
}


def title_of(field: Column) -> str:
    """A field as the page names it."""
    return _TITLES.get(field.name) or say_name(field.name)


def words_for(field: Column, code: str) -> str:
    """One of a field's choices in words."""
    tables: Iterable[dict[str, str]] = _VOCABULARIES.get(field.name, ())
    for table in tables:
        if code in table:
            return table[code]
    return say_name(code)


def _plain(table: object) -> dict[str, str]:
    return {str(code): str(words) for code, words in dict(table).items()}  # type: ignore[call-overload]


_VOCABULARIES: dict[str, tuple[dict[str, str], ...]] = {
    "sort": (_plain(CONTACT_SORT_WORDS),),
    "outcome": (_plain(OUTCOME_WORDS),),
    "joint_basis": (_plain(BASIS_WORDS),),
    "handling": (_plain(HANDLING_WORDS),),
    "interpreter": (_plain(INTERPRETER_WORDS),),
    "present": (_plain(PRESENT_WORDS),),
    "instrument": ({one.value: one.words for one in Instrument},),
    "number_sort": (_plain(REFERENCE_WORDS),),
    "order_sort": (_plain(ORDER_WORDS),),
    "address_sort": (_plain(ADDRESS_WORDS),),
    "role": (_plain(STAFF_ROLE_WORDS),),
}

_KEY = Column("key", say("The number of the row in the old system: the same row is never brought in twice."))
_CASE = Column("case", say("The person’s number, as it stands among the reference numbers here."))
_BY_NAME = (
    Column(PERSON_NAME, say("Where there is no number: given and family name, used with the date of birth.")),
    Column(PERSON_BORN, say("The date of birth that goes with the name."), DATE),
)
_ORIGIN = (
    Column(THERE_BY, say("Who recorded it in the old system, as it stands there.")),
    Column(THERE_ON, say("When it was recorded in the old system."), DATE),
)


def _columns(sheet: Sheet, without: Iterable[str], prefix: str = "", needed: bool = True) -> tuple[Column, ...]:
    """Columns of a sheet as fields of a row, without those that another file would have to answer."""
    left_out = {"key", "case", *without}
    return tuple(
        replace(one, name=f"{prefix}{one.name}", refers="", required=one.required and needed)
        for one in sheet.columns
        if one.name not in left_out
    )


def _alone(sheet: Sheet, without: Iterable[str]) -> Sheet:
    """A sheet whose rows point to no other row, and which nobody but the person at the keyboard writes."""
    left_out = {"key", "case", *without}
    columns = tuple(
        replace(one, refers=one.refers if one.name == "assessor" else "")
        for one in sheet.columns
        if one.name not in left_out
    )
    return replace(sheet, columns=(replace(_KEY), replace(_CASE), *columns), behalf="")


_NOT_HERE = ("appointment", "next_appointment", "conditions_checked")
_NOT_CONTACTS = (*_NOT_HERE, "recorded_by")
_NOT_ADDRESS = ("starts", "ends", "how_to_get_in")
_NUMBER = (
    Column("number", say("A number by which other systems know the person.")),
    Column("number_sort", say("Whose number it is; other if empty."), choice(REFERENCE_WORDS)),
)


def _contact_fields() -> tuple[Column, ...]:
    found = _columns(CONTACTS, _NOT_CONTACTS)
    at = next(number for number, one in enumerate(found) if one.name == "happened") + 1
    time = Column(TIME, say("The time, where the date stands in another column."))
    return (*found[:at], time, *found[at:])


CONTACTS_TARGET = Target(
    TargetSort.CONTACTS,
    say("What happened with people whose cases you hold: one row for each contact."),
    (Part(_alone(CONTACTS, _NOT_HERE)),),
    (_CASE, *_BY_NAME, *_contact_fields(), _KEY, *_ORIGIN),
)
ASSESSMENTS_TARGET = Target(
    TargetSort.ASSESSMENTS,
    say("Signed assessments of people whose cases you hold. A level has to follow from its numbers, as everywhere."),
    (Part(_alone(ASSESSMENTS, ())),),
    (
        _CASE,
        *_BY_NAME,
        *(replace(one, required=one.required and one.name != "assessor") for one in _columns(ASSESSMENTS, ())),
        _KEY,
        *_ORIGIN,
    ),
)
CASELOAD_TARGET = Target(
    TargetSort.CASELOAD,
    say("People you are to supervise who are not in Doorstep yet: one row for each. You become their officer."),
    (
        Part(_alone(PEOPLE, ())),
        Part(REFERENCES, "number_"),
        Part(_alone(ORDERS, ()), "order_"),
        Part(_alone(ADDRESSES, _NOT_ADDRESS), "address_"),
    ),
    (
        *_columns(PEOPLE, ("state",)),
        *_NUMBER,
        *_columns(ORDERS, (), "order_", needed=False),
        *_columns(ADDRESSES, _NOT_ADDRESS, "address_", needed=False),
        _KEY,
    ),
)
STAFF_TARGET = Target(
    TargetSort.STAFF,
    say(
        "Everybody who works in the service. Only an administrator makes staff, at the office: this checks the list and"
        " writes the file that the office’s import takes."
    ),
    (Part(STAFF),),
    tuple(replace(one, refers="") for one in STAFF.columns),
)
TARGETS: dict[TargetSort, Target] = {
    one.sort: one for one in (CONTACTS_TARGET, ASSESSMENTS_TARGET, CASELOAD_TARGET, STAFF_TARGET)
}
