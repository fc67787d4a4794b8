"""A file while it is made: how far it is, and stopping it. Others get to the store in between."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy, QVBoxLayout

from casework.words import say
from desktop.services.subject_access.file import AccessFile, Making
from desktop.views.desk import Desk
from desktop.views.importing.runner import Runner
from desktop.views.partials.button import Button
from desktop.views.partials.held_row import held
from desktop.views.partials.label import Words
from desktop.views.theme.token import SPACE_8, SPACE_12


class MakingStrip(QFrame):
    """Hidden until a file is made. ``made`` carries it; ``failed`` an error; ``stopped`` once somebody stopped it."""

    made = Signal(AccessFile)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("making_strip")
        self.setProperty("role", "notice")
        self.setProperty("kind", "info")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._runner = Runner(desk, self)
        self._next: Making | None = None
        self.words = Words(say("Making the file. It is read once more before it is shown."))
        self.words.setObjectName("making_words")
        self.bar = QProgressBar()
        self.bar.setObjectName("making_bar")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(say("How far the file is"))
        self.stop_button = Button(say("&Stop"), name="making_stop")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
        column.setSpacing(SPACE_8)
        for widget in (self.words, self.bar, held(self.stop_button)):
            column.addWidget(widget)
        self.stop_button.clicked.connect(self.stop)
        self._runner.progressed.connect(self._on_progressed)
        self._runner.ended.connect(self._on_ended)
        self._runner.failed.connect(self._on_failed)
        self.hide()

    @property
    def is_running(self) -> bool:
        """Whether a file is being made."""
        return self._runner.is_running

    def start(self, making: Making) -> None:
        """Make a file; instead of one that is being made, which was wished otherwise."""
        if self.is_running:
            self._next = making
            self._runner.stop(self._begin_next)
            return
        self.bar.setRange(0, making.whole)
        self.bar.setValue(0)
        self.stop_button.setEnabled(True)
        self.show()
        self.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._runner.run(making.step)

    @Slot()
    def stop(self) -> None:
        """Stop after the step that is under way; nothing is kept of it."""
        self._next = None
        self.stop_button.setEnabled(False)
        self._runner.stop(self._on_stopped)

    def give_up(self) -> None:
        """The same where nobody looks at it any more."""
        self._next = None
        self.hide()
        self._runner.stop(self.hide)

    def _on_stopped(self) -> None:
        self.hide()
        self.stopped.emit()

    def _begin_next(self) -> None:
        making, self._next = self._next, None
        if making is not None:
            self.start(making)

    @Slot(object)
    def _on_progressed(self, making: Making) -> None:
        self.bar.setRange(0, making.whole)
        self.bar.setValue(making.done)

    @Slot(object)
    def _on_ended(self, making: Making) -> None:
        self.hide()
        if making.file is not None:
            self.made.emit(making.file)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.hide()
        self.failed.emit(error)
