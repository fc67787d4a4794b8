"""How often what may be tried: by a laptop, by a person over all their laptops, by an address with wrong tokens."""

from contextlib import closing
from dataclasses import dataclass, fields
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.ledger.audit import MOST_EVENTS
from casework.ledger.proof import Asked, RequestProof, read_proof, sign_request
from casework.ledger.protocol import NonceRequest, NonceResponse, TokenRequest, TokenResponse
from casework.records.identifier import DeviceId, StaffId
from casework.records.staff.staff import StaffRole
from server import admission
from server.administration import Administration
from server.authorisation import Approach, let_in
from server.enrolment import enrol, make_code
from server.limit import Limits, usual_limits
from server.office import Office
from server.problem import Refused
from server.rate import RateLimit
from tests.fakes.bare_laptop import BareLaptop, Line, Refusal, enrol_request
from tests.fakes.clock import FakeClock
from tests.fakes.served import served
from tests.server.test_enrol import signed

PULL = "/sync/v1/pull"
HERE, THERE = "192.0.2.1", "192.0.2.2"


def limits(clock: FakeClock, **counts: int) -> Limits:
    """Each as wide as a hundred, but for those that are named."""
    names = [one.name for one in fields(Limits)]
    return Limits(**{name: RateLimit(clock, counts.get(name, 100), timedelta(minutes=1)) for name in names})


@dataclass
class Prover:
    """A laptop's token, and its proofs."""

    key: Ed25519PrivateKey
    device: DeviceId
    token: str
    count: int = 0

    def prove(self, asked: Asked) -> RequestProof | None:
        self.count += 1
        return read_proof(sign_request(self.key, self.device, self.token, self.count, asked))


def token_of(parts: Office, staff: StaffId) -> Prover:
    """The token of a new laptop of somebody's."""
    key = Ed25519PrivateKey.generate()
    device = enrol(parts, enrol_request(make_code(parts, staff), key)).device
    return Prover(key, device, admission.give_token(parts, signed(parts, device, key)).token)


def status(parts: Office, found: Limits, shown: Prover | str, path: str = PULL, origin: str = HERE) -> int:
    """The status of the refusal; 200 where it is let in."""
    asked = Asked("POST", path, {})
    proof = shown.prove(asked) if isinstance(shown, Prover) else None
    authorization = f"Bearer {shown.token}" if isinstance(shown, Prover) else shown
    try:
        let_in(parts, found, Approach("POST", path, authorization, origin, proof, asked))
    except Refused as refused:
        return refused.refusal.status
    return 200


@pytest.fixture
def una(parts: Office) -> StaffId:
    return Administration(parts).add_person("Una Worker", StaffRole.WORKER)


def test_a_person_is_limited_over_all_their_laptops(parts: Office, clock: FakeClock, una: StaffId) -> None:
    """And nobody else is by that."""
    one, other, found = token_of(parts, una), token_of(parts, una), limits(clock, accounts=3)
    assert [status(parts, found, token) for token in (one, other, one, other)] == [200, 200, 200, 429]
    cal = Administration(parts).add_person("Cal Worker", StaffRole.WORKER)
    assert status(parts, found, token_of(parts, cal)) == 200
    clock.advance(minutes=1)
    assert status(parts, found, one) == 200


def test_a_laptop_is_limited_by_itself(parts: Office, clock: FakeClock, una: StaffId) -> None:
    one, other, found = token_of(parts, una), token_of(parts, una), limits(clock, calls=1)
    assert [status(parts, found, token) for token in (one, one, other)] == [200, 429, 200]


def test_lookups_are_counted_for_the_person(parts: Office, clock: FakeClock, una: StaffId) -> None:
    """A second laptop gives nobody more of them."""
    one, other, found = token_of(parts, una), token_of(parts, una), limits(clock, lookups=1)
    assert [status(parts, found, token, "/sync/v1/locate") for token in (one, other)] == [200, 429]
    assert status(parts, found, other) == 200


