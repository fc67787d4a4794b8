"""Entries that carry those of an earlier chain of this laptop."""

VERSION = 5

STATEMENTS = (
    # The entry of an earlier chain that this one carries.
    "ALTER TABLE outbox ADD COLUMN adopts TEXT",
    "CREATE INDEX outbox_adopts ON outbox (adopts) WHERE adopts IS NOT NULL",
)
