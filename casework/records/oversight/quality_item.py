"""What is audited, and the items and questions of each form: those of the published tables (standards.md, part 5)."""

from casework.records.part import Choice


class QualitySort(Choice):
    """What an audit is about."""

    COURT = "court_report", "Court report"
    COURT_PDO = "court_report_pdo", "Court report about somebody potentially dangerous (PDO)"
    HOME = "home_background_report", "Home background or parole report"
    SEXUAL = "supervision_sexual", "Supervision after sexual offending"
    VIOLENT = "supervision_violent", "Supervision after violent offending"
    PLAN = "supervision_plan", "Written supervision plan"
    COMPLIANCE = "compliance", "Compliance"
    ASSESSMENT = "risk_assessment", "Risk assessment"
    RECORDING = "recording", "Recording"
    MAPPA = "mappa_and_visor", "MAPPA and the use of ViSOR"


class QualityItem(Choice):
    """What is rated from Poor to Very Good."""

    OVERALL = "overall", "Overall"
    STANDARD = "standard_of_report", "Standard of report"
    OFFENDING = "analysis_of_offending_behaviour", "Analysis of offending behaviour"
    NEEDS = "offending_related_needs", "Offending related needs"
    REOFFENDING = "risk_of_reoffending", "Risk of reoffending"
    HARM = "risk_of_harm", "Risk of harm"
    SENTENCES = "feasibility_of_sentences", "Feasibility of different sentences"
    ADVICE = "advice_on_sentencing", "Advice on sentencing options"
    SUPPORTS = "family_and_community_supports", "Family and community supports"
    AFTER_RELEASE = "post_release_supervision", "Post release supervision"
    RISK = "risk_assessment", "Risk assessment"
    LEVEL = "level_reflects_risk", "Level of supervision reflects the assessed risk"
    CONTENT = "content_reflects_risk", "Content of supervision reflects the assessed risk"
    COMPLIANCE = "management_of_compliance", "Management of compliance"
    RECORDING = "recording", "Recording"


class QualityQuestion(Choice):
    """What is answered with yes or no."""

    RELEASE_PLAN = "release_plan", "Is there a release plan?"
    VERIFIED = "verification_of_evidence", "Was evidence verified?"
    OUTLINE_PLAN = "outline_plan", "Is there an outline plan for supervision?"
    WRITTEN_PLAN = "written_plan", "Is there a written supervision plan?"
    ON_OFFENDING = "focus_on_offending", "Does it focus on offending behaviour?"
    ON_NEEDS = "focus_on_needs", "Does it focus on offending related needs?"
    DELIVERY = "describes_delivery", "Does it describe how supervision is delivered?"
    CONSISTENT = "consistent_focus", "Does supervision keep its focus on offending behaviour?"
    VICTIM_AWARENESS = "victim_awareness", "Was victim awareness worked on?"
    MINUTE = "mappa_minute_in_file", "Is the MAPPA minute in the file?"
    ACTIONS = "mappa_actions_in_plan", "Are the MAPPA actions in the plan?"
    ON_VISOR = "actions_on_visor", "Are the actions entered on ViSOR?"


_I, _Q = QualityItem, QualityQuestion

_SUPERVISION = (_I.LEVEL, _I.CONTENT, _I.COMPLIANCE)

ITEMS: dict[QualitySort, tuple[tuple[QualityItem, ...], tuple[QualityQuestion, ...]]] = {
    QualitySort.COURT: ((_I.OFFENDING, _I.NEEDS, _I.REOFFENDING, _I.SENTENCES, _I.RISK, _I.OVERALL), ()),
    QualitySort.COURT_PDO: (
        (_I.STANDARD, _I.OFFENDING, _I.NEEDS, _I.REOFFENDING, _I.HARM, _I.ADVICE),
        (_Q.VERIFIED, _Q.OUTLINE_PLAN),
    ),
    QualitySort.HOME: ((_I.SUPPORTS, _I.AFTER_RELEASE, _I.RISK, _I.OVERALL), (_Q.RELEASE_PLAN,)),
    QualitySort.SEXUAL: (_SUPERVISION, (_Q.CONSISTENT, _Q.VICTIM_AWARENESS)),
    QualitySort.VIOLENT: (_SUPERVISION, (_Q.CONSISTENT, _Q.VICTIM_AWARENESS)),
    QualitySort.PLAN: ((_I.OVERALL,), (_Q.WRITTEN_PLAN, _Q.ON_OFFENDING, _Q.ON_NEEDS, _Q.DELIVERY)),
    QualitySort.COMPLIANCE: ((_I.OVERALL,), ()),
    QualitySort.ASSESSMENT: ((_I.OFFENDING, _I.NEEDS, _I.REOFFENDING, _I.HARM, _I.OVERALL), (_Q.VERIFIED,)),
    QualitySort.RECORDING: ((_I.RECORDING,), ()),
    QualitySort.MAPPA: ((_I.OVERALL,), (_Q.MINUTE, _Q.ACTIONS, _Q.ON_VISOR)),
}
"""The items and questions of each form, in the order in which they are printed."""
