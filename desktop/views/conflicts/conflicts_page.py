"""Two views: what two people recorded without seeing each other's, in a list and side by side. Never modal."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QListView, QStackedWidget, QVBoxLayout, QWidget

from casework.errors import UserError
from desktop.services.conflict import decide_conflict
from desktop.services.recorder import NotComplete
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.views.asker import Asker
from desktop.views.case.list_and_pane import ListAndPane
from desktop.views.conflicts.conflict_sheet import ConflictSheet
from desktop.views.conflicts.decision import Decided
from desktop.views.conflicts.reading import ConflictCase, ConflictsView, read_conflicts
from desktop.views.conflicts.row_delegate import WrappedRow
from desktop.views.conflicts.sentence import owner_words, since_words, stands_words
from desktop.views.desk import Desk, Place
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.list_delegate import RowLook
from desktop.views.partials.row_list import RowList, RowOpened
from desktop.views.wording import born_words

DECIDED = "Decided. What did not stand is kept in the history."
DECIDED_ELSEWHERE = "Somebody else has decided this meanwhile. What you had written was not needed."


class ConflictsPage(QWidget):
    """The oldest conflict first; after a decision the next one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conflicts_page")
        self.setProperty("role", "canvas")
        self._desk = desk
        self._view: ConflictsView | None = None
        self._wanted: Place | None = None
        self._deciding, self._filling = "", False
        self.list = RowList(name="conflict_list", accessible_name="Two views, the oldest first")
        self.list.setItemDelegate(WrappedRow(self.list))
        self.list.setUniformItemSizes(False)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.sheet = ConflictSheet()
        self.empty = EmptyState(
            "ph.arrows-left-right",
            "No two views.",
            "When two people record different things without seeing each other's, they show here.",
            name="no_conflicts",
        )
        self._stack = QStackedWidget()
        for page in (QWidget(), ListAndPane(self.list, self.sheet), self.empty):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.list.row_opened.connect(self._on_opened)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.sheet.decided.connect(self._on_decide)
        self._asker = Asker(desk, read_conflicts, self.show_page, self)
        desk.changed.connect(self._on_changed)

    def show_place(self, place: Place) -> None:
        """Show the conflicts, first of the person ``place.case`` and the record ``place.record`` where given."""
        self._wanted = place
        self._asker.ask()

    def show_page(self, view: ConflictsView) -> None:
        """Show conflicts; the one that is shown stays, with what was written about it."""
        before, self._view = self._view, view
        if not view.cases:
            self._leave_sheet("")
            self.list.set_rows([])
            self._stack.setCurrentWidget(self.empty)
            return
        wanted = self._choose(before, view)
        self._leave_sheet(wanted)
        self._filling = True
        self.list.set_rows([_row(case, view) for case in view.cases])
        self.list.set_current(wanted)
        self._filling = False
        self._stack.setCurrentIndex(1)
        self._show_case(wanted)

    def _choose(self, before: ConflictsView | None, view: ConflictsView) -> str:
        """The conflict to show: the one asked for, the one shown already, or the one that took its place."""
        keys = [case.key for case in view.cases]
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted.case is not None:
            mine = [c for c in view.cases if c.line.case == wanted.case and wanted.record in (None, c.line.record)]
            if mine:
                return mine[0].key
        current = self.sheet.case.key if self.sheet.case else ""
        if current in keys:
            return current
        old = [case.key for case in before.cases] if before else []
        place = old.index(current) if current in old else 0
        return keys[min(place, len(keys) - 1)]

    def _leave_sheet(self, wanted: str) -> None:
        """Tell somebody who was writing that it has been decided by somebody else."""
        shown = self.sheet.case
        if shown is None or shown.key == wanted or self._case(shown.key) is not None:
            return
        if shown.key != self._deciding and self.sheet.decision.begun:
            self._desk.say(DECIDED_ELSEWHERE)
        self.sheet.decision.clear()
        self._deciding = ""

    def _show_case(self, key: str) -> None:
        case = self._case(key)
        if case is not None and self._view is not None:
            self.sheet.show_case(case, self._view.today)

    def _case(self, key: str) -> ConflictCase | None:
        cases = self._view.cases if self._view else ()
        return next((case for case in cases if case.key == key), None)

    @Slot(RowOpened)
    def _on_opened(self, row: RowOpened) -> None:
        self._show_case(row.key)
        case = self.sheet.case
        if case is not None and case.line.may_decide:
            self.sheet.decision.enter()

    @Slot()
    def _on_current(self) -> None:
        if self.list.current_key and not self._filling:
            self._show_case(self.list.current_key)

    @Slot(Decided)
    def _on_decide(self, decided: Decided) -> None:
        case = self.sheet.case
        if case is None or self._deciding:
            return
        self._deciding = case.key
        self.sheet.decision.button.setEnabled(False)
        self._desk.act(partial(_decide, case=case, decided=decided), self._on_decided, self, self._on_refused)

    def _on_decided(self, _change: Change) -> None:
        self.sheet.decision.button.setEnabled(True)
        self._desk.say(DECIDED)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._asker.ask()

    def _on_refused(self, error: Exception) -> None:
        self._deciding = ""
        self.sheet.decision.button.setEnabled(True)
        if isinstance(error, NotComplete):
            self.sheet.decision.reason_field.set_error(" ".join(error.problems))
        elif isinstance(error, UserError):
            self.sheet.say(error.sentence)
            self._asker.ask()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if self._view is not None and (change.scopes or change.outbox):
            self._asker.ask()


def _decide(session: Session, case: ConflictCase, decided: Decided) -> Change:
    return decide_conflict(session, case.line, decided.entry, decided.reason)


def _row(case: ConflictCase, view: ConflictsView) -> RowLook:
    line = case.line
    return RowLook(
        key=case.key,
        name=case.person.name,
        detail=born_words(case.person.born, view.today),
        second=f"{line.title}, {since_words(line, view.today)}",
        trailing=f"Stands meanwhile: {stands_words(line)}. {owner_words(line)}.",
    )
