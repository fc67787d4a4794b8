"""What was brought in from files: each import with the entries it made, and how files of a layout are read."""

VERSION = 8

STATEMENTS = (
    # `held_from`: the first number in the chain that is not sent while the import is held; NULL: nothing is held.
    """CREATE TABLE import_run (
        id TEXT PRIMARY KEY,
        what TEXT NOT NULL,
        source TEXT NOT NULL,
        device TEXT NOT NULL,
        state TEXT NOT NULL,
        begun_at TEXT NOT NULL,
        ended_at TEXT,
        held_from INTEGER,
        taken INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID""",
    """CREATE TABLE import_entry (
        run TEXT NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
        entry TEXT NOT NULL,
        scope TEXT NOT NULL,
        PRIMARY KEY (run, entry)
    ) WITHOUT ROWID""",
    # The headings of a file as a hash, and how the person read it the last time.
    """CREATE TABLE import_layout (
        layout TEXT PRIMARY KEY,
        reading TEXT NOT NULL,
        used_at TEXT NOT NULL
    ) WITHOUT ROWID""",
)
