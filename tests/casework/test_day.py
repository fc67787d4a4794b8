"""Days and ages by the clock of the place, in summer and in winter."""

from datetime import UTC, date, datetime

import pytest

from casework.rules.day import age_on, begin_of, day_of, local, moment_of


@pytest.mark.parametrize(
    ("shown", "moment"),
    [
        ("2026-01-05T09:00", datetime(2026, 1, 5, 9, tzinfo=UTC)),
        ("2026-07-06T09:00", datetime(2026, 7, 6, 8, tzinfo=UTC)),
        ("2026-10-25T01:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_time_on_the_wall_is_a_moment_and_an_hour_that_comes_twice_the_first(shown: str, moment: datetime) -> None:
    assert moment_of(datetime.fromisoformat(shown)) == moment
    assert f"{local(moment):%Y-%m-%dT%H:%M}" == shown


def test_a_day_in_summer_begins_an_hour_earlier() -> None:
    assert begin_of(date(2026, 7, 6)) == datetime(2026, 7, 5, 23, tzinfo=UTC)
    assert day_of(datetime(2026, 7, 5, 23, tzinfo=UTC)) == date(2026, 7, 6)


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (date(2026, 2, 28), 21),
        (date(2026, 3, 1), 22),
        (date(2028, 2, 29), 24),
        (date(2028, 2, 28), 23),
        (date(2004, 2, 29), 0),
    ],
)
def test_whoever_was_born_on_a_leap_day_is_a_year_older_from_the_first_of_march(day: date, age: int) -> None:
    assert age_on(date(2004, 2, 29), day) == age
