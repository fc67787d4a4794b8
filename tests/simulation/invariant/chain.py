"""Every entry is at the server once, in the unbroken chain of its device (10, 13)."""

from tests.simulation.headquarters import Row
from tests.simulation.promise import always, at_quiet
from tests.simulation.violation import require
from tests.simulation.world import World


@always
def every_entry_is_there_once(world: World) -> None:
    """10, 13: no repetition, no gap, no fork, and nothing that nobody saved."""
    devices: dict[str, list[Row]] = {}
    for row in world.server.rows():
        require(row.id in world.model.saved, "every_entry_is_there_once", f"{row.id[:6]} was saved by nobody")
        devices.setdefault(row.device, []).append(row)
    for device, rows in devices.items():
        numbers = sorted(row.seq for row in rows)
        require(numbers == list(range(1, len(rows) + 1)), "every_entry_is_there_once", f"chain of {device[:6]}")
    ids = [row.id for row in world.server.rows()]
    require(len(ids) == len(set(ids)), "every_entry_is_there_once", "an entry is there twice")


@at_quiet
def unknown_content_is_kept_byte_for_byte(world: World) -> None:
    """15: every entry on every laptop has the bytes that its author's laptop wrote."""
    for laptop in world.laptops:
        for entry in laptop.entries():
            saved = world.model.saved.get(entry.id)
            require(
                saved is not None and saved.data == entry.data,
                "unknown_content_is_kept_byte_for_byte",
                f"{laptop.name} in {world.name_of(entry.scope)}",
            )
