"""A request for access: its passages one after the other, and the file that goes out when all are decided."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.errors import UserError
from casework.records.file.access_request import AccessRequest, Answered, Outcome
from casework.records.identifier import CaseId, RecordId, Scope
from casework.words import say
from desktop.services.session import Session
from desktop.services.subject_access.deciding import answer_request, check_identity, decide, extend
from desktop.services.subject_access.file import FILE_NAME, AccessFile, Making, save_file
from desktop.services.subject_access.page import NOT_YOURS
from desktop.store.change import Change
from desktop.views import dialogs
from desktop.views.desk import Desk, Place
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.list_delegate import RowLook
from desktop.views.partials.scroll_page import scrolling
from desktop.views.saving import Saver, Saving
from desktop.views.subject_access.file_view import FileView
from desktop.views.subject_access.making_strip import MakingStrip
from desktop.views.subject_access.passage_sheet import Decided, PassageSheet
from desktop.views.subject_access.reading import AccessWork, PassageCase, Shown, read_work
from desktop.views.subject_access.request_bar import RequestBar
from desktop.views.subject_access.together_sheet import open_together_sheet
from desktop.views.subject_access.words import (
    ALL_DECIDED,
    ASK,
    CLOSED,
    LOG_IT,
    NO_REQUEST,
    NOTHING_SO,
    row_second,
    state_words,
)
from desktop.views.theme.token import SPACE_24
from desktop.views.worklist.worklist_page import Work, WorklistPage, WorklistWords

DECIDED = say("Decided.")
SETTLED_ELSEWHERE = say("Somebody else has decided this meanwhile. What you had marked was not needed.")
_SAVED = say(
    "Saved. The person's file notes that you made it. Record that the request is answered once it is handed over."
)
_IDENTITY = dialogs.Question(
    say("Identity checked"),
    say("How do you know who is asking, or that they may act for the person?"),
    say("Record it"),
)
_EXTENDED = dialogs.Question(
    say("Extend by two months"),
    say("Only for what is complex. Tell whoever asked within the first month, and why."),
    say("Extend"),
)
_ANSWERED = dialogs.Question(say("Answered"), say("What was handed over, to whom and how?"), say("Record it"))
_FILE = dialogs.FileQuestion(say("Save the file"), "PDF", ("*.pdf",))


class AccessPage(WorklistPage[PassageCase]):
    """The passages at the left, one of them at the right, the request above them."""

    def __init__(self, desk: Desk) -> None:
        self._whose: CaseId | None = None
        self._request, self._shown_part = "", Shown.WAITING
        self._deciding: Decided | None = None
        nothing = EmptyState("ph.tray", NO_REQUEST, LOG_IT, name="no_access", action=say("&Log a request…"))
        words = WorklistWords("access_passage", say("Passages, the oldest record first"), SETTLED_ELSEWHERE)
        sheet = PassageSheet()
        super().__init__(desk, words, self._read, sheet, nothing)
        self.sheet, self.bar, self.view = sheet, RequestBar(), FileView(desk)
        self._saver, self.making = Saver(desk, self), MakingStrip(desk)
        self.column.addWidget(scrolling(self._whole()))
        self.view.hide()
        self._connect()

    def _whole(self) -> QWidget:
        """The request, what is being made of it, and the passages or the file."""
        whole = QWidget()
        whole.setProperty("role", "canvas")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        inset = QHBoxLayout()
        inset.setContentsMargins(SPACE_24, 0, SPACE_24, 0)
        inset.addWidget(self.making)
        column.addWidget(self.bar)
        column.addLayout(inset)
        column.addWidget(self.stack, 1)
        column.addWidget(self.view, 1)
        return whole

    def _connect(self) -> None:
        self.sheet.decided.connect(self._on_decided)
        for signal, slot in (
            (self.bar.shown, self._on_shown),
            (self.bar.identity_wanted, self._on_identity),
            (self.bar.extended_wanted, self._on_extended),
            (self.bar.answered_wanted, self._on_answered),
            (self.bar.together_wanted, self._on_together),
            (self.bar.file_wanted, self.look_at_file),
            (self.view.left, self._on_left),
            (self.view.save_wanted, self.save),
            (self.view.staff_wanted, self._on_staff),
            (self.empty.action_requested, self._on_log),
            (self.making.made, self._on_made),
            (self.making.failed, self._on_failed),
            (self.making.stopped, self._on_stopped),
        ):
            signal.connect(slot)

    def _read(self, session: Session) -> AccessWork:
        case = self._whose
        if case is None:
            return AccessWork(session.today(), None)
        return read_work(session, case, self._request, self._shown_part)

    def is_about(self, place: Place, case: PassageCase) -> bool:
        """Whether somebody who goes to a place wants to see this."""
        return place.about is not None and place.about == case.passage.record

    def show_place(self, place: Place) -> None:
        """Show the request that `place.record` names, or the one that waits, of the person `place.case`."""
        if place.case != self._whose:
            self.memory.let_go()
            self.sheet.forget()
            self.making.give_up()
            self._on_left()
            self.empty.hide()
        self._whose, self._request = place.case, place.record or ""
        super().show_place(place)

    def show_page(self, work: Work[PassageCase]) -> None:
        """Show what is listed; where nothing is, why."""
        if isinstance(work, AccessWork):
            self.bar.show_work(work)
            self._explain(work)
            if work.view is not None:
                self.sheet.show_exemptions(work.view.exemptions)
                self.sheet.show_names(dict(self._names(work)))
        super().show_page(work)

    def _names(self, work: AccessWork) -> list[tuple[str, str]]:
        passages = work.view.passages if work.view else ()
        return [(one.ruled.by, self.desk.session.name_of(one.ruled.by)) for one in passages if one.ruled.by]

    def _explain(self, work: AccessWork) -> None:
        view = work.view
        self.empty.button.setVisible(view is not None and view.line is None)
        if view is None:
            self.empty.set_words(CLOSED, ASK)
        elif view.line is None:
            self.empty.set_words(NO_REQUEST, LOG_IT)
        elif not view.may_decide:
            self.empty.set_words(say("The request is logged."), NOT_YOURS)
        elif work.shown is Shown.WAITING:
            self.empty.set_words(ALL_DECIDED, say("Look at the file above before you save it."))
        else:
            self.empty.set_words(NOTHING_SO, say("Choose above what is listed."))

    def scope_of(self, case: PassageCase) -> Scope:
        """Where the passage lies."""
        return case.passage.scope

    def row_of(self, case: PassageCase, today: date) -> RowLook:
        """How it looks in the list."""
        del today
        one = case.passage
        return RowLook(
            key=case.key,
            name=f"{one.kind_title}: {one.title}",
            detail=f"{one.recorded_on.day}/{one.recorded_on.month}/{one.recorded_on.year}",
            second=row_second(one),
            trailing=state_words(one),
        )

    @property
    def _line(self) -> tuple[CaseId, RecordId] | None:
        view = self.work.view if isinstance(self.work, AccessWork) else None
        return (view.case, view.line.record) if view and view.line else None

    @Slot(Shown)
    def _on_shown(self, shown: Shown) -> None:
        self._shown_part = shown
        if isinstance(self.work, AccessWork):
            self.show_page(self.work.showing(shown))

    @Slot(Decided)
    def _on_decided(self, decided: Decided) -> None:
        line = self._line
        if line is not None:
            wish = partial(decide, case=line[0], request=line[1], passages=[decided.passage], wish=decided.wish)
            self._deciding = decided
            self.settle(decided.passage.key, wish, DECIDED)

    def _on_settled(self, said: str, undo: Callable[[], None] | None, change: Change) -> None:
        """Show the next at once: reading a whole file anew may take seconds, and is done behind it."""
        decided, self._deciding = self._deciding, None
        if decided is not None and isinstance(self.work, AccessWork):
            self.show_page(self.work.deciding(decided.passage, decided.wish, self.desk.session))
        super()._on_settled(said, undo, change)

    @Slot()
    def _on_together(self) -> None:
        line = self._line
        if line is not None and isinstance(self.work, AccessWork) and self.work.view is not None:
            passages = self.work.undecided
            open_together_sheet(self.desk, line, passages, self.work.view.exemptions, self)

    @Slot()
    def _on_log(self) -> None:
        if self._whose is not None:
            self.desk.go(Place("record", self._whose, kind=AccessRequest.kind))

    @Slot()
    def _on_identity(self) -> None:
        dialogs.ask_reason(self, _IDENTITY, partial(self._change, check_identity))

    @Slot()
    def _on_extended(self) -> None:
        dialogs.ask_reason(self, _EXTENDED, partial(self._change, extend))

    @Slot()
    def _on_answered(self) -> None:
        dialogs.ask_reason(self, _ANSWERED, partial(self._change, _answer))

    def _change(self, work: Callable[[Session, CaseId, RecordId, str], Change], words: str) -> None:
        line = self._line
        if line is not None:
            self.desk.act(lambda session: work(session, *line, words), self._on_recorded, self, self._on_failed)

    def _on_recorded(self, _change: Change) -> None:
        self.desk.say(say("Recorded."))

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            dialogs.show_error(self, error.sentence)

    # The file

    @Slot()
    def look_at_file(self) -> None:
        """Make the file, and show it instead of the passages."""
        self._make(staff=self.view.staff.isChecked())

    @Slot(bool)
    def _on_staff(self, named: bool) -> None:
        self._make(staff=named)

    def _make(self, *, staff: bool) -> None:
        line = self._line
        if line is not None:
            self.making.start(Making(*line, staff=staff))

    @Slot()
    def _on_stopped(self) -> None:
        (self.view if self.view.isVisible() else self.bar.file).setFocus()

    @Slot(AccessFile)
    def _on_made(self, file: AccessFile) -> None:
        if self._line != (file.case, file.request):
            return
        self.view.show_file(file)
        self._show_file(shown=True)
        self.view.pages.picture.setFocus()

    @Slot()
    def _on_left(self) -> None:
        self.view.forget()
        self._show_file(shown=False)

    def _show_file(self, *, shown: bool) -> None:
        self.view.setVisible(shown)
        self.bar.setVisible(not shown and self._line is not None)
        self.stack.setVisible(not shown)

    @Slot()
    def save(self) -> None:
        """Ask where to, and save the file that is shown."""
        file = self.view.file
        if file is not None:
            write = partial(_write, file, self.view.data.isChecked())
            self._saver.ask(Saving(_FILE, FILE_NAME, write, self._on_saved, self._on_failed, acts=True))

    def _on_saved(self, _change: Change) -> None:
        self.desk.say(_SAVED)
        self._on_left()


def _write(file: AccessFile, as_data: bool, session: Session, path: Path, replace: bool) -> Change:
    return save_file(session, file, path, replace=replace, as_data=as_data)


def _answer(session: Session, case: CaseId, request: RecordId, note: str) -> Change:
    answered = Answered(outcome=Outcome.ANSWERED, by=session.me, on=session.today(), note=note)
    return answer_request(session, case, request, answered)
