"""The tabs of a person's page: each is made when somebody first goes to it, and filled only while it is in sight.

Whoever opens a person reads one tab, seldom two; to make all seven took longer than everything else of the page.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from casework.words import say
from desktop.views.case.address_tab import AddressTab
from desktop.views.case.chronology_tab import ChronologyTab
from desktop.views.case.contact_tab import ContactTab
from desktop.views.case.documents.document_tab import DocumentTab
from desktop.views.case.due_tab import DueTab, due_title
from desktop.views.case.people_tab import PeopleTab
from desktop.views.case.reading import CaseView
from desktop.views.case.records.record_tab import RecordTab
from desktop.views.desk import Desk
from desktop.views.partials.row_list import RowList

TABS = ("chronology", "contacts", "records", "people", "addresses", "documents", "due")
_OF_THE_HEAD = frozenset({"people", "addresses"})
"""What is on these follows from the same page as the header."""

Tab = TypeVar("Tab", bound=QWidget)


class PersonTabs(QTabWidget):
    """``made`` says, by its name, that a tab is there for the first time: whoever answers it connects to it then."""

    made = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("person_tabs")
        self.tabBar().setAccessibleName(say("Parts of the person's page"))
        self.setDocumentMode(True)
        self._makers: dict[str, Callable[[], QWidget]] = {
            "chronology": ChronologyTab,
            "contacts": ContactTab,
            "records": partial(RecordTab, desk),
            "people": PeopleTab,
            "addresses": AddressTab,
            "documents": partial(DocumentTab, desk),
            "due": partial(DueTab, desk),
        }
        self._made: dict[str, QWidget] = {}
        self._view: CaseView | None = None
        self._stale: set[str] = set()
        self._chosen = ""
        titles = (
            say("&Chronology"),
            say("C&ontacts"),
            say("&Records"),
            say("P&eople"),
            say("&Addresses and order"),
            say("&Documents"),
            say("D&ue"),
        )
        # The place of each: the tab itself goes into it later.
        self._places = {name: QWidget() for name in TABS}
        for place, title in zip(self._places.values(), titles, strict=True):
            QVBoxLayout(place).setContentsMargins(0, 0, 0, 0)
            self.addTab(place, title)
        self.currentChanged.connect(self._on_current)

    @property
    def shown(self) -> str:
        """The name of the tab in sight."""
        return TABS[max(self.currentIndex(), 0)]

    def go_to(self, name: str) -> None:
        """Bring a tab into sight."""
        self.setCurrentIndex(TABS.index(name))

    def tab(self, name: str, sort: type[Tab]) -> Tab:
        """One tab, made if it was not yet, with what is to be shown on it now."""
        if name not in self._made:
            self._made[name] = made = self._makers[name]()
            layout = self._places[name].layout()
            assert layout is not None
            layout.addWidget(made)
            made.show()  # At once, not when Qt's loop comes round: the focus goes into it.
            self.made.emit(name)
        self._fill(name)
        found = self._made[name]
        assert isinstance(found, sort)
        return found

    def if_made(self, name: str, sort: type[Tab]) -> Tab | None:
        """One tab as it stands; None where nobody has gone to it yet."""
        found = self._made.get(name)
        return found if isinstance(found, sort) else None

    @property
    def rows(self) -> RowList | None:
        """The list on the tab in sight; None where there is none on it."""
        found = self.tab(self.shown, QWidget)
        return found.rows if isinstance(found, ChronologyTab | ContactTab | DocumentTab | RecordTab) else None

    def show_view(self, view: CaseView, before: CaseView | None, chosen: str) -> None:
        """Show a person: the tab in sight now, each other one when it comes into sight. `chosen`: of the contacts."""
        self._view, self._chosen = view, chosen or self._chosen
        self._stale |= {"chronology", "documents", "contacts"}
        if before is None or before.page != view.page or before.today != view.today:
            self._stale |= _OF_THE_HEAD
        if before is None or before.due != view.due or before.today != view.today:
            self._stale.add("due")
            self.setTabText(TABS.index("due"), due_title(view.due))
        self.tab(self.shown, QWidget)

    def leave(self) -> None:
        """Another person comes: nothing more is shown of this one, on no tab."""
        self._view, self._chosen = None, ""
        self._stale.clear()
        if contacts := self.if_made("contacts", ContactTab):
            contacts.show_contact(None)

    def _fill(self, name: str) -> None:
        view = self._view
        if view is None or name not in self._stale:
            return
        # First, because filling a list makes it say what is current there, and whoever hears of it asks for the tab.
        self._stale.discard(name)
        tab = self._made[name]
        if isinstance(tab, ChronologyTab):
            tab.show_lines(view.chronology, view.today)
        elif isinstance(tab, DocumentTab):
            tab.show_lines(view.case, view.documents, view.today)
        elif isinstance(tab, ContactTab):
            chosen, self._chosen = self._chosen, ""
            tab.show_lines(view.page.contacts, view.today, chosen)
        elif isinstance(tab, DueTab | PeopleTab | AddressTab):
            tab.show_view(view)

    @Slot(int)
    def _on_current(self, _number: int) -> None:
        self.tab(self.shown, QWidget)
