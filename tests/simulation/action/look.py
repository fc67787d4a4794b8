"""What a senior looks at: held-back work released or refused, late and unsighted work read."""

from functools import partial

from casework.records.delivery.ruling import Decision
from desktop.services.looking import note_read, read_looks, rule
from tests.simulation.step import action
from tests.simulation.world import World


@action(9)
def ruling(world: World) -> str:
    """Release or refuse something that was held back."""
    found = [(one, line) for one in world.laptops for line in read_looks(one.session) if line.may_rule]
    if not found:
        return ""
    laptop, line = world.entropy.choice.choice(found)
    decision = world.entropy.choice.choice(list(Decision)) if line.may_release else Decision.REFUSE
    done = world.do(laptop, partial(rule, laptop.session, line.scope, line.entry, decision, "I have asked about it."))
    return f"{laptop.name} {decision} of {line.entry[:6]} in {world.name_of(line.scope)} {done}"


@action(3)
def reading(world: World) -> str:
    """Read what came late or without sight of something."""
    laptop = world.pick()
    lines = [line for line in read_looks(laptop.session) if line.may_read]
    if not lines:
        return ""
    line = world.entropy.choice.choice(lines)
    done = world.do(laptop, partial(note_read, laptop.session, line.scope, [line.entry]))
    return f"{laptop.name} has read {line.entry[:6]} {done}"
