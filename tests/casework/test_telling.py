"""What a visitor has to be told at once: what raises, warns, happened or binds; not what lowers or says nothing new."""

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Link, Signed, seal_entry
from casework.records.identifier import CaseId, DeviceId, EntryId, RecordId, StaffId, case_scope
from casework.rules.telling import is_due_now, to_tell

RECORD = RecordId("00000000-0000-7000-8000-000000000001")
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
PARENT = EntryId("a" * 64)
ACTIVE: JsonValue = {"status": "active", "by": "s", "on": "2026-11-02"}


def told(kind: str, values: dict[str, JsonValue], known: JsonValue = None, parents: tuple[str, ...] = ()) -> bool:
    named = {name: list(parents) for name in values} if parents else {}
    edit = Edit(record=RECORD, kind=kind, set=values, parents=named)
    scope = case_scope(CaseId(str(RECORD)))
    entry = seal_entry(Link(), Signed(DeviceId("d"), StaffId("s"), scope, NOW, 1), [edit]).entry
    return to_tell(entry, lambda *_: known) == RECORD


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        (None, "high", True),
        (None, "medium", False),
        ("low", "medium", True),
        ("high", "very_high", True),
        ("high", "high", False),
        ("very_high", "high", False),
    ],
)
def test_a_level_counts_where_it_is_raised(before: str | None, after: str, wanted: bool) -> None:
    parents = (PARENT,) if before else ()
    assert told("case", {"standing_risk": {"level": after}}, {"level": before}, parents) == wanted


def test_a_level_that_replaces_what_is_not_known_or_cannot_be_read_counts() -> None:
    assert told("case", {"standing_risk": {"level": "low"}}, None, (PARENT,))
    assert told("case", {"standing_risk": {"level": "beyond"}})


@pytest.mark.parametrize(
    ("kind", "values", "wanted"),
    [
        ("warning", {"notice": {"sort": "contact_ban"}, "state": ACTIVE}, True),
        ("warning", {"state": ACTIVE}, True),
        ("warning", {"state": {"status": "removed", "by": "s", "on": "2026-11-02"}}, False),
        ("warning", {"notice": {"sort": "contact_ban"}}, True),
        ("warning", {"review_on": "2026-12-01"}, False),
        ("incident", {"what": "Said what he would do.", "sort": "threat"}, True),
        ("incident", {"what": "Said it again."}, True),
        ("incident", {"sort": "threat"}, True),
        ("incident", {"follow_up": {"sort": "justified"}}, False),
        ("condition", {"condition": {"number": "7", "text": "No contact"}}, True),
        ("condition", {"condition": {"number": "7", "text": "A fee", "check_at_visits": False}}, False),
        ("condition", {"ended_on": "2026-11-02"}, False),
        ("contact", {"narrative": "All well."}, False),
    ],
)
def test_what_else_counts(kind: str, values: dict[str, JsonValue], wanted: bool) -> None:
    assert told(kind, values) == wanted


@pytest.mark.parametrize(
    ("starts", "back_by", "wanted"),
    [(1, None, True), (13, None, False), (-13, None, False), (-13, -11, True), (-11, 2, True)],
)
def test_a_visit_is_due_on_its_day_and_while_nobody_is_back(starts: int, back_by: int | None, wanted: bool) -> None:
    end = NOW + timedelta(hours=back_by) if back_by is not None else None
    assert is_due_now(NOW + timedelta(hours=starts), end, NOW) == wanted


def test_what_a_level_replaces_is_asked_for_by_its_entry_its_record_and_its_field() -> None:
    asked: list[tuple[str, str, str]] = []

    def parent_of(entry: EntryId, record: RecordId, field: str) -> JsonValue:
        asked.append((entry, record, field))
        return {"level": "high"}

    named = {"standing_risk": [str(PARENT)]}
    edit = Edit(record=RECORD, kind="case", set={"standing_risk": {"level": "medium"}}, parents=named)
    scope = case_scope(CaseId(str(RECORD)))
    assert (
        to_tell(seal_entry(Link(), Signed(DeviceId("d"), StaffId("s"), scope, NOW, 1), [edit]).entry, parent_of) is None
    )
    assert asked == [(PARENT, RECORD, "standing_risk")]
