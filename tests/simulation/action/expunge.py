"""Words destroyed by order of two people, everywhere."""

from casework.records.identifier import case_scope
from server.erasure import Aim, carry_out, propose_erasure
from tests.simulation.action.access import by_office, some_case
from tests.simulation.headquarters import Row
from tests.simulation.step import action
from tests.simulation.world import World


@action(2)
def expunge(world: World) -> str:
    """A few entries of a case, the wrong person's for instance."""
    scope, office = case_scope(some_case(world)), world.server.office
    found = [row.id for row in world.server.rows() if row.scope == scope and _may_go(row)]
    if not found or not world.server.is_confirmed():
        return ""
    chosen = world.entropy.choice.sample(found, min(len(found), world.entropy.choice.randint(1, 3)))
    by, manager = office.agency.administrator, world.cast.people["manager"]

    def destroy(_: object) -> None:
        order = propose_erasure(office, Aim(scope, entries=tuple(chosen)), "Order of the court, today.", by)
        carry_out(office, order, manager)

    done = by_office(world, destroy)
    if not done:
        world.model.destroyed |= set(chosen)
    return f"{len(chosen)} entries of {world.name_of(scope)} destroyed {done}"


def _may_go(row: Row) -> bool:
    """Whether it has words: what was ruled and adopted has none."""
    return not row.outline and not any(mark in row.data for mark in (b'"kind":"ruling"', b'"kind":"adoption"'))
