"""Choices made from the field's own vocabularies, each with its letter keys."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from casework.records.contact.appointment import CONTACT_SORT_WORDS, ContactSort
from casework.records.contact.contact import (
    BASIS_WORDS,
    CONDITION_WORDS,
    HANDLING_WORDS,
    INTERPRETER_WORDS,
    OUTCOME_WORDS,
    ConditionResult,
    Outcome,
)
from casework.words import say
from desktop.views.partials.choice import Choice, Option

Code = TypeVar("Code", bound=StrEnum)

_SORT_LETTERS = {
    ContactSort.OFFICE: "o",
    ContactSort.HOME_ANNOUNCED: "h",
    ContactSort.HOME_UNANNOUNCED: "n",
    ContactSort.JOINT_POLICE: "j",
    ContactSort.TELEPHONE: "t",
    ContactSort.VIDEO: "v",
    ContactSort.OTHER_AGENCY: "c",
}
_OUTCOME_LETTERS = {
    Outcome.COMPLIED: "c",
    Outcome.NOT_COMPLIED: "d",
    Outcome.SENT_AWAY: "s",
    Outcome.ACCEPTABLE: "a",
    Outcome.UNACCEPTABLE: "u",
    Outcome.UNDECIDED: "r",
    Outcome.NO_ANSWER: "n",
    Outcome.SERVICE: "b",
    Outcome.EXCHANGED: "i",
}
_RESULT_LETTERS = {
    ConditionResult.KEPT: "k",
    ConditionResult.POSSIBLE_BREACH: "p",
    ConditionResult.NOT_CHECKED: "n",
}


def sort_choice(name: str) -> Choice:
    """The types of contact, as segments."""
    return Choice(_options(CONTACT_SORT_WORDS, _SORT_LETTERS), name=name, segmented=True)


def outcome_choice(name: str) -> Choice:
    """What came of it, in the field's terms."""
    return Choice(_options(OUTCOME_WORDS, _OUTCOME_LETTERS), name=name)


def result_choice(name: str) -> Choice:
    """What the check of a condition showed."""
    return Choice(_options(CONDITION_WORDS, _RESULT_LETTERS), name=name, segmented=True)


def basis_choice(name: str) -> Choice:
    """On what footing a joint visit was made."""
    return Choice(_options(BASIS_WORDS, {}), name=name)


def handling_choice(name: str) -> Choice:
    """How what the police told may be handled."""
    return Choice(_options(HANDLING_WORDS, {}), name=name)


def interpreter_choice(name: str) -> Choice:
    """Who interpreted."""
    return Choice(_options(INTERPRETER_WORDS, {}), name=name, segmented=True)


def yes_no_choice(name: str) -> Choice:
    """Yes or no, with nothing chosen beforehand."""
    return Choice((Option("yes", say("Yes"), "y"), Option("no", say("No"), "n")), name=name, segmented=True)


def chosen_bool(choice: Choice) -> bool | None:
    """What was answered to yes or no; None while nothing is."""
    return {"yes": True, "no": False}.get(choice.key)


def show_bool(choice: Choice, value: bool | None) -> None:
    """Show an answer to yes or no."""
    choice.set_keys([] if value is None else ["yes" if value else "no"])


def chosen_code(choice: Choice, codes: type[Code]) -> Code | None:
    """The code that is chosen; None while nothing is."""
    return codes(choice.key) if choice.key else None


def show_code(choice: Choice, code: StrEnum | None) -> None:
    """Show a code as chosen, or nothing."""
    choice.set_keys([] if code is None else [code.value])


def _options(words: Mapping[Code, str], letters: Mapping[Code, str]) -> tuple[Option, ...]:
    return tuple(Option(code.value, text, letters.get(code, "")) for code, text in words.items())
