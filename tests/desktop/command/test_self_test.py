"""`doorstep --self-test`: it says of each part whether it works, and one that does not hides no other."""

import io
import os
import subprocess
import sys

import pytest

from desktop.command import self_test as checked
from desktop.command.self_test import self_test

KEYS = pytest.mark.skipif(
    os.environ.get("DOORSTEP_SECRET_SERVICE") != "throwaway", reason="needs a key store that is thrown away"
)


@KEYS
def test_every_part_of_this_program_is_good() -> None:
    """As an administrator types it, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--self-test", "--key-store"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
    )
    assert done.returncode == 0, done.stdout
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines[:-1]] == ["ok"] * 10
    assert lines[-1] == "All parts are good."


def test_a_part_that_does_not_load_is_named_and_the_others_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.delitem(checked._CHECKS, "windows")
    out = io.StringIO()
    assert self_test(out) == 1
    lines = out.getvalue().splitlines()
    assert [line.split()[0] for line in lines[:-1]] == ["ok"] * 7 + ["FAILED"]
    assert "papers" in lines[7]
    assert "install it again" in lines[-1]


def test_icons_that_cannot_be_painted_are_told() -> None:
    """The program for Windows once came without the icons' fonts, and only a window told."""
    words = "import sys; sys.modules['qtawesome'] = None; from desktop.command.self_test import self_test; "
    done = subprocess.run(
        [sys.executable, "-c", f"{words}sys.exit(self_test(sys.stdout))"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
    )
    assert done.returncode == 1
    assert next(line for line in done.stdout.splitlines() if line.startswith("FAILED")).startswith("FAILED  windows")
