"""Reviews of high-risk cases, plans and addresses, the chronology, and the ends of things."""

from datetime import date, timedelta

import pytest

from casework.records.file.case import Case, RiskLevel
from casework.records.file.chronology_review import ChronologyReview
from casework.records.kept import Kept
from casework.records.multi_agency.accommodation import AccommodationReview
from casework.records.multi_agency.transfer import Acceptance, Transfer, TransferWay, Withdrawal
from casework.records.plan.review import Closing, PersonPart, Review, ReviewSort
from casework.records.plan.risk_management_plan import RiskManagementPlan
from casework.records.plan.safety_plan import SafetyPlan, SafetyState, SafetyStatus
from casework.records.record import Record
from casework.records.report.home_background import HomeBackgroundReport
from casework.records.report.step import Addressed, AddressVisit, Approval, Interview, InterviewPlace
from casework.records.sentence.programme import ProgrammePlace
from casework.rules.duty.duty import duties_of
from casework.rules.duty.report import home_report_advice, home_report_checks
from tests.casework.duty.sample import DAY, case_of, duty_case, facts_of, found, with_rule

CLOSING = Closing(by="w", on=DAY, senior="s")
REVIEW = Review(
    sort=ReviewSort.HIGH_RISK,
    held_on=DAY,
    worker="w",
    person=PersonPart(attended=True),
    views="Goes well.",
    barriers="The bus.",
    improvement="Later.",
    summary="Goes on.",
    next_on=date(2026, 6, 2),
    closed=CLOSING,
)


def test_a_whole_review_with_a_senior_was_held_as_asked() -> None:
    assert REVIEW.compliance_gaps() == []


@pytest.mark.parametrize("missing", ["views", "barriers", "next_on", "person", "summary", "held_on", "improvement"])
def test_a_review_without_one_of_its_parts_was_not(missing: str) -> None:
    (sentence,) = REVIEW.model_copy(update={missing: None}).compliance_gaps()
    assert "missing" in sentence


def test_nor_was_one_with_somebody_else_in_the_seniors_place() -> None:
    """Whether the one who is named is a senior at all, the office looks after (`names_no_senior`)."""
    (sentence,) = REVIEW.model_copy(update={"worker": "s"}).compliance_gaps()
    assert "cannot stand in" in sentence


def plan(review_on: date) -> RiskManagementPlan:
    return RiskManagementPlan(made_on=DAY, made_by="w", review_on=review_on, formulation="f")


def test_everybody_on_the_list_has_a_risk_management_plan() -> None:
    (due,) = found("risk_plan", facts_of({}, listed_since=DAY))
    assert (due.since, due.due_on) == (DAY, DAY)
    assert found("risk_plan", facts_of({})) == []
    in_use: dict[str, Record] = {"case": case_of(plan="p"), "p": plan(date(2026, 6, 1))}
    assert found("risk_plan", facts_of(in_use, listed_since=DAY)) == []


def test_the_plan_in_use_is_reviewed_on_its_own_date_and_then_on_that_of_the_review() -> None:
    first = date(2026, 6, 1)
    records: dict[str, Record] = {"case": case_of(plan="p"), "p": plan(first), "q": plan(date(2026, 3, 3))}
    assert [(due.about, due.due_on) for due in found("plan_review", facts_of(records))] == [("p", first)]
    of_plan = REVIEW.model_copy(update={"plans": ["p"], "held_on": first, "next_on": date(2026, 9, 1)})
    (due,) = found("plan_review", facts_of({**records, "r": of_plan}))
    assert due.due_on == date(2026, 9, 1)
    unclosed = of_plan.model_copy(update={"closed": None})
    (due,) = found("plan_review", facts_of({**records, "r": unclosed}))
    assert due.due_on == first


def test_a_safety_plan_is_reviewed_while_it_holds() -> None:
    held = SafetyState(status=SafetyStatus.IN_FORCE, by="w", on=DAY)
    safety = SafetyPlan(made_on=DAY, made_by="w", review_on=DAY, protects="x", holder="y", state=held)
    assert len(found("plan_review", facts_of({"s": safety}))) == 1
    ended = safety.model_copy(update={"state": SafetyState(status=SafetyStatus.ENDED, by="s", on=DAY)})
    assert found("plan_review", facts_of({"s": ended})) == []
    assert [due.about for due in found("plan_review", facts_of({"s": safety, "t": _after(safety)}))] == ["t"]


def _after(safety: SafetyPlan) -> SafetyPlan:
    return safety.model_copy(update={"follows": "s"})


def test_an_address_is_reviewed_again_when_the_last_review_said() -> None:
    held = AccommodationReview(held_on=DAY, next_on=DAY + timedelta(days=30))
    (due,) = found("accommodation_review", facts_of({"a": held}))
    assert due.due_on == DAY + timedelta(days=30)
    assert found("accommodation_review", facts_of({"a": AccommodationReview(held_on=DAY, no_further=True)})) == []


