"""The demonstration's words: lists from `resources/demonstration`, drawn without repeating one too soon."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

_MALE = {"he": "he", "him": "him", "his": "his", "himself": "himself", "He": "He", "His": "His"}
_FEMALE = {"he": "she", "him": "her", "his": "her", "himself": "herself", "He": "She", "His": "Her"}

_STORY_SHARE = 0.45
"""How often something happens that had not happened before."""


@cache
def load_words(name: str) -> dict[str, Any]:
    """One of the word lists, as TOML has it."""
    return tomllib.loads((files("resources") / "demonstration" / f"{name}.toml").read_text("utf-8"))


def fill(sentence: str, name: str, sex: str) -> str:
    """A sentence with the person's name and pronouns in it."""
    return sentence.format(name=name, **(_FEMALE if sex == "female" else _MALE))


class Deck:
    """Draws from a list in an order of its own and begins again only when it is used up."""

    def __init__(self, items: Sequence[str], random: Random) -> None:
        self._items, self._random = list(items), random
        self._left: list[str] = []

    def draw(self) -> str:
        """The next item."""
        if not self._left:
            self._left = self._items.copy()
            self._random.shuffle(self._left)
        return self._left.pop()


class Words:
    """One person's decks: each list of sentences is shuffled once a round, so that records differ."""

    def __init__(self, random: Random, name: str, sex: str) -> None:
        self._random, self._name, self._sex = random, name, sex
        self._decks: dict[tuple[str, ...], Deck] = {}
        self._told: dict[str, int] = {}

    def say(self, *path: str) -> str:
        """The next sentence of a list of `contact.toml`, about this person."""
        return fill(self.draw("contact", *path), self._name, self._sex)

    def draw(self, file: str, *path: str) -> str:
        """The next item of a list, as it stands."""
        place = (file, *path)
        if place not in self._decks:
            found: Any = load_words(file)
            for part in path:
                found = found[part]
            self._decks[place] = Deck(found, self._random)
        return self._decks[place].draw()

    def tell(self, theme: str) -> tuple[str, str]:
        """What the person said on a theme, and what was done: the next part of its story, or something steady."""
        words: dict[str, list[list[str]]] = load_words("contact")["theme"][theme]
        told = self._told.get(theme, 0)
        if told < len(words["story"]) and self._random.random() < _STORY_SHARE:
            self._told[theme] = told + 1
            said, done = words["story"][told]
        else:
            said, done = _split(self._steady(theme, words["steady"]).draw())
        return fill(said, self._name, self._sex), fill(done, self._name, self._sex)

    def _steady(self, theme: str, pairs: list[list[str]]) -> Deck:
        place = ("contact", "theme", theme)
        if place not in self._decks:
            self._decks[place] = Deck(["\n".join(pair) for pair in pairs], self._random)
        return self._decks[place]


def _split(pair: str) -> tuple[str, str]:
    said, _, done = pair.partition("\n")
    return said, done
