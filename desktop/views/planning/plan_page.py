"""The page on which a plan is written: opens it, keeps it as a draft, says what is missing, saves it whole."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from casework.errors import UserError
from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.planning.draft import keep_plan_draft
from desktop.services.planning.opening import PlanOpening, PlanWish, open_plan
from desktop.services.planning.saving import PlanProblem, SavedPlan, save_plan
from desktop.services.planning.sheet import PLAN, SAFETY
from desktop.views.capture.draft_page import NOT_RECORDED, DraftPage, PageLook
from desktop.views.desk import Desk, Place
from desktop.views.partials.item_layout import remove_widget
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.tab_order import set_reading_order
from desktop.views.planning.plan_body import PlanBody

_RESTRICTED = say("This plan is restricted: it is read only by those who decide in this case and by named readers.")
_LOOK = PageLook(
    "plan_page",
    "plan",
    "plan_form",
    "no_plan",
    say("The plan is not saved yet. Its draft is kept, and offered again on Today."),
    widest_px=1000,
)


class PlanPage(DraftPage):
    """One plan at a time."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _LOOK, keep_plan_draft, parent)
        self._case: CaseId | None = None
        self.body: PlanBody | None = None
        self.saving = False
        self.foot.finish_button.setText(say("&Save plan"))
        self.foot.finish_button.setAccessibleName(say("Save plan"))
        self.summary.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.restricted = Notice(NoticeKind.WARNING, "", name="plan_restricted")
        self.arrange(Words(say("Risk management plan and safety plan"), TextRole.TITLE), self.summary, self.restricted)
        self.close_page(say("No plan is open"), say("Open a person, then More, Risk management and safety plan."))
        self.connect_page()

    @property
    def case(self) -> CaseId | None:
        """The case whose plan it is; None while none is open."""
        return self._case

    @property
    def written(self) -> QWidget | None:
        """The plan."""
        return self.body

    def show_place(self, place: Place) -> None:
        """Open the plan in use, the one that is named, a new one, or a draft."""
        self.keeper.keep_now()
        if (place.draft and place.draft == self.keeper.draft) or not (place.case or place.draft) or self._is_on(place):
            return
        wish = PlanWish(place.case or CaseId(""), place.record or "", place.kind or "", place.draft or "")
        self._desk.ask(lambda session: open_plan(session, wish), self._on_opened, self, self.on_not_opened)

    def _is_on(self, place: Place) -> bool:
        """Whether what is being written is what somebody comes back to: the cursor stays where it is."""
        begun = self.keeper.unkept or self.keeper.exists
        return begun and place.case == self._case and not (place.record or place.kind or place.draft)

    def show_page(self, opening: PlanOpening) -> None:
        """Show a plan as it is opened."""
        self.keeper.keep_now()
        self.drop()
        self._case, self.saving = opening.sheet.case, False
        self.keeper.begin(opening.draft, opening.sheet.case, opening.kept_at)
        if opening.plan.person is not None:
            self.head.show_person(opening.plan.person, opening.today)
        self.summary.set_notice(NoticeKind.DANGER, "")
        self.restricted.set_notice(NoticeKind.WARNING, _RESTRICTED if opening.sheet.plan.restricted else "")
        body = self.body = PlanBody(opening)
        self.pane.body.addWidget(body)
        body.edited.connect(self.keeper.touch)
        body.resized.connect(self._on_resized)
        set_reading_order(self.pane.content)
        self.show_whole()

    def finish(self) -> None:
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
        self._desk.act(
            lambda session: save_plan(session, sheet, draft),
            partial(self._on_saved, draft),
            self,
            partial(self._on_refused, draft),
        )

    def leave(self) -> None:
        """Go to the person's records; what was written is kept."""
        if self._case is not None:
            self._desk.go(Place("person", self._case, tab="records"))

    def go_out(self) -> None:
        """Go there for good."""
        self._desk.finish(Place("person", self._case, tab="records"))

    def content(self) -> str:
        """The plan as it is written."""
        return self.body.sheet(raw=True).model_dump_json() if self.body is not None else ""

    def drop(self) -> None:
        """Take the plan off the page."""
        self._case = None
        if self.body is not None:
            remove_widget(self.pane.body, self.body)
            self.body = None

    def _show_problems(self, found: dict[str, dict[str, str]]) -> None:
        body = self.body
        if body is None:
            return
        sheet, lines = body.sheet(raw=True), []
        for key, sentences in found.items():
            line = sheet.line(key)
            where = say("Safety plan: ") if key == SAFETY else say("Plan: ") if key == PLAN else ""
            if line is not None:
                number = [one.key for one in sheet.of_section(line.section.key)].index(key) + 1
                where = say("{title}, line {number}: ", title=line.section.title, number=number)
            lines += [f"{where}{sentence}" for sentence in sentences.values()]
        body.show_problems(found)
        self.show_summary("\n".join([say("Before this can be saved:"), *lines]))

    def _on_opened(self, opening: PlanOpening | None) -> None:
        if opening is None:
            self.show_gone()
        else:
            self.show_page(opening)

    def _on_saved(self, draft: str, saved: SavedPlan) -> None:
        not_told = (
            say("The plan is saved, but not what the person may be told. {not_told}", not_told=saved.not_told)
            if saved.not_told
            else ""
        )
        self._desk.say(not_told or say("The plan is saved. A senior countersigns it when you ask for it."))
        if self.keeper.draft != draft:
            # Another plan was opened meanwhile: it stays, with every letter of it.
            self.keeper.end_of(draft)
            return
        case = self._case
        self.close_page()
        if case is not None:
            self._desk.finish(Place("person", case, record=saved.plan, tab="records"))

    def _on_refused(self, draft: str, error: Exception) -> None:
        self.keeper.resume(draft)
        if self.keeper.draft != draft:
            if isinstance(error, UserError):
                self._desk.say(f"{NOT_RECORDED} {error.sentence}")
            return
        self.saving = False
        if isinstance(error, PlanProblem):
            if self.body is not None:
                self.body.take_stands(error.stands)
            self._show_problems(error.problems)
        elif isinstance(error, UserError):
            self._show_problems({"": {"": error.sentence}})

    @Slot()
    def _on_resized(self) -> None:
        set_reading_order(self.pane.content)
