"""The entry: one save, immutable. Its format is frozen (docs/decisions/0002).

An entry's bytes are UTF-8 JSON and its id is the SHA-256 of exactly those bytes: they are hashed, stored and forwarded
as they are and never serialised again. What a newer version added travels along untouched.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, datetime
from math import isfinite
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, field_validator
from pydantic_core import from_json

from casework.errors import Damaged
from casework.records.identifier import DeviceId, EntryId, RecordId, Scope, StaffId, is_uuid, scope_sort
from casework.words import say

ENTRY_VERSION = 1
MAX_ENTRY_BYTES = 512 * 1024
MAX_EDITS = 200
MAX_DEPTH = 100
"""How deep values may be nested. The reader's own limit is about 200, and what is folded lies a few levels deeper."""

_Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_Name = Annotated[str, Field(min_length=1, max_length=64)]
_PLAIN = r"^[^\x00]*$"
"""What a database can keep as text."""


class TooLarge(ValueError):
    """Each part of a save is within its own limit, and the whole of it is not."""


class Seen(BaseModel):
    """How far the author's laptop had read the scope when the save was made."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    epoch: int = Field(ge=1)
    generation: int = Field(ge=0)
    position: int = Field(ge=0)


class Removal(BaseModel):
    """One item that is taken out of a set field: the entry that added it, as its author saw it, and the item."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    entry: _Hash
    item: JsonValue


class Edit(BaseModel):
    """What one save did to one record. `parents` names the heads the author was shown and means to replace."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    record: RecordId
    kind: _Name
    set: dict[_Name, JsonValue] = Field(default_factory=dict)
    add: dict[_Name, list[JsonValue]] = Field(default_factory=dict)
    remove: dict[_Name, list[Removal]] = Field(default_factory=dict)
    parents: dict[_Name, list[_Hash]] = Field(default_factory=dict)
    reason: str | None = Field(default=None, max_length=5000)

    @field_validator("record")
    @classmethod
    def _is_uuid(cls, value: str) -> str:
        if not is_uuid(value):
            raise ValueError("a record id is a UUID")
        return value


def _within_calendar(at: datetime) -> datetime:
    """Refuse the very ends of the calendar: no clock shows them, and a change of time zone would run over."""
    if not MINYEAR < at.year < MAXYEAR:
        raise ValueError("no clock shows this moment")
    return at


class Entry(BaseModel):
    """One save, as read from its bytes."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    v: int = Field(ge=1)
    device: DeviceId = Field(min_length=1, max_length=64, pattern=_PLAIN)
    seq: int = Field(ge=1)
    prev: _Hash | None
    author: StaffId = Field(min_length=1, max_length=64, pattern=_PLAIN)
    on_behalf: StaffId | None = Field(default=None, pattern=_PLAIN)
    scope: Scope
    seen: Seen | None = None
    at: Annotated[AwareDatetime, AfterValidator(_within_calendar)]
    schema_: int = Field(ge=1, alias="schema")
    edits: tuple[Edit, ...] = Field(min_length=1, max_length=MAX_EDITS)

    @field_validator("scope")
    @classmethod
    def _is_scope(cls, value: str) -> str:
        if scope_sort(value) is None:
            raise ValueError("not a scope")
        return value

    @field_validator("edits")
    @classmethod
    def _one_edit_a_record(cls, value: tuple[Edit, ...]) -> tuple[Edit, ...]:
        if len({edit.record for edit in value}) != len(value):
            raise ValueError("one edit a record")
        return value


@dataclass(frozen=True)
class Sealed:
    """An entry with its exact bytes and the id that follows from them."""

    id: EntryId
    data: bytes
    entry: Entry


@dataclass(frozen=True)
class Link:
    """Where a device's chain stands: the number of its last entry and that entry's id (0 and None: empty)."""

    seq: int = 0
    id: EntryId | None = None


@dataclass(frozen=True)
class Signed:
    """Who saves, where and when: everything of an entry but its edits."""

    device: DeviceId
    author: StaffId
    scope: Scope
    at: datetime
    schema: int
    seen: Seen | None = None
    on_behalf: StaffId | None = None
    extra: Mapping[str, JsonValue] = field(default_factory=dict)


def entry_id(data: bytes) -> EntryId:
    """The id of an entry: the SHA-256 of its exact bytes, in lower-case hexadecimal."""
    return EntryId(hashlib.sha256(data).hexdigest())


def seal_entry(link: Link, save: Signed, edits: Sequence[Edit]) -> Sealed:
    """Make the next entry of a device's chain.

    Raises:
        TooLarge: if the entry is larger than entries may be.
        ValueError: if the entry would not be valid; the caller has checked what the person wrote before.
    """
    body: dict[str, object] = {
        "v": ENTRY_VERSION,
        "device": save.device,
        "seq": link.seq + 1,
        "prev": link.id,
        "author": save.author,
        "on_behalf": save.on_behalf,
        "scope": save.scope,
        "seen": save.seen.model_dump() if save.seen else None,
        "at": save.at.isoformat().replace("+00:00", "Z"),
        "schema": save.schema,
        "edits": [_edit_body(edit) for edit in edits],
    }
    data = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    if len(data) > MAX_ENTRY_BYTES:
        raise TooLarge("an entry is at most 512 KiB")
    return Sealed(entry_id(data), data, _parse(data))


def read_entry(data: bytes) -> Sealed:
    """Read an entry from its exact bytes.

    Raises:
        Damaged: if the bytes are no entry of any version; an entry of a newer version is read as far as it is known.
    """
    if len(data) > MAX_ENTRY_BYTES:
        raise Damaged(say("Something that was saved is too large to be read here. It is kept as it came."))
    try:
        return Sealed(entry_id(data), data, _parse(data))
    except ValueError:  # pydantic's ValidationError is one, too, and quotes what was written: it is not chained
        raise Damaged(
            say("Something that was saved cannot be read here. It is kept as it came, and does not count yet.")
        ) from None


def _parse(data: bytes) -> Entry:
    body = from_json(data, allow_inf_nan=False)
    if not _can_be_kept(body):
        raise ValueError("a number is too large, or a value too deep")
    return Entry.model_validate(body)


def _can_be_kept(body: JsonValue) -> bool:
    """Whether no number has run over into infinity, and nothing is so deep that its record could not be read again.

    One side could keep such a value and another could not. Gone through level by level, without a call for each value.
    """
    level = [body]
    for _ in range(MAX_DEPTH + 1):
        deeper: list[JsonValue] = []
        for value in level:
            if isinstance(value, str):
                continue
            if isinstance(value, dict):
                deeper.extend(value.values())
            elif isinstance(value, list):
                deeper.extend(value)
            elif isinstance(value, float) and not isfinite(value):
                return False
        if not deeper:
            return True
        level = deeper
    return False


def _edit_body(edit: Edit) -> dict[str, JsonValue]:
    body: dict[str, JsonValue] = {"record": edit.record, "kind": edit.kind}
    parts = edit.model_dump(mode="json", include={"set", "add", "remove", "parents"})
    body.update({name: value for name, value in parts.items() if value})
    if edit.reason is not None:
        body["reason"] = edit.reason
    return body
