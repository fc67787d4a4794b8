"""Names of both eras for the same thing: what else to look for, and what a short form means (standards.md 2L).

A name that somebody types stands for every term that has it, and for what those became or had been. SRO is a Supervised
Release Order or a Sexual Risk Order: both are looked for, and each is spelt out.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from casework.words import say

_WORD = re.compile(r"[^\W_]+")

Words = tuple[str, ...]


class Term(BaseModel):
    """One thing and its names. `mark`: V verified in the source, S in a source document, R not verified."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(min_length=1)
    name: str = Field(min_length=1)
    short: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    became: tuple[str, ...] = ()
    source: str = Field(min_length=1)
    mark: Literal["V", "S", "R"]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the one in full first."""
        return (self.name, *self.short, *self.other)


@dataclass(frozen=True)
class Terms:
    """All terms, by every name they have and by what became of them."""

    by_code: dict[str, Term]
    by_name: dict[Words, tuple[Term, ...]]
    longest: int

    def line_of(self, term: Term) -> tuple[Term, ...]:
        """The term, what it became, and what had become it: not what else became the same."""
        return (term, *self._later(term), *self._earlier(term))

    def _later(self, term: Term) -> tuple[Term, ...]:
        found = [self.by_code[code] for code in term.became]
        return tuple(one for next_term in found for one in (next_term, *self._later(next_term)))

    def _earlier(self, term: Term) -> tuple[Term, ...]:
        found = [one for one in self.by_code.values() if term.code in one.became]
        return tuple(one for before in found for one in (before, *self._earlier(before)))


@dataclass(frozen=True)
class Part:
    """Some words as they were typed, and the terms they may stand for: none for words that are no name."""

    words: Words
    meant: tuple[Term, ...] = ()
    related: tuple[Term, ...] = ()

    def phrases(self) -> tuple[Words, ...]:
        """Every name to look for besides the words themselves."""
        found = (words_in(name) for term in self.related for name in term.names)
        return tuple(dict.fromkeys(phrase for phrase in found if phrase and phrase != self.words))


def read_terms(*texts: str) -> Terms:
    """The terms of TOML texts with `[[term]]` entries.

    Raises:
        ValueError: if one is not as it should be, a code comes twice, names a successor that is not there, or is its
            own successor.
    """
    listed = [Term.model_validate(entry) for text in texts for entry in tomllib.loads(text).get("term", [])]
    by_code = {term.code: term for term in listed}
    if len(by_code) < len(listed):
        raise ValueError("a term's code is there twice")
    for term in listed:
        _check_line(term, by_code)
    by_name: dict[Words, list[Term]] = {}
    for term in listed:
        for phrase in dict.fromkeys(words_in(name) for name in term.names):
            by_name.setdefault(phrase, []).append(term)
    names = {phrase: tuple(terms) for phrase, terms in by_name.items()}
    return Terms(by_code, names, max(map(len, names), default=0))


def _check_line(term: Term, by_code: dict[str, Term], before: tuple[str, ...] = ()) -> None:
    if term.code in before:
        raise ValueError(f"{term.code} became itself")
    for code in term.became:
        if code not in by_code:
            raise ValueError(f"{term.code} became {code}, which is not there")
        _check_line(by_code[code], by_code, (*before, term.code))


def words_in(text: str) -> Words:
    """The words of a text, without case and accents, as search compares them."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return tuple(_WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign))))


def expand(words: Sequence[str], terms: Terms) -> tuple[Part, ...]:
    """The words typed, in parts: the longest names that are found among them, each with what it may stand for."""
    typed = [" ".join(words_in(word)) for word in words]
    parts: list[Part] = []
    at = 0
    while at < len(typed):
        part = _name_at(typed, at, terms) or Part((words[at],))
        parts.append(part)
        at += len(part.words)
    return tuple(parts)


def _name_at(typed: list[str], at: int, terms: Terms) -> Part | None:
    for length in range(min(terms.longest, len(typed) - at), 0, -1):
        words = tuple(typed[at : at + length])
        meant = terms.by_name.get(words)
        if meant:
            related = dict.fromkeys(one for term in meant for one in terms.line_of(term))
            return Part(words, meant, tuple(related))
    return None


def spell_out(text: str, parts: Iterable[Part]) -> str:
    """What the names that were typed mean where this text was found: names in full, the present one beside a former.

    Empty where nothing has to be said: no name was typed, or one with a single meaning stands there as it was typed.
    """
    named = [part for part in parts if part.meant]
    spaced = f" {' '.join(words_in(text))} " if named else ""
    found = [_meaning(spaced, part) for part in named]
    return "; ".join(dict.fromkeys(meaning for meaning in found if meaning))


def _meaning(spaced: str, part: Part) -> str:
    if len(part.meant) == 1 and _stands(spaced, part.words):
        return ""
    # Where a name stands in full, a short form beside it means that one and no other.
    there = _there(spaced, part, in_full=True) or _there(spaced, part, in_full=False)
    return say(" or ").join(_called(term, part) for term in there)


def _there(spaced: str, part: Part, *, in_full: bool) -> list[Term]:
    """The terms whose names stand in a text: a short name within a longer one does not count."""
    names = [(words_in(name), term) for term in part.related for name in (term.names[:1] if in_full else term.names)]
    found = set()
    for words, term in sorted(names, key=lambda pair: -len(pair[0])):
        if _stands(spaced, words):
            found.add(term.code)
            # The same name may be another term's, too: it is taken out only once all of them were asked.
            found |= {other.code for same, other in names if same == words}
            spaced = spaced.replace(f" {' '.join(words)} ", " | ")
    return [term for term in part.related if term.code in found]


def _called(term: Term, part: Part) -> str:
    """A term's name in full; beside it the one that was typed, where it is another term of the same line."""
    if term in part.meant:
        return term.name
    typed = next((one for one in part.meant if _leads_to(one, term, part) or _leads_to(term, one, part)), None)
    if typed is None:
        return term.name
    word = say("formerly") if _leads_to(typed, term, part) else say("now")
    return f"{term.name} ({word} {typed.name})"


def _leads_to(earlier: Term, later: Term, part: Part) -> bool:
    """Whether the one became the other, at once or in steps."""
    steps = [one for one in part.related if one.code in earlier.became]
    return later in steps or any(_leads_to(step, later, part) for step in steps)


def _stands(spaced: str, phrase: Words) -> bool:
    return f" {' '.join(phrase)} " in spaced
