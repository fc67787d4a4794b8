"""The network: syncing with and without faults, old requests and old answers."""

from casework.errors import Damaged, Unavailable
from desktop.sync.fault import ChainForked, LaptopNotKnown, LaptopStopped, RequestRefused
from tests.simulation.laptop import Laptop
from tests.simulation.step import action
from tests.simulation.violation import require
from tests.simulation.world import World


@action(40)
def sync(world: World) -> str:
    """Sync over a bad line."""
    return sync_on(world, world.pick(), faulty=world.entropy.choice.random() < 0.7)


def sync_on(world: World, laptop: Laptop, *, faulty: bool) -> str:
    """The same for a given laptop."""
    world.is_faulty = faulty
    world.wires[laptop.name].was_altered = False
    try:
        outcome = world.sync(laptop)
    finally:
        world.is_faulty = False
    fault = outcome.fault
    look_at_fault(world, laptop, fault)
    return f"{laptop.name} sync {outcome.pushed} up {outcome.pulled} down {type(fault).__name__ if fault else ''}"


def look_at_fault(world: World, laptop: Laptop, fault: Exception | None) -> None:
    """A run may end early for what was done to it, and for nothing else."""
    allowed = fault is None or isinstance(fault, Unavailable)
    allowed = allowed or (isinstance(fault, LaptopNotKnown | LaptopStopped) and laptop.is_stopped)
    # A laptop that has not heard of a restore goes on where it stood, and is told with the pull of the same run.
    allowed = allowed or (isinstance(fault, RequestRefused) and laptop.name in world.unaware)
    if fault is None:
        world.unaware.discard(laptop.name)
    # What arrived damaged is said to the person, and nothing of it is kept.
    allowed = allowed or (isinstance(fault, Damaged) and world.wires[laptop.name].was_altered)
    allowed = allowed or (isinstance(fault, ChainForked) and laptop.name in world.forked)
    require(allowed, "no_run_ends_for_no_reason", f"{laptop.name}: {type(fault).__name__}")


@action(4)
def old_request(world: World) -> str:
    """A request of some time ago arrives again."""
    laptop = world.pick()
    wire = world.wires[laptop.name]
    if not wire.requests or laptop.is_stopped:
        return ""
    world.tally.fault("old request alone")
    wire.repeat(world.entropy.choice.choice(wire.requests))
    return f"{laptop.name} old request"
