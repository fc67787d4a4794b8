"""Requests of locked laptops to be let in again by two officers.

Revision ID: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; nobody asked before."""
    op.create_table(
        "recovery",
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.Text()),
        sa.Column("first_by", sa.String(64)),
        sa.Column("second", sa.Text()),
        sa.Column("second_by", sa.String(64)),
        sa.ForeignKeyConstraint(["device"], ["device.id"], name=op.f("fk_recovery_device")),
        sa.PrimaryKeyConstraint("device", name=op.f("pk_recovery")),
        sa.UniqueConstraint("name", name=op.f("uq_recovery_name")),
    )


def downgrade() -> None:
    """There is no way back."""
    raise NotImplementedError
