"""One stop of the tour: a ring round something of the real window, and a card beside it that says what it is."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.tour import Stop
from desktop.views.partials.announce import announce
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.held_row import held
from desktop.views.partials.label import TextRole, Words
from desktop.views.shortcut import TOUR_END, bind
from desktop.views.theme.font import current_scale
from desktop.views.theme.palette import current_tokens
from desktop.views.theme.token import CORNER_PX, SPACE_4, SPACE_12, SPACE_16, SPACE_24

_WIDTH_PX = 340


class TourRing(QWidget):
    """Painted over the window round one part of it; takes neither the mouse nor a key."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("tour_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring in the colour of the focus, as thick as the theme asks for."""
        del event
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.focus), tokens.ring_px))
        edge = tokens.ring_px
        painter.drawRoundedRect(self.rect().adjusted(edge, edge, -edge, -edge), CORNER_PX, CORNER_PX)
        painter.end()


class TourCard(QFrame):
    """``next_requested``, ``back_requested``, ``end_requested`` (Escape, too). Every stop is read out."""

    next_requested = Signal()
    back_requested = Signal()
    end_requested = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("tour_card")
        self.setProperty("role", "tour")
        self.setAutoFillBackground(True)
        self.ring = TourRing(window)
        self._title, self._words = Words("", TextRole.HEADING), Words("")
        self._count = Words("", TextRole.MUTED)
        self.next_button = Button(say("Next"), ButtonKind.PRIMARY, name="tour_next")
        self.back_button = Button(say("Back"), name="tour_back")
        self.end_button = Button(say("End the tour"), ButtonKind.QUIET, name="tour_end")
        self.end_button.setToolTip(TOUR_END.label)
        self.next_button.clicked.connect(self.next_requested)
        self.back_button.clicked.connect(self.back_requested)
        self.end_button.clicked.connect(self.end_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_24, SPACE_16, SPACE_24, SPACE_16)
        column.setSpacing(SPACE_12)
        for widget in (self._count, self._title, self._words):
            column.addWidget(widget)
        column.addWidget(held(self.next_button, self.back_button, self.end_button))
        for button in (self.next_button, self.back_button, self.end_button):
            button.setAutoDefault(True)
        # Wherever the keyboard is, as long as the card stands there.
        bind(TOUR_END, self, self.end_requested)
        self.hide()

    def show_stop(self, stop: Stop, target: QWidget, number: int, of: int) -> None:
        """Point at `target`; `number` from 1."""
        self._title.setText(stop.title)
        self._words.setText(stop.words)
        self._count.setText(say("{number} of {of}", number=number, of=of))
        self.back_button.setEnabled(number > 1)
        last = number == of
        self.next_button.setText(say("Done") if last else say("Next"))
        self.next_button.setAccessibleName(self.next_button.text())
        self.end_button.setVisible(not last)
        sentence = say("{title}. {words} {number} of {of}.", title=stop.title, words=stop.words, number=number, of=of)
        self.setAccessibleName(sentence)
        self.place_at(target)
        self.next_button.setAccessibleDescription(sentence)
        self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, sentence)

    def place_at(self, target: QWidget) -> None:
        """Put the ring round a part of the window and the card beside it, whole within the window."""
        corner = target.mapTo(self._window, QPoint(0, 0))
        there = QRect(corner, target.size()).intersected(self._window.rect())
        self.ring.setGeometry(there.adjusted(-SPACE_4, -SPACE_4, SPACE_4, SPACE_4).intersected(self._window.rect()))
        width = min(round(_WIDTH_PX * current_scale()), self._window.width() // 2)
        self.setFixedWidth(width)
        layout = self.layout()
        high = layout.totalHeightForWidth(width) if layout is not None else 0
        self.setFixedHeight(max(high, self.minimumSizeHint().height()))
        self.move(self._corner_for(there))
        for part in (self.ring, self):
            part.show()
            part.raise_()

    def _corner_for(self, there: QRect) -> QPoint:
        """Right of it where there is room, else below it at its right edge."""
        room = self._window.rect().adjusted(SPACE_16, SPACE_16, -SPACE_16, -SPACE_16)
        if there.right() + SPACE_24 + self.width() <= room.right():
            wanted = QPoint(there.right() + SPACE_24, there.top())
        else:
            wanted = QPoint(there.right() - self.width(), there.bottom() + SPACE_16)
        left = max(room.left(), min(wanted.x(), room.right() - self.width()))
        return QPoint(left, max(room.top(), min(wanted.y(), room.bottom() - self.height())))

    @Slot()
    def put_away(self) -> None:
        """Take card and ring off the window."""
        self.hide()
        self.ring.hide()
