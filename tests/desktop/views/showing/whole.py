"""The whole application over a real store with a real passphrase, the office out of reach."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from casework.records.identifier import CaseId, DeviceId
from desktop.app import Application
from desktop.services.session import Session
from desktop.services.unlock import Laptop
from desktop.settings import Folders, Policy, load_folders
from desktop.store.case_store import CaseStore
from desktop.store.connection import open_store
from desktop.store.migrations.runner import load_steps
from desktop.store.profile import KeyTerms, NewProfile, create_profile
from desktop.views.case.person_page import PersonPage
from desktop.views.case_sheets.person_copy_sheet import PersonCopySheet
from desktop.views.desk import Place
from desktop.views.showing.showing_page import ShowingPage
from tests.desktop.views.case_sheets.test_person_copy_sheet import TOLD, add_scenario, let_be_told
from tests.desktop.views.desk_rig import fill_case
from tests.fakes.case_store import ADMINISTRATOR, FIRST_CASE, PEOPLE, WORKER, identity, write_agency, write_case
from tests.fakes.clock import FakeClock
from tests.fakes.key_store import CHEAP_COST, MemoryKeyStore
from tests.fakes.log_office import LogOffice

PASSPHRASE = "heron lamp cradle nine"
WRONG = "heron lamp cradle ten"
WAIT_MS = 20_000
_ENDED: list[object] = []


@dataclass
class Whole:
    """The application, how often it began anew, and the case in its store."""

    application: Application
    clock: FakeClock
    qtbot: QtBot
    locked: list[str] = field(default_factory=list)
    case: CaseId = FIRST_CASE

    @property
    def showing(self) -> ShowingPage:
        """What the person reads."""
        page = self.application.stage.page if self.application.stage else None
        assert page is not None
        return page

    def unlock(self) -> None:
        """Type the passphrase at the locked page."""
        line = self.application.gate.locked.findChild(QLineEdit, "passphrase")
        assert isinstance(line, QLineEdit)
        line.setText(PASSPHRASE)
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.application.main is not None, timeout=WAIT_MS)
        # As when somebody has typed into it: without an active window no key is anybody's.
        self.application.window.activateWindow()
        self.qtbot.waitUntil(self.application.window.isActiveWindow, timeout=WAIT_MS)

    def begin_anew(self) -> None:
        """What comes after locking: a fresh application on the same laptop, at its locked page."""
        before = self.application
        assert before.opened is None
        _end(before)
        self.application = Application(["doorstep"], before.laptop, lambda: self.locked.append("again"))
        self.application.begin()

    def open_person(self) -> PersonPage:
        """Go to the person and wait for their page."""
        self.application.desk.go(Place("person", self.case))
        self.qtbot.waitUntil(lambda: self._page() is not None, timeout=WAIT_MS)
        page = self._page()
        assert page is not None
        return page

    def _page(self) -> PersonPage | None:
        found = self.application.window.findChild(PersonPage)
        return found if isinstance(found, PersonPage) and found.chronology.rows.rows.rowCount() else None

    def copy_sheet(self, copy: str = "record") -> PersonCopySheet:
        """The sheet of the copy, opened from the person's menu."""
        page = self.open_person()
        action = next(one for one in page.case_actions.menu.actions() if one.objectName() == "more_show")
        action.trigger()
        self.qtbot.waitUntil(lambda: page.findChild(PersonCopySheet) is not None, timeout=WAIT_MS)
        sheet = page.findChild(PersonCopySheet)
        assert isinstance(sheet, PersonCopySheet)
        self.qtbot.waitUntil(sheet.isVisible, timeout=WAIT_MS)
        sheet.sort.set_keys([copy])
        # As when somebody chooses: what was shown before does not count any more.
        sheet.show_button.setEnabled(False)
        sheet.begin()
        self.qtbot.waitUntil(
            lambda: sheet.show_button.isEnabled() and TOLD in sheet.preview.toPlainText(), timeout=WAIT_MS
        )
        return sheet

    def show(self) -> ShowingPage:
        """Fill the screen with the copy."""
        self.copy_sheet().show_button.click()
        self.qtbot.waitUntil(
            lambda: self.application.stage is not None and self.application.stage.page is not None, timeout=WAIT_MS
        )
        return self.showing


@contextmanager
def whole(folder: Path, qtbot: QtBot) -> Iterator[Whole]:
    """A profile with a filled case, and the application at its locked page."""
    clock, keys = FakeClock(), MemoryKeyStore()
    folders = load_folders(folder / "home")
    _make_profile(folders, keys, clock)
    laptop = Laptop(folders, Policy(), clock, lambda: keys, lambda _floor: CHEAP_COST)
    locked: list[str] = []
    application = Application(["doorstep"], laptop, lambda: locked.append("again"))
    made = Whole(application, clock, qtbot, locked)
    application.begin()
    try:
        yield made
    finally:
        made.application.lock()
        _end(made.application)


def _end(application: Application) -> None:
    """Destroy the window of an application that is locked.

    Python's halves stay until the process ends, as they do in the application, which begins anew instead.
    """
    shiboken6.delete(application.window)
    _ENDED.append((application, application.main, application.front, application.stage))
    # What goes on in other tests is not theirs: the theme changes there, and windows are shown.
    application.main = None
    application.themes.changed.disconnect(application._on_theme)
    if application.capture is not None:
        application.capture.end()


def _make_profile(folders: Folders, keys: MemoryKeyStore, clock: FakeClock) -> None:
    new = NewProfile("Profile 1", "http://localhost:1", PASSPHRASE)
    profile, key = create_profile(folders, new, KeyTerms(keys, CHEAP_COST), load_steps())
    connection = open_store(profile.store_path, key)
    office = LogOffice(ADMINISTRATOR)
    write_agency(office)
    write_case(office, FIRST_CASE, *PEOPLE[0])
    store = CaseStore(connection, clock)
    store.save_identity(identity(office, WORKER, DeviceId("device-of-showing")))
    office.settle(store)
    session = Session(store, clock)
    fill_case(session, FIRST_CASE)
    ident = add_scenario(session, FIRST_CASE)
    let_be_told(session, FIRST_CASE, ident)
    connection.close()


def words_of(widget: QWidget) -> list[str]:
    """Everything that a widget says or could say: text, names, tips, and what lies on the clipboard of a field."""
    found = [
        widget.accessibleName(),
        widget.accessibleDescription(),
        widget.toolTip(),
        widget.statusTip(),
        widget.whatsThis(),
        widget.windowTitle(),
    ]
    for reader in ("text", "toPlainText", "title", "placeholderText", "currentText"):
        read = getattr(widget, reader, None)
        if callable(read):
            found.append(str(read()))
    model = getattr(widget, "model", None)
    if callable(model) and (rows := model()) is not None:
        found += [str(rows.data(rows.index(row, 0))) for row in range(rows.rowCount())]
    return [words for words in found if words]


def everything_said() -> str:
    """The words of every widget of the application, shown or hidden, and of the clipboard."""
    pasted = QApplication.clipboard().text()
    said = [words for widget in QApplication.allWidgets() for words in words_of(widget)]
    return "\n".join([*said, pasted])
