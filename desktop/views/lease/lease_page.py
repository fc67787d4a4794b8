"""The one page that is shown while the lease has ended: why, what to do, and how the sync goes on."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.words import say
from desktop.background.state import SyncState
from desktop.services.lease import LeaseLine
from desktop.views.lease import wording
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.icon_label import IconLabel
from desktop.views.partials.label import TextRole, Words, restyle
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.theme.icon import Ink
from desktop.views.theme.token import SPACE_8, SPACE_12
from desktop.views.unlock.column import CentredColumn

_COLUMN_PX = 620


class LeasePage(QWidget):
    """Shows nothing of anybody. ``sync_requested``: try now; ``lock_requested``: lock as always.

    ``sign_in_requested``: sign in with the agency, or give that up.
    """

    sync_requested = Signal()
    sign_in_requested = Signal()
    lock_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lease_page")
        self.setProperty("role", "canvas")
        self._title = _words("lease_title", TextRole.TITLE)
        self._meaning, self._advice, self._duty = (_words(f"lease_{n}") for n in ("meaning", "advice", "duty"))
        self.fault = Notice(NoticeKind.DANGER, "", name="lease_fault")
        self._sync = _words("lease_sync", TextRole.MUTED)
        self._sync.hide()
        self.try_button = Button(say("&Try now"), ButtonKind.PRIMARY, name="lease_try")
        self.try_button.clicked.connect(self.sync_requested)
        self.sign_in_button = Button(wording.SIGN_IN, ButtonKind.PRIMARY, name="lease_sign_in")
        self.sign_in_button.clicked.connect(self.sign_in_requested)
        self.sign_in_button.hide()
        self.lock_button = Button(say("&Lock"), name="lease_lock")
        self.lock_button.clicked.connect(self.lock_requested)
        for button in self._buttons:
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
        for button in self._buttons:
            flow.addWidget(button)
        column.body.addLayout(head)
        for words in (self._meaning, self._advice, self._duty):
            column.body.addWidget(words)
        column.body.addWidget(self.fault)
        column.body.addWidget(buttons)
        column.body.addWidget(self._sync)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)

    @property
    def _buttons(self) -> tuple[Button, ...]:
        return (self.sign_in_button, self.try_button, self.lock_button)

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
        self._offer_sign_in(line.lease.asks_sign_in)
        for button in (self.sign_in_button, self.try_button):
            button.setAccessibleDescription(f"{self._title.text()}. {self._meaning.text()} {self._advice.text()}")

    def show_fault(self, sentence: str) -> None:
        """Say why they are not signed in."""
        self.fault.set_notice(NoticeKind.DANGER, sentence)

    def show_signing_in(self, waiting: bool) -> None:
        """Say whether the browser is waited for."""
        self.show_fault("")
        words = wording.GIVE_UP if waiting else wording.SIGN_IN
        self.sign_in_button.setText(words)
        self.sign_in_button.setAccessibleName(words.replace("&", ""))

    def _offer_sign_in(self, offered: bool) -> None:
        """One way on stands first, and Enter takes it: signing in, or trying again."""
        if offered == self.sign_in_button.isVisibleTo(self):
            return
        self.sign_in_button.setVisible(offered)
        restyle(self.try_button, "kind", (ButtonKind.SECONDARY if offered else ButtonKind.PRIMARY).value)
        if self.isVisible():
            (self.sign_in_button if offered else self.try_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_sync(self, state: SyncState) -> None:
        """Say how the sync goes on; that everything was at the office once is no news here."""
        self._sync.setText(state.sentence if state.kind != "at_office" else "")
        # An empty line would take the focus and say nothing.
        self._sync.setVisible(bool(self._sync.text()))

    def showEvent(self, event: QShowEvent) -> None:
        """Let Enter try at once."""
        super().showEvent(event)
        first = self.try_button if self.sign_in_button.isHidden() else self.sign_in_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)


def _words(name: str, role: TextRole = TextRole.BODY) -> Words:
    words = Words("", role)
    words.setObjectName(name)
    words.let_select()
    return words
