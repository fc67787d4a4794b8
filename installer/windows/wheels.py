"""The libraries of the Windows program: the lock's own versions, as they are published for Windows, hashes checked."""

import hashlib
import re
import shutil
import sys
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement

from installer.place import BUILD, ROOT, run
from installer.shelf import Shelf
from installer.windows.python import locked, series

_LOCK = ROOT / "requirements" / "lock-run.txt"
_ENTRY = re.compile(r"^(\S+==\S+)\s*(?:;\s*(.*?))?\s*((?:--hash=\S+\s*)+)$")


def windows() -> dict[str, str]:
    """The environment of the laptops, by which the lock and the packages say what they need."""
    return {
        "implementation_name": "cpython",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_system": "Windows",
        "python_full_version": str(locked()["version"]),
        "python_version": series(),
        "sys_platform": "win32",
    }


def needed_lines(text: str) -> list[str]:
    """The lines of a lock that hold on Windows, each with its hashes and without its condition."""
    found = []
    for line in text.replace("\\\n", " ").splitlines():
        entry = _ENTRY.match(line.strip())
        if entry is None:
            continue
        name, marker, hashes = entry.groups()
        if not marker or _holds(f"{name} ; {marker}"):
            found.append(f"{name} {' '.join(hashes.split())}")
    return found


def _holds(requirement: str) -> bool:
    marker = Requirement(requirement).marker
    return marker is None or marker.evaluate(windows())


def fetch_wheels() -> "WindowsShelf":
    """Lay the lock's packages for Windows out in a folder, unless they lie there already."""
    lines = "\n".join(needed_lines(_LOCK.read_text("utf-8"))) + "\n"
    folder = BUILD / "windows" / "wheels"
    mark, wanted = folder / "doorstep-setup", hashlib.sha256(f"{series()} {lines}".encode()).hexdigest()
    if not mark.exists() or mark.read_text("ascii") != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        asked = folder.with_suffix(".txt")
        asked.write_text(lines, "ascii")
        tag = f"cp{series().replace('.', '')}"
        words = ["install", "-qq", "--disable-pip-version-check", "--no-input", "--no-deps", "--no-compile"]
        words += ["--require-hashes", "--only-binary", ":all:", "--platform", "win_amd64"]
        words += ["--python-version", series(), "--implementation", "cp"]
        words += [word for abi in (tag, "abi3", "none") for word in ("--abi", abi)]
        run([sys.executable, "-m", "pip", *words, "--target", folder, "-r", asked])
        mark.write_text(wanted, "ascii")
    return WindowsShelf(folder)


class WindowsShelf(Shelf):
    """The packages in a folder, as the laptops' Python sees them."""

    def __init__(self, folder: Path) -> None:
        """`folder`: where pip laid them out."""
        super().__init__(
            windows(), str(locked()["version"]), BUILD / "windows" / "doorstep" / "licences" / "Python.txt"
        )
        self.folder = folder

    def find(self, name: str) -> Distribution:
        """A package, by its name; Doorstep's own is the one that is being built."""
        if name == "doorstep":
            return distribution(name)
        found = next(iter(distributions(name=name, path=[str(self.folder)])), None)
        if found is None:
            raise SystemExit(f"package: {name} is not in the lock for Windows")
        return found
