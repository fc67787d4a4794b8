"""What the Windows program is made of: the lock's libraries for Windows, and of Qt what the program loads."""

import ast
import hashlib
import re
from pathlib import Path

import pytest

from installer.windows import payload, python, wheels
from installer.windows.python import locked, series
from installer.windows.trim import QT_MODULES, is_carried
from tests.structure.source import ROOT

FOLDER = ROOT / "installer" / "windows"


def imported_of_qt() -> set[str]:
    """The modules of Qt that the application imports, wherever it does."""
    found = set()
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6."):
                found.add(str(node.module).split(".")[1])
    return found


def test_of_qt_is_carried_what_is_imported() -> None:
    assert imported_of_qt() == QT_MODULES


def test_every_time_zone_that_is_asked_for_is_carried() -> None:
    asked = set()
    for folder in ("casework", "desktop"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            asked |= set(re.findall(r'ZoneInfo\("([^"]+)"\)', path.read_text("utf-8")))
    assert "Europe/London" in asked
    assert [zone for zone in sorted(asked) if not is_carried(f"tzdata/zoneinfo/{zone}")] == []


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/QtWidgets.pyd",
        "PySide6/__init__.py",
        "PySide6/support/deprecated.py",
        "PySide6/plugins/platforms/qwindows.dll",
        "shiboken6/Shiboken.pyd",
        "pydantic_core/_pydantic_core.cp313-win_amd64.pyd",
        "qtawesome/fonts/phosphor-1.3.0.ttf",
        "keyring-25.7.0.dist-info/METADATA",
        "tzdata/zoneinfo/Europe/London",
        "tzdata/zoneinfo/UTC",
        "zxcvbn/frequency_lists.py",
    ],
)
def test_what_the_program_needs_is_carried(name: str) -> None:
    assert is_carried(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/QtNetwork.pyd",
        "PySide6/Qt6Quick.dll",
        "PySide6/designer.exe",
        "PySide6/opengl32sw.dll",
        "PySide6/plugins/imageformats/qtiff.dll",
        "PySide6/qml/QtQuick/plugins.qmltypes",
        "PySide6/translations/qtbase_ja.qm",
        "PySide6/scripts/deploy.py",
        "../../bin/anything.exe",
        "bin/typer.exe",
        "keyring-25.7.0.dist-info/RECORD",
        "holidays/locale/de/LC_MESSAGES/DE.mo",
        "tzdata/zoneinfo/Europe/Paris",
        "zxcvbn/matching.pyi",
        "pypdf/tests/test_page.py",
    ],
)
def test_what_is_never_loaded_stays_out(name: str) -> None:
    assert not is_carried(name)


def test_of_the_lock_the_lines_hold_that_are_for_windows() -> None:
    text = """\
colour==1.0 ; sys_platform == 'win32' \\
    --hash=sha256:aa \\
    --hash=sha256:bb
jeepney==0.9.0 ; sys_platform == 'linux' \\
    --hash=sha256:cc
backports-zstd==1.8.0 ; python_full_version < '3.14' \\
    --hash=sha256:dd
"""
    found = wheels.needed_lines(text)
    assert found[0] == "colour==1.0 --hash=sha256:aa --hash=sha256:bb"
    assert [line.split("==")[0] for line in found] == ["colour", "backports-zstd"]


def test_every_line_of_the_lock_is_understood() -> None:
    """A line that is not would be left out without a word."""
    text = (ROOT / "requirements" / "lock-run.txt").read_text("utf-8")
    unconditional = set(re.findall(r"^([a-z0-9][^=\s]*)==\S+ \\$", text, re.MULTILINE))
    found = {line.split("==")[0] for line in wheels.needed_lines(text)}
    assert len(unconditional) > 40
    assert unconditional <= found
    assert found - unconditional >= {"pywin32-ctypes", "colorama"}
    assert not found & {"jeepney", "secretstorage", "uvloop"}, "what is for Linux alone"


def test_every_file_of_cpython_is_locked_by_its_hash() -> None:
    files = locked()["files"]
    assert {"python3.dll", f"{python.library()}.dll", f"{python.library()}.zip", "_ssl.pyd"} <= files.keys()
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in files.values())
    assert re.fullmatch(r"3\.\d+\.\d+", locked()["version"])


