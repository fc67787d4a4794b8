"""From when duties of MAPPA, the police and the file run, what they are called, and what is said beside them."""

from datetime import date, timedelta

import pytest

from casework.records.contact.appointment import Appointment, ContactSort, Plan
from casework.records.contact.incident import IncidentSort
from casework.records.file.case import Case, CaseState, RiskLevel, StandingPlan
from casework.records.file.chronology_review import ChronologyReview
from casework.records.multi_agency.accommodation import AccommodationReview
from casework.records.multi_agency.mappa import MappaCategory, MappaStandingLevel
from casework.records.multi_agency.mappa_meeting import MeetingSort
from casework.records.multi_agency.party import Party
from casework.records.multi_agency.police import NotificationPeriod, PoliceVisit, SexOffenderNotification
from casework.records.multi_agency.transfer import Acceptance, Transfer, TransferWay
from casework.records.part import Answer
from casework.records.plan.case_management_plan import CaseManagementPlan
from casework.records.plan.plan_line import PlanLine, PlanPart
from casework.records.record import Record
from casework.records.report.step import Interview, InterviewPlace
from casework.records.sentence.programme import ProgrammePlace
from casework.rules.calendar import Calendar
from casework.rules.due import Due
from casework.rules.duty.duty import duties_of
from casework.rules.duty.mappa import last_meeting, mappa_sentences
from casework.rules.duty.note import notes_on
from casework.rules.duty.police import police_dates
from casework.rules.duty.report import home_report_advice, home_report_checks
from casework.rules.duty.table import DutyRule
from tests.casework.duty.sample import DAY, at, case_of, duty_case, facts_of, found, ship, with_rule
from tests.casework.duty.test_after_incident import incident
from tests.casework.duty.test_mappa_duty import action, meeting, standing
from tests.casework.duty.test_review_duty import REVIEW, plan, report

LATER = DAY + timedelta(days=1)
EARLIER = DAY - timedelta(days=1)
NEXT = DAY + timedelta(days=84)
POLICE = Party(name="Sgt Sample", agency="Police Scotland")


def only(code: str, records: dict[str, Record], day: date = DAY) -> Due:
    """The one thing that a duty asks for."""
    (due,) = found(code, facts_of(records), day)
    return due


# MAPPA


def test_a_level_is_asked_for_once_from_when_the_police_told_us() -> None:
    told = SexOffenderNotification(subject=Answer.YES, told_on=EARLIER)
    due = only("mappa_level", {"n": told, "m": told})
    assert (due.about, due.since) == ("n", EARLIER)


@pytest.mark.parametrize(
    ("sort", "on", "counts"),
    [
        (MeetingSort.INITIAL, DAY, True),
        (MeetingSort.REVIEW, DAY, True),
        (MeetingSort.NON_CORE, DAY, False),
        (MeetingSort.REVIEW, LATER, False),
    ],
)
def test_the_last_meeting_is_a_mappa_meeting_that_was_held(sort: MeetingSort, on: date, counts: bool) -> None:
    one, before = meeting(on, sort=sort), meeting(DAY - timedelta(days=84), DAY)
    for records in ({"m": one, "n": before}, {"n": before, "m": one}):
        last = last_meeting(facts_of(records), DAY)
        assert last is not None
        assert last[0] == ("m" if counts else "n")


def test_what_a_review_is_called_says_what_waits_for_it() -> None:
    assert only("mappa_review", {"m": meeting(), "a": action()}).title == "MAPPA review, with 1 open action"
    undated = only("mappa_review", {"m": meeting(EARLIER, None), "a": action()})
    assert (undated.title, undated.since, undated.about) == (
        "MAPPA: write the date of the next review",
        EARLIER,
        "m",
    )
    nothing_known = only("mappa_review", {"l": standing(MappaStandingLevel.PANEL)}, LATER)
    assert (nothing_known.title, nothing_known.since, nothing_known.about) == (
        "MAPPA: find out the date of the next review",
        DAY,
        "",
    )
    dated = only("mappa_review", {"m": meeting(EARLIER)})
    assert (dated.since, dated.at_once) == (EARLIER, False)


