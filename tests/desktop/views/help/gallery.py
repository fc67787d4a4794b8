"""The help over the pages, a sheet and the locked page: to be looked at.

``python -m tests.desktop.views.help.gallery FOLDER`` writes pictures in light, dark, more contrast and 200 % text;
``python -m tests.desktop.views.help.gallery FOLDER guide`` those of the guide.
"""

import sys
import tempfile
from pathlib import Path

import shiboken6
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desktop.pages import PAGES
from desktop.views.case_sheets.opening import open_telephone_sheet
from desktop.views.desk import Place
from desktop.views.help.help_sheet import HelpSheet
from desktop.views.shell.shell import Shell
from desktop.views.theme.theme import apply_theme
from desktop.views.tour.keeper import TourKeeper
from desktop.views.unlock.locked_page import LockedPage
from desktop.views.unlock.wish import ProfileChoice
from tests.desktop.views.desk_rig import DeskRig, desk_rig
from tests.desktop.views.shell.gallery import THEMES, settle
from tests.e2e.journey.camera import in_few_colours


def shot(window: QWidget, sheet: QWidget) -> QPixmap:
    """The window with the sheet over it, as it lies on the screen."""
    picture = window.grab()
    sheet.render(picture, sheet.mapToGlobal(sheet.rect().topLeft()) - window.mapToGlobal(window.rect().topLeft()))
    return picture


def main(folder: Path, chosen: list[str]) -> None:
    """Write the pictures into ``folder``, of all themes or of the ``chosen``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as store, desk_rig(Path(store), 4) as rig:
        for name in chosen or THEMES:
            apply_theme(app, THEMES[name])
            shell = Shell(rig.desk, PAGES)
            shell.resize(1366, 768)
            shell.show()
            shell.start()
            _take_pages(shell, rig, folder, name)
            _take_sheet(shell, rig, folder, name)
            shell.hide()
            shiboken6.delete(shell)
            _take_locked(rig, folder, name)


def take_for_guide(folder: Path) -> None:
    """The help over a contact that is being written, and a stop of the tour, as the guide has them."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    with tempfile.TemporaryDirectory() as store, desk_rig(Path(store), 4) as rig:
        for name, look in (("light", "light"), ("dark", "dark"), ("large", "200")):
            apply_theme(app, THEMES[name])
            shell = Shell(rig.desk, PAGES)
            keeper = TourKeeper(rig.desk, shell)
            shell.resize(1366, 768)
            shell.show()
            shell.start()
            settle(rig)
            settle(rig)
            keeper.begin()
            for _ in range(2):
                keeper.card.next_button.click()
            settle(rig)
            _keep(shell.grab(), folder / f"tour-{look}.png")
            keeper.end()
            rig.desk.go(Place("contact", rig.case))
            settle(rig)
            shell.help_key.show_help()
            settle(rig)
            _keep(shot(shell, shell.findChildren(HelpSheet)[-1]), folder / f"help-{look}.png")
            shell.hide()
            for made in (keeper, shell):
                shiboken6.delete(made)


def _keep(picture: QPixmap, path: Path) -> None:
    """In few colours, so that it is small."""
    in_few_colours(picture.toImage()).save(str(path))


def _take_pages(shell: Shell, rig: DeskRig, folder: Path, name: str) -> None:
    for place, label in (
        (Place("today"), "today"),
        (Place("person", rig.case, tab="documents"), "person"),
        (Place("contact", rig.case), "contact"),
    ):
        rig.desk.go(place)
        settle(rig)
        shell.help_key.show_help()
        settle(rig)
        sheet = shell.findChildren(HelpSheet)[-1]
        shot(shell, sheet).save(str(folder / f"help-{label}-{name}.png"))
        if label == "contact":
            for address, what in (("1-before-the-door", "picture"), ("documents#for-professionals", "papers")):
                sheet.go(address)
                settle(rig)
                shot(shell, sheet).save(str(folder / f"help-{what}-{name}.png"))
            sheet.go("start#where-your-work-is")
            sheet.search_box.setText("forgot passphrase")
            settle(rig)
            shot(shell, sheet).save(str(folder / f"help-search-{name}.png"))
        sheet.accept()
        settle(rig)


def _take_sheet(shell: Shell, rig: DeskRig, folder: Path, name: str) -> None:
    rig.desk.go(Place("help"))
    settle(rig)
    shell.grab().save(str(folder / f"keys-{name}.png"))
    rig.desk.go(Place("person", rig.case))
    settle(rig)
    small = open_telephone_sheet(rig.desk, rig.case, shell)
    settle(rig)
    small.show_help()
    settle(rig)
    shot(shell, small.findChildren(HelpSheet)[0]).save(str(folder / f"help-sheet-{name}.png"))


def _take_locked(rig: DeskRig, folder: Path, name: str) -> None:
    locked = LockedPage()
    locked.resize(1366, 768)
    locked.show_profiles([ProfileChoice("p", "Wilma")], ())
    locked.show()
    settle(rig)
    locked.grab().save(str(folder / f"locked-{name}.png"))
    shiboken6.delete(locked)


if __name__ == "__main__":
    if sys.argv[2:] == ["guide"]:
        take_for_guide(Path(sys.argv[1]))
    else:
        main(Path(sys.argv[1]), sys.argv[2:])
