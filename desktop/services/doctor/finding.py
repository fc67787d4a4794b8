"""What was found when a laptop was looked at: a sentence for each thing, and what to do where something is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from casework.words import say


class State(StrEnum):
    """How something is."""

    OK = "ok"
    NOTE = "note"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """About one ``topic``: how it is, in a ``sentence``, and what to do (empty where nothing is to be done)."""

    topic: str
    state: State
    sentence: str
    to_do: str = ""

    @property
    def line(self) -> str:
        """As it stands in a report."""
        to_do = f" {self.to_do}" if self.to_do else ""
        return f"{self.state.value:<6}{self.topic}: {self.sentence}{to_do}"


HEAD = say(
    "What Doorstep found on this laptop. This is the whole report: it holds no record, no name of anybody, no "
    "passphrase and no key."
)


def report_of(findings: Iterable[Finding], home: Path | None = None) -> str:
    """The text that is shown, and saved exactly as it was shown. The person's own folder is ``~``."""
    lines = [finding.line for finding in findings]
    text = "\n".join([HEAD, "", *lines]) + "\n"
    return without_home(text, home or Path.home())


def without_home(text: str, home: Path) -> str:
    """A text in which the path of the person's folder, which mostly holds their name, is ``~``."""
    named = str(home)
    return text.replace(named, "~") if len(named) > 1 else text
