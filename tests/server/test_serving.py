"""How the office listens."""

import asyncio
import socket
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from desktop.sync.channel import _KEEP_ALIVE_S
from server.serving import KEEP_IDLE_S, bind
from server.settings import Settings
from tests.fakes.office import running_office


async def _accepts(listener: socket.socket) -> int:
    """What a connection that the web server accepts says of holding small packets back."""
    held: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def connected(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.set_result(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    async with await asyncio.start_server(connected, sock=listener):
        _, writer = await asyncio.open_connection(*listener.getsockname()[:2])
        try:
            return await held
        finally:
            writer.close()
            await writer.wait_closed()


def test_an_answer_does_not_wait_for_its_head_to_be_acknowledged(tmp_path: Path) -> None:
    """Head and body are sent apart: with Nagle's algorithm the body of every answer came 40 ms later."""
    listener, _ = bind(Settings(folder=tmp_path, port=0))
    with listener:
        assert asyncio.run(_accepts(listener)) != 0


def test_an_idle_connection_is_ended_by_the_laptop_and_not_by_the_office(tmp_path: Path) -> None:
    """Both gave up at almost the same time: what a slow laptop sent on it was lost, and its sync had failed."""
    assert KEEP_IDLE_S > 10 * _KEEP_ALIVE_S
    with running_office(tmp_path) as office:
        line = HTTPConnection(urlsplit(office.url).netloc, timeout=60)
        with closing(line):
            assert _status(line) == 200
            assert line.sock is not None
            line.sock.settimeout(_KEEP_ALIVE_S * 1.6)
            with pytest.raises(TimeoutError):
                line.sock.recv(1)
            line.sock.settimeout(60)
            line.auto_open = 0
            assert _status(line) == 200


def _status(line: HTTPConnection) -> int:
    line.request("GET", "/health")
    answer = line.getresponse()
    answer.read()
    return answer.status
