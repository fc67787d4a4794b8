"""Names as they are compared: a Łukasz is found by somebody who has no such key, or was told the name. Pure.

Without case, accents, apostrophes and hyphens, whatever the order of the names. Letters of their own, which are no
accented ones, stand as they are written without them.
"""

import re
import unicodedata
from functools import lru_cache

_OTHER_LETTERS = {
    "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n",
    "ß": "ss", "ə": "e",
}  # fmt: skip
_CAPITALS = {one.upper(): plain for one, plain in _OTHER_LETTERS.items() if len(one.upper()) == 1 and one != "ı"}
_TABLE = str.maketrans({**_OTHER_LETTERS, **_CAPITALS, "ẞ": "ss"})
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_WORD = re.compile(r"[^\W_]+")


def other_letters(text: str) -> str:
    """The text with letters that are no accented ones, such as ł, ø and ß, as they are written without them."""
    return text if text.isascii() else text.translate(_TABLE)


def plain_letters(text: str) -> str:
    """The text without case and accents, and with plain letters."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return other_letters("".join(sign for sign in plain if not unicodedata.combining(sign)))


@lru_cache(maxsize=16384)
def by_letters(text: str) -> tuple[str, str]:
    """What names are sorted by: Óengus stands among the O, not after Z, and names that differ in marks side by side."""
    return plain_letters(text), text


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for how they are spelled: in any order, in one word or two. Never a part."""
    mine, theirs = _words(one), _words(other)
    return bool(mine) and (sorted(mine) == sorted(theirs) or "".join(mine) == "".join(theirs))


def _words(name: str) -> list[str]:
    return _WORD.findall(_APOSTROPHES.sub("", plain_letters(name)))
