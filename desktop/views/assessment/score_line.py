"""A place for one number of an instrument: one digit is enough, and the cursor goes on by itself."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from casework.words import say
from desktop.views.theme.token import SPACE_24

_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Return: 1,
    Qt.Key.Key_Enter: 1,
    Qt.Key.Key_Up: -1,
}
_ONE_DIGIT = 9


class ScoreLine(QLineEdit):
    """A whole number from 0 to ``most``. ``gone_on`` asks for the next line (1) or the one before (-1)."""

    gone_on = Signal(int)

    def __init__(self, label: str, name: str, most: int, *, known: bool = True) -> None:
        super().__init__()
        self.most = most
        self.setObjectName(name)
        self.setAccessibleName(say("{label}, 0 to {most}", label=label, most=most) if known else label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMaxLength(4)
        self.textEdited.connect(self._on_edited)
        self._fit()

    @property
    def number(self) -> int | None:
        """The number, where it is one that there can be."""
        text = self.text().strip()
        if not (text.isascii() and text.isdigit()):
            return None
        return int(text) if int(text) <= self.most else None

    @property
    def puzzled(self) -> bool:
        """Whether something else is written there than such a number."""
        return bool(self.text().strip()) and self.number is None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down and Enter go from number to number; Backspace in an empty one goes back."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        step = _STEPS.get(Qt.Key(event.key()), 0) if plain else 0
        if plain and event.key() == Qt.Key.Key_Backspace and not self.text():
            step = -1
        if not step:
            super().keyPressEvent(event)
            return
        event.accept()
        self.gone_on.emit(step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark what is written, so that a digit replaces it."""
        super().focusInEvent(event)
        QTimer.singleShot(0, self, self.selectAll)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(QFontMetrics(self.font()).averageCharWidth() * 4 + SPACE_24)

    @Slot(str)
    def _on_edited(self, _text: str) -> None:
        if self.number is not None and self.most <= _ONE_DIGIT:
            self.gone_on.emit(1)
