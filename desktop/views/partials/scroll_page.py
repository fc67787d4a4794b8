"""A page that scrolls down, never sideways: what is on it gets exactly the width that there is."""

from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.views.theme.font import current_scale
from desktop.views.theme.token import SPACE_24


class TopColumn(QVBoxLayout):
    """A column that stays at the top, as high as its rows are once they have wrapped.

    Qt's own alignment to the top goes by the height of rows that have not wrapped, and cuts what has.
    """

    def setGeometry(self, rect: QRect) -> None:
        """Leave room below unless something in the column asks for it."""
        if not self.expandingDirections() & Qt.Orientation.Vertical:
            wanted = self.heightForWidth(rect.width()) if self.hasHeightForWidth() else self.sizeHint().height()
            rect = QRect(rect.x(), rect.y(), rect.width(), min(rect.height(), wanted))
        super().setGeometry(rect)


class ScrollPage(QScrollArea):
    """``body`` is the column to fill.

    ``widest_px`` holds a form together on a wide screen, wider with larger text (0: no limit).
    """

    def __init__(self, name: str, *, widest_px: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._widest_px = widest_px
        self.content = QWidget()
        self.content.setObjectName(f"{name}_content")
        self.content.setProperty("role", "canvas")
        self.content.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.body = TopColumn(self.content)
        self.body.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_24)
        self.body.setSpacing(SPACE_24)
        self.setWidget(self.content)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_moved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the content the width of the window, at most ``widest_px`` at 100 % text."""
        width = self.viewport().width()
        self._hold_together()
        # Before Qt sizes the content, which it would otherwise hold to the width of before.
        self.content.setMaximumWidth(width)
        bar = self.verticalScrollBar()
        at_end = 0 < bar.maximum() == bar.value()
        super().resizeEvent(event)
        # Who reads the last lines goes on reading them when a message takes some of the room.
        if at_end and event.oldSize().height() > event.size().height():
            bar.setValue(bar.maximum())

    def changeEvent(self, event: QEvent) -> None:
        """Larger text takes wider lines, as long as there is room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "body"):
            self._hold_together()

    def _hold_together(self) -> None:
        if self._widest_px:
            spare = max(self.viewport().width() - round(self._widest_px * current_scale()), 0)
            margins = self.body.contentsMargins()
            margins.setRight(SPACE_24 + spare)
            self.body.setContentsMargins(margins)

    @Slot(QWidget, QWidget)
    def _on_focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Keep what has the focus in sight however it got there (Qt does so only for Tab)."""
        if new is not None and self.content.isAncestorOf(new):
            self.ensureWidgetVisible(new, 0, SPACE_24)


def bring_up(area: QScrollArea, part: QWidget) -> None:
    """Once sizes are settled, scroll until ``part`` begins at the top, where what is above it takes most of the room.

    Where it does not, what is above stays in sight.
    """
    QTimer.singleShot(0, part, partial(_bring_up, area, part))


def _bring_up(area: QScrollArea, part: QWidget) -> None:
    above = area.viewport().mapFromGlobal(part.mapToGlobal(QPoint())).y() + area.verticalScrollBar().value()
    if above > area.viewport().height() // 2:
        area.verticalScrollBar().setValue(above)


def scrolling(whole: QWidget) -> QScrollArea:
    """What scrolls only where large text leaves its parts too little room; else it stands still."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(whole)
    return area
