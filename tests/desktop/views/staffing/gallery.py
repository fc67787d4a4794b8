"""Training and supervision, and the sheet that decides: ``python -m tests.desktop.views.staffing.gallery FOLDER``.

The pictures of docs/user are the first of a senior and the sheet, with ``9-staff`` and ``9-decide`` before the theme.
"""

import sys
import tempfile
from pathlib import Path

import shiboken6
from PySide6.QtWidgets import QApplication

from casework.records.identifier import StaffId
from desktop.pages import PAGES
from desktop.views.desk import Place
from desktop.views.shell.shell import Shell
from desktop.views.staffing.staffing_page import StaffPage
from desktop.views.theme.theme import apply_theme
from tests.desktop.services.laptop import SENIOR, WORKER
from tests.desktop.views.case_sheets.gallery import THEMES
from tests.desktop.views.shell.gallery import settle
from tests.desktop.views.staffing.rig import fill
from tests.desktop.views.two_views_rig import team_rig


def show(folder: Path, me: StaffId, who: str) -> None:
    """The page whole, as far as it scrolls, and the sheet over it, in every theme."""
    with tempfile.TemporaryDirectory() as store, team_rig(Path(store), me, 1) as (rig, team):
        rig.look(lambda _: fill(team))
        for theme_name, theme in THEMES.items():
            apply_theme(QApplication.instance(), theme)  # type: ignore[arg-type]
            shell = Shell(rig.desk, PAGES)
            shell.resize(1366, 768)
            shell.show()
            shell.start()
            settle(rig)
            rig.desk.go(Place("staffing"))
            settle(rig)
            page = shell.pages.currentWidget()
            assert isinstance(page, StaffPage)
            for number in range(4):
                page.area.verticalScrollBar().setValue(number * 560)
                settle(rig)
                shell.grab().save(str(folder / f"{who}-{theme_name}-{number}.png"))
                if page.area.verticalScrollBar().value() >= page.area.verticalScrollBar().maximum():
                    break
            if page.view is not None and page.view.candidates:
                page._on_decide(WORKER)
                settle(rig)
                if page.sheet is not None:
                    page.sheet.grab().save(str(folder / f"{who}-sheet-{theme_name}.png"))
                    page.sheet.save()
                    settle(rig)
                    page.sheet.grab().save(str(folder / f"{who}-missing-{theme_name}.png"))
                    page.sheet.reject()
            shell.hide()
            shiboken6.delete(shell)


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    apply_theme(app, THEMES["light"])
    show(folder, SENIOR, "senior")
    show(folder, WORKER, "worker")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
