"""`make package-twice`: the Debian package made twice from one commit and compared byte for byte."""

import hashlib
import shutil
import sys
from pathlib import Path

from installer.debian import make_packages
from installer.place import BUILD


def main() -> int:
    """Make it, put it aside, make it again."""
    folder = BUILD / "twice"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    digests = []
    for number in (1, 2):
        (made,) = make_packages("doorstep")
        made.rename(folder / f"{number}.deb")
        digests.append(_digest(folder / f"{number}.deb"))
        print(f"package-twice: {digests[-1]}", flush=True)
    print("package-twice: the same" if len(set(digests)) == 1 else "package-twice: DIFFERENT")
    return int(len(set(digests)) != 1)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main())
