"""What is due in plain words, on the days before and after."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.records.file.ending import RuleRef
from casework.records.kept import Kept
from casework.rules.due import Due, Tally
from casework.rules.standard.rule import Counted
from casework.rules.standard.words import due_words

MONDAY = date(2026, 7, 6)
CONTACT = Due(RuleRef(code="cpo_weekly_contact", version=1), "Weekly contact", MONDAY, date(2026, 6, 30), "S")

SAID = [
    (-14, "Due by Monday 6 July."),
    (-6, "Due by Monday 6 July."),
    # It is overdue the day after the last one on which it can be done.
    (-5, "Overdue Tuesday unless seen."),
    (-2, "Overdue Tuesday unless seen."),
    (-1, "Due tomorrow."),
    (0, "Due today."),
    (1, "Overdue since today."),
    (2, "Overdue since yesterday."),
    (3, "Overdue since Tuesday 7 July."),
    (200, "Overdue since Tuesday 7 July 2026."),
]


@pytest.mark.parametrize(("days", "words"), SAID)
def test_what_is_due_is_said_in_plain_words(days: int, words: str) -> None:
    """By its weekday while there is only one near, with the year in another year; exactly as `Due.overdue` counts."""
    today = MONDAY + timedelta(days=days)
    assert due_words(CONTACT, today, Counted.SEEN) == words
    assert words.startswith("Overdue since") is CONTACT.overdue(today)


def test_over_the_end_of_the_year_the_weekday_still_says_the_day() -> None:
    """And a day of next year has its year."""
    due = replace(CONTACT, due_on=date(2026, 12, 31))
    assert due_words(due, date(2026, 12, 28), Counted.SEEN) == "Overdue Friday unless seen."
    assert due_words(replace(due, due_on=date(2027, 1, 8)), date(2026, 12, 28)) == "Due by Friday 8 January 2027."


@pytest.mark.parametrize("counts", Counted)
def test_every_thing_that_is_counted_has_its_own_words(counts: Counted) -> None:
    """Before and after it is done."""
    today = MONDAY - timedelta(days=3)
    before = due_words(CONTACT, today, counts)
    assert before.startswith("Overdue Tuesday unless ")
    assert due_words(CONTACT, today) == "Overdue Tuesday unless done."
    done = due_words(replace(CONTACT, done_on=today, kept=Kept.YES), today, counts)
    assert done.endswith(" Friday 3 July.")


def test_what_was_done_says_when_and_what_was_late_says_by_how_much() -> None:
    """With what is missing, or the answer that its reason stands for."""
    seen = replace(CONTACT, done_on=date(2026, 7, 3), kept=Kept.YES)
    assert due_words(seen, MONDAY, Counted.SEEN) == "Seen on Friday 3 July."
    late = replace(CONTACT, done_on=date(2026, 7, 8), missing="Reason is missing.")
    said = "Seen on Wednesday 8 July, late: it was due Monday 6 July."
    assert due_words(late, date(2026, 7, 9), Counted.SEEN) == f"{said} Reason is missing."
    given = replace(late, kept=Kept.OUTWITH, missing="")
    assert due_words(given, date(2026, 7, 9), Counted.SEEN) == f"{said} No – outwith control."
    assert due_words(replace(given, done_on=None), date(2026, 7, 9)) == "No – outwith control."


def test_what_has_to_be_done_several_times_says_how_far_it_is() -> None:
    """Arranged and attended, each for itself."""
    due = replace(CONTACT, tally=Tally(4, 3, 2))
    assert due_words(due, MONDAY, Counted.ARRANGED) == "Due today. 3 of 4 arranged, 2 attended."
    once = replace(CONTACT, tally=Tally(1, 1, 0), missing="Reason is missing.")
    assert due_words(once, MONDAY + timedelta(days=1)) == "Overdue since today. Reason is missing."


def test_what_is_set_aside_says_why() -> None:
    """And nothing else."""
    due = replace(CONTACT, set_aside="In custody since 1 July 2026.", done_on=MONDAY)
    assert due_words(due, MONDAY) == "In custody since 1 July 2026."
