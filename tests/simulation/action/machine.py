"""What happens to machines: kills, full disks, restarts, time."""

from collections.abc import Callable
from datetime import timedelta

from tests.simulation.action.access import by_office
from tests.simulation.action.edit import a_case, contact_on, level_on, telephone_on
from tests.simulation.action.sync import sync_on
from tests.simulation.laptop import Laptop
from tests.simulation.step import action
from tests.simulation.world import World


def _something(world: World, laptop: Laptop) -> str:
    """A save or a sync, during which something happens to the machine."""
    deeds: list[Callable[[], str]] = [
        lambda: telephone_on(world, laptop),
        lambda: level_on(world, laptop),
        lambda: contact_on(world, laptop),
        lambda: sync_on(world, laptop, faulty=False),
        lambda: sync_on(world, laptop, faulty=False),
        lambda: sync_on(world, laptop, faulty=True),
    ]
    return world.entropy.choice.choice(deeds)()


@action(10)
def kill(world: World) -> str:
    """Kill the program at any statement, before it or just after."""
    laptop, chance = world.pick(), world.entropy.choice
    after, only_commits = chance.random() < 0.5, chance.random() < 0.4
    statements = chance.randrange(4) if only_commits else chance.randrange(60)
    said = "survives"
    with laptop.dying(statements, after=after, only_commits=only_commits):
        said = _something(world, laptop)
    world.is_faulty = False
    if laptop.was_killed:
        world.tally.fault("laptop killed at commit" if only_commits else "laptop killed")
        said = f"{laptop.name} killed"
    world.learn(laptop)
    return f"{said} ({statements}{'c' if only_commits else 's'}{' after' if after else ''})"


@action(2)
def kill_while_leaving(world: World) -> str:
    """Somebody is excluded from a case that they have just written in, and the program is killed as it leaves."""
    laptop = world.pick()
    case = a_case(world, laptop)
    if case is None or laptop.is_stopped:
        return ""
    said = telephone_on(world, laptop, case)
    by_office(world, lambda work: work.exclude(case, laptop.staff, "A relative."))
    world.tally.fault("laptop killed while leaving")
    with laptop.dying(world.entropy.choice.randrange(6), after=world.entropy.choice.random() < 0.5, only_commits=True):
        sync_on(world, laptop, faulty=False)
    world.learn(laptop)
    return f"{said}; excluded, {'killed' if laptop.was_killed else 'survives'}"


@action(3)
def disk_full(world: World) -> str:
    """The laptop's disk fills up in the middle of something."""
    laptop = world.pick()
    world.tally.fault("disk full")
    with laptop.full_disk(world.entropy.choice.randrange(4)):
        said = _something(world, laptop)
    return f"{said} on a full disk"


@action(3)
def reopen(world: World) -> str:
    """Lock the laptop and unlock it again."""
    laptop = world.pick()
    laptop.reopen()
    return f"{laptop.name} reopened"


@action(2)
def restart(world: World) -> str:
    """Restart the server."""
    world.tally.fault("server restarted")
    world.server.restart()
    return "server restarted"


@action(4)
def days(world: World) -> str:
    """Days pass."""
    passed = timedelta(hours=world.entropy.choice.choice((5, 20, 30, 80, 200)))
    world.elapse(passed)
    return f"{passed} pass"


@action(1)
def wrong_clock(world: World) -> str:
    """A laptop's clock is set wrong."""
    laptop = world.pick()
    laptop.clock.move_to(world.clock.now() + timedelta(hours=world.entropy.choice.randrange(-100, 100)))
    return f"{laptop.name} clock set wrong"
