"""MAPPA and the police: review date, minutes, actions carried on, categories, visits on one day."""

from datetime import date, timedelta

import pytest

from casework.records.contact.appointment import Appointment, AppointmentState, AppointmentStatus, ContactSort, Plan
from casework.records.file.case import RiskLevel
from casework.records.multi_agency.mappa import (
    MappaAnswer,
    MappaCategory,
    MappaLevel,
    MappaLevelRecord,
    MappaOutcome,
    MappaReferral,
    MappaStanding,
    MappaStandingLevel,
)
from casework.records.multi_agency.mappa_meeting import (
    ActionOutcome,
    ActionResult,
    MappaAction,
    MappaMeeting,
    MeetingSort,
)
from casework.records.multi_agency.police import NotificationPeriod, PoliceVisit, SexOffenderNotification
from casework.records.part import Answer
from casework.records.plan.plan_line import PlanLine, PlanPart
from casework.records.record import Record
from casework.rules.duty.mappa import actions_for_next, mappa_sentences
from casework.rules.duty.police import police_dates
from tests.casework.duty.sample import DAY, at, case_of, facts_of, found

NEXT = DAY + timedelta(days=84)
LATER = DAY + timedelta(days=10)


def standing(level: MappaStandingLevel, category: MappaCategory = MappaCategory.NOTIFICATION) -> MappaLevelRecord:
    said = MappaStanding(level=level, category=category, decided_on=DAY, decided_by="A meeting", reasons="r")
    return MappaLevelRecord(standing=said)


def meeting(on: date = DAY, next_on: date | None = NEXT, **more: object) -> MappaMeeting:
    said = {"sort": MeetingSort.REVIEW, "level": MappaStandingLevel.MULTI_AGENCY, **more}
    return MappaMeeting.model_validate({**said, "held_on": on, "next_review_on": next_on})


def action(due_on: date = LATER, **more: object) -> MappaAction:
    said = {"meeting": "m", "action": "Secret.", "owner": "Sgt Sample", "agency": "Police", "due_on": due_on}
    return MappaAction.model_validate({**said, **more})


def test_the_next_review_is_due_on_the_date_that_the_last_meeting_set() -> None:
    records: dict[str, Record] = {"m": meeting(), "n": meeting(DAY - timedelta(days=84), DAY)}
    (due,) = found("mappa_review", facts_of(records))
    assert (due.due_on, due.about, due.title) == (NEXT, "m", "MAPPA review")
    left = meeting(level=MappaStandingLevel.LEFT, next_on=None)
    assert found("mappa_review", facts_of({"m": left})) == []


def test_without_a_review_date_somebody_finds_it_out_at_once() -> None:
    """The date is mandatory: a level without a meeting, or an old meeting without a date, shows."""
    (due,) = found("mappa_review", facts_of({"l": standing(MappaStandingLevel.MULTI_AGENCY)}))
    assert (due.due_on, due.at_once) == (DAY, True)
    (due,) = found("mappa_review", facts_of({"m": meeting(next_on=None)}))
    assert due.at_once
    assert found("mappa_review", facts_of({"l": standing(MappaStandingLevel.LEFT)})) == []


def test_open_actions_are_carried_to_the_next_meeting_and_to_the_plan() -> None:
    done = ActionOutcome(result=ActionResult.DONE, on=DAY)
    records: dict[str, Record] = {"m": meeting(), "a": action(), "b": action(outcome=done), "c": action(NEXT)}
    facts = facts_of(records)
    assert [one.due_on for one in actions_for_next(facts)] == [LATER, NEXT]
    (due,) = found("mappa_review", facts)
    assert due.title == "MAPPA review, with 2 open actions"
    assert [(due.about, due.due_on) for due in found("mappa_action", facts)] == [("a", LATER), ("c", NEXT)]
    assert [due.about for due in found("mappa_action_plan", facts)] == ["a", "c"]
    line = PlanLine(plan="p", part=PlanPart.MONITORING, action="x", mappa_actions=["a"])
    planned = facts_of({**records, "l": line, "c": action(NEXT, plan_line="v")})
    assert found("mappa_action_plan", planned) == []


def test_what_an_action_says_is_not_told_on_the_list() -> None:
    """Minutes are restricted: a list on a screen that others see names who does it, and no more."""
    facts = facts_of({"m": meeting(), "a": action()})
    for code in ("mappa_action", "mappa_action_plan"):
        assert all("Secret" not in due.title for due in found(code, facts))


def test_a_minute_that_has_not_come_shows_until_it_has() -> None:
    assert [due.about for due in found("mappa_minute", facts_of({"m": meeting()}))] == ["m"]
    assert found("mappa_minute", facts_of({"m": meeting(minute_received_on=DAY)})) == []
    assert found("mappa_minute", facts_of({"m": meeting(LATER, NEXT)})) == []


