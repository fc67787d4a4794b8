"""Say why a standard was not kept: one of the national reasons, each with what it counts as."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from casework.records.identifier import CaseId
from casework.records.sentence.standard_reason import NationalReason
from casework.words import say
from desktop.services.duty import DueItem
from desktop.services.standard_reason import counts_as, give_reason
from desktop.views.capture.form_field import FormField
from desktop.views.case_sheets.known import Known, nothing_stands, reader
from desktop.views.case_sheets.memory import remember
from desktop.views.case_sheets.sheet import Sheet, SheetWords, Work
from desktop.views.desk import Desk
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.narrative_edit import NarrativeEdit

_WORDS = SheetWords(say("Why it was not kept"), say("&Record reason"), say("Reason recorded."))
_MOST = 2000


class ReasonSheet(Sheet[None]):
    """What was not kept, the reason, and more words where they are needed."""

    def __init__(self, desk: Desk, case: CaseId, item: DueItem, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _WORDS, reader(case, nothing_stands))
        self._item = item
        options = tuple(Option(one, f"{one.words} ({counts_as(one)})") for one in NationalReason)
        self.reason = Choice(options, name="reason")
        self.text = NarrativeEdit(name="text", lines=3)
        self.column.addWidget(Words(item.due.title, TextRole.STRONG))
        self.column.addWidget(Words(item.when, TextRole.MUTED))
        self.add(
            FormField(say("&Reason"), self.reason, name="reason"),
            FormField(say("In &more words"), self.text, name="text", optional=True),
        )

    def stands_words(self, known: Known[None]) -> str:
        """A reason replaces nothing."""
        del known
        return ""

    def problems(self) -> Mapping[str, str]:
        """The reason."""
        if not self.reason.key:
            return {"reason": say("Choose why it was not kept.")}
        return (
            {"text": say("Shorten this to {most} characters.", most=_MOST)}
            if len(self.text.text.strip()) > _MOST
            else {}
        )

    def work(self) -> Work:
        """Record the reason."""
        case, due = self.case, self._item.due
        reason, words = NationalReason(self.reason.key), self.text.text
        return lambda session: give_reason(session, case, due, reason, words)


def open_reason_sheet(desk: Desk, case: CaseId, item: DueItem, parent: QWidget) -> ReasonSheet:
    """Open the sheet over a page."""
    sheet = ReasonSheet(desk, case, item, parent)
    due = item.due
    remember(desk, case, sheet, "not_kept", f"{due.rule.code} {due.about} {due.due_on.isoformat()}")
    sheet.begin()
    return sheet
