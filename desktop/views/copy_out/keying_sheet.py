"""One record for one system: what there is to do, its lines to be copied, and ticking it off."""

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.words import say
from desktop.services.copy_out.page import KeyingCase
from desktop.views.copy_out.block_view import BlockView
from desktop.views.copy_out.words import meaning, place_words, tick_words, verb
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.held_row import held
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.person_line import PersonLine
from desktop.views.person_look import glance_of
from desktop.views.shortcut import FINISH, WITHIN, bind
from desktop.views.theme.token import SPACE_16
from desktop.views.worklist.worklist_page import TaskSheet


class KeyingSheet(TaskSheet[KeyingCase]):
    """``ticked`` and ``taken_back`` with the record that is shown."""

    ticked = Signal(KeyingCase)
    taken_back = Signal(KeyingCase)

    def __init__(self) -> None:
        super().__init__("keying_sheet")
        self._case: KeyingCase | None = None
        self._today = date.min
        self._busy = False
        self._head = QWidget()
        self._column = QVBoxLayout(self._head)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.trouble = Notice(NoticeKind.WARNING, "", name="keying_trouble")
        self.meaning = Notice(NoticeKind.INFO, "", name="keying_meaning")
        self.block = BlockView()
        self.ticks = Words("", TextRole.MUTED)
        self.tick = Button(say("&Re-keyed"), ButtonKind.PRIMARY, name="keyed")
        self.tick.setToolTip("Ctrl+Enter")
        self.back = Button(say("&Not keyed after all"), name="not_keyed")
        self.body.setSpacing(SPACE_16)
        for part in (self._head, self.trouble, self.meaning, self.block, self.ticks, held(self.tick, self.back)):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.tick.clicked.connect(self._on_tick)
        self.back.clicked.connect(self._on_back)
        bind(FINISH, self, self._on_tick, within=WITHIN)

    @property
    def case(self) -> KeyingCase | None:
        """What is shown."""
        return self._case

    @property
    def begun(self) -> bool:
        """Nothing is written here."""
        return False

    def show_case(self, case: KeyingCase, today: date) -> None:
        """Show a record."""
        before, self._case = self._case, case
        if case == before and today == self._today:
            return
        self._today = today
        if before is None or before.key != case.key:
            self.say("")
            self.verticalScrollBar().setValue(0)
        self._fill(case)

    def forget(self) -> None:
        """Show nothing any more: it is keyed."""
        self._case = None

    def enter(self) -> None:
        """Take the focus: copying comes first."""
        self.block.whole.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, *, busy: bool) -> None:
        """Take no tick, while one is on its way."""
        self._busy = busy
        self._fit_buttons()

    def refuse(self, sentence: str) -> None:
        """Say what is the matter."""
        self.say(sentence)

    def say(self, sentence: str) -> None:
        """Say above the lines what is the matter."""
        self.trouble.set_notice(NoticeKind.WARNING, sentence)

    def _fill(self, case: KeyingCase) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        title, what = Words(place_words(case), TextRole.HEADING), Words(case.line.title)
        for part in (PersonLine(glance_of(case.person), self._today, large=True), title, what):
            self._column.addWidget(part)
        self.meaning.set_notice(NoticeKind.WARNING if case.why else NoticeKind.INFO, meaning(case))
        self.block.show_block(case.block)
        said = tick_words(case.ticks, self._today)
        self.ticks.setText(said)
        self.ticks.setVisible(bool(said))
        self.tick.setText(verb(case))
        self.tick.setAccessibleName(verb(case).replace("&", ""))
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        case = self._case
        self.tick.setVisible(case is not None and case.is_open)
        self.tick.setEnabled(case is not None and case.may_tick and not self._busy)
        self.back.setVisible(case is not None and bool(case.ticks))
        self.back.setEnabled(not self._busy)

    @Slot()
    def _on_tick(self) -> None:
        if self._case is not None and self._case.may_tick and not self._busy:
            self.ticked.emit(self._case)

    @Slot()
    def _on_back(self) -> None:
        if self._case is not None and self._case.ticks and not self._busy:
            self.taken_back.emit(self._case)
