"""A strip on the page that says what happened, what it means, and what can be done."""

from enum import StrEnum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QWidget

from casework.words import say
from desktop.views.partials.announce import announce
from desktop.views.partials.button import Button
from desktop.views.partials.icon_label import IconLabel
from desktop.views.partials.label import Words, restyle
from desktop.views.theme.font import current_scale
from desktop.views.theme.icon import Ink
from desktop.views.theme.token import SPACE_8, SPACE_12

_FOLDS_PX = 490


class NoticeKind(StrEnum):
    """How much a notice weighs."""

    INFO = "info"
    WARNING = "warning"
    DANGER = "danger"
    OK = "ok"


_SIGNS = {
    NoticeKind.INFO: ("ph.info-fill", Ink.ACCENT, say("Note")),
    NoticeKind.WARNING: ("ph.warning-fill", Ink.NOTICE, say("Warning")),
    NoticeKind.DANGER: ("ph.warning-octagon-fill", Ink.DANGER, say("Important")),
    NoticeKind.OK: ("ph.check-circle-fill", Ink.OK, say("Done")),
}


class Notice(QFrame):
    """Icon, sentence and at most one action, whose button asks with ``action_requested``."""

    action_requested = Signal()

    def __init__(
        self, kind: NoticeKind, sentence: str, *, name: str, action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "notice")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._sentence = Words("")
        self._was_empty = False
        self._icon = IconLabel("ph.info-fill", Ink.ACCENT, 20)
        self.button = Button(action, name=f"{name}_action")
        # Hidden, never shown, while it has no parent: it would become a window for a moment, and take the focus.
        if not action:
            self.button.hide()
        self.button.clicked.connect(self.action_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
        row.setSpacing(SPACE_12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._fold = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._fold.setSpacing(SPACE_8)
        self._fold.addWidget(self._sentence, 1)
        self._fold.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._fold, 1)
        self.set_notice(kind, sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the button below the sentence where it would leave it a few words a line."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text leaves less room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_fold"):
            self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < _FOLDS_PX * current_scale() and not self.button.isHidden()
        self._fold.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    @property
    def sentence(self) -> str:
        """The sentence shown."""
        return self._sentence.text()

    def set_notice(self, kind: NoticeKind, sentence: str) -> None:
        """Say something else, aloud as well where the strip is on the screen; an empty sentence hides it."""
        icon, ink, weight = _SIGNS[kind]
        changed = sentence != self._sentence.text()
        self._icon.set_icon(icon, ink)
        self._sentence.setText(sentence)
        self.setAccessibleName(f"{weight}: {sentence}")
        restyle(self, "kind", kind.value)
        restyle(self._sentence, "of", kind.value)
        # Shown only where it was hidden before: a new notice without a parent would become a window.
        if not sentence:
            self.hide()
        elif self._was_empty:
            self.show()
        self._was_empty = not sentence
        if changed and sentence:
            announce(self, self.accessibleName())
