"""What is due in a case: by which rule, where that is stated, what satisfies it; and dates that are the police's."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from casework.records.assessment.assessment import Assessment
from casework.records.risk.risk_level import RiskLevelRecord
from casework.rules.duty.police import PoliceDate
from desktop.services.duty import CaseDue, DueItem
from desktop.views import wording
from desktop.views.case.address_tab import Wanted
from desktop.views.case.facts import empty_layout
from desktop.views.case.reading import CaseView
from desktop.views.case.section import section
from desktop.views.partials.button import Button
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.theme.token import SPACE_4, SPACE_8

_NARROW_PX = 460
_NOTHING = (
    "Nothing is due. What an order, an incident, an assessment, a plan or MAPPA asks for shows here by itself, with "
    "the rule it follows from and what satisfies it. Record one of them, and see."
)
_NO_REASON = "Nothing waits for a reason."
_NO_POLICE = "The police have told us no date. Record their notification requirements or a visit under Records."
_THEIRS = "These dates are the police's own, as they told us. Nothing here says whether somebody complies."
_DISCUSSED = frozenset({Assessment.kind, RiskLevelRecord.kind})


class DueTab(ScrollPage):
    """``wanted``: "read" the record that something is about, or "discuss" it with a senior."""

    wanted = Signal(Wanted)

    def __init__(self) -> None:
        super().__init__("due_tab")

    def show_view(self, view: CaseView) -> None:
        """Show what the view says; what has the focus keeps it."""
        name = self._focused_name()
        empty_layout(self.body)
        due, today = view.due, view.today
        for number, sentence in enumerate(due.disagreeing):
            self.body.addWidget(Notice(NoticeKind.WARNING, sentence, name=f"disagreeing_{number}"))
        self.body.addWidget(section("What is due", [self._item(item) for item in due.items], _NOTHING))
        if due.unexplained:
            rows = [self._item(item) for item in due.unexplained]
            self.body.addWidget(section("Not kept, and no reason recorded", rows, _NO_REASON))
        if due.police:
            rows = [Words(_THEIRS, TextRole.MUTED), *(self._police(one, today) for one in due.police)]
            self.body.addWidget(section("Dates of the police", rows, _NO_POLICE))
        self.body.addStretch(1)
        self._focus_again(name)

    def _focused_name(self) -> str:
        widget = _focused()
        return widget.objectName() if widget is not None and self.content.isAncestorOf(widget) else ""

    def _focus_again(self, name: str) -> None:
        same = self.content.findChildren(QWidget, name) if name else []
        shown = [widget for widget in same if widget.isVisibleTo(self.content)]
        if shown:
            shown[-1].setFocus()

    def _item(self, item: DueItem) -> QWidget:
        words = _stacked(
            Words(item.due.title, TextRole.STRONG),
            Words(item.when, TextRole.DANGER if item.overdue else TextRole.BODY),
            Words(f"Done by: {item.due.closes}", TextRole.BODY) if item.due.closes else None,
            Words(rule_words(item), TextRole.MUTED),
        )
        words.setAccessibleName(f"{item.due.title}. {item.when}")
        buttons = self._buttons(item)
        if not buttons:
            return words
        group = QWidget()
        flow = FlowLayout(group, gap_px=SPACE_8)
        for button in buttons:
            flow.addWidget(button)
        return FoldRow(words, group, narrow_px=_NARROW_PX)

    def _buttons(self, item: DueItem) -> list[Button]:
        due = item.due
        if not item.kind:
            return []
        key = f"{due.rule.code}_{due.about}_{due.since}"
        found = [self._button("Open", "due_read", key, item, "read")]
        if due.rule.code == "senior_discussion" and item.kind in _DISCUSSED:
            found.insert(0, self._button("Record discussion", "due_discuss", key, item, "discuss"))
        return found

    def _button(self, words: str, name: str, key: str, item: DueItem, verb: str) -> Button:
        button = Button(words, name=f"{name}_{key}", about=item.due.title)
        button.clicked.connect(partial(self._ask, Wanted(verb, item.due.about)))
        return button

    def _police(self, one: PoliceDate, today: date) -> QWidget:
        day = wording.plain_date(one.day) if one.day else ""
        told = f"Told by {one.told_by or 'the police'}"
        told_on = f" on {wording.plain_date(one.told_on)}" if one.told_on else ""
        past = " This day has passed." if one.day and one.day < today else ""
        return _stacked(
            Words(f"{one.words} {day}".strip(), TextRole.STRONG), Words(f"{told}{told_on}.{past}", TextRole.MUTED)
        )

    def _ask(self, wanted: Wanted, _checked: bool = False) -> None:
        self.wanted.emit(wanted)


def rule_words(item: DueItem) -> str:
    """By which rule and where it is stated; with the rules that ask for the same later."""
    rules = [item.due.rule, *item.due.also]
    named = wording.listed(tuple(f"{ref.code.replace('_', ' ')} (version {ref.version})" for ref in rules))
    return f"Rule: {named}. Source: {item.due.source.rstrip('.')}."


def due_title(due: CaseDue) -> str:
    """The title of the tab, with how much is due."""
    count = len(due.items) + len(due.unexplained)
    return f"D&ue ({count})" if count else "D&ue"


def _focused() -> QWidget | None:
    return QApplication.focusWidget()


def _stacked(*parts: QWidget | None) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_4)
    for part in parts:
        if part is not None:
            column.addWidget(part)
    return whole
