"""One call to the office's server over HTTP: a message out, a message back, or one of the faults.

https with the system's trust and, where the administrator named one, the agency's own authority. Plain http
only to this very machine. There is no way to pass over a certificate. Neither bodies nor headers are ever
logged.
"""

import logging
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, NoReturn, Protocol, Self, TypeVar
from urllib.parse import urlsplit

import httpx2
from pydantic import BaseModel, ValidationError

from casework.ledger.packing import CODING, WORTH_PACKING, Unpackable, pack, reads_packed, unpack
from casework.ledger.proof import Asked, body_digest
from casework.ledger.protocol import MAX_BODY_BYTES, Problem
from desktop.settings import is_safe_address
from desktop.sync.fault import (
    AddressRefused,
    AnswerCutShort,
    AnswerGarbled,
    AuthorityUnreadable,
    ChainForked,
    LaptopNotKnown,
    OfficeBehind,
    OfficeBusy,
    OfficeFault,
    OfficeRestoring,
    OfficeSlow,
    OfficeUnreachable,
    ProxyAsks,
    RequestRefused,
    SignInFirst,
    UpdateFirst,
    WrongCertificate,
)

_ROOT = "/sync/v1/"
_PROBLEM_BYTES = 16 * 1024
_DEFAULT_WAIT_S = 30.0
_LONGEST_WAIT_S = 3600.0
# Shorter than servers keep an idle connection open, so that none is used in the moment in which it is closed.
_KEEP_ALIVE_S = 4.0
_RAW_OK = frozenset({httpx2.codes.OK, httpx2.codes.PARTIAL_CONTENT})
_EVENTS = "text/event-stream"
_PROXY_ASKS = "407"
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_BROKEN_OFF = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError)

Answer = TypeVar("Answer", bound=BaseModel)


class TokenRefused(Exception):
    """The server did not take the token (401). Never shown: the transport asks for another one, once."""


@dataclass(frozen=True)
class Patience:
    """How long is waited, in seconds: for the connection, each piece of an answer, the whole of it.

    `silence_s`: how long a stream of events may say nothing; the server gives a sign of life every 45 seconds.
    """

    connect_s: float = 8.0
    piece_s: float = 20.0
    answer_s: float = 90.0
    silence_s: float = 100.0


@dataclass(frozen=True)
class Office:
    """Where the server is (`https://host[:port]`) and a PEM file of whom to trust beside the system's."""

    url: str
    ca_file: Path | None = None
    patience: Patience = Patience()


@dataclass(frozen=True)
class RawCall:
    """A call that carries bytes and no message: its method, its name, and the headers that say what the bytes are."""

    method: Literal["GET", "PUT"]
    name: str
    headers: Mapping[str, str]
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class RawAnswer:
    """What came back, with which range of the whole it is (empty where the server says none)."""

    body: bytes = field(repr=False)
    content_range: str = ""


class Voucher(Protocol):
    """What stands up for a request."""

    def headers(self, asked: Asked) -> Mapping[str, str]:
        """The headers that prove who asks for exactly this. Each is good for one request."""
        ...


class OpenStream:
    """An answer that goes on: read in one thread, and broken off from any."""

    def __init__(self, response: httpx2.Response) -> None:
        self._response = response

    def pieces(self) -> Iterator[bytes]:
        """What comes, as it comes, until the server ends it. Raises the faults of a broken connection."""
        with plain_network_faults():
            yield from self._response.iter_raw()

    def break_off(self) -> None:
        """Wake whoever reads: for them the connection has ended."""
        found = self._response.extensions["network_stream"].get_extra_info("socket")
        if isinstance(found, socket.socket):
            with suppress(OSError):
                # The plain socket's own way, below TLS: what is under way in another thread stays as it is.
                socket.socket.shutdown(found, socket.SHUT_RDWR)

    def close(self) -> None:
        """Give the connection up. In the thread that reads."""
        self._response.close()


