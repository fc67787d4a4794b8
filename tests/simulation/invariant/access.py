"""What is accepted had a grant (7); what leaves is looked at in `World.look_at_answer` (6)."""

from casework.records.identifier import AGENCY, SERVER_DEVICE, case_of
from tests.simulation.headquarters import Row
from tests.simulation.oracle import Oracle
from tests.simulation.promise import always
from tests.simulation.violation import require
from tests.simulation.world import World


@always
def accepted_had_a_grant(world: World) -> None:
    """7: nothing enters a log as accepted without a grant held as it came, or lately; before or after its batch."""
    rows = [row for row in world.server.rows() if row.id not in world.judged]
    after = world.oracle()
    before = world.last_oracle or after
    for row in rows:
        if row.device != SERVER_DEVICE and row.verdict in {"accepted", "accepted late"} and row.scope:
            staff = world.staff_of(row.device)
            require(
                _may_write(row, staff, before) or _may_write(row, staff, after),
                "accepted_had_a_grant",
                f"{staff} in {world.name_of(row.scope)}",
            )
    world.judged |= {row.id for row in rows}
    world.last_oracle = after


def _opens_in_emergency(row: Row) -> bool:
    """Whether somebody opens a case for themself: asking for access cannot need the access asked for."""
    return b'"kind":"emergency_access"' in row.data


def _may_write(row: Row, staff: str, oracle: Oracle) -> bool:
    case = case_of(row.scope or "")
    if case is None:
        return False
    if row.scope and row.scope.startswith("grants:") and _opens_in_emergency(row) and not oracle.excluded(staff, case):
        return True
    return oracle.reads(staff, row.scope or "") or oracle.lately(staff, case) or oracle.begun_by(staff, case)


@always
def no_restriction_is_forgotten(world: World) -> None:
    """14: grants, ends of access, exclusions and staff that were ever written are there after a restore, too."""
    rows = world.server.rows()
    now = {row.id for row in rows}
    for ident in sorted(world.restrictions - now):
        saved = world.model.saved.get(ident)
        what = world.name_of(saved.entry.scope) if saved else ident[:6]
        require(False, "no_restriction_is_forgotten", f"an entry of {what}")
    world.restrictions |= {row.id for row in rows if row.scope and _restricts(row)}


def _restricts(row: Row) -> bool:
    counts = row.verdict in {"accepted", "accepted late"}
    return counts and (row.scope == AGENCY or str(row.scope).startswith("grants:"))
