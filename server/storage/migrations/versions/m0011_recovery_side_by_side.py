"""Requests for recovery stand side by side: one that another comes after is not lost, nor what was given for it.

Revision ID: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table anew. What waited is asked again by its laptop within seconds."""
    op.drop_table("recovery")
    op.create_table(
        "recovery",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.Text()),
        sa.Column("first_by", sa.String(64)),
        sa.Column("second", sa.Text()),
        sa.Column("second_by", sa.String(64)),
        sa.ForeignKeyConstraint(["device"], ["device.id"], name=op.f("fk_recovery_device")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_recovery")),
    )
    op.create_index(op.f("ix_recovery_device"), "recovery", ["device"])


def downgrade() -> None:
    """There is no way back."""
    raise NotImplementedError
