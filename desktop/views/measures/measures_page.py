"""Measures: at the left what figures there are, at the right the tables with their charts."""

from PySide6.QtCore import QModelIndex, QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.errors import UserError
from casework.ledger.measures import FigureTable, MeasuresRequest, MeasuresResponse
from casework.records.identifier import CaseId
from casework.rules.measure.report.saved import COMMITTEE_PERIOD
from casework.rules.measure.report.sheet import Section
from casework.words import say
from desktop.services.measures.csv_file import csv_name, pack_name, save_pack, save_table
from desktop.services.measures.page import (
    Figure,
    Wish,
    agency_page,
    agency_request,
    read_measures,
    reports,
)
from desktop.services.measures.page import (
    MeasuresPage as Page,
)
from desktop.services.measures.table_rows import table_rows, whose_words
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.views.asker import Asker
from desktop.views.case.list_and_pane import ListAndPane
from desktop.views.desk import Desk, Place
from desktop.views.dialogs import FileQuestion
from desktop.views.measures.behind_sheet import BehindSheet, person_rows, staff_rows
from desktop.views.measures.control import Control
from desktop.views.measures.figure_card import FigureCard
from desktop.views.measures.figure_list import FigureList
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.partials.tab_order import set_reading_order
from desktop.views.saving import PlainSaver
from desktop.views.theme.token import SPACE_16, SPACE_24

_NOT_REACHED = say("The office cannot be reached: these are the figures of this laptop.")
_TEACHING = say(
    "Figures are counted from the cases of which you are a senior, as this laptop has them. They come with the first "
    "case: contacts, orders, reviews, assessments and audits are counted by themselves, nobody fills in a return."
)


