"""Paints a row of words that wrap: no name and no date of birth is cut, however narrow the list or large the text."""

import re

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from desktop.views.partials.list_delegate import ROW_ROLE, RowLook, paint_ground
from desktop.views.theme.font import scaled_font
from desktop.views.theme.palette import current_tokens
from desktop.views.theme.token import SPACE_4, SPACE_12, SPACE_16

_WRAPPED = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
_ENDLESS_PX = 10_000
_ENDLESS_WORD = re.compile(r"\S{20}(?=\S{8})")


class WrappedRow(QStyledItemDelegate):
    """Name and detail, then second and trailing of a ``RowLook``, below one another where they need more room."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of all lines at the width of the list."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        row = index.data(ROW_ROLE)
        if not isinstance(row, RowLook):
            return super().sizeHint(option, index)
        room = QRect(0, 0, width - SPACE_16 * 2, _ENDLESS_PX)
        return QSize(width, _lay(None, room, row) + SPACE_12 * 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the row at ``index``."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, RowLook):
            super().paint(painter, option, index)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option)
        _lay(painter, option.rect.adjusted(SPACE_16, SPACE_12, -SPACE_16, 0), row)
        painter.restore()


def _lay(painter: QPainter | None, room: QRect, row: RowLook) -> int:
    """Paint the lines where there is a painter; return their height.

    Two that have room beside each other are one line: large text makes a list high soon enough.
    """
    tokens, bold, plain = current_tokens(), scaled_font(weight=QFont.Weight.Bold), scaled_font()
    first = ((row.name, bold, tokens.text), (row.detail, plain, tokens.muted))
    second = ((row.second, plain, tokens.text), (row.trailing, plain, tokens.muted))
    top = room.top()
    for pair in (first, second):
        pieces = [(_breakable(words), font, colour) for words, font, colour in pair if words]
        widths = [QFontMetrics(font).horizontalAdvance(words) for words, font, _ in pieces]
        beside = sum(widths) + SPACE_12 * (len(pieces) - 1) <= room.width()
        left, height = room.left(), 0
        for (words, font, colour), width in zip(pieces, widths, strict=True):
            place = QRect(left, top, room.right() - left + 1, _ENDLESS_PX)
            taken = QFontMetrics(font).boundingRect(place, _WRAPPED, words).height()
            if painter is not None:
                painter.setFont(font)
                painter.setPen(QColor(colour))
                painter.drawText(QRect(left, top, place.width(), taken), _WRAPPED, words)
            if beside:
                left, height = left + width + SPACE_12, max(height, taken)
            else:
                top += taken + SPACE_4
        top += height + SPACE_4 if beside and pieces else 0
    return top - SPACE_4 - room.top()


def _breakable(words: str) -> str:
    """The same, with places to break at in what has no blanks: a check sum is wider than any list."""
    return _ENDLESS_WORD.sub(lambda run: f"{run[0]}\u200b", words)
