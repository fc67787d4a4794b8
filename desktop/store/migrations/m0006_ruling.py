"""Finding at once what has to be looked at, among everything that was ever written."""

VERSION = 6

STATEMENTS = (
    """CREATE INDEX entry_to_look_at ON entry (verdict, scope)
        WHERE verdict IN ('quarantined', 'accepted late')""",
)
