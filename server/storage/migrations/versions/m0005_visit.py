"""Planned visits from which nobody has come back yet: the office's clock says when one is overdue.

Revision ID: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; what was planned before is looked up when the server next runs."""
    op.create_table(
        "visit",
        sa.Column("scope", sa.String(100), nullable=False),
        sa.Column("record", sa.String(36), nullable=False),
        sa.Column("back_by", sa.BigInteger(), nullable=False),
        sa.Column("raised", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("scope", "record", name=op.f("pk_visit")),
    )
    op.create_index(op.f("ix_visit_back_by"), "visit", ["back_by"])
    with op.batch_alter_table("agency") as table:
        table.add_column(sa.Column("visits_known", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """There is no way back."""
    raise NotImplementedError
