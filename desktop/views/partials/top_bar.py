"""The bar across the top: where you are, find anything, and what the office has."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.sync_label import SyncLabel, SyncState
from desktop.views.shortcut import BACK, FIND, bind
from desktop.views.theme.font import current_scale
from desktop.views.theme.palette import current_tokens
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_24

_NARROW_PX = 640


@dataclass(frozen=True, slots=True)
class FindText:
    """What a person has typed into "Find anything"."""

    text: str


class FindBox(QLineEdit):
    """Search as you type. Escape empties it, Down asks to go into the results."""

    results_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_anything")
        self.setAccessibleName(say("Find anything"))
        self.setAccessibleDescription(say("Names, old names, aliases, addresses and everything written. Control K"))
        self.setPlaceholderText(say("Find anything"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a width that grows with the text, and in which its words and its key do not meet."""
        wide = round(230 * min(current_scale(), 1.4))
        return QSize(max(wide, self._words_px() + SPACE_24), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the width below which a name can no longer be read."""
        return QSize(120, super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the box, Down goes to the results."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.textEdited.emit("")
        elif event.key() == Qt.Key.Key_Down:
            self.results_requested.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box and, while it is empty and has room for it, its key at the right."""
        super().paintEvent(event)
        if not self.text() and self.width() >= self._words_px():
            painter = QPainter(self)
            painter.setPen(QColor(current_tokens().muted))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(self.rect().adjusted(0, 0, -SPACE_12, 0), int(flags), say("Ctrl K"))
            painter.end()

    def _words_px(self) -> int:
        """The width of words and key, with the room round them."""
        self.ensurePolished()
        widths = map(self.fontMetrics().horizontalAdvance, (self.placeholderText(), say("Ctrl K")))
        return sum(widths) + SPACE_12 * 3 + SPACE_4


class TopBar(QWidget):
    """Title at the left, what belongs to it in muted words, then "Find anything" and the sync state."""

    find_edited = Signal(FindText)
    find_submitted = Signal(FindText)
    results_requested = Signal()
    sync_requested = Signal()
    back_requested = Signal()

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self.setProperty("role", "top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        # No underlined letter: pages use them all, and Alt+Left does it.
        self.back_button = Button(say("Back"), ButtonKind.QUIET, name="back", icon="ph.arrow-left")
        self.back_button.setToolTip(BACK.label)
        self.back_button.hide()
        self.back_button.clicked.connect(self.back_requested)
        self._title = Words(title, TextRole.TITLE, wraps=False)
        self._detail = Words("", TextRole.MUTED)
        self.find_box = FindBox()
        self.sync_label = SyncLabel()
        self._arrange()
        self.find_box.textEdited.connect(self._on_find_edited)
        self.find_box.returnPressed.connect(self._on_find_submitted)
        self.find_box.results_requested.connect(self.results_requested)
        self.sync_label.clicked.connect(self.sync_requested)
        bind(FIND, self, self._on_find_key)

    def _arrange(self) -> None:
        place, tools = QWidget(), QWidget()
        for part, widgets in (
            (place, (self.back_button, self._title, self._detail)),
            (tools, (self.find_box, self.sync_label)),
        ):
            row = QHBoxLayout(part)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(SPACE_16)
            for widget in widgets:
                row.addWidget(widget, int(widget is self._detail))
        # A long title and large text need the bar's whole width: then the tools go below.
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_24, SPACE_8, SPACE_16, SPACE_8)
        whole.addWidget(FoldRow(place, tools, narrow_px=_NARROW_PX))

    def set_title(self, title: str, detail: str = "") -> None:
        """Say where the person is; ``detail`` follows in muted words."""
        self._title.setText(title)
        self._detail.setText(detail)

    def set_sync_state(self, state: SyncState, today: date) -> None:
        """Show where the records are."""
        self.sync_label.set_state(state, today)

    def changeEvent(self, event: QEvent) -> None:
        """Make room for larger text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.find_box.updateGeometry()

    @Slot()
    def _on_find_key(self) -> None:
        self.find_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_box.selectAll()

    @Slot(str)
    def _on_find_edited(self, text: str) -> None:
        self.find_edited.emit(FindText(text))

    @Slot()
    def _on_find_submitted(self) -> None:
        self.find_submitted.emit(FindText(self.find_box.text()))
