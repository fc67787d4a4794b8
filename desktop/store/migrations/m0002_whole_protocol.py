"""The rest of the protocol: places in the fold, rulings, sealed boxes and notes, erasures, repairs."""

VERSION = 2

STATEMENTS = (
    # The place in the fold where it is another than the place in the log; `outline`: the words were destroyed.
    "ALTER TABLE entry ADD COLUMN order_epoch INTEGER",
    "ALTER TABLE entry ADD COLUMN order_position INTEGER",
    "ALTER TABLE entry ADD COLUMN outline INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE staged ADD COLUMN order_epoch INTEGER",
    "ALTER TABLE staged ADD COLUMN order_position INTEGER",
    "ALTER TABLE staged ADD COLUMN outline INTEGER NOT NULL DEFAULT 0",
    # Releases and refusals that count here: of which entry, and by which.
    """CREATE TABLE ruling (
        entry TEXT NOT NULL,
        by_entry TEXT NOT NULL,
        scope TEXT NOT NULL,
        decision TEXT NOT NULL,
        PRIMARY KEY (entry, by_entry)
    ) WITHOUT ROWID""",
    "CREATE INDEX ruling_by_scope ON ruling (scope)",
    # `asked_at`: when the office first asked to leave. `repair`: what is here is to be fetched again.
    "ALTER TABLE scope ADD COLUMN asked_at TEXT",
    "ALTER TABLE scope ADD COLUMN repair INTEGER NOT NULL DEFAULT 0",
    # `pulled`: a page has brought the entry back. An own entry of a case that has left is here only, for the office.
    "ALTER TABLE outbox ADD COLUMN pulled INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE box (
        entry TEXT PRIMARY KEY,
        box BLOB NOT NULL
    ) WITHOUT ROWID""",
    # A draft of a case that has left: only the office can open it.
    """CREATE TABLE note (
        id TEXT PRIMARY KEY,
        scope TEXT NOT NULL,
        box BLOB NOT NULL,
        noted INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID""",
    # Orders to destroy words that were carried out and not yet confirmed, and the entries that must not come back.
    "CREATE TABLE expunged_order (id TEXT PRIMARY KEY, erased INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID",
)
