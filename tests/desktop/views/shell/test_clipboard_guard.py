"""On a real screen: what was copied here is marked as not to be kept, and goes again; another program's copy stays."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QDeadlineTimer

from desktop.views.shell.clipboard_guard import HINTS
from tests.accessibility.display import running_display

WORDS = "Loose dog at the back door"
LATER_MS = 3_600_000
LONGEST_MS = 20_000


@dataclass
class Program:
    """One of two programs on the screen."""

    process: "subprocess.Popen[str]"

    def do(self, line: str) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def look_until(self, holds: Callable[[dict[str, str]], bool]) -> dict[str, str]:
        """What it sees in the clipboard, once that is so."""
        deadline = QDeadlineTimer(LONGEST_MS)
        while True:
            found: dict[str, str] = self.do("look")
            if holds(found):
                return found
            assert not deadline.hasExpired(), found


@contextmanager
def program(display: str, *arguments: str) -> Iterator[Program]:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-m", "tests.fakes.clipboard_program", *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == '"ready"\n'
        try:
            yield Program(process)
        finally:
            process.kill()


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with running_display() as name:
        yield name


@pytest.mark.xvfb
def test_a_copy_is_marked_cleared_at_locking_and_never_takes_away_anothers(display: str) -> None:
    """Another program sees the words with the marks; then nothing; what it puts there itself stays."""
    with program(display, "guard", str(LATER_MS)) as ours, program(display) as other:
        ours.do(f"copy {WORDS}")
        seen = other.look_until(lambda found: found["text"] == WORDS and set(HINTS) <= set(found))
        assert {name: seen[name] for name in HINTS} == {name: value.hex() for name, value in HINTS.items()}
        ours.do(f"mark {WORDS}")
        other.look_until(lambda found: found["marked"] == WORDS)
        ours.do("lock")
        other.look_until(lambda found: found["text"] == "" and found["marked"] == "")
        ours.do(f"copy {WORDS}")
        other.look_until(lambda found: found["text"] == WORDS)
        other.do("put a shopping list")
        ours.look_until(lambda found: found["text"] == "a shopping list")
        ours.do("lock")
        assert ours.do("look")["text"] == "a shopping list"


@pytest.mark.xvfb
def test_a_copy_is_gone_after_a_while(display: str) -> None:
    with program(display, "guard", "500") as ours, program(display) as other:
        ours.do(f"copy {WORDS}")
        other.look_until(lambda found: found["text"] == "")
        assert ours.do("look")["text"] == ""
