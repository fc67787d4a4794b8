"""At 200 % text, on the smallest screen, in a language with long words, nothing that has to be read is cut."""

import os
import sys
from pathlib import Path

import pytest

from tests.pseudo.words import make_pseudo, run

_INSIDE = Path(__file__).parent / "inside_clipped.py"


@pytest.mark.timeout(900)
def test_nothing_is_clipped_at_200_percent_in_a_language_with_long_words(tmp_path: Path) -> None:
    """Every view of the program, in a process that is in the pseudo-language from the start; and a planted one."""
    make_pseudo(tmp_path)
    options = ("-q", "-p", "no:randomly", "-m", "", "--timeout", "900", "-p", "tests.pseudo.plugin")
    done = run([sys.executable, "-m", "pytest", *options, str(_INSIDE)], tmp_path, dict(os.environ))
    assert done.returncode == 0, done.stdout
