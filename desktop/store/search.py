"""Search as you type over everything in the store: prefixes of words, in any order, accents or not.

A name that is typed as it was once, or as it is now, finds what is recorded under the other (`search_term`).
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice

from casework.errors import Damaged
from casework.records.identifier import RecordId, Scope
from casework.rules.plain_name import other_letters, plain_letters
from casework.rules.term import Part, expand, spell_out
from desktop.store.connection import Connection, transaction
from desktop.store.private_file import DiskFull
from desktop.store.search_key import has_stale_keys
from desktop.store.search_term import every_part, every_word, load_terms, same_number
from desktop.store.search_text import SearchText

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 12
_MOST_SIGNS = 200
_TIDY_PAGES = 250
"""How many pages of the index are written at most, of 4 KB each, when it is put together."""

_TIDY_RECORDS = 10
"""Of so many records the words that wait are put into the index in a quiet minute."""

_INDEXED = "SELECT rowid, names, body FROM search WHERE rowid IN (SELECT value FROM json_each(?))"
_WAITING = "SELECT number, names, body FROM search_waiting WHERE number IN (SELECT value FROM json_each(?))"

_MOST_ONE_BY_ONE = 50
"""Wiping one out of the index takes up to a tenth of a second, writing the index anew some seconds at most."""

_MOST_RANKED = 200
"""So many found are put in the order in which they fit. Where there are more, hardly anything has been typed yet, and
to weigh each of a hundred thousand notes takes two seconds: then those that were written last come first."""

# The index is gone through from its end, and left as soon as there are enough.
_LAST = """
SELECT s.number FROM search JOIN state s ON s.number = search.rowid
WHERE search MATCH ?1 AND s.scope IN (SELECT id FROM shown) ORDER BY search.rowid DESC LIMIT ?2
"""
_TIER = "CASE s.kind WHEN 'person' THEN 0 WHEN 'contact' THEN 2 ELSE 1 END"
_BEST_RANKED = f"""
    SELECT s.number, {_TIER} AS tier, search.rank AS place
    FROM search JOIN state s ON s.number = search.rowid
    WHERE search MATCH ?1 AND s.scope IN (SELECT id FROM shown)
    ORDER BY tier, search.rank, s.record LIMIT ?2
"""  # noqa: S608 — constants
_BEST_LAST = f"""
    SELECT s.number, {_TIER} AS tier, -s.number AS place FROM state s
    WHERE s.number IN (SELECT value FROM json_each(?3)) ORDER BY tier, place LIMIT ?2
