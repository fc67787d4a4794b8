"""The badge of a standing risk of serious harm: always words, a four-step meter and an outline."""

from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.views.partials.badge_paint import BadgeLook, badge_size, paint_badge
from desktop.views.theme.token import Level


class RiskBadge(QLabel):
    """Shows one level. ``two_views``: a broken outline and "2 views", for a conflict that nobody decided.

    A label, because a screen reader takes a bare widget for the room between others. What it says is its name.
    """

    def __init__(
        self, level: Level, *, two_views: bool = False, short: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_look(BadgeLook(level, two_views, short))

    @property
    def look(self) -> BadgeLook:
        """What the badge shows now."""
        return self._look

    def set_look(self, look: BadgeLook) -> None:
        """Show something else."""
        self._look = look
        self.setAccessibleName(look.sentence)
        self.setToolTip(look.sentence if look.short or look.two_views else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room that the words and the meter take in the present text scale."""
        return badge_size(self._look).toSize()

    def minimumSizeHint(self) -> QSize:
        """Return the same as ``sizeHint``: a badge is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the badge."""
        painter = QPainter(self)
        paint_badge(painter, QPointF(0, 0), self._look)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a switch of theme or of text scale."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self.update()
