"""A one-time code makes a laptop known, with a key that never leaves it."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from casework.ledger.protocol import EnrolResponse, enrol_proof_bytes
from casework.records.identifier import DeviceId, StaffId
from desktop.sync.channel import Office
from desktop.sync.enrol import enrol
from desktop.sync.fault import AnswerCutShort, AnswerGarbled, CodeRefused, OfficeBusy
from tests.fakes.broken_office import Answer, BrokenOffice, answer_json
from tests.fakes.clock import MOMENT

REFUSED = {"code": "code", "sentence": "No such code."}


def welcome(server_key: bytes) -> Answer:
    response = EnrolResponse(
        device=DeviceId("d"),
        staff=StaffId("s"),
        staff_name="Robin Example",
        agency="Example Agency",
        server_key=base64.b64encode(server_key).decode(),
        epoch=1,
        server_time=MOMENT,
    )
    return Answer(response.model_dump_json().encode())


def test_the_laptop_proves_its_own_key_and_pins_the_servers(server_key: Ed25519PrivateKey) -> None:
    pinned = server_key.public_key().public_bytes_raw()
    with BrokenOffice({"enrol": [welcome(pinned)]}) as office:
        enrolment = enrol(Office(office.url), "  ABCD EFGH\n")
    sent = office.requests[0].value()
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(sent["public_key"]))
    public.verify(base64.b64decode(sent["proof"]), enrol_proof_bytes("ABCDEFGH", sent["public_key"]))
    own = Ed25519PrivateKey.from_private_bytes(enrolment.signing_key)
    assert own.public_key().public_bytes_raw() == public.public_bytes_raw()
    assert (enrolment.server_key, enrolment.server_url) == (pinned, office.url)
    assert (enrolment.device, enrolment.staff, enrolment.agency) == ("d", "s", "Example Agency")
    assert base64.b64encode(enrolment.signing_key) not in office.requests[0].body
    assert "signing_key" not in repr(enrolment)


def test_a_lost_answer_is_asked_for_again_with_the_same_key(server_key: Ed25519PrivateKey) -> None:
    pinned = server_key.public_key().public_bytes_raw()
    with BrokenOffice({"enrol": [Answer(drop=True), welcome(pinned)]}) as office:
        assert enrol(Office(office.url), "CODE").server_key == pinned
    assert office.requests[0].body == office.requests[1].body


def test_an_answer_that_is_lost_again_is_said_plainly() -> None:
    with BrokenOffice({"enrol": [Answer(drop=True)]}) as office:
        with pytest.raises(AnswerCutShort):
            enrol(Office(office.url), "CODE")
        assert len(office.requests) == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 422])
def test_a_wrong_code_says_what_to_do(status: int) -> None:
    with (
        BrokenOffice({"enrol": [answer_json(REFUSED, status)]}) as office,
        pytest.raises(CodeRefused, match="letter by letter"),
    ):
        enrol(Office(office.url), "CODE")


@pytest.mark.parametrize("code", ["", "   ", "x" * 101])
def test_what_cannot_be_a_code_is_not_even_sent(code: str) -> None:
    with BrokenOffice({}) as office:
        with pytest.raises(CodeRefused):
            enrol(Office(office.url), code)
        assert not office.requests


def test_too_many_tries_have_to_wait() -> None:
    busy = answer_json(REFUSED, 429, {"retry-after": "60"})
    with BrokenOffice({"enrol": [busy]}) as office, pytest.raises(OfficeBusy):
        enrol(Office(office.url), "CODE")


@pytest.mark.parametrize("key", [b"short", b"x" * 33])
def test_a_server_key_that_is_none_is_not_pinned(key: bytes) -> None:
    with BrokenOffice({"enrol": [welcome(key)]}) as office, pytest.raises(AnswerGarbled):
        enrol(Office(office.url), "CODE")
