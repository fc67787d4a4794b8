"""Taking marked words out of a text, however they are written there: capitals, accents, width, blanks, hidden letters.

What is taken out leaves one and the same mark, so that nobody counts its letters. Short words are taken out where they
stand alone, longer ones within other words, too: rather too much goes than too little.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from casework.words import say

TAKEN_OUT = say("[taken out]")
WHOLE_WORD_BELOW = 4
"""Marked words with fewer letters than this are looked for as words, not within others."""

_BLANKS = re.compile(" +")
_DROPPED = frozenset({"Mn", "Me", "Cf", "Cc"})
_SAME = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"'}


def folded(text: str) -> str:
    """A text as it is compared: without case, accents, widths, hidden letters, and with single blanks."""
    return _flat(text).strip()


def find(text: str, hidden: Iterable[str]) -> list[tuple[int, int]]:
    """Where marked words stand, as (start, end) in the text, in order and without overlaps."""
    letters = list(_folded(text))
    flat = "".join(letter for letter, _ in letters)
    spans = sorted(span for word in set(hidden) for span in _places(flat, folded(word)))
    found: list[tuple[int, int]] = []
    for first, last in spans:
        start, end = letters[first][1], letters[last - 1][1] + 1
        # What has no letter of its own, such as an accent that is written apart, goes with the letter before it.
        while end < len(text) and not _letters(text[end]):
            end += 1
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def without(text: str, hidden: Iterable[str]) -> str:
    """A text without the marked words. What stands alone only now that its neighbour is gone goes, too."""
    words, pieces = set(hidden), [text]
    while True:
        parts = [part for piece in pieces for part in _parts(piece, words)]
        if len(parts) == len(pieces):
            return TAKEN_OUT.join(pieces)
        pieces = parts


def _parts(text: str, hidden: Iterable[str]) -> Iterator[str]:
    """What is left of a text before, between and behind the marked words."""
    place = 0
    for start, end in find(text, hidden):
        yield text[place:start]
        place = end
    yield text[place:]


def still_there(text: str, hidden: Iterable[str]) -> frozenset[str]:
    """The marked words that stand in a text."""
    flat = _flat(text)
    return frozenset(word for word in hidden if next(_places(flat, folded(word)), None) is not None)


class Sought:
    """Words that are looked for in many texts: folded once."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple({flat for word in words if (flat := folded(word))})

    def is_in(self, text: str) -> bool:
        """Whether any of them stands in a text."""
        flat = _flat(text)
        return any(word in flat and next(_places(flat, word), None) is not None for word in self._words)


def _places(flat: str, word: str) -> Iterator[tuple[int, int]]:
    if not word:
        return
    place = flat.find(word)
    while place >= 0:
        end = place + len(word)
        if len(word) >= WHOLE_WORD_BELOW or not (_is_word(flat, place - 1) or _is_word(flat, end)):
            yield place, end
        place = flat.find(word, place + 1)


def _is_word(flat: str, place: int) -> bool:
    return 0 <= place < len(flat) and flat[place].isalnum()


def _flat(text: str) -> str:
    """A text as it is compared, with its blanks at both ends."""
    return _BLANKS.sub(" ", "".join(map(_letters, text)))


def _folded(text: str) -> Iterator[tuple[str, int]]:
    """Each letter as it is compared, with the place of the letter that it comes from."""
    blank = False
    for place, raw in enumerate(text):
        for letter in _letters(raw):
            if letter == " " and blank:
                continue
            blank = letter == " "
            yield letter, place


@lru_cache(maxsize=65536)
def _letters(raw: str) -> str:
    """What a letter is compared as: none, one or several letters."""
    if raw.isspace():
        return " "
    if unicodedata.category(raw) == "Pd":
        return "-"
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", _SAME.get(raw, raw)).casefold())
    return "".join(" " if one.isspace() else one for one in plain if unicodedata.category(one) not in _DROPPED)
