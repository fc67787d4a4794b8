"""What the page of an assessment says above its fields: what it comes to, and the results before and after it."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from desktop.services.assessing.reading import AssessmentView, PastResult
from desktop.views import wording
from desktop.views.assessment.result_card import ResultCard
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.label import Line, TextRole, Words
from desktop.views.theme.token import SPACE_8, SPACE_12, SPACE_16

_NARROW_PX = 420


class AssessmentSection(QWidget):
    """``read_wanted`` for another result of the list, ``discussion_wanted`` for recording that it was discussed."""

    read_wanted = Signal(str)
    discussion_wanted = Signal()

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
        if len(view.past) > 1:
            column.addWidget(self._past(view, today))

    def _past(self, view: AssessmentView, today: date) -> QFrame:
        panel = QFrame()
        panel.setProperty("role", "card")
        panel.setObjectName("assessment_past")
        panel.setAccessibleName(f"{view.instrument} over time")
        panel.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(panel)
        column.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
        column.setSpacing(SPACE_8)
        column.addWidget(Words(f"{view.instrument} over time ({len(view.past)})", TextRole.SECTION))
        for number, one in enumerate(view.past):
            if number:
                column.addWidget(Line())
            column.addWidget(self._row(one, today))
        return panel

    def _row(self, one: PastResult, today: date) -> QWidget:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for level in one.levels or ("No level",):
            column.addWidget(Words(level, TextRole.STRONG))
        marks = [f"total {one.total}"] if one.total else []
        marks += [one.by] if one.by else []
        marks += ["corrected by a later one"] if one.corrected else []
        column.addWidget(Words(" · ".join(marks), TextRole.MUTED))
        return FoldRow(self._day(one, today), words, narrow_px=_NARROW_PX, stretch=(0, 1))

    def _day(self, one: PastResult, today: date) -> QWidget:
        day = wording.long_day(one.on, today)
        if one.this:
            return Words(f"{day} (this one)", TextRole.STRONG, wraps=False)
        button = Button(day, ButtonKind.LINK, name=f"past_{one.record}", about="; ".join(one.levels))
        button.setProperty("record", one.record)
        button.clicked.connect(self._on_day)
        return button

    @Slot()
    def _on_day(self) -> None:
        self.read_wanted.emit(str(self.sender().property("record")))
