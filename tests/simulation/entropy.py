"""All randomness of a run, from its seed: what the programs ask the machine for, too."""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


class Entropy:
    """Bytes and choices that follow from a seed and the step they are made in, whatever steps went before."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._bytes = random.Random()
        self.choice = random.Random()
        self.begin("begin")

    def begin(self, label: str) -> None:
        """Start the streams of one step anew."""
        self._bytes.seed(f"{self._seed}/{label}/bytes")
        self.choice.seed(f"{self._seed}/{label}/choice")

    def __call__(self, count: int) -> bytes:
        return self._bytes.randbytes(count)

    def one_of(self, *percents: tuple[int, str]) -> str:
        """One of some names, each with its chance in per cent; empty for the rest."""
        drawn = self.choice.randrange(100)
        for percent, name in percents:
            drawn -= percent
            if drawn < 0:
                return name
        return ""


@contextmanager
def installed(entropy: Entropy) -> Iterator[None]:
    """Let everything in this process that asks the machine for randomness be given the seed's."""
    places: tuple[tuple[ModuleType, str], ...] = ((os, "urandom"), (random, "_urandom"))
    before = [getattr(module, name) for module, name in places]
    for module, name in places:
        setattr(module, name, entropy)
    try:
        yield
    finally:
        for (module, name), old in zip(places, before, strict=True):
            setattr(module, name, old)
