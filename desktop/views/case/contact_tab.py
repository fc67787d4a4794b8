"""Contacts: the list at the left, the chosen one whole at the right."""

from datetime import date

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from casework.words import say
from desktop.services.contact_page import ContactLine
from desktop.views import wording
from desktop.views.case.contact_view import ContactPane, ContactWanted
from desktop.views.case.list_and_pane import ListAndPane
from desktop.views.case.reading import ContactView
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.list_delegate import RowLook
from desktop.views.partials.row_list import RowList, RowOpened


class ContactTab(QStackedWidget):
    """Asks with ``contact_wanted`` for a contact to show, ``correction_wanted`` and ``record_wanted``."""

    contact_wanted = Signal(ContactWanted)
    correction_wanted = Signal(ContactWanted)
    record_wanted = Signal()
    concern_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows = RowList(name="contacts", accessible_name=say("Contacts, the latest first"))
        self.pane = ContactPane()
        self._empty = EmptyState(
            "ph.chats",
            say("No contact is recorded yet"),
            say(
                "Every contact stands here, the latest first, with how far it has come: on this laptop, or at the "
                "office."
            ),
            name="no_contacts",
            action=say("Record the first contact"),
        )
        self.addWidget(self._empty)
        self.addWidget(ListAndPane(self.rows, self.pane))
        self._empty.action_requested.connect(self.record_wanted)
        self.rows.selectionModel().currentChanged.connect(self._on_current)
        self.rows.row_opened.connect(self._on_opened)
        self.pane.contact_wanted.connect(self._on_other)
        self.pane.correction_wanted.connect(self.correction_wanted)
        self.pane.concern_wanted.connect(self.concern_wanted)

    def show_lines(self, lines: tuple[ContactLine, ...], today: date, chosen: str = "") -> None:
        """List these; ``chosen`` is shown, else what was shown before, else the latest."""
        self.setCurrentIndex(1 if lines else 0)
        known = {line.record for line in lines}
        wanted = next((key for key in (chosen, self.rows.current_key) if key in known), "")
        self.rows.set_rows([row_look(line, today) for line in lines])
        if lines:
            self.rows.set_current(wanted or lines[0].record)
        else:
            self.pane.show_contact(None)

    def show_contact(self, view: ContactView | None) -> None:
        """Show the contact that was asked for, unless another one has been chosen meanwhile."""
        if view is None or view.page.line.record == self.rows.current_key:
            self.pane.show_contact(view)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, _new: QModelIndex, _old: QModelIndex) -> None:
        if self.rows.current_key:
            self.contact_wanted.emit(ContactWanted(self.rows.current_key))

    @Slot(RowOpened)
    def _on_opened(self, _row: RowOpened) -> None:
        self.pane.enter()

    @Slot(ContactWanted)
    def _on_other(self, wanted: ContactWanted) -> None:
        self.rows.set_current(wanted.record)


def row_look(line: ContactLine, today: date) -> RowLook:
    """One contact as a row."""
    marks = [line.outcome_words]
    if line.significant:
        marks.append(say("significant"))
    if line.corrected:
        marks.append(say("corrected"))
    if line.correction:
        marks.append(say("correction"))
    if not line.at_office:
        marks.append(say("this laptop only"))
    day = wording.short_day(wording.local(line.starts).date(), today)
    return RowLook(line.record, line.sort_words, detail=day, second=" · ".join(marks))
