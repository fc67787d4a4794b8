"""Sets at their edges: emptied, and items added to a field that is no set."""

from pydantic import JsonValue

from casework.ledger.entry import Edit, Removal
from casework.ledger.fold import fold_record
from casework.rules.standing import set_items, standing_values
from tests.fakes.chain import RECORD, SCOPE, Pen, placed


def test_a_set_that_was_emptied_can_be_told_from_one_that_was_never_filled() -> None:
    """An import must not put back what somebody took out."""
    pen = Pen("a")
    item: JsonValue = {"sort": "alias", "given": "Cal", "family": ""}
    added = pen.write(Edit(record=RECORD, kind="person", add={"other_names": [item]}))
    gone = {"other_names": [Removal(entry=added.id, item=item)]}
    emptied = pen.write(Edit(record=RECORD, kind="person", remove=gone))
    other = pen.put("person", "telephone", "1")
    state = fold_record(SCOPE, RECORD, placed(added, emptied, other))
    assert state is not None
    assert set_items(state, "other_names") == []
    assert state.fields["other_names"].entries == 2


def test_items_added_to_a_field_that_is_no_set_have_no_effect_and_break_nothing() -> None:
    """A faulty laptop's entry is kept and must not stop the fold of the record."""
    pen = Pen("a")
    odd = pen.write(Edit(record=RECORD, kind="contact", add={"narrative": ["x"], "corrected_by": ["y"]}))
    state = fold_record(SCOPE, RECORD, placed(odd))
    assert state is not None
    assert standing_values(state) == {}
