"""Paints a row of the caseload so that nothing of it is ever cut: what has no room on one line goes below."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.views.partials.badge_paint import badge_size, chip_size, paint_badge, paint_chip
from desktop.views.partials.list_delegate import (
    ROW_ROLE,
    TEXT_SHARE,
    ListDelegate,
    RowLook,
    name_colour,
    paint_alarm,
    paint_ground,
)
from desktop.views.partials.warning_chip import ChipKind, chip_outline, chip_tone
from desktop.views.theme.font import scaled_font
from desktop.views.theme.palette import current_tokens
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_12, SPACE_16

_WRAPS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_ENDLESS_PX = 100_000


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words, a badge or a chip: how large it is and how it is painted."""

    words: str
    size: QSize
    sort: str  # "name", "muted", "badge", "chip"


class CaseDelegate(ListDelegate):
    """One line of name, badge and warnings where all of it fits; else the same below one another, wrapped."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height that the row needs at the list's width."""
        row, plain = index.data(ROW_ROLE), super().sizeHint(option, index)
        view = option.widget
        width = view.viewport().width() if hasattr(view, "viewport") else option.rect.width()
        if not isinstance(row, RowLook) or fits_beside(row, width):
            return plain
        bottom = max(rect.bottom() for _, rect in stacked_places(row, width))
        return QSize(width, max(bottom + 1 + SPACE_12, plain.height()))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the row at ``index``."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, RowLook) or fits_beside(row, option.rect.width()):
            super().paint(painter, option, index)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option)
        if row.alarm:
            paint_alarm(painter, option.rect)
        for piece, rect in stacked_places(row, option.rect.width()):
            _paint_piece(painter, piece, rect.translated(option.rect.topLeft()), row)
        painter.restore()


def fits_beside(row: RowLook, width: int) -> bool:
    """Return whether text, badge, warnings and what is at the right have room beside one another, uncut."""
    bold, plain = QFontMetrics(scaled_font(weight=QFont.Weight.Bold)), QFontMetrics(scaled_font())
    first = bold.horizontalAdvance(row.name) + SPACE_8 + plain.horizontalAdvance(row.detail)
    text = max(first, plain.horizontalAdvance(row.second))
    chips = sum(piece.size.width() + SPACE_8 for piece in _chips(row)) + SPACE_16
    trailing = plain.horizontalAdvance(row.trailing) + SPACE_16 if row.trailing else 0
    inner = width - SPACE_16 * 2
    share = inner * TEXT_SHARE // 100
    return text <= share and share + SPACE_16 + chips + trailing <= inner


def stacked_places(row: RowLook, width: int) -> list[tuple[_Piece, QRect]]:
    """Return every piece with its place in a row of ``width`` that begins at 0, 0."""
    inner = width - SPACE_16 * 2
    places: list[tuple[_Piece, QRect]] = []
    top = SPACE_12
    for line in ((_words(row.name, "name", inner), _words(row.detail, "muted", inner)), _chips(row)):
        top = _flow(places, [piece for piece in line if piece.words], top, inner)
    for words in (row.second, row.trailing):
        if words:
            piece = _words(words, "muted", inner)
            places.append((piece, QRect(QPoint(SPACE_16, top), piece.size)))
            top += piece.size.height() + SPACE_4
    return places


def _flow(places: list[tuple[_Piece, QRect]], pieces: list[_Piece], top: int, width: int) -> int:
    """Put pieces in rows from ``top`` down, centred on one another; return where the next begins."""
    for row in _rows(pieces, width):
        left, height = SPACE_16, max(piece.size.height() for piece in row)
        for piece in row:
            at = QPoint(left, top + (height - piece.size.height()) // 2)
            places.append((piece, QRect(at, piece.size)))
            left += piece.size.width() + SPACE_8
        top += height + SPACE_4
    return top


def _rows(pieces: list[_Piece], width: int) -> list[list[_Piece]]:
    rows: list[list[_Piece]] = []
    used = 0
    for piece in pieces:
        if rows and used + SPACE_8 + piece.size.width() <= width:
            rows[-1].append(piece)
            used += SPACE_8 + piece.size.width()
        else:
            rows.append([piece])
            used = piece.size.width()
    return rows


def _chips(row: RowLook) -> list[_Piece]:
    return list(_chip_pieces(row))


def _chip_pieces(row: RowLook) -> Iterator[_Piece]:
    if row.badge:
        yield _Piece(row.badge.words, badge_size(row.badge).toSize(), "badge")
    for words in row.chips:
        yield _Piece(words, chip_size(words).toSize(), "chip")


def _words(words: str, sort: str, width: int = _ENDLESS_PX) -> _Piece:
    rect = QFontMetrics(_font(sort)).boundingRect(QRect(0, 0, width, _ENDLESS_PX), _WRAPS, words)
    return _Piece(words, QSize(min(rect.width() + 1, width), rect.height()), sort)


def _font(sort: str) -> QFont:
    return scaled_font(weight=QFont.Weight.Bold if sort == "name" else QFont.Weight.Normal)


def _paint_piece(painter: QPainter, piece: _Piece, rect: QRect, row: RowLook) -> None:
    tokens, at = current_tokens(), QPointF(rect.topLeft())
    if piece.sort == "badge" and row.badge:
        paint_badge(painter, at, row.badge)
    elif piece.sort == "chip":
        kind = ChipKind.WARNING
        paint_chip(painter, at, piece.words, chip_tone(kind, tokens), chip_outline(kind, tokens))
    else:
        painter.setFont(_font(piece.sort))
        painter.setPen(QColor(name_colour(row) if piece.sort == "name" else tokens.muted))
        painter.drawText(rect, _WRAPS, piece.words)
