"""The editor for a narrative: plain text, at most 75 characters wide, lines with air between them."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from desktop.views.theme.token import LINE_HEIGHT_PERCENT, NARRATIVE_COLUMNS, SPACE_12

PAUSE_MS = 800
_LINES = 8


@dataclass(frozen=True, slots=True)
class NarrativeText:
    """The text as it stands."""

    text: str


class NarrativeEdit(QTextEdit):
    """``edited`` with every change by the person; ``paused`` when the person has stopped typing for 0.8 s."""

    edited = Signal(NarrativeText)
    paused = Signal(NarrativeText)

    def __init__(self, *, name: str, lines: int = _LINES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._lines = lines
        self._quiet = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._on_paused)
        self.document().setDocumentMargin(SPACE_12 / 2)
        self._air_lines()
        self._fit_width()
        self.textChanged.connect(self._on_text_changed)

    @property
    def text(self) -> str:
        """What has been written, line breaks as newlines."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show ``text``, such as a draft that was kept; nothing is emitted and there is nothing to undo."""
        self._quiet = True
        self.setPlainText(text)
        self._air_lines()
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._quiet = False

    def sizeHint(self) -> QSize:
        """Return the room for the wanted number of lines."""
        return QSize(self.maximumWidth(), self._height_of(self._lines))

    def minimumSizeHint(self) -> QSize:
        """Return the room for three lines."""
        return QSize(160, self._height_of(min(3, self._lines)))

    def changeEvent(self, event: QEvent) -> None:
        """Keep 75 characters in a line when the text grows."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_lines"):
            self._fit_width()

    def _height_of(self, lines: int) -> int:
        line = QFontMetricsF(self.font()).height() * LINE_HEIGHT_PERCENT / 100
        return round(lines * line + SPACE_12 * 2)

    def _fit_width(self) -> None:
        wide = QFontMetricsF(self.font()).averageCharWidth() * NARRATIVE_COLUMNS
        self.setMaximumWidth(round(wide) + SPACE_12 * 4)
        self.updateGeometry()

    def _air_lines(self) -> None:
        spaced = QTextBlockFormat()
        spaced.setLineHeight(LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        self.document().setUndoRedoEnabled(False)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)
        self.document().setUndoRedoEnabled(True)

    @Slot()
    def _on_text_changed(self) -> None:
        if not self._quiet:
            self.edited.emit(NarrativeText(self.text))
            self._pause.start()

    @Slot()
    def _on_paused(self) -> None:
        self.paused.emit(NarrativeText(self.text))
