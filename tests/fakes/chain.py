"""Entries for tests: small chains by made-up people, placed as a server would place them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

from pydantic import JsonValue

from casework.ledger.entry import Edit, Link, Sealed, Signed, seal_entry
from casework.ledger.fold import Placed
from casework.records.identifier import DeviceId, RecordId, Scope, StaffId

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def ident(number: int) -> str:
    """A made-up UUID with an easy number."""
    return str(UUID(int=number))


SCOPE = Scope(f"case:{ident(1)}")
RECORD = RecordId(ident(1))


@dataclass
class Pen:
    """One device on which one person writes entries of one scope, in a chain."""

    device: str
    author: str = "author"
    scope: Scope = SCOPE
    link: Link = field(default_factory=Link)

    def write(self, *edits: Edit) -> Sealed:
        """The next entry."""
        at = START + timedelta(minutes=self.link.seq)
        save = Signed(DeviceId(self.device), StaffId(self.author), self.scope, at, 1)
        sealed = seal_entry(self.link, save, edits)
        self.link = Link(sealed.entry.seq, sealed.id)
        return sealed

    def put(self, kind: str, name: str, value: JsonValue, *parents: Sealed, record: RecordId = RECORD) -> Sealed:
        """The next entry, setting one field."""
        named: dict[str, list[str]] = {name: [str(parent.id) for parent in parents]} if parents else {}
        return self.write(Edit(record=record, kind=kind, set={name: value}, parents=named))


def placed(*entries: Sealed, awaiting: tuple[Sealed, ...] = ()) -> list[Placed]:
    """Entries at positions 1, 2, 3 … of epoch 1."""
    positions = count(1)
    return [Placed(entry, (0, 1, next(positions)), awaiting=entry in awaiting) for entry in entries]


def unsent(entry: Sealed) -> Placed:
    """An entry that only its own laptop has."""
    return Placed(entry, (1, 0, entry.entry.seq))
