"""An office's parts served over real HTTP from this process, so that a test can move the server's clock."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from server.app import create_app
from server.connections import CappedHttp, capped_http
from server.limit import Limits
from server.office import Office

_PATIENCE_S = 30.0


@contextmanager
def served(office: Office, limits: Limits | None = None, http: type[CappedHttp] | None = None) -> Iterator[str]:
    """Serve an open office on a free port of this machine, under the usual limits or others; gives its address."""
    # Named as TCP, as the server's own: see server/serving.py.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    app, http = create_app(office, limits), http or capped_http()
    config = uvicorn.Config(app, http=http, log_config=None, access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + _PATIENCE_S
    while not server.started:
        assert thread.is_alive(), "the server ended"
        assert time.monotonic() < deadline, "the server did not start"
        thread.join(0.02)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(_PATIENCE_S)
        listener.close()
