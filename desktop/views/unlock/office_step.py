"""The first step of setting up: which office, the one-time code, and what others read on the lock screen."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.settings import is_safe_address
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.field import Field
from desktop.views.theme.token import SPACE_8, SPACE_16

_LONGEST_LABEL = 20  # as desktop.store.profile keeps it; it says so itself should that ever change
_FIRST_LABEL = "Profile 1"
_ADDRESS_WRONG = "The office's address begins with https://. Copy it from your administrator's message."


class OfficeStep(QWidget):
    """``done`` when all three are there; ``back_requested`` from its button."""

    done = Signal()
    back_requested = Signal()

    def __init__(self, label_hint: str, server_url: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._address = QLineEdit(server_url)
        self._code, self._label = QLineEdit(), QLineEdit(_FIRST_LABEL)
        self._label.setMaxLength(_LONGEST_LABEL)
        for editor in (self._address, self._code):
            editor.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase)
        self._address_field = Field(
            "Office &address", self._address, name="server_url", hint="From your administrator, such as https://…"
        )
        self._code_field = Field(
            "&One-time code",
            self._code,
            name="code",
            hint="Your administrator makes it for you. It works once, for ten minutes.",
        )
        self._label_field = Field("&Label of your profile", self._label, name="label", hint=label_hint)
        self.next_button = Button("&Next", ButtonKind.PRIMARY, name="next_button")
        self.back_button = Button("&Back", name="back_button")
        self._arrange()
        self._listen()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_16)
        for field in self._fields():
            column.addWidget(field)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_8)
        buttons.addWidget(self.next_button)
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        column.addLayout(buttons)

    def _listen(self) -> None:
        for editor in (self._address, self._code, self._label):
            editor.textEdited.connect(self._on_edited)
        self._address.returnPressed.connect(self._code.setFocus)
        self._code.returnPressed.connect(self._label.setFocus)
        self._label.returnPressed.connect(self._on_next)
        for button in (self.next_button, self.back_button):
            button.setAutoDefault(True)
        self.next_button.clicked.connect(self._on_next)
        self.back_button.clicked.connect(self.back_requested)

    def _fields(self) -> tuple[Field, ...]:
        return (self._address_field, self._code_field, self._label_field)

    @property
    def address(self) -> str:
        """The address, with https:// where a person left it out."""
        typed = "".join(self._address.text().split())
        return typed if "://" in typed or not typed else f"https://{typed}"

    @property
    def code(self) -> str:
        """The one-time code without spaces."""
        return "".join(self._code.text().split())

    @property
    def label(self) -> str:
        """The label, on one line."""
        return " ".join(self._label.text().split())

    def forget(self) -> None:
        """Empty the code."""
        self._code.setText("")

    def aim_focus(self, *, at_code: bool = False) -> None:
        """Put the cursor where the first thing is missing, or into the code to mend it."""
        editors = (self._code,) if at_code else (self._address, self._code, self._label)
        editor = next((editor for editor in editors if not editor.text().strip()), editors[0])
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if at_code:
            editor.selectAll()

    @Slot()
    def _on_edited(self) -> None:
        for field in self._fields():
            if field.error and field.editor.hasFocus():
                field.clear_error()

    @Slot()
    def _on_next(self) -> None:
        if not self.next_button.isEnabled():
            return
        self._address.setText(self.address)
        self._address_field.set_error("" if is_safe_address(self.address) else _ADDRESS_WRONG)
        self._code_field.set_error("" if self.code else "Enter the one-time code from your administrator.")
        self._label_field.set_error("" if self.label else "Choose a label, such as your initials.")
        wrong = next((field for field in self._fields() if field.error), None)
        if wrong is None:
            self.done.emit()
        else:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)
