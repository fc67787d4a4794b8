"""Values in words: what a field says, as lines a person can read, for history, conflicts and previews."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime

from pydantic import JsonValue

from casework.records.contact.appointment import CONTACT_SORT_WORDS
from casework.records.contact.contact import (
    BASIS_WORDS,
    CONDITION_WORDS,
    HANDLING_WORDS,
    INTERPRETER_WORDS,
    OUTCOME_WORDS,
    PRESENT_WORDS,
)
from casework.records.file.case import RISK_WORDS
from casework.records.high_risk.proposal import ListStatus
from casework.records.high_risk.sweep import MeetsAnswer
from casework.records.person.address import ADDRESS_WORDS
from casework.records.person.agency_contact import AGENCY_ROLE_WORDS
from casework.records.person.person import REFERENCE_WORDS
from casework.records.person.status import StatusSort
from casework.records.risk.warning import WARNING_WORDS
from casework.records.sentence.order import ORDER_WORDS
from casework.records.staff.grant import GRANT_WORDS
from casework.records.staff.staff import STAFF_ROLE_WORDS
from casework.rules.day_words import plain_date
from casework.words import say, say_name
from desktop.services.local_time import local

NameOf = Callable[[str], str]
Lines = tuple[tuple[str, str], ...]

_CODES: dict[str, str] = {
    str(code): words
    for vocabulary in (
        RISK_WORDS,
        WARNING_WORDS,
        CONTACT_SORT_WORDS,
        OUTCOME_WORDS,
        ORDER_WORDS,
        ADDRESS_WORDS,
        AGENCY_ROLE_WORDS,
        PRESENT_WORDS,
        BASIS_WORDS,
        HANDLING_WORDS,
        CONDITION_WORDS,
        INTERPRETER_WORDS,
        GRANT_WORDS,
        REFERENCE_WORDS,
        STAFF_ROLE_WORDS,
        {sort: sort.words for sort in StatusSort},
        {status: status.words for status in ListStatus},
        {answer: answer.words for answer in MeetsAnswer},
    )
    for code, words in vocabulary.items()
}
_PLAIN = {
    "active": say("Holds"),
    "removed": say("Removed"),
    "planned": say("Planned"),
    "recorded": say("Recorded"),
    "open": say("Open"),
    "cancelled": say("Cancelled"),
    "closed": say("Closed"),
    "agreed": say("Agreed"),
    "declined": say("Declined"),
    "other": say("Other"),
}
_PEOPLE = {"assessor", "by", "senior", "staff", "recorded_by"}
_POINTERS = {"record", "contact", "condition", "order", "appointment"}
_TITLES = {
    "back_by": say("Back by"),
    "on": say("On"),
    "by": say("By"),
    "starts": say("From"),
    "ends": say("Until"),
    "line": say("Street"),
}


def time_words(at: datetime) -> str:
    """Such as 5 March 2026, 14:05, on the clock here."""
    here = local(at)
    return f"{plain_date(here.date())}, {here:%H:%M}"


def lines_of(field: str, value: JsonValue, name_of: NameOf) -> Lines:
    """A value as (title, words) lines; one line without a title for a plain value."""
    if isinstance(value, dict):
        titles = {"starts": say("Began")} if "starts" in value and "ends" not in value else {}
        parts = [
            (titles.get(key) or _title(key), words_of(key, part, name_of))
            for key, part in value.items()
            if key not in _POINTERS
        ]
        return tuple((title, words) for title, words in parts if words)
    return (("", words_of(field, value, name_of)),)


def words_of(field: str, value: JsonValue, name_of: NameOf) -> str:
    """One value in words."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return say("Yes") if value else say("No")
    if isinstance(value, list):
        return "; ".join(words_of(field, item, name_of) for item in value)
    if isinstance(value, dict):
        return ", ".join(words for _, words in lines_of(field, value, name_of))
    if field in _PEOPLE:
        return name_of(str(value))
    return _text_words(str(value))


def _text_words(text: str) -> str:
    if text in _PLAIN or text in _CODES:
        return _PLAIN.get(text) or _CODES[text]
    with suppress(ValueError):
        return plain_date(date.fromisoformat(text))
    with suppress(ValueError):
        return time_words(datetime.fromisoformat(text))
    return text


def _title(key: str) -> str:
    return _TITLES.get(key, say_name(key))