@pytest.mark.parametrize(
    ("held", "due_on", "since"),
    [(DAY, NEXT, DAY), (DAY, EARLIER, EARLIER), (None, NEXT, NEXT)],
)
def test_an_action_runs_from_its_meeting_and_never_from_after_its_own_day(
    held: date | None, due_on: date, since: date
) -> None:
    """One whose meeting is not here runs from the day on which it is due."""
    records: dict[str, Record] = {"a": action(due_on)} | ({"m": meeting(held)} if held else {})
    due = only("mappa_action", records)
    assert (due.since, due.due_on, due.at_once, due.title) == (since, due_on, False, "MAPPA action: Sgt Sample")
    unplanned = only("mappa_action_plan", records)
    assert (unplanned.since, unplanned.about) == (held or due_on, "a")
    assert unplanned.title == "MAPPA action: Sgt Sample; no line of the plan carries it out"


def test_an_action_of_nobody_says_so_and_one_without_a_day_is_not_due() -> None:
    assert only("mappa_action", {"a": action(owner=None)}).title == "MAPPA action: nobody is named"
    assert found("mappa_action", facts_of({"m": meeting(), "a": action().model_copy(update={"due_on": None})})) == []
    line = PlanLine(plan="p", part=PlanPart.MONITORING, action="x", mappa_actions=["a"])
    assert found("mappa_action_plan", facts_of({"m": meeting(), "a": action(), "p": line})) == []


def test_what_does_not_agree_about_mappa_is_said_in_its_own_words() -> None:
    panel = meeting(level=MappaStandingLevel.PANEL, head_of_service=None)
    records = {"m": panel, "a": action(), "b": action(NEXT)}
    assert mappa_sentences(facts_of(records), DAY) == [
        "MAPPA: the Head of Service did not attend the last level 3 meeting.",
        "MAPPA: 2 actions not entered on ViSOR or MAPPS yet.",
    ]
    third = standing(MappaStandingLevel.ROUTINE, MappaCategory.OTHER)
    assert mappa_sentences(facts_of({"l": third}), DAY) == [
        "MAPPA: level 1 is not applicable to category 3. Ask the MAPPA Coordinator.",
        "MAPPA: category 3 is for high or very high risk of serious harm. Assess it, or ask for another category.",
    ]


# The police


def test_dates_of_the_police_come_with_who_told_them_the_soonest_first_and_without_an_end_last() -> None:
    told = SexOffenderNotification(subject=Answer.YES, told_by=POLICE, told_on=EARLIER)
    ends = told.model_copy(update={"period": NotificationPeriod(since=DAY, until=NEXT)})
    unknown = told.model_copy(update={"period": NotificationPeriod(since=DAY), "told_by": None})
    visit = PoliceVisit(on=LATER, planned=True, told_by=POLICE, told_on=DAY)
    facts = facts_of({"a": told, "b": ends, "c": unknown, "d": visit, "e": visit.model_copy(update={"told_by": None})})
    assert [(one.record, one.words, one.day, one.told_by, one.told_on) for one in police_dates(facts, DAY)] == [
        ("d", "Visit of the police", LATER, "Sgt Sample", DAY),
        ("e", "Visit of the police", LATER, "", DAY),
        ("b", "Notification ends", NEXT, "Sgt Sample", EARLIER),
        ("c", "Notification, end not told", None, "", EARLIER),
        ("a", "Subject to notification", None, "Sgt Sample", EARLIER),
    ]
    assert len(police_dates(facts, LATER)) == 5
    assert len(police_dates(facts, LATER + timedelta(days=1))) == 3


@pytest.mark.parametrize(("told_on", "since"), [(EARLIER, EARLIER), (LATER + timedelta(days=1), LATER), (None, LATER)])
def test_a_clash_is_known_from_when_the_police_told_us(told_on: date | None, since: date) -> None:
    """Of two visits from the first that was told; an appointment of which nothing is recorded is planned."""
    ours = Appointment(plan=Plan(sort=ContactSort.HOME_ANNOUNCED, starts=at(LATER), staff="w"))
    theirs = PoliceVisit(on=LATER, planned=True, told_on=told_on)
    late = PoliceVisit(on=LATER, planned=True, told_on=NEXT)
    due = only("police_clash", {"o": ours, "t": theirs, "u": late})
    assert (due.about, due.due_on, due.since, due.at_once) == ("o", LATER, since, False)
    assert only("police_clash", {"o": ours, "t": theirs}, LATER).since == since


