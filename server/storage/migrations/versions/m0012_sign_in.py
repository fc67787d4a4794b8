"""When the person of a laptop signed in with the agency, and by when they have to again.

Revision ID: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table. Nobody is asked before the setting says so, and then told a week before."""
    op.create_table(
        "sign_in",
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger()),
        sa.Column("due", sa.BigInteger()),
        sa.Column("asked", sa.BigInteger()),
        sa.Column("asked_days", sa.Integer()),
        sa.ForeignKeyConstraint(["device"], ["device.id"], name=op.f("fk_sign_in_device_device")),
        sa.PrimaryKeyConstraint("device", name=op.f("pk_sign_in")),
    )


def downgrade() -> None:
    """There is no way back."""
    raise NotImplementedError
