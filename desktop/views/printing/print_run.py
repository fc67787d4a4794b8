"""A paper while it is printed: how far it is, and stopping it. The window stays free, and so does the sync."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPagedPaintDevice
from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say, say_count
from desktop.views.desk import Desk
from desktop.views.partials.button import Button
from desktop.views.partials.held_row import held
from desktop.views.partials.label import Words
from desktop.views.printing.printer import PrintJob
from desktop.views.theme.token import SPACE_8, SPACE_12


class PrintEnd(Enum):
    """How it ended."""

    DONE = "done"
    STOPPED = "stopped"
    REFUSED = "refused"


@dataclass(frozen=True)
class Printed:
    """How it ended, and how many pages went out."""

    end: PrintEnd
    pages: int

    @property
    def stopped_words(self) -> str:
        """What is said to whoever stopped it."""
        pages = say_count(self.pages, "1 page", "{number} pages")
        return say("Stopped. The printer has {pages}: take them out, and destroy what you do not need.", pages=pages)


class PrintRun(QFrame):
    """Hidden until something is printed. Page by page on the store's lane, so that others get in between."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("print_run")
        self.setProperty("role", "notice")
        self.setProperty("kind", "info")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._desk = desk
        self._job: PrintJob | None = None
        self._ended: Callable[[Printed], None] | None = None
        self._next, self._stops = 0, False
        self.words = Words("")
        self.words.setObjectName("print_words")
        self.bar = QProgressBar()
        self.bar.setObjectName("print_bar")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(say("How far the printing is"))
        self.stop_button = Button(say("Sto&p printing"), name="print_stop")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
        column.setSpacing(SPACE_8)
        for widget in (self.words, self.bar, held(self.stop_button)):
            column.addWidget(widget)
        self.stop_button.clicked.connect(self.stop)
        self.hide()

    @property
    def running(self) -> bool:
        """Whether pages are on their way."""
        return self._job is not None

    def start(self, device: QPagedPaintDevice, pdf: bytes, pages: int, ended: Callable[[Printed], None]) -> None:
        """Print a PDF of so many pages; `ended` hears how it ended."""
        self._job, self._ended = PrintJob(device, pdf, pages), ended
        self._next, self._stops = 0, False
        self.bar.setRange(0, pages)
        self.stop_button.setEnabled(True)
        self.show()
        self.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask()

    @Slot()
    def stop(self) -> None:
        """Stop after the page that is on its way."""
        self._stops = True
        self.stop_button.setEnabled(False)
        self.words.setText(say("Stopping after this page…"))

    def _ask(self) -> None:
        job, number = self._job, self._next
        if job is None:
            return
        self.bar.setValue(number)
        self.words.setText(say("Printing page {number} of {pages}", number=number + 1, pages=job.pages))
        self._desk.ask(lambda _session: job.paint(number), self._on_painted, self, self._on_failed)

    def _on_painted(self, taken: bool) -> None:
        job = self._job
        if job is None:
            return
        if not taken:
            self._end(PrintEnd.REFUSED)
            return
        self._next += 1
        if self._next == job.pages:
            self._end(PrintEnd.DONE)
        elif self._stops:
            self._end(PrintEnd.STOPPED)
        else:
            self._ask()

    def _on_failed(self, _error: Exception) -> None:
        self._end(PrintEnd.REFUSED)

    def _end(self, end: PrintEnd) -> None:
        job, printed = self._job, Printed(end, self._next)
        if job is not None:
            # The printer has everything before anybody is told so.
            self._desk.ask(lambda _session: job.end(), partial(self._on_ended, printed), self)

    def _on_ended(self, printed: Printed, _nothing: None) -> None:
        ended = self._ended
        self._job = self._ended = None
        self.hide()
        if ended is not None:
            ended(printed)