def test_stopping_laptops_is_counted_for_the_person(parts: Office, clock: FakeClock, una: StaffId) -> None:
    """Nobody has the people of laptop after laptop named."""
    one, other, found = token_of(parts, una), token_of(parts, una), limits(clock, stops=1)
    assert [status(parts, found, token, "/sync/v1/stop") for token in (one, other)] == [200, 429]
    assert status(parts, found, other) == 200
    assert usual_limits(clock).stops.count == 5


def test_reports_are_counted_for_the_person(parts: Office, clock: FakeClock, una: StaffId) -> None:
    """Nobody fills the audit with what their laptops say of themselves."""
    one, other, found = token_of(parts, una), token_of(parts, una), limits(clock, reports=1)
    assert [status(parts, found, token, "/sync/v1/audit") for token in (one, other)] == [200, 429]
    assert usual_limits(clock).reports.count * MOST_EVENTS <= 15_000


def test_wrong_tokens_of_an_address_have_to_wait_and_other_addresses_do_not(
    parts: Office, clock: FakeClock, una: StaffId
) -> None:
    """A good token does not count, nor is it locked out by what a stranger does behind the same address."""
    good, found = token_of(parts, una), limits(clock, strangers=2)
    answers = [status(parts, found, token) for token in (good, "Bearer x", good, "Bearer y", "Bearer z")]
    assert answers == [200, 401, 200, 401, 429]
    assert status(parts, found, good, origin=THERE) == 200
    assert [status(parts, found, token) for token in (good, "", good)] == [200, 429, 200]


def test_whoever_watches_the_server_uses_up_nobodys_tries(parts: Office, clock: FakeClock) -> None:
    found = limits(clock, addresses=1)
    watching = Approach("GET", "/health", "", HERE, None, Asked("GET", "/health", {}))
    let_in(parts, found, watching)
    with pytest.raises(Refused):
        let_in(parts, found, watching)
    assert status(parts, found, "", "/sync/v1/nonce") == 200


def test_who_knows_a_laptops_id_uses_up_none_of_its_tries(parts: Office, clock: FakeClock, una: StaffId) -> None:
    """An id is no secret: colleagues' laptops have it. Only the laptop itself is counted, once it has signed."""
    with served(parts, limits(clock, tokens=2)) as url:
        laptop, stranger = BareLaptop.enrol(url, make_code(parts, una)), Line(url)
        with closing(laptop), closing(stranger.client):
            for _ in range(3):
                asked = stranger.post("nonce", NonceRequest(device=laptop.device), NonceResponse)
                forged = TokenRequest(device=laptop.device, nonce=asked.nonce, signature="x" * 88)
                with pytest.raises(Refusal, match="401"):
                    stranger.post("token", forged, TokenResponse)
            assert len({laptop.token(fresh=True) for _ in range(2)}) == 2
            with pytest.raises(Refusal, match="429"):
                laptop.token(fresh=True)
            clock.advance(minutes=1)
            laptop.token(fresh=True)


def test_a_whole_office_behind_one_address_is_let_in(parts: Office, clock: FakeClock, una: StaffId) -> None:
    """Laptops that sign count for themselves; what nobody has signed counts for the address."""
    with served(parts, limits(clock, addresses=4)) as url:
        laptops = [BareLaptop.enrol(url, make_code(parts, una)) for _ in range(8)]
        for laptop in laptops:
            assert laptop.token(fresh=True)
        stranger = Line(url)
        asking = NonceRequest(device=laptops[0].device)
        assert all(stranger.post("nonce", asking, NonceResponse).nonce for _ in range(4))
        with pytest.raises(Refusal, match="429"):
            stranger.post("nonce", asking, NonceResponse)
        # Nor does that keep anybody behind it who has a token, or looks whether the server is there.
        for laptop in laptops:
            laptop.pull()
        assert stranger.client.get("/health").status_code == 200
        for laptop in laptops:
            laptop.close()
        stranger.client.close()
