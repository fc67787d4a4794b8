"""A page of the guide as it is read: Markdown in the colours and sizes of the theme, with pictures that fit."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QTextBrowser

from casework.words import say
from desktop.services.guide.page import GuidePage, dark_of, load_picture, slug_of
from desktop.views.theme.font import current_scale
from desktop.views.theme.palette import current_tokens
from desktop.views.theme.token import (
    BASE_PT,
    DISPLAY_PT,
    HEADING_PT,
    LINE_HEIGHT_PERCENT,
    SPACE_4,
    SPACE_8,
    SPACE_16,
    SPACE_24,
)

_PICTURE = re.compile(r"^( *)!\[([^\]]*)\]\(([^)]*)\)$", re.MULTILINE)
_PICTURE_ROW = re.compile(r"^\|.*!\[.*\|$", re.MULTILINE)
_IN_ROW = re.compile(r"!\[[^\]]*\]\(([^)]*)\) *([^|]*?) *\|")
_EMPTY_HEAD = re.compile(r"^\|[ |]*\|\n\|[-|]+\|\n", re.MULTILINE)
_SIZES_PT = {1: DISPLAY_PT, 2: HEADING_PT, 3: BASE_PT + 1}
_ABOVE_PX = {1: 0, 2: SPACE_24, 3: SPACE_16}
_LEAST_PX = 200
_WIDEST_PX = 900


class GuideText(QTextBrowser):
    """Shows one page at one of its parts. ``link_wanted`` carries where a link leads."""

    link_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("guide_text")
        self.setAccessibleName(say("Help text"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setTabChangesFocus(False)
        # With the keyboard, too: letter by letter, and for a screen reader that follows the cursor.
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.page: GuidePage | None = None
        self._slug = ""
        self._made_for = (0, 0.0, "")
        self.anchorClicked.connect(self._on_link)

    def show_page(self, page: GuidePage, slug: str = "") -> None:
        """Show a page, with the part ``slug`` at the top; empty is the beginning."""
        self.page, self._slug = page, slug
        self.setAccessibleDescription(page.title)
        self._make()

    def heading(self, slug: str) -> QTextBlock | None:
        """The line of a heading; None where there is none."""
        return next((block for block in _blocks(self.document()) if _slug_at(block) == slug), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the pictures the width that there is, and stay at the same part."""
        super().resizeEvent(event)
        if self.page is not None and self._made_for != self._needs():
            self._make()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the size of the text."""
        super().changeEvent(event)
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if event.type() in kinds and getattr(self, "page", None) is not None and self._made_for != self._needs():
            self._make()

    def loadResource(self, kind: int, url: QUrl | str) -> object:
        """A picture of the guide, as wide as there is room for; nothing is ever loaded from anywhere else."""
        path = url.path() if isinstance(url, QUrl) else url
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        data = (load_picture(dark_of(path)) if current_tokens().is_dark else None) or load_picture(path)
        image = QImage.fromData(data) if data else QImage()
        room = min(self._room_px(), _WIDEST_PX)
        if image.width() > room:
            image = image.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        return image

    def _needs(self) -> tuple[int, float, str]:
        return self.viewport().width(), current_scale(), current_tokens().name

    def _room_px(self) -> int:
        return max(self.viewport().width() - 4 * SPACE_24, _LEAST_PX)

    def _make(self) -> None:
        if self.page is None:
            return
        self._made_for = self._needs()
        # A new one each time: what Qt clears keeps the format of its first line.
        document = QTextDocument(self)
        document.setDefaultFont(self.font())
        document.setDocumentMargin(SPACE_24)
        document.setIndentWidth(round(SPACE_24 * min(current_scale(), 1.4)))
        document.setMarkdown(_PICTURE.sub(_captioned, _EMPTY_HEAD.sub("", _PICTURE_ROW.sub(_unfolded, self.page.text))))
        _dress(document)
        self.setDocument(document)
        self.show_part(self._slug)

    def show_part(self, slug: str) -> None:
        """Bring a part of the page to the top, with the cursor at its heading."""
        self._slug = slug
        block = self.heading(slug) if slug else self.document().begin()
        if block is None:
            block = self.document().begin()
        self.setTextCursor(QTextCursor(block))
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(round(top) - SPACE_8 if slug else 0)

    @Slot(QUrl)
    def _on_link(self, url: QUrl) -> None:
        self.link_wanted.emit(url.toString())


def _captioned(found: re.Match[str]) -> str:
    """A picture with its description below it: everybody reads it, and a screen reader has nothing else."""
    indent, words, path = found.groups()
    caption = say("Picture: {words}", words=words)
    return f"{indent}![{words}]({path})\n\n{indent}*{caption}*"


def _unfolded(found: re.Match[str]) -> str:
    """A row of pictures as one picture after the other: side by side they would be too small to be read."""
    return "\n".join(f"![{words}]({path})\n" for path, words in _IN_ROW.findall(found[0]))


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _slug_at(block: QTextBlock) -> str:
    return slug_of(block.text()) if block.blockFormat().headingLevel() else ""


def _dress(document: QTextDocument) -> None:
    """Sizes, distances and lines of the theme; Markdown brings only what is what."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for block in _blocks(document):
        cursor.setPosition(block.position())
        cursor.mergeBlockFormat(_room_of(block))
        level = block.blockFormat().headingLevel()
        if level:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(_heading_format(cursor.charFormat(), level))
        else:
            _underline_links(cursor, block)
    cursor.endEditBlock()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame)


def _underline_links(cursor: QTextCursor, block: QTextBlock) -> None:
    """So that a link is told from the words around it by more than its colour."""
    underlined = QTextCharFormat()
    underlined.setFontUnderline(True)
    found = block.begin()
    links = []
    while not found.atEnd():
        piece = found.fragment()
        if piece.charFormat().isAnchor():
            links.append((piece.position(), piece.length()))
        found += 1
    for start, length in links:
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(underlined)


def _room_of(block: QTextBlock) -> QTextBlockFormat:
    level = block.blockFormat().headingLevel()
    room = QTextBlockFormat()
    room.setLineHeight(LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    room.setTopMargin(_ABOVE_PX.get(level, SPACE_8) if level else SPACE_4)
    room.setBottomMargin(SPACE_8)
    return room


def _heading_format(before: QTextCharFormat, level: int) -> QTextCharFormat:
    look = QTextCharFormat(before)
    # Qt's own steps would go before the size.
    look.clearProperty(QTextFormat.Property.FontSizeAdjustment)
    look.setFontPointSize(_SIZES_PT.get(level, BASE_PT) * current_scale())
    look.setFontWeight(700)
    return look


def _dress_table(table: QTextTable) -> None:
    look = table.format()
    look.setBorder(1)
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setBorderBrush(QColor(current_tokens().line))
    look.setBorderCollapse(True)
    look.setCellPadding(SPACE_8)
    look.setCellSpacing(0)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(look)
