"""The page on which a plan is written: opens it, keeps it as a draft, says what is missing, saves it whole."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from casework.errors import UserError
from casework.records.identifier import CaseId, case_scope
from desktop.services.draft import discard_draft, restore_draft
from desktop.services.planning.draft import keep_plan_draft
from desktop.services.planning.opening import PlanOpening, PlanWish, open_plan
from desktop.services.planning.saving import PlanProblem, SavedPlan, save_plan
from desktop.services.planning.sheet import PLAN, SAFETY
from desktop.store.change import Change
from desktop.store.draft import Draft
from desktop.views import dialogs
from desktop.views.capture.head import SheetFoot, SheetHead
from desktop.views.capture.keeper import DraftKeeper, Kept
from desktop.views.desk import Desk, Place
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.partials.tab_order import set_reading_order
from desktop.views.planning.plan_body import PlanBody
from desktop.views.record.opening import is_open
from desktop.views.shortcut import FINISH, WITHIN, bind

WIDEST_PX = 1000
_RESTRICTED = "This plan is restricted: it is read only by those who decide in this case and by named readers."
_DISCARD = dialogs.Question("Discard this draft?", "What you changed was not recorded.", "&Discard", danger=True)


class PlanPage(QWidget):
    """One plan at a time. Whatever is on it is kept before another takes its place."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan_page")
        self.setProperty("role", "canvas")
        self._desk = desk
        self._case: CaseId | None = None
        self.body: PlanBody | None = None
        self.saving = False
        self.head, self.foot = SheetHead(), SheetFoot()
        self.foot.finish_button.setText("&Save plan")
        self.foot.finish_button.setAccessibleName("Save plan")
        self.summary = Notice(NoticeKind.DANGER, "", name="problem_summary")
        self.summary.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.restricted = Notice(NoticeKind.WARNING, "", name="plan_restricted")
        self.keeper = DraftKeeper(desk, self._content, self, keep_plan_draft)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.pane = ScrollPage("plan_form", widest_px=WIDEST_PX)
        for widget in (Words("Risk management plan and safety plan", TextRole.TITLE), self.summary, self.restricted):
            self.pane.body.addWidget(widget)
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, stretch in ((self.head, 0), (self.pane, 1), (self.foot, 0)):
            column.addWidget(part, stretch)
        self._nothing = EmptyState("ph.file-text", "", "", name="no_plan")
        self._nothing.set_words("No plan is open", "Open a person, then More, Risk management and safety plan.")
        self._stack = QStackedWidget()
        for page in (self._nothing, self._whole):
            self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _connect(self) -> None:
        self.keeper.kept.connect(self._on_kept)
        self.foot.finish.connect(self.save)
        self.foot.leave.connect(self.leave)
        self.foot.discard.connect(self.ask_discard)
        self._desk.changed.connect(self._on_changed)
        bind(FINISH, self, self.save, within=WITHIN)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_moved)

    def show_place(self, place: Place) -> None:
        """Open the plan in use, the one that is named, a new one, or a draft."""
        self.keeper.keep_now()
        if (place.draft and place.draft == self.keeper.draft) or not (place.case or place.draft) or self._is_on(place):
            return
        wish = PlanWish(place.case or CaseId(""), place.record or "", place.kind or "", place.draft or "")
        self._desk.ask(lambda session: open_plan(session, wish), self._on_opened, self, self._on_not_opened)

    def _is_on(self, place: Place) -> bool:
        """Whether what is being written is what somebody comes back to: the cursor stays where it is."""
        begun = self.keeper.unkept or self.keeper.exists
        return begun and place.case == self._case and not (place.record or place.kind or place.draft)

    def show_page(self, opening: PlanOpening) -> None:
        """Show a plan as it is opened."""
        self.keeper.keep_now()
        self._case, self.saving = opening.sheet.case, False
        self.keeper.begin(opening.draft, opening.sheet.case, opening.kept_at)
        if opening.plan.person is not None:
            self.head.show_person(opening.plan.person, opening.today)
        self.summary.set_notice(NoticeKind.DANGER, "")
        self.restricted.set_notice(NoticeKind.WARNING, _RESTRICTED if opening.sheet.plan.restricted else "")
        self._drop_body()
        body = self.body = PlanBody(opening)
        self.pane.body.addWidget(body)
        body.edited.connect(self.keeper.touch)
        body.resized.connect(self._on_resized)
        set_reading_order(self.pane.content)
        self._stack.setCurrentWidget(self._whole)
        self.pane.verticalScrollBar().setValue(0)

    @Slot()
    def save(self) -> None:
        """Save, or say what has to be mended."""
        body = self.body
        if body is None or self.saving:
            return
        if puzzles := body.puzzles():
            self._show_problems(puzzles)
            return
        body.close_line()
        self.saving = True
        sheet, draft = body.sheet(), self.keeper.draft
        self.keeper.rest()
        self._desk.act(lambda session: save_plan(session, sheet, draft), self._on_saved, self, self._on_refused)

    @Slot()
    def leave(self) -> None:
        """Go to the person's records; what was written is kept."""
        if self._case is not None:
            self._desk.go(Place("person", self._case, tab="records"))

    @Slot()
    def ask_discard(self) -> None:
        """Ask before the draft goes."""
        dialogs.ask_confirmation(self, _DISCARD, self._on_discard_answered)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was written when the page is left, and say so."""
        super().hideEvent(event)
        self.keeper.keep_now()
        if self.keeper.exists and not event.spontaneous():
            self._desk.changed.emit(Change(drafts=True))
            self._desk.say("The plan is not saved yet. Its draft is kept, and offered again on Today.")

    def _content(self) -> str:
        return self.body.sheet(raw=True).model_dump_json() if self.body is not None else ""

    def _close(self) -> None:
        self.keeper.end()
        self._case = None
        self._drop_body()
        self._stack.setCurrentWidget(self._nothing)

    def _drop_body(self) -> None:
        if self.body is not None:
            self.pane.body.removeWidget(self.body)
            # Its parent stays until Qt's loop comes round, or Python would own it.
            self.body.hide()
            self.body.deleteLater()
            self.body = None

    def _show_problems(self, found: dict[str, dict[str, str]]) -> None:
        body = self.body
        if body is None:
            return
        sheet, lines = body.sheet(raw=True), []
        for key, sentences in found.items():
            line = sheet.line(key)
            where = "Safety plan: " if key == SAFETY else "Plan: " if key == PLAN else ""
            if line is not None:
                number = [one.key for one in sheet.of_section(line.section.key)].index(key) + 1
                where = f"{line.section.title}, line {number}: "
            lines += [f"{where}{sentence}" for sentence in sentences.values()]
        self.summary.set_notice(NoticeKind.DANGER, "\n".join(["Before this can be saved:", *lines]))
        body.show_problems(found)
        self.pane.verticalScrollBar().setValue(0)
        self.summary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self, opening: PlanOpening | None) -> None:
        if opening is None:
            self._close()
            self._nothing.set_words("This draft is not here any more", "It was recorded, or thrown away.")
        else:
            self.show_page(opening)

    def _on_not_opened(self, error: Exception) -> None:
        self._close()
        self._nothing.set_words("This cannot be opened", error.sentence if isinstance(error, UserError) else "")

    def _on_saved(self, saved: SavedPlan) -> None:
        case = self._case
        self._close()
        not_told = f"The plan is saved, but not what the person may be told. {saved.not_told}" if saved.not_told else ""
        self._desk.say(not_told or "The plan is saved. A senior countersigns it when you ask for it.")
        if case is not None:
            self._desk.go(Place("person", case, record=saved.plan, tab="records"))

    def _on_refused(self, error: Exception) -> None:
        self.saving = False
        if isinstance(error, PlanProblem):
            if self.body is not None:
                self.body.take_stands(error.stands)
            self._show_problems(error.problems)
        elif isinstance(error, UserError):
            self._show_problems({"": {"": error.sentence}})

    def _on_discard_answered(self, yes: bool) -> None:
        draft, case = self.keeper.draft, self._case
        if not yes or not draft:
            return
        self.keeper.keep_now()
        self._close()
        self._desk.ask(lambda session: discard_draft(session, draft), self._on_discarded, self._desk)
        self._desk.go(Place("person", case, tab="records"))

    def _on_discarded(self, draft: Draft | None) -> None:
        self._desk.changed.emit(Change(drafts=True))
        self._desk.say("Draft discarded.", partial(self._restore, draft) if draft else None)

    def _restore(self, draft: Draft) -> None:
        self._desk.ask(lambda session: restore_draft(session, draft), partial(self._on_restored, draft), self._desk)

    def _on_restored(self, draft: Draft, _nothing: None) -> None:
        self._desk.changed.emit(Change(drafts=True))
        self._desk.go(Place("plan", draft=draft.id))

    @Slot(Kept)
    def _on_kept(self, kept: Kept) -> None:
        self.foot.show_kept(kept)

    @Slot()
    def _on_resized(self) -> None:
        set_reading_order(self.pane.content)

    @Slot(QWidget, QWidget)
    def _on_focus_moved(self, old: QWidget | None, _new: QWidget | None) -> None:
        if old is not None and self.body is not None and self.body.isAncestorOf(old):
            self.keeper.keep_now()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        case = self._case
        if case is not None and (case_scope(case) in change.scopes or change.synced or change.lease):
            self._desk.ask(lambda session: is_open(session, case), partial(self._on_open, case), self)

    def _on_open(self, case: CaseId, is_still_open: bool) -> None:
        """The case is not here any more: the last words go where the rest went, and nothing stays on the screen."""
        if not is_still_open and self._case == case:
            self.keeper.keep_now()
            self._close()
            self._nothing.set_words("This case has left this laptop", "What you had written is kept for the office.")
