"""One demonstration laptop: the application in its own process, with its own folder, moved by `hands`."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


SETTLED_MS = 250


class Stuck(Exception):
    """The application did not do what the tour waited for."""


@dataclass
class Laptop:
    """A laptop of one worker. `home` is its folder, `shots` where its pictures go."""

    who: str
    home: Path
    shots: Path
    extra: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[str] | None" = None

    def start(self) -> None:
        """Open the application, as after switching the laptop on."""
        self.home.mkdir(parents=True, exist_ok=True)
        self.shots.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, **self.extra, "DOORSTEP_HOME": str(self.home), "PYTHONUNBUFFERED": "1"}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "demonstration.hands"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def kill(self) -> None:
        """The battery is flat: SIGKILL, no chance to save anything."""
        process = self._running()
        process.send_signal(signal.SIGKILL)
        process.wait()
        self._let_go(process)

    def close(self) -> int:
        """Close the application as a person would; returns its exit code."""
        process = self._running()
        self._say({"do": "quit"})
        process.communicate(timeout=30)
        self.process = None
        return process.returncode

    def do(self, what: str, **words: object) -> Any:
        """Have the hands do something, and return what came of it.

        Raises:
            Stuck: if it could not be done, with what was on the screen.
        """
        process = self._running()
        self._say({"do": what, **words})
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise Stuck(f"{self.who}: the application ended while doing {what} {words}")
        answer = json.loads(line)
        if not answer["ok"]:
            raise Stuck(f"{self.who}: {answer['error']}\n{answer.get('screen', '')}")
        return answer.get("value")

    def wait(self, name: str, text: str = "", timeout_s: float = 30) -> None:
        """Wait until a widget is there, says `text` and can be used."""
        self.do("wait", name=name, text=text, timeout_s=timeout_s)

    def wait_words(self, text: str, timeout_s: float = 30) -> None:
        """Wait until the words stand anywhere on the screen."""
        self.do("wait", text=text, timeout_s=timeout_s)

    def type_into(self, name: str, text: str) -> None:
        """Put the keyboard into a field and type."""
        self.wait(name)
        self.do("focus", name=name)
        self.do("keys", text=text)

    def press(self, keys: str) -> None:
        """Press a combination such as Ctrl+Return."""
        self.do("press", keys=keys)

    def click(self, name: str) -> None:
        """Click a button once it can be used."""
        self.wait(name)
        self.do("click", name=name)

    def rest(self, ms: int) -> None:
        """Do nothing for so long, as a person would while reading."""
        self.do("rest", ms=ms)

    def shot(self, name: str) -> Path:
        """Take a picture of the window once it has settled."""
        self.rest(SETTLED_MS)
        path = self.shots / f"{name}.png"
        self.do("shot", path=str(path))
        return path

    def _running(self) -> "subprocess.Popen[str]":
        if self.process is None:
            raise Stuck(f"{self.who}: the application is not open")
        return self.process

    def _say(self, order: dict[str, object]) -> None:
        process = self._running()
        assert process.stdin is not None
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()

    def _let_go(self, process: "subprocess.Popen[str]") -> None:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        self.process = None
