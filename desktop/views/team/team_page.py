"""The page of the team: what waits for a senior, what runs out, who is away, how the work is spread."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.documents.feedback_paper import feedback_papers
from desktop.services.team.page import TeamPage as Page
from desktop.services.team.page import read_team
from desktop.store.change import Change
from desktop.views.asker import Asker
from desktop.views.desk import Desk, Place
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.card import Card
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.held_row import held
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.partials.tab_order import set_reading_order
from desktop.views.printing.loose_sheet import open_loose_sheet
from desktop.views.team import wording
from desktop.views.team.heat_row import HeatRow
from desktop.views.team.line_row import LineLook, LineRow
from desktop.views.team.load_table import LoadTable
from desktop.views.theme.token import SPACE_24
from desktop.views.today.card_column import card_column, focus_again, focused_name, show_rows
from desktop.views.today.row import Row, stacked

_COLUMNS_FOLD_PX = 900
_LOOK_AGAIN_MS = 60_000
_NOTHING = {
    "approvals": say(
        "Nothing waits. When a colleague asks for your countersignature, what has changed since it was last "
        "agreed to stands here, field by field."
    ),
    "heat": say(
        "Nothing runs out within fourteen days: first appointments, four contacts in four weeks, home visits and "
        "reviews at twelve weeks are kept or not due yet."
    ),
    "reviews": say("No three-monthly review within four weeks."),
    "sweeps": say("No sweep is open. Open one on the high-risk list."),
    "covers": say("Nobody covers for anybody now. Somebody off? Arrange cover, and everything due meanwhile is shown."),
    "conflicts": say("No two people have recorded different things."),
}


_FEEDBACK = say(
    "For the monthly talk: each audit with its ratings, what was done well and what to improve, with room for what the "
    "worker says. It names the people in whose cases the work was done."
)


class TeamPage(QWidget):
    """Follows what changes, and the clock. Rows are made anew; scroll and focus stay where they are."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("team_page")
        self.setProperty("role", "canvas")
        self._desk = desk
        self.view: Page | None = None
        self._asker = Asker(desk, read_team, self.show_page, self)
        self.approvals, self.heat = Card(say("To countersign")), Card(say("Running out"))
        self.reviews, self.loads = Card(say("Three-monthly reviews to attend")), Card(say("Caseload"))
        self.covers, self.sweeps = Card(say("Away and cover")), Card(say("Sweep for the high-risk list"))
        self.conflicts, self.looks = Card(say("Two views")), Card(say("To look at"))
        self.quality, self.staffing = Card(say("Quality")), Card(say("Training and supervision"))
        self.cover_button = Button(say("Arrange &cover…"), ButtonKind.PRIMARY, name="team_cover")
        self.cover_button.clicked.connect(self._on_cover)
        self.feedback_button = Button(say("Feedback on &paper…"), name="team_feedback", icon="ph.printer")
        self.feedback_button.clicked.connect(self._on_feedback)
        self.empty = EmptyState(
            "ph.users-three",
            say("No case of a team is open to you yet"),
            say(
                "Cases come with the next sync once your team has them. Then what waits for you, what runs out, and "
                "who "
                "has how much stand here."
            ),
            name="no_team",
        )
        self._arrange()
        desk.changed.connect(self._on_changed)
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_AGAIN_MS)
        self._clock.timeout.connect(self._on_minute)
        self._clock.start()

    def _arrange(self) -> None:
        self.area = ScrollPage("team")
        left = card_column((self.approvals, self.heat, self.loads))
        right = card_column(
            (self.covers, self.reviews, self.looks, self.conflicts, self.sweeps, self.quality, self.staffing)
        )
        self.area.body.addWidget(FoldRow(left, right, narrow_px=_COLUMNS_FOLD_PX, stretch=(7, 4), gap_px=SPACE_24))
        self.area.body.addStretch(1)
        self._stack = QStackedWidget()
        for page in (QWidget(), self.area, self.empty):
            self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def show_place(self, _place: Place) -> None:
        """Show the team as it is now."""
        self._asker.ask()

    def show_page(self, page: Page) -> None:
        """Show this; what is scrolled to and what has the focus stay."""
        if page == self.view:
            return
        focused, scrolled = focused_name(self.area.content), self.area.verticalScrollBar().value()
        whole = {row.worker for row in self.heat.findChildren(HeatRow) if row.is_whole}
        self.view = page
        self._fill(page, whole)
        anything = page.cases or page.approvals or page.sweeps or page.held_back or page.to_read
        self._stack.setCurrentWidget(self.area if anything else self.empty)
        set_reading_order(self.area.content)
        self.area.content.adjustSize()
        self.area.verticalScrollBar().setValue(scrolled)
        focus_again(self.area.content, focused)

    def _fill(self, page: Page, whole: set[str]) -> None:
        today = page.today
        self._show(self.approvals, "approvals", [wording.approval_look(one, today) for one in page.approvals])
        rows = [HeatRow(heat, today, whole=heat.worker in whole) for heat in page.heat]
        self._show_rows(self.heat, rows, _NOTHING["heat"])
        self._show(self.reviews, "reviews", [wording.review_look(line, today) for line in page.reviews])
        self._show(self.sweeps, "sweeps", [wording.sweep_look(line, today) for line in page.sweeps])
        self._show(self.conflicts, "conflicts", [wording.conflict_look(one, today) for one in page.conflicts])
        self._fill_covers(page)
        self._fill_loads(page)
        self._fill_looks(page)
        self._fill_quality(page)
        look = LineLook("staffing", wording.staffing_words(page.staffing), place=Place("staffing"))
        self._show_rows(self.staffing, [LineRow(look)])

    def _fill_covers(self, page: Page) -> None:
        self.cover_button.setParent(self)
        lines = [Words(wording.away_words(line, page.today)) for line in page.covers]
        words = lines or [Words(_NOTHING["covers"], TextRole.MUTED)]
        row = Row()
        row.fill(stacked([*words, self.cover_button]))
        self._show_rows(self.covers, [row])

    def _fill_loads(self, page: Page) -> None:
        self.loads.clear()
        self.loads.add_row(LoadTable(page.loads))
        self.loads.setVisible(bool(page.loads))

    def _fill_looks(self, page: Page) -> None:
        words = wording.looks_words(page)
        look = LineLook("looks", words, place=Place("looks"))
        self._show_rows(self.looks, [LineRow(look)] if words else [])

    def _fill_quality(self, page: Page) -> None:
        view = page.quality
        self.feedback_button.setParent(self)
        looks = [wording.audit_look(line, page.today) for line in view.audits]
        rows: list[Row] = [LineRow(look) for look in looks]
        if view.feedback:
            told = Row()
            lines = [Words(wording.feedback_words(line)) for line in view.feedback]
            told.fill(stacked([Words(say("Feedback by month"), TextRole.LABEL), *lines, held(self.feedback_button)]))
            rows.append(told)
        self.quality.set_title(say("Quality, {quarter}", quarter=view.quarter))
        self._show_rows(self.quality, rows, say("Nothing of this quarter is to be audited yet."))

    def _show(self, card: Card, name: str, looks: Sequence[LineLook]) -> None:
        self._show_rows(card, [LineRow(look) for look in looks], _NOTHING[name])

    def _show_rows(self, card: Card, rows: Sequence[Row], empty: str = "") -> None:
        show_rows(card, rows, self._on_place, empty)

    @Slot(Place)
    def _on_place(self, place: Place) -> None:
        self._desk.go(place)

    @Slot()
    def _on_cover(self) -> None:
        self._desk.go(Place("absence"))

    @Slot()
    def _on_feedback(self) -> None:
        papers = feedback_papers(self.view.quality.feedback if self.view else ())
        if papers:
            open_loose_sheet(self._desk, self, say("Quality feedback on paper"), _FEEDBACK, papers)

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if self.isVisible() and (change.scopes or change.outbox):
            self._asker.ask()

    @Slot()
    def _on_minute(self) -> None:
        if self.isVisible():
            self._asker.ask()
