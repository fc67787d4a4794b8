"""What must not be for somebody on the list, and what only asks somebody to look."""

from datetime import date

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.records.identifier import RecordId
from casework.rules.high_risk.alert import HARD, Alert, AlertSort, alerts
from tests.casework.high_risk.sample import definition, fold, on_the_list, tables
from tests.fakes.chain import RECORD, Pen, ident, placed

APRIL = date(2026, 4, 1)
PLAN = RecordId(ident(60))


def plan(review_on: str = "2026-06-01", made_on: str = "2026-03-01") -> Edit:
    """A risk management plan."""
    values: dict[str, JsonValue] = {
        "made_on": made_on,
        "made_by": "worker",
        "review_on": review_on,
        "formulation": "Drink.",
    }
    return Edit(record=PLAN, kind="risk_management_plan", set=values)


def case(plan: RecordId | None = PLAN) -> Edit:
    """The case, with a plan in use."""
    values: dict[str, JsonValue] = {"state": "open", "opened_on": "2026-01-05"}
    used: dict[str, JsonValue] = {"risk_management_plan": {"record": plan, "since": "2026-03-01"}} if plan else {}
    return Edit(record=RECORD, kind="case", set={**values, **used})


def police(confirmed_on: str | None = "2026-03-20", **more: JsonValue) -> Edit:
    """A named police contact."""
    person: JsonValue = {"role": "named_police_contact", "name": "PC Example", "agency": "Police"}
    values: dict[str, JsonValue] = {"person": person, **more}
    if confirmed_on:
        values["confirmed_on"] = confirmed_on
    return Edit(record=RecordId(ident(61)), kind="agency_contact", set=values)


def sorts(found: tuple[Alert, ...]) -> list[AlertSort]:
    return [one.sort for one in found]


def test_nothing_is_the_matter_where_all_is_there() -> None:
    assert alerts(on_the_list(case(), plan(), police()), tables(), APRIL) == ()


@pytest.mark.parametrize("given", [(), (case(None),), (case(None), plan()), (case(),)])
def test_without_a_plan_in_use_it_is_a_hard_alert(given: tuple[Edit, ...]) -> None:
    """A plan that was made and is not in use is none; nor is one that this laptop cannot read."""
    found = alerts(on_the_list(*given, police()), tables(), APRIL)
    assert sorts(found) == [AlertSort.NO_PLAN]
    assert found[0].hard


@pytest.mark.parametrize(("review_on", "lapsed"), [("2026-03-31", True), ("2026-04-01", False)])
def test_a_plan_past_its_review_date_is_not_current(review_on: str, lapsed: bool) -> None:
    found = alerts(on_the_list(case(), plan(review_on), police()), tables(), APRIL)
    assert sorts(found) == ([AlertSort.PLAN_LAPSED] if lapsed else [])


@pytest.mark.parametrize("sort", ["violent", "sexual_and_violent"])
def test_serious_violent_needs_a_named_police_contact(sort: str) -> None:
    found = alerts(on_the_list(case(), plan(), sort=sort), tables(), APRIL)
    assert sorts(found) == [AlertSort.NO_POLICE]
    assert found[0].hard
    gone = police(ended_on="2026-03-31")
    assert sorts(alerts(on_the_list(case(), plan(), gone, sort=sort), tables(), APRIL)) == [AlertSort.NO_POLICE]


@pytest.mark.parametrize("sort", ["sexual", "other"])
def test_others_need_none(sort: str) -> None:
    assert alerts(on_the_list(case(), plan(), sort=sort), tables(), APRIL) == ()


@pytest.mark.parametrize(
    ("confirmed_on", "days", "stale"),
    [
        (None, None, True),
        ("2020-01-01", None, False),
        ("2026-04-02", None, True),
        ("2026-03-02", 30, False),
        ("2026-03-01", 30, True),
    ],
)
def test_a_police_contact_is_stale_who_was_never_confirmed_or_too_long_ago(
    confirmed_on: str | None, days: int | None, stale: bool
) -> None:
    """How long is the agency's to say; a confirmation of a day to come is none yet."""
    found = alerts(on_the_list(case(), plan(), police(confirmed_on)), tables(police_days=days), APRIL)
    assert sorts(found) == ([AlertSort.POLICE_STALE] if stale else [])


def test_a_newer_definition_asks_for_another_look_at_the_person_and_the_plan() -> None:
    newer = definition(3, date(2026, 3, 25))
    found = alerts(on_the_list(case(), plan(), police()), tables(definition(), newer), APRIL)
    assert sorts(found) == [AlertSort.RECHECK, AlertSort.PLAN_RECHECK]
    assert not any(one.hard for one in found)
    before = alerts(on_the_list(case(), plan(), police()), tables(definition(), newer), date(2026, 3, 24))
    assert before == ()


def programme(**more: JsonValue) -> Edit:
    """A place on a programme."""
    values: dict[str, JsonValue] = {"programme": "Caledonian", "referred_on": "2026-02-01", **more}
    return Edit(record=RecordId(ident(62)), kind="programme_place", set=values)


def test_a_programme_asks_somebody_to_look_and_puts_nobody_on_the_list() -> None:
    states = fold(placed(Pen("w", author="worker").write(case(), programme())))
    (found,) = alerts(states, tables(), APRIL)
    assert (found.sort, found.hard) == (AlertSort.PROGRAMME, False)
    ended = programme(ended={"on": "2026-03-01", "outcome": "completed"})
    assert alerts(fold(placed(Pen("w", author="worker").write(case(), ended))), tables(), APRIL) == ()


def test_whoever_was_decided_about_is_not_asked_for_again_because_of_a_programme() -> None:
    assert alerts(on_the_list(case(), plan(), police(), programme()), tables(), APRIL) == ()


def test_what_is_hard_comes_first() -> None:
    newer = definition(3, date(2026, 3, 25))
    found = alerts(on_the_list(case(), plan("2026-03-01")), tables(definition(), newer), APRIL)
    assert [one.hard for one in found] == sorted((one.hard for one in found), reverse=True)
    assert {one.sort for one in found if one.hard} == {AlertSort.PLAN_LAPSED, AlertSort.NO_POLICE} <= HARD
