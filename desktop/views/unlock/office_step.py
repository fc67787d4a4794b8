"""The first step of setting up: which office, the one-time code, and what others read on the lock screen."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casework.ledger.enrolment_code import LENGTH, bare_code, strange_symbols
from casework.words import say
from desktop.settings import is_safe_address
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.field import Field
from desktop.views.theme.token import SPACE_8, SPACE_16

_LONGEST_LABEL = 20  # as desktop.store.profile keeps it; it says so itself should that ever change
_FIRST_LABEL = say("Profile 1")
_SIGN_IN = say("&Sign in with the agency")
_STOP = say("&Stop waiting for the browser")
_ADDRESS_WRONG = say("The office's address begins with https://. Copy it from your administrator's message.")
_CODE_MISSING = say("Enter the one-time code from your administrator.")
_CODE_LENGTH = say(
    "A one-time code is seven groups of four letters and figures. {found} of {length} are here: compare it."
)
_CODE_STRANGE = say("There is no {symbol} in a one-time code: compare it with what your administrator gave you.")


class OfficeStep(QWidget):
    """``done`` when all three are there; ``back_requested`` from its button.

    ``office_named`` carries an address that could be asked; ``sign_in_toggled`` is begun or given up.
    """

    done = Signal()
    back_requested = Signal()
    office_named = Signal(str)
    sign_in_toggled = Signal(bool)

    def __init__(self, label_hint: str, server_url: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._address = QLineEdit(server_url)
        self._code, self._label = QLineEdit(), QLineEdit(_FIRST_LABEL)
        self._label.setMaxLength(_LONGEST_LABEL)
        for editor in (self._address, self._code):
            editor.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase)
        self._address_field = Field(
            say("Office &address"),
            self._address,
            name="server_url",
            hint=say("From your administrator, such as https://…"),
        )
        self._code_field = Field(
            say("&One-time code"),
            self._code,
            name="code",
            hint=say("Your administrator makes it for you. It works once, and not for long."),
        )
        self._label_field = Field(say("&Label of your profile"), self._label, name="label", hint=label_hint)
        self.sign_in_button = Button(_SIGN_IN, name="sign_in_button")
        self._signing_in = False
        self.sign_in_button.hide()
        self.next_button = Button(say("&Next"), ButtonKind.PRIMARY, name="next_button")
        self.back_button = Button(say("&Back"), name="back_button")
        self._arrange()
        self._listen()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_16)
        for field in self._fields():
            column.addWidget(field)
            if field is self._code_field:
                column.addWidget(self.sign_in_button)
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
        for editor in (self._code, self._label):
            editor.returnPressed.connect(self._on_next)
        for button in (self.next_button, self.back_button, self.sign_in_button):
            button.setAutoDefault(True)
        self._address.editingFinished.connect(self.name_office)
        self._address.textEdited.connect(self._on_address_edited)
        self.sign_in_button.clicked.connect(self._on_sign_in)
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

    @property
    def signing_in(self) -> bool:
        """Whether somebody is in their browser."""
        return self._signing_in

    def forget(self) -> None:
        """Empty the code."""
        self._code.setText("")

    def offer_sign_in(self, offered: bool) -> None:
        """Offer the agency's sign-in, or not."""
        self.sign_in_button.setVisible(offered)

    def show_signing_in(self, waiting: bool) -> None:
        """Say that the browser is waited for, and let the person stop that."""
        self._signing_in = waiting
        words = _STOP if waiting else _SIGN_IN
        self.sign_in_button.setText(words)
        self.sign_in_button.setAccessibleName(words.replace("&", ""))

    def take_code(self, code: str) -> None:
        """Go on with a code that somebody has not typed."""
        self._code.setText(code)
        self._on_next()

    @Slot()
    def name_office(self) -> None:
        """Tell which office is meant, where it can be asked."""
        if is_safe_address(self.address):
            self.office_named.emit(self.address)

    @Slot()
    def _on_address_edited(self) -> None:
        self.offer_sign_in(False)

    @Slot()
    def _on_sign_in(self) -> None:
        self._code_field.clear_error()
        self.sign_in_toggled.emit(not self._signing_in)

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
        self._code_field.set_error(_code_fault(self.code))
        self._label_field.set_error("" if self.label else say("Choose a label, such as your initials."))
        wrong = next((field for field in self._fields() if field.error), None)
        if wrong is None:
            self.done.emit()
        else:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)


def _code_fault(code: str) -> str:
    """What is wrong with a code as it was typed; else it would only be refused after a passphrase was thought of."""
    if not code:
        return _CODE_MISSING
    strange, found = strange_symbols(code), len(bare_code(code))
    if strange:
        return _CODE_STRANGE.format(symbol=strange[0])
    return "" if found == LENGTH else _CODE_LENGTH.format(found=found, length=LENGTH)
