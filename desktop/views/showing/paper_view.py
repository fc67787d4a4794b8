"""The copy in large letters, over the whole height of the screen: to be read, and nothing else."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QSizePolicy

from casework.words import say
from desktop.views.case_sheets.copy_preview import CopyPreview
from desktop.views.theme.font import scaled_font
from desktop.views.theme.token import NARRATIVE_COLUMNS, SPACE_24

PAPER_PT = 16.0
_LEAST_PX = 160


class PaperView(CopyPreview):
    """Scrolls with the arrow keys, Page Up and Page Down, by wheel and by finger. No menu, nothing to follow."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setAccessibleName(say("Your copy"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setUndoRedoEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._fit()

    def sizeHint(self) -> QSize:
        """Return a page's width: the height is what the screen has."""
        return QSize(self.maximumWidth(), _LEAST_PX)

    def minimumSizeHint(self) -> QSize:
        """Return what is left of a small screen at the largest text."""
        return QSize(_LEAST_PX, _LEAST_PX)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text of the application."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        font = scaled_font(PAPER_PT)
        if self.document().defaultFont() != font:
            self.document().setDefaultFont(font)
        self.setMaximumWidth(QFontMetrics(font).averageCharWidth() * NARRATIVE_COLUMNS + 4 * SPACE_24)
