"""One record whole: what it says, who recorded it, what belongs to it, where it stands with the seniors."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from casework.records.assessment.assessment import Assessment
from casework.records.assessment.discussion import Discussion
from casework.words import say
from desktop.services.assessing.reading import AssessmentView
from desktop.services.countersign import OversightView, SignatureLine
from desktop.services.planning.section import WRITTEN_WHOLE
from desktop.services.record_page import BelongingGroup, RecordPage
from desktop.views import wording
from desktop.views.assessment.assessment_section import AssessmentSection
from desktop.views.case.facts import Account, FactLines
from desktop.views.case.records.field_card import FieldView
from desktop.views.case.records.wish import Deed, RecordWish
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.item_layout import empty_layout
from desktop.views.partials.label import Line, TextRole, Words
from desktop.views.partials.ladder import Ladder, Receipt
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.partials.warning_chip import Chip, ChipKind
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_12, SPACE_16

_NEWER = say("Part of this was recorded in a newer version of Doorstep and is not shown here. It is kept as it is.")
_CORRECTED = say("This record was corrected. It stays as it was; what counts stands in the correction.")
_CORRECTS = say("This corrects an earlier record.")
_OWN_WORK = say("You wrote some of this yourself: another senior of the case has to countersign it.")


class RecordPane(ScrollPage):
    """Shows one record. Everything that can be done asks with ``wanted``.

    ``of_case``: it belongs to a case, and each field says what the person may be told of it.
    """

    wanted = Signal(RecordWish)

    def __init__(self, *, of_case: bool = True) -> None:
        super().__init__("record_pane")
        self._of_case = of_case
        self.setAccessibleName(say("The chosen record"))
        self.body.setSpacing(SPACE_16)
        self._page: RecordPage | None = None
        self._views: list[FieldView] = []

    @property
    def record(self) -> str:
        """The record shown, empty where there is none."""
        return self._page.line.record if self._page else ""

    def enter(self) -> None:
        """Put the focus into the first text, or the first button, so that one can go on from there with Tab."""
        found = self.findChild(Account) or self.findChild(Button)
        if isinstance(found, QWidget):
            found.setFocus()

    def show_record(self, page: RecordPage | None) -> None:
        """Show a record, or nothing. The same record again stays where it was scrolled to."""
        if page == self._page:
            return
        same = page is not None and page.line.record == self.record
        self._page = page
        empty_layout(self.body)
        if page is not None:
            for part in self._parts(page):
                self.body.addWidget(part)
            self.body.addStretch(1)
        if not same:
            self.verticalScrollBar().setValue(0)

    def _parts(self, page: RecordPage) -> list[QWidget]:
        parts = [self._head(page), *self._notices(page)]
        fields = self._fields(page)
        actions = self._actions(page)
        parts += [_row(actions)] if actions else []
        parts += [self._assessment(page, page.assessment)] if page.assessment else []
        parts.append(fields)
        parts += [self._points_to(page)] if page.points_to else []
        parts += [self._belonging(group) for group in page.belonging if group.lines]
        parts += [self._adding(page)] if any(group.may_add for group in page.belonging) else []
        parts += [self._oversight(page, page.oversight)] if page.oversight else []
        parts.append(_receipt(page))
        return parts

    def _head(self, page: RecordPage) -> QWidget:
        line = page.line
        head = QWidget()
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addWidget(Words(line.kind_title, TextRole.HEADING))
        when = wording.day_and_time(line.at, page.today)
        column.addWidget(Words(say("Recorded {when} · {by}", when=when, by=line.by), TextRole.MUTED))
        chips = QWidget()
        flow = FlowLayout(chips, gap_px=SPACE_8)
        for words, kind, there in (
            (say("Restricted"), ChipKind.DANGER, line.restricted),
            (say("2 views"), ChipKind.DANGER, line.two_views),
            (say("Awaiting release"), ChipKind.WARNING, line.awaiting),
            (say("Withheld from the person"), ChipKind.PLAIN, line.withheld),
            (say("The team's own"), ChipKind.PLAIN, line.team),
            (page.plan.words if page.plan else "", ChipKind.PLAIN, page.plan is not None and bool(page.plan.words)),
        ):
            if there:
                flow.addWidget(Chip(words, kind))
        if flow.count():
            column.addWidget(chips)
        return head

    def _notices(self, page: RecordPage) -> list[QWidget]:
        found: list[QWidget] = []
        if page.corrected_by:
            found.append(self._notice(NoticeKind.WARNING, _CORRECTED, "corrected_by", say("Read the correction")))
        if page.waits:
            found.append(Notice(NoticeKind.DANGER, page.waits, name="concern_waits"))
        if page.unseen:
            words = say("When this was recorded, its author had not seen: {unseen}.", unseen="; ".join(page.unseen))
            found.append(Notice(NoticeKind.WARNING, words, name="made_without_sight"))
        if page.corrects:
            found.append(self._notice(NoticeKind.INFO, _CORRECTS, "corrects", say("Read the earlier record")))
        if page.newer:
            found.append(Notice(NoticeKind.WARNING, _NEWER, name="newer_version"))
        return found

    def _notice(self, kind: NoticeKind, words: str, name: str, action: str) -> Notice:
        notice = Notice(kind, words, name=name, action=action)
        notice.action_requested.connect(self._on_correction if name == "corrected_by" else self._on_corrected)
        return notice

    def _actions(self, page: RecordPage) -> list[Button]:
        buttons = []
        if page.may_change:
            buttons.append(self._button(say("Change…"), Deed.CHANGE, icon="ph.pencil-simple"))
        if page.may_correct:
            buttons.append(self._button(say("Correct in a new record…"), Deed.CORRECT))
        if page.plan is not None:
            if page.line.kind in WRITTEN_WHOLE:
                buttons.insert(0, self._button(say("Open the whole plan…"), Deed.PLAN, icon="ph.list-numbers"))
            buttons += [self._button(say("Put in use…"), Deed.USE)] if page.plan.may_use else []
            buttons.append(self._button(say("Begin the next version…"), Deed.VERSION))
        if any(view.deciding for view in self._views):
            deciding = Button(say("What the person may be told"), name="decide_telling")
            deciding.setCheckable(True)
            deciding.toggled.connect(self._on_deciding)
            buttons.append(deciding)
        return buttons

    def _button(
        self, words: str, deed: Deed, detail: str = "", icon: str = "", kind: ButtonKind = ButtonKind.SECONDARY
    ) -> Button:
        name = f"record_{deed.value}_{detail}" if detail else f"record_{deed.value}"
        button = Button(words, kind, name=name, icon=icon)
        button.setProperty("deed", deed.value)
        button.setProperty("detail", detail)
        button.clicked.connect(self._on_button)
        return button

    def _fields(self, page: RecordPage) -> QFrame:
        card, column = _panel(say("What it says"), titled=False)
        self._views = []
        for number, field in enumerate(page.fields):
            if number:
                column.addWidget(Line())
            view = FieldView(field, page.line.record, page.today, says_telling=self._of_case)
            view.wanted.connect(self.wanted)
            self._views.append(view)
            column.addWidget(view)
        return card

    def _assessment(self, page: RecordPage, view: AssessmentView) -> QWidget:
        section = AssessmentSection(view, page.today)
        section.read_wanted.connect(self._on_past)
        section.discussion_wanted.connect(self._on_discussion)
        section.again_wanted.connect(self._on_again)
        return section

    def _points_to(self, page: RecordPage) -> QFrame:
        card, column = _panel(say("Points to"))
        for title, ident, words in page.points_to:
            column.addWidget(Words(title, TextRole.LABEL))
            column.addWidget(_row([self._button(words, Deed.READ, ident, kind=ButtonKind.LINK)]))
        return card

    def _belonging(self, group: BelongingGroup) -> QFrame:
        card, column = _panel(f"{group.title} ({len(group.lines)})")
        for number, one in enumerate(group.lines):
            if number:
                column.addWidget(Line())
            line = one.line
            said = line.title.removeprefix(f"{group.title}: ")
            restricted = say(" · restricted") if line.restricted else ""
            words = f"{said}{restricted}{say(' · 2 views') if line.two_views else ''}"
            column.addWidget(_row([self._button(words, Deed.READ, line.record, kind=ButtonKind.LINK)]))
            # What the title says already is not said again.
            facts = [(title, text) for title, text in one.facts if text.casefold() not in said.casefold()]
            if facts:
                column.addWidget(FactLines(tuple(facts)))
        return card

    def _adding(self, page: RecordPage) -> QFrame:
        """What may be added to it."""
        card, column = _panel(say("Add to it"))
        groups = [group for group in page.belonging if group.may_add]
        column.addWidget(_row([self._button(f"{g.title}…", Deed.ADD, g.kind, icon="ph.plus") for g in groups]))
        return card

    def _oversight(self, page: RecordPage, view: OversightView) -> QFrame:
        card, column = _panel(say("Countersigning"))
        words = Words(view.words)
        words.setObjectName("oversight_words")
        column.addWidget(words)
        if view.asked_at is not None:
            asked = say(
                "Asked by {asked_by}, {day_and_time}",
                asked_by=view.asked_by,
                day_and_time=wording.day_and_time(view.asked_at, page.today),
            )
            column.addWidget(Words(f"{asked}. {view.asked_note}".strip(), TextRole.MUTED))
        for line in view.lines:
            column.addWidget(Words(_signature_words(line, page), TextRole.MUTED))
        if view.own_work:
            column.addWidget(Words(_OWN_WORK, TextRole.MUTED))
        buttons = [self._button(say("Ask a senior to countersign…"), Deed.ASK)] if view.may_ask else []
        if view.may_answer:
            buttons += [self._button(say("Agree…"), Deed.AGREE), self._button(say("Return with a note…"), Deed.RETURN)]
        if buttons:
            column.addWidget(_row(buttons))
        return card

    @Slot(bool)
    def _on_deciding(self, shown: bool) -> None:
        for view in self._views:
            view.show_deciding(shown)

    @Slot()
    def _on_button(self) -> None:
        button = self.sender()
        if self._page is not None:
            deed, detail = Deed(str(button.property("deed"))), str(button.property("detail"))
            record = detail if deed is Deed.READ else self.record
            self.wanted.emit(RecordWish(deed, record, detail))

    @Slot(str)
    def _on_past(self, record: str) -> None:
        self.wanted.emit(RecordWish(Deed.READ, record))

    @Slot()
    def _on_discussion(self) -> None:
        self.wanted.emit(RecordWish(Deed.ADD, self.record, Discussion.kind))

    @Slot()
    def _on_again(self) -> None:
        self.wanted.emit(RecordWish(Deed.ADD, self.record, Assessment.kind))

    @Slot()
    def _on_correction(self) -> None:
        if self._page is not None:
            self.wanted.emit(RecordWish(Deed.READ, self._page.corrected_by))

    @Slot()
    def _on_corrected(self) -> None:
        if self._page is not None:
            self.wanted.emit(RecordWish(Deed.READ, self._page.corrects))


def _signature_words(line: SignatureLine, page: RecordPage) -> str:
    when = wording.day_and_time(line.at, page.today)
    which = "" if line.current else say(" (an earlier version)")
    note = f": {line.note}" if line.note else ""
    return say("{words} by {by}, {when}{which}{note}", words=line.words, by=line.by, when=when, which=which, note=note)


def _receipt(page: RecordPage) -> QFrame:
    card, column = _panel(say("How far this record has come"))
    ladder = page.ladder
    column.addWidget(Ladder(Receipt(ladder.saved_at, ladder.at_office_at, page.read_by, ladder.read_at), page.today))
    sentence = Words(page.ladder_sentence, TextRole.MUTED)
    sentence.setObjectName("ladder_sentence")
    column.addWidget(sentence)
    return card


def _panel(title: str, *, titled: bool = True) -> tuple[QFrame, QVBoxLayout]:
    panel = QFrame()
    panel.setProperty("role", "card")
    panel.setAccessibleName(title)
    panel.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    column = QVBoxLayout(panel)
    column.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
    column.setSpacing(SPACE_8)
    if titled:
        column.addWidget(Words(title, TextRole.SECTION))
    return panel, column


def _row(buttons: list[Button]) -> QWidget:
    """Buttons in a row that wraps; a long one gives way to the width there is."""
    row = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    row.setSizePolicy(policy)
    flow = FlowLayout(row, gap_px=SPACE_8, row_gap_px=SPACE_4)
    for button in buttons:
        flow.addWidget(button)
    return row
