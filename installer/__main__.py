"""`python -m installer PART…`: make packages. Without a part, all that can be made here."""

import argparse
from time import monotonic

from installer.debian import make_packages

_PARTS = {
    "deb": lambda: make_packages("doorstep"),
    "server": lambda: make_packages("doorstep-server"),
}


def main() -> None:
    """Make the parts that are named, and say how long each took and how large what came out is."""
    parser = argparse.ArgumentParser("installer")
    parser.add_argument("parts", nargs="*", choices=[[], *_PARTS], default=[])
    for part in parser.parse_args().parts or _PARTS:
        began = monotonic()
        for made in _PARTS[part]():
            print(f"package: {made.name}, {made.stat().st_size / 1e6:.1f} MB, {monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
