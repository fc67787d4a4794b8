"""Themes of near misses without authors, and of feedback (standards.md 78, 171, 189)."""

from dataclasses import fields
from datetime import date

from casework.records.contact.near_miss import NearMiss, NearMissTheme
from casework.records.oversight.partner_feedback import PartnerFeedback
from casework.records.plan.review import Review
from casework.rules.measure.period import load_periods, period_of
from casework.rules.measure.theme import ThemeCount, improvements, near_miss_themes, partner_themes, review_themes
from casework.rules.near_miss import anonymous

QUARTER = period_of(load_periods(), "quarter", date(2026, 5, 1))


def near_miss(on: date, *themes: NearMissTheme) -> NearMiss:
    return NearMiss(happened_on=on, what="W", could_have="C", themes=list(themes))


def test_near_misses_are_counted_by_theme_and_nobody_is_behind_the_figure() -> None:
    misses = [
        near_miss(date(2026, 4, 1), NearMissTheme.VISIT, NearMissTheme.LONE_WORK),
        near_miss(date(2026, 6, 30), NearMissTheme.VISIT, NearMissTheme.VISIT),
        near_miss(date(2026, 3, 31), NearMissTheme.RECORD),
        near_miss(date(2026, 7, 1), NearMissTheme.RECORD),
        NearMiss(themes=[NearMissTheme.DATA]),
    ]
    assert near_miss_themes([anonymous(one) for one in misses], QUARTER) == (
        ThemeCount(NearMissTheme.VISIT, 2),
        ThemeCount(NearMissTheme.LONE_WORK, 1),
    )
    assert {field.name for field in fields(ThemeCount)} == {"theme", "count"}


def test_the_same_words_are_one_theme_however_they_are_written() -> None:
    reviews = [
        ("a", Review(held_on=date(2026, 4, 3), themes=["Waiting times", "Travel"])),
        ("b", Review(held_on=date(2026, 4, 4), themes=["waiting  times"])),
        ("c", Review(held_on=date(2026, 4, 5), themes=["Waiting times", "WAITING TIMES"])),
        ("d", Review(held_on=date(2026, 7, 1), themes=["Travel"])),
        ("e", Review(themes=["Travel"])),
    ]
    found = review_themes(reviews, QUARTER)
    assert [(theme.words, theme.ids) for theme in found] == [("Waiting times", ("a", "b", "c")), ("Travel", ("a",))]


def test_what_partners_say_is_gathered_in_the_same_way() -> None:
    feedback = [
        ("a", PartnerFeedback(given_on=date(2026, 6, 1), themes=["Minutes"])),
        ("b", PartnerFeedback(given_on=date(2026, 1, 1), themes=["Minutes"])),
    ]
    assert [(theme.words, theme.ids) for theme in partner_themes(feedback, QUARTER)] == [("Minutes", ("a",))]


def test_what_people_would_improve_is_listed_with_its_review() -> None:
    reviews = [
        ("a", Review(held_on=date(2026, 4, 3), improvement="Evening appointments.")),
        ("b", Review(held_on=date(2026, 4, 3))),
        ("c", Review(held_on=date(2026, 3, 3), improvement="Earlier.")),
    ]
    assert improvements(reviews, QUARTER) == (("a", "Evening appointments."),)
