"""The first schema of the laptop's store."""

VERSION = 1

STATEMENTS = (
    # One value each: who this laptop is, when it last synced.
    "CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # Every entry that counts here, its exact bytes, and where the office put it (NULL: only this laptop has it).
    """CREATE TABLE entry (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        scope TEXT NOT NULL,
        device TEXT NOT NULL,
        data BLOB NOT NULL,
        verdict TEXT,
        reason TEXT,
        epoch INTEGER,
        position INTEGER,
        office_at TEXT
    )""",
    "CREATE INDEX entry_by_scope ON entry (scope)",
    """CREATE TABLE entry_record (
        scope TEXT NOT NULL,
        record TEXT NOT NULL,
        entry INTEGER NOT NULL REFERENCES entry (number) ON DELETE CASCADE,
        PRIMARY KEY (scope, record, entry)
    ) WITHOUT ROWID""",
    "CREATE INDEX entry_record_by_entry ON entry_record (entry)",
    # The folded records: a cache that can be built again from the entries.
    """CREATE TABLE state (
        number INTEGER PRIMARY KEY,
        scope TEXT NOT NULL,
        record TEXT NOT NULL,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        folded TEXT NOT NULL,
        UNIQUE (scope, record)
    )""",
    "CREATE INDEX state_by_kind ON state (kind, scope)",
    # Its rows have the numbers of `state`. Without its own secure-delete, deleted words would stay in the index.
    """CREATE VIRTUAL TABLE search USING fts5 (
        names, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4'
    )""",
    "INSERT INTO search (search, rank) VALUES ('secure-delete', 1)",
    # The laptop's own chain. A row outlives its entry's text: it keeps the chain and the receipts provable.
    """CREATE TABLE receipt (
        number INTEGER PRIMARY KEY,
        data BLOB NOT NULL,
        signature BLOB NOT NULL,
        UNIQUE (data)
    )""",
    """CREATE TABLE outbox (
        device TEXT NOT NULL,
        seq INTEGER NOT NULL,
        id TEXT NOT NULL UNIQUE,
        scope TEXT NOT NULL,
        receipt INTEGER REFERENCES receipt (number),
        PRIMARY KEY (device, seq)
    ) WITHOUT ROWID""",
    "CREATE INDEX outbox_unsent ON outbox (scope) WHERE receipt IS NULL",
    """CREATE TABLE draft (
        id TEXT PRIMARY KEY,
        scope TEXT NOT NULL,
        form TEXT NOT NULL,
        content TEXT NOT NULL,
        started_at TEXT NOT NULL,
        kept_at TEXT NOT NULL
    )""",
    # How far each scope is held. `entering`: a generation that is still being staged. `leaving`: one that the office
    # wants gone. `begun_here`: this laptop made entries in it before the office said it may hold it.
    """CREATE TABLE scope (
        id TEXT PRIMARY KEY,
        generation INTEGER,
        epoch INTEGER,
        position INTEGER NOT NULL DEFAULT 0,
        entering INTEGER,
        entered_to INTEGER NOT NULL DEFAULT 0,
        leaving INTEGER,
        begun_here INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID""",
    """CREATE VIEW shown AS SELECT id FROM scope
        WHERE leaving IS NULL AND (generation IS NOT NULL OR begun_here = 1)""",
    # Entries of a scope that is being entered: hidden from every read until it is complete.
    """CREATE TABLE staged (
        scope TEXT NOT NULL,
        id TEXT NOT NULL,
        data BLOB NOT NULL,
        verdict TEXT NOT NULL,
        reason TEXT,
        position INTEGER NOT NULL,
        PRIMARY KEY (scope, id)
    )""",
    # What was purged, until the office stops asking. `erased`: the write-ahead log has been emptied since.
    """CREATE TABLE departed (
        scope TEXT NOT NULL,
        generation INTEGER NOT NULL,
        position INTEGER NOT NULL,
        erased INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (scope, generation)
    ) WITHOUT ROWID""",
)
