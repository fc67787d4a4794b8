"""End the work with a person, or take an end back. The sheet says what speaks against it, and when the file is due."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from casework.records.file.ending import EndingCause
from casework.records.identifier import CaseId
from casework.rules.retention import RETENTION_WORDS, Retention
from casework.words import say
from desktop.services.ending import EndingPage, checked_handover, end_work, read_ending, take_back_ending
from desktop.services.session import Session
from desktop.views import wording
from desktop.views.capture.form_field import FormField
from desktop.views.capture.typed_field import DayField
from desktop.views.case_sheets.known import Known, reader
from desktop.views.case_sheets.line_field import LineField
from desktop.views.case_sheets.sheet import Sheet, SheetWords, Work
from desktop.views.desk import Desk, Place
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.label import Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.notice import Notice, NoticeKind

_WORDS = SheetWords(say("End of the work"), say("&End the work"), say("The work has ended; the case is closed."))
_DAY = say("Write the day as day, month and year.")
_HINTS = {
    EndingCause.ORDER_END: say("This closes the case. Its file is kept for as long as the agency's rule says."),
    EndingCause.DEATH: say("This closes the case. Record the death and the decision about a review first."),
    EndingCause.TRANSFER: say("We are responsible until the other service has accepted the case. It ends on that day."),
}


class EndingSheet(Sheet[EndingPage]):
    """For an open case: why, on which day, to whom. For a closed one: what ended it, and a reason to take it back."""

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _WORDS, reader(case, read_ending))
        self.standing = Words("")
        self.because = Choice(tuple(Option(cause, cause.words) for cause in EndingCause), name="because")
        self.on = DayField(say("&On"), "on", past=True)
        self.service = LineField(say("&Which service"), "service", 200)
        self.accepted_by = LineField(say("&Accepted by"), "accepted_by", 200, optional=True)
        self.consequence = Notice(NoticeKind.INFO, "", name="ending_consequence")
        self.notes = NarrativeEdit(name="notes", lines=3)
        self.reason = NarrativeEdit(name="reason", lines=3)
        self.column.addWidget(self.standing)
        because = FormField(say("Wh&y it ended"), self.because, name="because")
        self.add(because, self.on)
        self.to_order = Button(say("Open the &order that is in force"), ButtonKind.LINK, name="ending_order")
        self.to_order.clicked.connect(self._on_order)
        self.column.addWidget(self.to_order)
        self.column.addWidget(self.consequence)
        self.add(
            self.service,
            self.accepted_by,
            FormField(say("&How it ended"), self.notes, name="notes", optional=True),
            FormField(
                say("&Reason"),
                self.reason,
                name="reason",
                hint=say("Why the work has not ended. The case opens again."),
            ),
        )
        because.edited.connect(self._on_because)

    def show_known(self, known: Known[EndingPage]) -> None:
        """The day is that of the last order's end, or today; of a transfer that was accepted, what is known of it."""
        self.on.set_today(known.today)
        self.on.set_value(known.stands.last_ended or known.today)
        over = known.stands.handed_over
        if over is not None and known.stands.open:
            self.because.set_keys([EndingCause.TRANSFER])
            self.on.set_value(over.ends_on)
            self.service.set_text(over.service)
            self.accepted_by.set_text(over.accepted_by)

    def show_again(self, known: Known[EndingPage]) -> None:
        """Say how the case stands; an end is recorded or taken back, by which it is."""
        self.standing.setText(self.stands_words(known))
        taken_back = not known.stands.open
        self.save_button.setText(say("&Take it back") if taken_back else say("&End the work"))
        self.save_button.setAccessibleName(self.save_button.text().replace("&", ""))
        self.save_button.setEnabled(not taken_back or bool(known.stands.endings))
        for name in ("because", "on", "notes"):
            self.field(name).setVisible(not taken_back)
        self.field("reason").setVisible(taken_back and bool(known.stands.endings))
        self._on_because()

    def stands_words(self, known: Known[EndingPage]) -> str:
        """Open with its orders, or closed with what ended it and how long the file is kept."""
        page = known.stands
        holds = [
            say("Legal hold: {words}, asked for by {asked_by}.", words=line.words, asked_by=line.asked_by)
            for line in page.holds
        ]
        if page.open:
            return " ".join([_open_words(page), *holds])
        ended = [
            say(
                "{words} on {plain_date}, by {by}.",
                words=line.because.words,
                plain_date=wording.plain_date(line.on),
                by=line.by,
            )
            for line in page.endings
        ]
        return " ".join([say("This case is closed."), *ended, _retention_words(page.retention), *holds]).strip()

    def problems(self) -> Mapping[str, str]:
        """What is missing, for an end or for taking one back."""
        if not self._is_open():
            return {} if self.reason.text.strip() else {"reason": say("Write why the work has not ended.")}
        found = {} if self.because.key else {"because": say("Choose why it ended.")}
        if self.on.value is None:
            found["on"] = _DAY
        if self.because.key == EndingCause.TRANSFER and not self.service.text:
            found["service"] = say("Write which service accepted the case.")
        return found

    def work(self) -> Work:
        """End the work, or take the last end back."""
        case, known = self.case, self.known
        if known is not None and not known.stands.open:
            return _taking_back(case, known.stands, self.reason.text.strip())
        because, on = EndingCause(self.because.key), self.on.value or date.max
        notes, service, by = self.notes.text.strip(), self.service.text, self.accepted_by.text
        over = known.stands.handed_over if known else None
        accepted_on = min(over.accepted_on, on) if over else on

        def end(session: Session) -> object:
            handover = checked_handover(service, accepted_on, by) if because is EndingCause.TRANSFER else None
            return end_work(session, case, because, on, notes, handover)

        return end

    def saved_words(self, result: object) -> str:
        """Say what became of the case."""
        del result
        return _WORDS.saved if self._is_open() else say("Taken back; the case is open again.")

    def _is_open(self) -> bool:
        return self.known is None or self.known.stands.open

    @Slot()
    def _on_because(self) -> None:
        chosen = EndingCause(self.because.key) if self.because.key and self._is_open() else None
        for field in (self.service, self.accepted_by):
            field.setVisible(chosen is EndingCause.TRANSFER)
        runs = bool(self.known and self.known.stands.in_force)
        self.to_order.setVisible(chosen is EndingCause.ORDER_END and runs)
        self.on.set_label(say("Our responsibility ended &on") if chosen is EndingCause.TRANSFER else say("&On"))
        self.consequence.set_notice(NoticeKind.INFO, _HINTS[chosen] if chosen else "")
        if self.isVisible():
            self.fit()

    @Slot()
    def _on_order(self) -> None:
        """Go where its last day is corrected; nothing was written here that would be lost but why and when."""
        if self.known is not None and self.known.stands.in_force:
            self._desk.go(Place("person", self.case, record=self.known.stands.in_force, tab="records"))
            self.accept()


def _taking_back(case: CaseId, page: EndingPage, reason: str) -> Work:
    def take_back(session: Session) -> object:
        changes = [take_back_ending(session, case, line.record, reason) for line in page.endings]
        return changes[-1]

    return take_back


def _open_words(page: EndingPage) -> str:
    if page.orders:
        return say("This case is open. In force: {orders}.", orders="; ".join(page.orders))
    ended = (
        say(" The last order ended on {plain_date}.", plain_date=wording.plain_date(page.last_ended))
        if page.last_ended
        else ""
    )
    return say("This case is open.{ended}", ended=ended)


def _retention_words(retention: Retention | None) -> str:
    if retention is None or retention.due_on is None:
        return ""
    doubt = "" if retention.confirmed else say(" Nobody has confirmed this rule yet.")
    return f"{RETENTION_WORDS[retention.state]}: {wording.plain_date(retention.due_on)}.{doubt}"
