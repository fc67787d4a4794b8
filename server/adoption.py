"""Adoption: a laptop's new chain brings the entries of its earlier chain, whole and under their own ids.

A laptop that was restored from a backup or copied cannot go on with its old chain: another entry may have the next
number already. It is enrolled anew, and each entry that it had is carried by an entry of its new chain, which names it
and so vouches for it. Nothing is mapped; an entry that the server has already is left as it is. Whose it is, is judged
as of any entry: by its author.
"""

from collections.abc import Sequence

from casework.errors import Damaged
from casework.ledger.entry import Entry, entry_id, read_entry
from casework.records.delivery.adoption import Adoption
from casework.records.identifier import SERVER_DEVICE, DeviceId, EntryId, is_uuid
from server.intake import Arrival
from server.placement import Origin
from server.reoffer import Words
from server.storage.claim import give_way
from server.storage.database import Connection
from server.storage.device import Device, load_device
from server.storage.log import load_known_ids

_MOST = 2**62


def with_adopted(connection: Connection, sender: Device, arrivals: Sequence[Arrival], words: Words) -> list[Arrival]:
    """The arrivals of a batch, each adopted entry that is news before the entry that carries it."""
    carried = {item.id: found for item in arrivals if (found := _carried(connection, sender, item, words))}
    if not carried:
        return list(arrivals)
    give_way(connection, [found.id for found in carried.values()])
    taken: set[EntryId] = load_known_ids(connection, [found.id for found in carried.values()])
    full: list[Arrival] = []
    for item in arrivals:
        found = carried.get(item.id)
        if found is not None and found.id not in taken:
            taken.add(found.id)
            full.append(found)
        full.append(item)
    return full


def _carried(connection: Connection, sender: Device, item: Arrival, words: Words) -> Arrival | None:
    """What an arrival carries, if that is what it names; unreadable, it is kept as it came."""
    if item.sealed is None or item.carried is None:
        return None
    ident = entry_id(item.carried)
    if [edit.set.get("entry") for edit in item.sealed.entry.edits if edit.kind == Adoption.kind] != [ident]:
        return None
    damaged = Arrival(item.seq, ident, item.carried, None, origin=Origin(sender.id, item.id))
    try:
        sealed = read_entry(item.carried)
    except Damaged:
        return damaged
    if sealed.entry.device == SERVER_DEVICE or sealed.entry.seq > _MOST:
        # The server's own words come from nobody else; and no chain is so long.
        return damaged
    device = _earlier(connection, sealed.entry, sender)
    if device is None:
        return None
    return Arrival(sealed.entry.seq, ident, item.carried, sealed, words.get(ident), origin=Origin(device, item.id))


def _earlier(connection: Connection, entry: Entry, sender: Device) -> DeviceId | None:
    """The earlier device; the present one where a restored server does not know the earlier any more.

    None for what is not this laptop's to bring: its own chain's links, and entries of another person, which come from
    that person's laptop and must not be here before it as something that counts for nobody.
    """
    if entry.device == sender.id:
        return None
    known = load_device(connection, entry.device) if is_uuid(entry.device) else None
    if known is not None:
        return known.id if known.staff == sender.staff else None
    return sender.id if entry.author == sender.staff else None
