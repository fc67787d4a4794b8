"""The audit: who did what, chained, with signed checkpoints.

Revision ID: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; nothing was noted before."""
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.BigInteger()),
        sa.Column("digest", sa.String(64)),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff", sa.String(64), nullable=False),
        sa.Column("device", sa.String(64)),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("target", sa.String(100), nullable=False),
        sa.Column("detail", sa.String(200)),
        sa.Column("why", sa.Text()),
        sa.Column("occurred_at", sa.BigInteger()),
        sa.Column("event", sa.String(120)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("place", name=op.f("uq_audit_place")),
        sa.UniqueConstraint("event", name=op.f("uq_audit_event")),
    )
    op.create_index(op.f("ix_audit_staff"), "audit", ["staff"])
    op.create_index(op.f("ix_audit_target"), "audit", ["target"])
    op.create_index(op.f("ix_audit_unsealed"), "audit", ["place", "id"])
    op.create_table(
        "audit_seal",
        sa.Column("only", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_audit_seal")),
    )
    op.create_table(
        "audit_checkpoint",
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("signature", sa.String(200), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_audit_checkpoint")),
    )


def downgrade() -> None:
    """There is no way back: the account would be lost."""
    raise NotImplementedError
