"""Paints a row of words that wrap: no name and no date of birth is cut, however narrow the list or large the text."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from desktop.views.partials.list_delegate import ROW_ROLE, RowLook, paint_ground
from desktop.views.theme.font import scaled_font
from desktop.views.theme.palette import current_tokens
from desktop.views.theme.token import SPACE_4, SPACE_12, SPACE_16

_WRAPPED = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
_ENDLESS_PX = 10_000


class WrappedRow(QStyledItemDelegate):
    """Name, detail, second and trailing of a ``RowLook``, below one another."""

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
    """Paint the lines where there is a painter; return their height."""
    tokens, bold, plain = current_tokens(), scaled_font(weight=QFont.Weight.Bold), scaled_font()
    lines = (
        (row.name, bold, tokens.text),
        (row.detail, plain, tokens.muted),
        (row.second, plain, tokens.text),
        (row.trailing, plain, tokens.muted),
    )
    top = room.top()
    for words, font, colour in lines:
        if not words:
            continue
        left = QRect(room.left(), top, room.width(), _ENDLESS_PX)
        place = QFontMetrics(font).boundingRect(left, _WRAPPED, words)
        if painter is not None:
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(QRect(room.left(), top, room.width(), place.height()), _WRAPPED, words)
        top += place.height() + SPACE_4
    return top - SPACE_4 - room.top()
