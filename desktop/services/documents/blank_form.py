"""Paper for the day without a laptop: forms to fill in by hand, in the words of the application. Nothing about anybody.

What is written on them is recorded the same day, with the time at which it happened, and the paper is destroyed.
"""

from enum import StrEnum

from casework.records.contact.contact import OUTCOME_WORDS, PRESENT_WORDS
from casework.records.file.case import RISK_WORDS
from desktop.services.documents.printout import BLANK, Form, Notice, Part, Printout, Section, Ticks, Writing

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

_HEAD = (Form("", ("Person: initials and reference, no full name", "Day and time", "Where"), ("",), (5, 3, 5)),)
_VISIT = ("Visit", "Person: initials", "Where", "From", "Back by", "Rung before", "Rung after")
_VISIT_WIDTHS = (2, 3, 6, 2, 2, 2, 2)
_MOST_VISITS = 8
_SIGNED = (Writing("Written by, on, at", 1),)


def blank_form(form: BlankForm) -> Printout:
    """A form to fill in by hand."""
    parts = _PARTS[form]
    sections = (Section("", (Notice(_LATER), *parts)),)
    return Printout(title=FORM_WORDS[form], mark=BLANK, subject=(), sections=sections)


_PARTS: dict[BlankForm, tuple[Part, ...]] = {
    BlankForm.CONTACT: (
        *_HEAD,
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
        *_HEAD,
        Writing("Who needs protecting: how many, ages, where they are now", 2),
        Writing("What was seen, heard or said, in the words that were used", 8),
        Writing("What was done at once, and by whom", 3),
        Writing("Who was told, at what time, and what they said", 3),
        *_SIGNED,
    ),
    BlankForm.INCIDENT: (
        Notice(f"Ring first. {_DUTY}"),
        *_HEAD,
        Writing("What happened", 9),
        Writing("Who was harmed, and how", 2),
        Writing("Who was told, at what time", 2),
        Writing("What changes in the plan from now on", 3),
        *_SIGNED,
    ),
    BlankForm.RISK: (
        Notice("A raised level counts from the moment you tell the duty senior. Ring before you write."),
        *_HEAD,
        Ticks("Level, in your judgement", tuple(RISK_WORDS.values())),
        Writing("Who is at risk, of what", 2),
        Writing("Why: what raises it, what lowers it", 7),
        Writing("How soon, and what would make it happen", 2),
        Writing("Discussed with, at what time, and what was agreed", 3),
        *_SIGNED,
    ),
    BlankForm.VISIT_SHEET: (
        Notice("The office does not know where you are: ring before each visit and after it."),
        Writing("Telephone of the duty senior", 1),
        Form("", _VISIT, tuple(str(number) for number in range(1, _MOST_VISITS + 1)), _VISIT_WIDTHS),
        *_SIGNED,
    ),
}
