"""Decide whether somebody works with high risk of serious harm: what is known, the decision, and why."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from casework.errors import UserError
from casework.records.oversight.selection import SelectionAnswer
from casework.words import say
from desktop.services.staffing.page import CandidateLine
from desktop.services.staffing.selecting import NO_REASON, decide_selection, grounds_of
from desktop.store.change import Change
from desktop.views.capture.form_field import FormField
from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.desk import Desk
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.notice import NoticeKind
from desktop.views.today.row import stacked

_MOST = 5000
_WHERE = say(
    "The decision and the reason lie with this person's supervision: they, you and service managers read it. Every "
    "laptop learns only whether they are selected."
)
_CHOOSE = say("Choose what is decided.")


class SelectionSheet(SheetFrame):
    """The decision is the senior's: nothing is chosen beforehand, and a reason is always asked for."""

    def __init__(self, desk: Desk, line: CandidateLine, parent: QWidget) -> None:
        super().__init__(
            parent, say("Work with high risk of serious harm: {line}", line=line.name), say("&Record decision")
        )
        self._desk, self._line = desk, line
        self._saving = self._edited = False
        answers = tuple(
            one for one in SelectionAnswer if (one is SelectionAnswer.ENDED) == (line.selected_on is not None)
        )
        self.answer = Choice([Option(one.value, one.words) for one in answers], name="answer")
        self.reason = NarrativeEdit(name="reason", lines=4)
        self.answer_field = FormField(say("&Decision"), self.answer, name="answer")
        self.reason_field = FormField(
            say("&Why"), self.reason, name="reason", hint=say("Kept with what is known today.")
        )
        known = [Words(one) for one in grounds_of(line)]
        self.column.addWidget(stacked([Words(say("What is known"), TextRole.LABEL), *known]))
        for field in (self.answer_field, self.reason_field):
            field.edited.connect(self._on_edited)
            self.column.addWidget(field)
        self.column.addWidget(Words(_WHERE, TextRole.MUTED))
        self.save_requested.connect(self.save)

    @Slot()
    def save(self) -> None:
        """Record it, or say what is missing."""
        if self._saving:
            return
        reason = self.reason.text.strip()
        too_long = say("Shorten this to {most} characters.", most=_MOST) if len(reason) > _MOST else ""
        self.answer_field.set_error("" if self.answer.key else _CHOOSE)
        self.reason_field.set_error(too_long or ("" if reason else NO_REASON))
        wrong = next((field for field in (self.answer_field, self.reason_field) if field.error), None)
        if wrong is not None:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.fit()
            return
        self._set_saving(True)
        answer = SelectionAnswer(self.answer.key)
        work = partial(decide_selection, line=self._line, answer=answer, reason=reason)
        self._desk.act(work, self._on_saved, self, self._on_refused)

    def may_leave(self) -> bool:
        """Whether nothing was written; otherwise says so once."""
        if self._saving or not self._edited:
            return True
        self._edited = False
        self.say(NoticeKind.WARNING, say("Nothing is saved yet. Press Escape again to throw away what you wrote."))
        return False

    def _on_saved(self, _change: Change) -> None:
        self._desk.say(say("Decision recorded."))
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self._set_saving(False)
        if isinstance(error, UserError):
            self.say(NoticeKind.DANGER, error.sentence)

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self.save_button.setEnabled(not saving)

    @Slot()
    def _on_edited(self) -> None:
        self._edited = True
