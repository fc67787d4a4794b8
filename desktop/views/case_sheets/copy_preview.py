"""The copy for the person as it will be printed: its titles and lines, to be read and selected, never changed."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QSizePolicy, QTextEdit

from casework.rules.person_copy import Document
from casework.words import say
from desktop.services.press import printed_words
from desktop.views.theme.font import current_scale
from desktop.views.theme.token import LINE_HEIGHT_PERCENT, SPACE_4, SPACE_8, SPACE_12, SPACE_16

_HEIGHT_PX = 260
_TITLE, _HEADING, _LABEL, _LINE = (2, 1, 0, 0)
"""How much larger than the text around, in Qt's steps: it grows with the text of the application."""


class CopyPreview(QTextEdit):
    """Reachable with Tab and left with it; scrolls with the arrow keys. Holds plain text only."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(say("What is on the copy"))
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(SPACE_12)

    def sizeHint(self) -> QSize:
        """Return the room for some ten lines, more where the text is large."""
        return QSize(super().sizeHint().width(), round(_HEIGHT_PX * current_scale()))

    def minimumSizeHint(self) -> QSize:
        """Return the same height: what is on the copy is what the sheet is for."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Keep as many lines in sight when the text grows."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def show_document(self, document: Document) -> None:
        """Show a copy from its beginning. The same again stays where it was scrolled to."""
        lines = [(printed_words(words), larger, bold, above_px) for words, larger, bold, above_px in _lines(document)]
        if "\n".join(words for words, _, _, _ in lines) == self.toPlainText():
            return
        self.clear()
        cursor = QTextCursor(self.document())
        for number, (words, larger, bold, above_px) in enumerate(lines):
            block, letters = _formats(larger, above_px, bold=bold)
            if number:
                cursor.insertBlock(block, letters)
            else:
                cursor.setBlockFormat(block)
            cursor.insertText(words, letters)
        self.moveCursor(QTextCursor.MoveOperation.Start)


def _lines(document: Document) -> list[tuple[str, int, bool, int]]:
    """Each line of the paper: its words, how much larger, whether bold, the room above it in px."""
    found = [(document.title, _TITLE, True, 0)]
    found += [(words, _LINE, words == document.name, SPACE_4) for words in (document.name, document.day) if words]
    for section in document.sections:
        found.append((section.title, _HEADING, True, SPACE_16))
        for number, item in enumerate(section.items):
            for place, paragraph in enumerate(item):
                above_px = SPACE_16 if number and not place else SPACE_8
                found.append((paragraph.label, _LABEL, True, above_px))
                found += [(words, _LINE, False, SPACE_4) for words in paragraph.lines]
    return found


def _formats(larger: int, above_px: int, *, bold: bool) -> tuple[QTextBlockFormat, QTextCharFormat]:
    block, letters = QTextBlockFormat(), QTextCharFormat()
    block.setTopMargin(above_px)
    block.setLineHeight(LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    letters.setProperty(QTextFormat.Property.FontSizeAdjustment.value, larger)
    letters.setFontWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return block, letters
