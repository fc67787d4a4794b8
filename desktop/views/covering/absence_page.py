"""Absence: who is away from when until when, everything due in their cases meanwhile, and cover for all in one step."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.errors import UserError
from casework.ledger.arrival import ArrivalResponse
from casework.problem import field_about
from casework.records.identifier import CaseId, StaffId
from casework.records.staff.grant import Window
from casework.rules.day import begin_of
from casework.words import say
from desktop.services.covering.absence import Absence, AbsentChoice, absent_choices, read_absence
from desktop.services.covering.absence_draft import AbsenceSheet, BegunAbsence, keep_absence, open_absence
from desktop.services.covering.giving import CoverPlan, CoverWish, give_covers, share_out
from desktop.services.draft import discard_draft
from desktop.services.recorder import NotComplete
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.views.capture.form_field import FormField
from desktop.views.capture.keeper import DraftKeeper, Kept
from desktop.views.capture.typed_field import DayField
from desktop.views.case_sheets.field_row import field_row
from desktop.views.covering import wording
from desktop.views.covering.arrival_asker import ArrivalAsker
from desktop.views.covering.case_block import CaseBlock
from desktop.views.desk import Desk, Place
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.card import Card
from desktop.views.partials.drop_list import DropList
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.partials.tab_order import set_reading_order
from desktop.views.theme.token import SPACE_16
from desktop.views.wording import clock_seconds

_WIDEST_PX = 1000
_SOON_MS = 200
_NOBODY = say(
    "There is no case here that you can give cover for. Officers give it for their own cases, seniors for their team's."
)
_TEACHING = say(
    "Choose who is away, and from when until when. Every visit and everything due in that time in "
    "their cases then shows here, with who could cover it, and all cover is given in one step."
)
_SAID = say("Cover given. The cases go to the covering laptops with their next sync.")

Known = tuple[date, tuple[AbsentChoice, ...], BegunAbsence]


def read_choices(session: Session) -> Known:
    """The day, who may be away, and what was begun and not given yet."""
    return session.today(), absent_choices(session), open_absence(session)


class AbsencePage(QWidget):
    """What was chosen stays while the page is left and come back to, and while what is due changes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("absence_page")
        self.setProperty("role", "canvas")
        self._desk = desk
        self._giving = False
        self._today = date.min
        self.found: Absence | None = None
        self.asked = self.answered = 0
        self.arrival: ArrivalResponse | None = None
        self._arrivals = ArrivalAsker(desk, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._on_asked)
        self.blocks: dict[CaseId, CaseBlock] = {}
        self.absent = DropList()
        self.absent.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.who = FormField(say("&Who is away"), self.absent, name="absent")
        self.since = DayField(say("&From"), "absent_since", past=False)
        self.until = DayField(say("&Until the end of"), "absent_until", past=False)
        self.trouble = Notice(NoticeKind.DANGER, "", name="absence_trouble")
        self.last_word = Notice(NoticeKind.WARNING, "", name="absence_last_word")
        self.count, self.summary = Words("", TextRole.HEADING), Words("", TextRole.LABEL)
        self.summary.setObjectName("absence_summary")
        self.cases, self.police = Card(say("Who covers what")), Card(say("Tell the police"))
        self.share_button = Button(say("&Share out"), name="absence_share")
        self.reason = NarrativeEdit(name="absence_reason", lines=2)
        self.note = NarrativeEdit(name="absence_note", lines=4)
        hint = say("Such as illness or leave. Everybody on the cases reads it.")
        self.why = FormField(say("&Reason"), self.reason, name="absence_reason", hint=hint)
        more = say("It goes into each of the cases: name nobody. What is due and whom to ring they see without it.")
        self.more = FormField(say("&Note for the handover"), self.note, name="absence_note", hint=more, optional=True)
        self.kept = Words("", TextRole.MUTED)
        self.keeper = DraftKeeper(desk, self._content, self, keep_absence)
        self._begun: dict[CaseId, StaffId] = {}
        self.give_button = Button(say("Give co&ver"), ButtonKind.PRIMARY, name="absence_give")
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.area = ScrollPage("absence", widest_px=_WIDEST_PX)
        body = self.area.body
        self.who.setMaximumWidth(520)
        for widget in (self.who, field_row(self.since, self.until), self.trouble):
            body.addWidget(widget)
        self.rest = QWidget()
        column = QVBoxLayout(self.rest)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_16)
        for widget in (self.count, self.last_word, self.share_button, self.cases, self.police):
            column.addWidget(widget)
        for widget in (self.why, self.more, self.summary, self.give_button, self.kept):
            column.addWidget(widget)
        body.addWidget(self.rest)
        body.addStretch(1)
        self.teaching = Words(_TEACHING, TextRole.MUTED)
        body.insertWidget(3, self.teaching)
        self.rest.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def _connect(self) -> None:
        for field in (self.who, self.since, self.until):
            field.edited.connect(self._on_asked)
        for field in (self.who, self.since, self.until, self.why, self.more):
            field.edited.connect(self.keeper.touch)
        self.keeper.kept.connect(self._on_kept)
        self.share_button.clicked.connect(self._on_share)
        self.give_button.clicked.connect(self._on_give)
        self._arrivals.answered.connect(self._on_arrival)
        self._desk.changed.connect(self._on_changed)

    def show_place(self, _place: Place) -> None:
        """Offer who may be away; what was chosen stays."""
        self._desk.ask(read_choices, self._on_choices, self)

    def _on_choices(self, known: Known) -> None:
        self._today, choices, begun = known
        chosen = self._go_on_with(begun) or self.staff
        self.absent.clear()
        self.absent.addItem(say("Choose a colleague"), "")
        for choice in choices:
            self.absent.addItem(say("{choice} · {cases} here", choice=choice.name, cases=choice.cases), choice.staff)
        self.absent.setCurrentIndex(max(0, self.absent.findData(chosen)))
        for field in (self.since, self.until):
            field.set_today(self._today)
        if not self.since.typed and not self.since.value:
            self.since.set_value(self._today)
            self.until.set_value(self._today)
        self.trouble.set_notice(NoticeKind.INFO, "" if choices else _NOBODY)
        self._on_asked()

    def _go_on_with(self, begun: BegunAbsence) -> StaffId:
        """Show what was kept, once: what is on the page already is newer. Returns who is away by it."""
        if self.keeper.draft:
            return StaffId("")
        sheet = begun.sheet
        self.keeper.begin(begun.draft, CaseId(""), begun.kept_at)
        self._begun = dict(sheet.chosen)
        self.reason.set_text(sheet.reason)
        self.note.set_text(sheet.note)
        for field, day in ((self.since, sheet.since), (self.until, sheet.until)):
            if day is not None:
                field.set_today(self._today)
                field.set_value(day)
        return sheet.staff

    def _content(self) -> str:
        sheet = AbsenceSheet(
            staff=self.staff,
            since=self.since.value,
            until=self.until.value,
            reason=self.reason.text,
            note=self.note.text,
            chosen=self.chosen,
        )
        return sheet.model_dump_json()

    @Slot(Kept)
    def _on_kept(self, kept: Kept) -> None:
        said = say("draft kept {clock_seconds}", clock_seconds=clock_seconds(kept.at)) if kept.at else ""
        self.kept.setText(say("Draft not kept: {fault}", fault=kept.fault) if kept.fault else said)

    @property
    def staff(self) -> StaffId:
        """Who is away; empty for nobody."""
        return StaffId(str(self.absent.currentData() or ""))

    @Slot()
    def _on_asked(self) -> None:
        """Read what is due as soon as it is known who is away and when."""
        self.until.set_error(self._until_problem())
        staff, since, until = self.staff, self.since.value, self.until.value
        if not staff or since is None or until is None or self._until_problem():
            self.rest.hide()
            self.teaching.show()
            return
        self.asked += 1
        work, done = partial(_read, staff=staff, since=since, until=until), partial(self._on_found, self.asked)
        self._desk.ask(work, done, self)

    def _until_problem(self) -> str:
        since, until = self.since.value, self.until.value
        if until is not None and until < self._today:
            return say("This day is past: write today or a later one.")
        if since is not None and until is not None and until < since:
            return say("The last day is before the first: correct one of them.")
        return ""

    def _on_found(self, asked: int, found: Absence) -> None:
        # Somebody went on typing: what was asked before is not shown, not even for a moment.
        if asked != self.asked or found.staff != self.staff:
            return
        self.answered = asked
        chosen = {case: block.staff for case, block in self.blocks.items()}
        same = self.found is not None and self.found.staff == found.staff
        if self.found is None or self.found.cases != found.cases or not same:
            self._show_cases(found, chosen if same else {**self._begun})
            self._begun = {}
        self.found = found
        self.count.setText(wording.count_words(found))
        self._show_arrival()
        self._show_summary()
        self.teaching.hide()
        self.rest.show()
        set_reading_order(self.area.content)
        self._arrivals.ask_about(found)

    @Slot(object)
    def _on_arrival(self, answer: ArrivalResponse | None) -> None:
        self.arrival = answer
        self._show_arrival()

    def _show_arrival(self) -> None:
        """Say how far cover has come, and when the laptop of whoever is away was heard of last."""
        if self.found is not None:
            self.last_word.set_notice(NoticeKind.WARNING, wording.last_word_words(self.found, self.arrival))
            for block in self.blocks.values():
                block.show_arrival(self.arrival, self.found.now, self.found.today)

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask the office no more where nobody looks, and keep what was written."""
        super().hideEvent(event)
        self.keeper.keep_now()
        self._arrivals.stop()

    def _show_cases(self, found: Absence, chosen: dict[CaseId, StaffId | None]) -> None:
        self.cases.clear()
        self.blocks = {}
        for case in found.cases:
            block = self.blocks[case.case] = CaseBlock(case, found.today)
            block.set_staff(chosen.get(case.case))
            block.chosen.connect(self._show_summary)
            block.chosen.connect(self.keeper.touch)
            self.cases.add_row(block)
            # At once, not when Qt's loop comes round: Tab goes through them in reading order.
            block.show()
        self.police.clear()
        for case, visit in found.police:
            row = Words(wording.police_words(case, visit, found.today))
            self.police.add_row(row)
            row.show()
        self.police.setVisible(bool(found.police))
        self.cases.setVisible(bool(found.cases))

    @property
    def chosen(self) -> dict[CaseId, StaffId]:
        """Who is to cover which case."""
        return {case: block.staff for case, block in self.blocks.items() if block.staff}

    @Slot()
    def _show_summary(self) -> None:
        if self.found is not None:
            self.summary.setText(wording.summary_words(self.found, self.chosen))

    @Slot()
    def _on_share(self) -> None:
        """Propose somebody for every case that has nobody: of those who fit, evenly. Everything can be changed."""
        if self.found is None:
            return
        open_ones = [case for case in self.found.cases if not case.covered]
        for case, staff in share_out([(one.case, one.fitting) for one in open_ones]).items():
            self.blocks[case].set_staff(staff)
        self._show_summary()
        self.keeper.touch()

    @Slot()
    def _on_give(self) -> None:
        if self._giving or self.found is None:
            return
        plan = self._plan(self.found)
        self.keeper.rest()
        self._set_giving(True)
        self._desk.act(partial(give_covers, plan=plan), self._on_given, self, self._on_refused)

    def _plan(self, found: Absence) -> CoverPlan:
        visits = {case.case: tuple(visit.appointment for visit in case.visits) for case in found.cases}
        wishes = tuple(CoverWish(case, staff, visits[case]) for case, staff in self.chosen.items())
        return CoverPlan(found.staff, found.window, self.reason.text, self.note.text, wishes)

    def _set_giving(self, giving: bool) -> None:
        self._giving = giving
        self.give_button.setEnabled(not giving)

    def _on_given(self, _change: Change) -> None:
        self._set_giving(False)
        self._desk.say(_SAID)
        self.trouble.set_notice(NoticeKind.OK, f"{self.summary.text()} {_SAID}")
        for block in self.blocks.values():
            block.set_staff(None)
        self._forget_draft()
        self.area.verticalScrollBar().setValue(0)
        self._on_asked()

    def _forget_draft(self) -> None:
        """It was given: what was written for it is not offered again."""
        draft = self.keeper.draft
        self.keeper.end()
        for text in (self.reason, self.note):
            text.set_text("")
        self._desk.ask(partial(_begin_anew, draft=draft), self._on_anew, self)

    def _on_anew(self, begun: BegunAbsence) -> None:
        self.keeper.begin(begun.draft, CaseId(""), begun.kept_at)
        self._desk.changed.emit(Change(drafts=True))

    def _on_refused(self, error: Exception) -> None:
        self.keeper.resume()
        self._set_giving(False)
        if not isinstance(error, UserError):
            return
        problems = error.problems if isinstance(error, NotComplete) else (error.sentence,)
        of_reason = [sentence for sentence in problems if field_about(sentence) == "reason"]
        of_note = [sentence for sentence in problems if field_about(sentence) == "handover"]
        self.why.set_error(" ".join(of_reason))
        self.more.set_error(" ".join(of_note))
        rest = [sentence for sentence in problems if sentence not in (*of_reason, *of_note)]
        self.trouble.set_notice(NoticeKind.DANGER, " ".join(rest))
        if rest:
            self.area.ensureWidgetVisible(self.trouble)
        elif of_reason:
            self.reason.setFocus()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if self.isVisible() and self.found is not None and not self._giving and (change.scopes or change.outbox):
            # A sync tells of hundreds of changes in a second.
            self._soon.start()


def _begin_anew(session: Session, draft: str) -> BegunAbsence:
    """Throw away what was given; what else was begun, or an empty sheet."""
    discard_draft(session, draft)
    return BegunAbsence(session.store.new_id(), AbsenceSheet())


def _read(session: Session, staff: StaffId, since: date, until: date) -> Absence:
    starts = max(begin_of(since), session.now())
    return read_absence(session, staff, Window(starts=starts, ends=begin_of(until + timedelta(days=1))))
