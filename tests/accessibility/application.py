"""The program itself on a screen of its own, moved by keys of the X server alone and read as by a screen reader."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.accessibility.display import program_environment, running_display
from tests.accessibility.judge import said
from tests.accessibility.keyboard import Keyboard, open_keyboard
from tests.accessibility.reader import (
    ROOT,
    WAIT_S,
    Element,
    Event,
    NotThere,
    Reader,
    State,
    accessibility_address,
    is_focus,
    open_reader,
)

_REPOSITORY = Path(__file__).parents[2]
MOST_TABS = 60
MOST_ROWS = 30


@dataclass
class Application:
    """What somebody hears who does not see the screen, and the keys they press."""

    reader: Reader
    keyboard: Keyboard
    spoken: list[str] = field(default_factory=list)

    def press(self, keys: str) -> None:
        """Press a combination such as Ctrl+Return."""
        self.keyboard.give_focus()
        self.keyboard.press(keys)

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        self.keyboard.type(text)

    def focus(self) -> Element:
        """What has the focus now, as it told itself last.

        Raises:
            NotThere: if it has gone meanwhile.
        """
        self.keyboard.give_focus()
        while self.reader.listen(0.02):
            pass
        gained = [event.path for event in self.reader.heard if is_focus(event)]
        if not gained:
            raise NotThere("nothing has the focus")
        return self.reader.element(gained[-1])

    def hears(self, name: str, role: str = "", description: str = "") -> Element:
        """Wait until what has the focus is called so (a regular expression), is of the role and says this as well."""
        found: list[Element] = []

        def holds() -> bool:
            try:
                element = self.focus()
            except NotThere:
                return False
            found.append(element)
            right = element.role == role or not role
            return bool(re.search(name, element.name)) and right and description in element.description

        last = f"the focus is not on {name!r} {role} {description!r}"
        try:
            self.reader.wait_for(holds, last)
        except AssertionError as error:
            heard = said(found[-1]) + f" {found[-1].description!r}" if found else "nothing"
            raise AssertionError(f"{error}\nbut on: {heard}\n{self.screen()}") from None
        return found[-1]

    def tabs_to(self, name: str, role: str = "", keys: str = "Tab") -> Element:
        """Press Tab until something called so has the focus; says on the way what was heard."""
        passed: list[str] = []
        while True:
            element = self._settled_focus()
            self.spoken.append(said(element))
            if re.search(name, element.name) and role in ("", element.role):
                return element
            passed.append(said(element))
            assert len(passed) < MOST_TABS, f"Tab does not reach {name!r}, but " + "; ".join(passed)
            self._move(keys, f"Tab goes no further than {passed}")

    def arrows_to(self, name: str, keys: str = "Down") -> Element:
        """Press an arrow key until what is marked in the list is called so (a regular expression)."""
        self.press(keys)
        for _ in range(MOST_ROWS):
            element = self._settled_focus()
            if re.search(name, element.name):
                return element
            self._move(keys, f"nothing more than {element.name}")
        raise AssertionError(f"no row {name!r}\n{self.screen()}")

    def is_told(self, words: str) -> Event:
        """Wait until an announcement says this (a regular expression), without the focus going anywhere."""

        def told() -> list[Event]:
            announced = [event for event in self.reader.heard if event.name == "Object:Announcement"]
            return [event for event in announced if re.search(words, str(event.value))]

        self.reader.wait_for(told, f"nothing announced {words!r}")
        return told()[-1]

    def forget(self) -> None:
        """What was heard so far counts no more; the focus stays where it is."""
        gained = self._gained()[-1:]
        self.reader.heard[:] = gained

    def window(self) -> Element:
        """The window that has the focus, with all that is on the screen in it."""
        root = self.reader.element(ROOT)
        windows = [window for window in root.children if window.has(State.ACTIVE)]
        return windows[-1] if windows else root

    def screen(self) -> str:
        """Everything that can be read, a line each: for messages."""
        return "\n".join(said(part) for part in self.window().walk() if part.name)

    def waits(self, holds: Callable[[], object], what: str) -> None:
        """Listen until something holds."""
        self.reader.wait_for(holds, what)

    def find(self, name: str, role: str = "", timeout_s: float = WAIT_S) -> Element:
        """Wait until something called so (a regular expression) is on the screen."""
        found: list[Element] = []

        def there() -> bool:
            parts = [part for part in self.window().walk() if re.search(name, part.name) and role in ("", part.role)]
            found.extend(parts)
            return bool(parts)

        try:
            self.reader.wait_for(there, f"{name!r} is not on the screen", timeout_s)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.screen()}") from None
        return found[-1]

    def _settled_focus(self) -> Element:
        found: list[Element] = []

        def holds() -> bool:
            try:
                found.append(self.focus())
            except NotThere:
                return False
            return True

        self.reader.wait_for(holds, "nothing has the focus")
        return found[-1]

    def _move(self, keys: str, otherwise: str) -> None:
        """Press keys, and wait until the focus is somewhere else."""
        before = len(self._gained())
        self.press(keys)
        self.reader.wait_for(lambda: len(self._gained()) > before, otherwise)

    def _gained(self) -> list[Event]:
        return [event for event in self.reader.heard if is_focus(event)]


@contextmanager
def open_application(
    home: Path, policy: Path, said_to: Path, program: Sequence[str] = (sys.executable, "-m", "desktop")
) -> Iterator[Application]:
    """Start `doorstep` for the laptop in ``home``; it is closed by its window's own way out at the end."""
    # Qt looks once, when it starts, whether there is such a bus.
    accessibility_address()
    with running_display() as display, said_to.open("w", encoding="utf-8") as log:
        environment = {**program_environment(display), "DOORSTEP_HOME": str(home)}
        command = [*program, "--policy", str(policy)]
        process = subprocess.Popen(command, env=environment, cwd=_REPOSITORY, stderr=log)
        try:
            with open_reader(process.pid) as reader, open_keyboard(display) as keyboard:
                yield Application(reader, keyboard)
        finally:
            process.terminate()
            process.wait(timeout=60)
