"""The duty desk over real stores, to be looked at: ``python -m tests.desktop.views.duty.gallery FOLDER``."""

import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.services.duty_desk import read_duty_desk
from desktop.views.duty.duty_page import DutyPage
from desktop.views.duty.handover_sheet import HandoverSheet
from desktop.views.duty.told_sheet import ToldSheet, open_told_sheet
from desktop.views.theme.theme import apply_theme
from tests.desktop.services.laptop import Team
from tests.desktop.services.test_on_duty import not_told
from tests.desktop.views.case_sheets.gallery import THEMES
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.duty.rig import fill
from tests.desktop.views.duty.test_on_duty import put_on_duty
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
        pictures_of_handing_over(app, page, rig, team, folder)
        pictures_of_the_sheet(app, page, rig, team, folder)
        page.close()
        page.deleteLater()


def pictures_of_handing_over(app: QApplication, page: DutyPage, rig: DeskRig, team: Team, folder: Path) -> None:
    """The senior at the keyboard is on duty."""
    rig.look(lambda _: put_on_duty(team))
    view = rig.look(read_duty_desk)
    page.show_page(view)
    turn = view.own_turn
    assert turn is not None
    for theme_name, theme in THEMES.items():
        apply_theme(app, theme)
        page.resize(1161, 712)
        app.processEvents()
        page.resize(1162, 712)
        sheet = HandoverSheet(rig.desk, turn, page)
        sheet.appear()
        app.processEvents()
        page.grab().save(str(folder / f"duty-own-{theme_name}.png"))
        sheet.grab().save(str(folder / f"duty-handover-{theme_name}.png"))
        sheet.close()


def pictures_of_the_sheet(app: QApplication, page: DutyPage, rig: DeskRig, team: Team, folder: Path) -> None:
    """Somebody has not been told: the desk, and the sheet over it."""
    record = rig.look(lambda _: not_told(team))
    page.show_page(rig.look(read_duty_desk))
    open_told_sheet(rig.desk, team.worker.ready.cases[0], record, page)
    rig.look(lambda _: None)
    for theme_name, theme in THEMES.items():
        apply_theme(app, theme)
        page.resize(1161, 712)
        app.processEvents()
        page.resize(1162, 712)
        app.processEvents()
        page.grab().save(str(folder / f"duty-sheet-{theme_name}.png"))
        for sheet in page.findChildren(ToldSheet):
            sheet.grab().save(str(folder / f"duty-sheet-alone-{theme_name}.png"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
