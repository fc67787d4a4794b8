"""Decide whether a death is reviewed: a senior, with reasons."""

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from casework.records.file.incident_decision import ReviewChoice
from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.status import StatusPage, decide_review, read_status
from desktop.views import wording
from desktop.views.capture.form_field import FormField
from desktop.views.case_sheets.known import Known, reader
from desktop.views.case_sheets.sheet import Sheet, SheetWords, Work
from desktop.views.desk import Desk
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.label import Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.notice import NoticeKind

_WORDS = SheetWords(say("Serious incident review"), say("&Record decision"), say("Decision recorded."))
_NOTHING = say("No death waits for a decision in this case.")
_ONLY_SENIOR = say("A senior of the team decides this. It waits on their laptop until then.")


class ReviewSheet(Sheet[StatusPage]):
    """The death it is about, the decision and its reasons."""

    editors: ClassVar[Mapping[str, str]] = {"reason": "reasons"}

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _WORDS, reader(case, read_status))
        self.about = Words("")
        self.decision = Choice(tuple(Option(choice, choice.words) for choice in ReviewChoice), name="decision")
        self.reasons = NarrativeEdit(name="reasons", lines=4)
        self.column.addWidget(self.about)
        self.add(
            FormField(say("&Decision"), self.decision, name="decision"),
            FormField(say("R&easons"), self.reasons, name="reasons", hint=say("They are kept with the decision.")),
        )

    def show_again(self, known: Known[StatusPage]) -> None:
        """Show what waits, and whether this person may decide."""
        self.about.setText(self.stands_words(known))
        waits = known.stands.review_of is not None
        self.save_button.setEnabled(known.senior and waits)
        for name in ("decision", "reasons"):
            self.field(name).setVisible(known.senior and waits)
        if waits and not known.senior:
            self.say(NoticeKind.INFO, _ONLY_SENIOR)

    def stands_words(self, known: Known[StatusPage]) -> str:
        """The death, or that none waits."""
        died_on = known.stands.review_of
        return say("The person died {plain_date}.", plain_date=wording.plain_date(died_on)) if died_on else _NOTHING

    def problems(self) -> Mapping[str, str]:
        """A decision and its reasons."""
        found = {} if self.decision.key else {"decision": say("Choose what is decided.")}
        if not self.reasons.text.strip():
            found["reasons"] = say("Write why it is reviewed, or why not.")
        return found

    def work(self) -> Work:
        """Record the decision."""
        case, decision, reasons = self.case, ReviewChoice(self.decision.key), self.reasons.text.strip()
        return lambda session: decide_review(session, case, decision, reasons)
