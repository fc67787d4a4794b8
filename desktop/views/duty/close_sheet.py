"""Close a visit from the duty desk: whom one spoke to, what they said, when. It can be written while one telephones."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from casework.records.identifier import CaseId
from casework.records.part import LINE_MAX
from casework.words import say
from desktop.services.on_duty.answering import WHOM, Closing, close_visit, missing_lines
from desktop.services.present import Lines
from desktop.services.session import Session
from desktop.views.capture.typed_field import TimeField
from desktop.views.case_sheets.known import Known, read_known
from desktop.views.case_sheets.line_field import LineField
from desktop.views.case_sheets.memory import remember
from desktop.views.case_sheets.sheet import Sheet, SheetWords, Work
from desktop.views.desk import Desk
from desktop.views.partials.label import TextRole, Words

_WORDS = SheetWords(say("Closed by telephone"), say("They are &safe: close the visit"), say("The visit is closed."))
_SETTLED = say("this visit is over")
_WHOM_HINT = say("Whoever said that they are safe: themselves, or a colleague who is with them.")
_TIME_COLUMNS = 24
_WHEN = say("Today, such as 1430. Leave it empty if it was just now.")


class CloseSheet(Sheet[Lines]):
    """Only once somebody was spoken to: a message that was left closes nothing."""

    def __init__(self, desk: Desk, case: CaseId, appointment: str, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _WORDS, self._read_missing)
        self._appointment = appointment
        self.ring, self.rest = Words("", TextRole.STRONG), Words("", TextRole.MUTED)
        for words in (self.ring, self.rest):
            self.column.addWidget(words)
        self.whom = LineField(say("&Whom you spoke to"), "spoke_to", LINE_MAX, hint=_WHOM_HINT)
        self.said = LineField(say("What they s&aid"), "said", LINE_MAX, optional=True)
        self.at = TimeField(say("W&hen"), "at", _WHEN, _TIME_COLUMNS, optional=True)
        self.add(self.whom, self.said, self.at)

    def _read_missing(self, session: Session) -> Known[Lines] | None:
        return read_known(session, self.case, lambda session, case: missing_lines(session, case, self._appointment))

    def show_again(self, known: Known[Lines]) -> None:
        """Whom to ring, and where they went."""
        first, *rest = known.stands or (("", _SETTLED.capitalize()),)
        self.ring.setText(_words(first))
        self.rest.setText("\n".join(_words(line) for line in rest))

    def stands_words(self, known: Known[Lines]) -> str:
        """Whether it waits still."""
        return _words(known.stands[0]) if known.stands else _SETTLED

    def problems(self) -> Mapping[str, str]:
        """Whom, and the time."""
        found = {} if self.whom.text else {"spoke_to": WHOM}
        return found | ({"at": say("When: write the time, such as 14.30.")} if self.at.puzzled else {})

    def work(self) -> Work:
        """Record it."""
        case, appointment = self.case, self._appointment
        closing = Closing(self.whom.text, self.said.text, self.at.value)
        return lambda session: close_visit(session, case, appointment, closing)


def _words(line: tuple[str, str]) -> str:
    return ": ".join(part for part in line if part)


def open_close_sheet(desk: Desk, case: CaseId, appointment: str, parent: QWidget) -> CloseSheet:
    """Open it over a page, as soon as the store has said whom to ring."""
    sheet = CloseSheet(desk, case, appointment, parent)
    remember(desk, case, sheet, "close_visit", appointment)
    sheet.begin()
    return sheet
