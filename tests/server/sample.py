"""Small valid edits, and a batch with an entry that nobody can read."""

import os
from datetime import UTC, datetime

from pydantic import JsonValue

from casework.ledger.entry import Edit, Link, Signed, entry_id, seal_entry
from casework.ledger.protocol import PushItem, PushRequest
from casework.records.identifier import EntryId, RecordId, Scope, StaffId, uuid7
from tests.fakes.bare_laptop import START, BareLaptop, signed_batch


def new_record() -> RecordId:
    """A new record id."""
    return RecordId(uuid7(datetime.now(UTC), os.urandom(10)))


def warning_edit(line: str) -> Edit:
    """A new warning that carries a line of text."""
    state: JsonValue = {"status": "active", "by": "somebody", "on": "2026-11-01"}
    notice: JsonValue = {"sort": "other", "text": line}
    return Edit(record=new_record(), kind="warning", set={"notice": notice, "state": state, "review_on": "2027-01-01"})


def standing_edit(case: RecordId, level: str, assessor: StaffId, *parents: EntryId) -> Edit:
    """A standing level of risk of serious harm."""
    value: JsonValue = {
        "level": level,
        "assessor": assessor,
        "assessed_on": "2026-11-02",
        "rationale": "As discussed.",
        "record": case,
    }
    return Edit(record=case, kind="case", set={"standing_risk": value}, parents={"standing_risk": list(parents)})


def level_edit(assessor: StaffId) -> Edit:
    """A signed level, as a proposal."""
    values: dict[str, JsonValue] = {
        "level": "low",
        "rationale": "Settled for a year.",
        "assessor": assessor,
        "assessed_on": "2026-11-02",
        "proposal": True,
    }
    return Edit(record=new_record(), kind="risk_level", set=values)


def damaged_batch(laptop: BareLaptop, scope: Scope) -> tuple[PushRequest, EntryId, EntryId]:
    """A batch of an entry that cannot be read and a good one after it, with the ids of both."""
    # Of this laptop alone: the same bytes from two of them are refused, and tests share an office.
    text = f'{{"v":1,"device":"nobody can read this of {laptop.device}'
    damaged = entry_id(text.encode())
    signed = Signed(laptop.device, laptop.staff, scope, START, 1)
    after = seal_entry(Link(1, damaged), signed, [warning_edit("5 Fifth Street")])
    items = [
        PushItem(seq=1, id=damaged, data=text),
        PushItem(seq=2, id=after.id, data=after.data.decode()),
    ]
    return signed_batch(laptop, items, Link(2, after.id)), damaged, after.id
