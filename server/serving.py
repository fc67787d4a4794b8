"""Running the web server: its socket, its certificate, its beginning and its end."""

import asyncio
import gc
import ipaddress
import logging
import signal
import socket
import ssl
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial

import typer
import uvicorn
from anyio.to_thread import current_default_thread_limiter

from casework.errors import UserError
from server.admission import forget_old
from server.app import create_app, place_of
from server.audit import seal_audit
from server.backup import remove_unsealed
from server.blobs import sweep_blobs
from server.connections import capped_http, most_idle
from server.escalation import escalate
from server.events import Events
from server.mailbox.waiting import write_to_mailbox
from server.misfiling import settle_misfilings
from server.office import Office
from server.overdue import raise_overdue
from server.retention_text import publish_rules
from server.same_person import repeat_exclusions
from server.settings import Settings
from server.storage.database import DatabaseUnavailable
from server.telling import look_who_is_not_told

STOP_WITHIN_S = 10
KEEP_IDLE_S = 60
"""Much longer than laptops keep an idle connection: a slow one must not write on it in the moment it is closed."""
TIDY_EVERY_S = 3600
_RUBBISH_AFTER = 20_000
LOOK_EVERY_S = 20
"""How often the office looks whether a visit is overdue, what follows from it, and what is to be sealed."""

_WATCHES: tuple[Callable[[Office], object], ...] = (
    seal_audit,
    raise_overdue,
    escalate,
    look_who_is_not_told,
    write_to_mailbox,
)


def serve(office: Office) -> None:
    """Serve until the process is asked to end (SIGTERM or SIGINT), letting what has begun come to its end.

    Raises:
        UserError: if the server may not, or cannot, listen as its settings say.
    """
    listener, say = bind(office.settings)
    serve_on(office, listener, say)


def bind(settings: Settings) -> tuple[socket.socket, Callable[[], None]]:
    """The socket that the settings name, and what says so once it is listened to. Raises as `serve`."""
    _check(settings)
    listener = _listen(settings)
    host, port = listener.getsockname()[:2]
    scheme = "https" if settings.certificate else "http"
    url = f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"
    return listener, partial(_announce, url)


def _announce(url: str) -> None:
    typer.echo(f"Doorstep's server listens on {url}")
    sys.stdout.flush()


def keep_loaded() -> None:
    """Leave out of the search for rubbish what is there for good: else a batch stands still while all is gone through.

    What a request leaves behind is nearly all freed at once; of the rest a batch makes tens of thousands of objects.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_RUBBISH_AFTER, 20, 10)


def serve_on(office: Office, listener: socket.socket, say: Callable[[], None]) -> None:
    """Serve on a bound socket until this process is asked to end; `say` is called once it listens."""
    _start_log()
    app = create_app(office)
    config = uvicorn.Config(
        app,
        access_log=False,
        log_config=None,
        server_header=False,
        lifespan="off",
        ssl_certfile=office.settings.certificate,
        ssl_keyfile=office.settings.key,
        timeout_graceful_shutdown=STOP_WITHIN_S,
        timeout_keep_alive=KEEP_IDLE_S,
        http=capped_http(most_idle()),
    )
    # The web server passes the signal on when it has ended; by then there is nothing left to end.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    events: Events = app.state.events
    keep_loaded()
    with listener, closing(events):
        _Server(config, say, events, office).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Says when it listens, watches visits, tidies, and ends the streams of events before it waits for the rest."""

    def __init__(self, config: uvicorn.Config, say: Callable[[], None], events: Events, office: Office) -> None:
        super().__init__(config)
        self._say = say
        self._events = events
        self._office = office
        self._ended = asyncio.Event()
        self._loops: list[asyncio.Task[None]] = []

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, then say so."""
        # A request waits for a thread, not with a thread for a connection to the database.
        current_default_thread_limiter().total_tokens = self._office.database.most_connections
        await super().startup(sockets=sockets)
        loop = asyncio.get_running_loop()
        for work, every_s in ((_tidy, TIDY_EVERY_S), *((work, LOOK_EVERY_S) for work in _WATCHES)):
            self._loops.append(loop.create_task(_repeat(partial(work, self._office), every_s, self._ended)))
        self._say()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop listening, and let what has begun come to its end."""
        self._events.end_all()
        self._ended.set()
        await super().shutdown(sockets=sockets)


def _tidy(office: Office) -> None:
    """Remove what laptops began to upload and no entry ever named, and mend what another process left half done."""
    remove_unsealed(office.settings.folder)
    forget_old(office)
    sweep_blobs(office)
    settle_misfilings(office)
    repeat_exclusions(office)
    publish_rules(office)


async def _repeat(work: Callable[[], object], every_s: float, ended: asyncio.Event) -> None:
    """Do something now and then, in a thread. What fails is tried again the next time: nothing may end the watch."""
    while not ended.is_set():
        try:
            await asyncio.to_thread(work)
        except DatabaseUnavailable:
            pass
        except Exception as error:
            # Its place only: a message may hold what somebody wrote.
            logging.getLogger("doorstep.server").error("background fault %s", place_of(error))
        with suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), every_s)


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
        # Named as TCP, its connections send a body at once; else it waits 40 ms until its head is acknowledged.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
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
