"""Training and supervision: who may complete what, who waits for supervision, and who works with high risk."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.session import Session
from desktop.services.staffing.page import OTHERS, TOOLS, StaffingPage, read_staffing
from desktop.services.team.staffing import WITHIN_DAYS
from desktop.store.change import Change
from desktop.views.asker import Asker
from desktop.views.desk import Desk, Place
from desktop.views.partials.button import Button
from desktop.views.partials.card import Card
from desktop.views.partials.drop_list import DropList
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.partials.tab_order import set_reading_order
from desktop.views.staffing.matrix_table import MatrixTable, PersonWanted
from desktop.views.staffing.selection_sheet import SelectionSheet
from desktop.views.staffing.staff_row import CandidateRow, SupervisionRow
from desktop.views.theme.token import SPACE_8, SPACE_12, SPACE_16, SPACE_24
from desktop.views.today.card_column import focus_again, focused_name
from desktop.views.today.row import Row

DAYS = (30, 60, 90, 180)
_LOOK_AGAIN_MS = 60_000
_HINT = say(
    "Enter opens somebody's training records, to be read, ended or recorded again. “Days left” counts "
    "down to the last day on which the training counts; after that they cannot sign that instrument."
)
_OWN_HINT = say("Your own training. Whoever supervises you records it; Enter opens it to be read.")
_SELECTION = say(
    "A suggestion, the most suitable first; you decide. The guidance asks that staff for this work are "
    "formally selected, supported, trained and advised. It gives no number of cases: each caseload is "
    "compared with the middle of the team. Training that is asked for: {asked}."
)


class StaffPage(QWidget):
    """Three cards; what is scrolled to, chosen and focused stays when something changes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("staffing_page")
        self.setProperty("role", "canvas")
        self._desk = desk
        self.view: StaffingPage | None = None
        self.sheet: SelectionSheet | None = None
        self.training, self.supervision = Card(say("Training")), Card(say("Supervision"))
        self.selection = Card(say("Work with high risk of serious harm"))
        self.matrix, self.hint = MatrixTable(), Words("", TextRole.MUTED)
        self.which, self.within = DropList(), DropList()
        self.record_button = Button(say("Record training…"), name="record_training", icon="ph.plus")
        self.open_button = Button(say("Open training"), name="open_trainings")
        self.empty = EmptyState(
            "ph.users-three",
            say("No staff records are open to you"),
            say("Training and supervision are between somebody and whoever supervises them."),
            name="no_staffing",
        )
        self._asker = Asker(desk, self._read, self.show_page, self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.which.setObjectName("training_subjects")
        self.which.setAccessibleName(say("Which training is shown"))
        self.which.addItem(say("Assessment tools"), "tools")
        self.which.addItem(say("Programmes and other training"), "others")
        self.within.setObjectName("training_within")
        self.within.setAccessibleName(say("How long before its end training is marked"))
        for days in DAYS:
            self.within.addItem(say("Marked {days} days before the end", days=days), days)
        self.within.setCurrentIndex(DAYS.index(WITHIN_DAYS))
        controls = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        controls.setSizePolicy(policy)
        flow = FlowLayout(controls, gap_px=SPACE_8, row_gap_px=SPACE_8)
        for widget in (self.which, self.within, self.record_button, self.open_button):
            flow.addWidget(widget)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
        column.setSpacing(SPACE_12)
        for part in (controls, self.matrix, self.hint):
            column.addWidget(part)
        self.training.body.addWidget(inner)
        self.area = ScrollPage("staffing")
        self.area.body.setSpacing(SPACE_24)
        for card in (self.training, self.supervision, self.selection):
            self.area.body.addWidget(card)
        self.area.body.addStretch(1)
        self._stack = QStackedWidget()
        for page in (QWidget(), self.area, self.empty):
            self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        self.which.activated.connect(self._on_narrowed)
        self.within.activated.connect(self._on_narrowed)
        self.matrix.opened.connect(self._on_opened)
        self.matrix.currentCellChanged.connect(self._on_cell)
        self.record_button.clicked.connect(self._on_record)
        self.open_button.clicked.connect(self._on_open)
        self._desk.changed.connect(self._on_changed)
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_AGAIN_MS)
        self._clock.timeout.connect(self._on_minute)
        self._clock.start()

    def show_place(self, _place: Place) -> None:
        """Show how everybody stands now."""
        self._asker.ask()

    def show_page(self, page: StaffingPage) -> None:
        """Show this; what is the same already stays."""
        if page == self.view:
            return
        focused, scrolled = focused_name(self.area.content), self.area.verticalScrollBar().value()
        first, self.view = self.view is None, page
        self._stack.setCurrentWidget(self.area if page.rows else self.empty)
        self.matrix.show_page(page)
        alone = not any(row.may_record for row in page.rows)
        self.hint.setText(_OWN_HINT if alone else _HINT)
        self._fill(self.supervision, [SupervisionRow(line, page.today) for line in page.supervision])
        rows: list[Row] = [CandidateRow(line, page.today) for line in page.candidates]
        for row in rows:
            if isinstance(row, CandidateRow):
                row.decide_wanted.connect(self._on_decide)
        self._fill(self.selection, rows, _selection_words(page))
        self._show_whose()
        set_reading_order(self.area.content)
        self.area.verticalScrollBar().setValue(scrolled)
        focus_again(self.area.content, focused)
        if first and page.rows:
            self.matrix.setFocus()

    def _fill(self, card: Card, rows: Sequence[Row], first: str = "") -> None:
        card.clear()
        if first:
            card.add_row(Words(first, TextRole.MUTED))
        for row in rows:
            row.place_wanted.connect(self._on_place)
            card.add_row(row)
            row.show()
        card.setVisible(bool(rows))

    def _read(self, session: Session) -> StaffingPage:
        subjects = OTHERS if self.which.currentData() == "others" else TOOLS
        return read_staffing(session, subjects, int(self.within.currentData()))

    def _show_whose(self) -> None:
        """The buttons speak of whoever is chosen in the matrix."""
        row = self.matrix.chosen
        self.record_button.setVisible(row is not None and row.may_record)
        self.open_button.setVisible(row is not None)
        if row is not None:
            self.record_button.setAccessibleName(say("Record training of {row}", row=row.name))
            self.open_button.setText(say("Open the training of {row}", row=row.name))
            self.record_button.setText(say("Record training of {row}…", row=row.name))
            self.open_button.setAccessibleName(say("Open the training of {row}", row=row.name))

    @Slot()
    def _on_narrowed(self) -> None:
        self._asker.ask()

    @Slot()
    def _on_cell(self) -> None:
        self._show_whose()

    @Slot(PersonWanted)
    def _on_opened(self, wanted: PersonWanted) -> None:
        self._desk.go(Place("service", kind="training", service=wanted.row.home))

    @Slot()
    def _on_open(self) -> None:
        row = self.matrix.chosen
        if row is not None:
            self._on_opened(PersonWanted(row))

    @Slot()
    def _on_record(self) -> None:
        row = self.matrix.chosen
        if row is not None:
            self._desk.go(Place("record", kind="training", service=row.home))

    @Slot(Place)
    def _on_place(self, place: Place) -> None:
        self._desk.go(place)

    @Slot(str)
    def _on_decide(self, staff: str) -> None:
        lines = self.view.candidates if self.view else ()
        line = next((one for one in lines if one.staff == staff), None)
        if line is not None and self.sheet is None:
            self.sheet = SelectionSheet(self._desk, line, self)
            self.sheet.finished.connect(self._on_closed)
            self.sheet.appear()

    @Slot()
    def _on_closed(self) -> None:
        self.sheet = None

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if self.isVisible() and (change.scopes or change.outbox):
            self._asker.ask()

    @Slot()
    def _on_minute(self) -> None:
        if self.isVisible():
            self._asker.ask()


def _selection_words(page: StaffingPage) -> str:
    return _SELECTION.format(asked=", ".join(one.words for one in page.asked))