"""  # noqa: S608 — constants
# Snippets are made for what is returned only: they are the costly part where thousands of records match.
_FIND = """
WITH best AS MATERIALIZED ({best})
SELECT s.scope, s.record, s.kind, s.title, snippet(search, -1, '', '', '…', 14), search.names || ' ' || search.body
FROM best JOIN search ON search.rowid = best.number JOIN state s ON s.number = best.number
WHERE search MATCH ?1 ORDER BY best.tier, best.place, s.record
"""
_FIND_RANKED, _FIND_LAST = _FIND.format(best=_BEST_RANKED), _FIND.format(best=_BEST_LAST)


@dataclass(frozen=True)
class SearchHit:
    """One record found. `title` and `snippet` are plain text.

    `meaning` spells a name out that was typed short or as it is called in another era; empty where nothing has to be.
    """

    scope: Scope
    record: RecordId
    kind: str
    title: str
    snippet: str
    meaning: str = ""


class SearchTable:
    """The full-text index. Its rows have the numbers of the folded records."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, texts: Sequence[tuple[int, SearchText]]) -> None:
        """Index records anew, by their numbers, where their text is another. Inside a transaction.

        To take the old text out of the index costs a hundredth of a second and more for each record. Where words have
        only been added, nothing has to be gone: they wait for the next search or the next quiet minute.
        """
        numbers = json.dumps([number for number, _ in texts])
        indexed = self._texts(_INDEXED, numbers)
        newest = indexed | self._texts(_WAITING, numbers)
        changed = [(number, text) for number, text in texts if newest.get(number) != text]
        later = [(number, text) for number, text in changed if number in indexed and _holds(text, indexed[number])]
        self._connection.executemany(
            "INSERT OR REPLACE INTO search_waiting (number, names, body) VALUES (?, ?, ?)",
            [(number, text.names, text.body) for number, text in later],
        )
        waits = {number for number, _ in later}
        at_once = [(number, text) for number, text in changed if number not in waits]
        self.add(at_once)
        if any(number in indexed for number, _ in at_once):
            self._wipe_keys()

    def _texts(self, query: str, numbers: str) -> dict[int, SearchText]:
        rows = self._connection.execute(query, (numbers,))
        return {number: SearchText(names, body) for number, names, body in rows}

    def add(self, texts: Iterable[tuple[int, SearchText]]) -> None:
        """Index records, by their numbers, at once. Inside a transaction.

        What is in the index under such a number goes: an older text, or what a damaged store has left there.
        """
        rows = [(number, text.names, text.body) for number, text in texts]
        self._connection.executemany("INSERT OR REPLACE INTO search (rowid, names, body) VALUES (?, ?, ?)", rows)
        if self._is_waiting():
            self._forget_waiting([number for number, _, _ in rows])

    def settle(self, most: int = -1) -> None:
        """Put words that wait into the index, of at most so many records (-1: all). Inside a transaction."""
        rows = self._connection.execute(
            "SELECT number, names, body FROM search_waiting ORDER BY number LIMIT ?", (most,)
        ).fetchall()
        with self._quickly(len(rows)):
            self.add((number, SearchText(names, body)) for number, names, body in rows)

    def _is_waiting(self) -> bool:
        return self._connection.execute("SELECT 1 FROM search_waiting LIMIT 1").fetchone() is not None

    def _forget_waiting(self, numbers: Iterable[int]) -> None:
        self._connection.executemany("DELETE FROM search_waiting WHERE number = ?", [(number,) for number in numbers])

    def remove_all(self, numbers: Sequence[int]) -> None:
        """Take records out, their words too. Inside a transaction."""
        if not numbers:
            return
        with self._quickly(len(numbers)):
            self._connection.executemany("DELETE FROM search WHERE rowid = ?", ((number,) for number in numbers))
        self._forget_waiting(numbers)
        self._wipe_keys()

    def _wipe_keys(self) -> None:
        """Leave nothing of words that were taken out in the keys of the index's pages, which FTS5 does not wipe."""
        # A savepoint makes FTS5 write what it has gathered: only then are the words wiped out of its pages.
        self._connection.execute("SAVEPOINT wiped")
        self._connection.execute("RELEASE wiped")
        for command in ("optimize", "rebuild"):
            # Together in one lot the pages are written anew; where they are already, only all of them are.
            if has_stale_keys(self._connection):
                self._connection.execute("INSERT INTO search (search) VALUES (?)", (command,))

    @contextmanager
    def _quickly(self, number: int) -> Iterator[None]:
        """Take few records out one by one, many at once with the index written anew behind them."""
        many = number > _MOST_ONE_BY_ONE
        if many:
            self.set_thorough(False)
        yield
        if many:
            self.set_thorough(True)
            self.purge()

    def set_thorough(self, thorough: bool) -> None:
        """Whether what is removed is wiped out of the index at once, a tenth of a second each; else by `purge`."""
        self._connection.execute(f"INSERT INTO search (search, rank) VALUES ('secure-delete', {int(thorough)})")  # noqa: S608

    def purge(self) -> None:
        """Wipe out of the index whatever was removed from it, by writing it anew. Inside a transaction."""
        self._connection.execute("INSERT INTO search (search) VALUES ('optimize')")

    def tidy(self) -> None:
        """Put in a few of the words that wait, and merge a part of the lots that came since.

        In a transaction of its own, which may come to nothing: a full disk or a damaged index holds nothing else up.
        """
        with suppress(DiskFull, Damaged), transaction(self._connection):
            self.settle(_TIDY_RECORDS)
            self._connection.execute(f"INSERT INTO search (search, rank) VALUES ('merge', {_TIDY_PAGES})")  # noqa: S608

    def rebuild(self) -> None:
        """Build the index again from its own copy of the texts. Inside a transaction."""
        self.settle()
        self._connection.execute("INSERT INTO search (search) VALUES ('rebuild')")

    def find(self, text: str, limit: int) -> list[SearchHit]:
        """Return what has a word beginning with each word of `text`: where it is in a name first, people first.

        Behind those come records under the other names of what was typed, before words that only begin like it. A
        letter by itself finds people only: nearly everything has a word that begins with it.
        """
        if self._is_waiting():
            with suppress(DiskFull), transaction(self._connection):
                self.settle()
        typed = query_words(text)
        words, letters = [word for word in typed if len(word) > 1], [word for word in typed if len(word) == 1]
        if not words or limit <= 0:
            return self._people(letters, limit) if letters and limit > 0 else []
        parts = expand(words, load_terms())
        found: dict[tuple[Scope, RecordId], SearchHit] = {}
        for question in (*_questions(words, parts), *filter(None, [same_number(text[:_MOST_SIGNS])])):
            if len(found) < limit:
                # What was found before is among them again: at most as many.
                wanted = _MOST_RANKED if letters else limit + len(found)
                for hit, whole in self._rows(question, wanted, parts):
                    if _begin_words(letters, whole):
                        found.setdefault((hit.scope, hit.record), hit)
        return list(found.values())[:limit]

    def _people(self, letters: Sequence[str], limit: int) -> list[SearchHit]:
        """People of whose name words begin with each of the letters, by name."""
        people = self._connection.execute(
            "SELECT scope, record, kind, title FROM state WHERE kind = 'person' AND scope IN (SELECT id FROM shown) "
            "ORDER BY title COLLATE NOCASE, record"
        )
        found = (row for row in people if _begin_words(letters, row[3]))
        return [SearchHit(Scope(s), RecordId(r), kind, title, "") for s, r, kind, title in islice(found, limit)]

    def _rows(self, query: str, limit: int, parts: Sequence[Part]) -> list[tuple[SearchHit, str]]:
        """What is found, each with its whole text."""
        last = [row[0] for row in self._connection.execute(_LAST, (query, _MOST_RANKED + 1))]
        if len(last) <= _MOST_RANKED:
            rows = self._connection.execute(_FIND_RANKED, (query, limit))
        else:
            rows = self._connection.execute(_FIND_LAST, (query, limit, json.dumps(last)))
        found = []
        for scope, record, kind, title, snippet, whole in rows:
            meaning = spell_out(whole, parts)
            hit = SearchHit(Scope(scope), RecordId(record), kind, title, " ".join(snippet.split()), meaning)
            found.append((hit, whole))
        return found


