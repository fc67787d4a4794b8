"""Who has access to a case: each line says who, why, until when and by whom, with a button to end it."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.errors import UserError
from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.case_access import AccessLine, CaseAccess, GivenSort, end_given, read_case_access
from desktop.store.change import Change
from desktop.views import dialogs
from desktop.views.access.access_words import given_words, state_words, time_words
from desktop.views.access.case_part_sheet import AllocationSheet, ExclusionSheet, ReaderSheet
from desktop.views.access.cover_sheet import CoverSheet
from desktop.views.case_sheets.known import Known, reader
from desktop.views.case_sheets.sheet import Sheet, SheetWords
from desktop.views.desk import Desk
from desktop.views.dialogs import Question
from desktop.views.partials.button import Button
from desktop.views.partials.card import Card
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.item_layout import empty_layout
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.tab_order import set_reading_order
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_16

_WORDS = SheetWords(say("Who has access"), say("Give co&ver…"), "")
_GIVEN, _KEPT_OUT = say("Who works on this case"), say("Who is excluded")
_NARROW_PX = 420
_END = Question(
    say("End this access"),
    say("It ends now. What they recorded stays, and what they have not sent is kept."),
    say("End it"),
)
_LIFT = Question(
    say("End this exclusion"),
    say("It holds until the end of today; then the case is open to them again."),
    say("End it"),
)


class AccessSheet(Sheet[CaseAccess]):
    """The list, and ways on to give something. What somebody may not do is not offered to them."""

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _WORDS, reader(case, read_case_access))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(SPACE_16)
        self.allocate_button = Button(say("&Allocate…"), name="access_allocate")
        self.reader_button = Button(say("&Name a reader…"), name="access_reader")
        self.exclude_button = Button(say("E&xclude somebody…"), name="access_exclude")
        self._more = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._more.setSizePolicy(policy)
        flow = FlowLayout(self._more, gap_px=SPACE_8)
        for button, slot in (
            (self.allocate_button, self._on_allocate),
            (self.reader_button, self._on_name),
            (self.exclude_button, self._on_exclude),
        ):
            flow.addWidget(button)
            button.clicked.connect(slot)
        self.column.addWidget(self._more)
        self.column.addLayout(self._lines)

    def show_again(self, known: Known[CaseAccess]) -> None:
        """Show what stands now."""
        stands = known.stands
        self.save_button.setVisible(stands.may_cover)
        self._more.setVisible(stands.may_decide)
        empty_layout(self._lines)
        for title, kept_out in ((_GIVEN, False), (_KEPT_OUT, True)):
            lines = [line for line in stands.lines if (line.sort is GivenSort.EXCLUSION) is kept_out]
            if lines:
                card = Card(title)
                for line in lines:
                    card.add_row(self._row(line, known))
                self._lines.addWidget(card)
        if self.isVisible():
            self.fit()
            set_reading_order(self)

    def stands_words(self, known: Known[CaseAccess]) -> str:
        """How many lines there are: what they say is on the sheet."""
        return ", ".join(f"{line.who} ({line.sort.words.lower()})" for line in known.stands.lines)

    @Slot()
    def save(self) -> None:
        """The button at the foot goes on to giving cover."""
        if self.known is not None and self.known.stands.may_cover:
            self._go_on(CoverSheet)

    def _row(self, line: AccessLine, known: Known[CaseAccess]) -> QWidget:
        words = QWidget()
        words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(Words(line.who, TextRole.LABEL))
        column.addWidget(Words(f"{line.sort.words}. {time_words(line, known.today)}."))
        for text in (given_words(line), state_words(line)):
            if text:
                column.addWidget(Words(text, TextRole.MUTED))
        if line.handover:
            column.addWidget(Words(say("Handover note: {handover}", handover=line.handover), TextRole.MUTED))
        if not line.may_end:
            return words
        end = Button(say("End…"), name=f"end_{line.record}", about=f"{line.sort.words}: {line.who}")
        end.clicked.connect(partial(self._ask_end, line))
        return FoldRow(words, end, narrow_px=_NARROW_PX, stretch=(1, 0))

    def _ask_end(self, line: AccessLine, _checked: bool = False) -> None:
        question = _LIFT if line.sort is GivenSort.EXCLUSION else _END
        dialogs.ask_reason(self, question, partial(self._end, line))

    def _end(self, line: AccessLine, reason: str) -> None:
        case, record = self.case, line.record
        self._desk.act(
            lambda session: end_given(session, case, record, reason),
            partial(self._on_ended, line),
            self,
            self._on_failed,
        )

    def _on_ended(self, line: AccessLine, _change: Change) -> None:
        self._desk.say(
            say("Exclusion ended with this day.") if line.sort is GivenSort.EXCLUSION else say("Access ended.")
        )
        self.begin()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            dialogs.show_error(self, error.sentence)

    @Slot()
    def _on_allocate(self) -> None:
        self._go_on(AllocationSheet)

    @Slot()
    def _on_name(self) -> None:
        self._go_on(ReaderSheet)

    @Slot()
    def _on_exclude(self) -> None:
        self._go_on(ExclusionSheet)

    def _go_on(
        self, sheet: type[CoverSheet] | type[AllocationSheet] | type[ReaderSheet] | type[ExclusionSheet]
    ) -> None:
        """Another sheet in the place of this one, over the same page."""
        page = self.parentWidget()
        self.accept()
        if page is not None:
            sheet(self._desk, self.case, page).begin()
