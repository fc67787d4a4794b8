"""What the program decides does not depend on the language in which it says it."""

import os
import sys
from pathlib import Path

from tests.pseudo.inside_decided import FOUND_VARIABLE
from tests.pseudo.words import make_pseudo, run

_PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-m", "", "--timeout", "300")


def test_what_is_decided_does_not_depend_on_the_language(tmp_path: Path) -> None:
    """Which field is wrong, what a paper warns of, which word of a file means nothing: as in English."""
    make_pseudo(tmp_path)
    found = {}
    for name, plugin in (("english", ()), ("pseudo", ("-p", "tests.pseudo.plugin"))):
        file = tmp_path / name
        environment = {**os.environ, FOUND_VARIABLE: str(file)}
        inside = str(Path(__file__).parent / "inside_decided.py")
        done = run([*_PYTEST, *plugin, inside], tmp_path, environment)
        assert done.returncode == 0, done.stdout
        found[name] = file.read_text("utf-8")
    assert found["pseudo"] == found["english"]
    for said in ('"rationale"', '"because"', "No analysis of risk", "Nobody has said what this word means here"):
        assert said in found["english"], said
