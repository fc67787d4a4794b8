"""One contact whole: facts, the two accounts apart, conditions, interpreter, corrections, how far it has come."""

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.contact_page import ContactPage
from desktop.views import wording
from desktop.views.case.facts import Account, FactLines
from desktop.views.case.reading import ContactView
from desktop.views.partials.button import Button
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.held_row import held
from desktop.views.partials.item_layout import empty_layout
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.ladder import Ladder, Receipt
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.partials.warning_chip import Chip, ChipKind
from desktop.views.theme.token import SPACE_8, SPACE_12, SPACE_16


@dataclass(frozen=True, slots=True)
class ContactWanted:
    """Another contact is to be shown: a correction, or what was corrected."""

    record: str


class ContactPane(ScrollPage):
    """Shows one contact. Asks with ``contact_wanted`` for another one and with ``correction_wanted`` to correct it."""

    contact_wanted = Signal(ContactWanted)
    correction_wanted = Signal(ContactWanted)
    concern_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("contact_pane")
        self._view: ContactView | None = None
        self.body.setSpacing(SPACE_16)
        self.setAccessibleName(say("The chosen contact"))

    @property
    def record(self) -> str:
        """The record shown, empty where there is none."""
        return self._view.page.line.record if self._view else ""

    def enter(self) -> None:
        """Put the focus into the account, so that it can be read and gone on from with Tab."""
        account = self.findChild(Account)
        if account is not None:
            account.setFocus()

    def show_contact(self, view: ContactView | None) -> None:
        """Show a contact, or nothing. The same contact again stays where it was scrolled to."""
        if view == self._view:
            return
        same = view is not None and view.page.line.record == self.record
        self._view = view
        empty_layout(self.body)
        if view is not None:
            for part in self._parts(view):
                self.body.addWidget(part)
            self.body.addStretch(1)
        if not same:
            self.verticalScrollBar().setValue(0)

    def _parts(self, view: ContactView) -> list[QWidget]:
        page = view.page
        parts = [self._head(view), *self._correction_notices(page)]
        parts.append(
            _panel(
                say("Social worker's account"),
                Account(page.narrative, "narrative_shown", say("Social worker's account")),
            )
        )
        if page.police or page.police_account:
            parts.append(_police(page))
        if page.conditions:
            parts.append(_panel(say("Conditions checked"), FactLines(page.conditions)))
        if page.interpreter:
            parts.append(_panel(say("Interpreter"), FactLines(page.interpreter)))
        if page.interpreter_warning:
            parts.append(Notice(NoticeKind.WARNING, page.interpreter_warning, name="interpreter_warning_shown"))
        parts += [self._receipt(view)]
        if page.corrected_by is None and not page.line.other_file:
            button = Button(say("Correct &this record"), name="correct_contact", icon="ph.pencil-simple")
            button.clicked.connect(self._on_correct)
            concern = Button(say("Raise a protection concern…"), name="raise_concern")
            concern.setToolTip("Ctrl+Shift+P")
            concern.clicked.connect(self.concern_wanted)
            parts.append(held(button, concern))
        return parts

    def _head(self, view: ContactView) -> QWidget:
        page, line = view.page, view.page.line
        head = QWidget()
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addWidget(Words(line.sort_words, TextRole.HEADING))
        column.addWidget(Words(when_words(view), TextRole.MUTED))
        chips = FlowLayout(gap_px=SPACE_8)
        chips.addWidget(Chip(line.outcome_words))
        if line.significant:
            chips.addWidget(Chip(say("Significant"), ChipKind.DANGER))
        column.addLayout(chips)
        present = "; ".join(f"{name} ({role.lower()})" if name else role for role, name in page.present)
        arranged = say("Yes") if page.arranged else say("No")
        lines = (
            (say("Arranged beforehand"), arranged),
            (say("Present"), present or say("nobody")),
            (say("Recorded by"), line.by),
        )
        column.addWidget(FactLines(lines))
        return head

    def _correction_notices(self, page: ContactPage) -> list[QWidget]:
        notices: list[QWidget] = []
        if page.corrected_by is not None:
            words = say("This record was corrected. It stays as it was; what counts stands in the correction.")
            notice = Notice(NoticeKind.WARNING, words, name="corrected_by", action=say("Read the correction"))
            notice.action_requested.connect(self._on_correction)
            notices.append(notice)
        if page.brought_in:
            notices.append(Notice(NoticeKind.INFO, page.brought_in, name="brought_in"))
        if page.moved:
            notices.append(Notice(NoticeKind.INFO, page.moved, name="moved_from_another_file"))
        if page.unseen:
            words = say("When this was recorded, its author had not seen: {unseen}.", unseen="; ".join(page.unseen))
            notices.append(Notice(NoticeKind.WARNING, words, name="made_without_sight"))
        if page.corrects is not None:
            words = say(
                "This corrects an earlier record. Reason: {correction_reason}", correction_reason=page.correction_reason
            )
            notice = Notice(NoticeKind.INFO, words, name="corrects", action=say("Read the earlier record"))
            notice.action_requested.connect(self._on_corrected)
            notices.append(notice)
        return notices

    def _receipt(self, view: ContactView) -> QWidget:
        ladder = view.page.ladder
        shown = Ladder(Receipt(ladder.saved_at, ladder.at_office_at, view.page.read_by, ladder.read_at), view.today)
        sentence = Words(view.page.ladder_sentence, TextRole.MUTED)
        sentence.setObjectName("ladder_sentence")
        return _panel(say("How far this record has come"), shown, sentence)

    @Slot()
    def _on_correct(self) -> None:
        self.correction_wanted.emit(ContactWanted(self.record))

    @Slot()
    def _on_correction(self) -> None:
        if self._view is not None and self._view.page.corrected_by:
            self.contact_wanted.emit(ContactWanted(self._view.page.corrected_by))

    @Slot()
    def _on_corrected(self) -> None:
        if self._view is not None and self._view.page.corrects:
            self.contact_wanted.emit(ContactWanted(self._view.page.corrects))


def when_words(view: ContactView) -> str:
    """Such as "Thursday 5 March 14:05 · 45 min"."""
    starts = view.page.line.starts
    when = f"{wording.near_day_capital(wording.local(starts).date(), view.today)} {wording.clock_time(starts)}"
    minutes = view.page.minutes
    return when if minutes is None else f"{when} · {wording.duration_words(timedelta(minutes=minutes))}"


def _panel(title: str, *widgets: QWidget, kind: str = "") -> QFrame:
    panel = QFrame()
    panel.setProperty("role", "notice" if kind else "card")
    panel.setProperty("kind", kind)
    panel.setAccessibleName(title)
    panel.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    column = QVBoxLayout(panel)
    column.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
    column.setSpacing(SPACE_8)
    column.addWidget(Words(title, TextRole.SECTION))
    for widget in widgets:
        column.addWidget(widget)
    return panel


def _police(page: ContactPage) -> QFrame:
    """The officer's account, never mixed with the social worker's, under its handling mark."""
    told = page.police_account or say("The officer's account was not recorded.")
    handling = QWidget()
    FlowLayout(handling).addWidget(Chip(page.handling, ChipKind.DANGER))
    account = Account(told, "police_account_shown", say("Police officer's account, as told"))
    panel = _panel(say("Police officer's account, as told"), handling, account, FactLines(page.police), kind="info")
    panel.setObjectName("police_panel_shown")
    return panel
