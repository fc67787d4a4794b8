"""One-time codes, tokens, and how little anybody learns who has neither."""

import base64
import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import event

from casework.ledger.chain import check_token_request, token_request_bytes
from casework.ledger.protocol import (
    TOKEN_LIFE_S,
    EnrolRequest,
    EnrolResponse,
    NonceRequest,
    NonceResponse,
    TokenRequest,
)
from casework.ledger.signin import CALLBACK_PATH, SignInRequest
from casework.records.identifier import DeviceId
from casework.records.staff.staff import StaffRole
from server import admission, enrolment
from server.administration import Administration
from server.nonce import make_nonce
from server.office import Office
from server.problem import Refused
from server.signin import take_sign_in
from tests.fakes.bare_laptop import BareLaptop, Refusal, enrol_request
from tests.fakes.clock import FakeClock
from tests.fakes.office import RunningOffice
from tests.server.conftest import MakeLaptop

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def refused(call: object, *arguments: object) -> int:
    """The status with which a call is refused."""
    assert callable(call)
    with pytest.raises(Refused) as found:
        call(*arguments)
    return found.value.refusal.status


def test_a_code_enrols_one_laptop_and_only_that_one_may_ask_again(office: RunningOffice) -> None:
    una = office.person("Una Worker")
    code = office.code(una)
    first = BareLaptop.enrol(office.url, code, KEY)
    again = BareLaptop.enrol(office.url, code.lower().replace("-", " "), KEY)
    assert first.enrolled.device == again.enrolled.device
    assert (first.staff, first.enrolled.staff_name, first.enrolled.agency) == (una, "Una Worker", "Example Agency")
    with pytest.raises(Refusal) as other:
        BareLaptop.enrol(office.url, code)
    assert other.value.code == "code_refused"
    for one in (first, again):
        one.close()


def test_a_code_is_long_and_kept_by_its_hash_only(parts: Office) -> None:
    una = Administration(parts).add_person("Una Worker", StaffRole.WORKER)
    code = enrolment.make_code(parts, una)
    assert re.fullmatch(r"([A-HJ-NP-Z2-9]{4}-){6}[A-HJ-NP-Z2-9]{4}", code)
    with parts.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT hash, staff FROM code").all()
    assert len(rows) == 1
    assert code not in str(rows)


def test_a_code_runs_out(parts: Office, clock: FakeClock) -> None:
    una = Administration(parts).add_person("Una Worker", StaffRole.WORKER)
    code = enrolment.make_code(parts, una, timedelta(minutes=10))
    clock.advance(minutes=10)
    assert refused(enrolment.enrol, parts, enrol_request(code, KEY)) == 403


def test_nobody_enrols_a_key_they_do_not_have_or_for_somebody_who_left(parts: Office) -> None:
    administration = Administration(parts)
    una = administration.add_person("Una Worker", StaffRole.WORKER)
    code = enrolment.make_code(parts, una)
    other = enrol_request(code, Ed25519PrivateKey.generate())
    stolen = EnrolRequest(code=code, public_key=enrol_request(code, KEY).public_key, proof=other.proof)
    assert refused(enrolment.enrol, parts, stolen) == 403
    assert refused(enrolment.enrol, parts, stolen.model_copy(update={"public_key": "AAAA"})) == 403
    assert refused(enrolment.enrol, parts, stolen.model_copy(update={"proof": "A"})) == 403
    administration.end_person(una)
    assert refused(enrolment.enrol, parts, enrol_request(code, KEY)) == 403


@pytest.fixture
def enrolled(parts: Office) -> DeviceId:
    """A laptop with the key `KEY`."""
    una = Administration(parts).add_person("Una Worker", StaffRole.WORKER)
    return enrolment.enrol(parts, enrol_request(enrolment.make_code(parts, una), KEY)).device


def signed(parts: Office, device: DeviceId, key: Ed25519PrivateKey = KEY) -> TokenRequest:
    """A signed nonce."""
    nonce = admission.give_nonce(parts, NonceRequest(device=device)).nonce
    signature = base64.b64encode(key.sign(token_request_bytes(device, nonce))).decode()
    return TokenRequest(device=device, nonce=nonce, signature=signature)


def ask_nonce(parts: Office, device: DeviceId) -> None:
    """As anybody may."""
    admission.give_nonce(parts, NonceRequest(device=device))


def test_a_token_lasts_a_quarter_of_an_hour(parts: Office, enrolled: DeviceId, clock: FakeClock) -> None:
    token = admission.give_token(parts, signed(parts, enrolled)).token
    clock.advance(seconds=TOKEN_LIFE_S - 1)
    assert admission.admit(parts, token) == enrolled
    clock.advance(seconds=1)
    assert refused(admission.admit, parts, token) == 401


def test_a_nonce_is_good_once_for_a_minute_and_for_its_own_laptop(
    parts: Office, enrolled: DeviceId, clock: FakeClock
) -> None:
    request = signed(parts, enrolled)
    admission.give_token(parts, request)
    assert refused(admission.give_token, parts, request) == 401
    late = signed(parts, enrolled)
    clock.advance(minutes=1)
    assert refused(admission.give_token, parts, late) == 401
    assert refused(admission.give_token, parts, signed(parts, enrolled, Ed25519PrivateKey.generate())) == 401


def test_what_was_signed_once_stays_used_up_when_the_clock_is_set_back(
    parts: Office, enrolled: DeviceId, clock: FakeClock
) -> None:
    """What is old is forgotten while the clock is wrong: set right again, what was signed would count once more."""
    request = signed(parts, enrolled)
    admission.give_token(parts, request)
    clock.advance(minutes=30)
    admission.give_token(parts, signed(parts, enrolled))
    clock.advance(minutes=-30)
    assert refused(admission.give_token, parts, request) == 401


