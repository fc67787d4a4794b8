"""A visit or an appointment as a row: today's whole, with what can be done; those of the coming days in short."""

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from casework.records.contact.appointment import CONTACT_SORT_WORDS, AppointmentStatus, ContactSort
from desktop.services.today import VisitLine
from desktop.views import wording
from desktop.views.desk import Place
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.label import StrongLine, TextRole, Words
from desktop.views.partials.risk_badge import RiskBadge
from desktop.views.partials.warning_chip import Chip, ChipKind, WarningChip
from desktop.views.person_look import badge_of, warning_words
from desktop.views.today.row import Row, flowing, stacked, who

_TIME_FOLDS_PX = 200


class VisitRow(Row):
    """Time, who and where, risk and warnings, how; then "Open" and "Record contact"."""

    def __init__(self, line: VisitLine, today: date, *, next_one: bool = False) -> None:
        super().__init__()
        self._line = line
        born = wording.born_words(line.person.born, today)
        muted = " · ".join(part for part in (born, line.place) if part)
        words = stacked([StrongLine(line.person.name, muted), flowing(_chips(line)), *_details(line)])
        acting = Row()
        acting.fill(words, self._buttons(today, next_one))
        time = Words(wording.clock_time(line.starts), TextRole.STRONG, wraps=False)
        self.fill(FoldRow(time, acting, narrow_px=_TIME_FOLDS_PX, stretch=(0, 1)))
        self.setAccessibleName(f"{wording.clock_time(line.starts)} {who(line.person, today)}")

    def _buttons(self, today: date, next_one: bool) -> list[QWidget]:
        line, about = self._line, who(self._line.person, today)
        opening = Button("Open", name=f"visit_open_{line.appointment}", about=about)
        opening.clicked.connect(self._on_open)
        if line.status is AppointmentStatus.RECORDED:
            return [opening]
        kind = ButtonKind.PRIMARY if next_one else ButtonKind.SECONDARY
        record = Button("Record contact", kind, name=f"visit_record_{line.appointment}", about=about)
        record.clicked.connect(self._on_record)
        return [opening, record]

    @Slot()
    def _on_open(self) -> None:
        self.place_wanted.emit(Place("person", self._line.case))

    @Slot()
    def _on_record(self) -> None:
        self.place_wanted.emit(Place("contact", self._line.case, appointment=self._line.appointment))


class LaterRow(Row):
    """One appointment of the coming days: when, who, where; "Open"."""

    def __init__(self, line: VisitLine, today: date) -> None:
        super().__init__()
        self._line = line
        when = wording.near_day_capital(wording.local(line.starts).date(), today)
        detail = " · ".join(part for part in (CONTACT_SORT_WORDS[line.sort], line.place) if part)
        words = stacked(
            [
                StrongLine(f"{when} {wording.clock_time(line.starts)}", who(line.person, today)),
                Words(detail, TextRole.MUTED),
                flowing(_chips(line)),
            ]
        )
        opening = Button("Open", name=f"visit_open_{line.appointment}", about=who(line.person, today))
        opening.clicked.connect(self._on_open)
        self.fill(words, [opening])

    @Slot()
    def _on_open(self) -> None:
        self.place_wanted.emit(Place("person", self._line.case))


def _chips(line: VisitLine) -> list[QWidget]:
    badge = badge_of(line.person.risk)
    chips: list[QWidget] = [RiskBadge(badge.level, two_views=badge.two_views)]
    chips += [WarningChip(words) for words in warning_words(line.person)]
    if line.status is AppointmentStatus.RECORDED:
        chips.append(Chip("Recorded", ChipKind.OK))
    return chips


def _details(line: VisitLine) -> list[QWidget]:
    parts = [CONTACT_SORT_WORDS[line.sort], police_words(line), interpreter_words(line), back_words(line)]
    details: list[QWidget] = [Words(" · ".join(part for part in parts if part), TextRole.MUTED)]
    if line.purpose:
        details.append(Words(line.purpose, TextRole.MUTED))
    return details


def police_words(line: VisitLine) -> str:
    """Return "with PC Specimen"; a joint visit for which nobody is named says so."""
    if line.police:
        return f"with {line.police}"
    return "police officer not named yet" if line.sort is ContactSort.JOINT_POLICE else ""


def interpreter_words(line: VisitLine) -> str:
    """Return "interpreter needed (Polish)", "interpreter needed", or "speaks Polish"."""
    language = line.person.language
    if line.person.interpreter:
        return f"interpreter needed ({language})" if language else "interpreter needed"
    return f"speaks {language}" if language else ""


def back_words(line: VisitLine) -> str:
    """Return "back by 11:30"."""
    return f"back by {wording.clock_time(line.back_by)}" if line.back_by else ""
