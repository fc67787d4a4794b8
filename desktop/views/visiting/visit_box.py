"""The visit itself: when and where, what the office knows of it, and the buttons to start and to end it."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.records.contact.appointment import AppointmentStatus
from casework.words import say
from desktop.services.check_in.office_word import OUT_AND_SAFE, OfficeWord
from desktop.services.check_in.watch import VisitWatch
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.card import Card
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.label import TextRole, Words
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_12, SPACE_16
from desktop.views.visiting.words import visit_words

_CLOSED = {
    AppointmentStatus.RECORDED: say("This visit is recorded."),
    AppointmentStatus.CANCELLED: say("It was cancelled."),
}


class OfficeWords(QWidget):
    """What the office knows of a visit. Only what its clock watches is ever in the colour for "all is well"."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        self.sentence = Words("", TextRole.STRONG)
        self.sentence.setObjectName("office_word")
        self.more = Words("", TextRole.MUTED)
        self.more.setObjectName("office_word_more")
        column.addWidget(self.sentence)
        column.addWidget(self.more)

    def show_word(self, word: OfficeWord, *, over: bool = False) -> None:
        """Show what is known; of a visit that is over nothing is urgent any more."""
        calm = TextRole.OK if word.watched else TextRole.STRONG if over else TextRole.DANGER
        self.sentence.set_role(TextRole.DANGER if word.urgent else calm)
        self.sentence.setText(word.sentence)
        self.more.set_role(TextRole.DANGER if word.urgent else TextRole.MUTED)
        self.more.setText(word.more)
        self.more.setVisible(bool(word.more))


class VisitBox(Card):
    """Says how a visit stands and asks, with one signal a button, for what is to be done about it."""

    start_wanted, end_wanted, undo_wanted = Signal(), Signal(), Signal()
    notes_wanted, record_wanted, plan_wanted = Signal(), Signal(), Signal()

    def __init__(self) -> None:
        super().__init__(say("This visit"), title_inside=True)
        self.setObjectName("visit_box")
        self._what = Words("", TextRole.HEADING)
        self._what.setObjectName("visit_on")
        self._where, self._with = Words(""), Words("", TextRole.MUTED)
        self.alone = Words("", TextRole.DANGER)
        self.alone.setObjectName("visit_alone")
        self.office = OfficeWords()
        self.start_button = Button(say("&Start visit"), ButtonKind.PRIMARY, name="visit_start")
        self.end_button = Button(say("&End visit"), ButtonKind.PRIMARY, name="visit_end")
        self.notes_button = Button(say("Visit &notes"), name="visit_notes")
        self.undo_button = Button(say("Started by &mistake"), ButtonKind.QUIET, name="visit_undo")
        self.record_button = Button(say("Record contact"), name="visit_record")
        self.plan_button = Button(say("&Plan a visit…"), ButtonKind.PRIMARY, name="visit_plan")
        self._arrange()

    def _arrange(self) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_16, SPACE_4, SPACE_16, SPACE_12)
        inside.setSpacing(SPACE_8)
        for widget in (self._what, self._where, self._with, self.alone, self.office):
            inside.addWidget(widget)
        group = QWidget()
        flow = FlowLayout(group, gap_px=SPACE_8)
        for button, signal in (
            (self.start_button, self.start_wanted),
            (self.end_button, self.end_wanted),
            (self.plan_button, self.plan_wanted),
            (self.notes_button, self.notes_wanted),
            (self.record_button, self.record_wanted),
            (self.undo_button, self.undo_wanted),
        ):
            button.clicked.connect(signal)
            flow.addWidget(button)
        inside.addWidget(group)
        self.body.addLayout(inside)

    def show_visit(
        self, visit: VisitWatch | None, visitor: str, word: OfficeWord, today: date, *, dead: bool = False
    ) -> None:
        """Show one visit, or that none is planned. ``visitor``: whose it is, where it is a colleague's.

        ``dead``: a death is recorded, so that none can be planned.
        """
        closed = _CLOSED.get(visit.status, "") if visit else ""
        out = visit is not None and visit.standing.is_out
        self._what.setText(visit_words(visit, today) if visit else say("No visit is planned"))
        self._fill(self._where, visit.plan.place if visit else "")
        self._fill(self._with, _with_words(visit, visitor) if visit else "")
        ended = visit is not None and (visit.standing.ended_at is not None or (bool(closed) and not out))
        over = ended or (visit is None and dead)
        cancelled = visit is not None and visit.status is AppointmentStatus.CANCELLED and not out
        self.office.show_word(OfficeWord(closed) if cancelled else word, over=over)
        self._show_buttons(visit, missed=visit is not None and visit.forgot_start and not visitor)
        self.plan_button.setVisible(visit is None and not dead)

    def show_alone(self, sentence: str) -> None:
        """Say that nobody is named as going along, where a warning says not to go alone."""
        self._fill(self.alone, sentence)

    def _show_buttons(self, visit: VisitWatch | None, *, missed: bool) -> None:
        out = visit is not None and visit.standing.is_out
        ended = visit is not None and visit.standing.ended_at is not None
        planned = visit is not None and visit.status is AppointmentStatus.PLANNED
        self.start_button.setVisible(visit is not None and visit.may_start)
        self.start_button.setText(say("&Start again") if ended else say("&Start visit"))
        self.end_button.setText(OUT_AND_SAFE if missed else say("&End visit"))
        self.end_button.setVisible(out or missed)
        for button in (self.notes_button, self.undo_button):
            button.setVisible(out)
        self.record_button.setVisible(planned and not out)

    def _fill(self, label: Words, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))


def _with_words(visit: VisitWatch, visitor: str) -> str:
    plan = visit.plan
    parts = [
        say("planned for {visitor}", visitor=visitor) if visitor else "",
        say("with {police}", police=plan.police) if plan.police else "",
        plan.purpose,
    ]
    return " · ".join(part for part in parts if part)
