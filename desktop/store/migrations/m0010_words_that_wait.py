"""Words that a change has added to a record, until the index has them: a search, or a quiet minute, puts them in."""

VERSION = 10

STATEMENTS = ("CREATE TABLE search_waiting (number INTEGER PRIMARY KEY, names TEXT NOT NULL, body TEXT NOT NULL)",)
