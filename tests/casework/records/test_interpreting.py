"""Interpreting: what is arranged, who interpreted, and a warning about a child or a relative for both."""

import pytest
from pydantic import JsonValue

from casework.records.check import check_value
from casework.records.contact.contact import Interpreter, InterpreterSort
from casework.records.person.interpreter import InterpreterArrangement
from casework.records.person.person import Communication
from casework.rules.interpreting import (
    CHILD_ARRANGED,
    CHILD_INTERPRETED,
    NOBODY_ARRANGED,
    NOBODY_INTERPRETED,
    RELATIVE_ARRANGED,
    RELATIVE_INTERPRETED,
    arrangement_warning,
    contact_warning,
    interpreter_warning,
    is_family,
)

ENGLISH, POLISH = Communication(), Communication(language="Polish", interpreter=True)


def used(sort: InterpreterSort) -> Interpreter:
    return Interpreter(sort=sort, language="Polish")


def arranged(sort: InterpreterSort) -> InterpreterArrangement:
    return InterpreterArrangement(sort=sort, language="Polish")


@pytest.mark.parametrize(
    ("sort", "at_contact", "as_arranged"),
    [
        (InterpreterSort.CHILD, CHILD_INTERPRETED, CHILD_ARRANGED),
        (InterpreterSort.RELATIVE, RELATIVE_INTERPRETED, RELATIVE_ARRANGED),
        (InterpreterSort.PROFESSIONAL, "", ""),
        (InterpreterSort.TELEPHONE, "", ""),
    ],
)
def test_a_child_or_a_relative_is_warned_about(sort: InterpreterSort, at_contact: str, as_arranged: str) -> None:
    assert contact_warning(POLISH, used(sort)) == interpreter_warning(used(sort)) == at_contact
    assert arrangement_warning(POLISH, arranged(sort)) == interpreter_warning(arranged(sort)) == as_arranged
    assert is_family(sort) is bool(at_contact)


def test_who_needs_an_interpreter_and_has_none_is_warned_about() -> None:
    assert contact_warning(POLISH, None) == NOBODY_INTERPRETED
    assert arrangement_warning(POLISH, None) == NOBODY_ARRANGED
    for needs in (ENGLISH, None):
        assert contact_warning(needs, None) == arrangement_warning(needs, None) == ""
    assert not is_family(None)
    assert interpreter_warning(None) == ""


def test_an_arrangement_says_who_interprets_and_into_what() -> None:
    whole: dict[str, JsonValue] = {
        "sort": "professional",
        "language": "Kurdish",
        "dialect": "Sorani",
        "agency": "A language service",
        "telephone": "01632 960123",
        "booked_by": "a-worker",
    }
    assert check_value("person", "interpreter", whole) == []
    assert check_value("person", "interpreter", {"sort": "professional"}) == [
        "Interpreter as arranged, language is missing: fill it in."
    ]