# The file


@pytest.mark.parametrize(
    ("risk", "code"),
    [
        (RiskLevel.VERY_HIGH, "chronology_very_high"),
        (RiskLevel.HIGH, "chronology_high"),
        (RiskLevel.LOW, "chronology_other"),
        (None, "chronology_other"),
    ],
)
def test_the_chronology_is_reviewed_as_often_as_the_level_asks(risk: RiskLevel | None, code: str) -> None:
    facts = facts_of({"case": case_of(risk)})
    (due,) = duties_of(duty_case(facts, table=with_rule(code, months=3)))[-1:]
    assert (due.rule.code, due.since, due.due_on) == (code, date(2026, 1, 5), date(2026, 4, 5))
    assert found(code, facts, table=with_rule(code, on=False)) == []


def test_where_no_interval_is_set_high_risk_asks_for_it_from_the_day_of_the_level() -> None:
    due = only("chronology_high", {"case": case_of(RiskLevel.HIGH)})
    assert (due.since, due.due_on, due.about) == (date(2026, 2, 2), date(2026, 2, 2), "")


def test_the_last_review_of_the_chronology_sets_the_next() -> None:
    """Whichever was read first; one that sets no day asks for nothing where the agency sets no interval."""
    first = ChronologyReview(reviewed_on=EARLIER, by="w", shows="s", next_on=DAY)
    last = ChronologyReview(reviewed_on=DAY, by="w", shows="s", next_on=NEXT)
    for records, ident in (
        ({"a": first, "b": last}, "b"),
        ({"a": last, "b": first}, "a"),
        ({"b": last, "a": first}, "b"),
    ):
        due = only("chronology_high", {"case": case_of(RiskLevel.HIGH), **records})
        assert (due.about, due.since, due.due_on, due.at_once) == (ident, DAY, NEXT, False)
    undated = last.model_copy(update={"next_on": None})
    assert found("chronology_high", facts_of({"case": case_of(RiskLevel.HIGH), "b": undated})) == []


def test_an_interval_of_the_agency_counts_its_own_days() -> None:
    """Five working days from Maundy Thursday, which somebody's later day does not put off."""
    thursday = date(2026, 4, 2)
    reviewed = ChronologyReview(reviewed_on=thursday, by="w", shows="s", next_on=NEXT)
    facts = facts_of({"case": case_of(RiskLevel.HIGH), "c": reviewed})
    (due,) = found("chronology_high", facts, thursday, with_rule("chronology_high", working_days=5))
    assert (due.since, due.due_on) == (thursday, date(2026, 4, 10))


def test_waiting_for_a_programme_runs_from_when_the_wait_began() -> None:
    place = ProgrammePlace(programme="Caledonian", referred_on=DAY)
    assert (only("programme_waiting", {"p": place}).since, only("programme_waiting", {"p": place}).about) == (DAY, "p")
    waits = place.model_copy(update={"waiting_since": EARLIER})
    assert only("programme_waiting", {"p": waits}).since == EARLIER
    assert found("programme_waiting", facts_of({"p": ProgrammePlace(programme="Caledonian")})) == []


def test_a_transfer_is_asked_about_from_the_day_on_which_it_was_asked_for() -> None:
    out = Transfer(way=TransferWay.OUT, service="Elsewhere", asked_on=EARLIER, reason="Moves.")
    accepted = out.model_copy(update={"accepted": Acceptance(on=LATER, by="Somebody")})
    due = only("transfer_accepted", {"t": accepted})
    assert (due.about, due.since, due.done_on) == ("t", EARLIER, LATER)
    others = {"s": out.model_copy(update={"way": TransferWay.IN}), "t": out}
    assert only("transfer_accepted", dict(others)).about == "t"


