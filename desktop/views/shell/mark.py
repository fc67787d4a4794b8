"""Where in a text the words that were typed begin a word, accents and capitals aside. Pure."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Return ``text`` in small letters without accents, one character for each of ``text``."""
    return "".join(_folded_character(character) for character in text)


def query_words(text: str) -> tuple[str, ...]:
    """Return the words of what was typed, folded."""
    return tuple(_WORD.findall(folded(text)))


def find_marks(text: str, query: str) -> list[tuple[int, int]]:
    """Return (start, length) of what was found, in order: the beginnings of words that were typed."""
    words = query_words(query)
    marks = []
    for match in _WORD.finditer(folded(text)):
        lengths = [len(word) for word in words if match.group().startswith(word)]
        if lengths:
            marks.append((match.start(), max(lengths)))
    return marks


def all_found_in(text: str, query: str) -> bool:
    """Tell whether every word typed begins a word of ``text``."""
    found = _WORD.findall(folded(text))
    return all(any(word.startswith(typed) for word in found) for typed in query_words(query))


def _folded_character(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character)[0].lower()
    return plain if len(plain) == 1 else character
