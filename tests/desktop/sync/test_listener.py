"""The listener keeps a stream open, tells of news, and takes every fault quietly."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.sync.channel import Channel, Office, Patience
from desktop.sync.listener import Hearing, Listener
from desktop.sync.schedule import Pace
from desktop.sync.transport import Credential, Transport
from tests.desktop.sync.test_transport import DEVICE, REFUSED
from tests.fakes.broken_office import Answer, BrokenOffice, answer_json

FAST = Pace(first_retry_s=0.02, longest_retry_s=0.04, news_spread_s=0.01)
SOON_S = 10.0
PATIENT = Patience()
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
STREAM = {"content-type": "text/event-stream", "content-length": "1000"}


class Ear:
    """Notes what it is told, in order."""

    def __init__(self) -> None:
        self.told: SimpleQueue[str] = SimpleQueue()
        self.hearing = Hearing(lambda: self.told.put("news"), lambda up: self.told.put("up" if up else "down"))

    def hears(self, *wanted: str) -> bool:
        """Whether this is told next."""
        return [self.told.get(timeout=SOON_S) for _ in wanted] == list(wanted)


@contextmanager
def listening(office: BrokenOffice, key: Ed25519PrivateKey, patience: Patience = PATIENT) -> Iterator[Ear]:
    """A listener at work in a thread of its own."""
    transport = Transport(Channel(Office(office.url, None, patience)), Credential(DEVICE, key.private_bytes_raw()))
    listener, ear = Listener(transport, FAST, lambda: 0.5), Ear()
    thread = threading.Thread(target=listener.run, args=(ear.hearing,), daemon=True)
    thread.start()
    try:
        yield ear
    finally:
        listener.stop()
        thread.join(SOON_S)
        assert not thread.is_alive()
        transport.close()


def test_the_beginning_of_a_stream_and_each_word_on_it_are_news(device_key: Ed25519PrivateKey) -> None:
    """What changed before the stream began was told to nobody, so the laptop asks once when it begins."""
    spoken = Answer(raw=HEAD + b":\n\ndata: news\n\n:\n\ndata: ne")
    silent = Answer(b":\n\n", headers=STREAM, hold=True)
    with BrokenOffice({"events": [spoken, silent]}) as office, listening(office, device_key) as ear:
        assert ear.hears("up", "news", "news", "down")
        assert office.requests[-1].headers["authorization"] == "Bearer a-token"


def test_stopping_ends_a_stream_that_says_nothing(device_key: Ed25519PrivateKey) -> None:
    with BrokenOffice({"events": [Answer(b":\n\n", headers=STREAM, hold=True)]}) as office:
        with listening(office, device_key):
            assert office.holding.wait(SOON_S)
        assert office.names() == ["nonce", "token", "events"]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(drop=True),
        Answer(b"<html>Please sign in</html>", headers={"content-type": "text/html"}),
        Answer(raw=HEAD + b"x" * 10_000),
        Answer(raw=b"nonsense\r\n\r\n"),
        answer_json({"code": "not_found", "sentence": "An older server."}, 404),
        answer_json({"code": "unavailable", "sentence": "Later."}, 503, {"retry-after": "1"}),
    ],
)
def test_whatever_goes_wrong_is_taken_quietly_and_tried_again(answer: Answer, device_key: Ed25519PrivateKey) -> None:
    good = Answer(raw=HEAD + b":\n\n")
    with BrokenOffice({"events": [answer, good]}) as office, listening(office, device_key) as ear:
        assert ear.hears("up", "news", "down")


def test_a_stream_without_a_sign_of_life_is_given_up(device_key: Ed25519PrivateKey) -> None:
    silent = Answer(b":\n\n", headers=STREAM, hold=True)
    good = Answer(raw=HEAD + b":\n\n")
    patience = Patience(silence_s=0.2)
    with BrokenOffice({"events": [silent, good]}) as office, listening(office, device_key, patience) as ear:
        assert ear.hears("up", "news", "down")


def test_a_stopped_laptop_asks_again_but_seldom(device_key: Ed25519PrivateKey) -> None:
    """Nobody is told by the listener: the sync tells the person that the laptop is not known."""
    with BrokenOffice({"events": [REFUSED]}) as office, listening(office, device_key) as ear:
        assert ear.told.empty()
