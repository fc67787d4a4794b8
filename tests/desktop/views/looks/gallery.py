"""What there is to look at, over real stores, to be looked at itself.

``python -m tests.desktop.views.looks.gallery FOLDER`` writes pictures in both themes and at 200 % text.
"""

import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from casework.records.identifier import StaffId
from desktop.views.looks.looks_page import LooksPage
from desktop.views.looks.reading import read_page
from desktop.views.theme.theme import apply_theme
from tests.desktop.views.case_sheets.gallery import THEMES
from tests.desktop.views.looks.rig import hold_back_a_raise, make_without_sight, withhold_a_warning
from tests.desktop.views.two_views_rig import team_rig
from tests.fakes.case_store import SENIOR, WORKER


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    for me, name in ((SENIOR, "senior"), (WORKER, "worker")):
        picture(app, me, name, folder)


def picture(app: QApplication, me: StaffId, who: str, folder: Path) -> None:
    """One person's page, on each thing in the list."""
    with tempfile.TemporaryDirectory() as store, team_rig(Path(store), me) as (rig, team):
        for make in (hold_back_a_raise, make_without_sight, withhold_a_warning):
            rig.look(lambda _, make=make: make(team))  # type: ignore[misc]
        apply_theme(app, THEMES["light"])
        page = LooksPage(rig.desk)
        view = rig.look(read_page)
        page.show_page(view)
        page.resize(1162, 712)
        page.show()
        for theme_name, theme in THEMES.items():
            apply_theme(app, theme)
            for number, case in enumerate(view.cases):
                page.list.set_current(case.key)
                # As when the window gets another size: what folds looks at its width then.
                page.resize(1161, 712)
                app.processEvents()
                page.resize(1162, 712)
                app.processEvents()
                page.grab().save(str(folder / f"looks-{who}-{number}-{theme_name}.png"))
        page.close()
        page.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
