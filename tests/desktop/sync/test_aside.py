"""What is done beside the store: waiting at once, working only when the store has no use for the processor."""

import threading

import pytest

from desktop.sync.ahead import in_thread


def test_the_work_waits_for_its_turn() -> None:
    came, worked = threading.Event(), threading.Event()

    def wait() -> int:
        came.set()
        return 20

    def work(number: int) -> int:
        worked.set()
        return number + 1

    begun = in_thread(wait, work)
    assert came.wait(10)
    assert not worked.is_set()
    begun.go_on()
    assert worked.wait(10)
    assert begun.result() == 21


def test_whoever_asks_for_the_result_lets_the_work_go_on() -> None:
    assert in_thread(lambda: 20, lambda number: number + 1).result() == 21


def test_what_goes_wrong_is_said_to_whoever_asks_and_again() -> None:
    def broken() -> int:
        raise LookupError("no such thing")

    begun = in_thread(broken, str)
    for _ in range(2):
        with pytest.raises(LookupError):
            begun.result()
    later = in_thread(lambda: 1, lambda _: broken())
    with pytest.raises(LookupError):
        later.result()
