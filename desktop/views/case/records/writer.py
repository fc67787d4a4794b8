"""Begins new records from a person's page: by the list of kinds, or a protection concern at once, each with a key."""

from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from casework.records.identifier import CaseId
from casework.records.multi_agency.transfer import Transfer
from desktop.services.planning.section import WRITTEN_WHOLE
from desktop.services.record_list import CONCERN, OWN_SHEETS, KindOffer, kind_offers
from desktop.views.case.sheet_opener import open_sheet_for
from desktop.views.desk import Desk, Place
from desktop.views.record.kind_sheet import KindSheet
from desktop.views.shortcut import NEW_RECORD, PERSON_CONCERN, bind


class RecordWriter(QObject):
    """Belongs to a page about one case at a time. ``about``: the contact that is being read, where one is."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.case: CaseId | None = None
        self.about = ""
        self.sheet: KindSheet | None = None
        bind(NEW_RECORD, page, self.choose_kind)
        bind(PERSON_CONCERN, page, self.raise_concern)

    @Slot()
    def choose_kind(self) -> None:
        """Show what can be written."""
        case = self.case
        if case is not None and self.sheet is None:
            self._desk.ask(lambda session: kind_offers(session, case), partial(self._on_offers, case), self)

    @Slot()
    def raise_concern(self) -> None:
        """Begin a protection concern; one that comes from a contact names it."""
        if self.case is not None:
            self._desk.go(Place("record", self.case, kind=CONCERN, about=self.about or None))

    @Slot()
    def begin_transfer(self) -> None:
        """Begin the transfer of the case from another service or to one."""
        if self.case is not None:
            self._desk.go(Place("record", self.case, kind=Transfer.kind))

    @Slot()
    def open_plan(self) -> None:
        """Open the plan in use, or begin one."""
        if self.case is not None:
            self._desk.go(Place("plan", self.case))

    def _on_offers(self, case: CaseId, offers: tuple[KindOffer, ...]) -> None:
        if case != self.case or not offers or self.sheet is not None:
            return
        self.sheet = KindSheet(self._page, offers, partial(self._write, case))
        self.sheet.finished.connect(self._on_closed)
        self.sheet.open()

    @Slot()
    def _on_closed(self) -> None:
        self.sheet = None

    def _write(self, case: CaseId, kind: str) -> None:
        """Kinds that have a sheet of their own open that."""
        sheet = OWN_SHEETS.get(kind, "")
        if sheet == "record_contact":
            self._desk.go(Place("contact", case))
        elif kind in WRITTEN_WHOLE:
            self._desk.go(Place("plan", case, kind=kind))
        elif sheet:
            open_sheet_for(sheet, self._desk, case, self._page)
        else:
            self._desk.go(Place("record", case, kind=kind))
