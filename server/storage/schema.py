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
    and_,
    case,
    column,
    false,
    true,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FIRST, _LAST = (
    (at - _EPOCH) // _MICROSECOND for at in (datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC))
)
_OF_CHAIN = column("adopted").is_(None)
_QUARANTINED = column("verdict") == "quarantined"


def moment_number(value: datetime | None) -> int | None:
    """A moment as both databases keep it."""
    return None if value is None else (value - _EPOCH) // _MICROSECOND


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept as whole microseconds since 1970 so that both databases keep it alike."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """To the database."""
        del dialect
        return moment_number(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """From the database. What no calendar has, such as the last hour of all west of Greenwich, is its nearest day.

        Whoever sent it, what stands beside it in the table is read, sealed and backed up like everything else.
        """
        del dialect
        return None if value is None else _EPOCH + min(max(value, _FIRST), _LAST) * _MICROSECOND


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
    Column("confirmed", Boolean, nullable=False, server_default=true()),
    Column("backup_receipt", BigInteger, nullable=False, server_default="0"),
    Column("backup_at", Moment),
    Column("journal_number", BigInteger, nullable=False, server_default="0"),
    Column("visits_known", Boolean, nullable=False, server_default=false()),
)
"""One row: the agency, who administers it, the epoch, and the counter of changes to what access follows from.

`confirmed`: false after a restore until an administrator lets the epoch begin. `backup_receipt`: the last receipt that
a verified backup has, made at `backup_at`. `journal_number`: the journal's last line that this database knows of.
`visits_known`: whether the visits that were planned before the server watched them have been looked up.
"""

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
    Column("kept_seq", BigInteger, nullable=False, server_default="0"),
    Column("unsent", BigInteger, nullable=False, server_default="0"),
    Column("skew_s", BigInteger, nullable=False, server_default="0"),
    Column("replaces", String(64)),
    Column("wiped_at", Moment),
)
"""Every enrolled laptop, and the server itself as device 0, with how far its chain is known.

`kept_seq`: how far a verified backup has the chain. `unsent`, `skew_s`: what the laptop said at its last pull.
`replaces`: the device that this laptop was before it was restored or copied. `wiped_at`: the order to wipe was given.
"""

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
    Column("id", String(64), primary_key=True),
    Column("device", ForeignKey("device.id"), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("adopted", String(64)),
    Column("data", LargeBinary, nullable=False),
    Column("outline", Boolean, nullable=False, server_default=false()),
    Column("scope", ForeignKey("scope.id")),
    Column("position", BigInteger),
    Column("epoch", Integer, nullable=False),
    Column("order_epoch", Integer, nullable=False),
    Column("order_position", BigInteger, nullable=False),
    Column("verdict", String(32), nullable=False),
    Column("reason", String(64)),
    Column("withheld", Boolean, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("receipt", ForeignKey("receipt.number"), nullable=False),
    UniqueConstraint("scope", "position"),
    Index("ix_entry_chain", "device", "seq", unique=True, sqlite_where=_OF_CHAIN, postgresql_where=_OF_CHAIN),
    Index("ix_entry_quarantined", "id", sqlite_where=_QUARANTINED, postgresql_where=_QUARANTINED),
)
"""Every entry's exact bytes with what became of it. Without a scope it could not be read and is kept as it came.

`position` is its place in the scope's log, `order_epoch` and `order_position` its place in the fold: the earliest that
the server ever signed. `adopted`: the entry by which a later chain of the same laptop brought it; it is no link of
its device's chain then, and another entry may have its number. `outline`: its words were destroyed.
"""

CHAIN_ID = case(
    (and_(entry.c.verdict == "damaged, kept", entry.c.reason.is_not(None)), entry.c.reason), else_=entry.c.id
)
"""The id that an entry has in its chain. What came without its words gave way when another brought the words of that
id: it stands under an id of its own then, and the one it claimed is kept in `reason`."""

touched = Table(
    "touched",
    metadata,
    Column("scope", String(100), primary_key=True),
    Column("record", String(36), primary_key=True),
    Column("entry", ForeignKey("entry.id"), primary_key=True),
    Index("ix_touched_entry", "entry"),
)
"""Which entries touch which record. Withheld entries do not appear until they are released: they count for nobody."""

ruling = Table(
    "ruling",
    metadata,
    Column("entry", String(64), primary_key=True),
    Column("by_entry", String(64), primary_key=True),
    Column("scope", String(100), nullable=False),
    Column("decision", String(8), nullable=False),
)
"""Releases and refusals that count: of which entry, and by which."""

matter = Table(
    "matter",
    metadata,
    Column("entry", String(64), primary_key=True),
    Column("sort", String(32), primary_key=True),
    Column("scope", String(100), nullable=False),
    Column("case", String(36), nullable=False, index=True),
    Column("since", Moment, nullable=False),
    Column("author", String(64)),
)
"""What waits for a senior in a case: one row for each entry and reason, until it is settled or seen."""

visit = Table(
    "visit",
    metadata,
    Column("scope", String(100), primary_key=True),
    Column("record", String(36), primary_key=True),
    Column("back_by", Moment, index=True),
    Column("raised", Boolean, nullable=False, server_default=false()),
    Column("starts", Moment, index=True),
    Column("staff", String(64)),
)
"""Planned visits from which nobody has come back yet, by when they should; `raised`: a senior is waited for.

