"""One thing to look at: who recorded what and when, why it is here, what it would change, and what to do about it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.rules.matter import MatterSort
from casework.words import say
from desktop.services.looking import ChangeLine, LookLine
from desktop.services.present import Lines
from desktop.views.case.facts import FactLines
from desktop.views.looks.reading import LookCase
from desktop.views.looks.sentence import meaning, sort_words, who_words
from desktop.views.looks.verdict import Verdict
from desktop.views.partials.card import Card
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.person_line import PersonLine
from desktop.views.person_look import glance_of
from desktop.views.theme.token import SPACE_4, SPACE_16, SPACE_24
from desktop.views.worklist.worklist_page import TaskSheet

_NARROW_PX = 520
UNREADABLE = say("What it says can be read in a newer version of Doorstep.")


class LookSheet(TaskSheet[LookCase]):
    """Shows one line; ``verdict`` has what the person may do about it."""

    def __init__(self) -> None:
        super().__init__("look_sheet")
        self._case: LookCase | None = None
        self._today = date.min
        self._parts = QWidget()
        self._column = _column(self._parts, SPACE_16)
        self.trouble = Notice(NoticeKind.WARNING, "", name="look_trouble")
        self.verdict = Verdict()
        self.body.setSpacing(SPACE_16)
        for part in (self._parts, self.trouble, self.verdict):
            self.body.addWidget(part)
        self.body.addStretch(1)

    @property
    def case(self) -> LookCase | None:
        """What is shown."""
        return self._case

    def show_case(self, case: LookCase, today: date) -> None:
        """Show a thing to look at; if it is shown already, what was written about it stays."""
        before, self._case = self._case, case
        if case == before and today == self._today:
            return
        self._today = today
        if before is None or before.key != case.key:
            self.verdict.clear()
            self.say("")
            self.verticalScrollBar().setValue(0)
        self._fill(case)

    def forget(self) -> None:
        """Show nothing any more: it is settled."""
        self._case = None
        self.verdict.clear()

    @property
    def begun(self) -> bool:
        """Whether a reason was written."""
        return self.verdict.begun

    def enter(self) -> None:
        """Take the focus."""
        self.verdict.enter()

    def set_busy(self, *, busy: bool) -> None:
        """Take no verdict, while one is on its way."""
        self.verdict.set_busy(busy=busy)

    def refuse(self, sentence: str) -> None:
        """Say at the reason what is missing."""
        self.verdict.refuse(sentence)

    def say(self, sentence: str) -> None:
        """Say above the reason what is the matter."""
        self.trouble.set_notice(NoticeKind.WARNING, sentence)

    def _fill(self, case: LookCase) -> None:
        line = case.line
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        for part in self._facts(case, line):
            self._column.addWidget(part)
        self.verdict.show_line(line)

    def _facts(self, case: LookCase, line: LookLine) -> list[QWidget]:
        head = QWidget()
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = _column(head, SPACE_4)
        column.addWidget(PersonLine(glance_of(case.person), self._today, large=True))
        column.addWidget(Words(f"{line.title}: {_lower(sort_words(line))}", TextRole.HEADING))
        column.addWidget(Words(who_words(line, self._today), TextRole.MUTED))
        weight = NoticeKind.WARNING if MatterSort.QUARANTINED in line.sorts else NoticeKind.INFO
        parts = [head, Notice(weight, meaning(line), name="look_meaning")]
        if line.unseen:
            parts.append(_unseen(line.unseen))
        return [*parts, _changes(line)]


def _unseen(unseen: Sequence[str]) -> Card:
    card = Card(say("Not seen by its author"))
    card.add_row(FactLines(tuple(("", words) for words in unseen)))
    return card


def _changes(line: LookLine) -> Card:
    """What stands in another's place first, side by side; then the rest, line by line."""
    held_back = MatterSort.QUARANTINED in line.sorts
    card = Card(say("What it would change") if held_back else say("What it recorded"))
    against = [change for change in line.changes if held_back and change.stands]
    for change in against:
        without = _side(say("Without it"), change.stands)
        card.add_row(
            FoldRow(_side(change.title, change.lines), without, narrow_px=_NARROW_PX, stretch=(1, 1), gap_px=SPACE_24)
        )
    rest = tuple(said for change in line.changes if change not in against for said in _told(change))
    if rest:
        card.add_row(FactLines(rest))
    if not line.changes:
        card.add_row(Words(UNREADABLE, TextRole.MUTED))
    return card


def _told(change: ChangeLine) -> Lines:
    """A field's words with its title, where they are one; else its parts, each with its own."""
    if len(change.lines) == 1:
        return ((change.title, change.lines[0][1]),)
    return ((change.title, ""), *change.lines)


def _side(title: str, lines: Lines) -> QWidget:
    whole = QWidget()
    whole.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    column = _column(whole, SPACE_4)
    column.addWidget(Words(title, TextRole.LABEL))
    column.addWidget(FactLines(lines))
    column.addStretch(1)
    return whole


def _column(widget: QWidget, gap_px: int) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap_px)
    return column


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
