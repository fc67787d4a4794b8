"""The tour: its offer and each stop, for a worker and a senior: to be looked at.

``python -m tests.desktop.views.tour.gallery FOLDER [THEME ...]`` writes pictures of the whole window.
"""

import sys
import tempfile
from pathlib import Path

import shiboken6
from PySide6.QtWidgets import QApplication

from casework.records.identifier import StaffId
from desktop.pages import PAGES
from desktop.views.shell.shell import Shell
from desktop.views.theme.theme import apply_theme
from desktop.views.tour.keeper import TourKeeper
from tests.desktop.views.desk_rig import desk_rig
from tests.desktop.views.shell.gallery import THEMES, settle
from tests.fakes.case_store import SENIOR, WORKER


def main(folder: Path, chosen: list[str]) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    folder.mkdir(parents=True, exist_ok=True)
    for name in chosen or THEMES:
        apply_theme(app, THEMES[name])
        for role, me in (("worker", WORKER), ("senior", SENIOR)):
            _take(folder, name, role, me)


def _take(folder: Path, name: str, role: str, me: StaffId) -> None:
    with tempfile.TemporaryDirectory() as store, desk_rig(Path(store), 4, me) as rig:
        shell = Shell(rig.desk, PAGES)
        keeper = TourKeeper(rig.desk, shell)
        shell.resize(1366, 768)
        shell.show()
        shell.start()
        settle(rig)
        shell.grab().save(str(folder / f"{role}-offer-{name}.png"))
        keeper.begin()
        for number in range(len(keeper._stops)):
            settle(rig)
            shell.grab().save(str(folder / f"{role}-{number}-{name}.png"))
            keeper.card.next_button.click()
        shell.hide()
        for made in (keeper, shell):
            shiboken6.delete(made)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
