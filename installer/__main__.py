"""`python -m installer PART…`: make packages. Without a part, all that can be made here, and the manifest."""

import argparse
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from installer.debian import make_packages
from installer.manifest import write_manifest
from installer.papers import lay_papers
from installer.windows.build import make_windows

_PARTS: dict[str, Callable[[], list[Path]]] = {
    "deb": lambda: make_packages("doorstep"),
    "rpm": lambda: make_packages("doorstep", ("rpm",)),
    "both": lambda: make_packages("doorstep", ("deb", "rpm")),
    "server": lambda: make_packages("doorstep-server"),
    "windows": make_windows,
    "papers": lay_papers,
}
_USUAL = ("deb", "server", "windows", "manifest")


def main() -> None:
    """Make the parts that are named, and say how long each took and how large what came out is."""
    parser = argparse.ArgumentParser("installer")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of {', '.join([*_PARTS, 'manifest'])}")
    parser.add_argument("--key", type=Path, help="what the announcement of this release is signed with")
    parser.add_argument("--older", type=Path, help="the announcement of the release before")
    given = parser.parse_args()
    for part in given.parts or _USUAL:
        began = monotonic()
        if part == "manifest":
            found = [write_manifest(given.key, given.older)]
        elif part in _PARTS:
            found = _PARTS[part]()
        else:
            parser.error(f"there is no part {part}")
        for made in found:
            print(f"package: {made.name}, {made.stat().st_size / 1e6:.1f} MB, {monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
