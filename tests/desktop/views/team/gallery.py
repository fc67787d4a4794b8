"""The page of the team and of an absence, to be looked at: ``python -m tests.desktop.views.team.gallery FOLDER``."""

import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop.services.team.page import read_team
from desktop.views.covering.absence_page import AbsencePage
from desktop.views.desk import Place
from desktop.views.team.team_page import TeamPage
from desktop.views.theme.theme import apply_theme
from tests.desktop.services.laptop import WORKER, Team
from tests.desktop.views.case_sheets.gallery import THEMES, wait
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.team.rig import cover_all, fill, plan_visits
from tests.desktop.views.two_views_rig import team_rig

SIZE = (1162, 712)


def grab(app: QApplication, page: QWidget, area: QScrollArea, name: Path) -> None:
    """Write what is seen first, and what is seen further down, in every theme."""
    for theme_name, theme in THEMES.items():
        apply_theme(app, theme)
        page.resize(SIZE[0] - 1, SIZE[1])
        app.processEvents()
        page.resize(*SIZE)
        app.processEvents()
        bar = area.verticalScrollBar()
        for number in range(4):
            bar.setValue(number * (SIZE[1] - 60))
            app.processEvents()
            page.grab().save(f"{name}-{theme_name}-{number}.png")
            if bar.value() >= bar.maximum():
                break
        bar.setValue(0)
    apply_theme(app, THEMES["light"])


def show_team(app: QApplication, rig: DeskRig, team: Team, folder: Path) -> None:
    """The page of the team, empty of matters and full."""
    page = TeamPage(rig.desk)
    page.resize(*SIZE)
    page.show()
    page.show_page(rig.look(read_team))
    grab(app, page, page.area, folder / "team-quiet")
    rig.look(lambda _: fill(team))
    rig.look(lambda _: cover_all(team))
    page.show_page(rig.look(read_team))
    grab(app, page, page.area, folder / "team-full")
    page.close()
    page.deleteLater()


def show_absence(app: QApplication, rig: DeskRig, team: Team, folder: Path) -> None:
    """The page of an absence: before anybody is chosen, with what is due, shared out, and given."""
    page = AbsencePage(rig.desk)
    page.resize(*SIZE)
    page.show()
    page.show_place(Place("absence"))
    wait(app, lambda: page.absent.count() > 1)
    grab(app, page, page.area, folder / "absence-begun")
    page.absent.setCurrentIndex(page.absent.findData(WORKER))
    page.until.set_value(page.until.value and page.until.value + timedelta(days=6))
    page.who.edited.emit()
    wait(app, lambda: bool(page.blocks))
    page.share_button.click()
    page.reason.set_text("Ill until Friday at least.")
    grab(app, page, page.area, folder / "absence-shared")
    page.give_button.click()
    wait(app, lambda: any(block.case.covered for block in page.blocks.values()))
    grab(app, page, page.area, folder / "absence-given")
    page.close()
    page.deleteLater()


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    shows: tuple[Callable[[QApplication, DeskRig, Team, Path], None], ...] = (show_team, show_absence)
    for show in shows:
        with tempfile.TemporaryDirectory() as store, team_rig(Path(store)) as (rig, team):
            apply_theme(app, THEMES["light"])
            if show is show_absence:
                rig.look(lambda _, team=team: fill(team))  # type: ignore[misc]
                rig.look(lambda _, team=team: plan_visits(team))  # type: ignore[misc]
            show(app, rig, team, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
