"""Every view of the program, each with how it comes to the screen over a filled store."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import shiboken6
from PySide6.QtWidgets import QApplication, QDialog, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from casework.records.identifier import CaseId
from desktop.pages import PAGES
from desktop.services.record_list import kind_offers
from desktop.views.desk import Place, PlaceName
from desktop.views.dialogs import (
    FileQuestion,
    Question,
    ask_confirmation,
    ask_file,
    ask_new_file,
    ask_reason,
    show_error,
)
from desktop.views.duty.stop_sheet import open_stop_sheet
from desktop.views.record.kind_sheet import KindSheet
from desktop.views.showing.leave_page import LeavePage
from tests.desktop.views.test_screen_reader import SHEETS
from tests.desktop.views.unlock import gallery as unlock
from tests.desktop.views.whole_window import Window, settle

QUESTION = Question("Discard the draft?", "What was written on it is not recorded.", "Discard")
FILES = FileQuestion("Attach a file", "PDFs", ("*.pdf",))


@dataclass
class Views:
    """The window, and what stands over it or in its place."""

    window: Window
    qtbot: QtBot
    over: list[QWidget] = field(default_factory=list)

    def names(self) -> list[str]:
        """What there is, each to be given to ``show``; tabs of a page are named when it has been shown."""
        kinds = self.window.rig.look(lambda session: [offer.key for offer in kind_offers(session, self.case)])
        pages = [f"page {name}" for name in PAGES if name != "record"]
        tabs = [f"page person {number}" for number in range(1, self._tabs())]
        forms = [f"form {kind}" for kind in kinds]
        return [*pages, *tabs, *forms, *self._openers(), *(f"gate {name}" for name in unlock.PAGES), "gate leave"]

    @property
    def case(self) -> CaseId:
        """The filled case."""
        return self.window.rig.case

    def show(self, view: str) -> None:
        """Bring a view to the screen, alone."""
        self.clear()
        sort, _, name = view.partition(" ")
        if sort == "page":
            page, _, tab = name.partition(" ")
            self._show_page(page, int(tab or 0))
        elif sort == "form":
            self._go(Place("record", self.case, kind=name))
        elif sort == "gate":
            self._show_gate(name)
        else:
            self._show_page("person", 0)
            self._openers()[view]()
            self.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
            opened = QApplication.activeModalWidget()
            assert opened is not None
            self.over.append(opened)
        settle(self.window.rig, self.qtbot)
        QApplication.sendPostedEvents()

    def clear(self) -> None:
        """Put away what is over the window."""
        for widget in filter(shiboken6.isValid, self.over):
            if isinstance(widget, QDialog):
                widget.done(0)
            else:
                widget.hide()
                widget.deleteLater()
        self.over.clear()
        settle(self.window.rig, self.qtbot)

    def _go(self, place: Place) -> None:
        self.window.shell.show()
        self.window.activate(self.qtbot)
        self.window.rig.desk.go(place)
        settle(self.window.rig, self.qtbot)

    def _show_page(self, name: PlaceName | str, tab: int) -> None:
        self._go(self.window.place(name))  # type: ignore[arg-type]
        page = self.window.shell.pages.currentWidget()
        tabs = page.findChildren(QTabWidget) if page is not None else []
        if tabs:
            tabs[0].setCurrentIndex(tab)

    def _tabs(self) -> int:
        self._show_page("person", 0)
        page = self.window.shell.pages.currentWidget()
        assert page is not None
        return page.findChildren(QTabWidget)[0].count()

    def _show_gate(self, name: str) -> None:
        page = LeavePage() if name == "leave" else unlock.PAGES[name]()
        page.resize(1366, 768)
        self.window.shell.hide()
        self.over.append(page)
        page.show()
        page.activateWindow()
        self.qtbot.waitUntil(page.isActiveWindow)

    def _openers(self) -> dict[str, Callable[[], QWidget | None]]:
        rig, shell = self.window.rig, self.window.shell
        offers = rig.look(lambda session: kind_offers(session, self.case))
        made: dict[str, Callable[[], QWidget | None]] = {
            f"sheet {name.removeprefix('open_').removesuffix('_sheet')}": partial(opener, rig.desk, self.case, shell)
            for name, opener in SHEETS.items()
        }
        return made | {
            "sheet stop": partial(open_stop_sheet, rig.desk, shell),
            "sheet kind": partial(_opened, partial(KindSheet, shell, offers, _nothing)),
            "dialog confirmation": partial(ask_confirmation, shell, QUESTION, _nothing),
            "dialog reason": partial(ask_reason, shell, QUESTION, _nothing),
            "dialog error": partial(show_error, shell, "The office cannot be reached. Try again later."),
            "dialog file": partial(ask_file, shell, FILES, _nothing),
            "dialog new file": partial(ask_new_file, shell, FILES, "Copy.pdf", _nothing),
        }


def _nothing(_answer: object) -> None:
    """Nobody answers: only what stands on the screen is looked at."""


def _opened(make: Callable[[], QDialog]) -> QDialog:
    dialog = make()
    dialog.open()
    return dialog
