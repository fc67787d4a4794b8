"""The page of one person: header, actions, tabs. It follows what changes without losing the place."""

from functools import partial

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casework.errors import UserError
from casework.records.identifier import CaseId, case_scope, grants_scope, restricted_scope
from casework.words import say
from desktop.services.amend import cancel_appointment, confirm_agency_contact
from desktop.services.unfinished import put_away
from desktop.store.change import Change
from desktop.views import dialogs
from desktop.views.case.actions import ActionWanted, CaseActions
from desktop.views.case.address_tab import AddressTab, Wanted
from desktop.views.case.chronology_tab import ChronologyTab
from desktop.views.case.contact_tab import ContactTab
from desktop.views.case.contact_view import ContactWanted
from desktop.views.case.documents.document_tab import DocumentTab
from desktop.views.case.due_tab import DueTab
from desktop.views.case.header import CaseHeader
from desktop.views.case.people_tab import PeopleTab
from desktop.views.case.person_tabs import TABS, PersonTabs
from desktop.views.case.reading import CaseView, ContactView, read_contact_view, read_view
from desktop.views.case.records.record_tab import RecordTab
from desktop.views.case.records.writer import RecordWriter
from desktop.views.case.sheet_opener import open_sheet_for
from desktop.views.covering.handover_strip import HandoverStrip
from desktop.views.desk import Desk, Place, PlaceName
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.scroll_page import bring_up, scrolling
from desktop.views.partials.typed_line import is_typing_elsewhere
from desktop.views.shortcut import BRIEF, CONTACT, PRINT, bind
from desktop.views.theme.font import current_scale

_READ_THERE = frozenset({"contacts", "records"})
"""On these tabs one is read beside the list."""
_PLACES: dict[str, PlaceName] = {"keying": "keying", "access_request": "access"}
"""What is done for a person on a page of its own."""
_TABS_LEAST_PX = (280, 100)
_LEAST_PX = {"chronology": (60, 380), "documents": (60, 340), "records": (0, 480)}


