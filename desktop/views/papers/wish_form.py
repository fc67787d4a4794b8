"""What a paper is to be: which one, of which record, of what time, and why it leaves the service."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.documents.making import Offers, PaperOffer
from desktop.services.documents.wish import WITH_PERIOD, WITH_REASON, PaperSort, PaperWish
from desktop.views.capture.form_field import FormField
from desktop.views.capture.typed_field import DayField
from desktop.views.case_sheets.field_row import field_row
from desktop.views.partials.drop_list import DropList
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.tick_box import TickBox
from desktop.views.theme.token import SPACE_16

_WITH_RESTRICTED = frozenset({PaperSort.PLAN, PaperSort.CHRONOLOGY, PaperSort.MAPPA_PACK, PaperSort.COURT})
_NO_PERIOD = say("Leave both empty for all the time.")


class WishForm(QWidget):
    """``changed`` whenever what is wanted is another paper than before."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._case: CaseId | None = None
        self._offers: dict[PaperSort, PaperOffer] = {}
        self._may_restrict = False
        self.sort, self.record = DropList(), DropList()
        for box in (self.sort, self.record):
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.setMinimumContentsLength(12)
        self.which = FormField(say("&Paper"), self.sort, name="paper_sort")
        self.of = FormField(say("&Of"), self.record, name="paper_record")
        self.first = DayField(say("&From"), "paper_first", past=True, optional=True)
        self.last = DayField(say("&To"), "paper_last", past=True, optional=True)
        self.period = field_row(self.first, self.last)
        self.significant = TickBox(say("Only what is &significant"), name="paper_significant")
        self.restricted = TickBox(say("With the &restricted part"), name="paper_restricted")
        self.reason = NarrativeEdit(name="paper_reason", lines=2)
        hint = say("It is kept in the office's audit. Name nobody.")
        self.why = FormField(say("&Who it is for, and why"), self.reason, name="paper_reason", hint=hint)
        self._arrange()
        self.sort.currentIndexChanged.connect(self._on_sort)
        self.record.currentIndexChanged.connect(self._on_changed)
        for tick in (self.significant, self.restricted):
            tick.toggled.connect(self._on_changed)
        for field in (self.first, self.last):
            field.line.editingFinished.connect(self._on_changed)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_16)
        for widget in (self.which, self.of, self.period, self.significant, self.restricted, self.why):
            column.addWidget(widget)

    def show_offers(self, offers: Offers, wanted: PaperSort | None = None, record: str = "") -> None:
        """Offer these papers; what was chosen stays chosen, unless another one is wanted.

        Of another person nothing stays that was said of the one before: neither why, nor that the restricted part is
        wanted.
        """
        if offers.case != self._case:
            self._forget()
        chosen, of = (wanted, record) if wanted else (self._sort, record or self._record)
        self._case, self._may_restrict = offers.case, offers.restricted
        self._offers = {one.sort: one for one in offers.papers}
        for field in (self.first, self.last):
            field.set_today(offers.today)
        self.sort.blockSignals(True)
        self.sort.clear()
        for one in offers.papers:
            self.sort.addItem(one.title, one.sort)
        self.sort.setCurrentIndex(max(self.sort.findData(chosen), 0))
        self.sort.blockSignals(False)
        self._offer_records(of)
        self._show_parts()

    def _forget(self) -> None:
        for tick in (self.significant, self.restricted):
            tick.blockSignals(True)
            tick.setChecked(False)
            tick.blockSignals(False)
        for field in (self.first, self.last):
            field.set_value(None)
        self.reason.set_text("")
        self.why.clear_error()

    @property
    def _sort(self) -> PaperSort | None:
        found = self.sort.currentData()
        return PaperSort(found) if found else None

    @property
    def _record(self) -> str:
        return str(self.record.currentData() or "")

    @property
    def wish(self) -> PaperWish | None:
        """What is wanted; None before anything is offered, and where a day is not understood."""
        sort = self._sort
        days_typed = all(field.value or not field.typed.strip() for field in (self.first, self.last))
        if self._case is None or sort is None or not days_typed:
            return None
        timed = sort in WITH_PERIOD
        return PaperWish(
            sort=sort,
            case=self._case,
            record=self._record,
            first=self.first.value if timed else None,
            last=self.last.value if timed else None,
            significant=sort is PaperSort.CHRONOLOGY and self.significant.isChecked(),
            restricted=self._may_restrict and sort in _WITH_RESTRICTED and self.restricted.isChecked(),
        )

    @property
    def written_reason(self) -> str:
        """Who it is for, and why."""
        return self.reason.text.strip()

    def _offer_records(self, of: str) -> None:
        sort = self._sort
        offer = self._offers.get(sort) if sort else None
        self.record.blockSignals(True)
        self.record.clear()
        for line in offer.records if offer else ():
            self.record.addItem(line.title, line.record)
        self.record.setCurrentIndex(max(self.record.findData(of), 0))
        self.record.blockSignals(False)

    def _show_parts(self) -> None:
        sort = self._sort
        self.of.setVisible(self.record.count() > 0)
        self.period.setVisible(sort in WITH_PERIOD)
        self.significant.setVisible(sort is PaperSort.CHRONOLOGY)
        self.restricted.setVisible(self._may_restrict and sort in _WITH_RESTRICTED)
        self.why.setVisible(sort in WITH_REASON)

    @Slot(int)
    def _on_sort(self, _number: int) -> None:
        self._offer_records("")
        self._show_parts()
        self.changed.emit()

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()
