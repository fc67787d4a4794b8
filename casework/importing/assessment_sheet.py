"""The files of who is trained in what, and of assessments with a named instrument.

A level of an assessment is never taken over where it follows from numbers: it is worked out when it is read. What is
entered in `levels` is what the assessor found or read elsewhere.
"""

import re

from pydantic import JsonValue

from casework.importing.cell import DATE, Cell, WrongCell, choice, pairs
from casework.importing.draft import Draft, Surroundings
from casework.importing.moment import refuse_future
from casework.importing.sheet import CASE, KEY, Column, Sheet, Values
from casework.records.assessment.assessment import NUMBER_MAX, Instrument
from casework.records.assessment.instrument_level import InstrumentLevel
from casework.records.oversight.training import TrainingSubject
from casework.records.part import Answer
from casework.words import say

_NUMBER = re.compile(r"\d{1,3}", re.ASCII)


def _read_number(text: str) -> int:
    if not _NUMBER.fullmatch(text) or int(text) > NUMBER_MAX:
        raise WrongCell(
            say("This is not a whole number: write digits only, at most {number_max}.", number_max=NUMBER_MAX)
        )
    return int(text)


def _read_numbers(text: str) -> JsonValue:
    found: list[JsonValue] = []
    for item in (item for item in text.split(";") if item.strip()):
        code, sign, number = (part.strip() for part in item.partition("="))
        if not (code and sign):
            raise WrongCell(say("An item has no number: write each as part=number, with a semicolon between them."))
        found.append({"code": code, "number": _read_number(number)})
    return found


NUMBER = Cell(say("whole number"), _read_number)
NUMBERS = Cell(say("part=number; part=number"), _read_numbers)


def _finish_training(draft: Draft, _values: Values, around: Surroundings) -> None:
    refuse_future(draft, "completed_on", around)


def _finish_assessment(draft: Draft, values: Values, around: Surroundings) -> None:
    refuse_future(draft, "assessed_on", around)
    found = draft.cells.get("levels")
    rows = [row for row in found if isinstance(row, list)] if isinstance(found, list) else []
    table, why = draft.text("table"), draft.text("why")
    if rows and not table:
        draft.refuse("table", say("Levels are there without the table or manual they were read from: name it."))
    if rows:
        values["levels"] = [
            {"scale": scale, "level": str(level).lower(), "table": table, "rationale": why} for scale, level in rows
        ]


TRAINING = Sheet(
    "training",
    say("Training"),
    say("Who is trained or accredited in what: an assessment is signed only by somebody who is."),
    "training",
    (
        KEY,
        Column("staff", say("The staff number."), path="staff", required=True, refers="staff"),
        Column("subject", say("What it is in."), choice(TrainingSubject), "subject", required=True),
        Column("course", say("Its name; needed for other."), path="course"),
        Column("completed_on", say("The day it was completed."), DATE, "completed_on", required=True),
        Column("expires_on", say("The last day on which it counts."), DATE, "expires_on"),
    ),
    _finish_training,
)

ASSESSMENTS = Sheet(
    "assessments",
    say("Assessments"),
    say(
        "Signed assessments with an instrument. A level that follows from numbers is worked out, whatever stands here."
    ),
    "assessment",
    (
        KEY,
        CASE,
        Column("instrument", say("Which one."), choice(Instrument), "instrument", required=True),
        Column("instrument_name", say("Its name; needed for other."), path="instrument_name"),
        Column("edition", say("Its edition, where it has several."), path="edition"),
        Column("assessed_on", say("The day of the assessment."), DATE, "assessed_on", required=True),
        Column("assessor", say("The staff number of the assessor."), path="assessor", required=True, refers="staff"),
        Column("numbers", say("The numbers by part, with the codes of the instrument's table."), NUMBERS, "parts"),
        Column("total", say("The total."), NUMBER, "total"),
        Column(
            "levels",
            say("Levels as found or read elsewhere, by the codes of the scales."),
            pairs(say("scale=level; scale=level"), InstrumentLevel, "="),
        ),
        Column("table", say("The table or manual the levels were read from.")),
        Column("why", say("Why these levels, where they are a judgement.")),
        Column("child_victim", say("Whether a victim was 13 or younger."), choice(Answer), "child_victim"),
        Column("omitted", say("How many items were left out for lack of information."), NUMBER, "omitted"),
        Column("critical_items", say("Whether any item is critical."), choice(Answer), "critical_items"),
        Column("summary", say("What it comes to, in words."), path="summary", required=True),
    ),
    _finish_assessment,
    behalf="assessor",
)
