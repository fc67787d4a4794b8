"""Values that are looked at all at once are found right or wrong as each by itself would be."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from casework.records.check import check_new, check_value, check_values, field_title
from casework.records.record import KINDS

_VALUE: st.SearchStrategy[JsonValue] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 5),
    st.sampled_from(["", "office", "2026-01-05", "2026-01-05T10:00:00Z", "told at the door", "high"]),
    st.just([]),
    st.just({"starts": "2026-01-05"}),
    st.just([{"role": "person"}]),
)


def _one_by_one(kind: str, values: dict[str, JsonValue]) -> list[str]:
    return [sentence for name, value in values.items() for sentence in check_value(kind, name, value)]


def _missing(kind: str, values: Iterable[str]) -> list[str]:
    return [f"{field_title(kind, name)} is missing: fill it in." for name in sorted(KINDS[kind].required - set(values))]


@st.composite
def given_values(draw: st.DrawFn) -> tuple[str, dict[str, JsonValue]]:
    kind = draw(st.sampled_from(sorted(KINDS)))
    names = st.sampled_from([*sorted(KINDS[kind].model_fields), "a_field_of_tomorrow"])
    return kind, draw(st.dictionaries(names, _VALUE, max_size=4))


@settings(max_examples=400)
@given(given_values())
def test_all_at_once_says_what_one_by_one_says(chosen: tuple[str, dict[str, JsonValue]]) -> None:
    kind, values = chosen
    assert check_values(kind, values) == _one_by_one(kind, values)
    found = _one_by_one(kind, values) + _missing(kind, values)
    assert check_new(kind, values) == (found or KINDS[kind].model_validate(values).problems())


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_kind_looks_at_two_fields_together_while_it_is_read(kind: str) -> None:
    """What is right together is right by itself only as long as that holds: what must agree is said in `problems`."""
    made = KINDS[kind].__pydantic_decorators__
    assert not made.model_validators
    assert not made.root_validators
    assert not made.field_validators
