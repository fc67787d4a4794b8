"""A visit or an appointment as a row: today's whole, with what can be done; those of the coming days in short."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from casework.records.contact.appointment import CONTACT_SORT_WORDS, AppointmentStatus, ContactSort
from casework.words import say
from desktop.services.check_in.alone import alone_words
from desktop.services.check_in.office_word import OUT_AND_SAFE, OfficeWord
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
    """Time, who and where, risk and warnings, how, how a visit stands; then what can be done about it.

    ``start_wanted`` and ``end_wanted`` carry the line.
    """

    start_wanted, end_wanted = Signal(VisitLine), Signal(VisitLine)

    def __init__(self, line: VisitLine, today: date, office: OfficeWord, *, next_one: bool = False) -> None:
        super().__init__()
        self.line = line
        self._about = who(line.person, today)
        born = wording.born_words(line.person.born, today)
        muted = " · ".join(part for part in (born, line.place) if part)
        said = [StrongLine(line.person.name, muted), flowing(_chips(line, today)), *_details(line)]
        acting: QWidget = Row()
        if line.is_visit and line.status is AppointmentStatus.PLANNED:
            buttons = flowing(self._buttons_of_visit(next_one))
            acting = stacked([*said, *_office_lines(line, office), buttons])
        elif isinstance(acting, Row):
            acting.fill(stacked(said), self._buttons(next_one))
        when = wording.time_today(line.starts, today) if line.is_on else wording.clock_time(line.starts)
        time = Words(when, TextRole.STRONG, wraps=False)
        self.fill(FoldRow(time, acting, narrow_px=_TIME_FOLDS_PX, stretch=(0, 1)))
        self.setAccessibleName(f"{wording.clock_time(line.starts)} {self._about}")

    def _buttons(self, next_one: bool) -> list[QWidget]:
        opening = self._button(say("Open"), "visit_open", self._on_open)
        if self.line.status is AppointmentStatus.RECORDED:
            return [opening]
        kind = ButtonKind.PRIMARY if next_one else ButtonKind.SECONDARY
        return [opening, self._button(say("Record contact"), "visit_record", self._on_record, kind)]

    def _buttons_of_visit(self, next_one: bool) -> list[QWidget]:
        """What is done before the door first; what ends a visit is there once it is on."""
        found = [self._button(say("Brief"), "visit_brief", self._on_brief)]
        watch = self.line.watch
        if self.line.is_on:
            found.append(self._button(say("End visit"), "visit_end", self._on_end, ButtonKind.PRIMARY))
            found.append(self._button(say("Visit notes"), "visit_notes", self._on_notes))
        else:
            ended = watch is not None and watch.standing.ended_at is not None
            first = ButtonKind.PRIMARY if next_one else ButtonKind.SECONDARY
            missed = watch is not None and watch.forgot_start
            starting = ButtonKind.SECONDARY if ended or missed else first
            if watch is not None and watch.may_start and not ended:
                found.append(self._button(say("Start visit"), "visit_start", self._on_start, starting))
            kind = ButtonKind.PRIMARY if ended else ButtonKind.SECONDARY
            found.append(self._button(say("Record contact"), "visit_record", self._on_record, kind))
            if missed:
                found.insert(1, self._button(OUT_AND_SAFE, "visit_end", self._on_end, ButtonKind.PRIMARY))
        return [*found, self._button(say("Open"), "visit_open", self._on_open, ButtonKind.QUIET)]

    def _button(self, words: str, name: str, do: Callable[[], None], kind: ButtonKind = ButtonKind.SECONDARY) -> Button:
        button = Button(words, kind, name=f"{name}_{self.line.appointment}", about=self._about)
        button.clicked.connect(do)
        return button

    @Slot()
    def _on_open(self) -> None:
        self.place_wanted.emit(Place("person", self.line.case))

    @Slot()
    def _on_record(self) -> None:
        self.place_wanted.emit(Place("contact", self.line.case, appointment=self.line.appointment))

    @Slot()
    def _on_brief(self) -> None:
        self.place_wanted.emit(Place("brief", self.line.case, appointment=self.line.appointment))

    @Slot()
    def _on_notes(self) -> None:
        self.place_wanted.emit(Place("visit", self.line.case, appointment=self.line.appointment))

    @Slot()
    def _on_start(self) -> None:
        self.start_wanted.emit(self.line)

    @Slot()
    def _on_end(self) -> None:
        self.end_wanted.emit(self.line)


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
                flowing(_chips(line, today)),
            ]
        )
        opening = Button(say("Open"), name=f"visit_open_{line.appointment}", about=who(line.person, today))
        opening.clicked.connect(self._on_open)
        self.fill(words, [opening])

    @Slot()
    def _on_open(self) -> None:
        self.place_wanted.emit(Place("person", self._line.case))


def _chips(line: VisitLine, today: date) -> list[QWidget]:
    badge = badge_of(line.person.risk)
    chips: list[QWidget] = [RiskBadge(badge.level, two_views=badge.two_views)]
    chips += [WarningChip(words) for words in warning_words(line.person)]
    if line.status is AppointmentStatus.RECORDED:
        chips.append(Chip(say("Recorded"), ChipKind.OK))
    return chips + [Chip(words, kind) for words, kind in standing_chips(line, today)]


def standing_chips(line: VisitLine, today: date) -> list[tuple[str, ChipKind]]:
    """Return how a visit stands: on since when, overdue, ended. None of it says that anybody watches."""
    watch = line.watch
    if watch is None or not line.is_visit:
        return []
    found = []
    started, ended = watch.standing.started_at, watch.standing.ended_at
    if line.is_on and started:
        found.append((say("On since {time_today}", time_today=wording.time_today(started, today)), ChipKind.PLAIN))
    elif ended and line.status is AppointmentStatus.PLANNED:
        found.append((say("Ended {time_today}", time_today=wording.time_today(ended, today)), ChipKind.PLAIN))
    if watch.overdue and line.back_by:
        found.append(
            (say("Overdue since {time_today}", time_today=wording.time_today(line.back_by, today)), ChipKind.DANGER)
        )
    return found


def _office_lines(line: VisitLine, office: OfficeWord) -> list[QWidget]:
    """What the office knows: of a visit that is on always, before it only where it does not know of it."""
    watch = line.watch
    if watch is None or (office.watched and not line.is_on and not watch.overdue):
        return []
    over = watch.standing.ended_at is not None
    calm = TextRole.OK if office.watched else TextRole.MUTED if over else TextRole.DANGER
    lines: list[QWidget] = [Words(office.sentence, TextRole.DANGER if office.urgent else calm)]
    if office.more and (office.urgent or over):
        lines.append(Words(office.more, TextRole.DANGER if office.urgent else TextRole.MUTED))
    return lines


def _details(line: VisitLine) -> list[QWidget]:
    parts = [CONTACT_SORT_WORDS[line.sort], police_words(line), interpreter_words(line), back_words(line)]
    details: list[QWidget] = [Words(" · ".join(part for part in parts if part), TextRole.MUTED)]
    if line.purpose:
        details.append(Words(line.purpose, TextRole.MUTED))
    alone = alone_words(line.person, line.sort, line.police)
    if alone and line.status is AppointmentStatus.PLANNED and not _is_over(line):
        details.append(Words(alone, TextRole.DANGER))
    return details


def _is_over(line: VisitLine) -> bool:
    return line.watch is not None and line.watch.standing.ended_at is not None


def police_words(line: VisitLine) -> str:
    """Return "with PC Specimen"; a joint visit for which nobody is named says so."""
    if line.police:
        return say("with {police}", police=line.police)
    return say("police officer not named yet") if line.sort is ContactSort.JOINT_POLICE else ""


def interpreter_words(line: VisitLine) -> str:
    """Return "interpreter needed (Polish)", "interpreter needed", or "speaks Polish"."""
    language = line.person.language
    if line.person.interpreter:
        return say("interpreter needed ({language})", language=language) if language else say("interpreter needed")
    return say("speaks {language}", language=language) if language else ""


def back_words(line: VisitLine) -> str:
    """Return "back by 11:30"."""
    return say("back by {clock_time}", clock_time=wording.clock_time(line.back_by)) if line.back_by else ""
