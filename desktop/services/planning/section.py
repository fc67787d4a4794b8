"""The sections of a plan as it is written, and which line belongs to which. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from casework.records.plan.plan_line import PlanLine, PlanPart, VictimSafetyLine
from casework.records.plan.risk_management_plan import RiskManagementPlan, RiskScenario
from casework.records.plan.safety_plan import SafetyMeasure, SafetyPlan
from casework.words import say


@dataclass(frozen=True)
class Section:
    """Lines of one kind, and of one part where the kind has parts. `short`: what the way to it is called.

    `first`: the fields that are written first, the rest stands behind More. `text`: the one that says what a line is.
    """

    key: str
    title: str
    short: str
    hint: str
    kind: str
    first: tuple[str, ...]
    text: str = "action"
    part: str = ""
    of_safety: bool = False


_WHO = ("owner", "agency", "due_on")

SECTIONS = (
    Section(
        "scenario", say("Scenarios"), say("Scenarios"), say("What might happen, to whom, and how one would see it "
                                                            "coming."),
        RiskScenario.kind, ("what", "who", "likelihood", "how_soon"), "what",
    ),
    Section(
        "monitoring", say("Monitoring"), say("Monitoring"), say("How signs of change are noticed: visits, checks, "
                                                                "who tells whom."),
        PlanLine.kind, ("action", *_WHO), part=PlanPart.MONITORING,
    ),
    Section(
        "supervision", say("Supervision"), say("Supervision"), say("What the person must do and must not do, and how "
                                                                   "it is enforced."),
        PlanLine.kind, ("action", *_WHO), part=PlanPart.SUPERVISION,
    ),
    Section(
        "intervention", say("Intervention"), say("Intervention"), say("What changes the risk: programmes, treatment, "
                                                                      "work, support."),
        PlanLine.kind, ("action", *_WHO), part=PlanPart.INTERVENTION,
    ),
    Section(
        "victim", say("Victim safety planning"), say("Victim safety"),
        say("What keeps a victim or somebody else safe. Withheld from the person until a senior lifts it."),
        VictimSafetyLine.kind, ("action", "protects", *_WHO),
    ),
    Section(
        "contingency", say("Contingency"), say("Contingency"),
        say("What is done, by whom, when something happens: say what sets it off."),
        PlanLine.kind, ("trigger", "action", *_WHO), part=PlanPart.CONTINGENCY,
    ),
    Section(
        "outcome", say("Outcomes"), say("Outcomes"), say("What is to be reached, and by when."),
        PlanLine.kind, ("action", "outcome", *_WHO), part=PlanPart.OUTCOME,
    ),
    Section(
        "measure", say("Measures of the safety plan"), say("Safety plan"),
        say("What is done so that nobody comes to harm, and with whom it is agreed. Withheld from the person."),
        SafetyMeasure.kind, ("action", "agreed_with", *_WHO), of_safety=True,
    ),
)  # fmt: skip
"""In the order of the page."""

WRITTEN_WHOLE = frozenset({RiskManagementPlan.kind, SafetyPlan.kind})
"""Plans that are written with all their lines on a page of their own."""

LINE_KINDS = frozenset(section.kind for section in SECTIONS)

BEGINNING = ("formulation", "risks", "protective_factors", "strengths", "victims")
"""The fields of a risk management plan with which it begins; the others stand at its end."""


def section_by(key: str) -> Section:
    """A section by its key."""
    return next(section for section in SECTIONS if section.key == key)


def section_of(kind: str, values: Mapping[str, JsonValue]) -> Section:
    """The section of a line; one whose part is not known here stands with the outcomes, so that it is seen."""
    of_kind = [section for section in SECTIONS if section.kind == kind]
    return next((one for one in of_kind if one.part in ("", values.get("part"))), of_kind[-1])
