"""What is chosen above the figures: the period, of whose cases, and whether a committee reads them."""

from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.rules.measure.report.saved import COMMITTEE_PERIOD
from casework.words import say
from desktop.services.measures.page import MeasuresPage, Wish, periods, step
from desktop.views.partials.button import Button
from desktop.views.partials.choice import Choice, Chosen, Option
from desktop.views.partials.drop_list import DropList
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.tick_box import TickBox
from desktop.views.theme.token import SPACE_8

_COMMITTEE_WORDS = say(
    "Numbers under five are hidden, and with them what would give them away here or in another table. A committee is "
    "given quarters only: two periods that overlap would give away what is hidden."
)


class Control(QWidget):
    """``wished`` with a `Wish` whenever other figures are asked for; ``committee_turned`` when stars come or go."""

    wished = Signal(object)
    committee_turned = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("measures_control")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._page: MeasuresPage | None = None
        self.sort = DropList()
        self.sort.setObjectName("measures_period")
        self.sort.setAccessibleName(say("Kind of period"))
        for one in periods():
            self.sort.addItem(one.title, one.code)
        self.sort.setCurrentIndex(self.sort.findData(COMMITTEE_PERIOD))
        self.earlier = Button(say("&Earlier"), name="measures_earlier", about=say("the period before"))
        self.later = Button(say("&Later"), name="measures_later", about=say("the period after"))
        self.title = Words("", TextRole.STRONG, wraps=False)
        self.whose = Choice(
            (Option("laptop", say("This laptop")), Option("agency", say("Whole agency"))),
            name="measures_whose",
            segmented=True,
        )
        self.whose.setAccessibleName(say("Of whose cases"))
        self.whose.set_keys(["laptop"])
        self.whose.hide()
        self.committee = TickBox(say("For a &committee"), name="measures_committee")
        self.committee.setAccessibleDescription(_COMMITTEE_WORDS)
        self.pack = Button(say("Save the &pack for a committee…"), name="measures_pack")
        self.hint = Words(_COMMITTEE_WORDS, TextRole.MUTED)
        self.hint.hide()
        self.of = Words("", TextRole.MUTED)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        row = QWidget()
        flow = FlowLayout(row, gap_px=SPACE_8, row_gap_px=SPACE_8)
        for widget in (self.sort, self.earlier, self.title, self.later, self.whose, self.committee, self.pack):
            flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        for part in (row, self.of, self.hint):
            column.addWidget(part)

    def _connect(self) -> None:
        self.sort.activated.connect(self._on_sort)
        self.earlier.clicked.connect(self._on_earlier)
        self.later.clicked.connect(self._on_later)
        self.whose.chosen.connect(self._on_whose)
        self.committee.toggled.connect(self._on_committee)

    @property
    def agency(self) -> bool:
        """Whether the figures of the whole agency are wanted."""
        return self.whose.isVisibleTo(self) and self.whose.keys == ("agency",)

    def show_page(self, page: MeasuresPage, of: str) -> None:
        """Say of which period and of how many cases the figures are."""
        self._page = page
        self.title.setText(page.period.title)
        self.of.setText(of)
        self.whose.setVisible(page.asks_agency)
        with QSignalBlocker(self.sort):
            self.sort.setCurrentIndex(self.sort.findData(page.period.sort.code))
        self.later.setEnabled(page.period.days.ends is not None and page.period.days.ends < page.today)

    def choose(self, period: str, *, committee: bool) -> None:
        """Set what a saved report is made for, and ask for it."""
        with QSignalBlocker(self.committee):
            self.committee.setChecked(committee)
        self._fit_committee(committee)
        self.committee_turned.emit(committee)
        self._ask(period, self._last_day())

    def _last_day(self) -> date | None:
        """The end of the period that is shown, or today where that is still to come."""
        page = self._page
        return min(page.today, page.period.days.ends or page.today) if page is not None else None

    def _fit_committee(self, on: bool) -> None:
        self.hint.setVisible(on)
        self.sort.setEnabled(not on)

    def _ask(self, period: str, day: date | None) -> None:
        self.wished.emit(Wish(period, day, self.agency))

    @Slot(int)
    def _on_sort(self, _index: int) -> None:
        if self._page is not None:
            self._ask(str(self.sort.currentData()), self._last_day())

    @Slot()
    def _on_earlier(self) -> None:
        self._step(later=False)

    @Slot()
    def _on_later(self) -> None:
        self._step(later=True)

    def _step(self, *, later: bool) -> None:
        if self._page is not None:
            self._ask(self._page.period.sort.code, step(self._page.period, later=later))

    @Slot(Chosen)
    def _on_whose(self, _chosen: Chosen) -> None:
        if self._page is not None:
            self._ask(self._page.period.sort.code, self._page.period.days.starts)

    @Slot(bool)
    def _on_committee(self, on: bool) -> None:
        self._fit_committee(on)
        self.committee_turned.emit(on)
        if on and self._page is not None and self._page.period.sort.code != COMMITTEE_PERIOD:
            self._ask(COMMITTEE_PERIOD, self._last_day())
