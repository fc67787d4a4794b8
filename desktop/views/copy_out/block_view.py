"""A record laid out for keying: each line with a button that copies it, and one that copies the whole."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.copy_out.block import CopyBlock, Laid
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.card import Card
from desktop.views.partials.label import TextRole, Words
from desktop.views.shortcut import COPY_BLOCK, WITHIN, bind
from desktop.views.theme.token import SPACE_4, SPACE_12

COPIED = say("Copied. It leaves the clipboard after half a minute.")


class BlockView(Card):
    """``copied`` when something was put into the clipboard; what guards it marks and clears it."""

    copied = Signal()

    def __init__(self) -> None:
        super().__init__(say("To be keyed"))
        self._block = CopyBlock((), ())
        self.whole = Button(say("&Copy all"), name="copy_all", icon="ph.copy")
        self.whole.setToolTip(COPY_BLOCK.label)
        self.whole.clicked.connect(self.copy_all)
        self.set_trailing(self.whole)
        bind(COPY_BLOCK, self, self.copy_all, within=WITHIN)

    def show_block(self, block: CopyBlock) -> None:
        """Show the lines of a record."""
        if block == self._block:
            return
        self._block = block
        self.clear()
        for number, laid in enumerate((*block.head, *block.lines)):
            self.add_row(_LaidRow(number, laid, self._copy))

    @Slot()
    def copy_all(self) -> None:
        """Copy every line, a label and its words on each."""
        self._copy(self._block.text)

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit()


class _LaidRow(QWidget):
    def __init__(self, number: int, laid: Laid, copy: Callable[[str], None]) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        words = Words(laid.words)
        words.let_select()
        column = QVBoxLayout()
        column.setSpacing(SPACE_4)
        column.addWidget(Words(laid.label, TextRole.MUTED))
        column.addWidget(words)
        self.button = Button(say("Copy"), ButtonKind.QUIET, name=f"copy_{number}", about=laid.label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_12)
        row.addLayout(column, 1)
        row.addWidget(self.button)
        self._words, self._copy = laid.words, copy
        self.button.clicked.connect(self._on_copy)

    @Slot()
    def _on_copy(self) -> None:
        self._copy(self._words)
