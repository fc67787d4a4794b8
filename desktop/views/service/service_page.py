"""Staff and learning: supervision, training, learning reviews, near misses and what partners say, to read and write."""

from functools import partial

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.record_page import RecordPage, read_record_page
from desktop.services.service_page import ServiceLine, ServiceOffer, ServiceView, read_service
from desktop.store.change import Change
from desktop.views.asker import Asker
from desktop.views.case.list_and_pane import ListAndPane
from desktop.views.case.records.record_pane import RecordPane
from desktop.views.case.records.wish import Deed, RecordWish
from desktop.views.desk import Desk, Place
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.row_list import RowOpened
from desktop.views.record.kind_sheet import KindSheet
from desktop.views.service.service_list import ServiceList
from desktop.views.shortcut import NEW_STAFF_RECORD, bind

_TEACHING = say(
    "Supervision sessions and what was agreed in them, training and when it expires, learning reviews, near misses and"
    " what partners say of the team are kept here. None of it belongs to a case."
)


class ServicePage(QWidget):
    """The list at the left, the chosen record at the right; written with the same forms as everything else."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("service_page")
        self.setProperty("role", "canvas")
        self._desk = desk
        self._view: ServiceView | None = None
        self._chosen = ""
        self._narrowed: tuple[str, str] | None = None
        self.sheet: KindSheet | None = None
        self.list, self.pane = ServiceList(), RecordPane(of_case=False)
        self.rows = self.list.rows
        self.empty = EmptyState(
            "ph.users-three", say("Nothing is recorded yet"), _TEACHING, name="no_service", action=say("New record…")
        )
        self._stack = QStackedWidget()
        for page in (QWidget(), ListAndPane(self.list, self.pane), self.empty):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._asker = Asker(desk, read_service, self.show_page, self)
        self._connect()

    def _connect(self) -> None:
        self.rows.selectionModel().currentChanged.connect(self._on_current)
        self.rows.row_opened.connect(self._on_opened)
        self.pane.wanted.connect(self._on_wanted)
        for signal in (self.list.new_wanted, self.empty.action_requested):
            signal.connect(self.choose_kind)
        self.list.staffing.clicked.connect(self._on_staffing)
        self._desk.changed.connect(self._on_changed)
        bind(NEW_STAFF_RECORD, self, self.choose_kind)

    def show_place(self, place: Place) -> None:
        """Show the list, with the record of the place, or narrowed to whose and of which kind it says."""
        self._chosen = place.record or ""
        self._narrowed = (place.service, place.kind or "") if place.service and not place.record else None
        self._asker.ask()

    def show_page(self, view: ServiceView) -> None:
        """List what there is; what is shown already stays."""
        first = self._view is None
        self._view = view
        self.empty.button.setVisible(bool(view.offers))
        self.list.new_button.setVisible(bool(view.offers))
        self._stack.setCurrentIndex(1 if view.lines else 2)
        before, chosen, self._chosen = self.rows.current_key, self._chosen, ""
        self.list.show_view(view, chosen)
        if self._narrowed is not None:
            self.list.narrow(*self._narrowed)
            self._narrowed = None
        if not view.lines:
            self.pane.show_record(None)
        elif before == self.rows.current_key:
            self._read(self.rows.current_key)
        if first and view.lines:
            self.rows.enter()

    @Slot()
    def choose_kind(self) -> None:
        """Show what can be written, and with whom; those of whoever is chosen in the list come first."""
        offers = self._view.offers if self._view else ()
        if not offers or self.sheet is not None:
            return
        home = self.list.member.currentData()
        ordered = sorted(offers, key=lambda offer: bool(home) and offer.home != home)
        self.sheet = KindSheet(self, ordered, self._write)
        self.sheet.finished.connect(self._on_closed)
        self.sheet.open()

    def _write(self, key: str) -> None:
        offer = self._offer(key)
        if offer is not None:
            self._desk.go(Place("record", kind=offer.kind, service=offer.home))

    def _offer(self, key: str) -> ServiceOffer | None:
        offers = self._view.offers if self._view else ()
        return next((offer for offer in offers if offer.key == key), None)

    def _line(self, record: str) -> ServiceLine | None:
        lines = self._view.lines if self._view else ()
        return next((line for line in lines if line.record == record), None)

    def _read(self, record: str) -> None:
        line = self._line(record)
        if line is not None:
            home = line.home
            self._desk.ask(
                lambda session: read_record_page(session, home, record), partial(self._on_page, record), self
            )

    def _on_page(self, record: str, page: RecordPage | None) -> None:
        if record == self.rows.current_key:
            self.pane.show_record(page)

    @Slot()
    def _on_staffing(self) -> None:
        self._desk.go(Place("staffing"))

    @Slot()
    def _on_closed(self) -> None:
        self.sheet = None

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, _new: QModelIndex, _old: QModelIndex) -> None:
        self._read(self.rows.current_key)

    @Slot(RowOpened)
    def _on_opened(self, _row: RowOpened) -> None:
        self.pane.enter()

    @Slot(RecordWish)
    def _on_wanted(self, wish: RecordWish) -> None:
        line = self._line(self.pane.record)
        if line is None:
            return
        home, record = line.home, line.record
        if wish.deed is Deed.READ:
            self._desk.go(Place("service", record=wish.record, service=home))
        elif wish.deed is Deed.CHANGE:
            self._desk.go(Place("record", record=record, service=home))
        elif wish.deed is Deed.CORRECT:
            self._desk.go(Place("record", corrects=record, service=home))
        elif wish.deed is Deed.ADD:
            self._desk.go(Place("record", kind=wish.detail, about=record, service=home))

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if self._view is not None and (change.scopes or change.synced or change.outbox):
            self._asker.ask()
