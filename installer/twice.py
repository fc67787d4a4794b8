"""`make package-twice`: the Debian package made twice from one commit and compared byte for byte.

`WITH=file`: made once, and compared with that one, which `make package FAST=1` has made of the same commit.
"""

import hashlib
import shutil
import sys
from pathlib import Path

from installer.debian import make_packages
from installer.place import BUILD


def main() -> int:
    """Make it, put it aside, make it again; or only once, where one is named on the command line."""
    folder = BUILD / "twice"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    named = sys.argv[1:2]
    digests = []
    for number in (1, 2):
        target = folder / f"{number}.deb"
        if number == 1 and named:
            shutil.copyfile(named[0], target)
        else:
            (made,) = make_packages("doorstep")
            shutil.copyfile(made, target)
        digests.append(_digest(target))
        print(f"package-twice: {digests[-1]}", flush=True)
    for first in named:
        # The second one was made under the same name.
        shutil.copyfile(folder / "1.deb", first)
    print("package-twice: the same" if len(set(digests)) == 1 else "package-twice: DIFFERENT")
    return int(len(set(digests)) != 1)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main())
