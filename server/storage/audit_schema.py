"""The tables of the audit, beside those of `schema`."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from server.storage.schema import Moment, metadata

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("place", BigInteger, unique=True),
    Column("digest", String(64)),
    Column("epoch", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("staff", String(64), nullable=False, index=True),
    Column("device", String(64)),
    Column("what", String(32), nullable=False),
    Column("target", String(100), nullable=False, index=True),
    Column("detail", String(200)),
    Column("why", Text),
    Column("occurred_at", Moment),
    Column("event", String(120), unique=True),
    Index("ix_audit_unsealed", "place", "id"),
)
"""Who did what, when, on which id. Rows are only ever added, in the transaction of the effect itself.

`place` and `digest` are given by the sealer within seconds: the place in the chain, and SHA-256 over the digest before
and the row. `occurred_at` and `event`: of what a laptop reports, when by its clock, and under which id.
"""

audit_seal = Table(
    "audit_seal",
    metadata,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("place", BigInteger, nullable=False),
    Column("digest", String(64), nullable=False),
)
"""How far the chain goes: the row under whose lock it grows."""

audit_checkpoint = Table(
    "audit_checkpoint",
    metadata,
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("data", Text, nullable=False),
    Column("signature", String(200), nullable=False),
    Column("at", Moment, nullable=False),
)
"""Signed checkpoints as their exact text."""
