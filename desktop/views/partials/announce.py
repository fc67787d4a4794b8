"""What changes on the screen without the focus going there, read out by a screen reader."""

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, sentence: str) -> None:
    """Have ``sentence`` read out where ``widget`` is on the screen; what nobody sees is not said either."""
    if sentence and widget.isVisible():
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # Nothing is said before the first window.

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
