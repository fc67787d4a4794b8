"""The duty desk over real stores, to be looked at: ``python -m tests.desktop.views.duty.gallery FOLDER``."""

import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.services.duty_desk import read_duty_desk
from desktop.views.duty.duty_page import DutyPage
from desktop.views.theme.theme import apply_theme
from tests.desktop.views.case_sheets.gallery import THEMES
from tests.desktop.views.duty.rig import fill
from tests.desktop.views.two_views_rig import team_rig


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    with tempfile.TemporaryDirectory() as store, team_rig(Path(store)) as (rig, team):
        apply_theme(app, THEMES["light"])
        page = DutyPage(rig.desk)
        page.resize(1162, 712)
        page.show()
        for name in ("empty", "full"):
            page.show_page(rig.look(read_duty_desk))
            for theme_name, theme in THEMES.items():
                apply_theme(app, theme)
                page.resize(1161, 712)
                app.processEvents()
                page.resize(1162, 712)
                app.processEvents()
                page.grab().save(str(folder / f"duty-{name}-{theme_name}.png"))
            if name == "empty":
                rig.look(lambda _: fill(team))
        page.close()
        page.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
