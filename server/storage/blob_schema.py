"""The tables of attachments, beside those of `schema`."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, String, Table, UniqueConstraint

from server.storage.schema import Moment, metadata

blob = Table(
    "blob",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("scope", String(100), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("staff", String(64), nullable=False),
    Column("device", String(64), nullable=False, index=True),
    Column("size_bytes", BigInteger, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("touched_at", Moment, nullable=False),
    Column("done_at", Moment),
    UniqueConstraint("scope", "sha256", "staff"),
)
"""Every attachment that came or is coming; `id` is its file's name, `received` how much of it is on the disk.

One row for each case and person who sent it: whoever only remembers a hash has not sent the bytes, and so gets none.
"""

blob_name = Table(
    "blob_name",
    metadata,
    Column("entry", String(64), primary_key=True),
    Column("record", String(36), primary_key=True),
    Column("part", String(8), primary_key=True),
    Column("scope", String(100), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("staff", String(64), nullable=False),
    Index("ix_blob_name_sha256", "sha256", "scope"),
)
"""Which entries name an attachment, as `content` or as `original`, and whose laptop sent them.

Whether an entry counts is asked of the folded record at every call: this only says where to look.
"""
