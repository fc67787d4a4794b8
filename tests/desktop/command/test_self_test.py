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
    assert [line.split()[0] for line in lines[:-1]] == ["ok"] * 9
    assert lines[-1] == "All parts are good."


def test_a_part_that_does_not_load_is_named_and_the_others_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.delitem(checked._CHECKS, "windows")
    out = io.StringIO()
    assert self_test(out) == 1
    lines = out.getvalue().splitlines()
    assert [line.split()[0] for line in lines[:-1]] == ["ok"] * 6 + ["FAILED"]
    assert "papers" in lines[6]
    assert "install it again" in lines[-1]
