"""How long the packaged program takes to its first window, and how much memory it has then, against a bare Qt window.

    python -m installer.start ["PROGRAM AND ITS WORDS"] [ROUNDS]

Both are started in turn on one screen (Xvfb) in one run; the window is looked for in the X server. Prints medians, the
ratio, and the spread.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic

from installer.place import BUILD
from tests.accessibility.display import running_display
from tests.accessibility.keyboard import Keyboard, open_keyboard

_BARE = (
    "from PySide6.QtWidgets import QApplication, QLabel; a = QApplication(['bare']); w = QLabel('bare');"
    "w.resize(1366, 768); w.show(); a.exec()"
)
_PATIENCE_S = 120.0


def main() -> int:
    """Measure, and print."""
    program = sys.argv[1].split() if len(sys.argv) > 1 else [str(BUILD / "bundle" / "doorstep" / "doorstep")]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    commands = {"bare": [sys.executable, "-c", _BARE], "doorstep": program}
    took: dict[str, list[float]] = {name: [] for name in commands}
    memory: dict[str, list[float]] = {name: [] for name in commands}
    with running_display() as display, open_keyboard(display) as screen:
        for number in range(rounds + 1):
            for name, command in commands.items():
                seconds, megabytes = _once(command, display, screen)
                if number:  # the first of each finds the disk cold
                    took[name].append(seconds)
                    memory[name].append(megabytes)
    for what, values, unit in (("to the first window", took, "s"), ("memory then (PSS)", memory, "MB")):
        own, bare = statistics.median(values["doorstep"]), statistics.median(values["bare"])
        spread = ", ".join(f"{name} {min(found):.2f}-{max(found):.2f}" for name, found in values.items())
        print(f"{what}: {own:.2f} {unit} against {bare:.2f} {unit} bare, ratio {own / bare:.2f} ({spread})")
    return 0


def _once(command: list[str], display: str, screen: Keyboard) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "DOORSTEP_HOME": home}
        began = monotonic()
        process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        try:
            while not _is_there(screen):
                if monotonic() - began > _PATIENCE_S or process.poll() is not None:
                    raise SystemExit(f"{command[0]} shows no window")
            return monotonic() - began, _memory(process.pid)
        finally:
            process.kill()
            process.wait()
            while _is_there(screen):
                pass


def _is_there(screen: Keyboard) -> bool:
    return any(screen._is_shown(window) for window in screen._windows())  # noqa: SLF001


def _memory(pid: int) -> float:
    """The process's share of memory in MB. As root: the program keeps others from looking."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    sys.exit(main())
