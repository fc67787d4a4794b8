"""How many fields have two views that nobody has decided about."""

from datetime import UTC, datetime

from pydantic import JsonValue

from casework.ledger.fold import FieldState, Head, RecordState
from casework.records.identifier import DeviceId, EntryId, RecordId, StaffId
from casework.rules.measure.conflict import conflict_counts
from tests.fakes.chain import SCOPE


def head(number: int, value: JsonValue) -> Head:
    place = (0, 1, number)
    at = datetime(2026, 11, 2, 9, tzinfo=UTC)
    return Head(EntryId(f"{number:064x}"), value, StaffId("ann"), None, DeviceId("laptop"), at, place, place)


def record(kind: str, ident: str, **fields: tuple[JsonValue, ...]) -> RecordState:
    states = {
        name: FieldState(tuple(head(n, value) for n, value in enumerate(values))) for name, values in fields.items()
    }
    return RecordState(kind, RecordId(ident), SCOPE, states)


def test_conflicts_are_counted_by_kind_and_field_with_the_records() -> None:
    states = [
        record("person", "one", telephone=("1", "2"), sex=("male",)),
        record("person", "two", telephone=("3", "4")),
        record("person", "three", telephone=("5", "5")),
        record("review", "four", held_on=("2026-01-01", "2026-01-02")),
        record("from_a_newer_version", "five", colour=("red", "blue")),
    ]
    assert [(one.title, one.records) for one in conflict_counts(states)] == [
        ("Person: Telephone", ("one", "two")),
        ("from_a_newer_version: colour", ("five",)),
        ("Review: Held on", ("four",)),
    ]


def test_without_conflicts_there_is_nothing() -> None:
    assert conflict_counts([record("person", "one", telephone=("1",))]) == ()
