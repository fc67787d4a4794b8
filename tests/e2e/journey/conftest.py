"""One office for each file of journeys."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

import pytest

from desktop.services.local_time import local, utc_of
from tests.e2e.journey.rig import Journey, begun_journey
from tests.fakes.moved_clock import FILE, MovedClock

THURSDAY = 3


@pytest.fixture(scope="module")
def timed_journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """The same on the morning of a working day, with a clock that the journey moves."""
    folder = tmp_path_factory.mktemp("journey")
    clock = MovedClock(folder / "ahead")
    clock.advance(seconds=(next_morning(clock.now()) - clock.now()).total_seconds())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FILE, str(folder / "ahead"))
        with begun_journey(folder, clock) as begun:
            yield begun


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """An office with the invented agency; nobody has a laptop yet."""
    with begun_journey(tmp_path_factory.mktemp("journey")) as begun:
        yield begun


def next_morning(now: datetime) -> datetime:
    """Half past nine of the next day from Monday to Thursday: the day after is a working day as well."""
    day = local(now).date() + timedelta(days=1)
    while day.weekday() > THURSDAY:
        day += timedelta(days=1)
    return utc_of(day, time(9, 30))
