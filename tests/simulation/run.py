"""Running one seed: the steps, the promises after each, then quiet, then the promises of quiet."""

import shutil
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from types import ModuleType

from desktop.store import outbox
from server import pulls
from tests.simulation import action, invariant
from tests.simulation.action.edit import contact_on, level_on, telephone_on
from tests.simulation.action.rejoin import rejoin_laptop
from tests.simulation.action.sync import look_at_fault, sync_on
from tests.simulation.entropy import Entropy, installed
from tests.simulation.laptop import Laptop
from tests.simulation.promise import ALWAYS, AT_QUIET
from tests.simulation.step import ACTIONS, Step, plan_steps
from tests.simulation.template import Template
from tests.simulation.violation import Violation
from tests.simulation.world import Tally, World

__all__ = ["Result", "action", "invariant", "run_seed"]

QUIET_ROUNDS = 16


@dataclass(frozen=True)
class Result:
    """What one run came to. `violation`: the promise that was broken and how; empty where all held."""

    seed: int
    steps: tuple[Step, ...]
    trace: str
    tally: Tally
    violation: str = ""
    invariant: str = ""
    log: tuple[str, ...] = field(default=(), repr=False)


def run_seed(seed: int, count: int, folder: Path, template: Template, only: Sequence[Step] | None = None) -> Result:
    """Run a seed, all of its steps or others."""
    steps = plan_steps(seed, count, ACTIONS) if only is None else only
    entropy = Entropy(seed)
    folder.mkdir()
    try:
        with installed(entropy), _small_portions(seed):
            world = World(seed, folder, template, entropy)
            try:
                return _result(world, steps)
            finally:
                world.close()
    finally:
        shutil.rmtree(folder)


def _result(world: World, steps: Sequence[Step]) -> Result:
    broken, name = "", ""
    try:
        _begin(world)
        for step in steps:
            _take(world, step)
        _settle(world)
    except Violation as violation:
        broken, name = str(violation), violation.invariant
    except Exception as error:
        name = f"no_program_fails ({type(error).__name__})"
        broken = f"{name}: {error}\n{''.join(traceback.format_tb(error.__traceback__)[-6:])}"
    world.note(broken)
    return Result(world.seed, tuple(steps), world.trace(), world.tally, broken, name, tuple(world.log))


@contextmanager
def _small_portions(seed: int) -> Iterator[None]:
    """Pages and batches of few entries, so that short logs take several, too."""
    chance = Random(f"{seed}/portions")
    places: tuple[tuple[ModuleType, str], ...] = ((pulls, "PAGE_ENTRIES"), (outbox, "MAX_PUSH_ENTRIES"))
    before = [getattr(module, name) for module, name in places]
    for module, name in places:
        setattr(module, name, chance.choice((1, 3, 8, 300)) if module is outbox else chance.choice((3, 8, 30, 300)))
    try:
        yield
    finally:
        for (module, name), old in zip(places, before, strict=True):
            setattr(module, name, old)


def _begin(world: World) -> None:
    """Who has a laptop in this run; clocks may be days off."""
    world.entropy.begin("cast")
    chance = world.entropy.choice
    names = ["worker", "senior", *chance.sample(["other", "cover", "second", "worker again"], chance.randint(1, 3))]
    for name in names:
        offset = timedelta(hours=chance.choice((0, 0, 0, 1, -3, -50, 70)))
        staff = world.cast.people[name.partition(" ")[0]]
        world.laptops.append(world.enrol(name.replace(" ", "-"), staff, offset))
    world.meanwhile_deeds = [telephone_on, level_on, contact_on, _sync_another]
    for laptop in world.laptops:
        sync_on(world, laptop, faulty=False)


def _sync_another(world: World, laptop: Laptop) -> str:
    others = [other for other in world.working() if other is not laptop]
    return sync_on(world, world.entropy.choice.choice(others), faulty=False) if others else ""


def _take(world: World, step: Step) -> None:
    world.entropy.begin(f"step {step.number}")
    world.touched.clear()
    for laptop in world.laptops:
        laptop.was_killed = False
    said = ACTIONS[step.action].deed(world)
    world.note(f"{step.number} {step.action}: {said}")
    world.server.changed()
    world.learn_office()
    _look(world)
    world.entropy.begin(f"after {step.number}")
    world.elapse(timedelta(minutes=world.entropy.choice.randrange(1, 40)))


def _look(world: World) -> None:
    for check in ALWAYS.values():
        check(world)


def _settle(world: World) -> None:
    """Faults off: within bounded rounds nothing is under way any more."""
    world.entropy.begin("settle")
    world.touched = {laptop.name for laptop in world.laptops}
    for laptop in world.laptops:
        laptop.reopen()
    world.server.restart()
    world.server.confirm()
    # What is compared once a day is due.
    world.elapse(timedelta(hours=25))
    _come_to_rest(world)
    # A draft holds a case back for twelve hours from when it was first asked for.
    world.elapse(timedelta(hours=13))
    _come_to_rest(world)
    world.server.changed()
    world.learn_office()
    _look(world)
    for check in AT_QUIET.values():
        check(world)
    world.tally.conflicts = _open_conflicts(world)


def _put_idle_copies_away(world: World) -> None:
    """A copy on which nobody writes is noticed by nobody: both are served in turn, each from where the other was."""
    for laptop in world.working():
        shared = any(other.device == laptop.device and other is not laptop for other in world.working())
        if shared and "-copy" in laptop.name and not laptop.store.unsent() and not laptop.store.is_forked():
            laptop.is_stopped = True


def _come_to_rest(world: World) -> None:
    _round(world)
    _put_idle_copies_away(world)
    for _ in range(QUIET_ROUNDS):
        moved = _round(world)
        forked = [laptop for laptop in world.working() if laptop.store.is_forked()]
        for laptop in forked:
            world.note(rejoin_laptop(world, laptop))
        if not moved and not forked:
            return
    raise Violation("nothing_waits_for_ever", f"not quiet after {QUIET_ROUNDS} rounds")


def _round(world: World) -> bool:
    """Everybody syncs once; whether anything moved."""
    moved = False
    for laptop in world.working():
        unaware = laptop.name in world.unaware
        outcome = world.sync(laptop)
        moved = moved or unaware
        look_at_fault(world, laptop, outcome.fault)
        left = [holding.scope for holding in laptop.store.left()]
        moved = moved or outcome.more or bool(outcome.pushed or outcome.pulled or left or laptop.store.unsent())
    return moved


def _open_conflicts(world: World) -> int:
    scopes = {row.scope for row in world.server.rows() if row.scope and row.scope.startswith("case:")}
    views = [world.desk(scope) for scope in sorted(scopes)]
    fields = [(view, r, n) for view in views for r in view.records() for n in view.fields(r)]
    return sum(
        len({str(head.value) for head in view.heads(record, name) if not head.awaiting}) > 1
        for view, record, name in fields
        if view.rule(record, name).rule not in {"set", "once"}
    )
