"""What tells that an older copy of the database was put back: how far the journal beside it goes.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the number of the journal's last line that the database knows of."""
    with op.batch_alter_table("agency") as table:
        table.add_column(sa.Column("journal_number", sa.BigInteger(), nullable=False, server_default="0"))


def downgrade() -> None:
    """There is no way back."""
    raise NotImplementedError
