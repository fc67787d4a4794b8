"""A list at the left and what is chosen in it at the right, or below it where that is too narrow."""

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.views.theme.font import current_scale
from desktop.views.theme.token import SPACE_16, SPACE_24

_NARROW_PX = 860
_ANY_HEIGHT_PX = 16_777_215
"""What Qt takes for no limit."""
_LIST_SHARE, _PANE_SHARE = 5, 8


class ListAndPane(QWidget):
    """Both grow with the window; the pane gets more, because reading needs more.

    ``share_above`` is the list's share of the height where the pane is below it, beside the pane's 8; without it, of
    height as of width. ``list_px`` says how high the list is to be at most where the pane is below it.
    """

    def __init__(
        self,
        left: QWidget,
        pane: QWidget,
        *,
        list_share: int = _LIST_SHARE,
        share_above: int = 0,
        list_px: Callable[[], int] | None = None,
    ) -> None:
        super().__init__()
        self._list, self._list_px = left, list_px
        self._list_share, self._share_above = list_share, share_above or list_share
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(SPACE_24, SPACE_16, 0, SPACE_16)
        self._row.setSpacing(0)
        self._left = QVBoxLayout()
        self._left.addWidget(left)
        self._row.addLayout(self._left, list_share)
        self._row.addWidget(pane, _PANE_SHARE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the pane below the list where there is no room beside it."""
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs the other arrangement at once, not when the window is resized next."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_left"):
            self._fold()

    def refit(self) -> None:
        """Measure the list anew: its rows have changed."""
        self._fold()

    def _fold(self) -> None:
        narrow = self.width() < _NARROW_PX * current_scale()
        # The pane has its own air at the right, beside its scroll bar; the list above it has none.
        self._left.setContentsMargins(0, 0, SPACE_24 if narrow else 0, 0)
        if self._list_px is not None:
            self._list.setMaximumHeight(self._list_px() if narrow else _ANY_HEIGHT_PX)
        self._row.setStretch(0, self._share_above if narrow else self._list_share)
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
