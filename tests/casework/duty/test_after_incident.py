"""After an incident: assessed again or justified, decided about, notified within five working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.contact.incident import FollowUp, FollowUpSort, Incident, IncidentSort, IncidentTime
from casework.records.file.incident_decision import IncidentCause, IncidentDecision, ReviewChoice, ReviewDecision
from casework.records.multi_agency.mappa import MappaCategory, MappaLevelRecord, MappaStanding, MappaStandingLevel
from casework.records.record import Record
from casework.rules.calendar import Calendar
from casework.rules.duty.duty import duties_of
from casework.rules.duty.incident import SCR_TITLE, goes_by_case_review
from tests.casework.duty.sample import DAY, at, duty_case, facts_of, found, with_rule

JUSTIFIED = FollowUp(sort=FollowUpSort.JUSTIFIED, reason="Known and in the plan.", by="w", on=DAY + timedelta(days=1))


def incident(**more: object) -> Incident:
    said = {"sort": IncidentSort.THREAT, "happened": IncidentTime(on=DAY), "known_at": at(DAY), "significant": True}
    return Incident.model_validate({"what": "w", "recorded_by": "w", **said, **more})


def assessment(on: date, instrument: Instrument = Instrument.LSCMI) -> Assessment:
    return Assessment(instrument=instrument, assessed_on=on, assessor="w", summary="s")


def decision(choice: ReviewChoice, about: str = "i", notified: date | None = None) -> IncidentDecision:
    decided = ReviewDecision(decision=choice, reasons="r", by="s", on=DAY + timedelta(days=1))
    return IncidentDecision(
        cause=IncidentCause.INCIDENT, happened_on=DAY, about=about, decision=decided, notified_on=notified
    )


def test_a_significant_incident_opens_it_at_once_and_the_next_day_it_is_late() -> None:
    (due,) = found("incident_reassess", facts_of({"i": incident()}))
    assert (due.due_on, due.about, due.at_once, due.open) == (DAY, "i", True, True)
    assert due.overdue(DAY + timedelta(days=1))
    assert not due.overdue(DAY)
    assert found("incident_reassess", facts_of({"i": incident(significant=False)})) == []


def test_an_agency_may_set_a_number_of_working_days() -> None:
    """Counted from the day on which it was learnt of: Thursday, three working days, Tuesday."""
    told = incident(known_at=at(date(2026, 3, 5)))
    (due,) = found("incident_reassess", facts_of({"i": told}), table=with_rule("incident_reassess", working_days=3))
    assert (due.since, due.due_on, due.at_once) == (date(2026, 3, 5), date(2026, 3, 10), False)
    assert due.rule.version == 2


def test_a_recorded_justification_closes_it() -> None:
    (due,) = found("incident_reassess", facts_of({"i": incident(follow_up=JUSTIFIED)}))
    assert due.done_on == JUSTIFIED.on


@pytest.mark.parametrize(
    ("assessed_on", "signed_hours_later", "instrument", "closes"),
    [
        (DAY, 1, Instrument.LSCMI, True),
        (DAY, -1, Instrument.LSCMI, False),
        (DAY - timedelta(days=1), 1, Instrument.LSCMI, False),
        (DAY, 1, Instrument.PLACEMENT, False),
        (DAY, 1, Instrument.OASYS, False),
    ],
)
def test_only_an_assessment_of_risk_signed_after_it_closes_it(
    assessed_on: date, signed_hours_later: int, instrument: Instrument, closes: bool
) -> None:
    records: dict[str, Record] = {"i": incident(), "a": assessment(assessed_on, instrument)}
    signed = {"a": at(DAY) + timedelta(hours=signed_hours_later)}
    (due,) = found("incident_reassess", facts_of(records, signed))
    assert due.open is not closes


def test_what_is_corrected_asks_for_nothing_and_what_corrects_it_does() -> None:
    records: dict[str, Record] = {"i": incident(), "j": incident(corrects="i")}
    assert [due.about for due in found("incident_reassess", facts_of(records))] == ["j"]


def test_the_care_inspectorate_is_notified_within_five_working_days() -> None:
    """Over Easter 2026: Good Friday 3 April is a holiday in Scotland, Easter Monday is none."""
    thursday = date(2026, 4, 2)
    told = incident(sort=IncidentSort.VIOLENCE, happened=IncidentTime(on=thursday), known_at=at(thursday))
    records: dict[str, Record] = {"i": told, "d": decision(ReviewChoice.REVIEW)}
    (due,) = found("care_inspectorate", facts_of(records))
    assert due.due_on == date(2026, 4, 10)
    records["d"] = decision(ReviewChoice.REVIEW, notified=thursday)
    (due,) = found("care_inspectorate", facts_of(records))
    assert not due.open
    records["d"] = decision(ReviewChoice.NO_REVIEW)
    assert found("care_inspectorate", facts_of(records)) == []


@pytest.mark.parametrize(
    ("learnt", "by"),
    [
        (date(2026, 12, 24), date(2027, 1, 6)),  # Christmas, Boxing Day on Monday, both days of New Year, one on Monday
        (date(2028, 2, 25), date(2028, 3, 3)),  # over a leap day
        (date(2026, 11, 26), date(2026, 12, 4)),  # over St Andrew's Day, which is a Monday
        (date(2026, 8, 29), date(2026, 9, 4)),  # learnt of on a Saturday
    ],
)
def test_five_working_days_are_those_of_scotland(learnt: date, by: date) -> None:
    told = incident(sort=IncidentSort.VIOLENCE, happened=IncidentTime(on=learnt), known_at=at(learnt))
    reviewed = decision(ReviewChoice.REVIEW).model_copy(update={"happened_on": learnt})
    (due,) = found("care_inspectorate", facts_of({"i": told, "d": reviewed}), learnt)
    assert due.due_on == by


@given(st.dates(date(2020, 1, 1), date(2035, 12, 20)))
@settings(max_examples=50, deadline=None)
def test_the_last_day_to_notify_is_the_fifth_working_day_after(learnt: date) -> None:
    told = incident(sort=IncidentSort.VIOLENCE, happened=IncidentTime(on=learnt), known_at=at(learnt))
    reviewed = decision(ReviewChoice.REVIEW).model_copy(update={"happened_on": learnt})
    (due,) = found("care_inspectorate", facts_of({"i": told, "d": reviewed}), learnt)
    assert Calendar().is_working(due.due_on)
    assert Calendar().between(learnt, due.due_on) == 5


def test_it_remains_to_be_done_for_somebody_who_has_died_and_in_a_closed_case() -> None:
    records: dict[str, Record] = {"d": decision(ReviewChoice.REVIEW, about="person"), "i": incident()}
    facts = facts_of(records, dead=True)
    assert [due.rule.code for due in duties_of(duty_case(facts)) if due.open] == ["care_inspectorate"]


def test_a_senior_decides_about_an_incident_with_harm_once() -> None:
    harm = incident(sort=IncidentSort.SEXUAL)
    (due,) = found("incident_decision", facts_of({"i": harm}))
    assert due.open
    (due,) = found("incident_decision", facts_of({"i": harm, "d": decision(ReviewChoice.NO_REVIEW)}))
    assert due.done_on == DAY + timedelta(days=1)
    assert found("incident_decision", facts_of({"i": incident(sort=IncidentSort.ABSENCE)})) == []


def test_a_registered_sex_offender_under_mappa_goes_by_significant_case_review() -> None:
    standing = MappaStanding(
        level=MappaStandingLevel.MULTI_AGENCY,
        category=MappaCategory.NOTIFICATION,
        decided_on=DAY,
        decided_by="A meeting",
        reasons="r",
    )
    harm = incident(sort=IncidentSort.SEXUAL)
    records: dict[str, Record] = {"i": harm, "m": MappaLevelRecord(standing=standing)}
    facts = facts_of(records)
    assert goes_by_case_review(facts)
    assert [due.title for due in found("incident_decision", facts)] == [SCR_TITLE]
    reviewed = facts_of({**records, "d": decision(ReviewChoice.REVIEW)})
    assert found("care_inspectorate", reviewed) == []
    left = standing.model_copy(update={"level": MappaStandingLevel.LEFT})
    assert not goes_by_case_review(facts_of({**records, "m": MappaLevelRecord(standing=left)}))
