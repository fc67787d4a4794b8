"""Through an agency's proxy that asks who is there: the real client, a real proxy, TLS to the office all the way."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

from casework.ledger.protocol import NonceRequest, NonceResponse
from casework.records.identifier import DeviceId
from desktop.settings import Policy, use_proxy
from desktop.sync.channel import Channel, Office, Patience
from desktop.sync.fault import OfficeUnreachable, ProxyAsks, WrongCertificate
from tests.desktop.sync.test_channel import tls_of
from tests.fakes.broken_office import BrokenOffice, answer_json
from tests.fakes.proxy import AgencyProxy

NAME = "office.example.test"
SIGNED_IN = "laptop:a%20word%20of%20the%20agency"
CANARY = "quagmire-canary"
IMPATIENT = Patience(connect_s=5.0, piece_s=5.0, answer_s=10.0)


@dataclass
class Line:
    """An office whose name only the proxy can find, and the way to it."""

    office: BrokenOffice
    proxy: AgencyProxy
    ca_file: Path

    def ask(self) -> NonceResponse:
        address = Office(f"https://{NAME}:8443", self.ca_file, IMPATIENT)
        with Channel(address) as channel:
            return channel.call("nonce", NonceRequest(device=DeviceId(CANARY)), NonceResponse)


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    authority, ca_file = trustme.CA(), tmp_path / "agency.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with (
        BrokenOffice({"nonce": [answer_json({"nonce": "n" * 12})]}, tls_of(authority, NAME)) as office,
        AgencyProxy(office.url) as proxy,
    ):
        yield Line(office, proxy, ca_file)


def test_what_the_system_says_of_the_proxy_leads_to_the_office(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """Name and word stand in the system's settings; the proxy sees where to, and nothing of what is said there."""
    monkeypatch.setenv("HTTPS_PROXY", line.proxy.url(SIGNED_IN))
    assert line.ask().nonce == "n" * 12
    assert line.proxy.heard.asked == [f"CONNECT {NAME}:8443 HTTP/1.1"]
    assert CANARY.encode() not in line.proxy.heard.passed
    (request,) = line.office.requests
    assert "proxy-authorization" not in {name.lower() for name in request.headers}


@pytest.mark.parametrize("signed_in", ["", "laptop:another", "another:a%20word%20of%20the%20agency"])
def test_a_proxy_that_asks_who_is_there_is_said_and_nothing_is_sent(
    line: Line, signed_in: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", line.proxy.url(signed_in))
    with caplog.at_level(logging.DEBUG), pytest.raises(ProxyAsks, match="proxy") as told:
        line.ask()
    assert "safe on this laptop" in told.value.sentence
    assert line.office.requests == []
    assert not line.proxy.heard.passed
    assert "another" not in caplog.text + told.value.sentence


def test_a_proxy_that_is_not_there_is_an_office_that_is_not(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    with pytest.raises(OfficeUnreachable):
        line.ask()


def test_the_policy_goes_before_the_system_and_has_no_word_in_it(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who rolls out a proxy that asks names it in the system's settings: a policy is read by everybody."""
    environment = {"HTTPS_PROXY": "http://127.0.0.1:1", "https_proxy": "http://127.0.0.1:1"}
    use_proxy(Policy(proxy=line.proxy.url()), environment)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ProxyAsks):
        line.ask()
    assert line.proxy.heard.words == [""]


def test_a_proxy_that_reads_along_is_nobodys_office(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """It answers in the office's name with a certificate of its own: not a byte of a message goes to it."""
    strange = trustme.CA()
    with BrokenOffice({"nonce": []}, tls_of(strange, NAME)) as reader, AgencyProxy(reader.url) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url(SIGNED_IN))
        with pytest.raises(WrongCertificate):
            line.ask()
        assert reader.requests == []
