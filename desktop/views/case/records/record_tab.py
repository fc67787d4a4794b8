"""Records: every record of the person's file at the left, the chosen one whole at the right, and what is done there."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QStackedWidget

from casework.errors import UserError
from casework.records.file.telling_decision import TellingAnswer
from casework.records.identifier import CaseId, RecordId, case_of
from casework.words import say
from desktop.services.countersign import agree, ask_countersignature, give_back
from desktop.services.disclosure import decide_telling
from desktop.services.plan import NewVersion, begin_version, put_in_use
from desktop.services.record_list import RecordLine, record_lines
from desktop.services.record_page import RecordPage, read_record_page
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.views import dialogs
from desktop.views.case.list_and_pane import ListAndPane
from desktop.views.case.records.record_list import RecordList
from desktop.views.case.records.record_pane import RecordPane
from desktop.views.case.records.wish import Deed, RecordWish
from desktop.views.case.sheet_opener import open_sheet_for
from desktop.views.desk import Desk, Place
from desktop.views.dialogs import Question
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.row_list import RowOpened

_DISCLOSE = Question(
    say("Let the person be told"),
    say("They may be told exactly what stands here now, no later words."),
    say("May be told"),
)
_WITHHOLD = Question(
    say("Withhold from the person"), say("It stays withheld, whatever is written here later."), say("Withhold")
)
_ASK = Question(
    say("Ask a senior to countersign"),
    say("The seniors of the case are asked about it as it stands now."),
    say("Ask a senior"),
)
_AGREE = Question(
    say("Countersign"),
    say("You agree to exactly what stands here now. A later change is a new version."),
    say("&Agree"),
)
_USE = Question(
    say("Put this plan in use"), say("It takes the place of the plan that is in use now."), say("Put in use")
)
_VERSION = Question(
    say("Begin the next version"),
    say("It begins as a copy with its lines, but for those that are done. This version stays as it is."),
    say("Begin"),
)
_RETURNED = say("Returned with your note.")
_RETURN = Question(say("Return with a note"), say("Write what has to be changed before you can agree."), say("Return"))


class RecordTab(QStackedWidget):
    """The list and the page of a case's records."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._case: CaseId | None = None
        self._page: RecordPage | None = None
        self._reasons: dict[tuple[str, ...], str] = {}
        """What was written and is not saved, by what it is about: refused, it is there when it is asked for again."""
        self.list = RecordList()
        self.rows = self.list.rows
        self.pane = RecordPane()
        self.empty = EmptyState(
            "ph.files",
            say("Nothing is recorded yet"),
            say(
                "Concerns, plans, reports, meetings and everything else that is written about this "
                "person are shown here."
            ),
            name="no_records",
            action=say("New record…"),
        )
        self.addWidget(self.empty)
        self.addWidget(ListAndPane(self.list, self.pane))
        self.rows.selectionModel().currentChanged.connect(self._on_current)
        self.rows.row_opened.connect(self._on_opened)
        self.pane.wanted.connect(self._on_wanted)

    @property
    def shown(self) -> str:
        """The record that is read; empty where none is."""
        return self._page.line.record if self._page else ""

    def show_case(self, case: CaseId, chosen: str = "") -> None:
        """List the records of a case; ``chosen`` is shown, else what was shown before, else the newest."""
        if case != self._case:
            self._case, self._page = case, None
            self.pane.show_record(None)
            self.list.show_lines((), date.min)
        self._desk.ask(lambda session: _read(session, case), partial(self._on_lines, case, chosen), self)

    def _on_lines(self, case: CaseId, chosen: str, found: tuple[date, tuple[RecordLine, ...]]) -> None:
        if case == self._case:
            self.show_lines(found[1], found[0], chosen)

    def show_lines(self, lines: tuple[RecordLine, ...], today: date, chosen: str = "") -> None:
        """List these."""
        before = self.rows.current_key
        self.setCurrentIndex(1 if lines else 0)
        self.list.show_lines(lines, today, chosen)
        if not lines:
            self.pane.show_record(None)
        elif before == self.rows.current_key:
            self.read_again()

    def read_again(self) -> None:
        """Ask for the record shown once more: something has changed."""
        self._ask(self.rows.current_key)

    def _ask(self, record: str) -> None:
        case = self._case
        if case is not None and record:
            self._desk.ask(
                lambda session: read_record_page(session, case, record), partial(self._on_page, case, record), self
            )

    def _on_page(self, case: CaseId, record: str, page: RecordPage | None) -> None:
        if case == self._case and record == self.rows.current_key:
            self._page = page
            self.pane.show_record(page)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, _new: QModelIndex, _old: QModelIndex) -> None:
        self._ask(self.rows.current_key)

    @Slot(RowOpened)
    def _on_opened(self, _row: RowOpened) -> None:
        self.pane.enter()

    @Slot(RecordWish)
    def _on_wanted(self, wish: RecordWish) -> None:
        case, page = self._case, self._page
        # While another row is marked already, its record is still being read: nothing is done to the one before.
        if case is None or page is None or self.rows.current_key not in {"", page.line.record}:
            return
        if wish.deed is Deed.READ:
            self._desk.go(Place("person", case, record=wish.record, tab="records"))
        elif wish.deed is Deed.CHANGE:
            self._change(case, page)
        elif wish.deed is Deed.CORRECT:
            self._correct(case, page)
        elif wish.deed is Deed.ADD:
            self._desk.go(Place("record", case, kind=wish.detail, about=wish.record))
        elif wish.deed is Deed.PLAN:
            self._desk.go(Place("plan", case, record=wish.record))
        elif wish.deed in {Deed.USE, Deed.VERSION}:
            self._plan(case, page, wish.deed)
        else:
            self._decide(page, wish)

    def _plan(self, case: CaseId, page: RecordPage, deed: Deed) -> None:
        # It may lie in another file of the same person.
        plan, case = RecordId(page.line.record), case_of(page.line.scope) or case
        seen = page.plan.seen if page.plan else None
        if deed is Deed.USE and seen is not None:
            use = partial(put_in_use, case=case, plan=plan, shown=seen)
            dialogs.ask_confirmation(self, _USE, partial(self._act_if, use, say("This plan is in use now.")))
        elif deed is Deed.VERSION:
            dialogs.ask_confirmation(self, _VERSION, partial(self._begin_version, case, plan))

    def _begin_version(self, case: CaseId, plan: RecordId, yes: bool) -> None:
        if yes:
            self._desk.act(
                lambda s: begin_version(s, case, plan), partial(self._on_version, case), self, self._on_failed
            )

    def _on_version(self, case: CaseId, made: NewVersion) -> None:
        self._desk.say(say("The next version is begun. The last one stays as it is."))
        self._desk.go(Place("person", case, record=made.plan, tab="records"))

    def _change(self, case: CaseId, page: RecordPage) -> None:
        if page.sheet == "address":
            open_sheet_for("change_address", self._desk, case, self, page.line.record)
        else:
            self._desk.go(Place("record", case, record=page.line.record))

    def _correct(self, case: CaseId, page: RecordPage) -> None:
        # A contact has a sheet of its own, in which it is corrected, too.
        if page.sheet == "record_contact":
            self._desk.go(Place("contact", case, record=page.line.record))
        else:
            self._desk.go(Place("record", case, corrects=page.line.record))

    def _decide(self, page: RecordPage, wish: RecordWish) -> None:
        """What is decided with a reason or a note, about exactly what is on the screen."""
        scope, record = page.line.scope, RecordId(page.line.record)
        version = page.oversight.version if page.oversight else ""
        if wish.deed in {Deed.DISCLOSE, Deed.WITHHOLD}:
            self._decide_telling(page, wish)
        elif wish.deed is Deed.ASK:
            dialogs.ask_confirmation(
                self,
                _ASK,
                partial(
                    self._act_if,
                    lambda s: ask_countersignature(s, scope, record),
                    say("The seniors of the case are asked."),
                ),
            )
        elif wish.deed is Deed.AGREE:
            dialogs.ask_confirmation(
                self, _AGREE, partial(self._act_if, lambda s: agree(s, scope, record, version), say("Countersigned."))
            )
        else:
            self._ask_why((record,), _RETURN, lambda s, note: give_back(s, scope, record, version, note), _RETURNED)

    def _decide_telling(self, page: RecordPage, wish: RecordWish) -> None:
        line = next((field.decision for field in page.fields if field.name == wish.detail), None)
        if line is None:
            return
        tells = wish.deed is Deed.DISCLOSE
        answer = TellingAnswer.DISCLOSE if tells else TellingAnswer.WITHHOLD
        said = say("The person may be told this.") if tells else say("Withheld from the person.")
        self._ask_why(
            (page.line.record, line.field),
            _DISCLOSE if tells else _WITHHOLD,
            lambda s, reason: decide_telling(s, line, answer, reason),
            said,
        )

    def _ask_why(
        self, about: tuple[str, ...], question: Question, work: Callable[[Session, str], Change], said: str
    ) -> None:
        """Ask for the reason, with what was written and refused before, and save with it."""
        key = (*about, question.verb)
        written = self._reasons.get(key, "")
        dialogs.ask_reason(self, question, partial(self._act_why, key, work, said), written)

    def _act_why(self, key: tuple[str, ...], work: Callable[[Session, str], Change], said: str, reason: str) -> None:
        self._reasons[key] = reason
        done = partial(self._on_why_saved, key, said)
        self._desk.act(lambda s: work(s, reason), done, self, self._on_failed)

    def _on_why_saved(self, key: tuple[str, ...], said: str, change: Change) -> None:
        self._reasons.pop(key, None)
        self._on_done(said, change)

    def _act_if(self, work: Callable[[Session], Change], said: str, yes: bool) -> None:
        if yes:
            self._act(work, said)

    def _act(self, work: Callable[[Session], Change], said: str) -> None:
        self._desk.act(work, partial(self._on_done, said), self, self._on_failed)

    def _on_done(self, said: str, _change: Change) -> None:
        self._desk.say(said)
        self.read_again()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            dialogs.show_error(self, error.sentence)
            # Behind the sentence stands what it is about: what is there now.
            self.read_again()


def _read(session: Session, case: CaseId) -> tuple[date, tuple[RecordLine, ...]]:
    return session.today(), record_lines(session, case)
