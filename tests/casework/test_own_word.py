"""What somebody says they say in their own name: a check-in, and that a visitor was told."""

from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.fold import fold_record
from casework.rules.own_word import is_said, part_of, says_for_another
from tests.fakes.chain import RECORD, SCOPE, Pen, placed

MINE: JsonValue = {"by": "author", "at": "2026-03-02T09:00:00Z"}
THEIRS: JsonValue = {"by": "other", "at": "2026-03-02T09:00:00Z"}


def says(kind: str, **values: JsonValue) -> bool:
    """Whether an entry of the author's says something for somebody else."""
    entry = Pen("d").write(Edit(record=RECORD, kind=kind, set=values)).entry
    return says_for_another(entry, entry.edits[0], {})


def test_a_check_in_is_by_whoever_writes_it() -> None:
    assert not says("check_in", step="started")
    assert not says("check_in", by="author")
    assert says("check_in", by="other")


def test_that_a_visitor_was_told_is_said_by_whoever_told_them_and_that_nobody_was_by_anybody() -> None:
    assert not says("not_told", told=MINE)
    assert says("not_told", told=THEIRS)
    assert says("not_told", told="yes")
    assert not says("not_told", told=None)
    assert not says("not_told", visitor="other")
    assert not says("contact", told=THEIRS)


def test_a_view_that_others_said_may_be_let_stand_unless_it_waits() -> None:
    theirs = Pen("o", author="other").put("not_told", "told", THEIRS)
    entry = Pen("d").put("not_told", "told", THEIRS, theirs).entry
    states = [fold_record(SCOPE, RECORD, placed(theirs, awaiting=awaiting)) for awaiting in ((), (theirs,))]
    assert [is_said(entry, entry.edits[0], state, "told") for state in (*states, None)] == [True, False, False]
    assert part_of(THEIRS, "by") == "other"
    assert part_of("other", "by") is None
