"""One program with its Python and its libraries as a folder, made by PyInstaller."""

import shutil
import sys
from pathlib import Path

from installer.bill import write_bill
from installer.place import BUILD, ROOT, run

_MODES = {True: 0o755, False: 0o644}


def make_bundle(name: str) -> Path:
    """Make ``doorstep`` or ``doorstep-server`` and return its folder. Licences and bill of materials are made first."""
    write_bill(name, BUILD / "bill" / name)
    spec = ROOT / "installer" / f"{name}.spec"
    target, work = BUILD / "bundle", BUILD / "work" / name
    shutil.rmtree(target / name, ignore_errors=True)
    shutil.rmtree(work, ignore_errors=True)
    words: list[str | Path] = [
        "--noconfirm",
        "--clean",
        "--log-level",
        "ERROR",
        "--distpath",
        target,
        "--workpath",
        work,
        spec,
    ]
    run([sys.executable, "-m", "PyInstaller", *words])
    settle(target / name)
    return target / name


def settle(folder: Path) -> None:
    """Give every file the one mode that its sort has, whatever umask and source had."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            continue
        is_program = path.parent == folder and path.is_file()
        path.chmod(_MODES[is_program or path.is_dir()])
