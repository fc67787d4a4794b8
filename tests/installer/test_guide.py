"""What an administrator is told to type exists: in the guides, and in what systemd starts."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from desktop.command.line import run
from server.cli import app
from tests.structure.source import ROOT

GUIDES = sorted((ROOT / "docs" / "admin").glob("*.md"))
UNITS = sorted((ROOT / "installer" / "linux" / "systemd").glob("*.service"))
TYPED = re.compile(r"^(?:sudo )?doorstep-server (?P<words>[a-z][^#\n]*)", re.MULTILINE)


def typed(text: str) -> Iterator[list[str]]:
    """The words after `doorstep-server` of each line that begins with it."""
    for found in TYPED.finditer(text):
        yield found["words"].split()


def command_of(words: list[str]) -> Any:
    """The command that the first words name. Raises `KeyError` where there is none."""
    found: Any = typer.main.get_command(app)
    rest = list(words)
    while hasattr(found, "commands"):
        found = found.commands[rest.pop(0)]
    return found


def options_of(words: list[str]) -> set[str]:
    return {word.split("=")[0] for word in words if word.startswith("--")}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_every_command_of_the_guides_exists_with_its_options(guide: Path) -> None:
    for words in typed(guide.read_text("utf-8")):
        known = {name for parameter in command_of(words).params for name in parameter.opts}
        assert options_of(words) <= known, words


def test_the_quick_guide_has_commands_to_check() -> None:
    assert len(list(typed((ROOT / "docs" / "admin" / "server-quick.md").read_text("utf-8")))) >= 7


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_what_systemd_starts_exists(unit: Path) -> None:
    (line,) = re.findall(r"^ExecStart=/usr/bin/doorstep-server (.+)$", unit.read_text("utf-8"), re.MULTILINE)
    command_of(line.split())


@pytest.mark.parametrize("words", [["policy", "example"], ["policy", "schema"], ["--version"]])
def test_what_a_laptop_is_asked_exists(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == 0
    assert capsys.readouterr().out


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_links_of_the_guides_lead_somewhere(guide: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", guide.read_text("utf-8")):
        assert (guide.parent / target).exists(), target
