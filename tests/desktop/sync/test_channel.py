"""Every way in which the network and the office can fail has its own plain sentence, and nothing leaks."""

import json
import logging
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from casework.errors import Unavailable, UserError
from casework.ledger.proof import Asked
from casework.ledger.protocol import MAX_BODY_BYTES, NonceRequest, NonceResponse
from casework.records.identifier import DeviceId
from desktop.sync.channel import Channel, Office, Patience, TokenRefused
from desktop.sync.fault import (
    AddressRefused,
    AnswerCutShort,
    AnswerGarbled,
    AuthorityUnreadable,
    ChainForked,
    LaptopNotKnown,
    OfficeBusy,
    OfficeFault,
    OfficeSlow,
    OfficeUnreachable,
    RequestRefused,
    UpdateFirst,
    WrongCertificate,
)
from tests.fakes.broken_office import Answer, BrokenOffice, answer_json

IMPATIENT = Patience(connect_s=2.0, piece_s=0.2, answer_s=1.0)
PROBLEM = {"code": "whatever", "sentence": "Something."}
CANARY = "quagmire-canary"


class _Vouched:
    """Stands up for every request."""

    def headers(self, asked: Asked) -> dict[str, str]:
        return {"authorization": f"Bearer a-token {asked.method}"}


def ask(url: str, ca_file: Path | None = None, patience: Patience = IMPATIENT) -> NonceResponse:
    with Channel(Office(url, ca_file, patience)) as channel:
        return channel.call("nonce", NonceRequest(device=DeviceId(CANARY)), NonceResponse, _Vouched())


def ask_for(answer: Answer) -> NonceResponse:
    with BrokenOffice({"nonce": [answer]}) as office:
        return ask(office.url)


@pytest.mark.parametrize(
    "url",
    ["http://office.example", "ftp://office.example", "office.example", "http://127.0.0.1.example", "https://", ""],
)
def test_an_address_that_is_neither_https_nor_this_machine_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused, match="https://"):
        Channel(Office(url))


def test_a_server_that_is_down_says_that_all_is_safe_and_will_go_later() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        with pytest.raises(
            OfficeUnreachable, match=r"cannot be reached\. Everything is safe on this laptop and will go"
        ):
            ask(f"http://127.0.0.1:{closed.getsockname()[1]}")


def test_a_server_that_does_not_answer_in_time_is_slow() -> None:
    with pytest.raises(OfficeSlow, match="too long"):
        ask_for(Answer(b'{"nonce": "x"}', hold=True))


def test_the_whole_answer_has_its_own_limit_of_time() -> None:
    patient_with_pieces_only = Patience(connect_s=2.0, piece_s=5.0, answer_s=-1.0)
    with BrokenOffice({"nonce": [answer_json({"nonce": "x"})]}) as office, pytest.raises(OfficeSlow):
        ask(office.url, patience=patient_with_pieces_only)


@pytest.mark.parametrize("answer", [Answer(drop=True), Answer(b'{"nonce": "abcdefgh"}', cut_after=5)])
def test_an_answer_that_breaks_off_is_sent_again_later(answer: Answer) -> None:
    with pytest.raises(AnswerCutShort, match="sent again by itself"):
        ask_for(answer)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"<html>Sign in to the guest network</html>"),
        Answer(b"<html>Not here</html>", 404),
        Answer(b"", 302, {"location": "https://guest.example/"}),
        Answer(b'{"nonce": 17, "' + CANARY.encode()),
        answer_json({"something": "else"}),
        answer_json([]),
        Answer(b"", 204),
    ],
)
def test_an_answer_of_somebody_else_is_not_taken_for_the_office(answer: Answer) -> None:
    with pytest.raises(AnswerGarbled, match="sign in"):
        ask_for(answer)


def test_bytes_that_are_no_http_break_the_call_off() -> None:
    with pytest.raises(AnswerCutShort):
        ask_for(Answer(raw=b"\x00\x01\x02 garbage\r\n\r\n"))


