"""One conflict side by side: the views, what stands meanwhile and why, and the decision."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.words import say
from desktop.views.conflicts.decision import Decided, Decision
from desktop.views.conflicts.difference import mark_differences
from desktop.views.conflicts.reading import ConflictCase
from desktop.views.conflicts.sentence import count_words, stands_words, why_it_stands
from desktop.views.conflicts.view_card import view_card
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.person_line import PersonLine
from desktop.views.person_look import glance_of
from desktop.views.theme.token import SPACE_8, SPACE_16
from desktop.views.worklist.worklist_page import TaskSheet

NOT_YOURS = say("A senior of the team decides this. All views are kept until then.")
CHANGED = say("Something new was recorded about this while you were looking. Look at it again, then decide.")
_NARROW_PX = 520


class ConflictSheet(TaskSheet[ConflictCase]):
    """``decided`` with what a person decided."""

    decided = Signal(Decided)

    def __init__(self) -> None:
        super().__init__("conflict_sheet")
        self._case: ConflictCase | None = None
        self._today = date.min
        self._head = _Holder(SPACE_8)
        self._views = _Holder(SPACE_16)
        self.stands = Notice(NoticeKind.INFO, "", name="stands_meanwhile")
        self.trouble = Notice(NoticeKind.WARNING, "", name="conflict_trouble")
        self.decision = Decision()
        self.body.setSpacing(SPACE_16)
        for part in (self._head, self._views, self.stands, self.trouble, self.decision):
            self.body.addWidget(part)
        self.decision.decided.connect(self.decided)

    @property
    def case(self) -> ConflictCase | None:
        """The conflict that is shown."""
        return self._case

    def show_case(self, case: ConflictCase, today: date) -> None:
        """Show a conflict; if it is the one that is shown already, what was written stays."""
        before, self._case = self._case, case
        if case == before and today == self._today:
            return
        self._today = today
        another = before is None or before.key != case.key
        if another:
            self.decision.clear()
            self.verticalScrollBar().setValue(0)
        changed = not another and before is not None and before.line.views != case.line.views
        self.say(CHANGED if changed and case.line.may_decide and _new_view(before, case) else "")
        self._fill(case)

    @property
    def begun(self) -> bool:
        """Whether a view was chosen or a reason written."""
        return self.decision.begun

    def forget(self) -> None:
        """Show nothing any more: it is decided."""
        self.decision.clear()

    def enter(self) -> None:
        """Take the focus, where this person may decide."""
        if self._case is not None and self._case.line.may_decide:
            self.decision.enter()

    def set_busy(self, *, busy: bool) -> None:
        """Take no decision, while one is on its way."""
        self.decision.button.setEnabled(not busy)

    def refuse(self, sentence: str) -> None:
        """Say at the reason what is missing."""
        self.decision.reason_field.set_error(sentence)

    def say(self, sentence: str) -> None:
        """Say above the decision what is the matter; nothing takes it away."""
        self.trouble.set_notice(NoticeKind.WARNING, sentence)

    def _fill(self, case: ConflictCase) -> None:
        line = case.line
        title = Words(f"{line.title}: {count_words(line)}", TextRole.HEADING)
        self._head.refill([PersonLine(glance_of(case.person), self._today, large=True), title])
        marked = mark_differences([view.lines for view in line.views])
        pairs = enumerate(zip(line.views, marked, strict=True), 1)
        cards: list[QWidget] = [view_card(number, view, lines, self._today) for number, (view, lines) in pairs]
        self._views.refill(_in_pairs(cards))
        stands = say(
            "{stands} stands meanwhile. {why_it_stands}", stands=stands_words(line), why_it_stands=why_it_stands(line)
        )
        self.stands.set_notice(NoticeKind.INFO, stands if line.may_decide else f"{stands} {NOT_YOURS}")
        self.decision.setVisible(line.may_decide)
        self.decision.show_views(line.views)


def _new_view(before: ConflictCase | None, now: ConflictCase) -> bool:
    return before is not None and {v.entry for v in before.line.views} != {v.entry for v in now.line.views}


def _in_pairs(cards: Sequence[QWidget]) -> list[QWidget]:
    rows: list[QWidget] = []
    for start in range(0, len(cards), 2):
        pair = cards[start : start + 2]
        both = len(pair) == 2
        rows.append(FoldRow(pair[0], pair[1], narrow_px=_NARROW_PX, stretch=(1, 1)) if both else pair[0])
    return rows


class _Holder(QWidget):
    """A column whose widgets are replaced as a whole."""

    def __init__(self, gap_px: int) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(gap_px)

    def refill(self, widgets: Sequence[QWidget]) -> None:
        """Show these widgets and no others."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        for widget in widgets:
            self._column.addWidget(widget)
