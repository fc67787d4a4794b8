"""Put up a legal hold, or lift the one that stands: a senior, with a reason."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QWidget

from casework.records.file.legal_hold import HoldBasis, HoldGrounds
from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.ending import EndingPage, HoldLine, lift_hold, put_hold, read_ending
from desktop.views import wording
from desktop.views.capture.form_field import FormField
from desktop.views.capture.typed_field import DayField
from desktop.views.case_sheets.known import Known, reader
from desktop.views.case_sheets.line_field import LineField
from desktop.views.case_sheets.sheet import Sheet, SheetWords, Work
from desktop.views.desk import Desk
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.label import Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.notice import NoticeKind

_WORDS = SheetWords(
    say("Legal hold"), say("&Place the hold"), say("Legal hold in place. Nothing of this case is disposed of.")
)
_DAY = say("Write the day as day, month and year.")
_ONLY_SENIOR = say("A senior of the team lifts a legal hold. It holds until then.")
_NONE = say("No legal hold is in place. While one is, nothing of this case is disposed of.")


class HoldSheet(Sheet[EndingPage]):
    """Where none stands: for what, who asked for it, why. Where one does: what it says, and a reason to lift it."""

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _WORDS, reader(case, read_ending))
        self.standing = Words("")
        self.basis = Choice(tuple(Option(basis, basis.words) for basis in HoldBasis), name="basis", in_rows=True)
        self.asked_by = LineField(say("&Who asked for it"), "asked_by", 200)
        self.since = DayField(say("&Since"), "since", past=True)
        self.why = NarrativeEdit(name="why", lines=3)
        self.reason = NarrativeEdit(name="reason", lines=3)
        self.column.addWidget(self.standing)
        self.add(
            FormField(say("&Kept for"), self.basis, name="basis"),
            self.asked_by,
            self.since,
            FormField(say("Wh&y"), self.why, name="why"),
            FormField(
                say("&Reason"), self.reason, name="reason", hint=say("Why it is lifted. It is kept with the record.")
            ),
        )

    def show_known(self, known: Known[EndingPage]) -> None:
        """The day is today unless another is written."""
        self.since.set_today(known.today)
        self.since.set_value(known.today)

    def show_again(self, known: Known[EndingPage]) -> None:
        """Show what stands, and what may be done about it."""
        self.standing.setText(self.stands_words(known))
        stands = bool(known.stands.holds)
        for name in ("basis", "asked_by", "since", "why"):
            self.field(name).setVisible(not stands)
        self.field("reason").setVisible(stands and known.senior)
        self.save_button.setText(say("&Lift the hold") if stands else say("&Place the hold"))
        self.save_button.setAccessibleName(self.save_button.text().replace("&", ""))
        self.save_button.setEnabled(known.senior or not stands)
        if stands and not known.senior:
            self.say(NoticeKind.INFO, _ONLY_SENIOR)

    def stands_words(self, known: Known[EndingPage]) -> str:
        """The hold that stands, or that none does."""
        first = next(iter(known.stands.holds), None)
        return _hold_words(first) if first else _NONE

    def problems(self) -> Mapping[str, str]:
        """What is missing, for a hold or for lifting one."""
        if self._hold():
            return {} if self.reason.text.strip() else {"reason": say("Write why it is lifted.")}
        found = {} if self.basis.key else {"basis": say("Choose what the file is kept for.")}
        found |= {} if self.asked_by.text else {"asked_by": say("Write who asked for it.")}
        found |= {} if self.since.value else {"since": _DAY}
        return found | ({} if self.why.text.strip() else {"why": say("Write why the file is kept.")})

    def work(self) -> Work:
        """Put the hold up, or lift the one that is shown."""
        case, hold, reason = self.case, self._hold(), self.reason.text.strip()
        if hold is not None:
            record = hold.record
            return lambda session: lift_hold(session, case, record, reason)
        grounds = HoldGrounds(
            basis=HoldBasis(self.basis.key),
            asked_by=self.asked_by.text,
            why=self.why.text.strip(),
            since=self.since.value or date.max,
        )
        return lambda session: put_hold(session, case, grounds)

    def saved_words(self, result: object) -> str:
        """Say what became of it."""
        del result
        return say("Legal hold lifted.") if self._hold() else _WORDS.saved

    def _hold(self) -> HoldLine | None:
        return next(iter(self.known.stands.holds), None) if self.known else None


def _hold_words(line: HoldLine) -> str:
    since = say(" since {plain_date}", plain_date=wording.plain_date(line.since)) if line.since else ""
    asked = say(", asked for by {asked_by}", asked_by=line.asked_by) if line.asked_by else ""
    return say(
        "A legal hold is in place{since}: {words}{asked}. Nothing of this case is disposed of.",
        since=since,
        words=line.words,
        asked=asked,
    )