def test_an_answer_larger_than_answers_may_be_is_not_read_to_the_end() -> None:
    with pytest.raises(AnswerGarbled):
        ask_for(Answer(b" " * (MAX_BODY_BYTES + 1)))


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (401, TokenRefused),
        (403, LaptopNotKnown),
        (409, ChainForked),
        (422, RequestRefused),
        (413, RequestRefused),
        (426, UpdateFirst),
        (500, OfficeFault),
        (502, OfficeFault),
    ],
)
def test_each_refusal_of_the_server_is_told_apart(status: int, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        ask_for(answer_json(PROBLEM, status))


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("headers", "wait_s"),
    [
        ({"retry-after": "17"}, 17),
        ({"retry-after": "0"}, 1),
        ({"retry-after": "999999"}, 3600),
        ({}, 30),
        ({"retry-after": "soon"}, 30),
        # What counts as a space is not the same for every function that reads a number.
        ({"retry-after": "\x1e17"}, 17),
        ({"retry-after": f"Mon, 02 Nov {9**30} 09:01:30 GMT", "date": "Mon, 02 Nov 2026 09:00:00 GMT"}, 30),
        (
            {
                "retry-after": "Mon, 02 Nov 2026 09:01:30 GMT",
                "date": "Mon, 02 Nov 2026 09:00:00 GMT",
            },
            90,
        ),
    ],
)
def test_a_server_that_asks_to_wait_is_waited_for(status: int, headers: dict[str, str], wait_s: float) -> None:
    with pytest.raises(OfficeBusy) as caught:
        ask_for(answer_json(PROBLEM, status, headers))
    assert caught.value.retry_after_s == wait_s


def test_only_what_passes_by_itself_counts_as_unavailable() -> None:
    passing = {OfficeUnreachable, OfficeSlow, AnswerCutShort, AnswerGarbled, OfficeFault, OfficeBusy}
    needs_a_person = {WrongCertificate, LaptopNotKnown, UpdateFirst, ChainForked, RequestRefused, AddressRefused}
    assert all(issubclass(fault, Unavailable) for fault in passing)
    assert not any(issubclass(fault, Unavailable) for fault in needs_a_person)
    assert all(issubclass(fault, UserError) for fault in needs_a_person)


@pytest.fixture(scope="module")
def agency() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(agency: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "agency.pem"
    agency.cert_pem.write_to_path(str(path))
    return path


def tls_of(authority: trustme.CA, host: str, expires: datetime | None = None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host, not_after=expires).configure_cert(context)
    return context


@pytest.fixture
def secure_office(agency: trustme.CA) -> Iterator[BrokenOffice]:
    script = {"nonce": [answer_json({"nonce": "abc"})]}
    with BrokenOffice(script, tls_of(agency, "localhost")) as office:
        yield office


def test_the_agencys_own_authority_is_trusted_where_it_is_named(secure_office: BrokenOffice, ca_file: Path) -> None:
    assert ask(secure_office.url, ca_file, Patience()).nonce == "abc"


def test_an_authority_nobody_named_is_not_trusted(secure_office: BrokenOffice) -> None:
    with pytest.raises(WrongCertificate, match="Do not continue on this network; phone IT"):
        ask(secure_office.url, patience=Patience())
    assert not secure_office.requests


@pytest.mark.parametrize(
    ("host", "expires"), [("elsewhere.example", None), ("localhost", datetime(2020, 1, 1, tzinfo=UTC))]
)
def test_a_wrong_or_expired_certificate_gets_no_byte(
    host: str, expires: datetime | None, agency: trustme.CA, ca_file: Path
) -> None:
    with BrokenOffice({}, tls_of(agency, host, expires)) as office:
        with pytest.raises(WrongCertificate):
            ask(office.url, ca_file, Patience())
        assert not office.requests


def test_an_old_version_of_tls_is_refused(agency: trustme.CA, ca_file: Path) -> None:
    context = tls_of(agency, "localhost")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    with BrokenOffice({}, context) as office:
        with pytest.raises(WrongCertificate):
            ask(office.url, ca_file, Patience())
        assert not office.requests


def test_a_certificate_file_that_cannot_be_used_is_said_so(tmp_path: Path) -> None:
    broken = tmp_path / "agency.pem"
    broken.write_text("not a certificate")
    for path in (broken, tmp_path / "missing.pem"):
        with pytest.raises(AuthorityUnreadable, match="certificate file"):
            Channel(Office("https://office.example", path))


def test_neither_bodies_nor_tokens_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Not even where somebody has switched every logger on."""
    caplog.set_level(logging.DEBUG)
    with BrokenOffice({"nonce": [answer_json({"nonce": "secret-nonce"})]}) as office:
        assert ask(office.url, patience=Patience()).nonce == "secret-nonce"
    assert json.loads(office.requests[0].body)["device"] == CANARY
    assert office.requests[0].headers["authorization"] == "Bearer a-token POST"
    for word in (CANARY, "secret-nonce", "a-token"):
        assert word not in caplog.text


def test_a_fault_quotes_nothing_of_what_came() -> None:
    with pytest.raises(AnswerGarbled) as caught:
        ask_for(answer_json({"nonce": [CANARY]}))
    assert CANARY not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
