"""Inserting what may exist already, in the words of either database."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from server.storage.bulk import FEW, copy_rows

Row = Mapping[str, object]


def insert_missing(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows; one whose primary key exists is left as it is."""
    if rows:
        connection.execute(_insert(connection, table).on_conflict_do_nothing(), [dict(row) for row in rows])


def insert_new(connection: Connection, table: Table, row: Row) -> bool:
    """Insert a row; False, and nothing is changed, where its primary key exists."""
    # Not every driver counts what was inserted; what is given back is there.
    new = _insert(connection, table).values(dict(row)).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return connection.execute(new).first() is not None


def insert_or_replace(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, none twice; one whose primary key exists takes the new values."""
    if not rows:
        return
    keys = [column.name for column in table.primary_key.columns]
    if len(rows) > FEW and connection.dialect.name == "postgresql":
        _by_copy(connection, table, keys, rows)
        return
    statement = _insert(connection, table)
    values = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=values), [dict(row) for row in rows])


def _by_copy(connection: Connection, table: Table, keys: Sequence[str], rows: Sequence[Row]) -> None:
    """All of them beside the table, and from there into it. In order of their keys, so that no two wait for each other.

    What lies beside is this connection's own and is gone with the transaction.
    """
    beside = f"beside_{table.name}"
    connection.exec_driver_sql(
        f'CREATE TEMP TABLE IF NOT EXISTS "{beside}" (LIKE "{table.name}" INCLUDING DEFAULTS) ON COMMIT DELETE ROWS'
    )
    copy_rows(connection, beside, table, rows)
    names = ", ".join(f'"{name}"' for name in rows[0])
    order = ", ".join(f'"{name}"' for name in keys)
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in rows[0] if name not in keys)
    # Taken out of there in the same breath: whoever writes more of them in this transaction finds it empty.
    connection.exec_driver_sql(
        f'WITH given AS (DELETE FROM "{beside}" RETURNING {names}) '  # noqa: S608 — our own names
        f'INSERT INTO "{table.name}" ({names}) SELECT {names} FROM given ORDER BY {order} '
        f"ON CONFLICT ({order}) DO UPDATE SET {changes}"
    )


def _insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
