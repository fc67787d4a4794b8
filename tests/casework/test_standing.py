"""Which of several values stands, what is read of a record, and what somebody who writes on names as what they saw."""

from datetime import timedelta

from pydantic import JsonValue

from casework.ledger.fold import FieldState, Head, RecordState
from casework.records.caution import RISK_LEVELS
from casework.records.contact.contact import Contact
from casework.records.identifier import DeviceId, EntryId, StaffId
from casework.records.merge import DECIDE, ONCE, cautious
from casework.records.person.person import Person
from casework.rules.standing import (
    Standing,
    conflicts,
    continued_parent,
    field_standing,
    read_record,
    records_of,
    set_items,
    shown_parents,
    standing,
    standing_values,
)
from tests.fakes.chain import RECORD, SCOPE, START


def head(name: str, value: JsonValue, *, at: tuple[int, int, int] = (0, 1, 1), awaiting: bool = False) -> Head:
    """A value of an entry, placed and ranked at one place."""
    return Head(
        entry=EntryId(name),
        value=value,
        author=StaffId("author"),
        on_behalf=None,
        device=DeviceId("d"),
        at=START + timedelta(minutes=at[2]),
        order=at,
        rank=at,
        awaiting=awaiting,
    )


def field(*heads: Head) -> FieldState:
    return FieldState(heads, len(heads))


def state(kind: str = "person", **fields: FieldState) -> RecordState:
    return RecordState(kind, RECORD, SCOPE, fields, None)


ONE, SAME, OTHER = head("a", "1"), head("b", "1", at=(0, 1, 2)), head("c", "2", at=(0, 1, 3))
WAITS, WAITS_TOO = head("d", "3", at=(0, 1, 4), awaiting=True), head("e", "4", at=(0, 1, 5), awaiting=True)


def test_the_first_that_counts_stands_with_the_other_views_and_what_waits_beside_it() -> None:
    assert standing(DECIDE, field(WAITS, ONE, SAME, OTHER)) == Standing(ONE, (OTHER,), (WAITS,))
    assert standing(DECIDE, field(WAITS)) is None
    assert standing(DECIDE, field()) is None


def test_of_what_is_complete_when_it_is_saved_what_waits_stands_where_nothing_else_does() -> None:
    """What somebody wrote never vanishes from sight."""
    assert standing(ONCE, field(WAITS, ONE)) == Standing(ONE, (), (WAITS,))
    assert standing(ONCE, field(WAITS, WAITS_TOO)) == Standing(WAITS, (), (WAITS_TOO,))
    assert standing(ONCE, field()) is None


def test_of_two_that_are_as_cautious_the_earlier_stands_by_every_part_of_its_rank() -> None:
    rule = cautious(lambda value: int(str(value)))
    late = head("z", "1", at=(0, 1, 7))
    for later in ((0, 1, 8), (0, 2, 1), (1, 0, 1)):
        other = head("y", "1", at=later)
        for both in ((late, other), (other, late)):
            found = standing(rule, field(*both))
            assert found
            assert found.head is late
    raised = standing(rule, field(ONE, WAITS_TOO, WAITS))
    assert raised == Standing(WAITS_TOO, (ONE,), (WAITS,))
    assert standing(rule, field()) is None


def test_a_field_that_is_not_there_stands_for_nothing() -> None:
    assert field_standing(state(), "telephone") is None


def test_items_of_a_set_are_there_once_and_none_that_waits() -> None:
    pair: JsonValue = {"a": 1, "b": 2}
    turned: JsonValue = {"b": 2, "a": 1}
    found = state(other_names=field(head("a", pair), head("b", turned), head("c", "x", awaiting=True), head("d", "y")))
    assert set_items(found, "other_names") == [pair, "y"]
    assert standing_values(found) == {"other_names": [pair, "y"]}
    assert set_items(found, "telephone") == []


def test_what_a_newer_version_recorded_in_a_field_is_left_out_and_the_rest_is_read() -> None:
    name: JsonValue = {"given": "Ada", "family": "Sample"}
    known = state(name=field(head("a", name)), born=field(head("b", "the day before")))
    found = read_record(Person, known)
    assert found.name
    assert (found.name.full(), found.born) == ("Ada Sample", None)
    whole = read_record(Person, state(name=field(head("a", name)), born=field(head("b", "1980-04-06"))))
    assert (whole.name, whole.born and whole.born.isoformat()) == (found.name, "1980-04-06")


def test_the_records_of_a_kind_are_read_with_their_states() -> None:
    person, contact = state(), state("contact", narrative=field(head("a", "Words.")))
    ((found, record),) = records_of(Contact, [person, contact])
    assert found is contact
    assert record.narrative == "Words."


def test_two_views_are_a_conflict_where_somebody_could_decide() -> None:
    """Not of a set, nor of what is complete when it is saved; nor where both say the same."""
    level, higher = (head(name, {"level": name}) for name in sorted(RISK_LEVELS)[:2])
    two = field(ONE, OTHER)
    found = conflicts(state(telephone=two, other_names=two, email=field(ONE, SAME)))
    assert {name: view.others for name, view in found.items()} == {"telephone": (OTHER,)}
    assert conflicts(state("contact", narrative=two, sort=two)) == {}
    assert set(conflicts(state("case", standing_risk=field(level, higher)))) == {"standing_risk"}


def test_whoever_decides_names_all_that_counts_and_whoever_writes_on_what_stands() -> None:
    known = state(telephone=field(ONE, SAME, OTHER, WAITS, head("f", "1", awaiting=True)))
    assert shown_parents(known, "telephone") == ["a", "b", "c"]
    assert continued_parent(known, "telephone") == ["a", "b"]
    for nothing in (state(), None, state(telephone=field(WAITS))):
        assert shown_parents(nothing, "telephone") == []
        assert continued_parent(nothing, "telephone") == []
