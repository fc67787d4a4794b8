"""In a language of which every word is in brackets, everything that somebody reads or hears is in brackets."""

import os
import sys
from pathlib import Path

import pytest

from tests.pseudo.inside_bytes import FOUND_VARIABLE
from tests.pseudo.words import make_pseudo, pseudo, run

_INSIDE = Path(__file__).parent
_PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-m", "", "--timeout", "900")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the file of the pseudo-language lies."""
    made = tmp_path_factory.mktemp("pseudo")
    make_pseudo(made)
    return made


def test_a_pseudo_translation_is_longer_and_leaves_parts_mnemonics_and_keys() -> None:
    said = pseudo("&Kept at {at:%H:%M} by <b>her</b>\tCtrl+K")
    assert said.startswith("⟦&K")
    assert said.endswith("⟧\tCtrl+K")
    assert "{at:%H:%M}" in said
    assert "<b>" in said
    assert len(said) > 1.3 * len("&Kept at {at:%H:%M} by <b>her</b>\tCtrl+K")
    assert pseudo(" or ").strip() == pseudo("or")
    assert pseudo("") == ""


def test_every_page_is_said_in_the_language_of_the_program(folder: Path) -> None:
    done = run([*_PYTEST, "-p", "tests.pseudo.plugin", str(_INSIDE / "inside_pages.py")], folder, dict(os.environ))
    assert done.returncode == 0, done.stdout


def test_what_is_recorded_does_not_depend_on_the_language(folder: Path, tmp_path: Path) -> None:
    """Entries hash and sign their bytes: the same work gives the same bytes and the same records, whoever reads it."""
    found = {}
    for name, plugin in (("english", ()), ("pseudo", ("-p", "tests.pseudo.plugin"))):
        file = tmp_path / name
        environment = {**os.environ, FOUND_VARIABLE: str(file)}
        done = run([*_PYTEST, *plugin, str(_INSIDE / "inside_bytes.py")], folder, environment)
        assert done.returncode == 0, done.stdout
        found[name] = file.read_text("utf-8")
    assert "⟦" not in found["pseudo"]
    assert found["pseudo"] == found["english"]


def test_what_the_program_records_by_itself_does_not_depend_on_the_language(folder: Path) -> None:
    done = run([*_PYTEST, "-p", "tests.pseudo.plugin", str(_INSIDE / "inside_recorded.py")], folder, dict(os.environ))
    assert done.returncode == 0, done.stdout
