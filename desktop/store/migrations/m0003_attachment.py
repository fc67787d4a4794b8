"""Attachments on the laptop: which encrypted files there are, their keys, and how far each has come or gone."""

VERSION = 3

STATEMENTS = (
    # `name`: of the file beside the store. `own`: made here, and owed to the office until `sent`. `got`: how many bytes
    # are on the disk; of an own file all of them. `hidden`: of a case that has left, kept for sending
    # alone; its key is in the `box`, which only the office can open.
    """CREATE TABLE blob (
        name TEXT PRIMARY KEY,
        scope TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        key BLOB NOT NULL,
        own INTEGER NOT NULL,
        sent INTEGER NOT NULL DEFAULT 0,
        hidden INTEGER NOT NULL DEFAULT 0,
        box BLOB,
        got INTEGER NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0,
        next_try_at TEXT,
        UNIQUE (scope, sha256)
    ) WITHOUT ROWID""",
    "CREATE INDEX blob_unsent ON blob (name) WHERE own = 1 AND sent = 0",
    # Files whose row, and with it the key, is gone: to be removed as soon as that is on the disk.
    "CREATE TABLE blob_rubbish (name TEXT PRIMARY KEY) WITHOUT ROWID",
)
