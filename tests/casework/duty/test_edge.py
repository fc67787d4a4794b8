"""To the day and the minute: when an analysis is current, what answers an incident, and from when a duty runs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.contact.incident import FollowUp, FollowUpSort, Incident, IncidentSort, IncidentTime
from casework.records.file.case import RiskLevel
from casework.records.file.incident_decision import IncidentCause, ReviewChoice
from casework.records.multi_agency.mappa import (
    MappaAnswer,
    MappaCategory,
    MappaLevel,
    MappaOutcome,
    MappaReferral,
    MappaStandingLevel,
)
from casework.records.multi_agency.police import SexOffenderNotification
from casework.records.part import Answer
from casework.records.record import Record
from casework.records.risk.risk_level import Answer as RiskAnswer
from casework.records.risk.risk_level import ProposalAnswer, RiskLevelRecord
from casework.rules.duty.assessment import current_analysis, talked_over_on
from casework.rules.duty.fact import HighResult
from casework.rules.duty.incident import goes_by_case_review, last_incident
from tests.casework.duty.sample import DAY, at, case_of, duty_case, facts_of, found, with_rule
from tests.casework.duty.test_after_incident import decision, incident
from tests.casework.duty.test_high_result import level, signed, talk
from tests.casework.duty.test_mappa_duty import standing

LATER = DAY + timedelta(days=1)
EARLIER = DAY - timedelta(days=1)
HIGH: dict[str, Record] = {"case": case_of(RiskLevel.HIGH)}


# What is to be talked over


def test_of_two_high_results_the_later_is_talked_over_whichever_was_read_first() -> None:
    both = (HighResult("a", "LS/CMI high", DAY), HighResult("b", "LS/CMI high", LATER))
    for order in ("ab", "ba"):
        records: dict[str, Record] = {ident: signed(on=DAY if ident == "a" else LATER) for ident in order}
        asked = found("senior_discussion", facts_of(records, results=both), LATER)
        assert [due.about for due in asked] == ["b"]


def test_a_record_whose_version_nobody_can_tell_was_not_talked_over_nor_one_that_is_not_there() -> None:
    """Not by a discussion that names no version either."""
    facts = facts_of({"a": signed(), "t": talk(version="")}, results=(HighResult("a", "LS/CMI high", DAY),))
    unknown = replace(facts, versions={})
    assert talked_over_on(unknown, "a", DAY) is None
    assert talked_over_on(unknown, "not here", DAY) is None
    assert [due.open for due in found("senior_discussion", unknown)] == [True]


def test_each_instrument_is_talked_over_by_itself() -> None:
    """Two that Doorstep does not know are two by what they are called."""
    both = (HighResult("a", "first high", DAY), HighResult("b", "second high", LATER))
    other = signed(Instrument.OTHER)
    pairs: list[dict[str, Record]] = [
        {"a": signed(), "b": signed(Instrument.SARA, LATER)},
        {
            "a": other.model_copy(update={"instrument_name": "First"}),
            "b": other.model_copy(update={"instrument_name": "Second", "assessed_on": LATER}),
        },
    ]
    for records in pairs:
        asked = found("senior_discussion", facts_of(records, results=both), LATER)
        assert [due.about for due in asked] == ["a", "b"]


def test_a_level_of_serious_harm_is_called_what_it_is() -> None:
    (due,) = found("senior_discussion", facts_of({"a": level(RiskLevel.VERY_HIGH, DAY)}))
    assert due.title == "Discuss with a senior: risk of serious harm very high"


# Whether an analysis is current


def current(records: dict[str, Record], signed_hour: int | None = 12, day: date = LATER) -> date | None:
    """The analysis of 2 March, signed at an hour of that day, beside other records."""
    signatures = {"r": at(DAY, signed_hour)} if signed_hour is not None else {}
    return current_analysis(duty_case(facts_of({**HIGH, "r": signed(Instrument.ROSH), **records}, signatures), day))


def happened(on: date, known_on: date, hour: int) -> dict[str, Record]:
    return {"i": incident(happened=IncidentTime(on=on), known_at=at(known_on, hour))}


@pytest.mark.parametrize(
    ("on", "known_on", "hour", "stands"),
    [
        (DAY, DAY, 9, True),  # known when it was signed at noon
        (DAY, DAY, 12, True),  # at the same minute
        (DAY, DAY, 13, False),  # learnt of an hour later
        (EARLIER, DAY, 13, False),  # of the day before, but learnt of afterwards
        (EARLIER, DAY, 9, True),
        (LATER, LATER, 9, False),
    ],
)
def test_an_analysis_takes_up_what_was_known_when_it_was_signed(
    on: date, known_on: date, hour: int, stands: bool
) -> None:
    assert (current(happened(on, known_on, hour)) == DAY) is stands


def test_what_was_signed_later_takes_up_no_incident_of_a_later_day_than_its_own() -> None:
    """Signed the day after, for the day before: the incident between them is not in it."""
    records: dict[str, Record] = {**HIGH, "r": signed(Instrument.ROSH), **happened(LATER, LATER, 9)}
    case = duty_case(facts_of(records, {"r": at(LATER, 18)}), LATER)
    assert current_analysis(case) is None


def test_without_the_hour_of_signing_the_day_decides() -> None:
    assert current(happened(DAY, DAY, 13), None) == DAY
    assert current(happened(LATER, LATER, 9), None) is None


def test_only_an_analysis_of_serious_harm_is_one_and_the_latest_counts() -> None:
    """Whichever was read first, and of two of one day either."""
    assert current_analysis(duty_case(facts_of({**HIGH, "a": signed()}))) is None
    for one, other in ((DAY, EARLIER), (EARLIER, DAY), (DAY, DAY)):
        records: dict[str, Record] = {"a": signed(Instrument.ROSH, one), "b": signed(Instrument.ROSH, other)}
        for signatures in ({"a": at(one, 18), "b": at(other, 9)}, {"a": at(one)}, {"a": at(EARLIER), "b": at(LATER)}):
            assert current_analysis(duty_case(facts_of({**HIGH, **records}, signatures))) == DAY


def test_no_age_makes_an_analysis_old_where_the_agency_says_none() -> None:
    """Neither as shipped nor with the duty off; five working days from Maundy Thursday end on 10 April."""
    thursday = date(2026, 4, 2)
    facts = facts_of({**HIGH, "r": signed(Instrument.ROSH, thursday)}, {"r": at(thursday)})
    assert current_analysis(duty_case(facts, thursday + timedelta(days=400))) == thursday
    off = with_rule("rosh_current", on=False)
    assert current_analysis(duty_case(facts, thursday + timedelta(days=400), off)) == thursday
    five = with_rule("rosh_current", working_days=5)
    assert current_analysis(duty_case(facts, date(2026, 4, 10), five)) == thursday
    assert current_analysis(duty_case(facts, date(2026, 4, 11), five)) is None
    assert current_analysis(duty_case(facts, date(2026, 4, 11), five), date(2026, 4, 10)) == thursday


def test_one_is_asked_for_from_the_earliest_reason_and_again_from_the_last_incident() -> None:
    """High since 2 February; on the list since January; an incident in March."""
    january = date(2026, 1, 12)
    (due,) = found("rosh_current", facts_of(HIGH, listed_since=january))
    assert due.since == january
    (due,) = found("rosh_current", facts_of({**HIGH, **happened(DAY, DAY, 9)}, listed_since=january))
    assert due.since == DAY
    (due,) = found("rosh_current", facts_of({**HIGH, **happened(january, DAY, 9)}))
    assert due.since == date(2026, 2, 2)


def referral(on: date, answer: MappaAnswer | None = None) -> MappaReferral:
    outcome = MappaOutcome(answer=answer, on=on, by="Coordinator") if answer else None
    said = {"category": MappaCategory.OTHER, "proposed_level": MappaLevel.MULTI_AGENCY, "reasons": "r"}
    return MappaReferral.model_validate({**said, "referred_on": on, "referred_by": "w", "outcome": outcome})


@pytest.mark.parametrize(("answer", "waits"), [(None, True), (MappaAnswer.MORE, True), (MappaAnswer.ACCEPTED, False)])
def test_the_oldest_referral_that_waits_asks_for_a_full_analysis(answer: MappaAnswer | None, waits: bool) -> None:
    """One that was sent back for more waits again; the day is that of the referral, and no interval decides."""
    records: dict[str, Record] = {"a": referral(LATER), "b": referral(EARLIER, answer)}
    (due,) = found("rosh_before_mappa", facts_of(records), LATER)
    assert (due.about, due.since, due.due_on) == (("b", EARLIER, EARLIER) if waits else ("a", LATER, LATER))
    assert not due.at_once


# What answers an incident


def test_an_incident_is_answered_from_when_it_was_learnt_of_but_not_before_it_happened() -> None:
    (due,) = found("incident_reassess", facts_of(happened(EARLIER, DAY, 9)))
    assert due.since == DAY
    (due,) = found("incident_reassess", facts_of({"i": incident(known_at=at(EARLIER))}))
    assert due.since == DAY
    unknown: dict[str, Record] = {"i": incident(sort=IncidentSort.WEAPON, known_at=None), "a": signed(on=LATER)}
    for code in ("incident_reassess", "incident_decision"):
        (due,) = found(code, facts_of(unknown, {"a": at(LATER)}))
        assert (due.since, due.open) == (DAY, True)


def test_the_first_answer_counts() -> None:
    """A reason on the day after, and an assessment that was signed the day after that."""
    reason = FollowUp(sort=FollowUpSort.JUSTIFIED, reason="r", by="w", on=LATER)
    after = LATER + timedelta(days=1)
    records: dict[str, Record] = {"i": incident(follow_up=reason), "a": signed(on=LATER), "b": signed(on=LATER)}
    for signatures, done in (
        ({"a": at(after)}, LATER),
        ({"a": at(DAY, 13), "b": at(after)}, DAY),
        ({"a": at(after), "b": at(DAY, 13)}, DAY),
    ):
        (due,) = found("incident_reassess", facts_of(records, signatures))
        assert due.done_on == done


def test_at_the_minute_at_which_it_was_known_nothing_had_been_assessed_because_of_it() -> None:
    (due,) = found("incident_reassess", facts_of({"i": incident(), "a": signed()}, {"a": at(DAY, 12)}))
    assert due.open


@pytest.mark.parametrize(
    ("answer", "answers"), [(None, True), (ProposalAnswer.AGREED, True), (ProposalAnswer.DECLINED, False)]
)
def test_a_level_of_serious_harm_answers_it_unless_a_senior_declined_it(
    answer: ProposalAnswer | None, answers: bool
) -> None:
    said = RiskAnswer(answer=answer, senior="s", on=DAY, reason="r") if answer else None
    made = RiskLevelRecord(
        level=RiskLevel.LOW, rationale="r", assessor="w", assessed_on=DAY, proposal=answer is not None, answer=said
    )
    (due,) = found("incident_reassess", facts_of({"i": incident(), "l": made}, {"l": at(DAY, 13)}))
    assert due.open is not answers


def test_the_decision_about_a_death_answers_for_the_death_of_that_day() -> None:
    """It names the person or nothing; a death on another day, and another incident, are not answered by it."""
    about_it = decision(ReviewChoice.NO_REVIEW, about="person").model_copy(update={"cause": IncidentCause.DEATH})
    death = incident(sort=IncidentSort.DEATH)
    cases: list[tuple[Incident, Record, bool]] = [
        (death, about_it, False),
        (death, about_it.model_copy(update={"happened_on": EARLIER}), True),
        (death, about_it.model_copy(update={"cause": IncidentCause.INCIDENT}), True),
        (incident(sort=IncidentSort.VIOLENCE), about_it, True),
    ]
    for one, decided, waits in cases:
        (due,) = found("incident_decision", facts_of({"i": one, "d": decided}))
        assert due.open is waits


def test_the_death_of_the_person_is_asked_about_with_their_status() -> None:
    """And not twice; what was decided stands, and the death of somebody else is asked about here."""
    death = incident(sort=IncidentSort.DEATH)
    assert found("incident_decision", facts_of({"i": death}, dead=True)) == []
    assert len(found("incident_decision", facts_of({"i": death}))) == 1
    decided = facts_of({"i": death, "d": decision(ReviewChoice.NO_REVIEW)}, dead=True)
    assert [due.open for due in found("incident_decision", decided)] == [False]
    harmed = facts_of({"i": incident(sort=IncidentSort.VIOLENCE)}, dead=True)
    assert [due.open for due in found("incident_decision", harmed)] == [True]


def test_a_decision_is_asked_for_from_when_it_was_learnt_of_and_the_first_one_answers() -> None:
    harm = incident(sort=IncidentSort.WEAPON, happened=IncidentTime(on=EARLIER))
    (due,) = found("incident_decision", facts_of({"i": harm}))
    assert (due.since, due.about, due.title) == (DAY, "i", "Decide whether a serious incident review is held")
    first = decision(ReviewChoice.REVIEW)
    assert first.decision is not None
    second = first.model_copy(update={"decision": first.decision.model_copy(update={"on": DAY + timedelta(days=9)})})
    for pair in ((first, second), (second, first)):
        (due,) = found("incident_decision", facts_of({"i": harm, "d": pair[0], "e": pair[1]}))
        assert due.done_on == LATER


def test_the_days_to_notify_run_from_when_the_service_learnt_of_it() -> None:
    """On Monday of something of the Friday before: five working days end on the next Monday. A death names nobody."""
    friday = date(2026, 2, 27)
    harm = incident(sort=IncidentSort.WEAPON, happened=IncidentTime(on=friday))
    about_it = decision(ReviewChoice.REVIEW).model_copy(update={"happened_on": friday})
    (due,) = found("care_inspectorate", facts_of({"i": harm, "d": about_it}))
    assert (due.since, due.due_on, due.about) == (DAY, date(2026, 3, 9), "d")
    other = about_it.model_copy(update={"about": None, "notified_on": LATER})
    (due,) = found("care_inspectorate", facts_of({"i": harm, "c": decision(ReviewChoice.NO_REVIEW), "d": other}))
    assert (due.since, due.due_on, due.done_on) == (friday, date(2026, 3, 6), LATER)


@pytest.mark.parametrize(
    ("subject", "category", "level", "goes"),
    [
        (Answer.YES, MappaCategory.OTHER, MappaStandingLevel.ROUTINE, True),
        (Answer.NO, MappaCategory.NOTIFICATION, MappaStandingLevel.ROUTINE, True),
        (Answer.NO, MappaCategory.OTHER, MappaStandingLevel.ROUTINE, False),
        (Answer.YES, MappaCategory.NOTIFICATION, MappaStandingLevel.LEFT, False),
        (Answer.YES, MappaCategory.NOTIFICATION, None, False),
    ],
)
def test_who_goes_by_case_review_is_subject_to_notification_and_under_mappa(
    subject: Answer, category: MappaCategory, level: MappaStandingLevel | None, goes: bool
) -> None:
    told: dict[str, Record] = {"n": SexOffenderNotification(subject=subject, told_on=DAY)}
    assert goes_by_case_review(facts_of(told | ({"l": standing(level, category)} if level else {}))) is goes


def test_the_last_incident_is_the_one_learnt_of_last_and_a_significant_one() -> None:
    first = incident(happened=IncidentTime(on=DAY), known_at=at(DAY))
    second = incident(happened=IncidentTime(on=EARLIER), known_at=at(LATER))
    third = incident(known_at=at(LATER, 18), significant=False)
    for records in ({"a": first, "b": second, "c": third}, {"c": third, "b": second, "a": first}):
        assert last_incident(facts_of(records)) == (EARLIER, at(LATER))
    assert last_incident(facts_of({"c": third})) is None


def test_an_assessment_without_its_day_is_no_answer() -> None:
    made = Assessment(instrument=Instrument.LSCMI, assessor="w", summary="s")
    (due,) = found("incident_reassess", facts_of({"i": incident(), "a": made}, {"a": at(LATER)}))
    assert due.open
