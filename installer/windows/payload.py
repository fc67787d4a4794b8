"""The Windows program as one folder, laid out and not frozen: launcher, CPython, libraries, our own code as byte code.

doorstep.exe, doorstep-console.exe      the launcher, with windows and with a console
program/                                CPython's files; python3XX._pth is the whole search path
program/packages/                       libraries, casework, desktop, resources
program/licences/                       of everything, and the bill of materials
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from pathlib import Path

from installer.place import BUILD, ROOT, moment, run, said
from installer.windows.launcher import make_launchers
from installer.windows.python import lay_python, series
from installer.windows.trim import asked_for, is_carried, missing
from installer.windows.wheels import WindowsShelf, fetch_wheels

_HERE = Path(__file__).parent
_OWN = ("casework", "desktop", "resources")
_NOT_OURS = ("__pycache__",)
# A path may have 259 characters on Windows unless an administrator allows more; this is for the folder before it.
LONGEST = 259 - len(r"C:\Program Files\Doorstep") - 1
_COMPILE = """
import py_compile, sys
from pathlib import Path
root = Path(sys.argv[1])
for source in sorted(root.rglob("*.py")):
    inner = source.relative_to(root).as_posix()
    # No moment of a source and no folder of this machine: the same source makes the same bytes.
    py_compile.compile(source, cfile=source.with_suffix(".pyc"), dfile=inner, doraise=True,
                       invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
    source.unlink()
"""


class NotMade(Exception):
    """The program cannot be made on this machine, with what would help."""


def make_payload() -> Path:
    """Lay the program out anew and return its folder.

    Raises:
        NotMade: where a Python of the laptops' version is not here to compile for it.
        SystemExit: where a file is not the one that is locked, or asks for a library that is nowhere.
    """
    # Only where packages are made: what reads bills of materials is not installed for the tests.
    from installer.bill import packages_of, write_bill

    compiler = find_compiler()
    folder = BUILD / "windows" / "doorstep"
    shutil.rmtree(folder, ignore_errors=True)
    program, packages, licences = folder / "program", folder / "program" / "packages", folder / "licences"
    packages.mkdir(parents=True)
    licences.mkdir()
    make_launchers(folder)
    lay_python(program)
    (program / "LICENSE.txt").replace(licences / "Python.txt")
    shelf = fetch_wheels()
    write_bill("doorstep", licences, shelf)
    _lay_libraries(shelf, packages_of("doorstep", shelf), packages)
    _lay_own(packages)
    run([compiler, "-S", "-P", "-c", _COMPILE, packages])
    licences.replace(program / "licences")
    _check(folder)
    _settle(folder)
    return folder


def find_compiler() -> Path:
    """A CPython of the laptops' version: `PYTHON_FOR_WINDOWS`, by its name, beside this one, or one that pyenv keeps.

    Raises ``NotMade`` where there is none.
    """
    name = f"python{series()}"
    named, here = os.environ.get("PYTHON_FOR_WINDOWS"), Path(sys.base_prefix)
    # pyenv's own folder of versions lies beside its shims, which name one of them only.
    kept = [here.parent, *(Path(shim).parent / "versions" for shim in os.get_exec_path())]
    beside = [str(one) for folder in kept for one in sorted(folder.glob(f"{series()}*/bin/{name}"))]
    places = [named, sys.executable, shutil.which(name), *beside]
    for place in places:
        if place is not None and _series_of(Path(place)) == series():
            return Path(place)
    raise NotMade(
        f"it needs a Python {series()} to compile for the laptops' (apt install {name}, or PYTHON_FOR_WINDOWS=…)"
    )


def _series_of(program: Path) -> str:
    try:
        return said([program, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"])
    except (OSError, subprocess.CalledProcessError):
        return ""


def _lay_libraries(shelf: WindowsShelf, names: Iterable[str], packages: Path) -> None:
    for name in names:
        for one in sorted(shelf.find(name).files or [], key=str):
            if is_carried(one.as_posix()):
                _copy(shelf.folder / one, packages / one)
    _lay_asked(shelf.folder, packages)


def _lay_asked(source: Path, packages: Path) -> None:
    """The libraries of Qt that those ask for which are carried, and what those ask for."""
    known = {path.name.lower(): path for place in ("shiboken6", "PySide6") for path in (source / place).glob("*.dll")}
    waiting = [path for path in packages.rglob("*") if path.suffix in {".dll", ".pyd"}]
    done: set[str] = set()
    while waiting:
        for name in asked_for(waiting.pop()):
            # Microsoft's C runtime comes with CPython; a second copy would only lie there.
            if name in known and name not in done and not (packages.parent / name).exists():
                done.add(name)
                _copy(known[name], packages / known[name].relative_to(source))
                waiting.append(known[name])


def _lay_own(packages: Path) -> None:
    for name in _OWN:
        shutil.copytree(ROOT / name, packages / name, ignore=shutil.ignore_patterns(*_NOT_OURS))
    _copy(_HERE / "doorstep_start.py", packages / "doorstep_start.py")
    own = distribution("doorstep")
    place = packages / f"doorstep-{own.version}.dist-info"
    place.mkdir()
    for name in ("METADATA", "entry_points.txt"):
        (place / name).write_text(own.read_text(name) or "", "utf-8")


def _check(folder: Path) -> None:
    strange = missing(folder)
    if strange:
        raise SystemExit(f"package: whose are these libraries? {strange}")
    deep = [name for name in _inside(folder) if len(name) > LONGEST]
    if deep:
        raise SystemExit(f"package: these names are too long for Windows: {deep}")


def _inside(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        yield path.relative_to(folder).as_posix()


def _settle(folder: Path) -> None:
    """Give everything the moment of the commit: what packs it writes that down."""
    seconds = int(moment().timestamp())
    for path in (*folder.rglob("*"), folder):
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (seconds, seconds))


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
