"""Paints one row of a long list: name, what belongs to it, badge and chips, at the right a word or two."""

from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from casework.words import say
from desktop.views.partials.badge_paint import (
    BadgeLook,
    badge_font,
    badge_size,
    chip_height,
    chip_size,
    paint_badge,
    paint_chip,
)
from desktop.views.partials.warning_chip import ChipKind, chip_outline, chip_tone
from desktop.views.theme.font import current_scale, scaled_font
from desktop.views.theme.palette import current_tokens
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_12, SPACE_16

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_RING_PX = 8
_ALARM_PX = 6
_NARROW_PX = 860
TEXT_SHARE = 48
"""Percent of the width for name and lines where badge and chips stand beside them."""


@dataclass(frozen=True, slots=True)
class RowLook:
    """What one row shows: ``detail`` follows the name, ``second`` is the line below.

    Badge and warning chips stand between the text and ``trailing``, which is at the right (``urgent``: in the
    danger colour; ``alarm``: the first line as well, with a bar at its left, beside the words that say so). Rows of a
    list have one height: either all or none of them should have a ``second`` line. ``spoken``: what a screen reader
    says in place of ``second``, where the rest of it stands beside the list.
    """

    key: str
    name: str
    detail: str = ""
    second: str = ""
    badge: BadgeLook | None = None
    chips: tuple[str, ...] = field(default=())
    trailing: str = ""
    urgent: bool = False
    alarm: bool = False
    spoken: str = ""

    @property
    def sentence(self) -> str:
        """The row as one text for a screen reader."""
        warnings = say("Warnings: {chips}", chips=", ".join(self.chips)) if self.chips else ""
        badge = self.badge.sentence if self.badge else ""
        return ". ".join(
            p.rstrip(".")
            for p in (self.name, self.detail, badge, warnings, self.spoken or self.second, self.trailing)
            if p
        )


class ListDelegate(QStyledItemDelegate):
    """Paints rows of equal height from the ``RowLook`` that a model gives for ``ROW_ROLE``.

    Badges of all rows stand below one another. Where a list is narrow or the text is large they go below the
    words: neither a date of birth nor a warning is cut then.
    """

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of two lines of text, and a line of badges where the row has any."""
        row = index.data(ROW_ROLE)
        height = QFontMetrics(scaled_font()).height() * (2 if _has_second(row) else 1) + SPACE_12 * 2 + SPACE_4
        chips = round(chip_height(badge_font())) + _RING_PX
        width = _width_of(option)
        if _is_stacked(row, width):
            return QSize(width, height + chips)
        return QSize(width, max(height, chips + SPACE_16))

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
        if row.alarm:
            paint_alarm(painter, option.rect)
        inner = option.rect.adjusted(SPACE_16, SPACE_12, -SPACE_16, -SPACE_12)
        if _is_stacked(row, option.rect.width()):
            _paint_stacked(painter, inner, row)
        else:
            text_width = inner.width() * TEXT_SHARE // 100 if _has_chips(row) else inner.width()
            inner = inner.adjusted(0, 0, -_paint_trailing(painter, inner, row), 0)
            _paint_text(painter, inner, row, min(text_width, inner.width()))
            left = inner.left() + text_width + SPACE_16
            _paint_chips(painter, QRect(left, option.rect.top(), inner.right() - left, option.rect.height()), row)
        painter.restore()


def _paint_stacked(painter: QPainter, inner: QRect, row: RowLook) -> None:
    """Paint the words with the whole width and badge and chips below them."""
    chips = round(chip_height(badge_font())) + _RING_PX
    words = inner.adjusted(0, 0, 0, -chips)
    first = QRect(words.left(), words.top(), words.width(), QFontMetrics(scaled_font()).height())
    used = _paint_trailing(painter, first, row)
    _paint_text(painter, words, row, words.width() - used)
    _paint_chips(painter, QRect(inner.left(), words.bottom() + SPACE_4, inner.width(), chips), row)


def _width_of(option: QStyleOptionViewItem) -> int:
    """Return the width of the list: Qt asks for the size of a row without saying how wide it is."""
    view = option.widget
    return view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()


def _has_chips(row: RowLook) -> bool:
    return row.badge is not None or bool(row.chips)


def _is_stacked(row: object, width: int) -> bool:
    return isinstance(row, RowLook) and _has_chips(row) and width < _NARROW_PX * current_scale()


def _has_second(row: object) -> bool:
    return isinstance(row, RowLook) and bool(row.second)


def _has_state(option: QStyleOptionViewItem, flag: QStyle.StateFlag) -> bool:
    return bool(option.state & flag)


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Paint what lies under a row: marked, pointed at, with the focus ring, and the line below it."""
    tokens, rect = current_tokens(), option.rect
    selected = _has_state(option, QStyle.StateFlag.State_Selected)
    if selected or _has_state(option, QStyle.StateFlag.State_MouseOver):
        painter.fillRect(rect, QColor(tokens.sunken if selected else tokens.hover))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.line))
    if selected:
        painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), QColor(tokens.accent))
    if selected and _has_state(option, QStyle.StateFlag.State_HasFocus):
        painter.setPen(QPen(QColor(tokens.focus), tokens.ring_px))
        painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -2), SPACE_4, SPACE_4)


