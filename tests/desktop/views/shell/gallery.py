"""The whole window over a real store, with everything that it can say: to be looked at.

``python -m tests.desktop.views.shell.gallery FOLDER`` writes pictures in both themes, more contrast and 200 % text.
"""

import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import shiboken6
from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import QApplication

from casework.records.identifier import case_scope
from desktop.background.state import SyncState
from desktop.services.capture import FORM
from desktop.store.draft import Draft
from desktop.sync.engine import Phase, Progress
from desktop.sync.fault import LaptopNotKnown
from desktop.views.caseload.caseload_page import CaseloadPage
from desktop.views.desk import Place, PlaceName
from desktop.views.shell.help_page import HelpPage
from desktop.views.shell.page_stack import PageMaker
from desktop.views.shell.shell import Shell
from desktop.views.theme.theme import CONTRAST_WORDS, ContrastMode, Theme, ThemeMode, apply_theme
from desktop.views.today.today_page import TodayPage
from tests.desktop.views.desk_rig import DeskRig, desk_rig

THEMES = {
    "light": Theme(ThemeMode.LIGHT, reduced_motion=True),
    "dark": Theme(ThemeMode.DARK, reduced_motion=True),
    "large": Theme(ThemeMode.LIGHT, 2.0, reduced_motion=True),
    "contrast": Theme(ThemeMode.LIGHT, reduced_motion=True, contrast=ContrastMode.MORE),
    "contrast-dark": Theme(ThemeMode.DARK, reduced_motion=True, contrast=ContrastMode.MORE),
    "contrast-large": Theme(ThemeMode.DARK, 2.0, reduced_motion=True, contrast=ContrastMode.MORE),
}


MAKERS: dict[PlaceName, PageMaker] = {
    "today": TodayPage,
    "caseload": CaseloadPage,
    "help": HelpPage,
}


def settle(rig: DeskRig) -> None:
    """Let answers that are under way come in."""
    for _ in range(3):
        rig.look(lambda session: session.me)
        pause = QDeadlineTimer(120)
        while not pause.hasExpired():
            QApplication.processEvents()


def keep_draft(rig: DeskRig) -> None:
    now = rig.ready.clock.now() - timedelta(minutes=55)
    draft = Draft("d1", case_scope(rig.case), FORM, "{}", now, now)
    rig.look(lambda session: session.store.save_draft(draft))


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    apply_theme(app, THEMES["light"])
    with tempfile.TemporaryDirectory() as store, desk_rig(Path(store), 4) as rig:
        keep_draft(rig)
        for theme_name, theme in THEMES.items():
            apply_theme(app, theme)
            shell = Shell(rig.desk, MAKERS)
            shell.rail.set_contrast(CONTRAST_WORDS[theme.contrast])
            shell.resize(1366, 768)
            shell.show()
            shell.start()
            settle(rig)
            shell.grab().save(str(folder / f"shell-today-{theme_name}.png"))
            shell.bar.find_box.setFocus()
            shell.bar.find_box.setText("isla")
            shell.bar.find_box.textEdited.emit("isla")
            settle(rig)
            shell.grab().save(str(folder / f"shell-find-{theme_name}.png"))
            shell._on_sync_state(SyncState("attention", 3, rig.ready.clock.now(), LaptopNotKnown().sentence))
            rig.desk.go(Place("caseload"))
            settle(rig)
            shell.grab().save(str(folder / f"shell-caseload-{theme_name}.png"))
            shell._on_sync_state(SyncState("syncing", 0, None, "Exchanging records with the office."))
            shell._on_progress(Progress(Phase.RECEIVING, 120, 400))
            rig.desk.say("Contact recorded.", settle_nothing)
            rig.desk.go(Place("help"))
            settle(rig)
            shell.grab().save(str(folder / f"shell-help-{theme_name}.png"))
            shell.hide()
            shiboken6.delete(shell)


def settle_nothing() -> None:
    """An Undo that undoes nothing."""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
