"""Where the packages of a program lie, and for which system: this one's, or another's."""

import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement


class Shelf:
    """Where a program's packages lie: installed here, for this system and this Python."""

    def __init__(self, system: Mapping[str, str] | None = None, python: str = "", licence: Path | None = None) -> None:
        """For another system: its markers' values, its Python's version, and where that one's licence text lies."""
        self._system = dict(system or {})
        self.python, self.licence = python or sys.version.split()[0], licence
        self.platform = self._system.get("sys_platform", sys.platform)

    def find(self, name: str) -> Distribution:
        """A package, by its name. Raises ``SystemExit`` where it is not there."""
        try:
            return distribution(name)
        except PackageNotFoundError:
            raise SystemExit(f"package: {name} is not installed; run installer/setup.sh") from None

    def required(self, package: Distribution, extras: set[str]) -> Iterator[Requirement]:
        """What a package asks for on the shelf's system."""
        for text in package.requires or []:
            one = Requirement(text)
            if one.marker is None or any(one.marker.evaluate({**self._system, "extra": it}) for it in (*extras, "")):
                yield one
