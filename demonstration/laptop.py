"""One demonstration laptop: the application in its own process, with its own folder, moved by `hands`."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

SETTLED_MS = 250
LONGEST_SILENCE_S = 180.0
CLOSES_WITHIN_S = 90.0
"""The application itself gives what it still sends and receives up to 42 s."""


class Stuck(Exception):
    """The application did not do what the tour waited for."""


@dataclass
class Laptop:
    """A laptop of one worker. `home` is its folder, `shots` where its pictures go, `arguments` the application's."""

    who: str
    home: Path
    shots: Path
    arguments: tuple[str, ...] = ()
    process: "subprocess.Popen[str] | None" = None
    program: str = "demonstration.hands"
    _answers: "queue.Queue[str]" = field(default_factory=queue.Queue)

    def start(self) -> None:
        """Open the application, as after switching the laptop on."""
        self.home.mkdir(parents=True, exist_ok=True)
        self.shots.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "DOORSTEP_HOME": str(self.home), "PYTHONUNBUFFERED": "1"}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        with (self.shots / "stderr.log").open("a", encoding="utf-8") as said:
            self._open(environment, said)
        self._heard()

    def _open(self, environment: dict[str, str], said: TextIO) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", self.program, *self.arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            env=environment,
        )
        threading.Thread(target=_read_into, args=(self.process, self._answers), daemon=True).start()

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
        code = process.wait(timeout=CLOSES_WITHIN_S)
        self._let_go(process)
        return code

    def do(self, what: str, **words: object) -> Any:
        """Have the hands do something, and return what came of it.

        Raises:
            Stuck: if it could not be done, with what was on the screen.
        """
        self._say({"do": what, **words})
        answer = self._heard(float(str(words.get("timeout_s", 0))) + LONGEST_SILENCE_S)
        if not answer["ok"]:
            raise Stuck(f"{self.who}: {answer['error']}\n{answer.get('screen', '')}")
        return answer.get("value")

    def lock(self) -> None:
        """Ctrl+L: the application locks by beginning again as a fresh process."""
        self.do("press", keys="Ctrl+L", later=True)
        self._heard()

    def _heard(self, timeout_s: float = LONGEST_SILENCE_S) -> dict[str, Any]:
        try:
            line = self._answers.get(timeout=timeout_s)
        except queue.Empty:
            raise Stuck(f"{self.who}: the application does not answer") from None
        if not line:
            raise Stuck(f"{self.who}: the application has ended")
        answer: dict[str, Any] = json.loads(line)
        return answer

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
        self._answers = queue.Queue()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        self.process = None


def _read_into(process: "subprocess.Popen[str]", answers: "queue.Queue[str]") -> None:
    """Take each line as it comes; an empty one says that there will be no more."""
    try:
        for line in process.stdout or ():
            answers.put(line)
    except ValueError:
        return  # Closed meanwhile: nobody waits any more.
    answers.put("")
