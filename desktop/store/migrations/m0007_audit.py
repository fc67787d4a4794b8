"""What happened on this laptop alone, kept for the audit until the office has noted it."""

VERSION = 7

STATEMENTS = (
    "CREATE TABLE audit_event (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL,"
    " what TEXT NOT NULL, case_id TEXT NOT NULL, record TEXT NOT NULL, why TEXT NOT NULL)",
    # When a case was last noted as opened, so that going to and fro in it is one opening.
    "CREATE TABLE audit_opening (case_id TEXT PRIMARY KEY, at TEXT NOT NULL)",
)
