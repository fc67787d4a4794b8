"""Figures as JSON lines, on the screen and in a file."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def emit(results: Path, row: Mapping[str, Any]) -> None:
    """Keep one line."""
    text = json.dumps(row)
    with results.open("a") as file:
        file.write(text + "\n")
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def read_lines(results: Path) -> list[Mapping[str, Any]]:
    """Every line of a file."""
    return [json.loads(line) for line in results.read_text("utf-8").splitlines() if line.strip()]
