"""The file of an agency's high-risk (HRO) list: who was proposed by whom, on what grounds, and which senior decided."""

import re
from collections.abc import Iterable
from datetime import date

from pydantic import JsonValue

from casework.importing.cell import DATE, Cell, WrongCell, choice
from casework.importing.draft import Draft, Surroundings
from casework.importing.moment import refuse_future
from casework.importing.sheet import CASE, KEY, Column, Sheet, Values
from casework.records.high_risk.criterion import AtRisk, Handling, HighRiskSort
from casework.rules.high_risk.definition import definition_on, definitions_of
from casework.words import say

_LIMBS, _CONDITIONS = ("a", "b", "c"), ("i", "ii")


def several(options: Iterable[str]) -> Cell:
    """A cell that holds some of a list, with semicolons between them."""
    choices = tuple(str(option) for option in options)

    def read(text: str) -> JsonValue:
        found = [re.sub(r"[\s-]+", "_", item.strip().lower()) for item in text.split(";") if item.strip()]
        if not found or not set(found) <= set(choices):
            raise WrongCell(
                say(
                    "An item is not one of the choices: use {choices}, with semicolons between.",
                    choices=", ".join(choices),
                )
            )
        return list(dict.fromkeys(found))

    return Cell(say("some of the choices, with semicolons"), read, choices)


def _finish(draft: Draft, values: Values, around: Surroundings) -> None:
    for name in ("proposed_on", "convicted_on", "concern_on", "report_on", "decided_on"):
        refuse_future(draft, name, around)
    day = draft.text("proposed_on")
    definition = definition_on(date.fromisoformat(day), definitions_of()) if day else None
    if definition is None:
        draft.refuse("proposed_on", say("No definition of the list was in force on this day: correct it."))
        return
    named: JsonValue = definition.ref.model_dump(mode="json")
    values["definition"] = named
    for column, codes, prefix in (("limbs", _LIMBS, "limb"), ("conditions", _CONDITIONS, "condition")):
        met = draft.cells.get(column)
        for code in codes:
            values[f"{prefix}_{code}"] = "yes" if isinstance(met, list) and code in met else "no"
    _put_grounds(draft, values, around)
    _put_decision(draft, values, around, named)


def _put_grounds(draft: Draft, values: Values, around: Surroundings) -> None:
    court, offence = draft.text("court"), draft.text("offence")
    if court or offence:
        values["convictions"] = [
            {"court": court, "on": draft.text("convicted_on"), "offence": offence, "on_indictment": True}
        ]
    if concern := draft.text("concern"):
        values["concerns"] = [{"what": concern, "on": draft.text("concern_on")}]
    if source := draft.text("report_source"):
        report: JsonValue = {
            "source": source,
            "on": draft.text("report_on"),
            "holder": draft.text("report_holder"),
            "says": draft.text("report_says"),
        }
        values["reports"] = [report]
    if assessment := draft.text("assessment"):
        values["assessments"] = [around.ids.record("assessments", assessment)]


def _put_decision(draft: Draft, values: Values, around: Surroundings, definition: JsonValue) -> None:
    by, on, reason = draft.text("decided_by"), draft.text("decided_on"), draft.text("reason")
    if not (by or on or reason):
        return
    if not (by and on and reason):
        draft.refuse("decided_by", say("A decision needs who, when and why: fill in all three, or none."))
    elif by == draft.text("proposed_by"):
        draft.refuse("decided_by", say("Nobody decides about their own proposal: name the senior who did."))
    elif date.fromisoformat(on) < date.fromisoformat(draft.text("proposed_on")):
        draft.refuse("decided_on", say("The decision is before the proposal: correct one of them."))
    else:
        senior: JsonValue = around.ids.staff(by)
        said: dict[str, JsonValue] = {"status": "on_list", "by": senior, "on": on, "since": on, "reason": reason}
        values["listing"] = {**said, "definition": definition}


HIGH_RISK = Sheet(
    "high_risk",
    say("High-risk (HRO) list"),
    say("Who is on the list, or proposed for it. Without a decision the proposal waits for a senior."),
    "high_risk_proposal",
    (
        KEY,
        CASE,
        Column("sort", say("As what the person is counted."), choice(HighRiskSort), "sort", required=True),
        Column("limbs", say("Which of a, b and c are met."), several(_LIMBS), required=True),
        Column("conditions", say("Which of i and ii indicate it."), several(_CONDITIONS), required=True),
        Column("court", say("For a: which court convicted on indictment.")),
        Column("convicted_on", say("For a: the day of the conviction."), DATE),
        Column("offence", say("For a: the offence.")),
        Column("public_safety", say("For b: which crime, and why it presented high risks."), path="public_safety"),
        Column("concern", say("For c: the behaviour that escalates or the circumstance that changed.")),
        Column("concern_on", say("For c: its day."), DATE),
        Column("assessment", say("For i: the assessment that indicates it."), refers="assessments"),
        Column("report_source", say("For ii: where the report or information comes from.")),
        Column("report_on", say("For ii: its day."), DATE),
        Column("report_holder", say("For ii: who holds it.")),
        Column("report_says", say("For ii: what it says.")),
        Column("continues", say("Why the person may continue to present it."), path="continues", required=True),
        Column("at_risk", say("To whom."), several(AtRisk), "at_risk", required=True),
        Column("handling", say("Where the case is managed."), choice(Handling), "handling"),
        Column(
            "proposed_by",
            say("The staff number of whoever proposed it."),
            path="recorded_by",
            required=True,
            refers="staff",
        ),
        Column("proposed_on", say("The day of the proposal."), DATE, "proposed_on", required=True),
        Column("decided_by", say("The staff number of the senior who decided."), refers="staff"),
        Column("decided_on", say("Since when the person is on the list."), DATE),
        Column("reason", say("The senior's reason.")),
    ),
    _finish,
    behalf="proposed_by",
)
