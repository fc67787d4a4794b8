"""A passage in which words are marked to be taken out: what is marked is struck through wherever it stands."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from casework.records.file.release_decision import SHORTEST_HIDDEN
from casework.rules.subject_access.redaction import find, folded, still_there
from casework.words import say
from desktop.views.partials.button import Button
from desktop.views.partials.held_row import held
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.shortcut import ACCESS_MARK, WITHIN, bind
from desktop.views.theme.palette import current_tokens
from desktop.views.theme.token import SPACE_8

SELECT = say("Mark words in the text first, with the mouse or with Shift and the arrows.")
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
_HINT = say("Mark words in the text, then press the button. They are taken out wherever they stand in the whole file.")


class Marking(QWidget):
    """``changed`` when other words are marked; ``refused`` with a sentence."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._hidden: tuple[str, ...] = ()
        self._names: tuple[str, ...] = ()
        self.text = NarrativeEdit(name="passage_text", lines=5)
        self.text.setReadOnly(True)
        # Read only, and yet the arrows move the cursor in it: that is how words are marked without a mouse.
        self.text.setTextInteractionFlags(_SELECTABLE)
        self.text.setAccessibleName(say("What the passage says"))
        self.hint = Words(_HINT, TextRole.MUTED)
        self.words = Words("", TextRole.STRONG)
        self.mark = Button(say("&Mark to take out"), name="mark_words")
        self.mark.setToolTip(ACCESS_MARK.label)
        self.names = Button(say("Mark the &names found"), name="mark_names")
        self.clear_button = Button(say("&Unmark all"), name="unmark")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        for part in (self.text, self.words, held(self.mark, self.names, self.clear_button), self.hint):
            column.addWidget(part)
        self.mark.clicked.connect(self.mark_selected)
        self.names.clicked.connect(self._on_names)
        self.clear_button.clicked.connect(self._on_clear)
        bind(ACCESS_MARK, self, self.mark_selected, within=WITHIN)

    @property
    def hidden(self) -> tuple[str, ...]:
        """The marked words."""
        return self._hidden

    def show_text(self, text: str, hidden: Iterable[str], names: tuple[str, ...], *, may_mark: bool) -> None:
        """Show a passage; `names`: of other people, as they were found in it."""
        self.text.set_text(text)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self._names = names
        self._hidden = tuple(hidden)
        for part in (self.mark, self.clear_button, self.hint):
            part.setVisible(may_mark)
        self.names.setVisible(may_mark and bool(names))
        self._paint()

    @Slot()
    def mark_selected(self) -> None:
        """Mark what is selected; of what is marked already nothing happens."""
        selected = self.text.textCursor().selectedText().replace("\u2029", "\n").strip()
        if len(folded(selected)) < SHORTEST_HIDDEN:
            self.refused.emit(SELECT)
            return
        self._set((*self._hidden, selected))

    @Slot()
    def _on_names(self) -> None:
        self._set((*self._hidden, *still_there(self.text.text, self._names)))

    @Slot()
    def _on_clear(self) -> None:
        self._set(())

    def _set(self, hidden: Iterable[str]) -> None:
        self._hidden = tuple(dict.fromkeys(hidden))
        self._paint()
        self.changed.emit()

    def _paint(self) -> None:
        marks = []
        tokens = current_tokens()
        for start, end in find(self.text.text, self._hidden):
            one = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.text.document())
            cursor.setPosition(_units(self.text.text, start))
            cursor.setPosition(_units(self.text.text, end), QTextCursor.MoveMode.KeepAnchor)
            one.cursor = cursor
            one.format.setFontStrikeOut(True)
            one.format.setBackground(QColor(tokens.text))
            one.format.setForeground(QColor(tokens.surface))
            marks.append(one)
        self.text.setExtraSelections(marks)
        self.words.setText(say("Taken out: {hidden}", hidden="; ".join(self._hidden)) if self._hidden else "")
        self.words.setVisible(bool(self._hidden))
        self.clear_button.setEnabled(bool(self._hidden))


def _units(text: str, place: int) -> int:
    """A place in a text as Qt counts it, in units of UTF-16."""
    return len(text[:place].encode("utf-16-le")) // 2
