"""What the server believes each laptop holds."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, select, update

from casework.records.identifier import DeviceId, Scope
from server.holding import Held, HoldingState
from server.storage import schema
from server.storage.among import among
from server.storage.upsert import insert_or_replace

_STATES = {state.value: state for state in HoldingState}

_COLUMNS = tuple(schema.holding.c[name] for name in ("scope", "generation", "position", "state", "confirmed"))


def load_holdings(connection: Connection, device: DeviceId) -> dict[Scope, Held]:
    """Every scope that the laptop holds, is leaving or has ever held."""
    query = select(*_COLUMNS).where(schema.holding.c.device == device)
    # Thousands of rows for whoever reads the cases of many: columns by their place, and no state made anew.
    return {
        scope: Held(generation, position, _STATES[state], confirmed)
        for scope, generation, position, state, confirmed in connection.execute(query)
    }


def load_generations(
    connection: Connection, devices: Collection[DeviceId], scopes: Collection[Scope]
) -> dict[Scope, int]:
    """The newest generation of some scopes that any of some devices was ever given."""
    table, found = schema.holding, dict[Scope, int]()
    query = select(table.c.scope, table.c.generation).where(
        among(table.c.device, devices), among(table.c.scope, scopes)
    )
    for row in connection.execute(query):
        found[row.scope] = max(found.get(row.scope, 0), row.generation)
    return found


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
