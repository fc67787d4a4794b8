from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.importing.cell import DATE, MINUTES, MOMENT, TEXT, YES_NO, Cell, WrongCell, choice


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/12/1980", "1980-12-31"),
        ("1/2/1980", "1980-02-01"),
        ("1980-12-31", "1980-12-31"),
        ("31.12.1980", "1980-12-31"),
    ],
)
def test_a_date_is_read_as_written_here(text: str, day: str) -> None:
    assert DATE.read(text) == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("31/12/80", "four"),
        ("12/31/1980", "after the day"),
        ("30/02/1980", "no such day"),
        ("tomorrow", "not a date"),
        ("1980-00-01", "no such day"),
        ("٣١/١٢/١٩٨٠", "not a date"),
    ],
)
def test_a_wrong_date_is_told_how_to_be_written(text: str, words: str) -> None:
    with pytest.raises(WrongCell, match=words) as caught:
        DATE.read(text)
    assert text not in caught.value.sentence


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("31/12/2026 14:30", "2026-12-31T14:30:00Z"),
        ("01/07/2026 14:30", "2026-07-01T13:30:00Z"),
        ("2026-07-01T14:30:15", "2026-07-01T13:30:15Z"),
        ("25/10/2026 01:30 +00:00", "2026-10-25T01:30:00Z"),
        ("25/10/2026 01:30 +01:00", "2026-10-25T00:30:00Z"),
        ("2026-07-01T14:30Z", "2026-07-01T14:30:00Z"),
    ],
)
def test_a_time_is_the_one_on_the_clock_in_london(text: str, moment: str) -> None:
    assert MOMENT.read(text) == moment


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("25/10/2026 01:30", "came twice"),
        ("29/03/2026 01:30", "left out"),
        ("31/12/2026 24:30", "no such time"),
        ("31/12/2026", "date and time"),
        ("01/01/0001 00:30 +14:00", "calendar"),
    ],
)
def test_a_wrong_time_is_told_how_to_be_written(text: str, words: str) -> None:
    with pytest.raises(WrongCell, match=words):
        MOMENT.read(text)


@given(st.integers(350_000_000, 2_000_000_000))
def test_a_time_with_its_offset_is_kept_to_the_second(seconds: int) -> None:
    whole = datetime.fromtimestamp(seconds, UTC)
    assert datetime.fromisoformat(str(MOMENT.read(whole.isoformat()))) == whole


@given(st.dates())
def test_every_day_of_the_calendar_is_read_both_ways(day: date) -> None:
    assert DATE.read(day.isoformat()) == DATE.read(f"{day.day:02}/{day.month:02}/{day.year:04}") == day.isoformat()


@given(st.text(), st.sampled_from([TEXT, DATE, MOMENT, YES_NO, MINUTES, choice(["one", "two"])]))
def test_any_text_is_read_or_refused_with_a_sentence(text: str, cell: Cell) -> None:
    sentence = "."
    try:
        cell.read(text)
    except WrongCell as wrong:
        sentence = wrong.sentence
    assert sentence.endswith(".")


def test_a_choice_is_understood_in_capitals_and_with_spaces_and_names_the_list_otherwise() -> None:
    cell = choice(["very_high", "low"])
    assert cell.read("Very high") == "very_high"
    with pytest.raises(WrongCell, match="very_high, low"):
        cell.read("medium")


@pytest.mark.parametrize("text", ["a\x00b", "bell\x07", "x" * 100_001])
def test_text_that_cannot_be_kept_is_refused(text: str) -> None:
    with pytest.raises(WrongCell):
        TEXT.read(text)


def test_yes_no_and_minutes() -> None:
    assert (YES_NO.read("Yes"), YES_NO.read("n"), MINUTES.read("45")) == (True, False, 45)
    with pytest.raises(WrongCell, match="yes or no"):
        YES_NO.read("perhaps")
    with pytest.raises(WrongCell, match="1440"):
        MINUTES.read("1441")
