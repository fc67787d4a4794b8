"""What an edit would replace: how cautious that is, where it is known and where it is not."""

from casework.ledger.entry import Edit
from casework.records.merge import DECIDE, MOST_CAUTIOUS
from casework.rules.replaced import Replaced, replaced_by
from tests.fakes.chain import RECORD


def test_what_is_not_known_here_may_be_as_high_as_anything() -> None:
    """Under every rule, also one that ranks nothing; what is known and ranked by nothing is of no caution."""
    assert Replaced([None], [], []).caution(DECIDE) == MOST_CAUTIOUS
    assert Replaced([], [None], []).caution(DECIDE) == MOST_CAUTIOUS
    assert Replaced(["low"], ["high"], [None]).caution(DECIDE) == 0
    assert Replaced([], [], []).caution(DECIDE) == 0


def test_what_is_named_and_what_lies_behind_it_is_looked_for_in_the_same_field_of_the_same_record() -> None:
    """Behind a parent that does not count are the parents that it had named."""
    waits, first = "a" * 64, "b" * 64
    edit = Edit(record=RECORD, kind="case", set={"state": "open"}, parents={"state": [waits]})
    behind = {(waits, RECORD, "state"): [first]}
    values = {(waits, RECORD, "state"): "new", (first, RECORD, "state"): "old"}
    found = replaced_by(edit, "state", lambda *of: values.get(of), lambda *of: behind.get(of))
    assert found == Replaced(named=["new"], through=["old"], counting=["old"])
