"""The shape of every page before the open store: one narrow column in the middle, that scrolls if it must."""

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.views.partials.door_mark import DoorMark
from desktop.views.partials.label import TextRole, Words
from desktop.views.theme.font import current_scale
from desktop.views.theme.token import SPACE_8, SPACE_12, SPACE_16, SPACE_24

APPLICATION_NAME = "Doorstep"
HELPED = frozenset({"locked_column", "first_start_column", "recovery_column", "stopped_column", "lease_column"})
"""Where there is help. Not where the passphrase is asked before somebody takes back a laptop that they lent."""


class CentredColumn(QScrollArea):
    """``body`` is the column to fill, below the mark and the name of the application. It grows with the text.

    ``at_once`` False: whoever owns the page lets the help be asked for, by `let_help`, when there is time for that.
    """

    def __init__(
        self,
        name: str,
        width_px: int,
        *,
        name_centred: bool = False,
        at_once: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._width_px = width_px
        canvas = QWidget()
        canvas.setProperty("role", "canvas")
        self._column = QWidget()
        self.body = QVBoxLayout(self._column)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(SPACE_16)
        self.body.addLayout(_head(name_centred))
        self.body.addSpacing(SPACE_8)
        across = QHBoxLayout(canvas)
        across.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_24)
        across.addStretch(1)
        # Wins over the air at its sides until it is as wide as it may be.
        across.addWidget(self._column, 1000, Qt.AlignmentFlag.AlignVCenter)
        across.addStretch(1)
        self.setWidget(canvas)
        self._fit()
        if at_once:
            self.let_help()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_moved)

    def let_help(self) -> None:
        """Let the key of the help show it, where there is any; once."""
        from desktop.views.shortcut import HELP, bind  # The table of all keys is not needed to be painted.

        if self.objectName() in HELPED:
            bind(HELP, self, self.show_help)

    @Slot()
    def show_help(self) -> None:
        """Show the help over the page, at the part that belongs to it."""
        # Loaded when it is asked for: nobody waits for it before they can type.
        from desktop.views.help.opening import open_help
        from desktop.views.help.topic import GATE_TOPICS

        open_help(self, GATE_TOPICS[self.objectName()])

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the width that fits the text as it is now."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        if hasattr(self, "_column"):
            self._column.setMaximumWidth(round(self._width_px * current_scale()))

    @Slot(QWidget, QWidget)
    def _on_focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Keep what has the focus in sight however it got there (Qt does so only for Tab)."""
        if new is not None and self._column.isAncestorOf(new):
            self.ensureWidgetVisible(new, 0, SPACE_24)


def _head(centred: bool) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE_12)
    if centred:
        row.addStretch(1)
    row.addWidget(DoorMark(32))
    row.addWidget(Words(APPLICATION_NAME, TextRole.DISPLAY, wraps=False))
    row.addStretch(1)
    return row
