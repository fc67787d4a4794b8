"""Today, the caseload and the finder at the size of the content area: to be looked at.

``python -m tests.desktop.views.today.gallery FOLDER`` writes pictures in both themes and at 200 % text.
"""

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.caseload.caseload_page import CaseloadPage, CaseloadView
from desktop.views.desk import Desk
from desktop.views.shell.finder import Finder
from desktop.views.theme.theme import Theme, ThemeMode, apply_theme
from desktop.views.today.today_page import TodayPage
from tests.desktop.views.desk_rig import desk_rig
from tests.desktop.views.today import sample

WIDTH_PX, HEIGHT_PX = 1366 - 204, 768 - 56
THEMES = {
    "light": Theme(ThemeMode.LIGHT, reduced_motion=True),
    "dark": Theme(ThemeMode.DARK, reduced_motion=True),
    "large": Theme(ThemeMode.LIGHT, 2.0, reduced_motion=True),
}


def pages(desk: Desk) -> dict[str, QWidget]:
    """Every picture's widget."""
    full, empty, nobody, due = TodayPage(desk), TodayPage(desk), TodayPage(desk), TodayPage(desk)
    full.show_page(sample.today_page())
    late = sample.today_page().due[1]
    of_one = (replace(late, person=sample.IAIN, title=f"Duty {n} of nine", overdue=n < 2) for n in range(1, 10))
    due.show_page(replace(sample.today_page(), due=(*of_one, *sample.today_page().due)))
    empty.show_page(sample.empty_page())
    nobody.show_page(sample.empty_page(0))
    caseload, filtered = CaseloadPage(desk), CaseloadPage(desk)
    caseload.show_page(CaseloadView(sample.TODAY, sample.caseload()))
    caseload.rows.set_current(sample.SEAN.case)
    filtered.show_page(CaseloadView(sample.TODAY, sample.caseload()))
    filtered.filter.setText("zz")
    return {
        "today": full,
        "today-due": due,
        "today-empty": empty,
        "today-nobody": nobody,
        "caseload": caseload,
        "caseload-none": filtered,
    }


def finder(desk: Desk, text: str, name: str) -> tuple[str, QWidget, Finder]:
    """A finder over an empty page."""
    window = QWidget()
    window.setProperty("role", "canvas")
    found = Finder(desk, window)
    found.setGeometry(WIDTH_PX - 600, 60, 560, 520)
    found.look_for(text)
    found.show_found(text, sample.found() if text != "zz" else (), sample.TODAY)
    return name, window, found


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    apply_theme(app, THEMES["light"])
    with tempfile.TemporaryDirectory() as store, desk_rig(Path(store)) as rig:
        shown = pages(rig.desk)
        found = [finder(rig.desk, "iain", "finder"), finder(rig.desk, "zz", "finder-none")]
        shown |= {name: window for name, window, _ in found}
        for widget in shown.values():
            widget.resize(WIDTH_PX, HEIGHT_PX)
            widget.show()
        for theme_name, theme in THEMES.items():
            apply_theme(app, theme)
            app.sendPostedEvents()
            for name, widget in shown.items():
                widget.grab().save(str(folder / f"{name}-{theme_name}.png"))
            page = shown["today"]
            if isinstance(page, TodayPage):
                bar = page.area.verticalScrollBar()
                bar.setValue(bar.maximum())
                page.grab().save(str(folder / f"today-end-{theme_name}.png"))
                bar.setValue(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
