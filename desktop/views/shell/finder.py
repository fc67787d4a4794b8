"""The list under "Find anything": people, everything written about them, and commands, as somebody types."""

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from casework.errors import UserError
from casework.words import say
from desktop.services.caseload import FoundLine, found_lines
from desktop.services.service_page import FoundService, found_service
from desktop.services.session import Session
from desktop.services.visiting.next_visit import NextVisit, next_visit
from desktop.views.desk import Desk, Place
from desktop.views.partials.announce import announce
from desktop.views.partials.button import Button
from desktop.views.partials.label import TextRole, Words, restyle
from desktop.views.partials.row_list import RowList, RowOpened
from desktop.views.shell.finder_row import EMERGENCY, Command, Offer, offers
from desktop.views.shell.found_delegate import FoundDelegate
from desktop.views.theme.font import current_scale
from desktop.views.theme.token import SPACE_4, SPACE_16

__all__ = ["Command", "Finder"]

NOTHING_FOUND = say(
    "Nothing found for these words. Search covers names, old names, numbers, addresses and everything written."
)
_DEBOUNCE_MS = 80
_MOST_PX = 520

Found = tuple[date, tuple[FoundLine, ...], tuple[FoundService, ...]]


class Finder(QFrame):
    """A list over the page; whoever owns the box places it. ``command_chosen`` carries a ``Command``.

    A person, a contact or a command with a place is gone to from here; "lock", "sync", "passphrase" and "emergency" are
    for the owner to do.
    """

    command_chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("finder")
        self.setProperty("role", "surface")
        self.setAccessibleName(say("Found"))
        self._desk = desk
        self._text = ""
        self._asked: str | None = None
        self._shown_for = ""
        self._open_when_found = False
        self._offers: dict[str, Offer] = {}
        self._came_from: QWidget | None = None
        self.rows = RowList(name="finder_list", accessible_name=say("Found, people first"))
        self._delegate = FoundDelegate(self.rows)
        self.rows.setItemDelegate(self._delegate)
        self.nothing = Words(NOTHING_FOUND, TextRole.MUTED)
        self.nothing.setContentsMargins(SPACE_16, SPACE_16, SPACE_16, SPACE_16)
        self.emergency = Button(EMERGENCY.words, name="finder_emergency")
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_16)
        foot.addWidget(self.emergency, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.rows, self.nothing, self._foot):
            column.addWidget(widget)
        self.emergency.clicked.connect(self._on_emergency)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DEBOUNCE_MS)
        self._timer.timeout.connect(self._on_pause)
        self.rows.row_opened.connect(self._on_opened)
        self.rows.left_upwards.connect(self._on_left)
        self.hide()

    @Slot(str)
    def look_for(self, text: str) -> None:
        """Look for what is typed now, once the typing pauses; no words hide the list."""
        self._text = text.strip()
        self._open_when_found = False
        if self._text:
            self._timer.start()
        else:
            self._timer.stop()
            self.close_list()

    @Slot()
    def enter(self) -> None:
        """Take the focus, from the box above."""
        if not self.isVisible():
            return
        self._came_from = QApplication.focusWidget()
        if self._offers:
            self.rows.enter()
        else:
            self.emergency.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def open_first(self) -> None:
        """Open the marked row, else the first; while the search is under way, as soon as it is there."""
        if not self._text:
            return
        if self._shown_for != self._text:
            self._open_when_found = True
        elif self._offers:
            self._choose(self.rows.current_key or next(iter(self._offers)))

    @Slot()
    def close_list(self) -> None:
        """Put the list away and forget what it showed."""
        self.hide()
        self._text = self._shown_for = ""
        self._offers = {}
        self.rows.set_rows(())

    def show_found(
        self, text: str, found: tuple[FoundLine, ...], today: date, service: tuple[FoundService, ...] = ()
    ) -> None:
        """Show what was found for ``text``, unless something else has been typed meanwhile."""
        if text != self._text:
            return
        self._shown_for = text
        rows = offers(text, found, today, service)
        self._delegate.query = text
        self._offers = {offer.look.key: offer for offer in rows}
        self.rows.set_rows([offer.look for offer in rows])
        self.rows.setVisible(bool(rows))
        for widget in (self.nothing, self._foot):
            widget.setVisible(not rows)
        # The list has a frame of its own.
        restyle(self, "role", "surface" if rows else "card")
        self._fit()
        self.show()
        self.raise_()
        announce(self, say("{rows} found", rows=len(rows)) if rows else NOTHING_FOUND)
        if self._open_when_found:
            self._open_when_found = False
            self.open_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the list away and goes back to the box."""
        if event.key() == Qt.Key.Key_Escape:
            self._go_back()
            self.close_list()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a switch of the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            self._fit()

    def _fit(self) -> None:
        """Take the height that the rows need, at most what the owner's placing leaves."""
        if self._offers:
            wanted = self.rows.sizeHintForRow(0) * len(self._offers) + SPACE_4
        else:
            wanted = self.nothing.heightForWidth(self.width()) + self._foot.sizeHint().height() + SPACE_4
        parent = self.parentWidget()
        room = parent.height() - self.y() - SPACE_16 if parent else _MOST_PX
        height = max(min(wanted, round(_MOST_PX * current_scale()), room), 0)
        self.setMaximumHeight(height)
        self.resize(self.width(), height)

    def _go_back(self) -> None:
        if self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, key: str) -> None:
        offer = self._offers.get(key)
        if offer is None:
            return
        self.close_list()
        if offer.command is not None and offer.command.key == "brief" and offer.place is None:
            self._desk.ask(next_visit, self._on_next_visit, self, self._on_failed)
        elif offer.command is not None:
            self.command_chosen.emit(offer.command)
        if offer.place is not None:
            self._desk.go(offer.place)

    def _on_next_visit(self, found: NextVisit | None) -> None:
        if found is None:
            self._desk.say(say("No visit is planned for today. Find the person, then open their brief."))
        else:
            self._desk.go(Place("brief", found.case, appointment=found.appointment))

    @Slot()
    def _on_emergency(self) -> None:
        self.close_list()
        self.command_chosen.emit(EMERGENCY)

    @Slot()
    def _on_pause(self) -> None:
        """Ask, unless an answer is awaited: searches must not queue up before what is saved."""
        if self._asked is None and self._text:
            text = self._asked = self._text
            self._desk.ask(lambda session: _find(session, text), partial(self._on_found, text), self, self._on_failed)

    def _on_found(self, text: str, found: Found) -> None:
        try:
            self.show_found(text, found[1], found[0], found[2])
        finally:
            # Whatever is wrong with one answer, the next letter is looked for.
            self._ask_again()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._desk.say(error.sentence)
        self._ask_again()

    def _ask_again(self) -> None:
        """Look for what has been typed while the last answer was on its way."""
        asked, self._asked = self._asked, None
        if asked != self._text and not self._timer.isActive():
            self._on_pause()

    @Slot(RowOpened)
    def _on_opened(self, opened: RowOpened) -> None:
        self._choose(opened.key)

    @Slot()
    def _on_left(self) -> None:
        self.rows.clearSelection()
        self._go_back()


def _find(session: Session, text: str) -> Found:
    hits = session.store.search(text)
    return session.today(), found_lines(session, hits), found_service(session, hits)
