"""Today: visits, what is due, what was begun, what waits for a decision, and how the laptop stands."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from casework.records.contact.appointment import AppointmentStatus
from casework.records.identifier import CaseId
from casework.words import say, say_count
from desktop.services.check_in.office_word import office_word
from desktop.services.draft import DraftLine, discard_draft, restore_draft
from desktop.services.today import DueLine, VisitLine, read_today
from desktop.services.today import TodayPage as Page
from desktop.store.change import Change
from desktop.store.draft import Draft
from desktop.views.asker import Asker
from desktop.views.desk import Desk, Place
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.card import Card
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.shortcut import NEXT_BRIEF, bind
from desktop.views.theme.token import SPACE_24
from desktop.views.today.card_column import card_column, focus_again, focused_name, show_rows
from desktop.views.today.cover_cards import CoverCards
from desktop.views.today.due_fold import MOST_OF_ONE, FoldedDue, FoldedDueRow, folded
from desktop.views.today.due_row import DraftRow, DueRow, NoteRow, ProposalRow
from desktop.views.today.keying_card import KeyingCard
from desktop.views.today.laptop_card import fill_duty_card, fill_laptop_card
from desktop.views.today.request_card import RequestCard
from desktop.views.today.row import Row
from desktop.views.today.visit_row import LaterRow, VisitRow
from desktop.views.visiting.visit_actions import VisitActions

_COLUMNS_FOLD_PX = 900
_LOOK_AGAIN_MS = 60_000
_NOTHING_DUE = say(
    "Nothing is due. What standards and duties ask for shows here a week before, a contact that was planned and not "
    "recorded the day after, and a warning fourteen days before its review."
)
_MOST_DUE = 12
"""So many lines of what is due stand on the page until somebody wants to see all."""
_NOT_KNOWN = say("Not known yet: this laptop has not finished its first sync with the office.")
"""Until then nothing is said to be absent. Nobody may take an empty laptop for an empty day."""
_NOTHING_LATER = say("Nothing is planned for the next seven days. Plan the next contact when you record one.")


class TodayPage(QWidget):
    """The first page of the day. It follows what changes, and the clock: a duty turn ends by itself."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("today_page")
        self.setProperty("role", "canvas")
        self._desk = desk
        self._page: Page | None = None
        self._all_due = False
        self._unfolded: set[CaseId] = set()
        self._asker = Asker(desk, read_today, self.show_page, self)
        self.conflicts = Notice(NoticeKind.WARNING, "", name="today_conflicts", action=say("&Compare"))
        self.visits, self.later = Card(say("Visits")), Card(say("Coming days"))
        self.drafts, self.proposals = Card(say("Drafts")), Card(say("Proposed lower levels"))
        self.notes = Card(say("Unfinished notes"))
        self.due, self.laptop, self.duty = Card(say("Due")), Card(say("On this laptop")), Card()
        self.cover, self.keying, self.requests = CoverCards(desk), KeyingCard(desk), RequestCard(desk)
        self.steps = VisitActions(desk, self)
        self._arrange()
        bind(NEXT_BRIEF, self, self.open_brief)
        self.conflicts.action_requested.connect(self._on_compare)
        desk.changed.connect(self._on_changed)
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_AGAIN_MS)
        self._clock.timeout.connect(self._on_minute)
        self._clock.start()

    def _arrange(self) -> None:
        self.area = ScrollPage("today")
        left = card_column((self.visits, self.cover, self.drafts, self.notes, self.later))
        right = card_column((self.due, self.requests, self.proposals, self.keying, self.laptop, self.duty))
        self.area.body.addWidget(self.conflicts)
        columns = FoldRow(left, right, narrow_px=_COLUMNS_FOLD_PX, stretch=(7, 4), gap_px=SPACE_24)
        self.area.body.addWidget(columns)
        self.area.body.addStretch(1)
        self.area.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def show_place(self, _place: Place) -> None:
        """Show the day as it is now."""
        self._asker.ask()
        self.cover.ask()
        self.keying.ask()
        self.requests.ask()

    def show_page(self, page: Page) -> None:
        """Show a day; what is scrolled to and what has the focus stay where they are."""
        if page == self._page:
            return
        self._page = page
        focused = focused_name(self.area.content)
        scrolled = self.area.verticalScrollBar().value()
        self._fill(page)
        self.area.show()
        self.area.content.adjustSize()
        self.area.verticalScrollBar().setValue(scrolled)
        focus_again(self.area.content, focused)

    def _fill(self, page: Page) -> None:
        self.conflicts.set_notice(NoticeKind.WARNING, conflict_words(page.conflicts))
        self._fill_visits(page)
        self._show_rows(self.later, [LaterRow(line, page.day) for line in page.later], _known(page, _NOTHING_LATER))
        self._fill_due(page)
        self._show_rows(self.proposals, [ProposalRow(line, page.day) for line in page.proposals])
        self._show_rows(self.notes, [NoteRow(note, page.day) for note in page.notes])
        drafts = [DraftRow(line, page.day) for line in page.drafts]
        for row in drafts:
            row.discard_wanted.connect(self._on_discard)
        self._show_rows(self.drafts, drafts)
        fill_laptop_card(self.laptop, page)
        fill_duty_card(self.duty, page.duty, page.day)

    def _fill_due(self, page: Page) -> None:
        """The riskiest and soonest first; the others once somebody wants to see them."""
        parts = list(folded(page.due, self._unfolded))
        most = len(parts) if self._all_due else _MOST_DUE
        rows = [self._due_part(part, page) for part in parts[:most]]
        self._show_rows(self.due, rows, _known(page, _NOTHING_DUE))
        left = sum(part.lines if isinstance(part, FoldedDue) else 1 for part in parts[most:])
        if left > 0:
            more = Button(
                say("Show {left} more", left=left), ButtonKind.QUIET, name="due_more", about=say("what is due")
            )
            more.clicked.connect(self._on_more_due)
            self.due.add_row(more)

    def _due_part(self, part: DueLine | FoldedDue, page: Page) -> Row:
        if isinstance(part, DueLine):
            return DueRow(part, page.day)
        row = FoldedDueRow(part, page.day)
        row.unfold_wanted.connect(self._on_unfold)
        return row

    @Slot(FoldedDue)
    def _on_unfold(self, part: FoldedDue) -> None:
        """Show all of one person, and go on in what was hidden."""
        self._unfolded.add(part.person.case)
        if self._page is not None:
            self._fill_due(self._page)
            of_one = [row.button for row in self._due_rows() if row.line.person.case == part.person.case]
            if len(of_one) > MOST_OF_ONE:
                of_one[MOST_OF_ONE].setFocus()

    @Slot()
    def _on_more_due(self) -> None:
        before, self._all_due = len(self._due_rows()), True
        if self._page is not None:
            self._fill_due(self._page)
            rows = self._due_rows()
            if len(rows) > before:
                rows[before].button.setFocus()

    def _due_rows(self) -> list[DueRow]:
        return [row for row in self.due.findChildren(DueRow) if row.isVisibleTo(self.due)]

    def _fill_visits(self, page: Page) -> None:
        first = next((line for line in page.visits if line.status is AppointmentStatus.PLANNED), None)
        first = next((line for line in page.visits if line.is_on), first)
        rows = [
            VisitRow(line, page.day, office_word(line.watch, page.duty, page.day), next_one=line is first)
            for line in page.visits
        ]
        for row in rows:
            row.start_wanted.connect(self._on_start)
            row.end_wanted.connect(self._on_end)
        self._show_rows(self.visits, rows)
        self.visits.show()
        if not page.visits:
            self.visits.body.addWidget(self._no_visits(page))

    def _no_visits(self, page: Page) -> EmptyState:
        if page.last_synced_at is None:
            waits = say("Cases, visits and what is due come with it. Leave Doorstep open while there is a connection.")
            return EmptyState("ph.house", _NOT_KNOWN, waits, name="first_sync")
        if not page.cases:
            return EmptyState(
                "ph.house",
                say("No case is on this laptop yet"),
                say("Cases come by themselves with the next sync, once they are given to you or to your team."),
                name="no_cases",
            )
        empty = EmptyState(
            "ph.calendar-blank",
            say("No visits or appointments today"),
            say(
                "Plan one on a person's page. It shows here with its time, the person's warnings, and when you "
                "expect to "
                "be back."
            ),
            name="no_visits",
            action=say("Open caseload"),
        )
        empty.action_requested.connect(self._on_caseload)
        return empty

    def _show_rows(self, card: Card, rows: Sequence[Row], empty: str = "") -> None:
        show_rows(card, rows, self._on_place, empty)

    @Slot(object)
    def _on_changed(self, _change: Change) -> None:
        # Nearly everything that changes is on this page; hidden, it reads when it is shown next.
        if self.isVisible():
            self._asker.ask()
            self.cover.ask()
            self.keying.ask()
            self.requests.ask()

    @Slot()
    def _on_minute(self) -> None:
        if self.isVisible():
            self._asker.ask()
            self.cover.ask()

    @Slot(Place)
    def _on_place(self, place: Place) -> None:
        self._desk.go(place)

    @Slot()
    def open_brief(self) -> None:
        """Read the brief of the visit that has the focus, or of the one that is on or comes next."""
        rows = [row for row in self.visits.findChildren(VisitRow) if row.isVisibleTo(self) and row.line.is_visit]
        focused = _focused()
        here = [row for row in rows if focused is not None and row.isAncestorOf(focused)]
        ahead = [row for row in rows if row.line.is_on] or [
            row for row in rows if row.line.status is AppointmentStatus.PLANNED
        ]
        for row in (here or ahead or rows)[:1]:
            self._desk.go(Place("brief", row.line.case, appointment=row.line.appointment))

    @Slot(VisitLine)
    def _on_start(self, line: VisitLine) -> None:
        self.steps.start(line.case, line.appointment)

    @Slot(VisitLine)
    def _on_end(self, line: VisitLine) -> None:
        self.steps.end(line.case, line.appointment)

    @Slot()
    def _on_compare(self) -> None:
        self._desk.go(Place("two_views"))

    @Slot()
    def _on_caseload(self) -> None:
        self._desk.go(Place("caseload"))

    @Slot(DraftLine)
    def _on_discard(self, line: DraftLine) -> None:
        self._desk.ask(lambda session: discard_draft(session, line.id), self._on_discarded, self)

    def _on_discarded(self, draft: Draft | None) -> None:
        self._desk.changed.emit(Change(drafts=True))
        if draft is not None:
            self._desk.say(say("Draft discarded."), partial(self._restore, draft))

    def _restore(self, draft: Draft) -> None:
        self._desk.ask(lambda session: restore_draft(session, draft), self._on_restored, self)

    def _on_restored(self, _nothing: None) -> None:
        self._desk.changed.emit(Change(drafts=True))


def _focused() -> QWidget | None:
    return QApplication.focusWidget()


def _known(page: Page, nothing: str) -> str:
    """What is said where there is nothing, once it is known that there is nothing."""
    return nothing if page.last_synced_at is not None else _NOT_KNOWN


def conflict_words(count: int) -> str:
    """Return what the notice says; empty where nobody disagrees."""
    if not count:
        return ""
    matters = say_count(count, "{number} matter", "{number} matters")
    return say(
        "Two people recorded {matters} differently without seeing each other's. The more cautious view stands until "
        "somebody decides.",
        matters=matters,
    )
