"""Paints a row of "Find anything": name and date of birth, below what was found with the words marked."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from desktop.views.partials.badge_paint import badge_size, paint_badge
from desktop.views.partials.list_delegate import ROW_ROLE, ListDelegate, RowLook, paint_ground
from desktop.views.shell.mark import find_marks
from desktop.views.theme.font import scaled_font
from desktop.views.theme.palette import current_tokens
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_12, SPACE_16


class FoundDelegate(ListDelegate):
    """``query`` is what was typed: its words are underlined and bold in name and snippet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.query = ""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of two lines."""
        return QSize(option.rect.width(), QFontMetrics(scaled_font()).height() * 2 + SPACE_8 * 2 + SPACE_4)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the row at ``index``."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, RowLook):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option)
        inner = option.rect.adjusted(SPACE_16, SPACE_8, -SPACE_16, -SPACE_8)
        inner = inner.adjusted(0, 0, -_paint_right(painter, inner, row), 0)
        line = QFontMetrics(scaled_font()).height()
        tokens = current_tokens()
        single = not row.second.strip()
        top = inner.center().y() - line // 2 if single else inner.top()
        first = QRect(inner.left(), top, inner.width(), line)
        used = self._paint_line(painter, first, row.name, QFont.Weight.Bold, tokens.text)
        rest = first.adjusted(used + SPACE_8, 0, 0, 0)
        self._paint_line(painter, rest, row.detail, QFont.Weight.Normal, tokens.muted)
        if not single:
            below = first.translated(0, line + SPACE_4)
            self._paint_line(painter, below, row.second, QFont.Weight.Normal, tokens.muted)
        painter.restore()

    def _paint_line(self, painter: QPainter, rect: QRect, words: str, weight: QFont.Weight, colour: str) -> int:
        """Paint one line, cut with an ellipsis where there is no room; return the width used."""
        if not words or rect.width() <= 0:
            return 0
        font = scaled_font(weight=weight)
        # Marked words are bold and so wider than they are measured.
        room = rect.width() - SPACE_12
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
        layout = QTextLayout(shown, font)
        layout.setFormats(_formats(shown, self.query, colour))
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(10_000)
        layout.endLayout()
        painter.setPen(QColor(colour))
        layout.draw(painter, QPointF(rect.left(), rect.top()))
        return round(line.naturalTextWidth())


def _formats(words: str, query: str, colour: str) -> list[QTextLayout.FormatRange]:
    ranges = []
    for start, length in find_marks(words, query):
        mark = QTextCharFormat()
        mark.setFontWeight(QFont.Weight.Bold)
        mark.setFontUnderline(True)
        mark.setForeground(QColor(current_tokens().text if colour == current_tokens().muted else colour))
        found = QTextLayout.FormatRange()
        found.start, found.length, found.format = start, length, mark
        ranges.append(found)
    return ranges


def _paint_right(painter: QPainter, rect: QRect, row: RowLook) -> int:
    """Paint badge or key at the right; return the width used."""
    if row.badge is not None:
        size = badge_size(row.badge)
        paint_badge(painter, QPointF(rect.right() - size.width(), rect.center().y() - size.height() / 2), row.badge)
        return round(size.width()) + SPACE_16
    if not row.trailing:
        return 0
    font = scaled_font()
    painter.setFont(font)
    painter.setPen(QColor(current_tokens().muted))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), row.trailing)
    return QFontMetrics(font).horizontalAdvance(row.trailing) + SPACE_16
