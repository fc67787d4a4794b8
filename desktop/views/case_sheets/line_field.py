"""A field of one line of text."""

from PySide6.QtWidgets import QLineEdit

from desktop.views.capture.form_field import FormField


class LineField(FormField):
    """Takes no more characters than the record does."""

    def __init__(self, label: str, name: str, most: int, *, hint: str = "", optional: bool = False) -> None:
        self.line = QLineEdit()
        self.line.setMaxLength(most)
        super().__init__(label, self.line, name=name, hint=hint, optional=optional)

    @property
    def text(self) -> str:
        """What is written, without spaces around it."""
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        """Show ``text``; nothing is emitted."""
        self.line.setText(text)
        self.line.setCursorPosition(0)
