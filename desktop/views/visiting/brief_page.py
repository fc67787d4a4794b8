"""The doorstep brief: what somebody has to know before they knock, on one screen at the normal size."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from casework.records.contact.appointment import AppointmentStatus
from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.check_in.alone import alone_words
from desktop.services.session import Session
from desktop.services.visiting import brief_words
from desktop.services.visiting.brief import Brief, read_brief
from desktop.views.asker import Asker
from desktop.views.case.sheet_opener import open_sheet_for
from desktop.views.desk import Desk, Place, PlaceName
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.item_layout import empty_layout
from desktop.views.partials.label import StrongLine, TextRole, Words
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.partials.tab_order import set_reading_order
from desktop.views.partials.warning_chip import Chip, ChipKind
from desktop.views.person_look import status_words
from desktop.views.shortcut import PRINT, READ_BACK, READ_ON, bind
from desktop.views.theme.token import SPACE_8, SPACE_16
from desktop.views.visiting import words
from desktop.views.visiting.brief_head import BriefHead
from desktop.views.visiting.parts import StaleBand, WarningBand, fact_lines, flowing, part_of_brief
from desktop.views.visiting.sections import conditions, household, people
from desktop.views.visiting.visit_actions import VisitActions
from desktop.views.visiting.visit_box import VisitBox

_COLUMNS_FOLD_PX = 860
_HEAD_FOLDS_PX = 760
_MOST_NEWS = 5
"""So much of what is new stands on the page until somebody wants to see all."""
_LOOK_AGAIN_MS = 60_000


class BriefPage(QWidget):
    """One person at a time. It follows what changes, and the clock."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("brief_page")
        self.setProperty("role", "canvas")
        self._desk = desk
        self._case: CaseId | None = None
        self._appointment: str | None = None
        self._brief: Brief | None = None
        self._all_news = False
        self._asker = Asker(desk, self._read, self._on_read, self)
        self.actions_of_visit = VisitActions(desk, self)
        self.head = BriefHead()
        self.stale = StaleBand()
        self.warnings, self.visit = WarningBand(), VisitBox()
        self.person_button = Button(say("Person's pa&ge"), ButtonKind.LINK, name="brief_person")
        self._left, self._right = _Column(), _Column(self.visit)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.area = ScrollPage("brief")
        # As high as its parts are once they have wrapped: what Qt would have at least, it reckons for narrow ones.
        self.area.content.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        body = self.area.body
        # Close together: all of it has to stand on one screen at the normal size.
        body.setSpacing(SPACE_8)
        head = FoldRow(self.head, self.person_button, narrow_px=_HEAD_FOLDS_PX)
        columns = FoldRow(self._left, self._right, narrow_px=_COLUMNS_FOLD_PX, stretch=(6, 5), gap_px=SPACE_16)
        for widget in (head, self.stale, self.warnings, columns):
            body.addWidget(widget)
        self._nothing = EmptyState(
            "ph.house",
            say("This person is not open to you on this laptop"),
            say("Sync, or phone the duty senior before you go to the door."),
            name="no_brief",
        )
        self._stack = QStackedWidget()
        for page in (QWidget(), self._nothing, self.area):
            self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        visit = self.visit
        for signal, slot in (
            (visit.start_wanted, self.start_visit),
            (visit.end_wanted, self.end_visit),
            (visit.undo_wanted, self._on_undo),
            (visit.notes_wanted, self._on_notes),
            (visit.record_wanted, self._on_record),
            (visit.plan_wanted, self._on_plan),
            (self.person_button.clicked, self._on_person),
            (self.head.two_views_wanted, self._on_two_views),
            (self._desk.changed, self._on_changed),
        ):
            signal.connect(slot)
        bind(PRINT, self, self._on_print)
        bind(READ_ON, self, self._on_down)
        bind(READ_BACK, self, self._on_up)
        self._clock = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._clock.timeout.connect(self._on_minute)
        self._clock.start()

    def show_place(self, place: Place) -> None:
        """Show the brief about `place.case`, for the visit `place.appointment` where one is named."""
        if (place.case, place.appointment) != (self._case, self._appointment):
            self._case, self._appointment, self._brief = place.case, place.appointment, None
            self._all_news = False
            self._stack.setCurrentIndex(0)
        self._asker.ask()

    def _read(self, session: Session) -> tuple[CaseId | None, Brief | None]:
        case = self._case
        return case, read_brief(session, case, self._appointment) if case else None

    def _on_read(self, read: tuple[CaseId | None, Brief | None]) -> None:
        case, brief = read
        if case == self._case:
            self.show_page(brief)

    def show_page(self, brief: Brief | None) -> None:
        """Show a brief; what has the focus and what is scrolled to stay where they are."""
        self._stack.setCurrentWidget(self.area if brief else self._nothing)
        if brief is None or brief == self._brief:
            self._brief = brief
            return
        entering, self._brief = self._brief is None, brief
        scrolled = self.area.verticalScrollBar().value()
        self._fill(brief)
        set_reading_order(self.area.content)
        if entering and self.isVisible():
            self._enter()
        # What has the focus was scrolled to; but who opens a brief reads the warnings first.
        self.area.verticalScrollBar().setValue(0 if entering else scrolled)

    def _fill(self, brief: Brief) -> None:
        self.head.show_brief(brief)
        self.stale.show_words(*words.stale_words(brief))
        self.warnings.show_warnings(status_words(brief.person.status), brief.person.warnings)
        visitor, dead = "" if brief.mine else brief.visitor, brief.person.status.is_dead
        self.visit.show_visit(brief.visit, visitor, brief.office, brief.today, dead=dead)
        self.visit.show_alone(_alone(brief))
        # After a death nobody checks conditions or books an interpreter.
        alive = [] if dead else [conditions(brief)]
        self._left.fill([self._news(brief), *alive, people(brief)])
        self._right.fill([household(brief), *([] if dead else self._language(brief)), *self._plans(brief)])

    def _enter(self) -> None:
        buttons = self.visit.findChildren(Button)
        shown = [button for button in buttons if button.isVisibleTo(self)]
        (shown[0] if shown else self.person_button).setFocus()

    def _news(self, brief: Brief) -> QWidget:
        since, days = brief.since, words.days_of(brief.today)
        most = len(since.news) if self._all_news else _MOST_NEWS
        lines: list[QWidget] = [StrongLine(*brief_words.news_words(one, days)) for one in since.news[:most]]
        left = len(since.news) - most
        if left > 0:
            more = Button(
                say("Show {left} more", left=left), ButtonKind.LINK, name="brief_more_news", about=say("what is new")
            )
            more.clicked.connect(self._on_more_news)
            lines.append(flowing([more]))
        title = words.title_of_news(since, brief.today)
        return part_of_brief(title, lines or [Words(brief_words.nothing_new_words(since))], "brief_news")

    def _language(self, brief: Brief) -> list[QWidget]:
        lines, warning = brief_words.language_lines(brief.header), brief.header.interpreting_warning
        if not lines and not warning:
            return []
        warned: list[QWidget] = [Words(warning, TextRole.DANGER)] if warning else []
        return [part_of_brief(say("Language and needs"), [fact_lines(lines), *warned], "brief_language")]

    def _plans(self, brief: Brief) -> list[QWidget]:
        found: list[QWidget] = []
        for number, pointer in enumerate(brief.safety_plans):
            button = Button(say("Open"), ButtonKind.LINK, name=f"brief_safety_{number}", about=say("the safety plan"))
            button.clicked.connect(partial(self._on_safety_plan, pointer.record))
            said = brief_words.safety_words(pointer, words.days_of(brief.today))
            found.append(FoldRow(Words(said), button, narrow_px=260))
        listed = brief_words.listed_words(brief.header)
        if listed:
            found.append(flowing([Chip(listed, ChipKind.DANGER)]))
        return [part_of_brief(say("Plans and list"), found, "brief_plans")] if found else []

    @Slot()
    def start_visit(self) -> None:
        """Start the visit that is on the page."""
        self._act(self.actions_of_visit.start)

    @Slot()
    def end_visit(self) -> None:
        """End the visit that is on the page, and go on to its contact."""
        self._act(self.actions_of_visit.end)

    def _act(self, do: Callable[[CaseId, str], None]) -> None:
        brief = self._brief
        if brief is not None and brief.visit is not None:
            do(brief.case, brief.visit.appointment)

    @Slot()
    def _on_undo(self) -> None:
        self._act(self.actions_of_visit.undo)

    @Slot()
    def _on_notes(self) -> None:
        self._go("visit")

    @Slot()
    def _on_record(self) -> None:
        self._go("contact")

    def _go(self, name: PlaceName) -> None:
        brief = self._brief
        if brief is not None and brief.visit is not None:
            self._desk.go(Place(name, brief.case, appointment=brief.visit.appointment))

    @Slot()
    def _on_plan(self) -> None:
        if self._case is not None:
            open_sheet_for("plan_appointment", self._desk, self._case, self)

    @Slot()
    def _on_person(self) -> None:
        if self._case is not None:
            self._desk.go(Place("person", self._case))

    @Slot()
    def _on_print(self) -> None:
        self._desk.go(Place("papers", self._case, kind="brief"))

    @Slot()
    def _on_two_views(self) -> None:
        self._desk.go(Place("two_views", self._case))

    def _on_safety_plan(self, record: str, _checked: bool = False) -> None:
        self._desk.go(Place("person", self._case, record=record, tab="records"))

    @Slot()
    def _on_more_news(self) -> None:
        self._all_news = True
        if self._brief is not None:
            self._fill(self._brief)
            self._enter()

    @Slot()
    def _on_down(self) -> None:
        self._scroll(1)

    @Slot()
    def _on_up(self) -> None:
        self._scroll(-1)

    def _scroll(self, pages: int) -> None:
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep() * 9 // 10)

    @Slot(object)
    def _on_changed(self, _change: object) -> None:
        if self._case is not None and self.isVisible():
            self._asker.ask()

    @Slot()
    def _on_minute(self) -> None:
        self._on_changed(None)


def _alone(brief: Brief) -> str:
    visit = brief.visit
    if visit is None or not brief.mine or visit.standing.ended_at is not None:
        return ""
    planned = visit.status is AppointmentStatus.PLANNED
    return alone_words(brief.person, visit.plan.sort, visit.plan.police) if planned else ""


class _Column(QWidget):
    """Parts of the brief below one another; ``fixed`` stays on top whatever is filled in below it."""

    def __init__(self, fixed: QWidget | None = None) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        self._filled = QVBoxLayout()
        self._filled.setSpacing(SPACE_8)
        if fixed is not None:
            column.addWidget(fixed)
        column.addLayout(self._filled)
        column.addStretch(1)

    def fill(self, parts: Sequence[QWidget]) -> None:
        """Show these parts in the place of those before."""
        empty_layout(self._filled)
        for part in parts:
            self._filled.addWidget(part)
            # At once, not when Qt's loop comes round: what has the focus is looked for among them.
            part.show()
