"""The duty desk as a page: who is on duty, one queue, and beside it the matter that is marked.

Enter opens a thing where it is settled.
"""

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.duty_desk import DutyDesk, DutyItem, DutySort, read_duty_desk
from desktop.services.duty_matter import MatterPart, read_matter
from desktop.services.on_duty.answering import say_looking
from desktop.store.change import Change
from desktop.views.asker import Asker
from desktop.views.caseload.case_delegate import CaseDelegate
from desktop.views.desk import Desk, Place
from desktop.views.duty.close_sheet import open_close_sheet
from desktop.views.duty.handover_sheet import HandoverSheet
from desktop.views.duty.matter_pane import MatterPane
from desktop.views.duty.stop_sheet import HeldSheet, Stopped, open_stop_sheet
from desktop.views.duty.told_sheet import open_told_sheet
from desktop.views.duty.wording import count_words, rota_words, row_of
from desktop.views.partials.button import Button
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.row_list import RowList, RowOpened
from desktop.views.theme.font import current_scale
from desktop.views.theme.token import SPACE_12, SPACE_24

_NARROW_PX = 860
_LIST_SHARE, _PANE_SHARE = 5, 8
LOOK_AGAIN_MS = 30_000
"""A visit becomes overdue by the clock alone: the page looks again by itself while it is shown."""


