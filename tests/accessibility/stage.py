"""The window of ``host`` on a screen of its own, with a screen reader and a keyboard at it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.accessibility.display import program_environment, running_display
from tests.accessibility.judge import focusable, unreached
from tests.accessibility.keyboard import Keyboard, open_keyboard
from tests.accessibility.reader import (
    ROOT,
    Element,
    NotThere,
    Reader,
    State,
    accessibility_address,
    is_focus,
    open_reader,
)

_REPOSITORY = Path(__file__).parents[2]
_SPARE_TABS = 5
_ROUNDS = 2
"""A key that came before its window had the keyboard is pressed again."""
FOCUS_S = 30.0


@dataclass
class Stage:
    """A view at a time. ``names``: the views there are."""

    process: "subprocess.Popen[str]"
    reader: Reader
    keyboard: Keyboard
    names: list[str]

    def show(self, view: str) -> Element:
        """Bring a view to the screen and read it as a screen reader does."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"show": view}) + "\n")
        self.process.stdin.flush()
        answer = _answer(self.process)
        assert answer == "shown", f"{view}: {answer}"
        self.keyboard.give_focus()
        return self.read()

    def read(self) -> Element:
        """The window or the sheet that has the focus, or the page in it."""
        window = self.window()
        return next((part for part in window.walk() if part.ident.endswith(".page_stack")), window)

    def window(self) -> Element:
        """The window that has the focus, or where a menu is open all there are."""
        root = self.reader.element(ROOT)
        windows = [window for window in root.children if window.has(State.ACTIVE)]
        return windows[-1] if windows and not any(one.role == "popup menu" for one in root.children) else root

    def focus_name(self) -> str:
        """What is called so told last that it has the focus; nothing where nothing has told it yet, or it has gone."""
        gained = [event.path for event in self.reader.heard if is_focus(event)]
        with suppress(NotThere):
            return self.reader.element(gained[-1]).name if gained else ""
        return ""

    def not_reached_by_tab(self, view: Element) -> list[Element]:
        """Press Tab until everything that takes the focus should have had it; what never got it."""
        self.reader.heard.clear()
        for _ in range(_ROUNDS):
            self.keyboard.give_focus()
            for _ in range(len(focusable(view)) + _SPARE_TABS + self._outside(view)):
                self.keyboard.press("Tab")
            with suppress(AssertionError):
                self.reader.wait_for(lambda: not unreached(view, self._visited()), "", FOCUS_S)
            if not unreached(view, self._visited()):
                return []
        return unreached(view, self._visited())

    def _outside(self, view: Element) -> int:
        """What else in the window takes the focus between the view's last element and its first."""
        return 30 if view.ident.endswith(".page_stack") else 0

    def _visited(self) -> set[str]:
        return {event.path for event in self.reader.heard if is_focus(event)}


def _answer(process: "subprocess.Popen[str]") -> Any:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, "the window has ended"
    return json.loads(line)


@contextmanager
def open_stage(folder: Path) -> Iterator[Stage]:
    """Start the window over a store in ``folder`` and wait until it is there."""
    # Qt looks once, when it starts, whether there is such a bus.
    accessibility_address()
    with running_display() as display:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.accessibility.host", str(folder)],
            env=program_environment(display),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=_REPOSITORY,
        )
        try:
            names = _answer(process)
            with open_reader(process.pid) as reader, open_keyboard(display) as keyboard:
                yield Stage(process, reader, keyboard, names)
        finally:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.close()
            process.wait(timeout=60)
            process.stdout.close()
