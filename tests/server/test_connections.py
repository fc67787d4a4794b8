"""Connections that stand idle are closed, the oldest first, before anybody is refused."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx2
import pytest

from server.connections import CappedHttp, capped_http, most_idle
from server.office import Office
from tests.fakes.served import served

ASKED = b"GET /health HTTP/1.1\r\nhost: office\r\n\r\n"
PATIENCE_S = 20.0


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@contextmanager
def office_with(parts: Office, http: type[CappedHttp]) -> Iterator[tuple[str, int]]:
    with served(parts, http=http) as url:
        host, _, port = url.removeprefix("http://").partition(":")
        yield host, int(port)


def connect(opened: ExitStack, to: tuple[str, int], source: str = "127.0.0.1") -> socket.socket:
    """A connection that the office has taken: it has answered over it once."""
    line = opened.enter_context(socket.create_connection(to, PATIENCE_S, (source, 0)))
    ask(line)
    return line


def ask(line: socket.socket) -> None:
    line.sendall(ASKED)
    answer = b""
    while b"\r\n\r\n" not in answer:
        part = line.recv(65_536)
        assert part, "closed"
        answer += part
    head, _, body = answer.partition(b"\r\n\r\n")
    length = next(
        int(one.partition(b":")[2]) for one in head.lower().split(b"\r\n") if one.startswith(b"content-length")
    )
    while len(body) < length:
        body += line.recv(65_536)


def is_closed(line: socket.socket) -> bool:
    """Whether the office has ended it; waits for that."""
    try:
        return line.recv(1) == b""
    except ConnectionResetError:
        return True


def test_of_one_address_the_oldest_idle_connection_goes(parts: Office, opened: ExitStack) -> None:
    """Whoever opens many closes their own; who came from elsewhere stays."""
    with office_with(parts, capped_http(100, 3)) as to:
        elsewhere = connect(opened, to, "127.0.0.2")
        first, second, third = (connect(opened, to) for _ in range(3))
        ask(first)
        connect(opened, to)
        assert is_closed(second), "the first was used since"
        for line in (first, third, elsewhere):
            ask(line)


def test_in_all_the_oldest_idle_connection_goes_and_nobody_is_refused(parts: Office, opened: ExitStack) -> None:
    with office_with(parts, capped_http(4, 2)) as to:
        lines = [connect(opened, to, f"127.0.0.{number}") for number in range(2, 12)]
        assert all(is_closed(line) for line in lines[:6])
        for line in lines[6:]:
            ask(line)
        with httpx2.Client(trust_env=False) as client:
            assert client.get(f"http://{to[0]}:{to[1]}/health").status_code == 200


def test_a_request_that_is_under_way_is_never_cut_off(parts: Office, opened: ExitStack) -> None:
    """A slow upload is no idle connection, however many stand beside it."""
    with office_with(parts, capped_http(2, 2)) as to:
        slow = connect(opened, to)
        slow.sendall(b"POST /sync/v1/nonce HTTP/1.1\r\nhost: office\r\ncontent-length: 2\r\n\r\n{")
        # The office has it: whoever was asked after that has been answered.
        others = [connect(opened, to) for _ in range(5)]
        slow.sendall(b"}")
        assert slow.recv(65_536).startswith(b"HTTP/1.1 4")
        assert is_closed(others[0])


def test_whoever_says_nothing_or_half_a_word_is_idle(parts: Office, opened: ExitStack) -> None:
    with office_with(parts, capped_http(3, 3)) as to:
        silent, half = (opened.enter_context(socket.create_connection(to, PATIENCE_S)) for _ in range(2))
        half.sendall(b"GET /hea")
        for _ in range(3):
            connect(opened, to)
        assert is_closed(silent)
        assert is_closed(half)


def test_a_head_that_does_not_become_whole_is_waited_for_no_longer(parts: Office, opened: ExitStack) -> None:
    """Nor however often a byte of it comes; who asked and then rests is another thing."""
    with office_with(parts, capped_http(head_within_s=1.0)) as to:
        rests = connect(opened, to)
        half = opened.enter_context(socket.create_connection(to, PATIENCE_S))
        half.settimeout(0.3)
        ended = False
        for byte in b"GET /health HTTP/1.1\r\nhost: office\r\nmore: " + 60 * b"x":
            try:
                half.sendall(bytes([byte]))
                ended = is_closed(half)
            except TimeoutError:
                continue
            except OSError:
                ended = True
            if ended:
                break
        assert ended
        ask(rests)


def test_files_are_left_for_connections_that_work() -> None:
    resource = pytest.importorskip("resource")
    found = most_idle()
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert 0 < found * 4 <= soft or soft == resource.RLIM_INFINITY
