"""What waits for a ruling is found without going through every entry: the figures for monitoring ask every few seconds.

Revision ID: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_QUARANTINED = sa.text("verdict = 'quarantined'")


def upgrade() -> None:
    """Add the index: of few entries, so that it costs the others nothing."""
    op.create_index("ix_entry_quarantined", "entry", ["id"], sqlite_where=_QUARANTINED, postgresql_where=_QUARANTINED)


def downgrade() -> None:
    """There is no way back."""
    raise NotImplementedError
