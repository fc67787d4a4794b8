"""To look at: what was held back, came late, was made without sight of others, or in an emergency. Never modal."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QListView, QStackedWidget, QVBoxLayout, QWidget

from casework.errors import UserError
from casework.records.ruling import Decision
from desktop.services.looking import note_read, rule
from desktop.services.recorder import NotComplete
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.views.asker import Asker
from desktop.views.case.list_and_pane import ListAndPane
from desktop.views.conflicts.row_delegate import WrappedRow
from desktop.views.desk import Desk, Place
from desktop.views.looks.look_sheet import LookSheet
from desktop.views.looks.reading import LookCase, LooksView, read_page
from desktop.views.looks.sentence import sort_words, who_words
from desktop.views.looks.verdict import Read, Ruled
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.list_delegate import RowLook
from desktop.views.partials.row_list import RowList, RowOpened
from desktop.views.wording import born_words

SAID = {
    Decision.RELEASE: "Released. It counts, and goes to everybody on the case.",
    Decision.REFUSE: "Refused. It is kept in the history and does not count.",
}
HAVE_READ = "Noted. Its author sees that you have read it."
SETTLED_ELSEWHERE = "Somebody else has settled this meanwhile. What you had written was not needed."


class LooksPage(QWidget):
    """What was held back first, then the oldest; after one is settled the next is shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("looks_page")
        self.setProperty("role", "canvas")
        self._desk = desk
        self._view: LooksView | None = None
        self._wanted: Place | None = None
        self._settling, self._filling = "", False
        self.list = RowList(name="look_list", accessible_name="To look at, what was held back first")
        self.list.setItemDelegate(WrappedRow(self.list))
        self.list.setUniformItemSizes(False)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.sheet = LookSheet()
        self.empty = EmptyState(
            "ph.eye",
            "Nothing to look at.",
            "What the office held back, what came late and what was made without sight of something shows here.",
            name="no_looks",
        )
        self._stack = QStackedWidget()
        for page in (QWidget(), ListAndPane(self.list, self.sheet), self.empty):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.list.row_opened.connect(self._on_opened)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.sheet.verdict.ruled.connect(self._on_ruled)
        self.sheet.verdict.read.connect(self._on_read)
        self._asker = Asker(desk, read_page, self.show_page, self)
        desk.changed.connect(self._on_changed)

    def show_place(self, place: Place) -> None:
        """Show what there is to look at, first about the person ``place.case`` where given."""
        self._wanted = place
        self._asker.ask()

    def show_page(self, view: LooksView) -> None:
        """Show what there is to look at; what is shown already stays, with what was written about it."""
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

    def _choose(self, before: LooksView | None, view: LooksView) -> str:
        """What to show: what was asked for, what is shown already, or what took its place."""
        keys = [case.key for case in view.cases]
        wanted, self._wanted = self._wanted, None
        about = [c.key for c in view.cases if wanted is not None and wanted.case == c.line.case]
        current = self.sheet.case.key if self.sheet.case else ""
        if about or current in keys:
            return about[0] if about else current
        old = [case.key for case in before.cases] if before else []
        place = old.index(current) if current in old else 0
        return keys[min(place, len(keys) - 1)]

    def _leave_sheet(self, wanted: str) -> None:
        """Tell somebody who was writing that it has been settled by somebody else."""
        shown = self.sheet.case
        if shown is None or shown.key == wanted or self._case(shown.key) is not None:
            return
        if shown.key != self._settling and self.sheet.verdict.begun:
            self._desk.say(SETTLED_ELSEWHERE)
        self.sheet.forget()
        self._settling = ""

    def _show_case(self, key: str) -> None:
        case = self._case(key)
        if case is not None and self._view is not None:
            self.sheet.show_case(case, self._view.today)

    def _case(self, key: str) -> LookCase | None:
        cases = self._view.cases if self._view else ()
        return next((case for case in cases if case.key == key), None)

    @Slot(RowOpened)
    def _on_opened(self, row: RowOpened) -> None:
        self._show_case(row.key)
        self.sheet.verdict.enter()

    @Slot()
    def _on_current(self) -> None:
        if self.list.current_key and not self._filling:
            self._show_case(self.list.current_key)

    @Slot(Ruled)
    def _on_ruled(self, ruled: Ruled) -> None:
        if self._begin(ruled.entry):
            done = partial(self._on_settled, SAID[ruled.decision])
            self._desk.act(partial(_rule, ruled=ruled), done, self, self._on_refused)

    @Slot(Read)
    def _on_read(self, read: Read) -> None:
        if self._begin(read.entry):
            done = partial(self._on_settled, HAVE_READ)
            self._desk.act(partial(_note, read=read), done, self, self._on_refused)

    def _begin(self, entry: str) -> bool:
        if self._settling:
            return False
        self._settling = entry
        self.sheet.verdict.set_busy(busy=True)
        return True

    def _on_settled(self, words: str, _change: Change) -> None:
        self.sheet.verdict.set_busy(busy=False)
        self._desk.say(words)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._asker.ask()

    def _on_refused(self, error: Exception) -> None:
        self._settling = ""
        self.sheet.verdict.set_busy(busy=False)
        if isinstance(error, NotComplete):
            self.sheet.verdict.refuse(" ".join(error.problems))
        elif isinstance(error, UserError):
            self.sheet.say(error.sentence)
            self._asker.ask()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if self._view is not None and (change.scopes or change.outbox):
            self._asker.ask()


def _rule(session: Session, ruled: Ruled) -> Change:
    return rule(session, ruled.scope, ruled.entry, ruled.decision, ruled.reason)


def _note(session: Session, read: Read) -> Change:
    return note_read(session, read.scope, [read.entry])


def _row(case: LookCase, view: LooksView) -> RowLook:
    line = case.line
    return RowLook(
        key=case.key,
        name=case.person.name,
        detail=born_words(case.person.born, view.today),
        second=f"{line.title}: {sort_words(line)}",
        trailing=who_words(line, view.today),
    )
