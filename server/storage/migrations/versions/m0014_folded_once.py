"""Folded records say each author once from now on: an older release cannot read that, and is not to try.

Revision ID: 0014
"""

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing of the tables changes; what is folded again is written in the new form, and the old one is read."""


def downgrade() -> None:
    """There is no way back."""
    raise NotImplementedError
