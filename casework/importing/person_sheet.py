"""The files of the person: people, their other names and their numbers elsewhere."""

from pydantic import JsonValue

from casework.importing.cell import DATE, YES_NO, choice
from casework.importing.draft import Draft, Piece, Surroundings
from casework.importing.moment import check_period, refuse_future
from casework.importing.sheet import CASE, KEY, Column, Sheet, Values, add_piece
from casework.records.file.case import CaseState
from casework.records.identifier import RecordId
from casework.records.person.person import NameSort, ReferenceSort
from casework.words import say

_SEXES = ("female", "male", "other", "not_known")
_CASE_FIELDS = ("state", "opened_on")


def _finish_person(draft: Draft, values: Values, around: Surroundings) -> None:
    refuse_future(draft, "born", around)
    if draft.cells.get("interpreter") is True and not draft.text("language"):
        draft.refuse("language", say("An interpreter is needed, but into which language is missing: fill it in."))
    scope, case = around.scope(draft), around.case(draft)
    if scope is None or case is None or draft.refused:
        return
    whole = {name: values.pop(name) for name in _CASE_FIELDS if name in values}
    add_piece(PEOPLE, draft, Piece(scope, RecordId(case), "case", whole))
    add_piece(PEOPLE, draft, Piece(scope, around.ids.person(draft.key), "person", values))


def _finish_other_name(draft: Draft, values: Values, around: Surroundings) -> None:
    check_period(draft)
    if not draft.text("given") and not draft.text("family"):
        draft.refuse("family", say("The name is missing: fill in the given name, the family name or both."))
    _add_item(OTHER_NAMES, draft, {"other_names": [values["item"]]}, around)


def _finish_reference(draft: Draft, values: Values, around: Surroundings) -> None:
    _add_item(REFERENCES, draft, {"references": [values["item"]]}, around)


def _add_item(sheet: Sheet, draft: Draft, items: dict[str, list[JsonValue]], around: Surroundings) -> None:
    scope = around.scope(draft)
    if scope is None or draft.refused:
        return
    person = around.ids.person(draft.text("case"))
    add_piece(sheet, draft, Piece(scope, person, "person", add=items))


PEOPLE = Sheet(
    "people",
    say("People"),
    say("Everybody who is supervised: one row for each case. Other files name the case by this key."),
    "person",
    (
        KEY,
        Column("given", say("Given names."), path="name.given", required=True),
        Column("family", say("Family name."), path="name.family", required=True),
        Column("known_as", say("The name the person wishes to be called by."), path="name.known_as"),
        Column("name_since", say("Since when the name has been in use."), DATE, "name.since"),
        Column("born", say("Date of birth."), DATE, "born", required=True),
        Column("sex", say("As recorded by the service."), choice(_SEXES), "sex"),
        Column(
            "language", say("The language the person speaks best; English if empty."), path="communication.language"
        ),
        Column("interpreter", say("Whether an interpreter is needed."), YES_NO, "communication.interpreter"),
        Column("communication_needs", say("What the person needs to take part."), path="communication.needs"),
        Column("telephone", say("The person's number."), path="telephone"),
        Column("opened_on", say("The day the case was opened."), DATE, "opened_on", required=True),
        Column(
            "state",
            say("Whether the service is working with the person; open if empty."),
            choice(CaseState),
            "state",
            default="open",
        ),
    ),
    _finish_person,
)

OTHER_NAMES = Sheet(
    "other_names",
    say("Other names"),
    say("Former names, aliases and birth names; each can be searched for."),
    "person",
    (
        KEY,
        CASE,
        Column("sort", say("Why the name is kept."), choice(NameSort), "item.sort", required=True),
        Column("given", say("Given names."), path="item.given"),
        Column("family", say("Family name."), path="item.family"),
        Column("starts", say("In use from."), DATE, "item.starts"),
        Column("ends", say("In use until."), DATE, "item.ends"),
    ),
    _finish_other_name,
)

REFERENCES = Sheet(
    "references",
    say("Reference numbers"),
    say("Numbers by which other systems and bodies know the person. Of ViSOR the reference alone, never its content."),
    "person",
    (
        KEY,
        CASE,
        Column("sort", say("Whose number it is."), choice(ReferenceSort), "item.sort", required=True),
        Column("number", say("The number."), path="item.number", required=True),
    ),
    _finish_reference,
)
