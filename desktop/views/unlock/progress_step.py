"""The last step of setting up: the store is made and the cases come."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from casework.words import say
from desktop.views.partials.label import TextRole, Words
from desktop.views.theme.token import SPACE_12


class ProgressStep(QWidget):
    """Words, a bar, and what a person may do meanwhile."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Words("", TextRole.HEADING)
        self._words.setObjectName("progress_words")
        self._bar = QProgressBar()
        self._bar.setObjectName("progress")
        self._bar.setAccessibleName(say("Progress of setting up"))
        self._bar.setTextVisible(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        column.addWidget(Words(say("Leave the laptop open and connected until this is done."), TextRole.MUTED))

    def show_progress(self, words: str, done: int, total: int) -> None:
        """Show ``done`` of ``total``; a ``total`` of 0 means that nobody knows yet how much there is."""
        counted = total > 0
        self._words.setText(
            say("{words}: {done} of {total}", words=words, done=done, total=total) if counted else f"{words}…"
        )
        self._bar.setRange(0, total if counted else 0)
        self._bar.setValue(min(done, total) if counted else 0)
