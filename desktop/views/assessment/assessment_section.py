"""What the page of an assessment says above its fields: what it comes to, and the results before and after it."""

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.assessing.reading import AssessmentView, PastResult, named_scale
from desktop.views import wording
from desktop.views.assessment.result_card import ResultCard
from desktop.views.assessment.score_chart import ScoreChart
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.label import Line, TextRole, Words
from desktop.views.theme.token import SPACE_8, SPACE_12, SPACE_16

_NARROW_PX = 420


class AssessmentSection(QWidget):
    """``read_wanted`` for another result of the list, ``discussion_wanted`` for recording that it was discussed.

    ``again_wanted`` for assessing once more with the same instrument.
    """

    read_wanted = Signal(str)
    discussion_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, view: AssessmentView, today: date) -> None:
        super().__init__()
        self.setObjectName("assessment_section")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.card = ResultCard(today, offers_discussion=True)
        self.card.show_result(view.result)
        self.card.discussion_wanted.connect(self.discussion_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_16)
        column.addWidget(self.card)
        if view.may_repeat:
            self.again_button = Button(
                say("Assess again: {instrument}…", instrument=view.instrument), name="assess_again", icon="ph.plus"
            )
            self.again_button.clicked.connect(self._on_again)
            column.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignLeft)
        if len(view.past) > 1:
            column.addWidget(self._past(view, today))

    def _past(self, view: AssessmentView, today: date) -> QFrame:
        panel = QFrame()
        panel.setProperty("role", "card")
        panel.setObjectName("assessment_past")
        panel.setAccessibleName(say("{instrument} over time", instrument=view.instrument))
        panel.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(panel)
        column.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
        column.setSpacing(SPACE_8)
        column.addWidget(
            Words(
                say("{instrument} over time ({past})", instrument=view.instrument, past=len(view.past)),
                TextRole.SECTION,
            )
        )
        for series in view.scores:
            column.addWidget(Words(named_scale(view.instrument, series.title), TextRole.STRONG))
            column.addWidget(ScoreChart(series, today))
        days = [self._day(one, today) for one in view.past]
        widest = max(day.sizeHint().width() for day in days)
        for number, (one, day) in enumerate(zip(view.past, days, strict=True)):
            day.setMinimumWidth(widest)
            if number:
                column.addWidget(Line())
            column.addWidget(FoldRow(day, _said(one), narrow_px=_NARROW_PX, stretch=(0, 1)))
        return panel

    def _day(self, one: PastResult, today: date) -> QWidget:
        """The day as a button that leads there; of this one as words."""
        words = wording.long_day(one.on, today)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        if one.this:
            row.addSpacing(SPACE_8)
            row.addWidget(Words(say("{words} (this one)", words=words), TextRole.STRONG, wraps=False))
        else:
            button = Button(words, ButtonKind.LINK, name=f"past_{one.record}", about="; ".join(one.levels))
            button.setProperty("record", one.record)
            button.clicked.connect(self._on_day)
            row.addWidget(button)
        row.addStretch(1)
        return holder

    @Slot()
    def _on_again(self) -> None:
        self.again_wanted.emit()

    @Slot()
    def _on_day(self) -> None:
        self.read_wanted.emit(str(self.sender().property("record")))


def _said(one: PastResult) -> QWidget:
    """Its levels, its total, and by whom."""
    words = QWidget()
    column = QVBoxLayout(words)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for level in one.levels or (say("No level"),):
        column.addWidget(Words(level, TextRole.STRONG))
    marks = [
        say("total {total}", total=one.total) if one.total else "",
        one.by,
        say("corrected by a later one") if one.corrected else "",
    ]
    column.addWidget(Words(" · ".join(mark for mark in marks if mark), TextRole.MUTED))
    return words
