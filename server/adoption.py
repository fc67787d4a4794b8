"""Adoption: a laptop's new chain brings the entries of its earlier chain, whole and under their own ids.

A laptop that was restored from a backup or copied cannot go on with its old chain: another entry may have the next
number already. It is enrolled anew, and each entry that it had is carried by an entry of its new chain, which names it
and so vouches for it. Nothing is mapped; an entry that the server has already is left as it is. Whose it is, is judged
as of any entry: by its author.
"""

from collections.abc import Sequence

from casework.errors import Damaged
from casework.ledger.entry import entry_id, read_entry
from casework.records.adoption import Adoption
from casework.records.identifier import SERVER_DEVICE, DeviceId, EntryId
from server.intake import Arrival
from server.placement import Origin
from server.reoffer import Words
from server.storage.database import Connection
from server.storage.device import Device, load_device
from server.storage.log import load_known_ids


def with_adopted(connection: Connection, sender: Device, arrivals: Sequence[Arrival], words: Words) -> list[Arrival]:
    """The arrivals of a batch, each adopted entry that is news before the entry that carries it."""
    carried = {item.id: found for item in arrivals if (found := _carried(connection, sender, item, words))}
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
    try:
        sealed = read_entry(item.carried)
    except Damaged:
        return Arrival(item.seq, ident, item.carried, None, origin=Origin(sender.id, item.id))
    if sealed.entry.device == SERVER_DEVICE:
        # The server's own words come from nobody else.
        return Arrival(item.seq, ident, item.carried, None, origin=Origin(sender.id, item.id))
    origin = Origin(_known(connection, sealed.entry.device, sender), item.id)
    return Arrival(sealed.entry.seq, ident, item.carried, sealed, words.get(ident), origin=origin)


def _known(connection: Connection, device: DeviceId, sender: Device) -> DeviceId:
    """The earlier device; the present one where a restored server does not know the earlier any more."""
    return device if load_device(connection, device) is not None else sender.id
