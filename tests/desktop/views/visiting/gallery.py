"""The brief and the page of a visit at the size of the content area: to be looked at.

``python -m tests.desktop.views.visiting.gallery FOLDER`` writes pictures in both themes and at 200 % text.
"""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.desk import Place
from desktop.views.theme.theme import Theme, ThemeMode, apply_theme
from desktop.views.today.today_page import TodayPage
from desktop.views.visiting.brief_page import BriefPage
from desktop.views.visiting.visit_page import VisitPage
from tests.desktop.views.desk_rig import DeskRig, desk_rig
from tests.desktop.views.visiting import sample

WIDTH_PX, HEIGHT_PX = 1366 - 204, 768 - 56
THEMES = {
    "light": Theme(ThemeMode.LIGHT, reduced_motion=True),
    "dark": Theme(ThemeMode.DARK, reduced_motion=True),
    "large": Theme(ThemeMode.LIGHT, 2.0, reduced_motion=True),
}


def wait(app: QApplication, until: Callable[[], bool]) -> None:
    """Let Qt work until something is on the page."""
    deadline = QDeadlineTimer(10_000)
    while not until() and not deadline.hasExpired():
        app.sendPostedEvents()
        app.processEvents()


def filled(app: QApplication, rig: DeskRig, visit: str) -> dict[str, QWidget]:
    """Every picture's widget, over the real store."""
    brief, notes, today = BriefPage(rig.desk), VisitPage(rig.desk), TodayPage(rig.desk)
    shown: dict[str, QWidget] = {"brief": brief, "visit": notes, "today-visits": today}
    for widget in shown.values():
        widget.resize(WIDTH_PX, HEIGHT_PX)
        widget.show()
    brief.show_place(Place("brief", rig.case, appointment=visit))
    notes.show_place(Place("visit", rig.case, appointment=visit))
    today.show_place(Place("today"))
    wait(app, lambda: brief.area.isVisible() and notes.keeper.draft != "" and today.area.isVisible())
    notes.notes.setPlainText("Came to the door himself.\nA boy of about nine on the stairs, says he is a neighbour's.")
    return shown


def pictures(app: QApplication, shown: dict[str, QWidget], folder: Path, prefix: str) -> None:
    for theme_name, theme in THEMES.items():
        apply_theme(app, theme)
        app.sendPostedEvents()
        app.processEvents()
        for name, widget in shown.items():
            widget.grab().save(str(folder / f"{prefix}{name}-{theme_name}.png"))
            area = getattr(widget, "area", None) or getattr(widget, "pane", None)
            if area is not None and theme_name == "large":
                bar = area.verticalScrollBar()
                for number in range(1, 4):
                    bar.setValue(bar.pageStep() * number)
                    widget.grab().save(str(folder / f"{prefix}{name}-{theme_name}-{number}.png"))
                bar.setValue(0)
    apply_theme(app, THEMES["light"])


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    apply_theme(app, THEMES["light"])
    with tempfile.TemporaryDirectory() as store, desk_rig(Path(store)) as rig:
        visit = rig.look(lambda session: sample.visit_of_a_usual_case(rig, session))
        pictures(app, filled(app, rig, visit), folder, "planned-")
        rig.look(lambda session: sample.set_out(session, rig.case, visit))
        pictures(app, filled(app, rig, visit), folder, "on-")
        rig.look(lambda session: sample.two_views_and_many_warnings(rig, session))
        rig.desk.session = replace(rig.desk.session, photographs=True)
        pictures(app, filled(app, rig, visit), folder, "much-")
        rig.ready.clock.advance(hours=15)
        pictures(app, filled(app, rig, visit), folder, "stale-")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