`starts` and `staff`: when they are to set out, and who, where it is a visit to somebody's door.
"""

duty_message = Table(
    "duty_message",
    metadata,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("next_at", Moment, nullable=False),
    Column("seen_until", Moment, nullable=False),
)
"""One row: before when nothing is sent to the duty mailbox again, and up to when what began to wait was told there."""

held_push = Table(
    "held_push",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("device", ForeignKey("device.id"), nullable=False),
    Column("request", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
)
"""What laptops sent while the server was restored and not yet confirmed, word for word, to be judged then."""

note = Table(
    "note",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("device", ForeignKey("device.id"), nullable=False),
    Column("scope", String(100), nullable=False),
    Column("box", LargeBinary, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("entry", String(64)),
)
"""Sealed drafts that arrived, and the entry that handed each on."""

erasure = Table(
    "erasure",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("scope", String(100), nullable=False),
    Column("authority", Text, nullable=False),
    Column("proposed_by", String(64), nullable=False),
    Column("proposed_at", Moment, nullable=False),
    Column("confirmed_by", String(64)),
    Column("confirmed_at", Moment),
)
"""Orders to destroy entries: two people and a recorded authority."""

erasure_entry = Table(
    "erasure_entry",
    metadata,
    Column("erasure", ForeignKey("erasure.id"), primary_key=True),
    Column("entry", String(64), primary_key=True),
)
"""The entries an order is about."""

erasure_holder = Table(
    "erasure_holder",
    metadata,
    Column("erasure", ForeignKey("erasure.id"), primary_key=True),
    Column("device", ForeignKey("device.id"), primary_key=True),
    Column("confirmed_at", Moment),
)
"""Which laptops held the scope of an order when it was confirmed, and which have carried it out."""

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
    Column("replaces", String(64)),
)
"""One-time codes for enrolment, by their hash; `device` is the laptop that used it up.

`replaces`: the device that a restored or copied laptop was until now.
"""

nonce = Table(
    "nonce",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("device", String(64), nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
)
"""What a device has signed, by its hash, until it has run out; what a sign-in was given, until it is used."""

token = Table(
    "token",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("device", ForeignKey("device.id"), nullable=False, index=True),
    Column("expires_at", Moment, nullable=False, index=True),
    Column("counted", BigInteger, nullable=False, server_default="0"),
)
"""Short-lived tokens, by their hash. `counted`: the highest number of a request that may have been served under it."""

holding = Table(
    "holding",
    metadata,
    Column("device", ForeignKey("device.id"), primary_key=True),
    Column("scope", String(100), primary_key=True),
    Column("generation", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("state", String(8), nullable=False),
    Column("confirmed", BigInteger, nullable=False, server_default="0"),
)
"""What the server believes each laptop holds: `held`, `leaving` until the purge is confirmed, `gone` after it.

`named` is held as well: a restricted scope, by a reader who does not decide in the case. `position`: how far it was
sent; `confirmed`: how far the laptop has said itself that it has it.
"""

sign_in = Table(
    "sign_in",
    metadata,
    Column("device", ForeignKey("device.id"), primary_key=True),
    Column("at", Moment),
    Column("due", Moment),
    Column("asked", Moment),
    Column("asked_days", Integer),
)
"""When the person of a laptop last signed in with the agency, and by when they have to again.

`due` follows from the setting, `asked` from an order; `asked_days` is an order that the laptop was not told of yet.
"""

recovery = Table(
    "recovery",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("device", ForeignKey("device.id"), nullable=False, index=True),
    Column("data", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("first", Text),
    Column("first_by", String(64)),
    Column("second", Text),
    Column("second_by", String(64)),
)
"""`data`: the request as its text. `first` and `second`: the halves, sealed to the laptop, and who gave each."""
