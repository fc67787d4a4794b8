"""What is audited, and the items and questions of each form: those of the published tables (standards.md, part 5)."""

from casework.records.part import Choice
from casework.words import say


class QualitySort(Choice):
    """What an audit is about."""

    COURT = "court_report", say("Court report")
    COURT_PDO = "court_report_pdo", say("Court report about somebody potentially dangerous (PDO)")
    HOME = "home_background_report", say("Home background or parole report")
    SEXUAL = "supervision_sexual", say("Supervision after sexual offending")
    VIOLENT = "supervision_violent", say("Supervision after violent offending")
    PLAN = "supervision_plan", say("Written supervision plan")
    COMPLIANCE = "compliance", say("Compliance")
    ASSESSMENT = "risk_assessment", say("Risk assessment")
    RECORDING = "recording", say("Recording")
    MAPPA = "mappa_and_visor", say("MAPPA and the use of ViSOR")


class QualityItem(Choice):
    """What is rated from Poor to Very Good."""

    OVERALL = "overall", say("Overall")
    STANDARD = "standard_of_report", say("Standard of report")
    OFFENDING = "analysis_of_offending_behaviour", say("Analysis of offending behaviour")
    NEEDS = "offending_related_needs", say("Offending related needs")
    REOFFENDING = "risk_of_reoffending", say("Risk of reoffending")
    HARM = "risk_of_harm", say("Risk of harm")
    SENTENCES = "feasibility_of_sentences", say("Feasibility of different sentences")
    ADVICE = "advice_on_sentencing", say("Advice on sentencing options")
    SUPPORTS = "family_and_community_supports", say("Family and community supports")
    AFTER_RELEASE = "post_release_supervision", say("Post release supervision")
    RISK = "risk_assessment", say("Risk assessment")
    LEVEL = "level_reflects_risk", say("Level of supervision reflects the assessed risk")
    CONTENT = "content_reflects_risk", say("Content of supervision reflects the assessed risk")
    COMPLIANCE = "management_of_compliance", say("Management of compliance")
    RECORDING = "recording", say("Recording")


class QualityQuestion(Choice):
    """What is answered with yes or no."""

    RELEASE_PLAN = "release_plan", say("Is there a release plan?")
    VERIFIED = "verification_of_evidence", say("Was evidence verified?")
    OUTLINE_PLAN = "outline_plan", say("Is there an outline plan for supervision?")
    WRITTEN_PLAN = "written_plan", say("Is there a written supervision plan?")
    ON_OFFENDING = "focus_on_offending", say("Does it focus on offending behaviour?")
    ON_NEEDS = "focus_on_needs", say("Does it focus on offending related needs?")
    DELIVERY = "describes_delivery", say("Does it describe how supervision is delivered?")
    CONSISTENT = "consistent_focus", say("Does supervision keep its focus on offending behaviour?")
    VICTIM_AWARENESS = "victim_awareness", say("Was victim awareness worked on?")
    MINUTE = "mappa_minute_in_file", say("Is the MAPPA minute in the file?")
    ACTIONS = "mappa_actions_in_plan", say("Are the MAPPA actions in the plan?")
    ON_VISOR = "actions_on_visor", say("Are the actions entered on ViSOR?")


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
