"""What goes beside a page: entries that were withheld when the laptop's cursor passed them, and are released by it."""

from collections.abc import Sequence

from casework.records.delivery.ruling import Ruling
from casework.records.identifier import Scope
from casework.rules.intake import is_withheld
from server.storage.database import Connection
from server.storage.log import LogItem, load_entries
from server.storage.ruling import load_released_by

_MARKS = (f'"{Ruling.kind}"'.encode(), b"\\u")
"""One of them stands in every ruling, for letters may be written as numbers: what lacks both need not be looked up."""


def load_beside(connection: Connection, scope: Scope, items: Sequence[LogItem], after: int) -> list[LogItem]:
    """The entries up to a cursor that rulings among some items release, in the order of the log.

    A senior has had them already, and nobody is harmed by having them twice.
    """
    rulings = [item.id for item in items if any(mark in item.data for mark in _MARKS)]
    released = load_released_by(connection, scope, rulings) if rulings else []
    found = load_entries(connection, released) if released else []
    return [item for item in found if item.position <= after and is_withheld(item.reason, scope)]