class MeasuresPage(QWidget):
    """Shows what is chosen at the left; counted anew whenever something changes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("measures_page")
        self.setProperty("role", "canvas")
        self._desk = desk
        self.view: Page | None = None
        self.cards: list[FigureCard] = []
        self._wish = Wish()
        self._shown: object = None
        self._top = 0
        self.sheet: BehindSheet | None = None
        self.list, self.control, self.saver = FigureList(), Control(), PlainSaver(desk, self)
        self.area = ScrollPage("measures")
        self.heading = Words("", TextRole.HEADING)
        self.source = Words("", TextRole.MUTED)
        self.empty = EmptyState("ph.chart-bar", say("No figures yet"), _TEACHING, name="no_measures")
        self._tables = QWidget()
        self._column = QVBoxLayout(self._tables)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_24)
        self.area.body.setSpacing(SPACE_16)
        for widget in (self.heading, self.source, self.control, self._tables, self.empty):
            self.area.body.addWidget(widget)
        self.empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ListAndPane(self.list, self.area, list_share=3, list_px=self.list.low_px))
        self._asker = Asker(desk, self._read, self.show_page, self)
        self._connect()

    def _connect(self) -> None:
        self.list.rows.selectionModel().currentChanged.connect(self._on_chosen)
        self.control.wished.connect(self._on_wished)
        self.control.committee_turned.connect(self._on_committee)
        self.control.pack.clicked.connect(self._on_pack)
        self._desk.changed.connect(self._on_changed)

    def show_place(self, place: Place) -> None:
        """Count, and show what was chosen last."""
        del place
        self._ask()

    def show_page(self, page: Page) -> None:
        """Show other figures; what is the same already stays, with the place in it."""
        self.view = page
        self.control.show_page(page, whose_words(page))
        self._show_tables()

    def _read(self, session: Session) -> Page:
        return read_measures(session, self._wish)

    def _ask(self) -> None:
        if not self._wish.agency:
            self._asker.ask()
            return
        wish = self._wish
        self._desk.ask(lambda session: agency_request(session, wish), self._on_request, self)

    def _on_request(self, request: MeasuresRequest) -> None:
        inquiry = self._desk.inquiry
        if inquiry is None:
            self._on_not_reached(UserError(_NOT_REACHED))
        else:
            inquiry.measures(request, self._on_answer, self._on_not_reached, self)

    def _on_answer(self, answer: MeasuresResponse) -> None:
        wish = self._wish
        if wish.agency:
            self._desk.ask(lambda session: agency_page(session, wish, answer), self.show_page, self)

    def _on_not_reached(self, error: UserError) -> None:
        self._desk.say(error.sentence)
        self._wish = Wish(self._wish.period, self._wish.day)
        self.control.whose.set_keys(["laptop"])
        self._ask()

    @property
    def committee(self) -> bool:
        """Whether what is shown is for a committee."""
        return self.control.committee.isChecked()

    def _chosen(self) -> tuple[FigureTable, ...]:
        page, key = self.view, self.list.rows.current_key
        if page is None:
            return ()
        report = next((one for one in reports() if one.code == key), None)
        sections = report.sections if report else (Section(key or Section.KPI.value),)
        found = page.of_sections(sections)
        return tuple(one for one in found if one.committee) if self.committee else found

    def _show_tables(self) -> None:
        page, tables = self.view, self._chosen()
        shown = (tables, self.committee, page.period if page else None, self.list.rows.current_key)
        if page is None or shown == self._shown:
            return
        self._shown = shown
        report = next((one for one in reports() if one.code == self.list.rows.current_key), None)
        self.heading.setText(self.list.title)
        self.source.setText(say("Source: {source}.", source=report.source) if report else "")
        self.source.setVisible(report is not None)
        stood, top = self._focused(), self.area.verticalScrollBar().value()
        self._clear()
        for table in tables:
            card = FigureCard(page, table, committee=self.committee)
            card.opened.connect(self._on_opened)
            card.save_wanted.connect(self._on_save)
            self._column.addWidget(card)
            self.cards.append(card)
            card.draw()
        self._show_empty(page, tables)
        set_reading_order(self)
        self._stand_again(stood, top)

    def _focused(self) -> tuple[str, int, int]:
        """In which table the keyboard stands, and on which figure."""
        found = next((one.table for one in self.cards if one.table.hasFocus()), None)
        return (found.objectName(), found.currentRow(), found.currentColumn()) if found else ("", 0, 0)

    def _stand_again(self, stood: tuple[str, int, int], top: int) -> None:
        """Where somebody was reading, they go on reading, when the same tables were counted anew."""
        name, row, column = stood
        again = next((one.table for one in self.cards if one.table.objectName() == name), None)
        if again is not None:
            again.setFocus()
            again.setCurrentCell(row, column)
            # Once the tables have their heights.
            self._top = top
            QTimer.singleShot(0, self, self._scroll_back)

    @Slot()
    def _scroll_back(self) -> None:
        self.area.verticalScrollBar().setValue(self._top)

    def _show_empty(self, page: Page, tables: tuple[FigureTable, ...]) -> None:
        """Teach where there is no case to count; say so where nothing of what is chosen is for a committee."""
        nothing = not page.cases and not page.agency
        if nothing:
            self.empty.set_words(say("No figures yet"), _TEACHING)
        elif not tables:
            self.empty.set_words(
                say("Not for a committee"), say("None of these tables is made for a committee. Choose others.")
            )
        self.empty.setVisible(nothing or not tables)
        self._tables.setVisible(not nothing and bool(tables))
        self.control.pack.setEnabled(not nothing)

    def _clear(self) -> None:
        cards, self.cards = self.cards, []
        for card in cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()

    @Slot(QModelIndex, QModelIndex)
    def _on_chosen(self, _new: QModelIndex, _old: QModelIndex) -> None:
        report = next((one for one in reports() if one.code == self.list.rows.current_key), None)
        if report is not None:
            self.control.choose(report.period, committee=report.committee)
        self.area.verticalScrollBar().setValue(0)
        self._show_tables()

    @Slot(object)
    def _on_wished(self, wish: Wish) -> None:
        if wish != self._wish:
            self._wish = wish
            self._ask()

    @Slot(bool)
    def _on_committee(self, _on: bool) -> None:
        self._show_tables()

    @Slot(object)
    def _on_opened(self, figure: Figure) -> None:
        page = self.view
        if page is None or self.sheet is not None:
            return
        people, names = page.behind.persons(figure), page.behind.names(figure)
        if not people and not names:
            self._desk.say(say("There is no list behind this figure: it is counted without names."))
            return
        words = self._words_of(figure)
        rows = person_rows(people, page.today) if people else staff_rows(names)
        self.sheet = BehindSheet(self, words, rows, self._go if people else None)
        self.sheet.finished.connect(self._on_sheet_closed)
        self.sheet.open()

    def _words_of(self, figure: Figure) -> str:
        code, row, column = figure
        table = next(one for one in self._chosen() if one.code == code)
        line = next(one for one in table.rows if one.code == row)
        return f"{table.title}, {line.title}, {table.columns[column]}: {line.counts[column]}"

    def _go(self, case: CaseId) -> None:
        self._desk.go(Place("person", case))

    @Slot()
    def _on_sheet_closed(self) -> None:
        self.sheet = None

    @Slot(str)
    def _on_save(self, code: str) -> None:
        page = self.view
        table = next((one for one in self._chosen() if one.code == code), None)
        if page is not None and table is not None:
            rows = table_rows(page, table, committee=self.committee)
            question = FileQuestion(say("Save the table"), say("Comma-separated values, or a PDF"), ("*.csv", "*.pdf"))
            committee = self.committee
            self.saver.ask_for(
                question,
                csv_name(page, table),
                lambda session, path, replace: save_table(
                    session, path, rows, page, committee=committee, replace=replace
                ),
            )

    @Slot()
    def _on_pack(self) -> None:
        page = self.view
        if page is not None and page.period.sort.code != COMMITTEE_PERIOD:
            self.control.choose(COMMITTEE_PERIOD, committee=True)
            self._desk.say(
                say("A committee is given quarters only: this is the quarter. Look at it, then save the pack.")
            )
        elif page is not None:
            question = FileQuestion(say("Save the pack for a committee"), say("ZIP archive"), ("*.zip",))
            self.saver.ask_for(
                question,
                pack_name(page),
                lambda session, path, replace: save_pack(session, path, page, replace=replace),
            )

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if self.isVisible() and not self._wish.agency and (change.scopes or change.outbox or change.synced):
            self._asker.ask()
