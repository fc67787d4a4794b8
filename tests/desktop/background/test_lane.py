"""A lane does its work in order in a thread of its own and answers in the windows' thread."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, QThread, Signal, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casework.errors import UserError
from desktop.background.courier import Crash, LaneClosed, ProgramFault
from desktop.background.lane import NetworkLane, StoreLane

CANARY = "quagmire-canary"


class Receiver(QObject):
    """Somebody who asked for something; notes in which thread the answers come."""

    answered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.threads: list[QThread] = []

    @Slot(object)
    def take(self, result: object) -> None:
        self.results.append(result)
        self.threads.append(QThread.currentThread())
        self.answered.emit()


@pytest.fixture
def lane(qapp: QApplication) -> Iterator[StoreLane]:
    lane = StoreLane()
    yield lane
    assert lane.close(5)


@pytest.fixture
def network(qapp: QApplication) -> Iterator[NetworkLane]:
    lane = NetworkLane()
    yield lane
    assert lane.close(5)


@pytest.fixture
def receiver(qapp: QApplication) -> Receiver:
    return Receiver()


def refuse() -> None:
    raise UserError("Do something about it.")


def blunder() -> None:
    raise ZeroDivisionError(CANARY)


def test_work_is_done_elsewhere_in_order_and_answered_here(lane: StoreLane, receiver: Receiver, qtbot: QtBot) -> None:
    def numbered(number: int) -> Callable[[], tuple[int, str]]:
        return lambda: (number, threading.current_thread().name)

    for number in range(20):
        lane.run(numbered(number), receiver.take, owner=receiver)
    qtbot.waitUntil(lambda: len(receiver.results) == 20)
    assert receiver.results == [(number, "store") for number in range(20)]
    assert set(receiver.threads) == {receiver.thread()}


def test_an_answer_is_dropped_when_who_asked_is_gone(lane: StoreLane, receiver: Receiver, qtbot: QtBot) -> None:
    asked, go = Receiver(), threading.Event()
    lane.run(go.wait, asked.take, owner=asked)
    lane.run(refuse, failed=asked.take, owner=asked)
    lane.run(lambda: "later", receiver.take, owner=receiver)
    with qtbot.waitSignal(asked.destroyed):
        asked.deleteLater()
    with qtbot.waitSignal(receiver.answered):
        go.set()
    assert asked.results == []
    assert receiver.results == ["later"]


def test_a_sentence_goes_to_who_asked(lane: StoreLane, receiver: Receiver, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(lane.crashed), qtbot.waitSignal(receiver.answered):
        lane.run(refuse, receiver.take, receiver.take, owner=receiver)
    assert [str(result) for result in receiver.results] == ["Do something about it."]
    assert receiver.threads == [receiver.thread()]


def test_a_sentence_nobody_waits_for_is_shown_all_the_same(lane: StoreLane, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(lane.crashed), qtbot.waitSignal(lane.unanswered) as signal:
        lane.run(refuse)
    assert isinstance(signal.args[0], UserError)


def test_a_bug_is_reported_by_type_and_place_and_never_by_value(
    lane: StoreLane, receiver: Receiver, qtbot: QtBot
) -> None:
    with qtbot.waitSignals([lane.crashed, receiver.answered]):
        lane.crashed.connect(receiver.take)
        lane.run(blunder, failed=receiver.take)
    crash, told = receiver.results
    assert isinstance(crash, Crash)
    assert crash.type_name == "ZeroDivisionError"
    assert crash.places[-1].endswith(" blunder")
    assert CANARY not in repr(crash)
    assert "/" not in repr(crash)
    assert isinstance(told, ProgramFault)
    assert CANARY not in str(told)


def test_a_lane_goes_on_after_a_bug(lane: StoreLane, receiver: Receiver, qtbot: QtBot) -> None:
    with qtbot.waitSignal(receiver.answered):
        lane.run(blunder)
        lane.run(lambda: "still here", receiver.take, owner=receiver)
    assert receiver.results == ["still here"]


def test_the_network_reaches_the_store_through_the_gate_only(
    lane: StoreLane, network: NetworkLane, receiver: Receiver, qtbot: QtBot
) -> None:
    gate = lane.gate()

    def call() -> tuple[str, str]:
        return threading.current_thread().name, gate(lambda: threading.current_thread().name)

    with qtbot.waitSignal(receiver.answered):
        network.run(call, receiver.take, owner=receiver)
    assert receiver.results == [("network", "store")]


def test_the_gate_raises_what_the_work_raises(
    lane: StoreLane, network: NetworkLane, receiver: Receiver, qtbot: QtBot
) -> None:
    gate = lane.gate()
    with qtbot.waitSignal(receiver.answered):
        network.run(lambda: gate(refuse), failed=receiver.take, owner=receiver)
    assert str(receiver.results[0]) == "Do something about it."


def test_work_in_the_store_may_use_the_gate_itself(lane: StoreLane, receiver: Receiver, qtbot: QtBot) -> None:
    gate = lane.gate()
    with qtbot.waitSignal(receiver.answered):
        lane.run(lambda: gate(lambda: "inside"), receiver.take, owner=receiver)
    assert receiver.results == ["inside"]


def test_the_windows_never_wait_at_the_gate(lane: StoreLane) -> None:
    gate = lane.gate()
    with pytest.raises(RuntimeError, match="never waits"):
        gate(list)


def test_nobody_else_puts_work_on_a_lane(lane: StoreLane, receiver: Receiver, qtbot: QtBot) -> None:
    found: list[str] = []

    def try_it() -> None:
        with pytest.raises(RuntimeError, match="windows' thread only"):
            lane.run(list)
        found.append("refused")

    thread = threading.Thread(target=try_it)
    thread.start()
    thread.join()
    assert found == ["refused"]


def test_closing_does_what_was_asked_before_and_nothing_after(qapp: QApplication) -> None:
    lane, done = StoreLane(), []
    for number in range(50):
        lane.run(lambda number=number: done.append(number))  # type: ignore[misc]
    assert lane.close(5)
    assert done == list(range(50))
    with pytest.raises(LaneClosed):
        lane.run(list)
    assert lane.close(5)


def test_who_waits_at_a_closed_gate_is_sent_away(qapp: QApplication, receiver: Receiver, qtbot: QtBot) -> None:
    lane, network, closed = StoreLane(), NetworkLane(), threading.Event()
    gate = lane.gate()

    def late() -> object:
        closed.wait(5)
        return gate(list)

    with qtbot.assertNotEmitted(network.crashed):
        network.run(late, receiver.take, receiver.take, owner=receiver)
        assert lane.close(5)
        closed.set()
        assert network.close(5)
    assert receiver.results == []


def test_a_lane_that_hangs_does_not_keep_the_program_from_ending(qapp: QApplication) -> None:
    lane, go = NetworkLane(), threading.Event()
    lane.run(go.wait)
    assert not lane.close(0.01)
    go.set()
    assert lane.close(5)


def test_nothing_is_answered_after_the_end(qapp: QApplication, receiver: Receiver, qtbot: QtBot) -> None:
    lane, other = StoreLane(), StoreLane()
    lane.run(lambda: "too late", receiver.take, owner=receiver)
    assert lane.close(5)
    with qtbot.waitSignal(receiver.answered):
        other.run(lambda: "in time", receiver.take, owner=receiver)
    assert other.close(5)
    assert receiver.results == ["in time"]
