"""What somebody was writing when the window closed or the battery ran out, offered again at the start."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say, say_count
from desktop.services.draft import DraftLine
from desktop.views import wording
from desktop.views.partials.button import Button
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.label import Words
from desktop.views.theme.token import SPACE_8, SPACE_12

_FORM_WORDS = {"contact": say("a contact record")}


def draft_words(draft: DraftLine, today: date) -> str:
    """Return "a contact record about Name, born 2 May 1979 (46), at 14:05"."""
    form = say("a record ({title})", title=draft.title) if draft.title else _FORM_WORDS.get(draft.form, say("a record"))
    at = wording.clock_time(draft.kept_at)
    day = wording.local(draft.kept_at).date()
    when = (
        say("at {at}", at=at)
        if day == today
        else say("{near_day} at {at}", near_day=wording.near_day(day, today), at=at)
    )
    if draft.title and draft.case is None:
        return f"{form}, {when}"
    if draft.person is None:
        return say("{form} about somebody whose case has left this laptop, {when}", form=form, when=when)
    return say(
        "{form} about {person}, {born_words}, {when}",
        form=form,
        person=draft.person.name,
        born_words=wording.born_words(draft.person.born, today),
        when=when,
    )


def offer_words(drafts: tuple[DraftLine, ...], today: date) -> str:
    """Return the sentence of the strip."""
    rest = len(drafts) - 1
    more = (
        say(" {counted} on Today.", counted=say_count(rest, "{number} more draft", "{number} more drafts"))
        if rest
        else ""
    )
    return say("You were writing {draft}. It is kept.{more}", draft=draft_words(drafts[0], today), more=more)


class DraftStrip(QFrame):
    """The latest draft with two ways on: ``continue_requested`` and ``discard_requested``. Hidden while empty."""

    continue_requested = Signal()
    discard_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("draft_strip")
        self.setProperty("role", "notice")
        self.setProperty("kind", "info")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.draft: DraftLine | None = None
        self._words = Words("")
        self.continue_button = Button(say("C&ontinue"), name="draft_continue", icon="ph.pencil-simple")
        self.discard_button = Button(say("D&iscard"), name="draft_discard")
        self.continue_button.clicked.connect(self.continue_requested)
        self.discard_button.clicked.connect(self.discard_requested)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap_px=SPACE_8)
        flow.addWidget(self.continue_button)
        flow.addWidget(self.discard_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
        column.addWidget(FoldRow(self._words, buttons, narrow_px=620))
        self.hide()

    @property
    def sentence(self) -> str:
        """What the strip says."""
        return self._words.text()

    def show_drafts(self, drafts: tuple[DraftLine, ...], today: date) -> None:
        """Offer the first of ``drafts``; none hides the strip."""
        self.draft = drafts[0] if drafts else None
        self._words.setText(offer_words(drafts, today) if drafts else "")
        self.setAccessibleName(self.sentence)
        self.setVisible(bool(drafts))
