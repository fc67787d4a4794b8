"""The sheet that opens a case in an emergency: ask the office for the person, then say why and for how long."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from casework.errors import UserError
from casework.ledger.lookup import Located, LocateResponse
from casework.problem import field_about
from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.emergency import (
    HOURS,
    Taken,
    check_may_open,
    open_in_emergency,
    plan_question,
)
from desktop.services.local_time import local, local_day
from desktop.services.recorder import NotComplete
from desktop.views.capture.form_field import FormField
from desktop.views.capture.typed_field import DayField
from desktop.views.case_sheets.line_field import LineField
from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.desk import Desk
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.label import Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.notice import NoticeKind

TITLE = say("Open a case in an emergency")
ASK_VERB, OPEN_VERB = say("&Ask the office"), say("&Open this case")
EXPLAINED = say(
    "For a person who is not on this laptop. The office finds only the exact full name with the date of birth, or the "
    "exact number. It notes that you asked, not what you wrote."
)
LOOKED_AT = say("You see the case until then. A senior is told and looks at it afterwards.")
NOTHING = say(
    "The office found nobody whose case you may open. Check the spelling and the date, or ring the duty senior."
)
NO_OFFICE = say("The office cannot be asked from here. Ring the duty senior.")
ASKING = say("Asking the office.")
ON_THE_LINE = say("The worker is on the line about a high score that has not reached the office yet.")


class BornField(DayField):
    """A date of birth."""

    def __init__(self) -> None:
        super().__init__(say("&Date of birth"), "emergency_born", past=True)
        self._plain_hint = say("Such as 1/5/1990")
        self.set_hint(self._plain_hint)


class EmergencySheet(SheetFrame):
    """Two steps on one sheet. What is written here is kept nowhere until the case is opened."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, TITLE, ASK_VERB)
        self._desk, self._asking = desk, False
        self._found: tuple[Located, ...] = ()
        self.name = LineField(say("Full &name"), "emergency_name", 400, hint=say("Given name and family name"))
        self.born = BornField()
        self.number = LineField(
            say("Or a n&umber"), "emergency_number", 200, hint=say("Such as a prison or court reference"), optional=True
        )
        self.reason = NarrativeEdit(name="emergency_reason", lines=3)
        self.hours = Choice(
            tuple(Option(str(hours), say("{hours} hours", hours=hours), str(hours)[0]) for hours in HOURS),
            name="emergency_hours",
            segmented=True,
        )
        self.hours.set_keys([str(HOURS[0])])
        self.reason_field = FormField(
            say("&Reason"), self.reason, name="emergency_reason", hint=say("What has happened")
        )
        self.line_button = Button(say("&Worker is on the line"), ButtonKind.LINK, name="emergency_on_the_line")
        self.line_button.clicked.connect(self._on_the_line)
        self.case_field = FormField(
            say("&Case"), Choice((Option("none", say("None")),), name="emergency_case"), name="emergency_case"
        )
        hours_field = FormField(say("For how &long"), self.hours, name="emergency_hours", hint=LOOKED_AT)
        self._ask_part = (Words(EXPLAINED), self.name, self.born, self.number)
        self._open_part = (self.case_field, self.reason_field, self.line_button, hours_field)
        for widget in (*self._ask_part, *self._open_part):
            self.column.addWidget(widget)
        self._show_step()
        self._whose.hide()
        self.save_requested.connect(self._on_wanted)

    def _show_step(self) -> None:
        for asked in self._ask_part:
            asked.setVisible(not self._found)
        for given in self._open_part:
            given.setVisible(bool(self._found))

    def begin(self) -> None:
        """Open, for somebody who may open cases in emergencies."""
        self._desk.ask(check_may_open, self._on_may, self, self._on_may_not)

    @property
    def found(self) -> tuple[Located, ...]:
        """What the office found; empty before it has answered."""
        return self._found

    def say(self, kind: NoticeKind, sentence: str) -> None:
        """Say something about the sheet as a whole, with the room that another sentence needs."""
        super().say(kind, sentence)
        if layout := self.layout():
            layout.invalidate()
            layout.activate()
        self.fit()

    def _on_may(self, now: datetime) -> None:
        self.born.set_today(local_day(now))
        self.appear()

    def _on_may_not(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._desk.say(error.sentence)
        self.deleteLater()

    @Slot()
    def _on_wanted(self) -> None:
        if self._asking:
            return
        if self._found:
            self._open()
        else:
            self._ask()

    def _ask(self) -> None:
        for field in (self.name, self.born):
            field.clear_error()
        try:
            question = plan_question(self.name.text, self.born.value, self.number.text)
        except NotComplete as error:
            self._show_problems(error)
            return
        inquiry = self._desk.inquiry
        if inquiry is None:
            self.say(NoticeKind.DANGER, NO_OFFICE)
            return
        self._set_busy(True)
        self.say(NoticeKind.INFO, ASKING)
        inquiry.locate(question, self._on_answer, self._on_failed, self)

    def _on_answer(self, answer: LocateResponse) -> None:
        self._set_busy(False)
        if not answer.found:
            self.say(NoticeKind.WARNING, NOTHING)
            return
        self._found = tuple(answer.found)
        options = [Option(one.case, _words_of(one)) for one in self._found]
        choice = Choice(options, name="emergency_case")
        choice.set_keys([self._found[0].case] if len(self._found) == 1 else [])
        self.case_field.replace_editor(choice)
        self._show_step()
        self.save_button.setText(OPEN_VERB)
        self.say(NoticeKind.INFO, "")
        self.fit()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_the_line(self) -> None:
        """Write the reason of whoever is telephoned: there is no time to find words."""
        self.reason.set_text(ON_THE_LINE)
        self.reason_field.clear_error()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        choice = self.case_field.editor
        key = choice.key if isinstance(choice, Choice) else ""
        if not key:
            self.case_field.set_error(say("Choose the case: the one whose officer you would expect."))
            return
        self._set_busy(True)
        work = partial(
            open_in_emergency, case=CaseId(key), reason=self.reason.text, hours=int(self.hours.key or HOURS[0])
        )
        self._desk.act(work, self._on_taken, self, self._on_refused)

    def _on_taken(self, taken: Taken) -> None:
        until = f"{local(taken.until):%H:%M}"
        self._desk.say(
            say("Asked for until {until}. The case appears as soon as the office has answered.", until=until)
        )
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, NotComplete):
            self._show_problems(error)
        elif isinstance(error, UserError):
            self.say(NoticeKind.DANGER, error.sentence)

    def _on_failed(self, error: UserError) -> None:
        self._set_busy(False)
        self.say(NoticeKind.DANGER, error.sentence)

    def _show_problems(self, error: NotComplete) -> None:
        fields = {"name": self.name, "born": self.born, "reason": self.reason_field}
        rest = [sentence for sentence in error.problems if field_about(sentence) not in fields]
        for sentence in error.problems:
            if field := fields.get(field_about(sentence)):
                field.set_error(sentence)
                field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.say(NoticeKind.DANGER, " ".join(rest))
        self.fit()

    def _set_busy(self, busy: bool) -> None:
        self._asking = busy
        self.save_button.setEnabled(not busy)


def open_emergency_sheet(desk: Desk, parent: QWidget) -> EmergencySheet:
    """Open the sheet over a page."""
    sheet = EmergencySheet(desk, parent)
    sheet.begin()
    return sheet


def _words_of(located: Located) -> str:
    """Who works on a case, in words."""
    parts = [located.team or say("No team"), located.officer or say("no officer")]
    return ", ".join(parts)
