"""Chronology: contacts, signed levels and warnings in one line of time, all of them or the significant ones."""

from datetime import date

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.services.contact_page import ChronologyLine
from desktop.views import wording
from desktop.views.case.contact_view import ContactWanted
from desktop.views.case.facts import Account, held
from desktop.views.case.list_and_pane import ListAndPane
from desktop.views.partials.button import Button
from desktop.views.partials.card import Card
from desktop.views.partials.choice import Choice, Chosen, Option
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.item_layout import empty_layout
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.list_delegate import RowLook
from desktop.views.partials.row_list import RowList, RowOpened
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.theme.token import SPACE_8, SPACE_12

_ALL, _SIGNIFICANT = "all", "significant"
_NO_PAGE = frozenset({"unfinished_note", "cover"})
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
        self.filter = Choice(
            (Option(_ALL, "Everything", "e"), Option(_SIGNIFICANT, "Significant only", "s")),
            name="chronology_filter",
            segmented=True,
        )
        self.filter.setAccessibleName("What the chronology shows")
        self.filter.set_keys([_ALL])
        self.rows = RowList(name="chronology", accessible_name="Chronology, the latest first")
        self._pane = ScrollPage("chronology_pane")
        self._pane.body.setSpacing(SPACE_8)
        self._empty = EmptyState(
            "ph.list-bullets",
            "Nothing has happened yet",
            "Contacts, signed levels of risk and warnings appear here by themselves, in one line of time.",
            name="no_chronology",
        )
        self._arrange()
        self.filter.chosen.connect(self._on_filter)
        self.rows.selectionModel().currentChanged.connect(self._on_current)
        self.rows.row_opened.connect(self._on_opened)

    def _arrange(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        column.addWidget(self.filter)
        column.addWidget(self.rows, 1)
        self.addWidget(self._empty)
        self.addWidget(ListAndPane(left, self._pane))

    def show_lines(self, lines: tuple[ChronologyLine, ...], today: date) -> None:
        """Show these; the filter and what is marked stay."""
        self._lines, self._today = lines, today
        self.setCurrentIndex(1 if lines else 0)
        self._show_rows()

    def _show_rows(self) -> None:
        shown = [line for line in self._lines if line.significant or self.filter.key != _SIGNIFICANT]
        marked = self.rows.current_key
        self.rows.set_rows([_row_look(line, self._today) for line in shown])
        if shown and marked not in {line.record for line in shown}:
            self.rows.set_current(shown[0].record)
        self._show_pane()

    def _current(self) -> ChronologyLine | None:
        return next((line for line in self._lines if line.record == self.rows.current_key), None)

    def _show_pane(self) -> None:
        empty_layout(self._pane.body)
        line = self._current()
        if line is None:
            return
        self._pane.body.addWidget(Words(line.title, TextRole.HEADING))
        when = wording.near_day_capital(wording.local(line.at).date(), self._today)
        at = f" {wording.clock_time(line.at)}" if line.timed else ""
        self._pane.body.addWidget(Words(f"{when}{at} · {line.by}", TextRole.MUTED))
        if line.text:
            self._pane.body.addWidget(_text_card(line))
        if line.kind == "contact":
            button = Button("Read the contact", name="read_contact", icon="ph.arrow-right")
            button.clicked.connect(self._on_read)
            self._pane.body.addWidget(held(button))
        elif not line.offer and line.kind not in _NO_PAGE:
            whole = Button("Read the record", name="read_record", icon="ph.arrow-right")
            whole.clicked.connect(self._on_read)
            self._pane.body.addWidget(held(whole))
        if line.offer:
            self._pane.body.addWidget(self._offer())
        self._pane.body.addStretch(1)

    def _offer(self) -> QWidget:
        buttons = QWidget()
        flow = FlowLayout(buttons, gap_px=SPACE_8)
        for words, name, slot in (
            ("&Take over into a contact", "take_over", self._on_take_over),
            ("Put a&way", "put_away", self._on_put_away),
        ):
            button = Button(words, name=name)
            button.clicked.connect(slot)
            flow.addWidget(button)
        return buttons

    @Slot()
    def _on_take_over(self) -> None:
        self.take_over_wanted.emit(ContactWanted(self.rows.current_key))

    @Slot()
    def _on_put_away(self) -> None:
        self.put_away_wanted.emit(ContactWanted(self.rows.current_key))

    @Slot(Chosen)
    def _on_filter(self, _chosen: Chosen) -> None:
        self._show_rows()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, _new: QModelIndex, _old: QModelIndex) -> None:
        self._show_pane()

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


def _row_look(line: ChronologyLine, today: date) -> RowLook:
    day = wording.short_day(wording.local(line.at).date(), today)
    marks = [day, line.by, *(["significant"] if line.significant else [])]
    return RowLook(line.record, line.title, second=" · ".join(marks))
