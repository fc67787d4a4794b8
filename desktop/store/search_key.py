"""Whether the full-text index still shows words that are gone: in the keys by which it finds its pages.

FTS5 with `secure-delete` wipes a word out of the page that it stood on. The key of the page stays: as much of the
page's first word as tells it from the page before, which of a number may be nearly all. What is read here is described
in SQLite's `fts5_index.c`; nothing of it is ever written.
"""

from desktop.store.connection import Connection

# A page's number says of which lot it is and its place in it; a merge that is under way leaves keys of pages that went.
_KEYS = """
SELECT i.term, d.block FROM search_idx i LEFT JOIN search_data d ON d.id = (i.segid << 37) + (i.pgno >> 1)
WHERE length(i.term) > 0
"""
_MOST_BITS = 0x80
"""Set in each byte of a number in the index but the last."""


def has_stale_keys(connection: Connection) -> bool:
    """Tell whether a key stands in the index that its page does not bear out any more. Reads every page of it once."""
    keys = connection.execute(_KEYS)
    return any(block is None or not _first_word(bytes(block)).startswith(_plain(key)) for key, block in keys)


def _plain(key: str | bytes) -> bytes:
    return key.encode() if isinstance(key, str) else bytes(key)


def _first_word(page: bytes) -> bytes:
    """The word that stands first on a page of the index, with the mark of its list; nothing where none begins there."""
    # Two bytes say where the words end; behind them stands where each word begins, the first one counted from 0.
    end = int.from_bytes(page[2:4])
    if end >= len(page):
        return b""
    begin, _ = _number(page, end)
    length, begin = _number(page, begin)
    return page[begin : begin + length]


def _number(page: bytes, at: int) -> tuple[int, int]:
    """A number as SQLite writes it, seven bits a byte, and where it ends."""
    value = 0
    while page[at] & _MOST_BITS:
        value = value << 7 | page[at] & ~_MOST_BITS
        at += 1
    return value << 7 | page[at], at + 1
