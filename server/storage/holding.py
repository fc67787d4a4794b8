"""What the server believes each laptop holds."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, bindparam, select, update

from casework.records.identifier import DeviceId, Scope
from server.holding import Held, HoldingState
from server.storage import schema
from server.storage.among import among, given, listed
from server.storage.upsert import insert_or_replace

_STATES = {state.value: state for state in HoldingState}

_COLUMNS = tuple(schema.holding.c[name] for name in ("scope", "generation", "position", "state", "confirmed"))


def load_holdings(connection: Connection, device: DeviceId) -> dict[Scope, Held]:
    """Every scope that the laptop holds, is leaving or has ever held."""
    # Thousands of rows for whoever reads the cases of many: columns by their place, and no state made anew.
    rows = connection.execute(_OF_DEVICE, {"named": device}).all()
    return {row[0]: Held(row[1], row[2], _STATES[row[3]], row[4]) for row in rows}


def load_standing(connection: Connection, device: DeviceId) -> dict[Scope, tuple[Held, int]]:
    """The same, each with how far the scope's log goes (0: there is none)."""
    rows = connection.execute(_WITH_ENDS, {"named": device}).all()
    return {row[0]: (Held(row[1], row[2], _STATES[row[3]], row[4]), row[5] or 0) for row in rows}


_OF_DEVICE = select(*_COLUMNS).where(schema.holding.c.device == bindparam("named"))
_WITH_ENDS = _OF_DEVICE.add_columns(schema.scope.c.last_position).join_from(
    schema.holding, schema.scope, schema.scope.c.id == schema.holding.c.scope, isouter=True
)


def load_generations(
    connection: Connection, devices: Collection[DeviceId], scopes: Collection[Scope]
) -> dict[Scope, int]:
    """The newest generation of some scopes that any of some devices was ever given."""
    found: dict[Scope, int] = {}
    for row in connection.execute(_GENERATIONS, {"devices": listed(devices), "scopes": listed(scopes)}):
        found[row.scope] = max(found.get(row.scope, 0), row.generation)
    return found


_GENERATIONS = select(schema.holding.c.scope, schema.holding.c.generation).where(
    among(schema.holding.c.device, given("devices")), among(schema.holding.c.scope, given("scopes"))
)


def save_holdings(connection: Connection, device: DeviceId, rows: Mapping[Scope, Held]) -> None:
    """Write what is believed of some scopes."""
    insert_or_replace(
        connection,
        schema.holding,
        [
            {
                "device": device,
                "scope": scope,
                "generation": row.generation,
                "position": row.position,
                "state": row.state.value,
                "confirmed": row.confirmed,
            }
            for scope, row in rows.items()
        ],
    )


def forget_held(connection: Connection) -> None:
    """Believe of no laptop any more that it holds a scope: each begins all of them in a new generation."""
    table = schema.holding
    change = update(table).where(table.c.state.in_([HoldingState.HELD.value, HoldingState.NAMED.value]))
    connection.execute(change.values(state=HoldingState.GONE.value, position=0, confirmed=0))
