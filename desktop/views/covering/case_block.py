"""One case of whoever is away: what is arranged and due meanwhile, what it asks for, and who covers it."""

from datetime import date, datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.ledger.arrival import ArrivalResponse
from casework.records.identifier import StaffId
from casework.words import say
from desktop.services.covering.absence import AbsentCase, CoverChoice
from desktop.views import wording as dates
from desktop.views.capture.form_field import FormField
from desktop.views.covering import wording
from desktop.views.partials.drop_list import DropList
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.person_line import PersonLine
from desktop.views.person_look import glance_of
from desktop.views.theme.token import SPACE_4

_MOST_DUE = 4
NOBODY = say("Nobody yet")
COVERED = say("Leave it as it is")


class CaseBlock(QWidget):
    """``chosen`` whenever somebody else is chosen, or nobody."""

    chosen = Signal()

    def __init__(self, case: AbsentCase, today: date) -> None:
        super().__init__()
        self.case = case
        self.setObjectName(f"cover_{case.case}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(PersonLine(glance_of(case.person), today))
        column.addWidget(Words(case.part, TextRole.MUTED))
        self.arrivals = [Words("", TextRole.MUTED) for _ in case.covered]
        for one, arrival in zip(case.covered, self.arrivals, strict=True):
            column.addWidget(Words(wording.covered_words(one, today)))
            column.addWidget(arrival)
        for words, role in _lines(case, today):
            column.addWidget(Words(words, role))
        self.who = DropList()
        self.who.setObjectName(f"who_{case.case}")
        self.who.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.who.setSizeAdjustPolicy(DropList.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.who.setMinimumContentsLength(24)
        self.who.addItem(COVERED if case.covered else NOBODY, "")
        for choice in case.choices:
            self.who.addItem(wording.choice_words(choice), choice.staff)
        self.field = FormField(say("Who covers"), self.who, name=f"who_{case.case}", hint=_no_choice(case))
        born = dates.born_words(case.person.born, today)
        self.who.setAccessibleName(say("Who covers {person}, {born}", person=case.person.name, born=born))
        self.lacks = Words("", TextRole.DANGER)
        self.lacks.setObjectName(f"lacks_{case.case}")
        column.addWidget(self.field)
        column.addWidget(self.lacks)
        self._show_training()
        self.field.edited.connect(self._on_edited)

    @property
    def staff(self) -> StaffId | None:
        """Who is chosen; None for nobody."""
        found = str(self.who.currentData() or "")
        return StaffId(found) if found else None

    def set_staff(self, staff: StaffId | None) -> None:
        """Choose somebody, where they can be chosen; nothing is emitted."""
        number = self.who.findData(staff) if staff else 0
        if number >= 0:
            self.who.setCurrentIndex(number)
            self._show_training()

    def show_arrival(self, answer: ArrivalResponse | None, now: datetime, today: date) -> None:
        """Say of everybody who covers whether their laptop has the case."""
        for one, label in zip(self.case.covered, self.arrivals, strict=True):
            words, rings = wording.arrival_words(one, self.case, answer, now, today)
            label.setText(words)
            label.set_role(TextRole.DANGER if rings else TextRole.MUTED)

    def _choice(self) -> CoverChoice | None:
        return next((choice for choice in self.case.choices if choice.staff == self.staff), None)

    def _show_training(self) -> None:
        words = wording.training_words(self._choice())
        self.lacks.setText(words)
        if not words:
            self.lacks.hide()
        elif self.lacks.parentWidget() is not None:
            self.lacks.show()

    @Slot()
    def _on_edited(self) -> None:
        self._show_training()
        self.chosen.emit()


def _lines(case: AbsentCase, today: date) -> list[tuple[str, TextRole]]:
    found = [(wording.visit_words(visit, today), TextRole.STRONG) for visit in case.visits]
    names = {str(one.staff): one.name for one in case.covered}
    found += [(wording.handed_words(visit, names, today), TextRole.STRONG) for visit in case.handed]
    due = case.due[:_MOST_DUE]
    found += [(wording.due_words(item, today), TextRole.DANGER if item.overdue else TextRole.BODY) for item in due]
    left = len(case.due) - len(due)
    found += [(say("And {left} more due, on the person's page.", left=left), TextRole.MUTED)] if left > 0 else []
    found += (
        []
        if case.visits or case.handed or case.due
        else [(say("Nothing is arranged or due in this time."), TextRole.MUTED)]
    )
    needs = wording.needs_words(case)
    return [*found, *([(needs, TextRole.MUTED)] if needs else [])]


def _no_choice(case: AbsentCase) -> str:
    return "" if case.choices else say("Nobody can be chosen. Ask a service manager.")
