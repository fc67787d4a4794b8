"""A field for a passphrase: hidden as it is typed, shown on request, gone when it was used."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy

from casework.words import say
from desktop.views.partials.button import Button
from desktop.views.partials.field import Field
from desktop.views.theme.token import SPACE_8
from desktop.views.unlock.passphrase_line import PassphraseLine

_HINTS = (
    Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
)


class PassphraseField(Field):
    """``line`` is the editor. The button beside it shows what is typed; ``revealed`` tells others to follow."""

    revealed = Signal(bool)

    def __init__(self, label: str, *, name: str, hint: str = "", with_toggle: bool = True) -> None:
        self.line = PassphraseLine()
        super().__init__(label, self.line, name=name, hint=hint)
        self.line.setInputMethodHints(_HINTS)
        self.line.textEdited.connect(self._on_edited)
        self.toggle = Button(say("&Show"), name=f"{name}_show")
        self.toggle.setCheckable(True)
        # Reached by Tab; pressed by letter or mouse it leaves the cursor where one was typing.
        self.toggle.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.toggle.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.toggle.toggled.connect(self.show_plain)
        self.toggle.setVisible(with_toggle)
        self._put_side_by_side()
        self.show_plain(False)

    @property
    def text(self) -> str:
        """What is typed, as it is."""
        return self.line.text()

    @Slot(bool)
    def show_plain(self, plain: bool) -> None:
        """Show what is typed, or dots."""
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if plain else QLineEdit.EchoMode.Password)
        self.toggle.setChecked(plain)
        self.toggle.setText(say("&Hide") if plain else say("&Show"))
        self.toggle.setAccessibleName(say("Hide the passphrase") if plain else say("Show the passphrase"))
        self.revealed.emit(plain)

    def forget(self) -> None:
        """Empty the field so that Undo does not bring anything back, and hide what is typed next."""
        # Hidden first: what is taken away is told the accessibility bus as it is shown.
        self.show_plain(False)
        self.line.setText("")  # unlike clear(), this empties the history of Undo too

    def _put_side_by_side(self) -> None:
        place = self._column.indexOf(self.line)
        self._column.removeWidget(self.line)
        row = QHBoxLayout()
        row.setSpacing(SPACE_8)
        row.addWidget(self.line, 1)
        row.addWidget(self.toggle)
        self._column.insertLayout(place, row)

    @Slot()
    def _on_edited(self) -> None:
        if self.error:
            self.clear_error()
