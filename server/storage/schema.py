"""The tables, one schema for the embedded encrypted SQLite file and for PostgreSQL.

Changes go into a new migration as well; a test compares the two on both databases.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept as whole microseconds since 1970 so that both databases keep it alike."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """To the database."""
        del dialect
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        del dialect
        return None if value is None else _EPOCH + value * _MICROSECOND


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

agency = Table(
    "agency",
    metadata,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("name", String(200), nullable=False),
    Column("administrator", String(64), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("facts_version", BigInteger, nullable=False),
)
"""One row: the agency, who administers it, the epoch, and the counter of changes to what access follows from."""

device = Table(
    "device",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("staff", String(64), nullable=False, index=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("enrolled_at", Moment, nullable=False),
    Column("stopped_at", Moment),
    Column("seen_at", Moment),
    Column("chain_seq", BigInteger, nullable=False),
    Column("chain_id", String(64)),
)
"""Every enrolled laptop, and the server itself as device 0, with how far its chain is known."""

tip = Table(
    "tip",
    metadata,
    Column("device", ForeignKey("device.id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("id", String(64), nullable=False),
    Column("signature", LargeBinary, nullable=False),
)
"""The signature over a device's chain, one a push. Outlives what it vouches for."""

receipt = Table(
    "receipt",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("device", ForeignKey("device.id"), nullable=False),
    Column("scope", String(100), nullable=False),
    Column("data", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)
"""Signed receipts as their exact text: given again, word for word, when the same entry comes again."""

scope = Table(
    "scope",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("last_position", BigInteger, nullable=False),
)
"""Each scope's row is the lock under which its positions are given."""

entry = Table(
    "entry",
    metadata,
    Column("device", ForeignKey("device.id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("id", String(64), nullable=False, index=True),
    Column("data", LargeBinary, nullable=False),
    Column("scope", ForeignKey("scope.id")),
    Column("position", BigInteger),
    Column("epoch", Integer, nullable=False),
    Column("verdict", String(32), nullable=False),
    Column("reason", String(64)),
    Column("withheld", Boolean, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("receipt", ForeignKey("receipt.number"), nullable=False),
    UniqueConstraint("scope", "position"),
)
"""Every entry's exact bytes with what became of it. Without a scope it could not be read and is kept as it came."""

touched = Table(
    "touched",
    metadata,
    Column("scope", String(100), primary_key=True),
    Column("record", String(36), primary_key=True),
    Column("device", String(64), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
)
"""Which entries touch which record. Withheld entries do not appear: they count for nobody."""

record = Table(
    "record",
    metadata,
    Column("scope", String(100), primary_key=True),
    Column("record", String(36), primary_key=True),
    Column("kind", String(64), nullable=False),
    Column("state", Text, nullable=False),
    Column("facts_version", BigInteger),
    Index("ix_record_kind", "kind", "scope"),
    Index("ix_record_facts_version", "facts_version"),
)
"""The folded records: a cache that can always be built again from the entries."""

code = Table(
    "code",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("staff", String(64), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("device", String(64)),
)
"""One-time codes for enrolment, by their hash; `device` is the laptop that used it up."""

nonce = Table(
    "nonce",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("device", String(64), nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
)
"""What a device was given to sign, by its hash; removed when used."""

token = Table(
    "token",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("device", ForeignKey("device.id"), nullable=False, index=True),
    Column("expires_at", Moment, nullable=False, index=True),
)
"""Short-lived bearer tokens, by their hash."""

holding = Table(
    "holding",
    metadata,
    Column("device", ForeignKey("device.id"), primary_key=True),
    Column("scope", String(100), primary_key=True),
    Column("generation", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("state", String(8), nullable=False),
)
"""What the server believes each laptop holds: `held`, `leaving` until the purge is confirmed, `gone` after it."""
