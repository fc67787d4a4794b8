"""`make package-check-windows`: both packages for Windows as a laptop meets them, under wine 10. Needs root.

Each is installed silently, its files and registry looked at, the self-test with the key vault and the doctor run from
the installed folder by an ordinary user, its first window opened (a picture is kept), upgraded with what the user has
in place, an older one refused, and removed silently: nothing left but what the user has. Prints a line for each.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from installer.place import BUILD, run, version
from installer.windows.wine import Windows, fresh_windows, lacking_wine, until

NEXT = "99.0.0"
_WORK = BUILD / "windows"
_UNINSTALL = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall\Doorstep"
_CRASH = r"HKLM\Software\Microsoft\Windows\Windows Error Reporting\ExcludedApplications"
_CONSOLE = r"C:\Program Files\Doorstep\doorstep-console.exe"
_PROGRAM = r"C:\Program Files\Doorstep\doorstep.exe"
_KEPT = "what the worker wrote"


def main() -> int:
    """Try both packages of the program that was laid out last; 0 where they are good, or cannot be tried here."""
    reason = lacking_wine()
    if reason:
        print(f"package-check: the packages for Windows under wine 10: NOT TRIED: {reason}", flush=True)
        return 0
    payload = _WORK / "doorstep"
    if not payload.is_dir():
        sys.stderr.write("package-check: make the packages for Windows first (make package PARTS=windows)\n")
        return 2
    with step("packed as this version and as a later one"):
        for number in (version(), NEXT):
            run(["env", "FAST=1", Path(__file__).with_name("package.sh"), payload, number, _WORK / "tried"])
    for name, trial in (("NSIS", _try_nsis), ("MSI", _try_msi)):
        with fresh_windows() as windows:
            trial(windows, payload, name)
    return 0


def _try_nsis(windows: Windows, payload: Path, name: str) -> None:
    now, later = (windows.bring(_WORK / "tried" / f"doorstep-{number}-x64.exe") for number in (version(), NEXT))
    with step(f"{name}: installed silently"):
        windows.good(now, "/S")
        _same(_files(windows.programs), _files(payload) | {"uninstall.exe"})
        _same(windows.value(_UNINSTALL, "DisplayVersion"), version())
        _same(windows.value(_CRASH, "doorstep.exe"), "0x1")
    _try_program(windows, name)
    with step(f"{name}: refused while Doorstep is open, and nothing changed"), windows.running(_PROGRAM):
        _same(windows.run(later, "/S")[0], _byte(1618))
        _same(windows.value(_UNINSTALL, "DisplayVersion"), version())
    (windows.programs / "program" / "of-before.pyc").write_text("not in the next version", "utf-8")
    with step(f"{name}: upgraded to {NEXT}, what the worker has in place"):
        windows.good(later, "/S")
        _same(_files(windows.programs), _files(payload) | {"uninstall.exe"})
        _same(windows.value(_UNINSTALL, "DisplayVersion"), NEXT)
        _check_kept(windows)
    with step(f"{name}: the older one refused over it"):
        _same(windows.run(now, "/S")[0], _byte(1638))
        _same(windows.value(_UNINSTALL, "DisplayVersion"), NEXT)
    with step(f"{name}: removed silently, nothing left but what the worker has"):
        windows.good(r"C:\Program Files\Doorstep\uninstall.exe", "/S")
        # It goes on as a copy of itself, which alone can remove it.
        until(lambda: not windows.programs.exists())
        _check_gone(windows, _UNINSTALL, "DisplayVersion")


def _try_msi(windows: Windows, payload: Path, name: str) -> None:
    now, later = (windows.bring(_WORK / "tried" / f"doorstep-{number}-x64.msi") for number in (version(), NEXT))
    with step(f"{name}: installed silently"):
        windows.good("msiexec", "/i", now, "/qn")
        _same(_files(windows.programs), _files(payload))
        _same(windows.value(r"HKLM\Software\Doorstep", "Version"), version())
        _same(windows.value(_CRASH, "doorstep.exe"), "0x1")
    _try_program(windows, name)
    with step(f"{name}: upgraded to {NEXT}, what the worker has in place"):
        windows.good("msiexec", "/i", later, "/qn")
        _same(_files(windows.programs), _files(payload))
        _same(windows.value(r"HKLM\Software\Doorstep", "Version"), NEXT)
        _check_kept(windows)
    with step(f"{name}: the older one refused over it"):
        code, _ = windows.run("msiexec", "/i", now, "/qn")
        _same(windows.value(r"HKLM\Software\Doorstep", "Version"), NEXT)
        assert code != 0, "an older version was taken over a newer one"
    with step(f"{name}: removed silently, nothing left but what the worker has"):
        windows.good("msiexec", "/x", later, "/qn")
        assert not windows.programs.exists(), _files(windows.programs)
        _check_gone(windows, r"HKLM\Software\Doorstep", "Version")


def _try_program(windows: Windows, name: str) -> None:
    """What is installed: whether it came whole, what the doctor says, and its first window."""
    with step(f"{name}: self-test with the key vault, from the installed folder"):
        print(windows.good(_CONSOLE, "--self-test", "--key-store"), end="")
        _same(windows.good(_CONSOLE, "--version").strip(), f"Doorstep {version()}")
    with step(f"{name}: the doctor"):
        code, said = windows.run(_CONSOLE, "doctor")
        assert code in {0, 1}, said
        assert "Traceback" not in said, said
        print(said, end="")
    with step(f"{name}: the first window"):
        picture = _WORK / f"window-{name.lower()}.png"
        said = windows.show(_PROGRAM, picture)
        assert not said.strip(), said
        print(f"package-check: {picture.name} is the screen", flush=True)
    windows.keep(_KEPT)


def _check_kept(windows: Windows) -> None:
    _same((windows.local / "kept.txt").read_text("utf-8"), _KEPT)


def _check_gone(windows: Windows, key: str, name: str) -> None:
    _check_kept(windows)
    _same(windows.value(key, name), "")
    _same(windows.value(_CRASH, "doorstep.exe"), "")
    menus = windows.drive / "ProgramData" / "Microsoft" / "Windows" / "Start Menu"
    _same([path.name for path in menus.rglob("*oorstep*")], [])


def _byte(code: int) -> int:
    """What Linux keeps of an exit code of Windows."""
    return code & 0xFF


def _files(folder: Path) -> frozenset[str]:
    return frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _same(found: object, wanted: object) -> None:
    if isinstance(found, frozenset) and isinstance(wanted, frozenset):
        # Two thousand names: only those that are too many or too few are shown.
        assert found <= wanted, f"too many: {sorted(found - wanted)[:20]}"
        assert wanted <= found, f"too few: {sorted(wanted - found)[:20]}"
    assert found == wanted, f"{found!r}, not {wanted!r}"


@contextmanager
def step(name: str) -> Iterator[None]:
    """Print what was done and how long it took."""
    begun = monotonic()
    yield
    print(f"package-check: Windows: {name}: {monotonic() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
