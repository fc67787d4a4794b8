"""The pages of a paper, drawn in memory: one at a time, as wide as there is room, read out as text."""

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.drawing import Drawing
from desktop.services.paper import draw_page
from desktop.views.desk import Desk
from desktop.views.partials.button import Button
from desktop.views.partials.label import TextRole, Words
from desktop.views.shortcut import PAGE_AFTER, PAGE_BEFORE, bind
from desktop.views.theme.font import current_scale
from desktop.views.theme.token import SPACE_8, SPACE_12, SPACE_24

_WIDEST_PX = 900
_SPOKEN_CHARACTERS = 5000
_NO_PAGE = say("The paper as it will be printed: nothing is shown yet")


class PageView(QWidget):
    """Shows the pages of a PDF that is held in memory; Page Up and Page Down turn them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._pdf, self._pages, self._number = b"", 0, 0
        self._drawing: Drawing | None = None
        self.picture = QLabel()
        self.picture.setObjectName("paper_picture")
        self.picture.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area = QScrollArea()
        self.area.setObjectName("paper_area")
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        # The page in it takes the keyboard: a screen reader says what it is, and the arrows still scroll.
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.picture)
        self.area.setWidgetResizable(True)
        self.words = Words("", TextRole.MUTED, wraps=False)
        self.words.setObjectName("paper_page")
        self.before_button = Button(say("Pre&vious page"), name="paper_before", icon="ph.caret-left")
        self.after_button = Button(say("Ne&xt page"), name="paper_after", icon="ph.caret-right")
        self._later = QTimer(self, singleShot=True, interval=60)
        self._later.timeout.connect(self._ask)
        for button, slot, key in (
            (self.before_button, self._on_before, PAGE_BEFORE),
            (self.after_button, self._on_after, PAGE_AFTER),
        ):
            button.clicked.connect(slot)
            button.setToolTip(key.label)
            bind(key, self, slot)
        self.picture.setAccessibleName(_NO_PAGE)
        self._arrange()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_12)
        row.addWidget(self.before_button)
        row.addWidget(self.after_button)
        row.addWidget(self.words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_24, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addLayout(row)
        column.addWidget(self.area, 1)
        self._show_state()

    def show_pdf(self, pdf: bytes, pages: int) -> None:
        """Show a paper; the page that was looked at stays where there is one of its number."""
        self._pdf, self._pages = pdf, pages
        self._number = min(self._number, max(pages - 1, 0))
        self._show_state()
        self._ask()

    def clear(self) -> None:
        """Show nothing: nothing of a person stays in sight."""
        self._pdf, self._pages, self._number, self._drawing = b"", 0, 0, None
        self.picture.clear()
        self.picture.setAccessibleName(_NO_PAGE)
        self._show_state()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the page anew once the width stays."""
        super().resizeEvent(event)
        self._later.start()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text: a larger page."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_later"):
            self._later.start()

    @Slot()
    def _ask(self) -> None:
        if not self._pdf:
            return
        pdf, number = self._pdf, self._number
        room = self.area.maximumViewportSize().width()
        width = round(min(room, _WIDEST_PX * current_scale()) * self.devicePixelRatio())
        self._desk.ask(
            lambda _session: draw_page(pdf, number, max(width, 1)), partial(self._on_drawn, pdf, number), self
        )

    def _on_drawn(self, pdf: bytes, number: int, drawing: Drawing) -> None:
        if pdf is not self._pdf or number != self._number:
            return
        self._drawing = drawing
        image = QImage(drawing.pixels, drawing.width, drawing.height, drawing.stride, QImage.Format.Format_RGB32)
        pixmap = QPixmap.fromImage(image.copy())
        pixmap.setDevicePixelRatio(self.devicePixelRatio())
        self.picture.setPixmap(pixmap)
        self.picture.setMinimumSize(QSize(1, pixmap.deviceIndependentSize().toSize().height()))
        self.picture.setAccessibleName(f"{self.words.text()}. {drawing.text[:_SPOKEN_CHARACTERS]}")

    def _show_state(self) -> None:
        self.words.setText(
            say("Page {number} of {pages}", number=self._number + 1, pages=self._pages) if self._pages else ""
        )
        self.before_button.setEnabled(self._number > 0)
        self.after_button.setEnabled(self._number + 1 < self._pages)

    @Slot()
    def _on_before(self) -> None:
        self._turn(self._number - 1)

    @Slot()
    def _on_after(self) -> None:
        self._turn(self._number + 1)

    def _turn(self, number: int) -> None:
        if 0 <= number < self._pages:
            self._number = number
            self.area.verticalScrollBar().setValue(0)
            self._show_state()
            self._ask()
