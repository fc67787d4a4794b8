"""New record: every kind that can be written, in plain words with a sentence each; typing finds one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from casework.words import say
from desktop.services.record_list import KindOffer
from desktop.views.dialogs import Dialog
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.list_delegate import RowLook
from desktop.views.partials.row_list import RowList, RowOpened
from desktop.views.partials.wrapped_row import WrappedRow
from desktop.views.theme.font import current_scale
from desktop.views.theme.token import SPACE_32

_SIZE_PX = (720, 600)
_COMMON = say("Written often")


class KindSheet(Dialog):
    """``on_kind`` gets the key of what was chosen. Escape goes back."""

    def __init__(self, parent: QWidget, offers: Sequence[KindOffer], on_kind: Callable[[str], object]) -> None:
        super().__init__(
            parent, say("New record"), say("Type a word, or choose from the list. What is written often comes first.")
        )
        self.setObjectName("kind_sheet")
        self._offers, self._on_kind = offers, on_kind
        self.search = QLineEdit()
        self.search.setObjectName("kind_search")
        self.search.setAccessibleName(say("Find a kind of record"))
        self.search.setPlaceholderText(say("Such as concern, plan, report, MAPPA"))
        self.rows = RowList(name="kinds", accessible_name=say("Kinds of record"))
        # What a record is for is read whole, on as many lines as it takes.
        self.rows.setItemDelegate(WrappedRow(self.rows))
        self.rows.setUniformItemSizes(False)
        self.nothing = Words(say("No kind of record has these words. Try another word."), TextRole.MUTED)
        for widget in (self.search, self.rows, self.nothing):
            self.column.addWidget(widget, 1 if widget is self.rows else 0)
        self.back_button = Button(say("&Go back"), name="kinds_back")
        self.open_button = Button(say("&Write this"), ButtonKind.PRIMARY, name="kinds_open")
        self.add_buttons(self.back_button, self.open_button)
        self.search.textEdited.connect(self._on_typed)
        self.search.installEventFilter(self)
        self.rows.row_opened.connect(self._on_opened)
        self.rows.left_upwards.connect(self.search.setFocus)
        self.back_button.clicked.connect(self.reject)
        self.open_button.clicked.connect(self._on_wanted)
        self._show("")
        self._fit()
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from what is typed into the list; Enter takes the marked kind."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self.rows.enter()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_wanted()
                return True
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        page = self.parentWidget()
        room = page.window().size() if page is not None else self.maximumSize()
        wide, high = (round(side * current_scale()) for side in _SIZE_PX)
        self.resize(min(wide, room.width() - SPACE_32), min(high, room.height() - SPACE_32))

    def _show(self, text: str) -> None:
        found = sorted((one for one in self._offers if _means(one, text)), key=lambda one: not _is_called(one, text))
        self.rows.set_rows([_look(offer) for offer in found])
        if found:
            self.rows.set_current(found[0].key)
        self.rows.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.open_button.setEnabled(bool(found))

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._show(text)

    @Slot(RowOpened)
    def _on_opened(self, _row: RowOpened) -> None:
        self._on_wanted()

    @Slot()
    def _on_wanted(self) -> None:
        kind = self.rows.current_key
        if kind:
            self.accept()
            self._on_kind(kind)


def _look(offer: KindOffer) -> RowLook:
    return RowLook(offer.key, offer.title, detail=_COMMON if offer.common else offer.group_words, second=offer.sentence)


def _means(offer: KindOffer, text: str) -> bool:
    """Whether each word typed is in what the kind is called, is for, or belongs to."""
    words = f"{offer.title} {offer.sentence} {offer.group_words} {offer.also}".casefold()
    return all(part in words for part in text.casefold().split())


def _is_called(offer: KindOffer, text: str) -> bool:
    """Whether what is typed is in its name, or names its instrument: Enter takes that, not one that mentions it."""
    words = f"{offer.title} {offer.also}".casefold()
    return all(part in words for part in text.casefold().split())