def paint_alarm(painter: QPainter, rect: QRect) -> None:
    """Paint the bar of a row that cannot wait; its words say so as well."""
    left = rect.left() + SPACE_4
    painter.fillRect(QRect(left, rect.top(), _ALARM_PX, rect.height() - 1), QColor(current_tokens().danger))


def name_colour(row: RowLook) -> str:
    """Return the colour of the first line."""
    return current_tokens().danger if row.alarm else current_tokens().text


def _paint_trailing(painter: QPainter, rect: QRect, row: RowLook) -> int:
    if not row.trailing:
        return 0
    tokens = current_tokens()
    font = scaled_font(weight=QFont.Weight.DemiBold if row.urgent else QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(QColor(tokens.danger if row.urgent else tokens.muted))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), row.trailing)
    return QFontMetrics(font).horizontalAdvance(row.trailing) + SPACE_16


def _paint_text(painter: QPainter, rect: QRect, row: RowLook, width: int) -> None:
    tokens, bold, plain = current_tokens(), scaled_font(weight=QFont.Weight.Bold), scaled_font()
    line = QFontMetrics(plain).height()
    block = line * 2 + SPACE_4 if row.second else line
    top = rect.center().y() - block // 2
    first = QRect(rect.left(), top, width, line)
    used = _paint_elided(painter, first, row.name, bold, name_colour(row))
    if row.detail:
        _paint_elided(painter, first.adjusted(used + SPACE_8, 0, 0, 0), row.detail, plain, tokens.muted)
    if row.second:
        _paint_elided(painter, first.translated(0, line + SPACE_4), row.second, plain, tokens.muted)


def _paint_elided(painter: QPainter, rect: QRect, words: str, font: QFont, colour: str) -> int:
    """Paint ``words`` on one line, cut with an ellipsis where there is no room; return the width used."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(rect.width(), 0))
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
    return metrics.horizontalAdvance(shown)


def _paint_chips(painter: QPainter, rect: QRect, row: RowLook) -> None:
    """Paint badge and chips; chips that have no room are counted: a warning is never dropped in silence."""
    tokens, left = current_tokens(), float(rect.left())
    if row.badge:
        size = badge_size(row.badge)
        paint_badge(painter, QPointF(left, rect.center().y() - size.height() / 2), row.badge)
        left += size.width() + SPACE_8
    tone, outline = chip_tone(ChipKind.WARNING, tokens), chip_outline(ChipKind.WARNING, tokens)
    for number, words in enumerate(row.chips):
        rest = len(row.chips) - number
        more = chip_size(f"+{rest}").width() + SPACE_8 if rest > 1 else 0
        fits = left + chip_size(words).width() + more <= rect.right() + 1
        shown = words if fits else f"+{rest}"
        size = chip_size(shown)
        paint_chip(painter, QPointF(left, rect.center().y() - size.height() / 2), shown, tone, outline)
        left += size.width() + SPACE_8
        if not fits:
            break
