"""A laptop proves itself by a signed nonce and a short-lived token, asked for as seldom as possible."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.ledger.chain import check_token_request
from casework.ledger.proof import PROOF_HEADER, Asked, body_digest, is_proven, read_proof
from casework.ledger.protocol import (
    ChainTip,
    HandoverResponse,
    PullRequest,
    PullResponse,
    PushRequest,
    PushResponse,
)
from casework.records.identifier import DeviceId
from desktop.sync.channel import Channel, Office, RawCall
from desktop.sync.fault import LaptopNotKnown
from desktop.sync.transport import Credential, Transport
from tests.fakes.broken_office import Answer, BrokenOffice, answer_json
from tests.fakes.clock import MOMENT

DEVICE = DeviceId("a-device")
REFUSED = answer_json({"code": "token", "sentence": "Sign in again."}, 401)
NEWS = Answer(
    PullResponse.model_validate({"server_time": MOMENT, "epoch": 1, "chain": {"seq": 0}}).model_dump_json().encode()
)
QUESTION = PullRequest(digest="")


def transport_to(office: BrokenOffice, key: Ed25519PrivateKey) -> Transport:
    return Transport(Channel(Office(office.url)), Credential(DEVICE, key.private_bytes_raw()))


def test_one_token_serves_many_calls_and_is_asked_for_by_signature(device_key: Ed25519PrivateKey) -> None:
    with BrokenOffice({"pull": [NEWS]}) as office:
        transport = transport_to(office, device_key)
        for _ in range(3):
            assert transport.pull(QUESTION).epoch == 1
        transport.close()
    assert office.names() == ["nonce", "token", "pull", "pull", "pull"]
    asked = office.requests[1].value()
    assert check_token_request(device_key.public_key(), DEVICE, asked["nonce"], base64.b64decode(asked["signature"]))
    assert {request.headers.get("authorization") for request in office.requests[2:]} == {"Bearer a-token"}
    assert not any("authorization" in request.headers for request in office.requests[:2])


def test_each_request_is_signed_with_its_body_and_the_next_number(device_key: Ed25519PrivateKey) -> None:
    """Also one that is asked again under another token; neither nonce nor token is asked for with a proof."""
    with BrokenOffice({"pull": [NEWS, REFUSED, NEWS]}) as office:
        transport = transport_to(office, device_key)
        for question in (QUESTION, PullRequest(digest="0" * 64)):
            transport.pull(question)
        transport.close()
    pulls = [request for request in office.requests if request.name == "pull"]
    proofs = [read_proof(request.headers[PROOF_HEADER]) for request in pulls]
    assert [proof.count for proof in proofs if proof] == [1, 2, 1]
    for request, proof in zip(pulls, proofs, strict=True):
        asked = Asked("POST", "/sync/v1/pull", request.headers, body_digest(request.body))
        assert proof is not None
        assert is_proven(device_key.public_key(), DEVICE, "a-token", proof, asked)
    assert not [request for request in office.requests if request.name != "pull" and PROOF_HEADER in request.headers]


def test_bytes_are_signed_with_the_headers_that_say_what_they_are(device_key: Ed25519PrivateKey) -> None:
    call = RawCall("PUT", f"blobs/{'a' * 64}/upload", {"Doorstep-Case": "a-case", "doorstep-offset": "0"}, b"bytes")
    with BrokenOffice({"upload": [Answer(b"{}")]}) as office:
        transport = transport_to(office, device_key)
        transport.exchange(call)
        transport.close()
    headers = office.requests[-1].headers
    proof = read_proof(headers[PROOF_HEADER])
    named = {"doorstep-case": "a-case", "doorstep-offset": "0"}
    asked = Asked("PUT", f"/sync/v1/{call.name}", named, body_digest(b"bytes"))
    assert proof is not None
    assert is_proven(device_key.public_key(), DEVICE, "a-token", proof, asked)


def test_a_hand_over_is_signed_for_its_nonce(device_key: Ed25519PrivateKey) -> None:
    push = PushResponse(receipts=[], chain=ChainTip(seq=0), server_time=MOMENT)
    answer = Answer(HandoverResponse(push=push).model_dump_json().encode())
    with BrokenOffice({"handover": [answer]}) as office:
        transport = transport_to(office, device_key)
        transport.hand_over(PushRequest(entries=[], tip=ChainTip(seq=0), signature=""), [])
        transport.close()
    request = office.requests[-1]
    proof = read_proof(request.headers[PROOF_HEADER])
    asked = Asked("POST", "/sync/v1/handover", {}, body_digest(request.body))
    assert proof is not None
    assert is_proven(device_key.public_key(), DEVICE, request.value()["nonce"], proof, asked)
    assert "authorization" not in request.headers


def test_a_token_about_to_run_out_is_replaced_before_it_is_used(device_key: Ed25519PrivateKey) -> None:
    short = answer_json({"token": "short", "expires_in_s": 10})
    with BrokenOffice({"pull": [NEWS], "token": [short]}) as office:
        transport = transport_to(office, device_key)
        transport.pull(QUESTION)
        transport.pull(QUESTION)
        transport.close()
    assert office.names() == ["nonce", "token", "pull"] * 2


def test_a_token_the_server_has_forgotten_is_replaced_once(device_key: Ed25519PrivateKey) -> None:
    with BrokenOffice({"pull": [NEWS, REFUSED, NEWS]}) as office:
        transport = transport_to(office, device_key)
        transport.pull(QUESTION)
        assert transport.pull(QUESTION).epoch == 1
        transport.close()
    assert office.names() == ["nonce", "token", "pull", "pull", "nonce", "token", "pull"]


def test_a_stopped_laptop_is_told_so_and_does_not_try_again_and_again(device_key: Ed25519PrivateKey) -> None:
    with BrokenOffice({"pull": [REFUSED]}) as office:
        transport = transport_to(office, device_key)
        with pytest.raises(LaptopNotKnown, match="does not know this laptop, or has stopped it"):
            transport.pull(QUESTION)
        transport.close()
    assert office.names().count("pull") == 2


@pytest.mark.parametrize("call", ["nonce", "token"])
@pytest.mark.parametrize("status", [401, 403])
def test_a_laptop_that_is_given_no_token_is_not_known(call: str, status: int, device_key: Ed25519PrivateKey) -> None:
    with BrokenOffice({call: [answer_json({"code": "no", "sentence": "No."}, status)]}) as office:
        transport = transport_to(office, device_key)
        with pytest.raises(LaptopNotKnown):
            transport.pull(QUESTION)
        transport.close()
    assert "pull" not in office.names()


def test_neither_key_nor_token_shows_in_a_debugger_or_a_crash_report(device_key: Ed25519PrivateKey) -> None:
    assert "signing_key" not in repr(Credential(DEVICE, device_key.private_bytes_raw()))
