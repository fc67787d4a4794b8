"""Names of both eras in a search: what else is looked for, and how the question to the index reads.

Records that were stored under an old name are found all the same: nothing in them or in the index is changed, the
question asks for more.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from casework.rules.term import Part, Terms, read_terms

_NUMBER = re.compile(r"\+?[\d ()\-.]+")
_LEAST_DIGITS = 7
_FILES = ("terms", "agencies", "roles")


@cache
def load_terms() -> Terms:
    """Load the agency's names from `resources/agency`.

    Raises:
        ValueError: if a file is not as it should be.
    """
    folder = files("resources") / "agency"
    return read_terms(*((folder / f"{name}.toml").read_text("utf-8") for name in _FILES))


def every_word(words: Iterable[str]) -> str:
    """A question to the index: something begins with each of the words."""
    return " AND ".join(f'"{word}"*' for word in words)


def every_part(parts: Sequence[Part]) -> str:
    """A question to the index: each part is there, a name as it was typed or as it is called otherwise."""
    return " AND ".join(f"({_any_name(part)})" for part in parts)


def same_number(typed: str) -> str:
    """A question to the index: a telephone number, however it is grouped, with 0, +44 or 0044; empty where it is none.

    In the index each number stands in one piece, too, as it was written.
    """
    if not _NUMBER.fullmatch(typed.strip()):
        return ""
    plus = typed.strip().startswith(("+44", "0044"))
    digits = re.sub(r"\D", "", typed.replace("(0)", "")).removeprefix("00")
    if len(digits) < _LEAST_DIGITS or not (plus or digits.startswith("0")):
        return ""
    national = digits.removeprefix("44") if plus else digits.removeprefix("0")
    return " OR ".join(f'"{before}{national}"*' for before in ("0", "44", "0044", "440"))


def _any_name(part: Part) -> str:
    if not part.meant:
        return every_word(part.words)
    # A name counts as a whole word: SER is not the beginning of "served".
    return " OR ".join(_phrase(words) for words in (part.words, *part.phrases()))


def _phrase(words: Iterable[str]) -> str:
    return f'"{" ".join(words)}"'
