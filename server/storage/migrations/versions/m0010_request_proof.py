"""How far the requests under a token have been counted, so that none is served twice.

Revision ID: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column. A token given before is good for the rest of its minutes, with proofs like any other."""
    op.add_column("token", sa.Column("counted", sa.BigInteger(), nullable=False, server_default="0"))


def downgrade() -> None:
    """There is no way back."""
    raise NotImplementedError
