"""The rail at the left: the places of the application, with counts only where something needs the person."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from casework.words import say
from desktop.views.partials.door_mark import DoorMark
from desktop.views.partials.label import Line, TextRole, Words
from desktop.views.partials.rail_item import RailItem
from desktop.views.shortcut import CONTRAST, HELP, LOCK, PLACES, THEME, bind
from desktop.views.theme.font import current_scale
from desktop.views.theme.token import SPACE_4, SPACE_12, SPACE_16

_WIDTH_PX = 204
_MOST_PLACES = 11


@dataclass(frozen=True, slots=True)
class Place:
    """A place to go to. ``urgent`` paints its count in the danger colour."""

    key: str
    words: str
    icon: str = ""
    count: int = 0
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class PlaceChosen:
    """A person wants to go to the place ``key``."""

    key: str


class Rail(QWidget):
    """Places from top to bottom (Ctrl+1 to Ctrl+9, then Ctrl+0), below them look, help (F1) and lock (Ctrl+L)."""

    place_requested = Signal(PlaceChosen)
    help_requested = Signal()
    lock_requested = Signal()
    theme_requested = Signal()
    contrast_requested = Signal()
    text_size_requested = Signal()

    def __init__(self, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if len(places) > _MOST_PLACES:
            raise ValueError(f"the rail has room for {_MOST_PLACES} places")
        self.setObjectName("rail")
        self.setProperty("role", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(say("Places"))
        self._items: dict[str, RailItem] = {}
        self._edge = Line()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_12, SPACE_16, SPACE_12, SPACE_16)
        column.setSpacing(SPACE_4)
        column.addLayout(self._name_row())
        column.addSpacing(SPACE_12)
        column.addWidget(self._places(places), 1)
        column.addWidget(self._edge)
        for item in self._foot_items():
            column.addWidget(item)

    def _name_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(SPACE_4, 0, 0, 0)
        row.setSpacing(SPACE_4 * 2)
        row.addWidget(DoorMark())
        row.addWidget(Words("Doorstep", TextRole.HEADING, wraps=False), 1)
        return row

    def _places(self, places: Sequence[Place]) -> QScrollArea:
        """Places and looks scroll where large text leaves them too little room; help and lock always stay in sight."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        for number, place in enumerate(places, start=1):
            column.addWidget(self._place_item(place, number))
        column.addStretch(1)
        for item in self._look_items():
            column.addWidget(item)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        # Larger text and further places move what is marked; it is never left half behind the foot.
        self._scroll.verticalScrollBar().rangeChanged.connect(self._show_current)
        # The rail behind them is painted once.
        for part in (self._scroll.viewport(), inner):
            part.setAutoFillBackground(False)
        return self._scroll

    def _place_item(self, place: Place, number: int) -> RailItem:
        item = RailItem(place.words, name=f"rail_{place.key}", icon=place.icon)
        item.setCheckable(True)
        item.setAutoExclusive(True)
        item.set_count(place.count, urgent=place.urgent)
        item.setToolTip(PLACES.keys[number - 1])
        item.setProperty("place", place.key)
        item.clicked.connect(self._on_place_clicked)
        self._items[place.key] = item
        bind(PLACES, self, item.click, only=PLACES.keys[number - 1])
        return item

    def _look_items(self) -> list[RailItem]:
        self._theme = RailItem(say("Light or dark"), name="rail_theme", icon="ph.circle-half-fill")
        self._theme.clicked.connect(self.theme_requested)
        self._theme.setToolTip(THEME.label)
        bind(THEME, self, self._theme.click)
        self._contrast = RailItem(say("Contrast"), name="rail_contrast", icon="ph.square-half")
        self._contrast.clicked.connect(self.contrast_requested)
        self._contrast.setToolTip(CONTRAST.label)
        bind(CONTRAST, self, self._contrast.click)
        self._size = RailItem(say("Text size"), name="rail_text_size", icon="ph.text-aa")
        self.set_text_size(round(current_scale() * 100))
        self._size.clicked.connect(self.text_size_requested)
        self._size.setToolTip(say("Ctrl++ and Ctrl+-"))
        return [self._theme, self._contrast, self._size]

    def _foot_items(self) -> list[RailItem]:
        help_item = RailItem(say("Help"), name="rail_help", icon="ph.question", trailing="F1")
        help_item.clicked.connect(self.help_requested)
        bind(HELP, self, help_item.click)
        lock = RailItem(say("Lock now"), name="rail_lock", icon="ph.lock-simple", trailing=say("Ctrl L"))
        lock.clicked.connect(self.lock_requested)
        bind(LOCK, self, lock.click)
        return [help_item, lock]

    @property
    def current(self) -> str:
        """The key of the place that is marked, empty where none is."""
        return next((key for key, item in self._items.items() if item.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Mark the place ``key`` as the one shown, without asking to go there. Raises KeyError."""
        self._items[key].setChecked(True)
        self._show_current()

    def set_count(self, key: str, count: int, *, urgent: bool = False) -> None:
        """Show how many things need the person at the place ``key``; 0 shows nothing. Raises KeyError."""
        self._items[key].set_count(count, urgent=urgent)

    def set_place_shown(self, key: str, shown: bool) -> None:
        """Show the place ``key`` to those who have work there, and let its key do nothing for others."""
        self._items[key].setVisible(shown)
        self._items[key].setEnabled(shown)

    def clear_current(self) -> None:
        """Mark no place: what is shown is not in the rail."""
        for item in self._items.values():
            # A group that excludes cannot be emptied while it does.
            item.setAutoExclusive(False)
            item.setChecked(False)
            item.setAutoExclusive(True)

    def set_contrast(self, words: str) -> None:
        """Show which contrast is chosen."""
        self._contrast.set_trailing(words)

    def set_text_size(self, percent: int) -> None:
        """Show how large the text is."""
        self._size.set_trailing(f"{percent} %")

    def changeEvent(self, event: QEvent) -> None:
        """Say how large the text has become."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_size"):
            self.set_text_size(round(current_scale() * 100))

    def sizeHint(self) -> QSize:
        """Return a width that grows with the text, more slowly than the text does."""
        return QSize(round(_WIDTH_PX * (1 + (current_scale() - 1) * 0.45)), super().sizeHint().height())

    def show_item(self, item: QWidget) -> None:
        """Scroll to one of the places or looks, where they scroll."""
        if self._scroll.isAncestorOf(item):
            self._scroll.ensureWidgetVisible(item, 0, 0)

    @Slot()
    def _show_current(self) -> None:
        # Where they scroll, a line says that what is cut at the foot goes on.
        self._edge.setVisible(self._scroll.verticalScrollBar().maximum() > 0)
        item = self._items.get(self.current)
        if item is not None:
            self._scroll.ensureWidgetVisible(item, 0, 0)

    @Slot()
    def _on_place_clicked(self) -> None:
        item = self.sender()
        if isinstance(item, RailItem):
            self.place_requested.emit(PlaceChosen(str(item.property("place"))))
