"""The files of warnings and of the level of risk of serious harm."""

from datetime import date

from casework.importing.cell import DATE, choice
from casework.importing.draft import Draft, Surroundings
from casework.importing.moment import refuse_future
from casework.importing.sheet import CASE, KEY, Column, Sheet, Values
from casework.records.file.case import RiskLevel
from casework.records.risk.warning import WarningSort
from casework.words import say


def _finish_warning(draft: Draft, values: Values, around: Surroundings) -> None:
    refuse_future(draft, "on", around)
    state = values.get("state")
    if isinstance(state, dict):
        state["status"] = "active"
    on, review_on = draft.text("on"), draft.text("review_on")
    if on and review_on and date.fromisoformat(review_on) < date.fromisoformat(on):
        draft.refuse("review_on", say("The review date is before the day of the warning: correct one of them."))


def _finish_level(draft: Draft, values: Values, around: Surroundings) -> None:
    refuse_future(draft, "assessed_on", around)
    values["proposal"] = False


WARNINGS = Sheet(
    "warnings",
    say("Warnings"),
    say("What anybody at the door must know. Only warnings that hold today; each has a date of review."),
    "warning",
    (
        KEY,
        CASE,
        Column("sort", say("What it is about."), choice(WarningSort), "notice.sort", required=True),
        Column("text", say("What it says; needed for the type other."), path="notice.text"),
        Column(
            "by", say("The staff number of whoever gave the warning."), path="state.by", required=True, refers="staff"
        ),
        Column("on", say("The day it was given."), DATE, "state.on", required=True),
        Column("review_on", say("The day it is reviewed."), DATE, "review_on", required=True),
    ),
    _finish_warning,
    behalf="by",
)

RISK_LEVELS = Sheet(
    "risk_levels",
    say("Risk of serious harm"),
    say("Signed levels of risk of serious harm. The latest by date stands; earlier ones are kept as what it replaced."),
    "risk_level",
    (
        KEY,
        CASE,
        Column("level", say("The level."), choice(RiskLevel), "level", required=True),
        Column("assessor", say("The staff number of the assessor."), path="assessor", required=True, refers="staff"),
        Column("assessed_on", say("The day of the assessment."), DATE, "assessed_on", required=True),
        Column("rationale", say("What the level follows from."), path="rationale", required=True),
    ),
    _finish_level,
    behalf="assessor",
)
