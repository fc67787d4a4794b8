"""The pictures of the user guide, made anew from the journeys themselves.

    python -m tests.e2e.journey.pictures [FILE OF A JOURNEY ...]

Each moment in light, in dark and with text at 200 %, at 1366 × 768, into docs/user/pictures. It fails where a journey
fails, where something makes the window grow, and where a picture is larger than a checkout should carry.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

import pytest

from tests.e2e.journey.camera import SIZE
from tests.e2e.journey.rig import PICTURES_TO

ROOT = Path(__file__).parents[3]
GUIDE = ROOT / "docs" / "user" / "pictures"
LONGEST_S = 1800


def main(chosen: list[str]) -> int:
    """Take the pictures of the journeys in these files, or of all; returns the exit code."""
    os.environ.setdefault(PICTURES_TO, str(GUIDE))
    os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={_screen()}")
    files = chosen or [str(Path(__file__).parent)]
    return int(pytest.main([*files, "-m", "slow", "-q", "-p", "no:randomly", "-o", f"timeout={LONGEST_S}"]))


def _screen() -> Path:
    """Describe a screen of the size of the pictures, for what fills it; Qt's own off the screen is 800 × 800."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False, encoding="utf-8") as file:
        size = {"width": SIZE[0], "height": SIZE[1]}
        json.dump({"screens": [{"name": "screen", "x": 0, "y": 0, "logicalDpi": 96, "dpr": 1, **size}]}, file)
    return Path(file.name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