def _holds(text: SearchText, other: SearchText) -> bool:
    """Whether a text has every line of another, so that nothing of the other has to be gone."""
    names, body = set(text.names.split("\n")), set(text.body.split("\n"))
    return names.issuperset(other.names.split("\n")) and body.issuperset(other.body.split("\n"))


def _begin_words(letters: Sequence[str], text: str) -> bool:
    """Whether each of the letters begins a word of the text, accents or not."""
    if not letters:
        return True
    begins = {word[0] for word in _WORD.findall(plain_letters(text))}
    return all(plain_letters(letter) in begins for letter in letters)


def _questions(words: list[str], parts: Sequence[Part]) -> list[str]:
    """What is asked of the index, one after the other until enough was found."""
    named = [every_part(parts)] if any(part.meant for part in parts) else []
    plain = [other_letters(word) for word in words]
    # A name that is written with a letter such as ł here may be recorded without it; the other way about, both are.
    also = [every_word(plain)] if plain != words else []
    return [f"names : ({every_word(words)})", *named, every_word(words), *also]


def query_words(text: str) -> list[str]:
    """The words of what somebody typed, without any sign that means something to the index. Pure."""
    return _WORD.findall(unicodedata.normalize("NFC", text[:_MOST_SIGNS]))[:_MOST_WORDS]
