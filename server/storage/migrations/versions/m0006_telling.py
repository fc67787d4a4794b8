"""Who is to visit and when, what laptops have confirmed, and when the duty mailbox was written to.

Revision ID: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room; the visits are looked up anew when the server next runs, for those without a time to be back."""
    op.execute("DELETE FROM visit")
    op.execute(sa.update(sa.table("agency", sa.column("visits_known", sa.Boolean()))).values(visits_known=False))
    with op.batch_alter_table("visit") as table:
        table.alter_column("back_by", existing_type=sa.BigInteger(), nullable=True)
        table.add_column(sa.Column("starts", sa.BigInteger()))
        table.add_column(sa.Column("staff", sa.String(64)))
    op.create_index(op.f("ix_visit_starts"), "visit", ["starts"])
    with op.batch_alter_table("holding") as table:
        table.add_column(sa.Column("confirmed", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_table(
        "duty_message",
        sa.Column("only", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_duty_message")),
    )


def downgrade() -> None:
    """There is no way back."""
    raise NotImplementedError
