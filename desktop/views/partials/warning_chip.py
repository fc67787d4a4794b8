"""Small chips: a warning ("Do not visit alone") and an instrument's level ("ACUTE-2007: high")."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from casework.words import say
from desktop.views.partials.badge_paint import chip_size, paint_chip
from desktop.views.theme.palette import current_tokens
from desktop.views.theme.token import Tokens, Tone


class ChipKind(StrEnum):
    """What a chip is about."""

    WARNING = "warning"
    PLAIN = "plain"
    DANGER = "danger"
    OK = "ok"


def chip_tone(kind: ChipKind, tokens: Tokens) -> Tone:
    """Return ground and text of a chip; every kind but a warning is outlined on the surface."""
    if kind is ChipKind.WARNING:
        return tokens.notice
    ink = {ChipKind.PLAIN: tokens.text, ChipKind.DANGER: tokens.danger, ChipKind.OK: tokens.ok}[kind]
    return Tone(tokens.surface, ink)


def chip_outline(kind: ChipKind, tokens: Tokens) -> str:
    """Return the colour of a chip's outline."""
    if kind is ChipKind.WARNING:
        return tokens.notice.text if tokens.strong else tokens.notice.ground
    return tokens.control_border if kind is ChipKind.PLAIN else chip_tone(kind, tokens).text


class Chip(QLabel):
    """Short words with a ground or an outline. It says what it means in words; the colour only helps.

    A label, because a screen reader takes a bare widget for the room between others. What it says is its name.
    """

    def __init__(self, words: str, kind: ChipKind = ChipKind.PLAIN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_words(words)

    @property
    def words(self) -> str:
        """The words shown."""
        return self._words

    def set_words(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self.setAccessibleName(say("Warning: {words}", words=words) if self.kind is ChipKind.WARNING else words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room that the words take in the present text scale."""
        return chip_size(self._words).toSize()

    def minimumSizeHint(self) -> QSize:
        """Return the same as ``sizeHint``: a warning is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip."""
        tokens = current_tokens()
        painter = QPainter(self)
        paint_chip(painter, QPointF(0, 0), self._words, chip_tone(self.kind, tokens), chip_outline(self.kind, tokens))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a switch of theme or of text scale."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self.update()


class WarningChip(Chip):
    """A warning that is in force, such as "Do not visit alone"."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, ChipKind.WARNING, parent)


class InstrumentChip(Chip):
    """An instrument's level, name first. Outlined, without a meter: it never looks like a risk badge."""

    def __init__(self, instrument: str, level: str, parent: QWidget | None = None) -> None:
        super().__init__(f"{instrument}: {level}", ChipKind.PLAIN, parent)
