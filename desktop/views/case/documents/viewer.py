"""Looking at an attachment inside the application: drawn in memory, never written to the disk in clear."""

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from casework.errors import UserError
from casework.records.file.attachment import MediaType
from casework.words import say
from desktop.services.attachment import Shown, draw
from desktop.services.drawing import Drawing
from desktop.views.desk import Desk
from desktop.views.help.opening import open_sheet_help
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.label import TextRole, Words
from desktop.views.shortcut import HELP, PAGE_AFTER, PAGE_BEFORE, ZOOM_IN, ZOOM_OUT, ZOOM_WHOLE, bind
from desktop.views.theme.token import SPACE_8, SPACE_12, SPACE_16, SPACE_32

_STEPS = (1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_SPOKEN_CHARACTERS = 5000


class Viewer(QDialog):
    """Window-modal. + and − zoom, 0 shows the whole, Page Up and Page Down turn pages, Escape closes."""

    def __init__(self, desk: Desk, shown: Shown, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("viewer")
        self.setWindowTitle("Doorstep")
        self.setAccessibleName(shown.caption)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._desk, self._shown = desk, shown
        self._number, self._step = 0, 0
        self._drawing: Drawing | None = None
        self.picture = QLabel()
        self.picture.setObjectName("viewer_picture")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area = QScrollArea()
        self.area.setObjectName("viewer_area")
        self.area.setAccessibleName(say("The attachment; arrows move it, plus and minus zoom"))
        self.area.setWidget(self.picture)
        self.area.setWidgetResizable(True)
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page_words = Words("", TextRole.MUTED, wraps=False)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._ask)
        self._make_buttons()
        self._arrange()
        bind(HELP, self, self.show_help)

    @Slot()
    def show_help(self) -> None:
        """Show the help over what is looked at."""
        open_sheet_help(self)

    def _make_buttons(self) -> None:
        self.previous_button = Button(say("&Previous page"), name="previous_page", icon="ph.caret-left")
        self.next_button = Button(say("&Next page"), name="next_page", icon="ph.caret-right")
        self.larger_button = Button(say("&Larger"), name="larger", icon="ph.magnifying-glass-plus")
        self.smaller_button = Button(say("&Smaller"), name="smaller", icon="ph.magnifying-glass-minus")
        self.whole_button = Button(say("&Whole"), name="whole", icon="ph.frame-corners")
        self.close_button = Button(say("&Close"), ButtonKind.PRIMARY, name="close_viewer")
        keys = (
            (self.previous_button, self._on_previous, PAGE_BEFORE),
            (self.next_button, self._on_next, PAGE_AFTER),
            (self.larger_button, self._on_larger, ZOOM_IN),
            (self.smaller_button, self._on_smaller, ZOOM_OUT),
            (self.whole_button, self._on_whole, ZOOM_WHOLE),
        )
        for button, slot, shortcut in keys:
            button.clicked.connect(slot)
            button.setToolTip(shortcut.label)
            bind(shortcut, self, slot)
        self.close_button.clicked.connect(self.reject)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_16, 0, SPACE_16, 0)
        head.addWidget(Words(self._shown.caption, TextRole.HEADING), 1)
        head.addWidget(self.page_words)
        foot = QWidget()
        row = FlowLayout(foot, gap_px=SPACE_8, row_gap_px=SPACE_8)
        row.setContentsMargins(SPACE_16, 0, SPACE_16, 0)
        paging = (self.previous_button, self.next_button) if self._shown.media_type is MediaType.PDF else ()
        for button in (*paging, self.larger_button, self.smaller_button, self.whole_button, self.close_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_16, 0, SPACE_16)
        column.setSpacing(SPACE_12)
        column.addLayout(head)
        column.addWidget(self.area, 1)
        column.addWidget(foot)

    def begin(self) -> None:
        """Open over the window, nearly as large as it is."""
        page = self.parentWidget()
        window = page.window() if page is not None else None
        if window is not None:
            self.resize(window.size() - QSize(SPACE_32, SPACE_32))
        self.open()
        if window is not None:
            self.move(window.mapToGlobal(window.rect().center()) - self.rect().center())
        self.area.setFocus()
        self._later.start()

    @property
    def zoom(self) -> float:
        """How much larger than the whole it is shown."""
        return _STEPS[self._step]

    @Slot()
    def _ask(self) -> None:
        """Draw the page, for a PDF as wide as it is shown."""
        shown, number = self._shown, self._number
        if shown.media_type is not MediaType.PDF and self._drawing is not None:
            self._show()
            return
        width = round(self._room().width() * self.zoom * self.devicePixelRatio())
        self._desk.ask(
            lambda _session: draw(shown, number, width), partial(self._on_drawn, number), self, self._on_failed
        )

    def _on_drawn(self, number: int, drawing: Drawing) -> None:
        if number == self._number:
            self._drawing = drawing
            self._show()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.picture.setText(error.sentence)

    def _show(self) -> None:
        drawing = self._drawing
        if drawing is None:
            return
        image = QImage(drawing.pixels, drawing.width, drawing.height, drawing.stride, QImage.Format.Format_RGB32)
        ratio = self.devicePixelRatio()
        room = self._room() * self.zoom * ratio
        wanted = QSize(drawing.width, drawing.height).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        if self.zoom == 1.0 and self._shown.media_type is not MediaType.PDF:
            wanted = wanted.boundedTo(QSize(drawing.width, drawing.height))
        scaled = image.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        pixmap = QPixmap.fromImage(scaled)
        pixmap.setDevicePixelRatio(ratio)
        self.picture.setPixmap(pixmap)
        self.picture.setMinimumSize(pixmap.deviceIndependentSize().toSize())
        self.picture.setAccessibleName(self._spoken(drawing))
        self._show_state(drawing.pages)

    def _show_state(self, pages: int) -> None:
        self.page_words.setText(
            say("Page {number} of {pages}", number=self._number + 1, pages=pages) if pages > 1 else ""
        )
        self.previous_button.setEnabled(self._number > 0)
        self.next_button.setEnabled(self._number + 1 < pages)
        self.larger_button.setEnabled(self._step + 1 < len(_STEPS))
        self.smaller_button.setEnabled(self._step > 0)

    def _spoken(self, drawing: Drawing) -> str:
        page = (
            say("Page {number} of {pages}. ", number=self._number + 1, pages=drawing.pages) if drawing.pages > 1 else ""
        )
        return f"{self._shown.caption}. {page}{drawing.text[:_SPOKEN_CHARACTERS]}".strip()

    def _room(self) -> QSize:
        return self.area.maximumViewportSize()

    @Slot()
    def _on_previous(self) -> None:
        self._turn(self._number - 1)

    @Slot()
    def _on_next(self) -> None:
        self._turn(self._number + 1)

    def _turn(self, number: int) -> None:
        if self._drawing is not None and 0 <= number < self._drawing.pages and number != self._number:
            self._number = number
            self.area.verticalScrollBar().setValue(0)
            self._ask()

    @Slot()
    def _on_larger(self) -> None:
        self._zoom_to(self._step + 1)

    @Slot()
    def _on_smaller(self) -> None:
        self._zoom_to(self._step - 1)

    @Slot()
    def _on_whole(self) -> None:
        self._zoom_to(0)

    def _zoom_to(self, step: int) -> None:
        if 0 <= step < len(_STEPS) and step != self._step:
            self._step = step
            self._ask()
