"""The page on which any record is written, with the form of their own that assessments have."""

from dataclasses import dataclass

from PySide6.QtCore import Slot

from casework.records.assessment.assessment import Assessment
from desktop.services.assessing.assessing import Assessing, open_assessing
from desktop.services.session import Session
from desktop.views.assessment.assessment_body import AssessmentBody
from desktop.views.desk import Place
from desktop.views.record.form_body import FormBody
from desktop.views.record.form_page import RecordFormPage
from desktop.views.record.opening import Opened, open_place


@dataclass(frozen=True)
class OpenedAssessment(Opened):
    """A form for an assessment, with all that its result follows from."""

    assessing: Assessing | None = None


class WritingPage(RecordFormPage):
    """Assessments in the form of their instrument, everything else as its kind declares it."""

    @staticmethod
    def gather(session: Session, place: Place) -> Opened | None:
        """Gather what a form starts from, on the store's lane."""
        opened = open_place(session, place)
        if opened is None or opened.opening.form.kind != Assessment.kind:
            return opened
        found = open_assessing(session, opened.opening.form.case)
        return OpenedAssessment(opened.opening, opened.draft, opened.kept_at, found)

    def make_body(self, opened: Opened) -> FormBody:
        """The form of an instrument for an assessment; the usual one for everything else."""
        if not isinstance(opened, OpenedAssessment) or opened.assessing is None:
            self._name_button("&Save record", "")
            return super().make_body(opened)
        body = AssessmentBody(opened.opening, opened.assessing)
        body.blocked.connect(self._on_blocked)
        self._name_button("&Sign assessment", body.card.result.why_blocked)
        return body

    def _name_button(self, words: str, blocked: str) -> None:
        self.foot.finish_button.setText(words)
        self.foot.finish_button.setAccessibleName(words.replace("&", ""))
        self.foot.block(blocked)

    @Slot(str)
    def _on_blocked(self, sentence: str) -> None:
        self.foot.block(sentence)
