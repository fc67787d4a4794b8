"""How the office listens."""

import asyncio
import socket
from pathlib import Path

from server.serving import bind
from server.settings import Settings


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