@pytest.mark.parametrize("risk", [None, *RiskLevel])
def test_category_three_needs_high_risk_and_never_level_one(risk: RiskLevel | None) -> None:
    low = risk not in {RiskLevel.HIGH, RiskLevel.VERY_HIGH}
    two = {"case": case_of(risk), "l": standing(MappaStandingLevel.MULTI_AGENCY, MappaCategory.OTHER)}
    assert bool(mappa_sentences(facts_of(two), DAY)) is low
    one = {**two, "l": standing(MappaStandingLevel.ROUTINE, MappaCategory.OTHER)}
    assert any("level 1 is not applicable" in sentence for sentence in mappa_sentences(facts_of(one), DAY))
    first = {**two, "l": standing(MappaStandingLevel.ROUTINE)}
    assert mappa_sentences(facts_of(first), DAY) == []


@pytest.mark.parametrize(("answer", "asks"), [(None, True), (MappaAnswer.MORE, True), (MappaAnswer.ACCEPTED, False)])
def test_a_referral_in_category_three_is_looked_at_until_it_is_answered(answer: MappaAnswer | None, asks: bool) -> None:
    outcome = MappaOutcome(answer=answer, on=DAY, by="Coordinator") if answer else None
    referral = MappaReferral(
        category=MappaCategory.OTHER,
        proposed_level=MappaLevel.MULTI_AGENCY,
        reasons="r",
        referred_on=DAY,
        referred_by="w",
        outcome=outcome,
    )
    assert bool(mappa_sentences(facts_of({"r": referral}), DAY)) is asks


def test_level_three_without_the_head_of_service_and_actions_not_on_visor_are_said() -> None:
    panel = meeting(level=MappaStandingLevel.PANEL, head_of_service=Answer.NO)
    (sentence,) = mappa_sentences(facts_of({"m": panel}), DAY)
    assert "Head of Service" in sentence
    there = meeting(level=MappaStandingLevel.PANEL, head_of_service=Answer.YES)
    assert mappa_sentences(facts_of({"m": there}), DAY) == []
    (sentence,) = mappa_sentences(facts_of({"a": action(), "b": action(on_visor_on=DAY)}), DAY)
    assert "1 action not entered" in sentence


def test_whoever_is_subject_to_notification_has_a_mappa_level() -> None:
    told = SexOffenderNotification(subject=Answer.YES, told_on=DAY)
    assert len(found("mappa_level", facts_of({"n": told}))) == 1
    assert found("mappa_level", facts_of({"n": told, "l": standing(MappaStandingLevel.ROUTINE)})) == []
    assert found("mappa_level", facts_of({"n": SexOffenderNotification(subject=Answer.NO, told_on=DAY)})) == []


def test_dates_of_notification_are_the_polices_own_and_never_fall_due() -> None:
    """Shown as they were told, long past ones too: nobody here says whether somebody complies."""
    period = NotificationPeriod(since=DAY, until=DAY - timedelta(days=0))
    told = SexOffenderNotification(subject=Answer.YES, told_on=DAY, period=period)
    facts = facts_of({"n": told, "l": standing(MappaStandingLevel.ROUTINE)})
    long_after = DAY + timedelta(days=4000)
    assert [(one.words, one.day) for one in police_dates(facts, long_after)] == [("Notification ends", DAY)]
    assert all(due.about != "n" for due in found("mappa_level", facts, long_after))
    endless = told.model_copy(update={"period": NotificationPeriod(since=DAY, indefinite=True)})
    assert police_dates(facts_of({"n": endless}), DAY)[0].words == "Notification without an end"
    assert police_dates(facts_of({"n": SexOffenderNotification(subject=Answer.NO)}), DAY) == ()


@pytest.mark.parametrize(
    ("sort", "on", "status", "clashes"),
    [
        (ContactSort.HOME_ANNOUNCED, LATER, AppointmentStatus.PLANNED, True),
        (ContactSort.HOME_UNANNOUNCED, LATER, AppointmentStatus.PLANNED, True),
        (ContactSort.JOINT_POLICE, LATER, AppointmentStatus.PLANNED, False),
        (ContactSort.OFFICE, LATER, AppointmentStatus.PLANNED, False),
        (ContactSort.HOME_ANNOUNCED, LATER, AppointmentStatus.CANCELLED, False),
        (ContactSort.HOME_ANNOUNCED, LATER + timedelta(days=1), AppointmentStatus.PLANNED, False),
    ],
)
def test_two_visits_on_one_day_show(sort: ContactSort, on: date, status: AppointmentStatus, clashes: bool) -> None:
    ours = Appointment(plan=Plan(sort=sort, starts=at(on), staff="w"), state=AppointmentState(status=status))
    theirs = PoliceVisit(on=LATER, planned=True, told_on=DAY)
    facts = facts_of({"o": ours, "t": theirs})
    assert [due.due_on for due in found("police_clash", facts)] == ([LATER] if clashes else [])
    assert found("police_clash", facts, LATER + timedelta(days=1)) == []
