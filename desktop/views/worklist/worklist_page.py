"""A list of what is to be settled, and one of it on a sheet beside: two views, and what is to be looked at.

What is shown stays while things come and go, with what was written about it; after one is settled the next is shown.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QListView, QStackedWidget, QVBoxLayout, QWidget

from casework.errors import UserError
from casework.records.identifier import Scope, case_scope
from desktop.services.person_line import PersonLine
from desktop.services.recorder import NotComplete
from desktop.services.session import Session
from desktop.services.sheet_draft import save_sheet
from desktop.store.change import Change
from desktop.views.asker import Asker
from desktop.views.case.list_and_pane import ListAndPane
from desktop.views.desk import Desk, Place
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.list_delegate import RowLook
from desktop.views.partials.row_list import RowList, RowOpened
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.partials.wrapped_row import WrappedRow
from desktop.views.worklist.memory import WorklistMemory

_ROWS_IN_SIGHT = 1.4
_LEAST_LIST_PX = 64


class Task(Protocol):
    """One thing to be settled."""

    @property
    def key(self) -> str:
        """What tells it from every other."""
        ...

    @property
    def person(self) -> PersonLine:
        """Whose record it is."""
        ...


TaskT = TypeVar("TaskT", bound=Task)
TaskT_co = TypeVar("TaskT_co", bound=Task, covariant=True)


class Work(Protocol[TaskT_co]):
    """All that a page shows, and the day to reckon from."""

    @property
    def today(self) -> date:
        """The day here."""
        ...

    @property
    def cases(self) -> Sequence[TaskT_co]:
        """What is to be settled, in its order."""
        ...


class TaskSheet(ScrollPage, Generic[TaskT]):
    """Shows one thing and takes what is said about it."""

    @property
    def case(self) -> TaskT | None:
        """What is shown."""
        raise NotImplementedError

    @property
    def begun(self) -> bool:
        """Whether something was written about it."""
        raise NotImplementedError

    def show_case(self, case: TaskT, today: date) -> None:
        """Show a thing; if it is shown already, what was written about it stays."""
        raise NotImplementedError

    def forget(self) -> None:
        """Show nothing any more: it is settled."""
        raise NotImplementedError

    def enter(self) -> None:
        """Take the focus, where this person may settle it."""
        raise NotImplementedError

    def set_busy(self, *, busy: bool) -> None:
        """Take nothing more, while what was said is on its way."""
        raise NotImplementedError

    def refuse(self, sentence: str) -> None:
        """Say at the reason what is missing."""
        raise NotImplementedError

    def say(self, sentence: str) -> None:
        """Say above it what is the matter."""
        raise NotImplementedError


@dataclass(frozen=True)
class WorklistWords:
    """What a page is called (`name` begins its object names) and says. `settled`: somebody else was quicker."""

    name: str
    listed: str
    settled: str


class WorklistPage(QWidget, Generic[TaskT]):
    """The page. A subclass says how a row looks, and sends off what its sheet asks for with `settle`."""

    def __init__(
        self,
        desk: Desk,
        words: WorklistWords,
        read: Callable[[Session], Work[TaskT]],
        sheet: TaskSheet[TaskT],
        empty: EmptyState,
    ) -> None:
        super().__init__()
        self.setObjectName(f"{words.name}s_page")
        self.setProperty("role", "canvas")
        self.desk, self._words = desk, words
        self.work: Work[TaskT] | None = None
        self.empty = empty
        self._sheet = sheet
        self._wanted: Place | None = None
        self._settling, self._filling = "", False
        self.list = RowList(name=f"{words.name}_list", accessible_name=words.listed)
        self.list.setItemDelegate(WrappedRow(self.list))
        self.list.setUniformItemSizes(False)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.stack = QStackedWidget()
        self._both = ListAndPane(self.list, sheet, list_px=self._list_px)
        for page in (QWidget(), self._both, self.empty):
            self.stack.addWidget(page)
        column = self.column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack, 1)
        self.list.row_opened.connect(self._on_opened)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.memory = WorklistMemory(desk, sheet, words.name)
        self._asker = Asker(desk, read, self.show_page, self)
        desk.changed.connect(self._on_changed)

    def row_of(self, case: TaskT, today: date) -> RowLook:
        """How a thing looks in the list."""
        raise NotImplementedError

    def is_about(self, place: Place, case: TaskT) -> bool:
        """Whether somebody who goes to a place wants to see this."""
        raise NotImplementedError

    def scope_of(self, case: TaskT) -> Scope:
        """Where what it is about lies."""
        return case_scope(case.person.case)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is written: somebody goes elsewhere, or locks."""
        super().hideEvent(event)
        self.memory.leave()

    def show_place(self, place: Place) -> None:
        """Show what is to be settled, first what the place is about."""
        self._wanted = place
        self._asker.ask()

    def show_page(self, work: Work[TaskT]) -> None:
        """Show what is to be settled; what is shown already stays, with what was written about it."""
        before, self.work = self.work, work
        if not work.cases:
            self._leave_sheet("")
            self.list.set_rows([])
            self.stack.setCurrentWidget(self.empty)
            return
        wanted = self._choose(before, work)
        self._leave_sheet(wanted)
        self._filling = True
        self.list.set_rows([self.row_of(case, work.today) for case in work.cases])
        self.list.set_current(wanted)
        self._filling = False
        self._both.refit()
        self.stack.setCurrentIndex(1)
        self._show_case(wanted)

    def _list_px(self) -> int:
        """The first row, with some of the second: where the list stands above what is to be decided, that needs room.

        At most a quarter of the page, if a row is so high.
        """
        rows = self.list.rows.rowCount()
        first = self.list.sizeHintForRow(0) if rows else 0
        wanted = first if rows == 1 else round(first * _ROWS_IN_SIGHT)
        return max(min(wanted, self.height() // 4) + self.list.frameWidth() * 2, _LEAST_LIST_PX)

    def settle(
        self, key: str, work: Callable[[Session], Change], said: str, undo: Callable[[], None] | None = None
    ) -> None:
        """Save what settles the thing of a key, once, and say `said` when it is; `undo` takes it back."""
        if self._settling:
            return
        self._settling = key
        self._sheet.set_busy(busy=True)
        self.memory.keeper.rest()
        saving = partial(save_sheet, work=work, draft=self.memory.draft)
        self.desk.act(saving, partial(self._on_settled, said, undo), self, self._on_refused)

    def _choose(self, before: Work[TaskT] | None, work: Work[TaskT]) -> str:
        """What to show: what was asked for, what is shown already, or what took its place."""
        keys = [case.key for case in work.cases]
        wanted, self._wanted = self._wanted, None
        about = [case.key for case in work.cases if wanted is not None and self.is_about(wanted, case)]
        current = self._sheet.case.key if self._sheet.case else ""
        if about or current in keys:
            return about[0] if about else current
        old = [case.key for case in before.cases] if before else []
        place = old.index(current) if current in old else 0
        return keys[min(place, len(keys) - 1)]

    def _leave_sheet(self, wanted: str) -> None:
        """Tell somebody who was writing that it has been settled by somebody else."""
        shown = self._sheet.case
        if shown is None or shown.key == wanted or self._case(shown.key) is not None:
            return
        if shown.key != self._settling and self._sheet.begun:
            self.desk.say(self._words.settled)
        self.memory.end()
        self._sheet.forget()
        self._settling = ""

    def _show_case(self, key: str) -> None:
        case = self._case(key)
        if case is not None and self.work is not None:
            shown = self._sheet.case
            if shown is not None and shown.key != key:
                self.memory.leave()
            self._sheet.show_case(case, self.work.today)
            self.memory.show(key, case.person.case, self.scope_of(case))
            if shown is None or shown.key != key:
                self.desk.read.emit(case.person.case)

    def _case(self, key: str) -> TaskT | None:
        cases = self.work.cases if self.work else ()
        return next((case for case in cases if case.key == key), None)

    @Slot(RowOpened)
    def _on_opened(self, row: RowOpened) -> None:
        self._show_case(row.key)
        self._sheet.enter()

    @Slot()
    def _on_current(self) -> None:
        if self.list.current_key and not self._filling:
            self._show_case(self.list.current_key)

    def _on_settled(self, said: str, undo: Callable[[], None] | None, _change: Change) -> None:
        self._sheet.set_busy(busy=False)
        self.desk.say(said, undo)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._asker.ask()

    def _on_refused(self, error: Exception) -> None:
        self._settling = ""
        self._sheet.set_busy(busy=False)
        self.memory.keeper.resume()
        if isinstance(error, NotComplete):
            self._sheet.refuse(" ".join(error.problems))
        elif isinstance(error, UserError):
            self._sheet.say(error.sentence)
            self._asker.ask()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if self.work is not None and (change.scopes or change.outbox):
            self._asker.ask()