class DutyPage(QWidget):
    """One list, worked by keyboard or mouse."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("duty_page")
        self.setProperty("role", "canvas")
        self._desk = desk
        self.view: DutyDesk | None = None
        self._entering = False
        self._is_wide: bool | None = None
        self._asker = Asker(desk, read_duty_desk, self.show_page, self)
        self.rota, self.count = Words("", TextRole.MUTED), Words("", TextRole.HINT)
        self.rows = RowList(name="duty_list", accessible_name=say("Duty desk, most urgent first"))
        self.rows.setItemDelegate(CaseDelegate(self.rows))
        self.rows.setUniformItemSizes(False)
        self.rows.setResizeMode(QListView.ResizeMode.Adjust)
        self.empty = EmptyState(
            "ph.check-circle",
            say("Nothing waits for you."),
            say(
                "Overdue visits, changes that a visitor was not told of, protection concerns nobody was told of, two "
                "views about safety and what the office held back show here, the most urgent first."
            ),
            name="no_duty",
        )
        self.pane = MatterPane()
        self.answer = Button(say("I am &looking into it"), name="duty_answer")
        self.hand_over = Button(say("&Hand duty over"), name="duty_hand_over")
        self.stop = Button(say("S&top a laptop…"), name="duty_stop_laptop")
        self.held = Button(say("&What the stopped laptop held…"), name="duty_held")
        self.held.hide()
        self._stopped: Stopped | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_AGAIN_MS)
        self._arrange()
        self._clock.timeout.connect(self._asker.ask)
        self.rows.row_opened.connect(self._on_opened)
        self.rows.selectionModel().currentChanged.connect(self._on_marked)
        self.pane.wanted.connect(self._on_settle)
        self.answer.clicked.connect(self._on_answer)
        self.hand_over.clicked.connect(self._on_hand_over)
        self.stop.clicked.connect(self._on_stop)
        self.held.clicked.connect(self._on_held)
        desk.changed.connect(self._on_changed)

    def _arrange(self) -> None:
        self._stack = QStackedWidget()
        # An empty page would look as if nothing waited.
        self.reading = Words(say("What waits for you is being read…"), TextRole.MUTED)
        self.reading.setObjectName("duty_reading")
        self.reading.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(SPACE_12)
        self._beside.addWidget(self.rows, _LIST_SHARE)
        self._beside.addWidget(self.pane, _PANE_SHARE)
        self.full = QWidget()
        self.full.setLayout(self._beside)
        for part in (self.reading, self.empty, self.full):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_24)
        column.setSpacing(SPACE_12)
        for words in (self.rota, self.count):
            column.addWidget(words)
        column.addWidget(self._stack, 1)
        foot = QWidget()
        row = FlowLayout(foot, gap_px=SPACE_12, row_gap_px=SPACE_12)
        self.pane.buttons.addWidget(self.answer)
        for button in (self.hand_over, self.stop, self.held):
            row.addWidget(button)
        # Until there is a list to begin in: who presses Enter before that stops nobody's laptop.
        for button in (self.answer, self.hand_over, self.stop):
            button.hide()
        column.addWidget(foot)
        self.setFocusProxy(self.rows)

    def show_place(self, _place: Place) -> None:
        """Show the desk as it is now."""
        self._asker.ask()

    def show_page(self, view: DutyDesk) -> None:
        """Show this queue; the marked row stays marked where it is still there."""
        self.view = view
        self.rota.setText(rota_words(view))
        self.hand_over.setVisible(view.own_turn is not None)
        self.count.setText(count_words(view))
        self.count.setVisible(bool(view.items))
        self._show_rows()
        # What comes to an empty desk is where the keyboard goes: Enter stops no laptop meanwhile.
        entering = self._entering or (self.stop.hasFocus() and self.full.isHidden())
        self._stack.setCurrentWidget(self.full if view.items else self.empty)
        self._on_marked()
        self.stop.show()
        if entering and view.items:
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        self._entering = False

    def _show_rows(self) -> None:
        view = self.view
        if view is None:
            return
        self.rows.set_rows([row_of(item, view, short=bool(self._is_wide)) for item in view.items])
        if not self.rows.current_key and view.items:
            self.rows.set_current(view.items[0].key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the matter beside the queue where there is room for both."""
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs the other arrangement at once."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_beside"):
            self._fold()

    def _fold(self) -> None:
        wide = self.width() >= _NARROW_PX * current_scale()
        if wide == self._is_wide:
            return
        self._is_wide = wide
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(way)
        self._beside.setStretchFactor(self.pane, _PANE_SHARE if wide else 0)
        self.pane.show_beside(beside=wide)
        # What stands whole beside the queue is only marked by a click.
        self.rows.click_opens = not wide
        self._show_rows()

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the clock while somebody looks, and be ready for the keyboard."""
        super().showEvent(event)
        self._clock.start()
        self._entering = True

    def hideEvent(self, event: QHideEvent) -> None:
        """Do not follow the clock where nobody looks."""
        super().hideEvent(event)
        self._clock.stop()

    @Slot(RowOpened)
    def _on_opened(self, opened: RowOpened) -> None:
        self._open(self._item(opened.key))

    @Slot()
    def _on_settle(self) -> None:
        self._open(self._item(self.rows.current_key))

    def _open(self, item: DutyItem | None) -> None:
        if item is not None and item.sort is DutySort.OVERDUE:
            open_close_sheet(self._desk, item.case, item.record, self)
        elif item is not None and item.sort is DutySort.NOT_TOLD:
            open_told_sheet(self._desk, item.case, item.record, self)
        elif item is not None:
            self._desk.go(place_of(item))

    def _item(self, key: str) -> DutyItem | None:
        items = self.view.items if self.view else ()
        return next((item for item in items if item.key == key), None)

    @Slot()
    def _on_marked(self) -> None:
        """Show what is marked, and offer to answer for a visit where nobody has."""
        item = self._item(self.rows.current_key)
        self.answer.setVisible(item is not None and item.unanswered)
        if item is not None:
            self.answer.setAccessibleName(say("I am looking into it, {person}", person=item.person.name))
        if item is not None and self.view is not None:
            self.pane.show_item(item, self.view)
            self._desk.ask(partial(read_matter, item=item), partial(self._on_matter, item.key), self)

    def _on_matter(self, key: str, parts: tuple[MatterPart, ...]) -> None:
        # Whoever went on to the next matter meanwhile is not shown the parts of the one before.
        if self.pane.item is not None and self.pane.item.key == key:
            self.pane.show_parts(parts)

    @Slot()
    def _on_answer(self) -> None:
        item = self._item(self.rows.current_key)
        if item is not None and item.unanswered:
            self._desk.act(partial(say_looking, case=item.case, appointment=item.record), self._on_answered, self)

    @Slot()
    def _on_hand_over(self) -> None:
        if self.view is not None and self.view.own_turn is not None:
            HandoverSheet(self._desk, self.view.own_turn, self).appear()

    @Slot()
    def _on_stop(self) -> None:
        open_stop_sheet(self._desk, self, self._on_stopped)

    @Slot(Stopped)
    def _on_stopped(self, stopped: Stopped) -> None:
        """The list is to be had again until one locks: the report is often written afterwards."""
        self._stopped = stopped
        self.held.show()

    @Slot()
    def _on_held(self) -> None:
        if self._stopped is not None:
            HeldSheet(self._stopped, self).appear()

    def _on_answered(self, _change: Change) -> None:
        self._desk.say(say("Recorded: you are looking into it. Close the visit when you know."))
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if self.view is not None and (change.scopes or change.outbox):
            self._asker.ask()


def place_of(item: DutyItem) -> Place:
    """Where a thing on the desk is settled."""
    match item.sort:
        case DutySort.OVERDUE:
            return Place("brief", item.case, appointment=item.record)
        case DutySort.NOT_TOLD | DutySort.CONCERN:
            return Place("person", item.case, record=item.record, tab="records")
        case DutySort.DISCUSS:
            return Place("signing", item.case, record=item.record)
        case DutySort.HELD_BACK | DutySort.TO_READ:
            return Place("looks", item.case, record=item.key)
        case DutySort.CONFLICT:
            return Place("two_views", item.case, record=item.record)
        case DutySort.DEATH:
            return Place("person", item.case)
