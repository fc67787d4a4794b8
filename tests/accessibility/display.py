"""A screen of X11 that nobody looks at, for one program."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def running_display() -> Iterator[str]:
    """Start an X server with a screen of the normal size; yields its name, such as `:7`."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def program_environment(display: str) -> dict[str, str]:
    """The environment of a program on that screen which is told that a screen reader listens."""
    told = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    return {**os.environ, **told, "QT_ACCESSIBILITY": "1", "PYTHONUNBUFFERED": "1"}
