"""The one page that is shown while the lease has ended: why, what to do, and how the sync goes on."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.background.state import SyncState
from desktop.services.lease import LeaseLine
from desktop.views.lease import wording
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.icon_label import IconLabel
from desktop.views.partials.label import TextRole, Words
from desktop.views.theme.icon import Ink
from desktop.views.theme.token import SPACE_8, SPACE_12
from desktop.views.unlock.column import CentredColumn

_COLUMN_PX = 620


class LeasePage(QWidget):
    """Shows nothing of anybody. ``sync_requested``: try now; ``lock_requested``: lock as always."""

    sync_requested = Signal()
    lock_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lease_page")
        self.setProperty("role", "canvas")
        self._title = _words("lease_title", TextRole.TITLE)
        self._meaning, self._advice, self._duty = (_words(f"lease_{n}") for n in ("meaning", "advice", "duty"))
        self._sync = _words("lease_sync", TextRole.MUTED)
        self._sync.hide()
        self.try_button = Button("&Try now", ButtonKind.PRIMARY, name="lease_try")
        self.try_button.clicked.connect(self.sync_requested)
        self.lock_button = Button("&Lock", name="lease_lock")
        self.lock_button.clicked.connect(self.lock_requested)
        for button in (self.try_button, self.lock_button):
            button.setAutoDefault(True)
        self._arrange()

    def _arrange(self) -> None:
        column = CentredColumn("lease_column", _COLUMN_PX)
        head = QHBoxLayout()
        head.setSpacing(SPACE_12)
        head.addWidget(IconLabel("ph.clock-counter-clockwise", Ink.DANGER, 24), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap_px=SPACE_8)
        for button in (self.try_button, self.lock_button):
            flow.addWidget(button)
        column.body.addLayout(head)
        for words in (self._meaning, self._advice, self._duty):
            column.body.addWidget(words)
        column.body.addWidget(buttons)
        column.body.addWidget(self._sync)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)

    @property
    def sentences(self) -> str:
        """All that the page says."""
        parts = (self._title, self._meaning, self._advice, self._duty, self._sync)
        return " ".join(part.text() for part in parts)

    def show_line(self, line: LeaseLine, today: date) -> None:
        """Say how the lease stands."""
        self._title.setText(wording.title_words(line, today))
        self._meaning.setText(wording.meaning_words(line, today))
        self._advice.setText(wording.advice_words(line, today))
        self._duty.setText(wording.duty_words(line.duty, today))
        self.try_button.setAccessibleDescription(f"{self._title.text()}. {self._meaning.text()} {self._advice.text()}")

    def show_sync(self, state: SyncState) -> None:
        """Say how the sync goes on; that everything was at the office once is no news here."""
        self._sync.setText(state.sentence if state.kind != "at_office" else "")
        # An empty line would take the focus and say nothing.
        self._sync.setVisible(bool(self._sync.text()))

    def showEvent(self, event: QShowEvent) -> None:
        """Let Enter try at once."""
        super().showEvent(event)
        self.try_button.setFocus(Qt.FocusReason.OtherFocusReason)


def _words(name: str, role: TextRole = TextRole.BODY) -> Words:
    words = Words("", role)
    words.setObjectName(name)
    words.let_select()
    return words
