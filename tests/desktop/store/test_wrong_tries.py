import json
import stat
from pathlib import Path

import pytest

from casework.errors import Damaged
from desktop.store.keyslot import WrongPassphrase
from desktop.store.wrong_tries import TooSoon, WrongTries, plan_delay_s
from tests.fakes.clock import FakeClock


def fail_once(tries: WrongTries) -> None:
    with pytest.raises(WrongPassphrase), tries.attempt():
        raise WrongPassphrase


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tries.json"


def test_the_wait_doubles_up_to_a_minute() -> None:
    assert [plan_delay_s(count) for count in (0, 1, 2, 3, 4, 5, 6, 7, 8, 500)] == [
        0,
        1,
        2,
        4,
        8,
        16,
        32,
        60,
        60,
        60,
    ]


def test_every_wrong_try_makes_the_next_wait_longer_and_never_erases(path: Path, clock: FakeClock) -> None:
    tries = WrongTries(path, clock)
    waits = []
    for _ in range(12):
        fail_once(tries)
        waits.append(tries.wait_s())
        clock.advance(seconds=waits[-1])
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60]
    assert tries.wait_s() == 0


def test_no_try_is_allowed_before_the_wait_is_over(path: Path, clock: FakeClock) -> None:
    tries = WrongTries(path, clock)
    fail_once(tries)
    with pytest.raises(TooSoon) as caught, tries.attempt():
        pytest.fail("the passphrase was tried")
    assert caught.value.wait_s == 1
    assert tries.count == 1


def test_the_wait_outlives_the_program(path: Path, clock: FakeClock) -> None:
    for _ in range(3):
        tries = WrongTries(path, clock)
        fail_once(tries)
        clock.advance(seconds=60)
    fail_once(WrongTries(path, clock))
    assert WrongTries(path, clock).wait_s() == 8


def test_a_kill_in_mid_try_counts_as_wrong(path: Path, clock: FakeClock) -> None:
    running = WrongTries(path, clock).attempt()
    running.__enter__()
    assert WrongTries(path, clock).count == 1


def test_success_clears_the_tally(path: Path, clock: FakeClock) -> None:
    tries = WrongTries(path, clock)
    fail_once(tries)
    clock.advance(seconds=1)
    with tries.attempt():
        pass
    assert (tries.count, tries.wait_s()) == (0, 0)


def test_another_error_is_no_wrong_try(path: Path, clock: FakeClock) -> None:
    tries = WrongTries(path, clock)
    with pytest.raises(Damaged), tries.attempt():
        raise Damaged("broken")
    assert tries.count == 0


def test_a_clock_set_back_starts_the_wait_again_and_it_ends(path: Path, clock: FakeClock) -> None:
    tries = WrongTries(path, clock)
    for _ in range(4):
        fail_once(tries)
        clock.advance(seconds=8)
    fail_once(tries)
    clock.advance(seconds=10)
    clock.advance(days=-400)
    assert tries.wait_s() == 16
    clock.advance(seconds=16)
    assert tries.wait_s() == 0


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"count": 1, "since": "soon"}', b'{"count": 1e999, "since": ""}']
)
def test_a_damaged_tally_is_the_longest_wait_and_it_ends(path: Path, clock: FakeClock, content: bytes) -> None:
    path.write_bytes(content)
    tries = WrongTries(path, clock)
    assert tries.wait_s() == 60
    clock.advance(seconds=60)
    assert tries.wait_s() == 0


def test_the_tally_is_private_and_holds_a_number_and_a_time(path: Path, clock: FakeClock) -> None:
    fail_once(WrongTries(path, clock))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert set(json.loads(path.read_bytes())) == {"count", "since"}