def test_a_file_of_cpython_that_is_another_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(python, "_files", lambda: {"python3.dll": b"another", "LICENSE.txt": b"text"})
    with pytest.raises(SystemExit, match=r"LICENSE.txt .* not the one"):
        python.lay_python(tmp_path)
    monkeypatch.setattr(python, "_files", lambda: {"unknown.dll": b""})
    with pytest.raises(SystemExit, match=r"unknown.dll"):
        python.lay_python(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_no_interpreter_and_no_store_without_encryption_is_carried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["python.exe", "pythonw.exe", "_sqlite3.pyd", "sqlite3.dll", "python3.dll", f"{python.library()}._pth"]
    given = {name: name.encode() for name in names}
    wanted = {name: hashlib.sha256(data).hexdigest() for name, data in given.items()}
    monkeypatch.setattr(python, "_files", lambda: given)
    monkeypatch.setattr(python, "locked", lambda: {"version": locked()["version"], "files": wanted})
    python.lay_python(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"python3.dll", f"{python.library()}._pth"}
    search_path = (tmp_path / f"{python.library()}._pth").read_text("ascii").split("\n")
    assert search_path == [f"{python.library()}.zip", ".", "packages", ""], "and `import site` is not in it"


def test_without_a_python_of_the_laptops_it_is_said_what_would_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payload, "_series_of", lambda program: "2.7")
    with pytest.raises(payload.NotMade, match=rf"apt install python{re.escape(series())}"):
        payload.find_compiler()


def test_starting_anew_repeats_what_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a lock the program starts itself with the words of its own command line; the launcher adds the others."""
    import runpy
    import sys

    import desktop.__main__

    monkeypatch.setattr(desktop.__main__, "main", lambda: 7)
    monkeypatch.setattr(sys, "argv", ["doorstep_start.pyc", "--folder=x"])
    monkeypatch.setattr(sys, "orig_argv", ["doorstep.exe", "-X", "utf8", "-m", "doorstep_start", "--folder=x"])
    monkeypatch.setattr(sys, "executable", "doorstep.exe")
    monkeypatch.setattr(sys, "frozen", False, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", "", raising=False)
    with pytest.raises(SystemExit, match="7"):
        runpy.run_path(str(FOLDER / "doorstep_start.py"), run_name="__main__")
    assert sys.orig_argv == ["doorstep.exe", "--folder=x"]


def test_the_launcher_runs_the_module_that_is_laid_beside_our_code() -> None:
    text = (FOLDER / "launcher.c").read_text("utf-8")
    assert 'L"-m", L"doorstep_start"' in text
    assert "doorstep_start.py" in (FOLDER / "payload.py").read_text("utf-8")


_SAID = """\
Current message digest    : 539F
Calculated message digest : {digest}
	Signer #0:
		Subject: {subject}
	Text description: Built: Release_v3.13.2_20250204.01
"""
_FOUNDATION = "/C=US/ST=Oregon/L=Beaverton/O=Python Software Foundation/CN=Python Software Foundation"


@pytest.mark.parametrize(
    ("name", "digest", "subject", "told"),
    [
        ("python313.dll", "539F", _FOUNDATION, None),
        ("vcruntime140.dll", "539F", "/C=US/O=Microsoft Corporation/CN=Microsoft Windows", None),
        ("python313.dll", "0000", _FOUNDATION, "altered"),
        ("python313.dll", "539F", "/C=XX/O=Somebody else/CN=x", "is signed by /C=XX"),
        ("python313.dll", "539F", "/C=US/O=Microsoft Corporation/CN=x", "is signed by"),
    ],
)
def test_a_newer_cpython_is_taken_where_every_program_is_signed_in_their_name(
    name: str, digest: str, subject: str, told: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = _SAID.format(digest=digest, subject=subject)
    monkeypatch.setattr(python, "_said_of", lambda file: said)
    monkeypatch.setattr(python, "LOCK", tmp_path / "python.toml")
    if told:
        with pytest.raises(SystemExit, match=told):
            python.write_lock({name: b"bytes"}, {"package": "x==1"})
        assert not python.LOCK.exists()
    else:
        python.write_lock({name: b"bytes"}, {"package": "x==1"})
        text = python.LOCK.read_text("utf-8")
        assert 'version = "3.13.2"' in text
        assert f'"{name}" = "{hashlib.sha256(b"bytes").hexdigest()}"' in text
