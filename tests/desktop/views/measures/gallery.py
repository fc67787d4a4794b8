"""The page Measures, to be looked at: ``python -m tests.desktop.views.measures.gallery FOLDER [SECTION…]``.

With ``guide`` in the place of sections: the pictures of docs/user.
"""

import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.services.measures.page import Wish, read_measures
from desktop.views.measures.measures_page import MeasuresPage
from desktop.views.theme.theme import apply_theme
from tests.desktop.views.case_sheets.gallery import THEMES, wait
from tests.desktop.views.measures.rig import published_page
from tests.desktop.views.team.gallery import SIZE, grab
from tests.desktop.views.two_views_rig import team_rig

SECTIONS = tuple(sys.argv[2:]) or ("kpi", "quality", "national", "listed", "hot_spot", "near_miss", "committee")


def guide(app: QApplication, page: MeasuresPage, folder: Path) -> None:
    """What the guide shows: a published table, and the same for a committee."""
    names = {"light": "light", "dark": "dark", "large": "200"}
    for theme_name, theme in THEMES.items():
        apply_theme(app, theme)
        for name, section, committee in (("kpi", "kpi", False), ("committee", "quality", True)):
            page.list.rows.set_current(section)
            page.control.committee.setChecked(committee)
            page.show_page(published_page())
            wait(app, lambda: all(card.chart is None or card.chart.plot is not None for card in page.cards))
            # A table is as high as its rows, and the words below it wrap, once it has its width: in turns.
            for _ in range(8):
                app.processEvents()
            page.area.verticalScrollBar().setValue(0)
            page.grab().save(str(folder / f"8-{name}-{names[theme_name]}.png"))


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    with tempfile.TemporaryDirectory() as store, team_rig(Path(store)) as (rig, _team):
        apply_theme(app, THEMES["light"])
        page = MeasuresPage(rig.desk)
        page.resize(*SIZE)
        page.show()
        if SECTIONS == ("guide",):
            guide(app, page, folder)
            return
        for section in SECTIONS:
            page.show_page(published_page(asks_agency=True))
            page.list.rows.set_current(section)
            page.show_page(published_page(asks_agency=True))
            wait(app, lambda: all(card.chart is None or card.chart.plot is not None for card in page.cards))
            grab(app, page, page.area, folder / f"measures-{section}")
        page.control.committee.setChecked(False)
        page.list.rows.set_current("caseload")
        page.show_page(rig.look(lambda session: read_measures(session, Wish())))
        grab(app, page, page.area, folder / "measures-own-caseload")
        page.close()
        page.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
