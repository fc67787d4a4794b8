"""Sign a level of risk of serious harm. Before signing, the sheet says what becomes of a lower one."""

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from casework.records.file.case import RISK_MEANINGS, RISK_WORDS, RiskLevel
from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.person_line import RiskView
from desktop.services.risk import Signed, level_words, lowers, sign_level
from desktop.views import wording
from desktop.views.capture.form_field import FormField
from desktop.views.case_sheets.known import Known, reader, standing_risk
from desktop.views.case_sheets.sheet import Sheet, SheetWords, Work
from desktop.views.desk import Desk
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.label import Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.notice import Notice, NoticeKind

_WORDS = SheetWords(say("Record risk of serious harm"), say("&Sign this level"), say("Level signed."))
_LEVELS = (RiskLevel.VERY_HIGH, RiskLevel.HIGH, RiskLevel.MEDIUM, RiskLevel.LOW)


class RiskSheet(Sheet[RiskView]):
    """What stands, the four levels with what they mean, the rationale."""

    editors: ClassVar[Mapping[str, str]] = {"reason": "rationale"}

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _WORDS, reader(case, standing_risk))
        self.standing = Words("")
        self.level = Choice(
            tuple(Option(level, RISK_WORDS[level], detail=RISK_MEANINGS[level]) for level in _LEVELS), name="level"
        )
        self.consequence = Notice(NoticeKind.WARNING, "", name="risk_consequence")
        self.rationale = NarrativeEdit(name="rationale", lines=4)
        level = FormField(say("&Level"), self.level, name="level")
        rationale = FormField(
            say("&Rationale"),
            self.rationale,
            name="rationale",
            hint=say("What the level follows from: who is at risk, of what, and why now."),
        )
        self.column.addWidget(self.standing)
        self.add(level)
        self.column.addWidget(self.consequence)
        self.add(rationale)
        level.edited.connect(self._on_level)

    def show_again(self, known: Known[RiskView]) -> None:
        """Say what stands now."""
        self.standing.setText(say("Stands now: {stands_words}", stands_words=self.stands_words(known)))
        self._on_level()

    def stands_words(self, known: Known[RiskView]) -> str:
        """The standing level with by whom and when."""
        risk = known.stands
        parts = [level_words(risk.level)]
        if risk.assessed_on is not None:
            parts.append(
                say(
                    "by {assessor}, {plain_date}",
                    assessor=risk.assessor,
                    plain_date=wording.plain_date(risk.assessed_on),
                )
            )
        words = ", ".join(parts) + "."
        return (
            say("{words} Two views are recorded; the higher stands until decided.", words=words)
            if risk.two_views
            else words
        )

    def problems(self) -> Mapping[str, str]:
        """A level and its rationale."""
        found = {} if self.level.key else {"level": say("Choose a level.")}
        if not self.rationale.text.strip():
            found["rationale"] = say("Write what the level follows from.")
        return found

    def work(self) -> Work:
        """Sign the level."""
        case, level, rationale = self.case, RiskLevel(self.level.key), self.rationale.text.strip()
        return lambda session: sign_level(session, case, level, rationale)

    def saved_words(self, result: object) -> str:
        """Say whether it stands or waits for a senior."""
        proposal = isinstance(result, Signed) and result.proposal
        return (
            say("Put to a senior as a proposal. The higher level stands until then.")
            if proposal
            else say("Level signed.")
        )

    @Slot()
    def _on_level(self) -> None:
        known = self.known
        chosen = RiskLevel(self.level.key) if self.level.key else None
        lower = bool(known and chosen and lowers(known.stands.level, chosen))
        self.save_button.setText(
            say("&Put to a senior") if lower and known and not known.senior else say("&Sign this level")
        )
        self.save_button.setAccessibleName(self.save_button.text().replace("&", ""))
        self.consequence.set_notice(NoticeKind.WARNING, _consequence(known) if lower and known else "")
        if lower and self.isVisible():
            self.fit()
            self.show_widget(self.consequence)


def _consequence(known: Known[RiskView]) -> str:
    level = known.stands.level
    standing = RISK_WORDS[level] if level else ""
    if not known.senior:
        return say("This will be put to a senior as a proposal; {standing} stands until then.", standing=standing)
    both = say(" It also decides between the two views.") if known.stands.two_views else ""
    return say(
        "This lowers a standing {standing} level. Your rationale is kept as the reason.{both}",
        standing=standing.lower(),
        both=both,
    )
