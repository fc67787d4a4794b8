"""Running the web server: its socket, its certificate, its beginning and its end."""

import ipaddress
import json
import logging
import signal
import socket
import ssl
import sys
from pathlib import Path

import typer
import uvicorn

from casework.errors import UserError
from server.app import create_app
from server.office import Office
from server.settings import Settings, write_private

_STOP_WITHIN_S = 10


def serve(office: Office, ready_file: Path | None = None) -> None:
    """Serve until the process is asked to end (SIGTERM or SIGINT), letting what has begun come to its end.

    Raises:
        UserError: if the server may not, or cannot, listen as its settings say.
    """
    settings = office.settings
    _check(settings)
    if ready_file:
        ready_file.unlink(missing_ok=True)
    listener = _listen(settings)
    host, port = listener.getsockname()[:2]
    scheme = "https" if settings.certificate else "http"
    url = f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"
    _start_log()
    config = uvicorn.Config(
        create_app(office),
        access_log=False,
        log_config=None,
        server_header=False,
        lifespan="off",
        ssl_certfile=settings.certificate,
        ssl_keyfile=settings.key,
        timeout_graceful_shutdown=_STOP_WITHIN_S,
    )
    # The web server passes the signal on when it has ended; by then there is nothing left to end.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    with listener:
        _Server(config, url, ready_file).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Says where it listens, as soon as it does."""

    def __init__(self, config: uvicorn.Config, url: str, ready_file: Path | None) -> None:
        super().__init__(config)
        self._url = url
        self._ready_file = ready_file

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, then say so."""
        await super().startup(sockets=sockets)
        typer.echo(f"Doorstep's server listens on {self._url}")
        sys.stdout.flush()
        if self._ready_file:
            write_private(self._ready_file, json.dumps({"url": self._url}).encode())


def _check(settings: Settings) -> None:
    if bool(settings.certificate) != bool(settings.key):
        raise UserError("A certificate needs its key, and a key its certificate: give both --certificate and --key.")
    if not settings.certificate and not _is_loopback(settings.host):
        raise UserError(
            "Without a certificate the server listens on this machine only (127.0.0.1). "
            "Give --certificate and --key, or put it behind a proxy on the same machine."
        )
    if settings.certificate and settings.key:
        try:
            ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(settings.certificate, settings.key)
        except (OSError, ssl.SSLError) as error:
            raise UserError("The certificate or its key cannot be read, or they do not belong together.") from error


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listen(settings: Settings) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        raise UserError(
            f"The server cannot listen on {settings.host}, port {settings.port}: choose another, or stop what uses it."
        ) from error
    return listener


def _start_log() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log = logging.getLogger("doorstep.server")
    log.setLevel(logging.INFO)
    log.addHandler(handler)
    log.propagate = False
    # The web server's own messages may hold a stack trace with values in it.
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL)