class Channel:
    """Calls to one server. Used from one thread at a time; a context manager that closes its connections."""

    def __init__(self, office: Office) -> None:
        """Raises `AddressRefused` or `AuthorityUnreadable`; nothing is sent yet."""
        if not is_safe_address(office.url):
            raise AddressRefused
        # Its debug lines hold headers, and headers hold the token.
        logging.getLogger("httpcore2").setLevel(logging.WARNING)
        self._office = office
        self._reads_packed = False
        patience = office.patience
        self._client = httpx2.Client(
            base_url=office.url.rstrip("/") + _ROOT,
            verify=trust_of(office),
            timeout=httpx2.Timeout(patience.piece_s, connect=patience.connect_s),
            limits=httpx2.Limits(max_connections=2, keepalive_expiry=_KEEP_ALIVE_S),
            headers={"accept-encoding": "identity", "accept": "application/json"},
            follow_redirects=False,
            # The agency's proxy applies to the office, never to a server on this machine.
            trust_env=urlsplit(office.url).hostname not in _LOOPBACK,
        )

    @property
    def url(self) -> str:
        """The server's address as it was given."""
        return self._office.url

    def call(self, name: str, message: BaseModel, answer: type[Answer], voucher: Voucher | None = None) -> Answer:
        """Send a message to the call `name` and return what came back.

        Raises a fault of `desktop.sync.fault`, or `TokenRefused`.
        """
        body = message.model_dump_json().encode()
        headers = {"content-type": "application/json", "accept-encoding": CODING}
        # The office says in every answer whether it reads that; an older one never does.
        if self._reads_packed and len(body) > WORTH_PACKING:
            body, headers["content-encoding"] = pack(body), CODING
        if voucher is not None:
            headers |= voucher.headers(Asked("POST", _ROOT + name, headers, body_digest(body)))
        with plain_network_faults():
            return _parsed(answer, self._exchange(name, body, headers))

    def greet(self) -> datetime | None:
        """Ask whether an office answers there, as nobody; its clock, where the answer says. Raises as `call`."""
        with (
            plain_network_faults(),
            self._client.stream("GET", f"{self._office.url.rstrip('/')}/health") as response,
        ):
            if response.status_code != httpx2.codes.OK or b'"ok"' not in self._read(response, _PROBLEM_BYTES):
                raise AnswerGarbled
            try:
                return parsedate_to_datetime(response.headers.get("date", ""))
            except ValueError:
                return None

    def exchange(self, call: RawCall, voucher: Voucher) -> RawAnswer:
        """Send bytes, or ask for some. Raises as `call`."""
        named = {name.lower(): value for name, value in call.headers.items()}
        proven = voucher.headers(Asked(call.method, _ROOT + call.name, named, body_digest(call.body)))
        headers = {**named, **proven, "content-type": "application/octet-stream"}
        with (
            plain_network_faults(),
            self._client.stream(call.method, call.name, content=call.body, headers=headers) as response,
        ):
            if response.status_code not in _RAW_OK:
                _refuse(response, self._read(response, _PROBLEM_BYTES))
            return RawAnswer(self._read(response, MAX_BODY_BYTES), response.headers.get("content-range", ""))

    def open_stream(self, name: str, voucher: Voucher) -> OpenStream:
        """Begin to listen to the call `name`. Raises as `call`."""
        patience = self._office.patience
        with plain_network_faults():
            request = self._client.build_request(
                "GET",
                name,
                headers={**voucher.headers(Asked("GET", _ROOT + name, {})), "accept": _EVENTS},
                timeout=httpx2.Timeout(patience.piece_s, connect=patience.connect_s, read=patience.silence_s),
            )
            response = self._client.send(request, stream=True)
            try:
                if response.status_code != httpx2.codes.OK:
                    _refuse(response, self._read(response, _PROBLEM_BYTES))
                if not response.headers.get("content-type", "").startswith(_EVENTS):
                    raise AnswerGarbled
            except BaseException:
                response.close()
                raise
            return OpenStream(response)

    def _exchange(self, name: str, body: bytes, headers: dict[str, str]) -> bytes:
        with self._client.stream("POST", name, content=body, headers=headers) as response:
            self._reads_packed = reads_packed(response.headers.get("accept-encoding", ""))
            if response.status_code != httpx2.codes.OK:
                _refuse(response, self._read(response, _PROBLEM_BYTES))
            return self._read(response, MAX_BODY_BYTES)

    def _read(self, response: httpx2.Response, limit: int) -> bytes:
        """Read an answer as far as it may go, in length and in time."""
        deadline = time.monotonic() + self._office.patience.answer_s
        data = bytearray()
        for piece in response.iter_raw():
            data += piece
            if len(data) > limit:
                raise AnswerGarbled
            if time.monotonic() > deadline:
                raise OfficeSlow
        return _plain(bytes(data), response.headers.get("content-encoding", ""), limit)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def trust_of(office: Office) -> ssl.SSLContext:
    """Whom to believe there: the system's authorities, and the agency's own. Raises `AuthorityUnreadable`."""
    # The system's authorities take a fifth of a second to load, and plain HTTP on this machine needs none of them.
    secure, ca_file = urlsplit(office.url).scheme == "https", office.ca_file
    context = httpx2.create_ssl_context(trust_env=False) if secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file is not None:
        try:
            context.load_verify_locations(cafile=str(ca_file))
        except (OSError, ssl.SSLError):
            raise AuthorityUnreadable from None
    return context