def test_an_address_is_reviewed_as_the_last_review_said() -> None:
    """One that needs none ends it, whichever was read first."""
    first = AccommodationReview(held_on=EARLIER, next_on=LATER)
    last = AccommodationReview(held_on=DAY, next_on=NEXT)
    for records, ident in (
        ({"a": first, "b": last}, "b"),
        ({"a": last, "b": first}, "a"),
        ({"b": last, "a": first}, "b"),
    ):
        due = only("accommodation_review", dict(records))
        assert (due.about, due.since, due.due_on, due.at_once) == (ident, DAY, NEXT, False)
    ended = last.model_copy(update={"no_further": True})
    assert found("accommodation_review", facts_of({"a": first, "b": ended})) == []


# Plans


def test_both_plans_in_use_are_reviewed_and_called_what_they_are() -> None:
    managed = CaseManagementPlan(made_on=EARLIER, made_by="w", review_on=NEXT)
    standing_case = Case(
        state=CaseState.OPEN,
        opened_on=date(2026, 1, 5),
        risk_management_plan=StandingPlan(record="p", since=DAY),
        case_management_plan=StandingPlan(record="m", since=DAY),
    )
    records: dict[str, Record] = {"case": standing_case, "p": plan(NEXT), "m": managed}
    asked = found("plan_review", facts_of(records))
    assert [(due.about, due.since, due.title, due.at_once) for due in asked] == [
        ("m", EARLIER, "Review: case management plan", False),
        ("p", DAY, "Review: risk management plan", False),
    ]


def test_the_last_review_of_a_plan_counts() -> None:
    """Whichever was read first; where it sets no day, that of the plan holds."""
    first = REVIEW.model_copy(update={"plans": ["p"], "held_on": DAY, "next_on": LATER})
    last = REVIEW.model_copy(update={"plans": ["p"], "held_on": LATER, "next_on": NEXT})
    stands: dict[str, Record] = {"case": case_of(plan="p"), "p": plan(date(2026, 6, 1))}
    for reviews in ({"a": first, "b": last}, {"a": last, "b": first}):
        due = only("plan_review", {**stands, **reviews})
        assert (due.since, due.due_on) == (LATER, NEXT)
    undated = last.model_copy(update={"next_on": None})
    assert only("plan_review", {**stands, "b": undated}).due_on == date(2026, 6, 1)
    of_another = last.model_copy(update={"plans": ["q"]})
    assert only("plan_review", {**stands, "b": of_another}).since == DAY


# Reports, and what is said beside a duty


def test_one_missing_thing_is_said_in_the_singular_and_nothing_missing_is_not_said() -> None:
    """And a report asked for after it was due runs from the day on which it was due."""
    asked = report(due_on=DAY, requested_on=LATER)
    due = only("home_report_date", {"h": asked})
    assert (due.since, due.about, due.at_once) == (DAY, "h", False)
    unasked = asked.model_copy(update={"requested_on": None})
    assert only("home_report_date", {"h": unasked}).since == DAY


def test_a_report_that_lacks_one_thing_says_so_and_a_whole_one_is_called_what_it_is() -> None:
    """One without a day of its own keeps no other from being asked for."""
    on_day = {"on": DAY, "by": "w"}
    whole = report(
        due_on=DAY,
        interview={**on_day, "place": "prison"},
        address_visit=on_day,
        risk_addressed=on_day,
        release_plan="p",
        oversight="o",
        community_risk="c",
        risk_factors=["f"],
        approval=on_day,
    )
    lacking = whole.model_copy(update={"risk_factors": []})
    assert only("home_report_date", {"g": report(), "h": lacking}).title == "Home background report: 1 thing missing"
    assert home_report_checks(lacking) == ["Risk factors, one short point each is missing: write at least one."]
    rule = ship().find("home_report_date")
    assert rule is not None
    assert only("home_report_date", {"h": whole}).title == rule.title


