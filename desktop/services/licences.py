"""What Doorstep is made with, and under which licence. The package brings the list; from source it is asked for."""

import json
import re
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

_FOLDER = "licences"
_OTHER = re.compile(r"extra == .(dev|server).")
_NAME = re.compile(r"^[A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Part:
    """A library: its name, version and licence; ``inside``: in whose files it lies, where it has none of its own."""

    name: str
    version: str
    licence: str
    inside: str = ""

    @property
    def words(self) -> str:
        """In a line."""
        where = f" (in {self.inside})" if self.inside else ""
        return f"{self.name} {self.version}{where}: {self.licence}"


def load_parts() -> tuple[Part, ...]:
    """Every part, by name. From source: what Doorstep asks for itself, as its packages say it."""
    packed = _packed("third-party-licences.json")
    if packed is not None:
        return tuple(Part(**one) for one in json.loads(packed))
    asked = [text for text in distribution("doorstep").requires or [] if not _OTHER.search(text)]
    names = {found[0] for text in asked if (found := _NAME.match(text))}
    return tuple(part for part in (_installed(name) for name in sorted(names, key=str.casefold)) if part)


def licence_texts() -> str:
    """The texts of all licences; empty where Doorstep runs from source and they lie with each package."""
    return _packed("third-party-licences.txt") or ""


def _packed(name: str) -> str | None:
    """A file that the package was made with."""
    root = getattr(sys, "_MEIPASS", None)
    path = Path(root) / _FOLDER / name if root else None
    return path.read_text("utf-8") if path is not None and path.is_file() else None


def _installed(name: str) -> Part | None:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return None
    said = found.metadata
    named = next((said[key] for key in ("License-Expression", "License") if key in said), "")
    short = named if named and "\n" not in named else "see its package"
    return Part(found.name, found.version, short)
