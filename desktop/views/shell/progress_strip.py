"""How far the first sync is, while the cases come."""

from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.sync.engine import Phase, Progress
from desktop.views.partials.label import Words
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_12


def progress_words(progress: Progress) -> str:
    """Return "Your cases are coming: 120 of 400 records.", or what is being sent."""
    if progress.phase is Phase.RECEIVING:
        return say(
            "Your cases are coming: {done} of {total} records. You can go on meanwhile.",
            done=progress.done,
            total=progress.total,
        )
    return say("Sending {done} of {total} records to the office.", done=progress.done, total=progress.total)


class ProgressStrip(QFrame):
    """A sentence and a bar. Hidden until something is under way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progress_strip")
        self.setProperty("role", "notice")
        self.setProperty("kind", "info")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._words = Words("")
        self._bar = QProgressBar()
        self._bar.setObjectName("progress_bar")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(say("How far the first exchange with the office is"))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
        column.setSpacing(SPACE_4)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        self.hide()

    @property
    def sentence(self) -> str:
        """What the strip says."""
        return self._words.text()

    def show_progress(self, progress: Progress) -> None:
        """Say how far it is."""
        self._words.setText(progress_words(progress))
        self._bar.setRange(0, max(progress.total, 1))
        self._bar.setValue(min(progress.done, progress.total))
        self.show()
