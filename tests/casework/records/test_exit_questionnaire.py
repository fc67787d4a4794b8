"""The questionnaire at the end: offered on a day or not for a reason, and nobody helps who supervises."""

import pytest
from pydantic import JsonValue

from casework.records.check import check_new
from tests.fakes.chain import ident

OFFICER, COLLEAGUE = ident(7), ident(8)
GOOD: dict[str, JsonValue] = {"offered": True, "offered_on": "2026-03-05", "supervisor": OFFICER}
NOT_OFFERED: dict[str, JsonValue] = {"offered": False, "not_offered": "In hospital.", "supervisor": OFFICER}


@pytest.mark.parametrize(
    "values",
    [
        GOOD,
        NOT_OFFERED,
        {**GOOD, "helped": "staff", "helper": COLLEAGUE},
        {**GOOD, "helped": "outside", "helper_outside": "An advocate"},
        {**GOOD, "helped": "nobody"},
    ],
)
def test_what_agrees_is_let_through(values: dict[str, JsonValue]) -> None:
    assert check_new("exit_questionnaire", values) == []


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            {"offered": True, "supervisor": OFFICER},
            "Offered on is missing: give the day, because it was offered.",
        ),
        ({"offered": False, "supervisor": OFFICER}, "Why it was not offered is missing: write it."),
        ({**GOOD, "helped": "staff"}, "Which colleague helped is missing: choose them from the list."),
        (
            {**GOOD, "helped": "staff", "helper": OFFICER},
            "Which colleague helped: whoever supervises the person may not help; ask somebody else.",
        ),
        ({"offered": False, "not_offered": "In hospital."}, "Who supervises the person is missing: fill it in."),
    ],
)
def test_what_does_not_is_said(values: dict[str, JsonValue], sentence: str) -> None:
    assert check_new("exit_questionnaire", values) == [sentence]
