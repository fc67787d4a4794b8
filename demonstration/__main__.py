"""`make demo`: both programs with an invented agency.

python -m demonstration                 open the application as a worker (with a screen), else take the tour
python -m demonstration --as S100       another person's laptop beside it
python -m demonstration --tour          two laptops, scripted through their real windows, with pictures
python -m demonstration --fresh         forget what earlier demonstrations left
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

from demonstration.cast import WORKER
from demonstration.opening import open_laptop
from demonstration.policy import has_own_key_store
from demonstration.tour import take_tour

_ROOT = Path(__file__).parent.parent
_KEYS = _ROOT / "tooling" / "with_secret_service.sh"


def main() -> int:
    """Choose between opening a laptop and the tour."""
    words = _parser().parse_args()
    folder = words.folder.absolute()
    if words.tour or not _has_screen():
        return _tour(folder)
    if words.fresh:
        shutil.rmtree(folder, ignore_errors=True)
    return open_laptop(folder, words.person)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make demo", description="Doorstep with an invented agency.")
    parser.add_argument("--as", dest="person", default=WORKER, help=f"staff number of whose laptop ({WORKER})")
    parser.add_argument("--tour", action="store_true", help="the scripted tour, also with a screen")
    parser.add_argument("--fresh", action="store_true", help="begin from nothing")
    parser.add_argument("--folder", type=Path, default=_ROOT / ".demonstration", help="where it is kept")
    return parser


def _has_screen() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _tour(folder: Path) -> int:
    """Take the tour with a key store of its own, so that nobody's real one is touched."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if not has_own_key_store() and all(map(shutil.which, ("gnome-keyring-daemon", "dbus-run-session"))):
        os.execv(str(_KEYS), [str(_KEYS), sys.executable, "-m", "demonstration", "--tour", "--folder", str(folder)])
    return take_tour(folder / "tour")


if __name__ == "__main__":
    sys.exit(main())
