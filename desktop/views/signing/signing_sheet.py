"""One thing to countersign: whose, by whom, in which version, what it says, and the two answers."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.records.oversight.countersignature import SeniorAnswer
from casework.words import say
from desktop.services.countersign import SignatureLine
from desktop.services.signing import SignCase
from desktop.views import wording
from desktop.views.capture.form_field import FormField
from desktop.views.capture.head import glance
from desktop.views.case.facts import FactLines
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.card import Card
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.item_layout import empty_layout
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.person_line import PersonLine
from desktop.views.shortcut import OPEN, bind
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_16
from desktop.views.worklist.worklist_page import TaskSheet

SAY_WHAT = say("Write what has to be changed before you can agree.")


@dataclass(frozen=True, slots=True)
class Answered:
    """A senior's answer to exactly what is on the screen."""

    case: SignCase
    answer: SeniorAnswer
    note: str


@dataclass(frozen=True, slots=True)
class RecordWanted:
    """Somebody wants to see a record on its own page."""

    case: SignCase


class SigningSheet(TaskSheet[SignCase]):
    """``answered`` with agreement or return, ``record_wanted`` to read it on its page."""

    answered = Signal(Answered)
    record_wanted = Signal(RecordWanted)

    def __init__(self) -> None:
        super().__init__("signing_sheet")
        self._case: SignCase | None = None
        self._today = date.min
        self._parts = QVBoxLayout()
        self._parts.setSpacing(SPACE_16)
        self.trouble = Notice(NoticeKind.WARNING, "", name="signing_trouble")
        self.note = NarrativeEdit(name="signing_note", lines=3)
        self.note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        hint = say("To return it, write what has to be changed. With your agreement it is kept, too.")
        self.field = FormField(say("&Note"), self.note, name="signing_note", hint=hint)
        self.agree_button = Button(say("&Agree"), ButtonKind.PRIMARY, name="signing_agree")
        self.return_button = Button(say("Re&turn"), name="signing_return")
        self.open_button = Button(say("&Open the record"), ButtonKind.LINK, name="signing_open")
        buttons = QWidget()
        flow = FlowLayout(buttons, gap_px=SPACE_8)
        for button, slot in (
            (self.agree_button, self._on_agree),
            (self.return_button, self._on_return),
            (self.open_button, self._on_open),
        ):
            flow.addWidget(button)
            button.clicked.connect(slot)
            self._press_with_enter(button)
        self.body.setSpacing(SPACE_16)
        self.body.addLayout(self._parts)
        for part in (self.trouble, self.field, buttons):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def _press_with_enter(self, button: Button) -> None:
        bind(OPEN, button, button.click, within=Qt.ShortcutContext.WidgetShortcut)

    @property
    def case(self) -> SignCase | None:
        """What is shown."""
        return self._case

    @property
    def begun(self) -> bool:
        """Whether a note was written."""
        return bool(self.note.text.strip())

    def show_case(self, case: SignCase, today: date) -> None:
        """Show a thing to sign; the note that was written about it stays, and another version is said to be one."""
        before, self._case = self._case, case
        if case == before and today == self._today:
            return
        self._today = today
        same = before is not None and before.key == case.key
        if not same:
            self.note.set_text("")
            self.field.clear_error()
            self.verticalScrollBar().setValue(0)
        moved = same and before is not None and before.version != case.version
        self.say(say("This has changed while you were reading: look at it again before you answer.") if moved else "")
        self._fill(case)

    def forget(self) -> None:
        """Show nothing any more: it is settled."""
        self._case = None
        self.note.set_text("")

    def enter(self) -> None:
        """Take the focus."""
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, *, busy: bool) -> None:
        """Take no second answer while the first is being saved."""
        for button in (self.agree_button, self.return_button):
            button.setEnabled(not busy)

    def refuse(self, sentence: str) -> None:
        """Say at the note what is missing."""
        self.field.set_error(sentence)
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str) -> None:
        """Say above the note what is the matter."""
        self.trouble.set_notice(NoticeKind.WARNING, sentence)

    def _fill(self, case: SignCase) -> None:
        empty_layout(self._parts)
        self._parts.addWidget(self._head(case))
        self._parts.addWidget(Notice(NoticeKind.INFO, version_words(case, self._today), name="signing_version"))
        for part in case.parts:
            card = Card(part.title)
            card.add_row(FactLines(part.lines))
            self._parts.addWidget(card)
        if case.answers:
            card = Card(say("Answered before"))
            for line in case.answers:
                card.add_row(Words(answer_words(line, self._today)))
            self._parts.addWidget(card)

    def _head(self, case: SignCase) -> QWidget:
        head = QWidget()
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(PersonLine(glance(case.person), self._today, large=True))
        column.addWidget(
            Words(say("{kind_title}: to countersign", kind_title=case.waiting.kind_title), TextRole.HEADING)
        )
        column.addWidget(Words(asked_words(case, self._today), TextRole.MUTED))
        return head

    @Slot()
    def _on_agree(self) -> None:
        self._answer(SeniorAnswer.AGREED)

    @Slot()
    def _on_return(self) -> None:
        if self.begun:
            self._answer(SeniorAnswer.RETURNED)
        else:
            self.refuse(SAY_WHAT)

    @Slot()
    def _on_open(self) -> None:
        if self._case is not None:
            self.record_wanted.emit(RecordWanted(self._case))

    def _answer(self, answer: SeniorAnswer) -> None:
        if self._case is not None:
            self.answered.emit(Answered(self._case, answer, self.note.text.strip()))


def asked_words(case: SignCase, today: date) -> str:
    """Such as "Asked by Wilma Worker, today 14:02. Please before Thursday."."""
    asked = say(
        "Asked by {asked_by}, {day_and_time}.",
        asked_by=case.waiting.asked_by,
        day_and_time=wording.day_and_time(case.waiting.asked_at, today),
    )
    return f"{asked} {case.waiting.note}".strip()


def version_words(case: SignCase, today: date) -> str:
    """Which version is signed: whose words, and since when it stands."""
    when = (
        say(", last changed {day_and_time}", day_and_time=wording.day_and_time(case.written_at, today))
        if case.written_at
        else ""
    )
    return say(
        "The version by {listed}{when}. You answer to exactly this one: whatever is changed later is another "
        "version, to which your answer does not carry over.",
        listed=wording.listed(case.written_by),
        when=when,
    )


def answer_words(line: SignatureLine, today: date) -> str:
    """One senior's answer, and whether it is to what stands now."""
    which = "" if line.current else say(" (an earlier version)")
    note = f": {line.note}" if line.note else ""
    return say(
        "{words} by {by}, {day_and_time}{which}{note}",
        words=line.words,
        by=line.by,
        day_and_time=wording.day_and_time(line.at, today),
        which=which,
        note=note,
    )
