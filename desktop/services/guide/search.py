"""Looking for words in the guide."""

import re
from dataclasses import dataclass

from desktop.services.guide.page import Guide, GuidePage, Part

MOST = 40
_WORD = re.compile(r"\w+")
_TITLE_WEIGHT, _EXACT, _MOST_OFTEN = 20, 3, 6


@dataclass(frozen=True, slots=True)
class Hit:
    """A part of a page in which all words were found."""

    page: GuidePage
    part: Part
    weight: int

    @property
    def address(self) -> str:
        """Where it is: "page#part"."""
        return f"{self.page.name}#{self.part.slug}"


def search(guide: Guide, typed: str) -> tuple[Hit, ...]:
    """Return the parts that have every word that was typed, or a word that begins with it; the best first.

    A word in a heading weighs most. Nothing typed finds nothing.
    """
    words = [word.casefold() for word in _WORD.findall(typed)]
    if not words:
        return ()
    hits = [
        Hit(page, part, weight) for page in guide.pages for part in page.parts if (weight := _weight(page, part, words))
    ]
    return tuple(sorted(hits, key=lambda hit: -hit.weight)[:MOST])


def _weight(page: GuidePage, part: Part, words: list[str]) -> int:
    """How well it fits; 0: not at all."""
    title = _WORD.findall(f"{part.title} {page.title}".casefold())
    body = _WORD.findall(part.words.casefold())
    total = 0
    for word in words:
        in_title = any(one.startswith(word) for one in title)
        often = sum(_EXACT if one == word else 1 for one in body if one.startswith(word))
        if not in_title and not often:
            return 0
        total += _TITLE_WEIGHT * in_title + min(often, _MOST_OFTEN)
    return total
