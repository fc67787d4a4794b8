"""What is due in a case: by which rule, where that is stated, what satisfies it; and dates that are the police's."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from casework.rules.duty.police import PoliceDate
from casework.words import say
from desktop.services.duty import CaseDue, DueItem
from desktop.views import wording
from desktop.views.case.reading import CaseView
from desktop.views.case.section import section
from desktop.views.case.sheet_opener import open_sheet_for
from desktop.views.case_sheets.reason_sheet import open_reason_sheet
from desktop.views.desk import Desk, Place
from desktop.views.partials.button import Button
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.item_layout import empty_layout
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.theme.token import SPACE_4, SPACE_8

_NARROW_PX = 460
_NOTHING = say(
    "Nothing is due. What an order, an incident, an assessment, a plan or MAPPA asks for shows here by itself, with "
    "the rule it follows from and what satisfies it. Record one of them, and see."
)
_NO_REASON = say("Nothing waits for a reason.")
_NO_POLICE = say("The police have told us no date. Record their notification requirements or a visit under Records.")
_THEIRS = say("These dates are the police's own, as they told us. Nothing here says whether somebody complies.")


class DueTab(ScrollPage):
    """Each thing that is due as a row, with a button to do it at once and one to read what it is about."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("due_tab")
        self._desk = desk
        # As high as its rows are once they have wrapped: what Qt would have at least, it reckons for narrow ones.
        self.content.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)

    def show_view(self, view: CaseView) -> None:
        """Show what the view says; what has the focus keeps it."""
        name = self._focused_name()
        empty_layout(self.body)
        due, today = view.due, view.today
        for number, sentence in enumerate(due.disagreeing):
            self._add(Notice(NoticeKind.WARNING, sentence, name=f"disagreeing_{number}"))
        self._add(section(say("What is due"), [self._item(item) for item in due.items], _NOTHING))
        if due.unexplained:
            rows = [self._item(item) for item in due.unexplained]
            self._add(section(say("Not kept, and no reason recorded"), rows, _NO_REASON))
        if due.police:
            rows = [Words(_THEIRS, TextRole.MUTED), *(self._police(one, today) for one in due.police)]
            self._add(section(say("Dates of the police"), rows, _NO_POLICE))
        self.body.addStretch(1)
        self._focus_again(name)

    def _add(self, widget: QWidget) -> None:
        self.body.addWidget(widget)
        # At once, not when Qt's loop comes round: what has the focus is looked for among them.
        widget.show()

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
            Words(say("What satisfies it: {closes}", closes=item.due.closes), TextRole.BODY)
            if item.due.closes
            else None,
            *(Words(note) for note in item.notes),
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
        found = []
        if item.due.missing:
            found.append(self._button(say("Record the reason"), "due_reason", item, self._on_reason))
        if item.action is not None:
            found.append(self._button(item.action.words, "due_do", item, self._on_do))
        if item.kind:
            found.append(self._button(say("Open"), "due_read", item, self._on_read))
        return found

    def _button(self, words: str, name: str, item: DueItem, do: Callable[[DueItem], None]) -> Button:
        due = item.due
        button = Button(words, name=f"{name}_{due.rule.code}_{due.about}_{due.since}", about=due.title)
        button.clicked.connect(partial(self._on_clicked, do, item))
        return button

    def _on_clicked(self, do: Callable[[DueItem], None], item: DueItem, _checked: bool = False) -> None:
        do(item)

    def _on_do(self, item: DueItem) -> None:
        action = item.action
        if action is None:
            return
        if action.sheet:
            open_sheet_for(action.sheet, self._desk, item.case, self)
        else:
            about = item.due.about if action.about else None
            self._desk.go(Place("record", item.case, kind=action.kind, about=about or None))

    def _on_read(self, item: DueItem) -> None:
        self._desk.go(Place("person", item.case, record=item.due.about, tab="records"))

    def _on_reason(self, item: DueItem) -> None:
        open_reason_sheet(self._desk, item.case, item, self)

    def _police(self, one: PoliceDate, today: date) -> QWidget:
        day = wording.plain_date(one.day) if one.day else ""
        told = say("Told by {told_by}", told_by=one.told_by or say("the police"))
        told_on = say(" on {plain_date}", plain_date=wording.plain_date(one.told_on)) if one.told_on else ""
        past = say(" This day has passed.") if one.day and one.day < today else ""
        return _stacked(
            Words(f"{one.words} {day}".strip(), TextRole.STRONG), Words(f"{told}{told_on}.{past}", TextRole.MUTED)
        )


def rule_words(item: DueItem) -> str:
    """By which rule and where it is stated; with the rules that ask for the same later."""
    rules = [item.due.rule, *item.due.also]
    named = wording.listed(
        tuple(say("{code} (version {version})", code=ref.code.replace("_", " "), version=ref.version) for ref in rules)
    )
    return say("Rule: {named}. Source: {source}.", named=named, source=item.due.source.rstrip("."))


def due_title(due: CaseDue) -> str:
    """The title of the tab, with how much is due."""
    count = len(due.items) + len(due.unexplained)
    return say("D&ue ({count})", count=count) if count else say("D&ue")


def _focused() -> QWidget | None:
    return QApplication.focusWidget()


def _stacked(*parts: QWidget | None) -> QWidget:
    whole = QWidget()
    whole.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_4)
    for part in parts:
        if part is not None:
            column.addWidget(part)
    return whole
