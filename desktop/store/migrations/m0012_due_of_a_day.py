"""What is due in a case on a day is kept: to work it out anew for two hundred cases took each unlocking a second."""

VERSION = 12

STATEMENTS = (
    # Gone with every change of a record of the case or of the agency's tables, in the transaction of the change.
    """CREATE TABLE due_of_day (
        case_id TEXT PRIMARY KEY,
        token TEXT NOT NULL,
        found TEXT NOT NULL
    ) WITHOUT ROWID""",
)
