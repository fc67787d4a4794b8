"""Doing something in one process at a time, whatever others share the database."""

from sqlalchemy import Connection

_SETTING_UP = 0x0D0012
"""An advisory lock's number: any, as long as it stays the same."""


def wait_alone(connection: Connection) -> None:
    """Wait until no other process sets this database up; good until the writing transaction ends.

    The embedded file has one writer anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (_SETTING_UP,))