def test_what_asks_for_nothing_keeps_nothing_else_from_being_asked_for() -> None:
    """An action without a day, an appointment at the office, somebody who is not subject to notification."""
    undated = action().model_copy(update={"due_on": None})
    assert only("mappa_action", {"m": meeting(), "a": undated, "b": action()}).about == "b"
    office, home = (
        Appointment(plan=Plan(sort=sort, starts=at(LATER), staff="w"))
        for sort in (ContactSort.OFFICE, ContactSort.HOME_ANNOUNCED)
    )
    theirs = PoliceVisit(on=LATER, planned=True, told_on=DAY)
    assert only("police_clash", {"o": office, "p": home, "t": theirs}).about == "p"
    no, yes = (SexOffenderNotification(subject=answer, told_on=DAY) for answer in (Answer.NO, Answer.YES))
    assert [one.record for one in police_dates(facts_of({"a": no, "b": yes}), DAY)] == ["b"]


def test_two_interviews_of_which_one_in_prison_are_enough() -> None:
    prison = Interview(on=DAY, by="w", place=InterviewPlace.PRISON)
    office = next(place for place in InterviewPlace if place is not InterviewPlace.PRISON)
    elsewhere = Interview(on=DAY, by="w", place=office)
    assert home_report_advice(report(interview=prison, further_interviews=[elsewhere])) == []
    assert home_report_advice(report(interview=prison)) == [
        "The guidance of 2009 asks the prison's social worker for at least two interviews."
    ]
    assert home_report_advice(report(interview=elsewhere, further_interviews=[elsewhere])) == [
        "The guidance of 2009 asks the supervising officer to see the prisoner in prison."
    ]


def test_open_actions_are_named_beside_the_next_review() -> None:
    """By who does them and when, never by what they say."""
    undated = action(owner=None).model_copy(update={"due_on": None})
    facts = facts_of({"m": meeting(), "a": action(date(2026, 3, 12)), "b": undated})
    (due,) = found("mappa_review", facts)
    assert notes_on(due, facts) == (
        "Open action: nobody is named, due on no day.",
        "Open action: Sgt Sample, due 12 March 2026.",
    )


def test_that_the_care_inspectorate_is_not_notified_is_said_beside_the_decision_alone() -> None:
    harm: dict[str, Record] = {"i": incident(sort=IncidentSort.SEXUAL)}
    listed = facts_of({**harm, "l": standing(MappaStandingLevel.MULTI_AGENCY)})
    (decide,), (assess,) = found("incident_decision", listed), found("incident_reassess", listed)
    assert notes_on(decide, listed) == (
        "A registered sex offender under MAPPA: tell the MAPPA Coordinator. The Care Inspectorate is not notified.",
    )
    assert notes_on(assess, listed) == ()
    plain = facts_of(harm)
    assert notes_on(found("incident_decision", plain)[0], plain) == ()


def test_what_a_report_lacks_and_what_is_advised_stand_beside_it() -> None:
    facts = facts_of({"h": report(due_on=DAY)})
    (due,) = found("home_report_date", facts)
    assert len(notes_on(due, facts)) == 8 + 2


# The table, and closed cases


@pytest.mark.parametrize(
    ("interval", "by"),
    [
        ({"weeks": 2}, date(2026, 4, 16)),
        ({"days": 3}, date(2026, 4, 5)),
        ({"working_days": 1}, date(2026, 4, 6)),
        ({"months": 1}, date(2026, 5, 2)),
        ({}, date(2026, 4, 2)),
    ],
)
def test_an_interval_is_counted_in_its_own_unit(interval: dict[str, int], by: date) -> None:
    """From Maundy Thursday; of working days the next is Monday."""
    said = {"code": "x", "title": "t", "source": "s", "closes": "c.", "mark": "S"}
    assert DutyRule.model_validate({**said, **interval}).due_on(date(2026, 4, 2), Calendar()) == by


def test_a_duty_says_by_what_rule_it_is_asked_for_and_what_closes_it() -> None:
    rule = ship().find("mappa_minute")
    due = only("mappa_minute", {"m": meeting()})
    assert rule is not None
    assert (due.title, due.source, due.closes, due.since) == (rule.title, rule.source, rule.closes, DAY)
    assert (due.rule.code, due.rule.version) == ("mappa_minute", ship().version)


def test_what_was_done_in_a_closed_case_still_shows() -> None:
    closed = {"case": case_of(closed=True), "h": report(due_on=DAY, submitted_on=DAY)}
    assert [due.rule.code for due in duties_of(duty_case(facts_of(closed)))] == ["home_report_date"]
