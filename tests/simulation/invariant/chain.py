"""Every entry is at the server once, in the unbroken chain of its device (10, 13)."""

from casework.records.identifier import SERVER_DEVICE, DeviceId
from tests.simulation.headquarters import Row
from tests.simulation.promise import always, at_quiet
from tests.simulation.violation import require
from tests.simulation.world import World


@always
def every_entry_is_there_once(world: World) -> None:
    """10, 13: no repetition, no gap, no fork, and nothing that nobody saved."""
    for row in world.server.rows():
        require(row.id in world.model.saved, "every_entry_is_there_once", f"{row.id[:6]} was saved by nobody")
    ids = [row.id for row in world.server.rows()]
    require(len(ids) == len(set(ids)), "every_entry_is_there_once", "an entry is there twice")
    if not world.restores and not world.forked:
        _look_at_chains(world, set())


@at_quiet
def every_chain_is_whole(world: World) -> None:
    """13, 14: after a restore of the server, too, once everybody who still works has been there."""
    _look_at_chains(world, {laptop.device for laptop in world.laptops if laptop.is_stopped} | {SERVER_DEVICE})


def _look_at_chains(world: World, but: set[DeviceId]) -> None:
    devices: dict[DeviceId, list[Row]] = {}
    for row in world.server.rows():
        if row.adopted:
            continue  # It has a number in the chain of a laptop that is no more.
        devices.setdefault(row.device, []).append(row)
    for device, rows in devices.items():
        numbers = sorted(row.seq for row in rows)
        require(
            device in but or numbers == list(range(1, len(rows) + 1)),
            "every_entry_is_there_once",
            f"chain of {device[:6]} has {numbers}",
        )


@at_quiet
def the_first_receipt_fixes_the_order(world: World) -> None:
    """14: what came again after a restore has the place that its first receipt gave it."""
    rows = {row.id: row for row in world.server.rows()}
    for ident, order in world.owed_orders.items():
        if ident in rows and ident not in world.model.destroyed:
            row = rows[ident]
            require(
                row.order == order,
                "the_first_receipt_fixes_the_order",
                f"{ident[:6]} at {row.order}, was at {order} ({row.verdict} {row.reason} {row.scope})",
            )


@at_quiet
def unknown_content_is_kept_byte_for_byte(world: World) -> None:
    """15: every entry on every laptop has the bytes that its author's laptop wrote."""
    for laptop in world.laptops:
        for entry in laptop.entries():
            if entry.outline and entry.id in world.model.destroyed:
                continue
            saved = world.model.saved.get(entry.id)
            require(
                saved is not None and saved.data == entry.data,
                "unknown_content_is_kept_byte_for_byte",
                f"{laptop.name} in {world.name_of(entry.scope)}",
            )
