"""Write that a visitor was told: how, when, what was agreed. It can be saved as it opens, by whoever has just rung."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from casework.records.contact.not_told import TellingHow
from casework.records.identifier import CaseId
from casework.records.part import LINE_MAX
from casework.words import say
from desktop.services.on_duty.telling import find_untold, say_told
from desktop.services.session import Session
from desktop.views.capture.form_field import FormField
from desktop.views.capture.typed_field import TimeField
from desktop.views.case_sheets.known import Known, read_known
from desktop.views.case_sheets.line_field import LineField
from desktop.views.case_sheets.memory import remember
from desktop.views.case_sheets.sheet import Sheet, SheetWords, Work
from desktop.views.desk import Desk
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.label import TextRole, Words

_WORDS = SheetWords(say("They were told"), say("&Record that they know"), say("Recorded: they were told."))

_SETTLED = say("nobody has to be told any more")

_TIME_COLUMNS = 24
_WHEN = say("Today, such as 1430. Leave it empty if it was just now.")

Stands = tuple[str, ...]
"""Who, their number and what changed; nothing where it is settled."""


class ToldSheet(Sheet[Stands]):
    """Only when they answered: a message that was left is no telling."""

    def __init__(self, desk: Desk, case: CaseId, record: str, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _WORDS, self._read_untold)
        self._record = record
        self.who, self.what = Words("", TextRole.STRONG), Words("", TextRole.MUTED)
        self.how = Choice(tuple(Option(one.value, one.words) for one in TellingHow), name="how")
        self.how.set_keys((TellingHow.TELEPHONE.value,))
        self.at = TimeField(say("&When"), "at", _WHEN, _TIME_COLUMNS, optional=True)
        self.note = LineField(say("What was a&greed"), "note", LINE_MAX, optional=True)
        for words in (self.who, self.what):
            self.column.addWidget(words)
        self.add(FormField(say("&How"), self.how, name="how"), self.at, self.note)

    def _read_untold(self, session: Session) -> Known[Stands] | None:
        return read_known(session, self.case, self._untold)

    def _untold(self, session: Session, case: CaseId) -> Stands:
        line = find_untold(session, case, self._record)
        return (line.visitor, line.number, line.what) if line else ()

    def show_again(self, known: Known[Stands]) -> None:
        """Whom to ring, and about what."""
        who, number, what = known.stands or (_SETTLED.capitalize(), "", "")
        self.who.setText(f"{who}, {number}" if number else who)
        self.what.setText(say("Changed: {what}. Tell them before they go in.", what=what.rstrip(".")) if what else "")

    def stands_words(self, known: Known[Stands]) -> str:
        """Who has to be told, if anybody has."""
        return known.stands[0] if known.stands else _SETTLED

    def problems(self) -> Mapping[str, str]:
        """The time."""
        return {"at": say("When: write the time, such as 14.30.")} if self.at.puzzled else {}

    def work(self) -> Work:
        """Record it."""
        case, record, how = self.case, self._record, TellingHow(self.how.key)
        at, note = self.at.value, self.note.text
        return lambda session: say_told(session, case, record, how, at, note)


def open_told_sheet(desk: Desk, case: CaseId, record: str, parent: QWidget) -> ToldSheet:
    """Open it over a page, as soon as the store has said who has to be told."""
    sheet = ToldSheet(desk, case, record, parent)
    remember(desk, case, sheet, "told", record)
    sheet.begin()
    return sheet