def _plain(data: bytes, coding: str, limit: int) -> bytes:
    """An answer as it was before it was packed for the line; no more than `limit` bytes of it."""
    if coding != CODING:
        return data
    try:
        return unpack(data, limit)
    except Unpackable:
        raise AnswerGarbled from None


def _parsed(answer: type[Answer], data: bytes) -> Answer:
    try:
        return answer.model_validate_json(data)
    except ValidationError:
        # Not chained: the validation error quotes what came.
        raise AnswerGarbled from None


@contextmanager
def plain_network_faults() -> Iterator[None]:
    """Turn the client library's errors into faults, without the addresses and details that theirs hold."""
    try:
        yield
    except httpx2.ConnectTimeout:
        raise OfficeUnreachable from None
    except httpx2.TimeoutException:
        raise OfficeSlow from None
    except (httpx2.ConnectError, httpx2.ProxyError) as error:
        if isinstance(error, httpx2.ProxyError) and str(error).startswith(_PROXY_ASKS):
            raise ProxyAsks from None
        raise (WrongCertificate() if _is_about_trust(error) else OfficeUnreachable()) from None
    except (httpx2.NetworkError, httpx2.RemoteProtocolError) as error:
        raise (WrongCertificate() if _is_about_trust(error) else AnswerCutShort()) from None
    except httpx2.DecodingError:
        raise AnswerGarbled from None


def _is_about_trust(error: BaseException) -> bool:
    """Whether the secure connection itself failed, and not merely the line it runs on."""
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, ssl.SSLError):
            return not isinstance(found, _BROKEN_OFF)
        found = found.__cause__ or found.__context__
    return False


def _refuse(response: httpx2.Response, data: bytes) -> NoReturn:
    """Raise what a status other than 200 means."""
    status = response.status_code
    code = _problem_code(data)
    if status == httpx2.codes.UPGRADE_REQUIRED or code == "update_first":
        raise UpdateFirst
    if status == httpx2.codes.UNAUTHORIZED:
        raise TokenRefused
    if code == "sign_in_again":
        raise SignInFirst
    if status == httpx2.codes.FORBIDDEN:
        raise LaptopNotKnown
    if status == httpx2.codes.CONFLICT:
        raise ChainForked
    if code == "restoring":
        raise OfficeRestoring(_wait_s(response))
    if code == "gap":
        raise OfficeBehind
    if status in {httpx2.codes.TOO_MANY_REQUESTS, httpx2.codes.SERVICE_UNAVAILABLE}:
        raise OfficeBusy(_wait_s(response))
    if status >= httpx2.codes.INTERNAL_SERVER_ERROR:
        raise OfficeFault
    # A guest network's page may well come with 404 or a redirection: only our own server says what a
    # problem is.
    raise RequestRefused if code else AnswerGarbled


def _problem_code(data: bytes) -> str | None:
    try:
        return Problem.model_validate_json(data).code
    except ValidationError:
        return None


def _wait_s(response: httpx2.Response) -> float:
    """How long the server asks to wait: seconds, or a date that is measured by its own clock."""
    asked = response.headers.get("retry-after", "").strip()
    if asked.isdecimal():
        wait_s = float(asked)
    else:
        try:
            moment = parsedate_to_datetime(asked) - parsedate_to_datetime(response.headers.get("date", ""))
            wait_s = moment.total_seconds()
        except (ValueError, TypeError, OverflowError):
            wait_s = _DEFAULT_WAIT_S
    return min(max(wait_s, 1.0), _LONGEST_WAIT_S)
