"""One-time codes, nonces and tokens: each kept by its hash only."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, func, insert, select, true, update

from casework.records.identifier import DeviceId, StaffId
from server.storage import schema
from server.storage.device import Device, read_device
from server.storage.upsert import insert_new

NONCE_KEPT = timedelta(days=1)
"""For so long after a nonce has run out it is remembered as used up, should a clock that ran ahead be set right."""


def secret_hash(secret: str) -> str:
    """What is kept of a secret. They are random and long, so that a plain SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True)
class Code:
    """A one-time code; `device` is the laptop that used it up, `replaces` the device that it was until then."""

    staff: StaffId
    expires_at: datetime
    device: DeviceId | None
    replaces: DeviceId | None = None


def add_code(connection: Connection, secret: str, code: Code) -> None:
    """Keep a new code."""
    values = {"staff": code.staff, "expires_at": code.expires_at, "replaces": code.replaces}
    connection.execute(insert(schema.code).values(hash=secret_hash(secret), **values))


def lock_code(connection: Connection, secret: str) -> Code | None:
    """A code by its secret, locked for the rest of the transaction."""
    query = select(schema.code).where(schema.code.c.hash == secret_hash(secret)).with_for_update()
    row = connection.execute(query).one_or_none()
    return Code(row.staff, row.expires_at, row.device, row.replaces) if row is not None else None


def use_code(connection: Connection, secret: str, device: DeviceId) -> None:
    """Mark a code as used up by a laptop."""
    change = update(schema.code).where(schema.code.c.hash == secret_hash(secret))
    connection.execute(change.values(device=device))


def remove_old_codes(connection: Connection, before: datetime) -> None:
    """Forget codes that ran out before a moment."""
    connection.execute(delete(schema.code).where(schema.code.c.expires_at < before))


def remove_codes_of(connection: Connection, staff: StaffId) -> int:
    """Make void every code of a staff member that no laptop has used; how many there were."""
    table = schema.code
    return connection.execute(delete(table).where(table.c.staff == staff, table.c.device.is_(None))).rowcount


def spend_nonce(connection: Connection, secret: str, device: DeviceId, until: datetime) -> bool:
    """Note that a device has signed what it was given, until that has run out; False where it has done so before."""
    row = {"hash": secret_hash(secret), "device": device, "expires_at": until}
    return insert_new(connection, schema.nonce, row)


def add_token(connection: Connection, secret: str, device: DeviceId, expires_at: datetime, counted: int = 0) -> None:
    """Keep a new token; numbers up to `counted` are served by who gave it alone.

    Nobody waits for the disk on PostgreSQL: of a token that a power cut takes away its laptop asks for another, and one
    that somebody has asked for a second time then opens nothing without a signature of each request.
    """
    values = {"device": device, "expires_at": expires_at, "counted": counted}
    connection.execute(_TOKEN[connection.dialect.name], {"hash": secret_hash(secret), **values})


_TOKEN = {
    "postgresql": insert(schema.token).returning(func.set_config("synchronous_commit", "off", true())),
    "sqlite": insert(schema.token),
}


def load_bearer(connection: Connection, secret: str, now: datetime) -> tuple[Device, bool] | None:
    """Whose token this is, and whether the epoch is served; None if it is none, or has run out."""
    row = connection.execute(_BEARER, {"hash": secret_hash(secret), "now": now}).one_or_none()
    return (read_device(row), row.confirmed) if row is not None else None


_BEARER = (
    select(schema.device, select(schema.agency.c.confirmed).scalar_subquery().label("confirmed"))
    .join_from(schema.token, schema.device, schema.device.c.id == schema.token.c.device)
    .where(
        schema.token.c.hash == bindparam("hash"),
        schema.token.c.expires_at > bindparam("now", type_=schema.token.c.expires_at.type),
    )
)
"""Asked with every request: all that has to be known of it in one statement, made once."""


def count_proof(connection: Connection, secret: str, count: int, until: int) -> bool:
    """Count the requests from a number `until` another; False if one of them was counted, or the token has ended."""
    given = {"named": secret_hash(secret), "count": count, "until": until}
    return connection.execute(_COUNT[connection.dialect.name], given).rowcount == 1


_HIGHER = (
    update(schema.token)
    .where(schema.token.c.hash == bindparam("named"), schema.token.c.counted < bindparam("count"))
    .values(counted=bindparam("until"))
)
_COUNT = {
    # Where the statement is a transaction of its own, nobody waits for the disk: a power cut may take the last away.
    "postgresql": _HIGHER.where(func.set_config("synchronous_commit", "off", true()) == "off"),
    "sqlite": _HIGHER,
}


def remove_tokens(connection: Connection, device: DeviceId) -> None:
    """Forget every token of a device."""
    connection.execute(delete(schema.token).where(schema.token.c.device == device))


def remove_old(connection: Connection, before: datetime) -> None:
    """Forget nonces and tokens that ran out before a moment; that one was signed is remembered longer than it is good.

    A clock that is set back, or another machine's that is behind, makes a nonce good again: not one that was used up.
    """
    for table, kept in ((schema.nonce, NONCE_KEPT), (schema.token, timedelta())):
        connection.execute(delete(table).where(table.c.expires_at < before - kept))


def remove_all(connection: Connection) -> None:
    """Forget every code, nonce and token: what an older copy of the database has may have been used up since."""
    for table in (schema.code, schema.nonce, schema.token):
        connection.execute(delete(table))