@pytest.mark.parametrize(
    ("risk", "asks"), [(None, False), (RiskLevel.LOW, False), (RiskLevel.HIGH, True), (RiskLevel.VERY_HIGH, True)]
)
def test_the_chronology_is_reviewed_where_risk_is_high(risk: RiskLevel | None, asks: bool) -> None:
    assert bool(_chronology({"case": case_of(risk)})) is asks


def _chronology(records: dict[str, Record], **table: object) -> list[date]:
    chosen = with_rule("chronology_other", **table) if table else None
    found_here = duties_of(duty_case(facts_of(records), table=chosen))
    return [due.due_on for due in found_here if due.rule.code.startswith("chronology")]


def test_an_agency_sets_how_often_and_a_date_that_somebody_chose_may_be_sooner() -> None:
    assert _chronology({"case": case_of(RiskLevel.LOW)}, months=6) == [date(2026, 7, 5)]
    reviewed = ChronologyReview(reviewed_on=DAY, by="w", shows="s", next_on=date(2026, 5, 1))
    assert _chronology({"case": case_of(RiskLevel.LOW), "c": reviewed}) == [date(2026, 5, 1)]
    assert _chronology({"case": case_of(RiskLevel.LOW), "c": reviewed}, months=1) == [date(2026, 4, 2)]


def report(**more: object) -> HomeBackgroundReport:
    said = {"purpose": "parole_board", "author": "w", "requested_on": DAY}
    return HomeBackgroundReport.model_validate({**said, **more})


def test_a_home_background_report_is_due_on_the_day_it_is_asked_for() -> None:
    (due,) = found("home_report_date", facts_of({"h": report(due_on=date(2026, 3, 20))}))
    assert (due.since, due.due_on, due.open) == (DAY, date(2026, 3, 20), True)
    (due,) = found("home_report_date", facts_of({"h": report(due_on=date(2026, 3, 20), submitted_on=DAY)}))
    assert not due.open
    assert found("home_report_date", facts_of({"h": report()})) == []


def test_it_says_what_is_missing() -> None:
    """Three checks, three parts, risk factors, approval (standards.md 112-117)."""
    assert len(home_report_checks(report())) == 8
    whole = report(
        interview=Interview(on=DAY, by="w", place=InterviewPlace.PRISON),
        address_visit=AddressVisit(on=DAY, by="w"),
        risk_addressed=Addressed(on=DAY, by="w"),
        release_plan="p",
        oversight="o",
        community_risk="c",
        risk_factors=["f"],
        approval=Approval(by="s", on=DAY),
    )
    assert home_report_checks(whole) == []
    assert len(home_report_advice(whole)) == 1
    assert len(home_report_advice(report())) == 2
    (due,) = found("home_report_date", facts_of({"h": report(due_on=DAY)}))
    assert due.title.endswith("8 things missing")


def test_who_waits_for_a_programme_has_contact_planned() -> None:
    waiting = ProgrammePlace(programme="Caledonian", referred_on=DAY)
    assert len(found("programme_waiting", facts_of({"p": waiting}))) == 1
    planned = waiting.model_copy(update={"waiting_plan": "Seen weekly."})
    assert found("programme_waiting", facts_of({"p": planned})) == []


def test_a_transfer_shows_until_somebody_accepted() -> None:
    out = Transfer(way=TransferWay.OUT, service="Elsewhere", asked_on=DAY, reason="Moves.")
    (due,) = found("transfer_accepted", facts_of({"t": out}))
    assert due.open
    accepted = out.model_copy(update={"accepted": Acceptance(on=DAY, by="Somebody")})
    (due,) = found("transfer_accepted", facts_of({"t": accepted}))
    assert not due.open
    nothing = out.model_copy(update={"withdrawn": Withdrawal(on=DAY, reason="Stays.")})
    assert found("transfer_accepted", facts_of({"t": nothing})) == []
    assert found("transfer_accepted", facts_of({"t": out.model_copy(update={"way": TransferWay.IN})})) == []


def test_nothing_is_to_be_done_in_a_closed_case_nor_for_somebody_who_died() -> None:
    closed = {"case": case_of(RiskLevel.VERY_HIGH, closed=True), "h": report(due_on=DAY)}
    assert not [due for due in duties_of(duty_case(facts_of(closed))) if due.open]
    alive = {"case": case_of(RiskLevel.VERY_HIGH), "h": report()}
    assert duties_of(duty_case(facts_of(alive)))
    assert duties_of(duty_case(facts_of(alive, dead=True))) == []


def test_a_case_without_anything_recorded_asks_for_nothing() -> None:
    assert duties_of(duty_case(facts_of({"case": Case()}))) == []


def test_the_outcomes_of_a_review_are_those_of_the_published_tables() -> None:
    assert [one.value for one in Kept] == [one.value for one in Kept]