def test_what_was_given_by_a_clock_that_ran_ahead_is_not_good_for_as_long(
    parts: Office, enrolled: DeviceId, clock: FakeClock
) -> None:
    clock.advance(days=1)
    request = signed(parts, enrolled)
    clock.advance(days=-1)
    assert refused(admission.give_token, parts, request) == 401


def test_what_was_signed_once_stays_used_up_whatever_a_sign_in_names(parts: Office, enrolled: DeviceId) -> None:
    """Anybody may send a sign-in: one that names another's nonce lets nobody send what was signed a second time."""
    request = signed(parts, enrolled)
    admission.give_token(parts, request)
    redirect = f"http://127.0.0.1:1{CALLBACK_PATH}"
    named = SignInRequest(code="a-code", verifier="v" * 43, redirect=redirect, nonce=request.nonce)
    assert refused(take_sign_in, parts, named) == 403
    assert refused(admission.give_token, parts, request) == 401


def test_who_has_not_signed_writes_nothing(parts: Office, enrolled: DeviceId) -> None:
    """Anybody may ask for a nonce, as often as the limit lets them: it costs the office no disk and no lock."""

    def tables() -> list[int]:
        with parts.database.read() as connection:
            return [
                connection.exec_driver_sql(f"SELECT count(*) FROM {one}").scalar_one() for one in ("nonce", "token")
            ]

    before, good = tables(), signed(parts, enrolled)
    asked, _ = cost(parts, partial(ask_nonce, parts, enrolled))
    assert asked == []
    for wrong in ({"signature": "AAAA"}, {"nonce": good.nonce[:-1] + "_"}, {"nonce": "1.2.3"}, {"nonce": "é"}):
        stolen = good.model_copy(update=wrong)
        asked, _ = cost(parts, partial(refused, admission.give_token, parts, stolen))  # type: ignore[arg-type]
        assert all(statement == "BEGIN" or statement.startswith("SELECT") for statement in asked), asked
    assert tables() == before
    # Nor has anybody who cannot sign used up what the laptop was given.
    assert admission.give_token(parts, good).token


def test_a_nonce_of_another_laptop_or_of_another_office_is_none(parts: Office, enrolled: DeviceId) -> None:
    other = enrolment.enrol(parts, enrol_request(new_code(parts), Ed25519PrivateKey.generate())).device
    given = admission.give_nonce(parts, NonceRequest(device=other)).nonce
    elsewhere = make_nonce(Ed25519PrivateKey.generate(), enrolled, parts.clock.now())
    later = given.replace(given.partition(".")[0], str(int(given.partition(".")[0]) + 60_000), 1)
    for nonce in (given, elsewhere, later):
        signature = base64.b64encode(KEY.sign(token_request_bytes(enrolled, nonce))).decode()
        request = TokenRequest(device=enrolled, nonce=nonce, signature=signature)
        assert refused(admission.give_token, parts, request) == 401


def test_an_unknown_laptop_is_answered_like_a_known_one(office: RunningOffice, laptop: MakeLaptop) -> None:
    mine = laptop(office.person("Una Worker"))
    for name in ("0199a000-0000-7000-8000-00000000aaaa", "0", "", "\x00", "a" * 500, mine.device):
        asked = mine.line.post("nonce", NonceRequest(device=DeviceId(name)), NonceResponse)
        wrong = TokenRequest(device=DeviceId(name), nonce=asked.nonce, signature="AAAA")
        with pytest.raises(Refusal) as found:
            mine.line.post("token", wrong, EnrolResponse)
        assert (found.value.status, found.value.code) == (401, "not_admitted")


def test_an_unknown_laptop_costs_the_office_what_a_known_or_stopped_one_does(parts: Office, enrolled: DeviceId) -> None:
    """The same statements in the same order, and a signature checked for each: a measure no busy machine blurs."""
    stopped = enrolment.enrol(parts, enrol_request(new_code(parts), Ed25519PrivateKey.generate())).device
    admission.stop(parts, stopped)
    unknown = DeviceId("0199a000-0000-7000-8000-00000000aaaa")
    stranger = Ed25519PrivateKey.generate()
    costs = [cost(parts, partial(wrong_token, parts, device, stranger)) for device in (enrolled, stopped, unknown)]
    assert costs[0][0]
    assert costs == [costs[0]] * 3


def new_code(parts: Office) -> str:
    """A code for somebody new."""
    return enrolment.make_code(parts, Administration(parts).add_person("Cal Worker", StaffRole.WORKER))


def wrong_token(parts: Office, device: DeviceId, key: Ed25519PrivateKey) -> None:
    """Ask for a token with a wrong signature."""
    assert refused(admission.give_token, parts, signed(parts, device, key)) == 401


def cost(parts: Office, act: Callable[[], None]) -> tuple[list[str], int]:
    """What something asks of the database, and how many signatures are checked for it."""
    asked: list[str] = []
    checks: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    def check(key: Ed25519PublicKey, *told: Any) -> bool:
        checks.append("one")
        return check_token_request(key, *told)

    engine = parts.database._engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("server.admission.check_token_request", check)
            act()
    finally:
        event.remove(engine, "before_cursor_execute", hear)
    return asked, len(checks)


def test_stopping_a_laptop_ends_its_tokens_its_nonces_and_its_code(parts: Office, enrolled: DeviceId) -> None:
    token = admission.give_token(parts, signed(parts, enrolled)).token
    request = signed(parts, enrolled)
    assert admission.stop(parts, enrolled)
    assert refused(admission.admit, parts, token) == 401
    assert refused(admission.give_token, parts, request) == 401
    assert not admission.stop(parts, DeviceId("0"))
    assert parts.journal.load()[-1]["device"] == enrolled
