"""Folded records say each author once; beside each stands whether any of its fields has more than one value."""

VERSION = 11

STATEMENTS = (
    # Rows written before keep the older text, which is read as well, until they are folded again.
    "ALTER TABLE state ADD COLUMN several INTEGER NOT NULL DEFAULT 0",
    """UPDATE state SET several = 1 WHERE EXISTS (
        SELECT 1 FROM json_each(state.folded, '$.fields') AS field
        WHERE json_array_length(field.value, '$.heads') > 1)""",
    # What has to be decided is among few records; without it all are gone through.
    "CREATE INDEX state_several ON state (scope, record) WHERE several = 1",
)
