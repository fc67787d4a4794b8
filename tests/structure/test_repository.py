"""What lies in the repository would lie in everybody's checkout."""

import re
import subprocess
from functools import cache
from pathlib import Path

from tests.structure.source import ROOT

# Spelt in parts, so that this file does not find itself.
MACHINE_PATH = re.compile("|".join(("/" + "work/", "/" + "root/", "/" + r"home/\w+/", "/" + "opt/(wheels|pypi)")))
INDEX_HOST = re.compile(
    "|".join(
        (
            r"py" + r"pi\.(org|python)",
            "pythonhosted" + r"\.org",
            "--(extra-)?" + "index-url",
            r"registry\.npm",
        )
    )
)
BINARY = frozenset({".png", ".ico", ".icns", ".ttf", ".otf", ".woff2", ".gz", ".zip", ".db", ".pdf", ".mo", ".qm"})
LARGEST_FILE = 2_000_000


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    """A path that exists on one machine only is a fault on every other."""
    assert not places(MACHINE_PATH)


def test_no_file_names_a_package_index() -> None:
    """Where packages come from is the setting of a machine, not of the project."""
    assert not places(INDEX_HOST)


def test_every_locked_file_has_a_hash() -> None:
    """A changed package is refused, and so is an address in the lock."""
    for lock in sorted((ROOT / "requirements").glob("lock-*.txt")):
        text = lock.read_text("utf-8")
        entries = re.split(r"(?m)^(?=\S)", text)[1:]
        assert entries
        assert all(re.match(r"[a-z0-9.-]+==\S+ ", entry) and "--hash=sha256:" in entry for entry in entries)
        assert "://" not in text


def test_no_file_is_larger_than_a_checkout_should_carry() -> None:
    """Large files stay in the history for good."""
    assert not [path.name for path in load_paths() if path.stat().st_size > LARGEST_FILE]


@cache
def load_paths() -> tuple[Path, ...]:
    """Return every file that git knows, or would take: new files count before they are added."""
    command = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    paths = (ROOT / name for name in listing.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def places(pattern: re.Pattern[str]) -> list[str]:
    """Return where ``pattern`` stands in a text file of the repository."""
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in load_paths()
        if path.suffix not in BINARY
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]