class PersonPage(QWidget):
    """One person at a time."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("person_page")
        self.setProperty("role", "canvas")
        self._desk, self._entering = desk, False
        self._case: CaseId | None = None
        self._view: CaseView | None = None
        self._chosen = self._chosen_record = ""
        self._begun: Place | None = None
        self.case_actions = CaseActions()
        self.header = CaseHeader(self.case_actions)
        self.handover = HandoverStrip(desk)
        self.tabs, self.writer = PersonTabs(desk), RecordWriter(desk, self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        whole = QWidget()
        whole.setProperty("role", "canvas")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.handover)
        column.addWidget(self.tabs, 1)
        self._outer = scrolling(whole)
        self._nothing = EmptyState(
            "ph.user",
            say("This person is not open to you on this laptop"),
            say("Sync, or ask a senior of the team."),
            name="no_person",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._outer)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._fit()

    def _connect(self) -> None:
        self.tabs.made.connect(self._on_made)
        self.tabs.currentChanged.connect(self._on_tab)
        self.case_actions.wanted.connect(self._on_action)
        self.header.two_views_requested.connect(self._on_two_views)
        self._desk.changed.connect(self._on_changed)
        bind(CONTACT, self, self.record_contact)
        bind(BRIEF, self, self.open_brief)
        bind(PRINT, self, self.open_papers)

    @property
    def chronology(self) -> ChronologyTab:
        """What has happened, in one line of time."""
        return self.tabs.tab("chronology", ChronologyTab)

    @property
    def contacts(self) -> ContactTab:
        """The contacts, and one of them whole."""
        return self.tabs.tab("contacts", ContactTab)

    @property
    def records(self) -> RecordTab:
        """Everything else that is recorded."""
        return self.tabs.tab("records", RecordTab)

    @property
    def people(self) -> PeopleTab:
        """Who works with the person."""
        return self.tabs.tab("people", PeopleTab)

    @property
    def addresses(self) -> AddressTab:
        """Where the person lives, and under which order."""
        return self.tabs.tab("addresses", AddressTab)

    @property
    def documents(self) -> DocumentTab:
        """What is attached."""
        return self.tabs.tab("documents", DocumentTab)

    @property
    def due(self) -> DueTab:
        """What is due."""
        return self.tabs.tab("due", DueTab)

    @Slot(str)
    def _on_made(self, name: str) -> None:
        """Answer what a tab asks for, from the moment it is there."""
        if tab := self.tabs.if_made(name, ChronologyTab):
            tab.contact_wanted.connect(self._on_read)
            tab.take_over_wanted.connect(self._on_correction_wanted)
            tab.put_away_wanted.connect(self._on_put_away)
            tab.record_wanted.connect(self._on_read_record)
        elif contacts := self.tabs.if_made(name, ContactTab):
            contacts.contact_wanted.connect(self._on_contact_wanted)
            contacts.correction_wanted.connect(self._on_correction_wanted)
            contacts.record_wanted.connect(self.record_contact)
            contacts.concern_wanted.connect(self.writer.raise_concern)
        elif addresses := self.tabs.if_made(name, AddressTab):
            addresses.wanted.connect(self._on_wanted)
        elif people := self.tabs.if_made(name, PeopleTab):
            people.wanted.connect(self._on_confirm)
        elif records := self.tabs.if_made(name, RecordTab):
            for signal in (records.list.new_wanted, records.empty.action_requested):
                signal.connect(self.writer.choose_kind)

    def changeEvent(self, event: QEvent) -> None:
        """Leave the tabs enough room when the text grows."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_stack"):
            self._fit()

    def show_place(self, place: Place) -> None:
        """Show the person `place.case`, at `place.tab`, with the contact `place.record` where one is given."""
        if place.case is None:
            return
        if place.case != self._case:
            self._case, self._view = place.case, None
            self._stack.setCurrentIndex(0)
            self.tabs.leave()
            self.tabs.setCurrentIndex(0)
            self._outer.verticalScrollBar().setValue(0)
        self.writer.case, self._entering = place.case, True
        reads, self._begun = place.tab == "records", place if place.draft and place.kind else None
        if self._begun:
            place = Place("person", place.case)
        self._chosen, self._chosen_record = "" if reads else place.record or "", place.record or "" if reads else ""
        if place.tab in TABS:
            self.tabs.go_to(place.tab)
        self._ask()

    def standing(self, place: Place) -> Place:
        """Say which tab is shown, and the contact or the record that is read there."""
        if self._view is None or self._case != place.case:
            return place
        rows = self.tabs.rows if self.tabs.shown in _READ_THERE else None
        record = rows.current_key or None if rows is not None else None
        return Place("person", self._case, record=record, tab=self.tabs.shown)

    def show_page(self, view: CaseView | None) -> None:
        """Show a person; what is shown already stays as it is."""
        self._stack.setCurrentWidget(self._outer if view else self._nothing)
        before, self._view = self._view, view
        if view is not None and (view != before or self._chosen):
            self._show_view(view, before)
        if view is not None:
            self._show_records()
        if view is not None and self._entering:
            self._entering, begun, self._begun = False, self._begun, None
            if not is_typing_elsewhere(self):
                self._enter()
            if begun is not None and begun.case == view.case and begun.kind:
                open_sheet_for(begun.kind, self._desk, view.case, self, begun.record)

    def _show_view(self, view: CaseView, before: CaseView | None) -> None:
        self._case = view.case
        if before is None or before.page != view.page or before.today != view.today:
            self.header.show_header(view.page.header, view.today)
            self.case_actions.show_dead(dead=view.page.header.person.status.is_dead)
        chosen, self._chosen = self._chosen, ""
        self.tabs.show_view(view, before, chosen)

    def _show_records(self) -> None:
        """They are read only while they are in sight: a file may hold thousands."""
        if self._case is not None and self.tabs.shown == "records":
            chosen, self._chosen_record = self._chosen_record, ""
            self.records.show_case(self._case, chosen)

    def _enter(self) -> None:
        """Put the focus into the list of the tab, so that arrows and Enter work at once."""
        if (rows := self.tabs.rows) is not None and rows.rows.rowCount():
            rows.enter()
        else:
            self.tabs.tabBar().setFocus()

    def show_contact(self, view: ContactView | None) -> None:
        """Show one contact whole."""
        self.contacts.show_contact(view)

    @Slot()
    def record_contact(self) -> None:
        """Open an empty contact sheet for this person."""
        if self._view is not None:
            self._desk.go(Place("contact", self._view.case))

    @Slot()
    def open_brief(self) -> None:
        """Read what has to be known before one knocks at this person's door."""
        if self._view is not None:
            self._desk.go(Place("brief", self._view.case))

    @Slot()
    def open_papers(self) -> None:
        """Look at the papers about this person: the record that is read first, where one is."""
        if self._view is None:
            return
        record = self.records.shown if self.tabs.shown == "records" else ""
        kind = "record" if record else None
        self._desk.go(Place("papers", self._view.case, record=record or None, kind=kind))

    def _go_to(self, name: PlaceName) -> None:
        if self._view is not None:
            self._desk.go(Place(name, self._view.case))

    @Slot(int)
    def _on_tab(self, _number: int) -> None:
        self._fit()
        self._note_about()
        self._show_records()
        if self._view is not None:
            bring_up(self._outer, self.tabs)

    def _note_about(self) -> None:
        """What is written from here is about the contact that is read, if one is."""
        self.writer.about = self.contacts.pane.record if self.tabs.shown == "contacts" else ""

    def _fit(self) -> None:
        fixed, growing = _LEAST_PX.get(self.tabs.shown, _TABS_LEAST_PX)
        self.tabs.setMinimumHeight(round(fixed + growing * current_scale()))

    def _ask(self) -> None:
        case = self._case
        if case is not None:
            self._desk.ask(lambda session: read_view(session, case), partial(self._on_view, case), self)
            self.handover.show_case(case)

    def _on_view(self, case: CaseId, view: CaseView | None) -> None:
        if case == self._case:
            self.show_page(view)

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        case = self._case
        if case is None:
            return
        scopes = {case_scope(case), grants_scope(case), restricted_scope(case), "agency"}
        if scopes & change.scopes or change.synced or change.outbox:
            self._ask()
            contacts = self.tabs.if_made("contacts", ContactTab)
            self._ask_contact(contacts.pane.record if contacts else "")

    def _ask_contact(self, record: str) -> None:
        case = self._case
        if case is not None and record:
            self._desk.ask(
                lambda session: read_contact_view(session, case, record), partial(self._on_contact, case), self
            )

    def _on_contact(self, case: CaseId, view: ContactView | None) -> None:
        if case == self._case:
            self.show_contact(view)
            self._note_about()

    @Slot(ContactWanted)
    def _on_contact_wanted(self, wanted: ContactWanted) -> None:
        self._ask_contact(wanted.record)

    @Slot(ContactWanted)
    def _on_read(self, wanted: ContactWanted) -> None:
        self.tabs.go_to("contacts")
        self.contacts.rows.set_current(wanted.record)
        self.contacts.rows.setFocus()

    @Slot(ContactWanted)
    def _on_read_record(self, wanted: ContactWanted) -> None:
        self._desk.go(Place("person", self._case, record=wanted.record, tab="records"))

    @Slot(ContactWanted)
    def _on_correction_wanted(self, wanted: ContactWanted) -> None:
        self._desk.go(Place("contact", self._case, record=wanted.record))

    @Slot(ContactWanted)
    def _on_put_away(self, wanted: ContactWanted) -> None:
        question = dialogs.Question(
            say("Put the note away"), say("It stays in the chronology as it was written."), say("Put away")
        )
        dialogs.ask_reason(self, question, partial(self._put_away, self._case, wanted.record))

    def _put_away(self, case: CaseId | None, note: str, reason: str) -> None:
        if case is not None:
            self._desk.act(lambda session: put_away(session, case, note, reason), self._on_put, self, self._on_failed)

    def _on_put(self, _change: Change) -> None:
        self._desk.say(say("Note put away."))

    @Slot(ActionWanted)
    def _on_action(self, action: ActionWanted) -> None:
        verbs = {
            "record_contact": self.record_contact,
            "brief": self.open_brief,
            "new_record": self.writer.choose_kind,
            "concern": self.writer.raise_concern,
            "transfer": self.writer.begin_transfer,
            "plan": self.writer.open_plan,
            "print": self.open_papers,
        }
        if action.verb in verbs:
            verbs[action.verb]()
        elif action.verb in _PLACES:
            self._go_to(_PLACES[action.verb])
        elif self._view is not None:
            read = self._read_now() if action.verb == "wrong_file" else None
            open_sheet_for(action.verb, self._desk, self._view.case, self, read)

    def _read_now(self) -> str | None:
        """The record that is read, or the contact."""
        record = self.records.shown if self.tabs.shown == "records" else ""
        return (self.contacts.pane.record if self.tabs.shown == "contacts" else record) or None

    @Slot()
    def _on_two_views(self) -> None:
        self._desk.go(Place("two_views", self._case))

    @Slot(Wanted)
    def _on_wanted(self, wanted: Wanted) -> None:
        view = self._view
        if view is None:
            return
        if wanted.verb == "record":
            self._desk.go(Place("contact", view.case, appointment=wanted.record))
        elif wanted.verb == "cancel":
            question = dialogs.Question(
                say("Cancel the appointment"), say("It stays in the record as cancelled."), say("Cancel appointment")
            )
            dialogs.ask_reason(self, question, partial(self._cancel, view.case, wanted.record))
        else:
            open_sheet_for(wanted.verb, self._desk, view.case, self, wanted.record)

    @Slot(Wanted)
    def _on_confirm(self, wanted: Wanted) -> None:
        case, contact = self._case, wanted.record
        if case is not None:
            confirming = partial(confirm_agency_contact, case=case, contact=contact)
            self._desk.act(confirming, self._on_confirmed, self, self._on_failed)

    def _on_confirmed(self, _change: Change) -> None:
        self._desk.say(say("Confirmed as of today."))

    def _cancel(self, case: CaseId, appointment: str, reason: str) -> None:
        self._desk.act(
            lambda session: cancel_appointment(session, case, appointment, reason),
            self._on_cancelled,
            self,
            self._on_failed,
        )

    def _on_cancelled(self, _change: Change) -> None:
        self._desk.say(say("Appointment cancelled."))

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            dialogs.show_error(self, error.sentence)
