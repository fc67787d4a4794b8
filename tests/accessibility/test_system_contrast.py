"""The desktop's own setting for more contrast is followed while the application runs: a real Qt, bus and portal."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

from desktop.views.theme.token import LIGHT, LIGHT_STRONG
from tests.accessibility.display import running_display
from tests.fakes.portal import running_bus, running_portal

ROOT = Path(__file__).parents[2]
WITHIN_S = 60.0


@contextmanager
def running_look(display: str, bus: str) -> "Iterator[SimpleQueue[str]]":
    """The application's look on a GNOME desktop; yields what it says, line by line."""
    desktop = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_CURRENT_DESKTOP": "GNOME", "NO_AT_BRIDGE": "1"}
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.accessibility.look"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, **desktop, "DBUS_SESSION_BUS_ADDRESS": bus},
    )
    said: SimpleQueue[str] = SimpleQueue()
    listening = threading.Thread(target=_listen, args=(program, said), daemon=True)
    listening.start()
    try:
        yield said
    finally:
        program.terminate()
        listening.join()
        program.wait()


def _listen(program: "subprocess.Popen[str]", said: "SimpleQueue[str]") -> None:
    assert program.stdout is not None
    with program.stdout:
        for line in program.stdout:
            said.put(line.strip())


def wait_for(said: "SimpleQueue[str]", wanted: str) -> None:
    """Wait until the application is dressed so. Raises ``queue.Empty``."""
    while said.get(timeout=WITHIN_S) != wanted:
        continue


def test_the_desktop_s_contrast_is_followed_at_the_start_and_live() -> None:
    with (
        running_display() as display,
        running_bus() as bus,
        running_portal(bus, 1) as portal,
        running_look(display, bus) as said,
    ):
        wait_for(said, LIGHT_STRONG.name)
        portal.change(0)
        wait_for(said, LIGHT.name)
        portal.change(1)
        wait_for(said, LIGHT_STRONG.name)
