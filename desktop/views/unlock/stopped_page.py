"""What stands where the records would be when the store cannot be opened: why, and what can be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.words import say
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.icon_label import IconLabel
from desktop.views.partials.label import TextRole, Words
from desktop.views.theme.icon import Ink
from desktop.views.theme.token import SPACE_8, SPACE_12
from desktop.views.unlock.column import CentredColumn

_COLUMN_PX = 520


class StoppedPage(QWidget):
    """For a damaged or newer store, a missing key, a second instance, a full disk. Nothing is changed from here."""

    retry_requested = Signal()
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None, *, may_retry: bool = True) -> None:
        """Without `may_retry` there is nothing that could have been mended meanwhile: it can only be closed."""
        super().__init__(parent)
        self.setProperty("role", "canvas")
        self._title = Words("", TextRole.TITLE)
        self._title.setObjectName("stopped_title")
        self._sentence = Words("")
        self._sentence.setObjectName("stopped_sentence")
        self._sentence.let_select()
        self._retry = Button(say("&Try again"), ButtonKind.PRIMARY, name="retry_button")
        self._retry.clicked.connect(self.retry_requested)
        self._close = Button(say("&Close Doorstep"), name="close_button")
        self._close.clicked.connect(self.close_requested)
        for button in (self._retry, self._close):
            button.setAutoDefault(True)
        self._retry.setVisible(may_retry)
        self._first = self._retry if may_retry else self._close
        self._arrange()

    def _arrange(self) -> None:
        column = CentredColumn("stopped_column", _COLUMN_PX)
        head = QHBoxLayout()
        head.setSpacing(SPACE_12)
        head.addWidget(IconLabel("ph.warning-octagon-fill", Ink.DANGER, 24), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_8)
        buttons.addWidget(self._retry)
        buttons.addWidget(self._close)
        buttons.addStretch(1)
        column.body.addLayout(head)
        column.body.addWidget(self._sentence)
        column.body.addSpacing(SPACE_8)
        column.body.addLayout(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)

    def show_fault(self, title: str, sentence: str) -> None:
        """Say what happened in ``title``, and in ``sentence`` what it means and what to do."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        for button in (self._retry, self._close):
            button.setAccessibleDescription(f"{title} {sentence}")
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Let Enter try again at once, or close where that is all there is."""
        super().showEvent(event)
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)
