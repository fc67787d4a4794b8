"""The timeline, a chart of scores and the screen for the person, to be looked at.

``python -m tests.desktop.views.timeline.gallery FOLDER`` writes pictures in both themes and at 200 % text.
"""

import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from casework.rules.person_copy import CopySort
from desktop.services.person_copy import copy_choices, prepare
from desktop.services.showing.paper import Paper
from desktop.services.showing.passphrase import PassphraseCheck
from desktop.services.unlock import Laptop
from desktop.settings import Policy, load_folders
from desktop.store.profile_list import Profile
from desktop.views.case.person_page import PersonPage
from desktop.views.desk import Place
from desktop.views.showing.showing_page import ShowingPage
from desktop.views.theme.theme import apply_theme
from tests.desktop.views.case_sheets.gallery import THEMES, wait
from tests.desktop.views.case_sheets.test_person_copy_sheet import add_told
from tests.desktop.views.desk_rig import DeskRig, desk_rig
from tests.desktop.views.timeline.sample import add_years

SIZE = (1162, 712)
SCREEN = (1366, 768)


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    with tempfile.TemporaryDirectory() as store, desk_rig(Path(store)) as rig:
        rig.look(lambda session: add_years(session, rig.case))
        add_told(rig)
        for theme_name, theme in THEMES.items():
            apply_theme(app, theme)
            picture_timeline(app, rig, folder, theme_name)
            picture_showing(app, rig, folder, theme_name)


def picture_timeline(app: QApplication, rig: DeskRig, folder: Path, theme: str) -> None:
    """All the time, and zoomed in on what is marked."""
    page = PersonPage(rig.desk)
    page.resize(*SIZE)
    page.show()
    page.show_place(Place("person", rig.case, tab="chronology"))
    wait(app, lambda: page.chronology.rows.rows.rowCount() > 0)
    app.processEvents()
    page.chronology.timeline.setFocus()
    page.grab().save(str(folder / f"timeline-{theme}.png"))
    for _ in range(6):
        page.chronology.timeline.zoom_in()
    app.processEvents()
    page.chronology.timeline.grab().save(str(folder / f"timeline-near-{theme}.png"))
    page.close()
    page.deleteLater()


def picture_showing(app: QApplication, rig: DeskRig, folder: Path, theme: str) -> None:
    """The copy, and the way back."""
    kinds = dict(copy_choices())[CopySort.RECORD]
    made = rig.look(lambda session: Paper(rig.case, kinds, prepare(session, rig.case, kinds).document))
    laptop = Laptop(load_folders(folder / "home"), Policy(), rig.ready.clock)
    check = PassphraseCheck(laptop, Profile("0" * 32, "Profile 1", "http://localhost:1", folder))
    page = ShowingPage(rig.desk, check, rig.lane, made)
    page.resize(*SCREEN)
    page.show()
    page.enter()
    app.processEvents()
    page.grab().save(str(folder / f"showing-{theme}.png"))
    page.ask_passphrase()
    page.leaving.show_wait(4)
    app.processEvents()
    page.grab().save(str(folder / f"showing-leave-{theme}.png"))
    page.close()
    page.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
