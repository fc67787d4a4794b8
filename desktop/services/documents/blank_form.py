"""Paper for the day without a laptop: forms to fill in by hand, in the words of the application. Nothing about anybody.

What is written on them is recorded the same day, with the time at which it happened, and the paper is destroyed.
"""

from enum import StrEnum

from casework.records.contact.contact import OUTCOME_WORDS, PRESENT_WORDS
from casework.records.file.case import RISK_WORDS
from casework.words import say
from desktop.services.documents.printout import BLANK, Form, Notice, Part, Printout, Section, Ticks, Writing

_DUTY = say("Danger now: 999. Then the duty senior, on the number of the rota.")
_LATER = say("Record this in Doorstep the same day, with the time at which it happened; then destroy the paper.")


class BlankForm(StrEnum):
    """The forms there are."""

    CONTACT = "contact"
    CONCERN = "concern"
    INCIDENT = "incident"
    RISK = "risk"
    VISIT_SHEET = "visit_sheet"


FORM_WORDS = {
    BlankForm.CONTACT: say("Contact record, by hand"),
    BlankForm.CONCERN: say("Protection concern, by hand"),
    BlankForm.INCIDENT: say("Incident, by hand"),
    BlankForm.RISK: say("Risk of serious harm, by hand"),
    BlankForm.VISIT_SHEET: say("Visits of a day, by hand"),
}

_HEAD = (
    Form(
        "", (say("Person: initials and reference, no full name"), say("Day and time"), say("Where")), ("",), (5, 3, 5)
    ),
)
_VISIT = (
    say("Visit"),
    say("Person: initials"),
    say("Where"),
    say("From"),
    say("Back by"),
    say("Rung before"),
    say("Rung after"),
)
_VISIT_WIDTHS = (2, 3, 6, 2, 2, 2, 2)
_MOST_VISITS = 8
_SIGNED = (Writing(say("Written by, on, at"), 1),)


def blank_form(form: BlankForm) -> Printout:
    """A form to fill in by hand."""
    parts = _PARTS[form]
    sections = (Section("", (Notice(_LATER), *parts)),)
    return Printout(title=FORM_WORDS[form], mark=BLANK, subject=(), sections=sections)


_PARTS: dict[BlankForm, tuple[Part, ...]] = {
    BlankForm.CONTACT: (
        *_HEAD,
        Ticks(say("Outcome"), tuple(OUTCOME_WORDS.values())),
        Ticks(say("Who was there"), tuple(PRESENT_WORDS.values())),
        Writing(say("What was seen and said"), 12),
        Writing(say("On a joint visit: what the police officer said, apart from your own account"), 5),
        Writing(say("Conditions checked, by number, and what was found"), 4),
        Writing(say("Anything that changes the risk, and whom you told"), 3),
        Writing(say("Next appointment"), 1),
        *_SIGNED,
    ),
    BlankForm.CONCERN: (
        Notice(say("Ring first. {duty}", duty=_DUTY)),
        *_HEAD,
        Writing(say("Who needs protecting: how many, ages, where they are now"), 2),
        Writing(say("What was seen, heard or said, in the words that were used"), 8),
        Writing(say("What was done at once, and by whom"), 3),
        Writing(say("Who was told, at what time, and what they said"), 3),
        *_SIGNED,
    ),
    BlankForm.INCIDENT: (
        Notice(say("Ring first. {duty}", duty=_DUTY)),
        *_HEAD,
        Writing(say("What happened"), 9),
        Writing(say("Who was harmed, and how"), 2),
        Writing(say("Who was told, at what time"), 2),
        Writing(say("What changes in the plan from now on"), 3),
        *_SIGNED,
    ),
    BlankForm.RISK: (
        Notice(say("A raised level counts from the moment you tell the duty senior. Ring before you write.")),
        *_HEAD,
        Ticks(say("Level, in your judgement"), tuple(RISK_WORDS.values())),
        Writing(say("Who is at risk, of what"), 2),
        Writing(say("Why: what raises it, what lowers it"), 7),
        Writing(say("How soon, and what would make it happen"), 2),
        Writing(say("Discussed with, at what time, and what was agreed"), 3),
        *_SIGNED,
    ),
    BlankForm.VISIT_SHEET: (
        Notice(say("The office does not know where you are: ring before each visit and after it.")),
        Writing(say("Telephone of the duty senior"), 1),
        Form("", _VISIT, tuple(str(number) for number in range(1, _MOST_VISITS + 1)), _VISIT_WIDTHS),
        *_SIGNED,
    ),
}
