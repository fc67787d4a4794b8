"""Whether somebody is in the middle of typing, so that nothing takes the keyboard from them."""

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget


def is_typing_elsewhere(widget: QWidget) -> bool:
    """Whether somebody has begun to type in a line outside of `widget`, such as the search: its focus stays theirs."""
    line = QApplication.focusWidget()
    return isinstance(line, QLineEdit) and bool(line.text()) and not widget.isAncestorOf(line)
