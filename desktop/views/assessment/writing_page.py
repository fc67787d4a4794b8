"""The page on which any record is written, with the forms of their own that assessments and proposals have."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Slot

from casework.records.assessment.assessment import Assessment
from casework.records.high_risk.proposal import HighRiskProposal
from casework.words import say
from desktop.services.assessing.assessing import Assessing, begun_form, open_assessing
from desktop.services.high_risk.proposing import Proposing, open_proposing
from desktop.services.record_form import RecordOpening
from desktop.services.session import Session
from desktop.views.assessment.assessment_body import AssessmentBody
from desktop.views.desk import Place
from desktop.views.high_risk.proposal_body import ProposalBody, Verdict
from desktop.views.record.form_body import FormBody
from desktop.views.record.form_page import RecordFormPage
from desktop.views.record.opening import Opened, open_place


@dataclass(frozen=True)
class OpenedAssessment(Opened):
    """A form for an assessment, with all that its result follows from."""

    assessing: Assessing | None = None


@dataclass(frozen=True)
class OpenedProposal(Opened):
    """A form for a proposal for the high-risk list, with the definition it is written under."""

    proposing: Proposing | None = None


class WritingPage(RecordFormPage):
    """Assessments in the form of their instrument, proposals beside the definition, the rest as its kind declares."""

    @staticmethod
    def gather(session: Session, place: Place) -> Opened | None:
        """Gather what a form starts from, on the store's lane."""
        opened = open_place(session, place)
        if opened is not None and opened.opening.form.kind == HighRiskProposal.kind:
            proposing = open_proposing(session, opened.opening.form.values)
            return OpenedProposal(opened.opening, opened.draft, opened.kept_at, proposing)
        if opened is None or opened.opening.form.kind != Assessment.kind:
            return opened
        form = opened.opening.form
        begun = form if place.draft else begun_form(session, form)
        found = open_assessing(session, form.case)
        return OpenedAssessment(replace(opened.opening, form=begun), opened.draft, opened.kept_at, found)

    def make_body(self, opened: Opened) -> FormBody:
        """The form of an instrument for an assessment, the definition for a proposal; the usual one for the rest."""
        self.foot.note("")
        if isinstance(opened, OpenedProposal) and opened.proposing is not None and not opened.opening.is_change:
            return self._proposal_body(opened.opening, opened.proposing)
        if not isinstance(opened, OpenedAssessment) or opened.assessing is None:
            self._name_button(say("&Save record"), "")
            return super().make_body(opened)
        body = AssessmentBody(opened.opening, opened.assessing)
        body.blocked.connect(self._on_blocked)
        self._name_button(say("&Sign assessment"), body.card.result.why_blocked)
        return body

    def _proposal_body(self, opening: RecordOpening, proposing: Proposing) -> ProposalBody:
        body = ProposalBody(opening, proposing)
        body.weighed.connect(self._on_weighed)
        self._name_button(say("&Propose"), "")
        self._on_weighed(body.verdict())
        return body

    @Slot(Verdict)
    def _on_weighed(self, verdict: Verdict) -> None:
        self.foot.block("" if verdict.meets else verdict.words)
        self.foot.note(verdict.words if verdict.meets else "")

    def _name_button(self, words: str, blocked: str) -> None:
        self.foot.finish_button.setText(words)
        self.foot.finish_button.setAccessibleName(words.replace("&", ""))
        self.foot.block(blocked)

    @Slot(str)
    def _on_blocked(self, sentence: str) -> None:
        self.foot.block(sentence)
