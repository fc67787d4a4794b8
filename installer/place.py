"""Where packages are made, of which version and moment they are, and how a program is run for them."""

import os
import subprocess
import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from string import Template

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build" / "package"
"""What is made on the way; may be removed at any time."""
DIST = ROOT / "dist"
"""What is handed out."""


@cache
def version() -> str:
    """The version, from its only source, ``pyproject.toml``."""
    found: str = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    return found


@cache
def moment() -> datetime:
    """The moment that every file in a package bears: that of the commit, so that the same commit makes the same."""
    named = os.environ.get("SOURCE_DATE_EPOCH")
    seconds = int(named or said(["git", "log", "-1", "--format=%ct"]))
    return datetime.fromtimestamp(seconds, UTC)


def environment() -> dict[str, str]:
    """What makes the tools make the same bytes each time."""
    epoch = str(int(moment().timestamp()))
    return {**os.environ, "SOURCE_DATE_EPOCH": epoch, "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def run(command: Sequence[str | Path], folder: Path = ROOT) -> None:
    """Run a program of the build; what it says is shown. Raises ``SystemExit`` where it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=folder, env=environment(), check=False, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        raise SystemExit(f"package: {words[0]} failed ({done.returncode})")


def said(command: Sequence[str | Path], folder: Path = ROOT) -> str:
    """What a program prints, without the space around it. Raises ``CalledProcessError``."""
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def filled(source: Path, values: Mapping[str, str]) -> str:
    """A file with what stands in ``${…}`` filled in; ``version``, ``date`` and ``mtime`` are always known."""
    known = {"version": version(), "date": f"{moment():%Y-%m-%d}", "mtime": f"{moment():%Y-%m-%dT%H:%M:%SZ}"}
    return Template(source.read_text("utf-8")).substitute({**known, **values})
