"""What a list shows while there is nothing in it: what will be here, and how it gets here."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.icon_label import IconLabel
from desktop.views.partials.label import TextRole, Words
from desktop.views.theme.font import current_scale
from desktop.views.theme.icon import Ink
from desktop.views.theme.token import SPACE_4, SPACE_12, SPACE_24

_WIDEST_PX = 520
"""75 characters: a line across the whole window is lost half-way."""


class EmptyState(QWidget):
    """An icon, a headline, one or two teaching sentences, and at most one action (``action_requested``)."""

    action_requested = Signal()

    def __init__(
        self,
        icon: str,
        headline: str,
        teaching: str,
        *,
        name: str,
        action: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(f"{headline} {teaching}")
        centre = Qt.AlignmentFlag.AlignHCenter
        self._headline = Words(headline, TextRole.STRONG)
        self._teaching = Words(teaching, TextRole.MUTED)
        self.button = Button(action, ButtonKind.SECONDARY, name=f"{name}_action")
        # Hidden, never shown, while it has no parent: it would become a window for a moment, and take the focus.
        if not action:
            self.button.hide()
        self.button.clicked.connect(self.action_requested)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_24)
        column.setSpacing(SPACE_4)
        column.addWidget(IconLabel(icon, Ink.MUTED, 32), 0, centre)
        for words in (self._headline, self._teaching):
            words.setAlignment(centre)
            column.addWidget(words)
        column.addSpacing(SPACE_12)
        column.addWidget(self.button, 0, centre)
        column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lines short in the middle of a wide page."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text takes wider lines."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_column"):
            self._fit()

    def _fit(self) -> None:
        side = max(SPACE_24, (self.width() - round(_WIDEST_PX * current_scale())) // 2)
        self._column.setContentsMargins(side, SPACE_24, side, SPACE_24)

    def set_words(self, headline: str, teaching: str) -> None:
        """Say something else, such as "No one by that name" while searching."""
        self._headline.setText(headline)
        self._teaching.setText(teaching)
        self.setAccessibleName(f"{headline} {teaching}")
