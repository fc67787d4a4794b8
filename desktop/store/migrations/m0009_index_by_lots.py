"""The search index takes in what comes in lots, and is put together bit by bit in quiet minutes, not with each page."""

VERSION = 9

STATEMENTS = (
    # Nothing is merged in the transaction that brings a page: merging is half of what the index costs there.
    "INSERT INTO search (search, rank) VALUES ('automerge', 0)",
    # Only where many lots came without a quiet minute between them are they merged at once.
    "INSERT INTO search (search, rank) VALUES ('crisismerge', 64)",
    # A whole page is gathered in memory, at most so many bytes, and written as one lot.
    "INSERT INTO search (search, rank) VALUES ('hashsize', 8000000)",
)
