"""The window's content while the store is unlocked: rail, top bar, one page at a time, search, short messages."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from casework.errors import UserError
from desktop.background.state import SyncState
from desktop.services.local_time import local_day
from desktop.services.needs import Needs, read_needs
from desktop.store.change import Change
from desktop.sync.engine import Progress
from desktop.views import dialogs
from desktop.views.capture.capture_page import CapturePage
from desktop.views.case.person_page import PersonPage
from desktop.views.caseload.caseload_page import CaseloadPage
from desktop.views.conflicts.conflicts_page import ConflictsPage
from desktop.views.desk import Desk, Place, Said
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.rail import Place as RailPlace
from desktop.views.partials.rail import PlaceChosen, Rail
from desktop.views.partials.toast import Toast
from desktop.views.partials.top_bar import FindText, TopBar
from desktop.views.proposals.proposals_page import ProposalsPage
from desktop.views.shell.finder import Command, Finder
from desktop.views.shell.help_page import HelpPage
from desktop.views.shell.sync_view import look_of
from desktop.views.shell.trail import Trail
from desktop.views.today.today_page import TodayPage
from desktop.views.wording import counted, long_day

_TITLES = {
    "caseload": "Caseload",
    "person": "Person",
    "contact": "Record a contact",
    "two_views": "Two views",
    "proposals": "Proposed lower levels",
    "help": "Help",
}
_PLACES = (
    RailPlace("today", "Today", "ph.house"),
    RailPlace("caseload", "Caseload", "ph.list-bullets"),
    RailPlace("two_views", "Two views", "ph.arrows-left-right"),
    RailPlace("proposals", "Proposed levels", "ph.scales"),
)
_RAIL = {
    "today": Place("today"),
    "caseload": Place("caseload"),
    "two_views": Place("two_views"),
    "proposals": Place("proposals"),
}
_COUNT_AGAIN_MS = 150

Page = TodayPage | CaseloadPage | PersonPage | CapturePage | ConflictsPage | ProposalsPage | HelpPage


class Shell(QWidget):
    """Everything but the locked page. `lock_requested` when somebody wants to lock."""

    lock_requested = Signal()
    theme_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shell")
        self._desk = desk
        self._trail = Trail(Place("today"))
        self._undo: Callable[[], None] | None = None
        self._needs: Needs | None = None
        self._recount = QTimer(self)
        self._recount.setSingleShot(True)
        self._recount.setInterval(_COUNT_AGAIN_MS)
        self.rail, self.bar = Rail(_PLACES), TopBar()
        self.finder = Finder(desk, self)
        self.toast = Toast(self)
        self.notice = Notice(NoticeKind.INFO, "", name="shell_notice", action="Con&tinue")
        self.progress = QProgressBar()
        self.pages: dict[str, Page] = {
            "today": TodayPage(desk),
            "caseload": CaseloadPage(desk),
            "person": PersonPage(desk),
            "contact": CapturePage(desk),
            "two_views": ConflictsPage(desk),
            "proposals": ProposalsPage(desk),
            "help": HelpPage(),
        }
        self._arrange()
        self._connect()
        self._show(self._trail.here)
        self._count()

    def _arrange(self) -> None:
        self.progress.setObjectName("first_sync")
        self.progress.setAccessibleName("Records coming from the office")
        self.progress.setTextVisible(True)
        self.progress.hide()
        self._stack = QStackedWidget()
        for page in self.pages.values():
            self._stack.addWidget(page)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for part in (self.bar, self.progress, self.notice):
            right.addWidget(part)
        right.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        desk, rail, bar = self._desk, self.rail, self.bar
        desk.went.connect(self._on_went)
        desk.said.connect(self._on_said)
        desk.changed.connect(self._on_changed)
        desk.syncer.state_changed.connect(self._on_sync_state)
        desk.syncer.progressed.connect(self._on_progress)
        rail.place_requested.connect(self._on_rail)
        rail.help_requested.connect(self._on_help)
        rail.lock_requested.connect(self.lock_requested)
        rail.theme_requested.connect(self.theme_requested)
        bar.find_edited.connect(self._on_find)
        bar.find_submitted.connect(self._on_find_submitted)
        bar.results_requested.connect(self.finder.enter)
        bar.sync_requested.connect(desk.syncer.sync_now)
        self.finder.command_chosen.connect(self._on_command)
        self.toast.undo_requested.connect(self._on_undo)
        self.notice.action_requested.connect(self._on_notice_action)
        self._recount.timeout.connect(self._count)
        back = QShortcut(QKeySequence("Alt+Left"), self)
        back.activated.connect(self.go_back)

    def keep_everything(self) -> None:
        """Keep what is on the sheet now; called before locking."""
        page = self.pages["contact"]
        if isinstance(page, CapturePage):
            page.keeper.keep_now()

    @Slot()
    def go_back(self) -> None:
        """Go to where the person was before."""
        self._show(self._trail.back())

    def show_fault(self, fault: UserError) -> None:
        """Show something that somebody can act on and that no page has asked about."""
        dialogs.show_error(self, fault.sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the results of the search under their box."""
        super().resizeEvent(event)
        self._place_finder()

    def _place_finder(self) -> None:
        box = self.bar.find_box
        corner = box.mapTo(self, box.rect().bottomRight())
        width = min(self.width() - self.rail.width() - 32, max(560, box.width()))
        self.finder.setGeometry(corner.x() - width, corner.y() + 4, width, min(520, self.height() - corner.y() - 24))

    def _show(self, place: Place) -> None:
        page = self.pages[place.name]
        self._stack.setCurrentWidget(page)
        if not isinstance(page, HelpPage):
            page.show_place(place)
        if place.name in {item.key for item in _PLACES}:
            self.rail.set_current(place.name)
        today = local_day(self._desk.session.now())
        self.bar.set_title(_TITLES.get(place.name) or long_day(today, today))
        self.finder.hide()

    def _count(self) -> None:
        self._desk.ask(read_needs, self._on_needs, self)

    @Slot(object)
    def _on_went(self, place: Place) -> None:
        self._trail.go(place)
        self._show(place)

    @Slot(PlaceChosen)
    def _on_rail(self, chosen: PlaceChosen) -> None:
        self._desk.go(_RAIL[chosen.key])

    @Slot()
    def _on_help(self) -> None:
        self._desk.go(Place("help"))

    @Slot(object)
    def _on_said(self, said: Said) -> None:
        self._undo = said.undo
        self.toast.show_message(said.words, undo=said.undo is not None)

    @Slot()
    def _on_undo(self) -> None:
        undo, self._undo = self._undo, None
        if undo is not None:
            undo()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.records or change.scopes or change.drafts:
            self._recount.start()

    def _on_needs(self, needs: Needs) -> None:
        first, self._needs = self._needs is None, needs
        self.rail.set_count("two_views", needs.conflicts, urgent=needs.conflicts > 0)
        self.rail.set_count("proposals", needs.proposals)
        self.rail.set_count("caseload", needs.cases)
        if first and needs.drafts:
            self._offer_draft(needs)

    def _offer_draft(self, needs: Needs) -> None:
        draft = needs.drafts[0]
        about = f" about {draft.person.name}" if draft.person else ""
        more = f" {counted(len(needs.drafts) - 1, 'more draft')} on Today." if len(needs.drafts) > 1 else ""
        words = f"You were writing a contact record{about}. Everything you wrote was kept.{more}"
        self.notice.set_notice(NoticeKind.INFO, words)

    @Slot()
    def _on_notice_action(self) -> None:
        drafts = self._needs.drafts if self._needs else ()
        self.notice.set_notice(NoticeKind.INFO, "")
        if drafts and drafts[0].case:
            self._desk.go(Place("contact", drafts[0].case, draft=drafts[0].id))

    @Slot(object)
    def _on_sync_state(self, state: SyncState) -> None:
        self.bar.set_sync_state(look_of(state), local_day(self._desk.session.now()))
        self.bar.sync_label.setToolTip(state.sentence)
        if state.kind != "syncing":
            self.progress.hide()

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        big = progress.total > 200  # noqa: PLR2004 — a first sync or a new case, not the everyday trickle
        self.progress.setVisible(big and progress.done < progress.total)
        self.progress.setMaximum(max(1, progress.total))
        self.progress.setValue(progress.done)
        self.progress.setFormat(f"Records coming from the office: {progress.done} of {progress.total}")

    @Slot(FindText)
    def _on_find(self, found: FindText) -> None:
        self._place_finder()
        self.finder.look_for(found.text)

    @Slot(FindText)
    def _on_find_submitted(self, found: FindText) -> None:
        self.finder.open_first()

    @Slot(object)
    def _on_command(self, command: Command) -> None:
        self.bar.find_box.clear()
        if command.key == "lock":
            self.lock_requested.emit()
        elif command.key == "sync":
            self._desk.syncer.sync_now()

    def focus_page(self) -> None:
        """Give the keyboard to the page."""
        self._stack.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)
