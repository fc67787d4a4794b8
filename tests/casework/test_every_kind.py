"""What holds for every kind of record: what is valid survives whole, what is not gives a sentence naming the field."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from casework.ledger.entry import Edit, Link, Signed, read_entry, seal_entry
from casework.ledger.fold import Placed, fold_record
from casework.ledger.plain import canonical
from casework.records.check import check_new, check_value, field_title
from casework.records.identifier import (
    AGENCY,
    CaseId,
    DeviceId,
    RecordId,
    Scope,
    ScopeSort,
    StaffId,
    case_scope,
    grants_scope,
    restricted_scope,
)
from casework.records.record import KINDS, SCHEMA, merge_of
from casework.rules.standing import read_record, standing_values
from tests.fakes.any_record import records
from tests.fakes.bare_laptop import START
from tests.fakes.chain import ident

CASE = CaseId(ident(77))
QUICK = settings(max_examples=6, suppress_health_check=list(HealthCheck), deadline=None)
WRONG: list[JsonValue] = [None, 7, "x" * 200_000, {}, {"nobody": "knows"}, ["", 3], "2026-13-45", True, [[]], -1, ""]
EVERY = sorted(KINDS)


def scope_for(sort: ScopeSort) -> Scope:
    """A scope of a sort."""
    found = {"agency": AGENCY, "grants": grants_scope(CASE), "restricted": restricted_scope(CASE)}
    return found.get(sort, case_scope(CASE) if sort == "case" else Scope(f"{sort}:{ident(9)}"))


def new_edit(kind: str, values: dict[str, JsonValue]) -> Edit:
    """The edit that makes a new record of values, sets among them."""
    sets = {name for name in values if (rule := merge_of(kind, name)) and rule.rule == "set"}
    added = {name: value for name in sets if isinstance(value := values[name], list)}
    plain = {name: value for name, value in values.items() if name not in sets}
    return Edit(record=RecordId(CASE if kind == "case" else ident(5)), kind=kind, set=plain, add=added)


@pytest.mark.parametrize("kind", EVERY)
@QUICK
@given(data=st.data())
def test_a_valid_record_survives_entry_and_fold_byte_for_byte(kind: str, data: st.DataObject) -> None:
    """What is read back from the folded record is what was written, sets in their order."""
    values = data.draw(records(kind))
    scope = scope_for(KINDS[kind].scope)
    signed = Signed(DeviceId(ident(1)), StaffId(ident(2)), scope, START, SCHEMA)
    sealed = seal_entry(Link(), signed, [new_edit(kind, values)])
    again = read_entry(sealed.data)
    assert again == sealed
    state = fold_record(scope, again.entry.edits[0].record, [Placed(again, (0, 1, 1))])
    assert state is not None
    assert canonical(standing_values(state)) == canonical(values)
    model = KINDS[kind]
    assert read_record(model, state) == model.model_validate(values)


@pytest.mark.parametrize("kind", EVERY)
@QUICK
@given(data=st.data())
def test_what_is_not_valid_gives_a_sentence_that_names_the_field(kind: str, data: st.DataObject) -> None:
    """Whatever is put in place of one value either is valid, too, or is named in the words of the form."""
    values = data.draw(records(kind))
    name = data.draw(st.sampled_from(sorted(KINDS[kind].model_fields)))
    wrong = data.draw(st.sampled_from(WRONG))
    title = field_title(kind, name)
    for sentence in check_value(kind, name, wrong):
        assert sentence.startswith(title), sentence
        assert sentence.endswith(".")
    for sentence in check_new(kind, {**values, name: wrong}):
        assert any(field_title(kind, field).lower() in sentence.lower() for field in KINDS[kind].model_fields), sentence


@pytest.mark.parametrize("kind", EVERY)
def test_every_field_and_part_has_words_for_a_form(kind: str) -> None:
    """A title on each field, a docstring on the kind, and every required field exists."""
    model = KINDS[kind]
    assert model.title
    assert model.__doc__
    assert model.required <= set(model.model_fields)
    for name, info in model.model_fields.items():
        assert info.title, f"{kind}.{name}"
