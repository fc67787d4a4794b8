"""Attachments: what came and is coming, and which entries name it.

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; there were no attachments before."""
    op.create_table(
        "blob",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("scope", sa.String(100), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("staff", sa.String(64), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("touched_at", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blob")),
        sa.UniqueConstraint("scope", "sha256", "staff", name=op.f("uq_blob_scope")),
    )
    op.create_index(op.f("ix_blob_device"), "blob", ["device"])
    op.create_table(
        "blob_name",
        sa.Column("entry", sa.String(64), nullable=False),
        sa.Column("record", sa.String(36), nullable=False),
        sa.Column("part", sa.String(8), nullable=False),
        sa.Column("scope", sa.String(100), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("staff", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("entry", "record", "part", name=op.f("pk_blob_name")),
    )
    op.create_index(op.f("ix_blob_name_sha256"), "blob_name", ["sha256", "scope"])


def downgrade() -> None:
    """There is no way back: the files would lose their keys."""
    raise NotImplementedError
