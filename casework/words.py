"""Every word that somebody is shown goes through here, so that it can be said in another language. Knows no Qt.

`say("Kept at {at}.", at=...)` and `say_count(number, "{number} row", "{number} rows")` give English unless a program
has put a `Language` here, which the laptop does before it loads anything else that has words: what a module says in a
constant is said once, when it is loaded (docs/decisions/0023-words-are-translated-where-they-are-said.md).
What is stored, sent, compared or signed never goes through here.
"""

import re
import string
import sys
from collections.abc import Hashable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

NUMBER = "number"
"""What the counted number is called in both texts of `say_count`."""

NAMES = "names"
"""What the names of declarations are filed under."""

_AMOUNT = r"(,?)(?:\.(\d)f)?"


class Language(Hashable, Protocol):
    """What a language other than English has to give."""

    def sentence(self, context: str, text: str, number: int | None) -> str:
        """`text` of the module `context` in this language, its parts as in `text`; "" for what is not translated."""
        ...

    def number(self, value: float, decimals: int) -> str:
        """A number as it is written, with its thousands apart."""
        ...

    def day(self, day: date, style: str) -> str:
        """A day as it is written, in a style of `casework.rules.day_words`."""
        ...


class Worded(str):
    """What was said in another language, with the English that it was said from: `english_of`."""

    __slots__ = ("english",)
    english: str

    def __new__(cls, text: str, english: str) -> "Worded":
        """`text` as it is shown."""
        found = super().__new__(cls, text)
        found.english = english
        return found

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """What it is copied from."""
        return str(self), self.english

    def capitalize(self) -> str:
        """The same, beginning with a capital letter."""
        return Worded(super().capitalize(), self.english.capitalize())


class _Hook:
    """The one language that words are said in; None is English."""

    language: Language | None = None


_hook = _Hook()


def say(text: str, /, **parts: object) -> str:
    """Return `text` in the language of this program, with its parts in: `{name}` or `{name:format}`."""
    if _hook.language is not None:
        return _translated(_hook.language, _caller(), (text, text), None, parts)
    return text.format(**parts) if parts else text


def english_of(text: str, /) -> str:
    """The English that something was said from, whatever the language: what the source has, with said parts in English.

    Days and numbers stand in it as the language writes them. It is for telling one sentence from another, such as by
    the field that it is about. Words put together otherwise than by `say` and `put_together` are their own English.
    """
    return text.english if isinstance(text, Worded) else text


def in_language(text: str, english: str, /) -> str:
    """What something else than `say` has worded in the language, such as a day, so that `english_of` is known of it."""
    return text if text == english else Worded(text, english)


def put_together(text: str, /, **parts: object) -> str:
    """Fill in what is no sentence of its own, such as "{name}: {words}"; `english_of` of it is still known."""
    if _hook.language is None:
        return text.format(**parts)
    return Worded(text.format(**parts), _in_english(text, parts))


def say_count(number: int, one: str, many: str, /, **parts: object) -> str:
    """Return `one` for 1, else `many`, with `{number}` and the other parts in; a language may have more forms."""
    if _hook.language is not None:
        texts = (one if number == 1 else many, many)
        return _translated(_hook.language, _caller(), texts, number, {NUMBER: number, **parts})
    return (one if number == 1 else many).format(number=number, **parts)


def say_name(name: str, /) -> str:
    """A name that a declaration is called by (`back_by`) as a title, in the language of this program: "Back by".

    For what has no title of its own; `tooling.strings` collects them from the declarations.
    """
    text = name.replace("_", " ").capitalize()
    return text if _hook.language is None else Worded(_sentence(_hook.language, NAMES, text, None) or text, text)


def use_language(language: Language | None) -> None:
    """Say everything in `language` from now on; None: in English. Constants loaded before stay as they are."""
    _hook.language = language
    _sentence.cache_clear()


def language() -> Language | None:
    """The language in use; None is English."""
    return _hook.language


def part_names(text: str) -> frozenset[str]:
    """The names of the parts in a text, without their formats. Raises ValueError where braces do not match."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def _caller() -> str:
    """The module that says something: what its words are filed under."""
    return str(sys._getframe(2).f_globals["__name__"])  # noqa: SLF001 — `inspect` takes longer than a page may wait


def _translated(
    language: Language, context: str, texts: tuple[str, str], number: int | None, parts: Mapping[str, object]
) -> str:
    """`texts`: the English that would be said, and the one that the translation is filed under."""
    english, filed = texts
    found = _sentence(language, context, filed, number)
    if not parts:
        return Worded(found or english, english)
    if found:
        try:
            return Worded(_LocalFormatter(language).vformat(found, (), parts), _in_english(english, parts))
        except (ValueError, KeyError, IndexError, AttributeError, TypeError):
            pass  # Whatever the translation has in its braces: what was to be said is said in English.
    return Worded(_LocalFormatter(language).vformat(english, (), parts), _in_english(english, parts))


def _in_english(text: str, parts: Mapping[str, object]) -> str:
    return text.format(**{name: english_of(part) if isinstance(part, str) else part for name, part in parts.items()})


@lru_cache(maxsize=16384)
def _sentence(language: Language, context: str, text: str, number: int | None) -> str:
    """The translation, or "" where there is none or it has other parts than the English has."""
    found = language.sentence(context, text, number)
    if not found or (number is None and found == text):
        return found
    try:
        wanted, given = part_names(text), part_names(found)
    except ValueError:
        return ""
    # One row may be called "one row": only the number itself may be missing, and only in a plural.
    missing = wanted - given
    return found if given <= wanted and missing <= ({NUMBER} if number is not None else set()) else ""


class _LocalFormatter(string.Formatter):
    """Puts parts into a sentence as the language writes numbers and days."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        """One part in its format."""
        if format_spec:
            if isinstance(value, date) and "%d" in format_spec:
                return self.language.day(value, format_spec)
            if isinstance(value, int | float) and (amount := re.fullmatch(_AMOUNT, format_spec)):
                return self.language.number(value, int(amount[2] or 0))
        return format(value, format_spec)
