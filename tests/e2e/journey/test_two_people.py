"""Journey 4, two people, one case: the co-worker changed the safety plan at the office, the officer did so in the car.

After the sync nobody is interrupted: both versions are in the list with who, when, and what each had seen; the
cautious value stands; one decision, with a reason, settles it, and the other version stays in the history.
"""

from datetime import date, timedelta

import pytest
from pydantic import JsonValue

from casework.records.identifier import case_scope
from casework.records.plan.safety_plan import SafetyPlan, SafetyState, SafetyStatus
from demonstration.cast import CO_WORKER, MAIN_CASE, WORKER
from desktop.views.wording import plain_date
from tests.e2e.journey.agency import case_of, staff
from tests.e2e.journey.rig import Journey, Person
from tests.e2e.journey.scene import today_of

IN_THE_CAR = "Telephoned from the car: she has moved in with her sister."
AT_THE_OFFICE = "Agreed with the women's service at the office."
DECISION = "Talked over with Iona: the move is not secure yet."
SENTENCE = "He says he has not been near the street since"
AS_IT_WAS, SOON, LATE = 60, 7, 21
"""In how many days the plan was to be looked at again; by whoever was in the car; by whoever was at the office."""


def plan_of(journey: Journey, day: date) -> None:
    """The safety plan as both have it on their screens."""
    made = day - timedelta(days=30)
    state = SafetyState(status=SafetyStatus.IN_FORCE, by=staff(WORKER), on=made)
    plan = SafetyPlan(
        made_on=made,
        made_by=staff(WORKER),
        review_on=day + timedelta(days=AS_IT_WAS),
        protects="His former partner, at her own address.",
        holder="The women's service, Invertown",
        state=state,
    )
    values: dict[str, JsonValue] = {name: value for name, value in plan.values().items() if value not in (None, [])}
    journey.office.write(case_scope(case_of(MAIN_CASE)), SafetyPlan.kind, values)


def find_plan(person: Person) -> None:
    """From anywhere: the person, their records, the safety plan."""
    person.open_person("samson")
    person.press("Alt+R")
    person.has("records")
    person.fill("record_search", "safety plan")
    person.press("Down")
    person.has("record_pane")
    person.reads("The women's service, Invertown")


def change_review(person: Person, day: date, why: str, picture: str = "") -> None:
    """Bring the review of the safety plan forward, with the reason."""
    find_plan(person)
    person.click("record_change")
    person.fill("field_review_on_editor", f"{day:%d/%m/%Y}")
    person.fill("reason_of_change", why)
    if picture:
        person.picture(picture, show="reason_of_change")
    person.press("Ctrl+Return")
    person.gone("record_body")
    person.has("record_pane")


def says_both(person: Person, day: date) -> None:
    """Who, when, and what each had on the screen; what stands meanwhile, and why."""
    person.press("Ctrl+3")
    person.has("conflict_list")
    soon, late, before = (plain_date(day + timedelta(days=days)) for days in (SOON, LATE, AS_IT_WAS))
    person.reads(
        "Safety plan · review date: two views",
        "Rowan Example-Reid · Today",
        "Iona Draftley-Kerr · Today",
        f"Reason given: {IN_THE_CAR}",
        f"Reason given: {AT_THE_OFFICE}",
        f"{soon} stands meanwhile. The sooner date stands until somebody decides.",
        "View 1, stands meanwhile",
    )
    assert person.words().count(f"Had on the screen: {before}") >= 2, "what each had seen"
    assert late in person.words()


@pytest.mark.timeout(1200)
def test_two_people_change_one_plan_and_one_of_them_decides(journey: Journey) -> None:
    """Through the windows of both."""
    day = today_of(journey)
    plan_of(journey, day)
    officer, co_worker = journey.at_work(WORKER), journey.at_work(CO_WORKER)
    journey.signal_lost()
    change_review(officer, day + timedelta(days=SOON), IN_THE_CAR, picture="4-change")
    assert officer.laptop.close() == 0
    journey.signal_back()
    change_review(co_worker, day + timedelta(days=LATE), AT_THE_OFFICE)
    co_worker.sync()
    _nobody_is_interrupted(officer, co_worker)
    for person in (officer, co_worker):
        says_both(person, day)
    officer.picture("4-two-views")
    _one_decision_with_a_reason(officer)
    co_worker.has("no_conflicts", timeout_s=90)
    for person in (officer, co_worker):
        _the_other_version_is_in_the_history(person, day)
    officer.picture("4-history", show="history_review_on")
    journey.switch_off()


def _nobody_is_interrupted(officer: Person, co_worker: Person) -> None:
    """The other's version comes while somebody writes: a number in the rail, and nothing else happens."""
    co_worker.press("Ctrl+N")
    co_worker.has("narrative")
    co_worker.fill("narrative", SENTENCE)
    officer.unlock()
    officer.at_the_office()
    co_worker.reads("Two views, 1 waiting for you", timeout_s=90)
    assert co_worker.focused() == "narrative"
    co_worker.type(" Thursday.")
    assert co_worker.words("narrative") == f"{SENTENCE} Thursday."
    assert co_worker.laptop.do("state")["modal"] == "None"
    co_worker.picture("4-not-interrupted", show="narrative")


def _one_decision_with_a_reason(person: Person) -> None:
    """Not without a reason."""
    person.click("chosen_view_0")
    person.press("Ctrl+Return")
    person.reads("Write why this view should stand.")
    person.fill("decision_reason", DECISION)
    person.picture("4-decide", show="decide")
    person.press("Ctrl+Return")
    person.has("no_conflicts")
    person.reads("Decided. What did not stand is kept in the history.")
    person.at_the_office()


def _the_other_version_is_in_the_history(person: Person, day: date) -> None:
    find_plan(person)
    person.click("history_review_on_button")
    soon, late = (plain_date(day + timedelta(days=days)) for days in (SOON, LATE))
    person.reads(
        f"Rowan Example-Reid: {soon}. Reason: {IN_THE_CAR}",
        f"Iona Draftley-Kerr: {late}. Reason: {AT_THE_OFFICE}",
        f"Rowan Example-Reid: {soon}. Reason: {DECISION}",
    )
