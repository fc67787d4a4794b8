"""Paper for the day without a laptop: forms to fill in by hand, in the words of the application. Nothing about anybody.

What is written on them is recorded the same day, with the time at which it happened, and the paper is destroyed.
"""

from enum import StrEnum

from casework.records.contact.contact import OUTCOME_WORDS, PRESENT_WORDS
from casework.records.file.case import RISK_WORDS
from desktop.services.documents.printout import BLANK, Notice, Part, Printout, Section, Ticks, Writing

_DUTY = "Danger now: 999. Then the duty senior, on the number of the rota."
_LATER = "Record this in Doorstep the same day, with the time at which it happened; then destroy the paper."


class BlankForm(StrEnum):
    """The forms there are."""

    CONTACT = "contact"
    CONCERN = "concern"
    INCIDENT = "incident"
    RISK = "risk"
    VISIT_SHEET = "visit_sheet"


FORM_WORDS = {
    BlankForm.CONTACT: "Contact record, by hand",
    BlankForm.CONCERN: "Protection concern, by hand",
    BlankForm.INCIDENT: "Incident, by hand",
    BlankForm.RISK: "Risk of serious harm, by hand",
    BlankForm.VISIT_SHEET: "Visits of a day, by hand",
}

_WHO = (Writing("Person: initials and reference", 1, "No full name on paper that leaves the office."),)
_WHEN = (Writing("Day and time", 1), Writing("Where", 1))
_VISIT = "initials, where, from, back by, rung before, rung after"
_SIGNED = (Writing("Written by, on, at", 1),)


def blank_form(form: BlankForm) -> Printout:
    """A form to fill in by hand."""
    parts = _PARTS[form]
    sections = (Section("", (Notice(_LATER), *parts)),)
    return Printout(title=FORM_WORDS[form], mark=BLANK, subject=(), sections=sections)


_PARTS: dict[BlankForm, tuple[Part, ...]] = {
    BlankForm.CONTACT: (
        *_WHO,
        *_WHEN,
        Ticks("Outcome", tuple(OUTCOME_WORDS.values())),
        Ticks("Who was there", tuple(PRESENT_WORDS.values())),
        Writing("What was seen and said", 12),
        Writing("On a joint visit: what the police officer said, apart from your own account", 5),
        Writing("Conditions checked, by number, and what was found", 4),
        Writing("Anything that changes the risk, and whom you told", 3),
        Writing("Next appointment", 1),
        *_SIGNED,
    ),
    BlankForm.CONCERN: (
        Notice(f"Ring first. {_DUTY}"),
        *_WHO,
        *_WHEN,
        Writing("Who needs protecting: how many, ages, where they are now", 3),
        Writing("What was seen, heard or said, in the words that were used", 9),
        Writing("What was done at once, and by whom", 4),
        Writing("Who was told, at what time, and what they said", 4),
        *_SIGNED,
    ),
    BlankForm.INCIDENT: (
        Notice(f"Ring first. {_DUTY}"),
        *_WHO,
        *_WHEN,
        Writing("What happened", 10),
        Writing("Who was harmed, and how", 3),
        Writing("Who was told, at what time", 3),
        Writing("What changes in the plan from now on", 4),
        *_SIGNED,
    ),
    BlankForm.RISK: (
        Notice("A raised level counts from the moment you tell the duty senior. Ring before you write."),
        *_WHO,
        *_WHEN,
        Ticks("Level, in your judgement", tuple(RISK_WORDS.values())),
        Writing("Who is at risk, of what", 3),
        Writing("Why: what raises it, what lowers it", 8),
        Writing("How soon, and what would make it happen", 3),
        Writing("Discussed with, at what time, and what was agreed", 4),
        *_SIGNED,
    ),
    BlankForm.VISIT_SHEET: (
        Notice("The office does not know where you are: ring before each visit and after it."),
        Writing("Telephone of the duty senior", 1),
        *(Writing(f"Visit {number}: {_VISIT}", 2) for number in range(1, 7)),
        *_SIGNED,
    ),
}
