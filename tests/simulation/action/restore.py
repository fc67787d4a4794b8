"""Verified backups, and the server restored to the last of them: a new epoch, that an administrator confirms."""

from collections.abc import Sequence

from tests.simulation.headquarters import Row
from tests.simulation.step import action
from tests.simulation.world import World


@action(4)
def backup(world: World) -> str:
    """Make a backup, which the server verifies."""
    if world.is_shared or not world.server.is_confirmed():
        return ""
    rows = world.server.back_up(world.folder / "backup.db")
    world.backup = {row.id: row.data for row in rows}
    return f"backup of {len(rows)} entries"


@action(2)
def restore(world: World) -> str:
    """Restore the server to its last backup; sometimes it stays unconfirmed for a while."""
    file = world.folder / "backup.db"
    if not file.exists():
        return ""
    world.tally.fault("server restored")
    before = world.server.rows()
    world.server.restore(file)
    world.restores += 1
    world.unaware = {laptop.name for laptop in world.laptops}
    _note_orders(world, before)
    for wire in world.wires.values():
        wire.requests.clear()  # Restoring takes every token back: no request from before it is admitted any more.
    if world.entropy.choice.random() < 0.5:
        world.server.confirm()
    return f"server restored, epoch {world.server.epoch()}"


def _note_orders(world: World, before: Sequence[Row]) -> None:
    """What is lost, and whose laptop has a receipt for it, comes again in its old place."""
    left = {row.id for row in world.server.rows()}
    signed = {
        str(row[0])
        for laptop in world.laptops
        for row in laptop.rows("SELECT id FROM outbox WHERE receipt IS NOT NULL")
    }
    for row in before:
        # The receipt of one that is withheld names no place.
        if row.id not in left and row.id in signed and not row.withheld:
            world.owed_orders.setdefault(row.id, row.order)


@action(2)
def confirm(world: World) -> str:
    """An administrator confirms the epoch."""
    return "epoch confirmed" if world.server.confirm() else ""
