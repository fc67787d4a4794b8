"""Buttons. Their words are verbs; every one has a name for tests and screen readers and a target of 32 px."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyleOptionButton, QWidget

from desktop.views.theme.font import current_scale
from desktop.views.theme.icon import Ink, paint_icon, token_icon
from desktop.views.theme.token import SPACE_4, SPACE_8

_ICON_PX = 17
_LEAST_PX = 240
"""No button is squeezed to less in favour of what stands beside it; with large text it is so much more."""


class ButtonKind(StrEnum):
    """How much a button weighs. One primary button on a page at most."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    DANGER = "danger"
    LINK = "link"
    QUIET = "quiet"


_INK = {
    ButtonKind.PRIMARY: Ink.ON_ACCENT,
    ButtonKind.SECONDARY: Ink.TEXT,
    ButtonKind.DANGER: Ink.ON_DANGER,
    ButtonKind.LINK: Ink.ACCENT,
    ButtonKind.QUIET: Ink.TEXT,
}


class Button(QPushButton):
    """A push button. ``&`` in ``words`` marks its letter for Alt; ``about`` completes its name when read out.

    Its words stand on one line; only where the page is too narrow for a long one they go on in the next.

    ``Button("Start visit", name="start_visit", about="Callum Exampleton")`` is read
    "Start visit, Callum Exampleton".
    """

    # Of the class, because Qt tells of a change before all is made.
    _lines: tuple[str, ...] = ()

    def __init__(
        self,
        words: str,
        kind: ButtonKind = ButtonKind.SECONDARY,
        *,
        name: str,
        icon: str = "",
        about: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self.setObjectName(name)
        self.setProperty("kind", kind.value)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        spoken = words.replace("&", "")
        self.setAccessibleName(f"{spoken}, {about}" if about else spoken)
        if icon:
            self.setIcon(token_icon(icon, _INK[kind]))
        self._fit_icon()

    def changeEvent(self, event: QEvent) -> None:
        """Let the icon grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_icon()
            self._wrap()

    def sizeHint(self) -> QSize:
        """Return the room for the words on one line, whatever the width now: layouts would go round in circles."""
        return self._one_line()

    def minimumSizeHint(self) -> QSize:
        """Return a smaller width for long words alone."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), self._least_px()), hint.height())

    def hasHeightForWidth(self) -> bool:
        """Return whether the words are so long that they may wrap."""
        return self._one_line().width() > self._least_px()

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words at this width."""
        more = len(self._wrapped(width)) - 1
        return self._one_line().height() + max(more, 0) * self.fontMetrics().lineSpacing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words, if they have to be."""
        super().resizeEvent(event)
        self._wrap()

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """Have the words painted in lines."""
        super().initStyleOption(option)
        if self._lines:
            option.text = "\n".join(self._lines)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow of a menu over what Qt paints: Qt's own stays small with large text."""
        super().paintEvent(event)
        if self.menu() is not None:
            side = round(_ICON_PX * current_scale() * 0.8)
            place = QRect(self.width() - side - SPACE_8, (self.height() - side) // 2, side, side)
            painter = QPainter(self)
            paint_icon(painter, place, "ph.caret-down", Ink.TEXT)
            painter.end()

    def setText(self, text: str) -> None:
        """Show other words."""
        super().setText(text)
        self._wrap()

    def _wrap(self) -> None:
        lines = self._wrapped(self.width())
        if lines != self._lines:
            self._lines = lines
            self.update()
        # Long words may need more than the height of one line; short ones are as high as they are.
        vertical = QSizePolicy.Policy.Minimum if self.hasHeightForWidth() else QSizePolicy.Policy.Fixed
        if self.sizePolicy().verticalPolicy() is not vertical:
            self.setSizePolicy(QSizePolicy.Policy.Maximum, vertical)

    def _one_line(self) -> QSize:
        # Qt measures once and keeps it; the words in lines would be another measure.
        lines, self._lines = self._lines, ()
        hint = super().sizeHint()
        self._lines = lines
        return hint

    def _least_px(self) -> int:
        return round(_LEAST_PX * current_scale())

    def _wrapped(self, width: int) -> tuple[str, ...]:
        """The words in lines, none where one line has the room that it needs."""
        hint = self._one_line()
        if hint.width() <= width or not self.text():
            return ()
        metrics, lines = self.fontMetrics(), [""]
        room = width - hint.width() + metrics.horizontalAdvance(_plain(self.text()))
        for word in self.text().split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and metrics.horizontalAdvance(_plain(longer)) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        return tuple(lines) if len(lines) > 1 else ()

    def _fit_icon(self) -> None:
        side = round(_ICON_PX * current_scale())
        self.setIconSize(QSize(side + SPACE_4, side))


def _plain(words: str) -> str:
    """The words as they are painted: without the sign of the letter."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&")
