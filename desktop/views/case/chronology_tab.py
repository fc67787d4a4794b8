"""Chronology and lifeline: a painted timeline, and the same events in a list, with what one of them says beside it."""

from datetime import date

from PySide6.QtCore import QModelIndex, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.contact_page import ChronologyLine
from desktop.views import wording
from desktop.views.case.contact_view import ContactWanted
from desktop.views.case.facts import Account
from desktop.views.case.list_and_pane import ListAndPane
from desktop.views.partials.button import Button
from desktop.views.partials.card import Card
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.held_row import held
from desktop.views.partials.item_layout import empty_layout
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.list_delegate import RowLook
from desktop.views.partials.row_list import RowList, RowOpened
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.theme.token import SPACE_8, SPACE_12, SPACE_24
from desktop.views.timeline.filter_bar import FilterBar
from desktop.views.timeline.mark import Mark, mark_of, when_words
from desktop.views.timeline.timeline_view import MarkChosen, TimelineView

_NONE_LEFT = say("Nothing of this kind in this time. Choose other kinds, or all the time.")
_NO_PAGE = frozenset({"unfinished_note", "cover", "person"})
"""What is read here whole."""


class ChronologyTab(QStackedWidget):
    """``contact_wanted``, ``record_wanted`` to read one; ``take_over_wanted``, ``put_away_wanted`` for drafts."""

    contact_wanted = Signal(ContactWanted)
    record_wanted = Signal(ContactWanted)
    take_over_wanted = Signal(ContactWanted)
    put_away_wanted = Signal(ContactWanted)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[ChronologyLine, ...] = ()
        self._today = date.min
        self._by_key: dict[str, ChronologyLine] = {}
        self.bar, self.timeline = FilterBar(), TimelineView("timeline")
        self.filter = self.bar.choice
        self.rows = RowList(name="chronology", accessible_name=say("Chronology, the latest first"))
        self._pane = ScrollPage("chronology_pane")
        self._pane.body.setSpacing(SPACE_8)
        self._empty = EmptyState(
            "ph.list-bullets",
            say("Nothing has happened yet"),
            say("Contacts, signed levels of risk and warnings appear here by themselves, in one line of time."),
            name="no_chronology",
        )
        self._arrange()
        self.bar.changed.connect(self._on_filter)
        self.bar.zoomed_in.connect(self._on_zoomed_in)
        self.bar.zoomed_out.connect(self._on_zoomed_out)
        self.bar.whole_wanted.connect(self._on_whole)
        self.timeline.moved.connect(self._on_moved)
        self.timeline.opened.connect(self._on_mark_opened)
        self.rows.selectionModel().currentChanged.connect(self._on_current)
        self.rows.row_opened.connect(self._on_opened)

    def _arrange(self) -> None:
        whole, above = QWidget(), QVBoxLayout()
        above.setContentsMargins(SPACE_24, SPACE_12, SPACE_24, 0)
        above.setSpacing(SPACE_8)
        above.addWidget(self.bar)
        above.addWidget(self.timeline)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(ListAndPane(self.rows, self._pane), 1)
        self.addWidget(self._empty)
        self.addWidget(whole)

    def show_lines(self, lines: tuple[ChronologyLine, ...], today: date) -> None:
        """Show these; the filter and what is marked stay."""
        self._lines, self._today = lines, today
        self.setCurrentIndex(1 if lines else 0)
        self._show_rows()

    def _show_rows(self) -> None:
        marks = [mark_of(line, key, self._today) for key, line in self._keyed()]
        let = self.bar.filter(self._today)
        shown = [mark for mark in marks if let.lets(mark)]
        marked = self.rows.current_key
        self.timeline.show_marks(shown)
        self.rows.set_rows([_row_look(mark, self._by_key[mark.key], self._today) for mark in shown])
        if shown and marked not in {mark.key for mark in shown}:
            self.rows.set_current(shown[0].key)
        self._follow_list()

    def _keyed(self) -> list[tuple[str, ChronologyLine]]:
        """Each line with a key of its own: two events may come from one record."""
        self._by_key = {}
        for line in self._lines:
            key = line.record if line.record not in self._by_key else f"{line.record} {len(self._by_key)}"
            self._by_key[key] = line
        return list(self._by_key.items())

    def _current(self) -> ChronologyLine | None:
        return self._by_key.get(self.rows.current_key)

    def _follow_list(self) -> None:
        self.timeline.set_current(self.rows.current_key)
        self._show_pane()

    def _show_pane(self) -> None:
        empty_layout(self._pane.body)
        line = self._current()
        if line is None:
            self._pane.body.addWidget(Words(_NONE_LEFT, TextRole.MUTED))
            self._pane.body.addStretch(1)
            return
        self._pane.body.addWidget(Words(line.title, TextRole.HEADING))
        self._pane.body.addWidget(Words(f"{when_words(line, self._today)} · {line.by}", TextRole.MUTED))
        if line.text:
            self._pane.body.addWidget(_text_card(line))
        if line.kind == "contact":
            button = Button(say("Read the contact"), name="read_contact", icon="ph.arrow-right")
            button.clicked.connect(self._on_read)
            self._pane.body.addWidget(held(button))
        elif not line.offer and line.kind not in _NO_PAGE:
            whole = Button(say("Read the record"), name="read_record", icon="ph.arrow-right")
            whole.clicked.connect(self._on_read)
            self._pane.body.addWidget(held(whole))
        if line.offer:
            self._pane.body.addWidget(self._offer())
        self._pane.body.addStretch(1)

    def _offer(self) -> QWidget:
        buttons = QWidget()
        flow = FlowLayout(buttons, gap_px=SPACE_8)
        for words, name, slot in (
            (say("&Take over into a contact"), "take_over", self._on_take_over),
            (say("Put a&way"), "put_away", self._on_put_away),
        ):
            button = Button(words, name=name)
            button.clicked.connect(slot)
            flow.addWidget(button)
        return buttons

    @Slot()
    def _on_take_over(self) -> None:
        self._emit(self.take_over_wanted)

    @Slot()
    def _on_put_away(self) -> None:
        self._emit(self.put_away_wanted)

    def _emit(self, signal: SignalInstance) -> None:
        line = self._current()
        if line is not None:
            signal.emit(ContactWanted(line.record))

    @Slot()
    def _on_filter(self) -> None:
        self._show_rows()

    @Slot()
    def _on_zoomed_in(self) -> None:
        self.timeline.zoom_in()

    @Slot()
    def _on_zoomed_out(self) -> None:
        self.timeline.zoom_out()

    @Slot()
    def _on_whole(self) -> None:
        self.timeline.show_whole()

    @Slot(MarkChosen)
    def _on_moved(self, chosen: MarkChosen) -> None:
        self.rows.set_current(chosen.key)

    @Slot(MarkChosen)
    def _on_mark_opened(self, chosen: MarkChosen) -> None:
        self.rows.set_current(chosen.key)
        self._on_read()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, _new: QModelIndex, _old: QModelIndex) -> None:
        self._follow_list()

    @Slot(RowOpened)
    def _on_opened(self, _row: RowOpened) -> None:
        self._on_read()

    @Slot()
    def _on_read(self) -> None:
        line = self._current()
        if line is not None and line.kind == "contact":
            self.contact_wanted.emit(ContactWanted(line.record))
        elif line is not None and line.kind not in _NO_PAGE:
            self.record_wanted.emit(ContactWanted(line.record))


def _text_card(line: ChronologyLine) -> Card:
    card = Card()
    card.add_row(Account(line.text, "chronology_text", line.title))
    return card


def _row_look(mark: Mark, line: ChronologyLine, today: date) -> RowLook:
    day = wording.short_day(mark.first, today) if line.precision is None else mark.when
    notes = [say("lifeline") if mark.in_life else "", say("significant") if mark.significant else ""]
    marks = [day, line.by, *(note for note in notes if note)]
    return RowLook(mark.key, line.title, second=" · ".join(marks))
