"""What a measure counts of what is held: whole records that count."""

from dataclasses import replace
from datetime import UTC, datetime

from pydantic import JsonValue

from casework.ledger.fold import FieldState, Head, RecordState
from casework.records.identifier import DeviceId, EntryId, RecordId, StaffId
from casework.records.oversight.partner_feedback import PartnerFeedback
from casework.rules.measure.gather import counted_records
from tests.fakes.chain import SCOPE

WHOLE: dict[str, JsonValue] = {"agency": "Housing", "given_on": "2026-01-05", "said": "Always rings back."}


def head(value: JsonValue, *, awaiting: bool = False) -> Head:
    at = datetime(2026, 11, 2, 9, tzinfo=UTC)
    return Head(EntryId("0" * 64), value, StaffId("ann"), None, DeviceId("l"), at, (0, 1, 1), (0, 1, 1), awaiting)


def held(ident: str, fields: dict[str, JsonValue], *, awaiting: bool = False) -> RecordState:
    heads = {name: FieldState((head(value, awaiting=awaiting),)) for name, value in fields.items()}
    return RecordState("partner_feedback", RecordId(ident), SCOPE, heads, head(None, awaiting=awaiting))


def test_whole_counted_records_the_kind_are_counted_and_nothing_that_waits() -> None:
    states = [
        held("whole", WHOLE),
        held("waits", WHOLE, awaiting=True),
        held("half", {"agency": "Housing"}),
        held("unreadable", {**WHOLE, "given_on": "some day"}),
        replace(held("another", WHOLE), kind="near_miss"),
        replace(held("nobody began it", WHOLE), created=None),
    ]
    assert [(ident, one.agency) for ident, one in counted_records(PartnerFeedback, states)] == [("whole", "Housing")]
