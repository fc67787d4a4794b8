"""Bodies are packed for the line where the other side has said that it reads that, and signed as they are sent."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.ledger.packing import CODING, pack, unpack
from casework.ledger.proof import PROOF_HEADER, Asked, body_digest, is_proven, read_proof
from casework.ledger.protocol import MAX_BODY_BYTES, PullRequest, PullResponse
from casework.records.identifier import DeviceId
from desktop.sync.channel import Channel, Office
from desktop.sync.fault import AnswerGarbled, RequestRefused
from desktop.sync.transport import Credential, Transport
from tests.fakes.broken_office import Answer, BrokenOffice, answer_json

KEY = Ed25519PrivateKey.generate()
DEVICE = DeviceId("a-laptop")
READS = {"accept-encoding": "zstd"}
LONG = PullRequest(digest="0" * 64, expunged=["order-of-some-length"] * 60)
QUIET = {"server_time": "2026-11-23T06:00:00Z", "epoch": 1, "chain": {"seq": 0, "id": None}}


def transport_to(office: BrokenOffice) -> Transport:
    return Transport(Channel(Office(office.url)), Credential(DEVICE, KEY.private_bytes_raw()))


def packed(value: object) -> Answer:
    return Answer(pack(json.dumps(value).encode()), headers={"content-encoding": CODING} | READS)


def test_an_office_that_reads_it_is_sent_a_packed_body_whose_proof_is_of_what_was_sent() -> None:
    token = answer_json({"token": "a-token", "expires_in_s": 900}, headers=READS)
    with BrokenOffice({"token": [token], "pull": [answer_json(QUIET)]}) as office:
        transport_to(office).pull(LONG)
    sent = office.requests[-1]
    assert sent.headers["content-encoding"] == CODING
    assert PullRequest.model_validate_json(unpack(sent.body, MAX_BODY_BYTES)) == LONG
    proof = read_proof(sent.headers[PROOF_HEADER])
    assert proof
    asked = Asked("POST", "/sync/v1/pull", {"content-encoding": CODING}, body_digest(sent.body))
    assert is_proven(KEY.public_key(), DEVICE, "a-token", proof, asked)
    # What the body is, is signed with it: nobody on the way makes something else of it.
    assert not is_proven(KEY.public_key(), DEVICE, "a-token", proof, Asked("POST", asked.target, {}, asked.body_digest))


def test_an_office_that_has_not_said_so_or_says_so_no_more_is_sent_plain_words() -> None:
    answers = [answer_json(QUIET), answer_json(QUIET, headers=READS), answer_json(QUIET), answer_json(QUIET)]
    with BrokenOffice({"pull": answers}) as office:
        transport = transport_to(office)
        for _ in answers:
            transport.pull(LONG)
    pulls = [request for request in office.requests if request.name == "pull"]
    assert ["content-encoding" in pull.headers for pull in pulls] == [False, False, True, False]


def test_an_office_that_was_replaced_by_an_older_one_is_sent_plain_words_the_next_time() -> None:
    refused = answer_json({"code": "not_understood", "sentence": "That was not understood."}, 422)
    with BrokenOffice({"pull": [answer_json(QUIET, headers=READS), refused, answer_json(QUIET)]}) as office:
        transport = transport_to(office)
        transport.pull(LONG)
        with pytest.raises(RequestRefused):
            transport.pull(LONG)
        transport.pull(LONG)
    assert PullRequest.model_validate_json(office.requests[-1].body) == LONG


def test_what_is_short_is_sent_as_it_is() -> None:
    with BrokenOffice({"pull": [answer_json(QUIET, headers=READS)]}) as office:
        transport = transport_to(office)
        transport.pull(PullRequest(digest="0" * 64))
        transport.pull(PullRequest(digest="0" * 64))
    assert "content-encoding" not in office.requests[-1].headers


def test_a_packed_answer_is_read() -> None:
    with BrokenOffice({"pull": [packed(QUIET)]}) as office:
        answer = transport_to(office).pull(LONG)
    assert answer == PullResponse.model_validate(QUIET)
    assert CODING in office.requests[-1].headers["accept-encoding"]


@pytest.mark.parametrize(
    "body",
    [
        pack(b" " * (MAX_BODY_BYTES + 1)),
        pack(json.dumps(QUIET).encode())[:-1],
        pack(json.dumps(QUIET).encode()) + b"x",
        json.dumps(QUIET).encode(),
    ],
    ids=["a bomb", "cut short", "with something after it", "not packed at all"],
)
def test_an_answer_that_is_not_what_it_says_or_larger_than_answers_are_is_not_taken(body: bytes) -> None:
    answer = Answer(body, headers={"content-encoding": CODING})
    with BrokenOffice({"pull": [answer]}) as office, pytest.raises(AnswerGarbled):
        transport_to(office).pull(LONG)
