"""Deciding about all passages that are listed at once: they go out, or are kept back for one reason."""

from functools import partial
from textwrap import fill

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from casework.errors import UserError
from casework.records.file.release_decision import Release
from casework.records.identifier import CaseId, RecordId
from casework.rules.subject_access.table import OTHER, Exemption
from casework.words import say, say_count
from desktop.services.subject_access.deciding import Wish, decide
from desktop.services.subject_access.passage import Passage
from desktop.store.change import Change
from desktop.views.capture.form_field import FormField
from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.desk import Desk
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.label import Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.notice import NoticeKind

_CARE = say("Read every one of them first: this decides about each as if you had decided it alone.")
_ALONE = say(
    "Some of these are about somebody else, restricted, or marked as not to be told: decide about each "
    "of those by itself. To let the others out together, list only plain facts, or only free text."
)
_CHOOSE = say("Choose what becomes of them.")
_OUT = "out"
_WIDE = 68
"""So many letters of a reason go on a line: a reason of the law is never cut."""


class TogetherSheet(SheetFrame):
    """What becomes of them, and why."""

    def __init__(
        self,
        desk: Desk,
        line: tuple[CaseId, RecordId],
        passages: tuple[Passage, ...],
        exemptions: tuple[Exemption, ...],
        parent: QWidget,
    ) -> None:
        super().__init__(
            parent,
            say("Decide {counted}", counted=say_count(len(passages), "{number} passage", "{number} passages")),
            say("&Decide all"),
        )
        self._desk, self._line, self._passages = desk, line, passages
        alone = any(one.read_alone for one in passages)
        options = [] if alone else [Option(_OUT, say("They go out"))]
        options += [Option(one.code, fill(say("Kept back: {words}", words=one.words), _WIDE)) for one in exemptions]
        self.choice = Choice(
            (*options, Option(OTHER, say("Kept back for another reason"))), name="together", in_rows=True
        )
        self.note = NarrativeEdit(name="together_note", lines=2)
        self.what = FormField(say("&What becomes of them"), self.choice, name="together")
        self.why = FormField(say("Wh&y, in your words"), self.note, name="together_note", optional=True)
        for part in (Words(_CARE), *([Words(_ALONE)] if alone else ()), self.what, self.why):
            self.column.addWidget(part)
        self.save_requested.connect(self.save)

    @Slot()
    def save(self) -> None:
        """Decide about all of them."""
        key = self.choice.key
        if not key:
            self.what.set_error(_CHOOSE)
            return
        answer = Release.DISCLOSE if key == _OUT else Release.WITHHOLD
        wish = Wish(answer, (), "" if key == _OUT else key, self.note.text)
        self.save_button.setEnabled(False)
        work = partial(decide, case=self._line[0], request=self._line[1], passages=self._passages, wish=wish)
        self._desk.act(work, self._on_saved, self, self._on_refused)

    def _on_saved(self, _change: Change) -> None:
        self._desk.say(
            say_count(len(self._passages), "Decided about {number} passage.", "Decided about {number} passages.")
        )
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, UserError):
            self.say(NoticeKind.DANGER, error.sentence)


def open_together_sheet(
    desk: Desk,
    line: tuple[CaseId, RecordId],
    passages: tuple[Passage, ...],
    exemptions: tuple[Exemption, ...],
    parent: QWidget,
) -> TogetherSheet:
    """Open it over the page."""
    sheet = TogetherSheet(desk, line, passages, exemptions, parent)
    sheet.appear()
    return sheet
