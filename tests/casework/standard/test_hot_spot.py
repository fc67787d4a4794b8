"""The four hot spots of a case, with the days that are left."""

from dataclasses import replace
from datetime import date, timedelta

from casework.records.contact.contact import Outcome
from casework.records.person.status import StatusSort
from casework.rules.due import Tally
from casework.rules.measure.hot_spot import HotSpot, Placed, hot_spots, watched
from casework.rules.standard.due_item import standards_of
from casework.rules.standard.fact import Away, CaseFacts
from casework.rules.standard.rule import HotSpotSort
from tests.casework.standard.sample import EVERY, MAUNDY_THURSDAY, SCOTLAND, SHIPPED, meeting, order, review, visit

CPO = CaseFacts(orders=(order(),))


FOUR, WATCHED = HotSpotSort.FOUR, watched(SHIPPED)


def spots(facts: CaseFacts, today: date) -> dict[HotSpotSort | None, HotSpot]:
    """The hot spots of a case on a day, the most pressing first, by what they are."""
    placed = [Placed(due, "case", "worker", "team") for due in standards_of(facts, SHIPPED, SCOTLAND, today)]
    found = hot_spots(placed, today, SCOTLAND, 100, WATCHED)
    return {WATCHED[spot.placed.due.rule.code].hot_spot: spot for spot in found}


def left(facts: CaseFacts, day: int) -> list[tuple[HotSpotSort | None, int]]:
    """The hot spots on a day of the order, the first being nought."""
    found = spots(facts, MAUNDY_THURSDAY + timedelta(days=day))
    return [(sort, spot.days_left) for sort, spot in found.items()]


def test_the_four_are_watched_from_the_first_day_with_the_days_left() -> None:
    """Five working days over Easter are eight days; 27, 83 and 84 days for the others."""
    assert left(CPO, 0) == [
        (HotSpotSort.FIRST, 8),
        (HotSpotSort.FOUR, 27),
        (HotSpotSort.VISITS, 83),
        (HotSpotSort.REVIEW, 84),
    ]


def test_what_is_kept_or_over_is_no_hot_spot_and_what_can_still_be_done_stays_one() -> None:
    """A first appointment and a review that are late can be made up for; four in four weeks cannot."""
    assert left(CPO, 28) == [(HotSpotSort.FIRST, -20), (HotSpotSort.VISITS, 55), (HotSpotSort.REVIEW, 56)]
    met = replace(CPO, meetings=(meeting(date(2026, 4, 7)), visit(date(2026, 4, 9)), visit(date(2026, 4, 10))))
    assert left(met, 30) == [(HotSpotSort.REVIEW, 54)]
    assert left(replace(met, reviews=(review(date(2026, 5, 1)),)), 30) == []


def test_nothing_is_a_hot_spot_while_the_person_is_in_custody_but_the_review() -> None:
    """What cannot be done is not pressed for."""
    away = replace(CPO, away=Away(StatusSort.CUSTODY, MAUNDY_THURSDAY))
    assert left(away, 3) == [(HotSpotSort.REVIEW, 81)]


def test_on_the_last_day_of_the_four_weeks_four_can_still_be_arranged() -> None:
    """And tomorrow it is over."""
    for day, kept in ((27, True), (28, False)):
        assert (FOUR in spots(CPO, MAUNDY_THURSDAY + timedelta(days=day))) is kept


def test_it_is_told_how_much_is_arranged_ahead() -> None:
    """Four appointments in the diary leave nothing to do but to hold them."""
    days = [MAUNDY_THURSDAY + timedelta(days=number) for number in (5, 12, 19, 26)]
    facts = replace(CPO, meetings=tuple(meeting(day, outcome=None) for day in days))
    assert spots(facts, MAUNDY_THURSDAY)[FOUR].placed.due.tally == Tally(4, 4)
    cancelled = replace(facts, meetings=(*facts.meetings[1:], meeting(days[0], outcome=Outcome.SERVICE)))
    assert spots(cancelled, MAUNDY_THURSDAY)[FOUR].placed.due.tally == Tally(4, 3)


def test_the_rules_that_are_watched_are_named_for_the_measures() -> None:
    """Of the tables that are on."""
    on = {
        "kpi_first_appointment",
        "kpi_first_appointment_licence",
        "kpi_four_in_four",
        "kpi_home_visits",
        "kpi_home_visits_parole",
        "kpi_review_12_weeks",
    }
    assert watched(SHIPPED).keys() == on
    assert watched(EVERY).keys() == on | {"kpi_first_appointment_former"}
    assert watched([table.model_copy(update={"confirmed": False}) for table in EVERY]) == {}
