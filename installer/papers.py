"""What goes out beside the packages: each program's bill of materials and the licences of everything in it."""

import shutil
from pathlib import Path

from installer.place import BUILD, DIST, version


def lay_papers() -> list[Path]:
    """Copy them into ``dist/``, under the name of the program they are about and its version.

    Raises ``SystemExit`` where no package has been made.
    """
    bills = sorted((BUILD / "bill").glob("*/*.cdx.json"))
    if not bills:
        raise SystemExit("package: make the packages first: their bills are made with them")
    DIST.mkdir(exist_ok=True)
    made: list[Path] = []
    for bill in bills:
        name = bill.parent.name
        for source, target in (
            (bill, f"{name}-{version()}.cdx.json"),
            (bill.with_name("third-party-licences.txt"), f"{name}-{version()}-licences.txt"),
        ):
            made.append(Path(shutil.copyfile(source, DIST / target)))
    return made
