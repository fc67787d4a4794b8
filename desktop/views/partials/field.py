"""A field of a form: label above, hint below, and where something is wrong what to do about it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.views.partials.icon_label import IconLabel
from desktop.views.partials.label import TextRole, Words, restyle
from desktop.views.theme.icon import Ink
from desktop.views.theme.token import SPACE_4, SPACE_8


class _HeldColumn(QVBoxLayout):
    """The column of a field that may have a widest: Qt asks for its height at all the width that there is."""

    def heightForWidth(self, width: int) -> int:
        """Return the height at the width that the field will have."""
        field = self.parentWidget()
        return super().heightForWidth(min(width, field.maximumWidth()) if field is not None else width)


class _LetterLabel(QLabel):
    """A label whose letter moves the keyboard to its editor, and does no more.

    Qt's own presses a button that it leads to, a tenth of a second later: "Yes" would be chosen by whoever only went to
    the question, and over the "No" that was typed meanwhile.
    """

    def event(self, e: QEvent) -> bool:
        """Take the letter as what it is."""
        buddy = self.buddy()
        if e.type() != QEvent.Type.Shortcut or buddy is None:
            return super().event(e)
        buddy.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        return True


class Field(QWidget):
    """Wraps any editor. ``&`` in ``label`` marks the letter for Alt that puts the cursor into the editor."""

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        name: str,
        hint: str = "",
        optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self.setObjectName(f"field_{name}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, editor.sizePolicy().verticalPolicy())
        if not editor.objectName():
            editor.setObjectName(name)
        # QLabel shows "&" as an underline only in a text that is not forced to be plain.
        self._label = _LetterLabel(say("{label} (optional)", label=label) if optional else label)
        self._label.setProperty("role", "label")
        self._label.setWordWrap(True)
        # A group of options has no focus of its own, and an underlined letter needs something that has.
        self._label.setBuddy(editor.focusProxy() or editor)
        self._hint = Words(hint, TextRole.HINT)
        # Hidden, never shown, while it has no parent: it would become a window for a moment, and take the focus.
        if not hint:
            self._hint.hide()
        self._error = Words("", TextRole.DANGER)
        editor.setAccessibleName(self._label.text().replace("&", ""))
        self._arrange()
        self.clear_error()

    def _arrange(self) -> None:
        self._error_row = QWidget()
        row = QHBoxLayout(self._error_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_8)
        row.addWidget(IconLabel("ph.warning-circle-fill", Ink.DANGER))
        row.addWidget(self._error, 1)
        column = self._column = _HeldColumn(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(self._label)
        column.addWidget(self.editor)
        column.addWidget(self._error_row)
        column.addWidget(self._hint)

    def set_label(self, label: str) -> None:
        """Show another label, and name the editor by it."""
        if label != self._label.text():
            self._label.setText(label)
            self.editor.setAccessibleName(label.replace("&", ""))

    def hide_label(self) -> None:
        """Show no label: the editor says by itself what it is, as a single tick does."""
        self._label.hide()

    def replace_editor(self, editor: QWidget) -> None:
        """Put another editor in the place of the one there is, with its name, label and description."""
        old = self.editor
        editor.setObjectName(old.objectName())
        self._column.replaceWidget(old, editor)
        # A group of options has no focus of its own, and an underlined letter needs something that has.
        self._label.setBuddy(editor.focusProxy() or editor)
        editor.setAccessibleName(old.accessibleName())
        # Its parent stays until Qt's loop comes round, or Python would own it and might destroy it in another thread.
        old.hide()
        old.deleteLater()
        self.editor = editor
        self.set_error(self.error)

    @property
    def title(self) -> str:
        """The words of its label."""
        return self._label.text().replace("&", "")

    @property
    def error(self) -> str:
        """The sentence shown below the editor, empty where nothing is wrong."""
        return self._error.text()

    def set_error(self, sentence: str) -> None:
        """Say what to do, such as "Enter the date of the contact"; an empty sentence clears it."""
        self._error.setText(sentence)
        self._error_row.setVisible(bool(sentence))
        restyle(self.editor, "wrong", "true" if sentence else "false")
        said = (say("Error: {sentence}", sentence=sentence) if sentence else "", self._hint.text())
        self.editor.setAccessibleDescription(" ".join(part for part in said if part))

    def clear_error(self) -> None:
        """Take the sentence away."""
        self.set_error("")

    def set_hint(self, hint: str) -> None:
        """Show another hint."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.set_error(self.error)
