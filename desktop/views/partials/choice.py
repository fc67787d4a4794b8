"""A choice among a few options, made with the mouse, the arrow keys or the underlined letter of an option."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.views.partials.choice_button import ChoiceButton, ChoiceShape
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_16


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. ``letter`` is its key; empty: the first letter that no other option has.

    ``detail`` says below the words what is meant; only for options below one another.
    """

    key: str
    words: str
    letter: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen now; one key at most unless the choice is multiple."""

    keys: tuple[str, ...]

    @property
    def key(self) -> str:
        """The one key, or an empty text where nothing is chosen."""
        return self.keys[0] if self.keys else ""


def plan_letters(options: Sequence[Option]) -> tuple[str, ...]:
    """Return a key letter for each option, lower case, each used once; empty where none is left."""
    taken = {option.letter.lower() for option in options if option.letter}
    letters: list[str] = []
    for option in options:
        letter = option.letter.lower()
        if not letter:
            firsts = [word[0] for word in option.words.lower().split()]
            candidates = [*firsts, *option.words.lower()]
            letter = next((c for c in candidates if c.isalnum() and c.isascii() and c not in taken), "")
        taken.add(letter)
        letters.append(letter)
    return tuple(letters)


class Choice(QWidget):
    """Options below one another, ``in_rows`` or ``segmented``; one may be chosen or, ``multiple``, several.

    ``chosen`` says what a person chose; ``set_keys`` sets it without saying so.
    """

    chosen = Signal(Chosen)

    def __init__(
        self,
        options: Sequence[Option],
        *,
        name: str,
        segmented: bool = False,
        multiple: bool = False,
        in_rows: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._multiple = multiple
        self._buttons: dict[str, ChoiceButton] = {}
        layout = self._layout(segmented, in_rows)
        shape = ChoiceShape.SQUARE if multiple else ChoiceShape.ROUND
        for option, letter in zip(options, plan_letters(options), strict=True):
            button = self._add(option, letter, ChoiceShape.SEGMENT if segmented and not multiple else shape)
            layout.addWidget(button)
        self.setFocusProxy(next(iter(self._buttons.values())))

    def _layout(self, segmented: bool, in_rows: bool) -> QLayout:
        if segmented or in_rows:
            return FlowLayout(self, gap_px=SPACE_8 if segmented else SPACE_16, row_gap_px=SPACE_4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        return column

    def _add(self, option: Option, letter: str, shape: ChoiceShape) -> ChoiceButton:
        button = ChoiceButton(option.words, letter, shape, option.detail)
        button.setObjectName(f"{self.objectName()}_{option.key}")
        button.setAutoExclusive(not self._multiple)
        button.installEventFilter(self)
        button.clicked.connect(self._on_clicked)
        self._buttons[option.key] = button
        return button

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys chosen now, in the order of the options."""
        return tuple(key for key, button in self._buttons.items() if button.isChecked())

    @property
    def titles(self) -> tuple[str, ...]:
        """The words of what is chosen now."""
        return tuple(button.text() for button in self._buttons.values() if button.isChecked())

    @property
    def key(self) -> str:
        """The one key chosen now, or an empty text."""
        return Chosen(self.keys).key

    def set_keys(self, keys: Sequence[str]) -> None:
        """Choose exactly ``keys``; nothing is emitted. Raises KeyError for an option that there is not."""
        wanted = {self._buttons[key] for key in keys}
        for button in self._buttons.values():
            # A group that excludes cannot be emptied while it does.
            button.setAutoExclusive(False)
            button.setChecked(button in wanted)
            button.setAutoExclusive(not self._multiple)
        self._aim_focus()

    def set_enabled_keys(self, keys: Sequence[str]) -> None:
        """Let only ``keys`` be chosen."""
        for key, button in self._buttons.items():
            button.setEnabled(key in keys)

    def setAccessibleName(self, name: str) -> None:
        """Name the group; each option is read with it."""
        super().setAccessibleName(name)
        for button in self._buttons.values():
            button.setAccessibleDescription(name)

    def setAccessibleDescription(self, description: str) -> None:
        """Say what is wrong with the group, or how it is used; what is wrong is read with each option as well."""
        super().setAccessibleDescription(description)
        wrong = description if self.property("wrong") == "true" else ""
        for button in self._buttons.values():
            button.setAccessibleDescription(" ".join(part for part in (self.accessibleName(), wrong) if part))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the letter of an option as its key while any option has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
            button = self._button_of(event.text().lower()) if plain else None
            if button is not None:
                button.setFocus(Qt.FocusReason.TabFocusReason)
                button.click()
                return True
        if isinstance(event, QFocusEvent) and event.gotFocus():
            aim = self.focusProxy()
            # The underlined letter of the label leads to one option, whichever is chosen.
            if event.reason() == Qt.FocusReason.ShortcutFocusReason and aim is not None and aim is not watched:
                aim.setFocus(Qt.FocusReason.TabFocusReason)
        return super().eventFilter(watched, event)

    def _button_of(self, letter: str) -> ChoiceButton | None:
        if not letter.strip():
            return None
        return next((b for b in self._buttons.values() if b.letter == letter and b.isEnabled()), None)

    def _aim_focus(self) -> None:
        """Let whoever comes by keyboard arrive at what is chosen."""
        chosen = None if self._multiple else self._buttons.get(self.key)
        self.setFocusProxy(chosen or next(iter(self._buttons.values())))

    @Slot()
    def _on_clicked(self) -> None:
        self._aim_focus()
        self.chosen.emit(Chosen(self.keys))
