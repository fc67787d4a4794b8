"""A stolen token opens nothing: each request is signed by its laptop's key, and is served once."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import event

from casework.ledger.proof import (
    NO_BODY,
    PROOF_HEADER,
    SIGNED_HEADERS,
    Asked,
    RequestProof,
    body_digest,
    is_proven,
    proof_bytes,
    read_proof,
    sign_request,
)
from casework.ledger.protocol import HandoverRequest, NonceRequest, NonceResponse, PullRequest
from casework.records.identifier import CaseId, DeviceId
from casework.records.staff.staff import StaffRole
from server.administration import Administration
from server.admission import Shown, admit_request, give_token
from server.authorisation import ENTRANCES, Proof
from server.enrolment import enrol, make_code
from server.office import Office, make_office
from server.problem import Refused
from server.storage.proof_number import AHEAD
from tests.fakes.bare_laptop import BareLaptop, Refusal, enrol_request
from tests.fakes.blob_line import BlobLine, named
from tests.fakes.clock import FakeClock
from tests.fakes.office import RunningOffice, running_office
from tests.fakes.postgres import Postgres
from tests.server.conftest import MakeLaptop, opened_parts
from tests.server.test_enrol import signed

PULL = "/sync/v1/pull"
BODY = PullRequest(digest="").model_dump_json().encode()


@dataclass(frozen=True)
class Sent:
    """A request as it goes out."""

    headers: dict[str, str]
    method: str = "POST"
    target: str = PULL
    body: bytes = BODY

    def status(self, client: httpx2.Client) -> tuple[int, str]:
        """Its answer: the status, and the text of a refusal."""
        answer = client.request(self.method, self.target, headers=self.headers, content=self.body)
        return answer.status_code, answer.text if answer.is_error else ""


@pytest.fixture
def stranger(office: RunningOffice) -> Iterator[httpx2.Client]:
    """Somebody's line who is no laptop: nothing is signed on it by itself."""
    with httpx2.Client(base_url=office.url, trust_env=False) as client:
        yield client


@pytest.fixture
def mine(office: RunningOffice, laptop: MakeLaptop) -> BareLaptop:
    """A worker's laptop."""
    return laptop(office.person("Una Worker"))


def good(mine: BareLaptop) -> Sent:
    """A pull as the laptop itself sends it."""
    return Sent(mine.proven("POST", PULL, body_digest(BODY)))


def test_whatever_is_wrong_with_a_proof_there_is_one_answer(mine: BareLaptop, stranger: httpx2.Client) -> None:
    """The same as without a token, word for word. And the laptop goes on: nobody used its numbers up."""
    proof, token = PROOF_HEADER, {"authorization": f"Bearer {mine.token()}"}
    other = Ed25519PrivateKey.generate()
    asked = Asked("POST", PULL, {}, body_digest(BODY))
    _, _, secret = token["authorization"].partition(" ")
    text = good(mine).headers[proof]
    wrong = {
        "no token": Sent({}),
        "the token alone": Sent(token),
        "an empty proof": Sent(token | {proof: ""}),
        "another version": Sent(token | {proof: "2" + text[1:]}),
        "no number": Sent(token | {proof: "1.0" + text[text.index(".", 2) :]}),
        "an endless number": Sent(token | {proof: "1." + "9" * 400 + text[text.index(".", 2) :]}),
        "a higher number than was signed": Sent(token | {proof: "1.99999" + text[text.index(".", 2) :]}),
        "another key": Sent(token | {proof: sign_request(other, mine.device, secret, 99, asked)}),
        "another laptop's name": Sent(token | {proof: sign_request(mine.key, DeviceId("x"), secret, 99, asked)}),
        "another token": Sent(token | {proof: sign_request(mine.key, mine.device, secret + "x", 99, asked)}),
        "another method": Sent(mine.proven("GET", PULL, body_digest(BODY))),
        "another address": Sent(mine.proven("POST", "/sync/v1/verify", body_digest(BODY))),
        "a question added": replace(good(mine), target=PULL + "?all=1"),
        "another body": replace(good(mine), body=BODY.replace(b'"unsent":0', b'"unsent":1')),
        "no body": replace(good(mine), body=b""),
        "another digest": Sent(token | {proof: text.replace(body_digest(BODY), NO_BODY)}),
        "a header added": Sent(good(mine).headers | {"doorstep-case": "x"}),
    }
    answers = {name: sent.status(stranger) for name, sent in wrong.items()}
    assert set(answers.values()) == {answers["no token"]}
    assert answers["no token"][0] == 401
    assert good(mine).status(stranger)[0] == 200


def test_a_request_is_served_once_and_an_older_one_not_after_a_newer(mine: BareLaptop, stranger: httpx2.Client) -> None:
    older, newer = good(mine), good(mine)
    assert [sent.status(stranger)[0] for sent in (newer, newer, older)] == [200, 401, 401]
    assert good(mine).status(stranger)[0] == 200


def test_every_address_that_takes_a_body_looks_whether_it_is_the_one_that_was_signed(
    mine: BareLaptop, stranger: httpx2.Client
) -> None:
    statuses = {}
    for (method, path), entrance in ENTRANCES.items():
        if entrance.proof is Proof.TOKEN and entrance.body_bytes:
            target = path.replace("{sha256}", named(b"x"))
            sent = Sent(mine.proven(method, target, body_digest(b"{}")), method, target, b"{ }")
            statuses[method, path] = sent.status(stranger)[0]
    assert set(statuses.values()) == {401}


def test_an_attachment_is_signed_with_its_case_and_its_place(office: RunningOffice, laptop: MakeLaptop) -> None:
    """Whoever holds a request back cannot have the same words put somewhere else."""
    una = office.person("Una Worker")
    case, mine = office.case(una), laptop(una)
    mine.pull()
    data = b"%PDF-letter"
    BlobLine(mine).attach(case, data)
    target = f"/sync/v1/blobs/{named(data)}"
    whole = {"doorstep-case": case, "range": "bytes=0-"}
    for changed, status in ({}, 206), ({"range": "bytes=1-"}, 401), ({"doorstep-case": CaseId("x")}, 401):
        token = mine.token()
        proof = mine.prove(token, Asked("GET", target, whole))
        headers = {**whole, **changed, "authorization": f"Bearer {token}", PROOF_HEADER: proof}
        assert mine.line.client.get(target, headers=headers).status_code == status


def test_a_hand_over_is_signed_with_what_is_handed_over(office: RunningOffice, laptop: MakeLaptop) -> None:
    mine = laptop(office.person("Una Worker"))
    office.stop_device(mine.device)
    request: HandoverRequest | None = None
    for changed, status in (True, 401), (False, 200):
        nonce = mine.line.post("nonce", NonceRequest(device=mine.device), NonceResponse).nonce
        request = HandoverRequest(device=mine.device, nonce=nonce, push=mine.batch())
        body = request.model_dump_json().encode()
        asked = Asked("POST", "/sync/v1/handover", {}, body_digest(body + b" " * changed))
        headers = {PROOF_HEADER: mine.prove(nonce, asked)}
        answer = mine.line.client.post("/sync/v1/handover", content=body, headers=headers)
        assert answer.status_code == status
    # What was handed over is not handed over again in its name.
    assert request is not None
    with pytest.raises(Refusal) as again:
        mine.hand_over(request)
    assert again.value.status == 401


@pytest.mark.postgres
def test_of_many_at_once_over_several_processes_one_is_served(
    tmp_path_factory: pytest.TempPathFactory, postgres: Postgres
) -> None:
    """The numbers stand in the database that the processes share."""
    folder = tmp_path_factory.mktemp("office")
    with running_office(folder, postgres.new_database(), ("--processes", "2")) as office:
        mine = BareLaptop.enrol(office.url, office.code(office.person("Una Worker")))
        sent = good(mine)

        def send(_: int) -> int:
            with httpx2.Client(base_url=office.url, trust_env=False) as client:
                return sent.status(client)[0]

        with ThreadPoolExecutor(8) as threads:
            assert sorted(threads.map(send, range(24))) == [200] + [401] * 23
        mine.close()


@dataclass(frozen=True)
class Proven:
    """A request with its proof."""

    token: str
    proof: RequestProof | None
    asked: Asked


class Prover:
    """A laptop's token, and one request after the other under it."""

    def __init__(self, parts: Office) -> None:
        staff = Administration(parts).add_person("Una Worker", StaffRole.WORKER)
        self.key = Ed25519PrivateKey.generate()
        self.device = enrol(parts, enrol_request(make_code(parts, staff), self.key)).device
        self.token = give_token(parts, signed(parts, self.device, self.key)).token
        self.number = 0

    def next(self) -> Proven:
        self.number += 1
        asked = Asked("POST", PULL, {})
        return Proven(
            self.token, read_proof(sign_request(self.key, self.device, self.token, self.number, asked)), asked
        )


def served(parts: Office, proven: Proven) -> bool:
    """Whether a request is let in."""
    try:
        admit_request(parts, Shown(proven.token, proven.proof, proven.asked))
    except Refused:
        return False
    return True


def test_a_request_costs_the_embedded_file_no_write(tmp_path: Path) -> None:
    """It has one writer: whoever only looks for news does not wait for an import, nor does the import for them."""
    with opened_parts(tmp_path / "office", "", FakeClock()) as parts:
        mine, writes = Prover(parts), list[str]()
        engine = parts.database._engine
        event.listen(engine, "before_cursor_execute", lambda *heard: writes.append(heard[2]))
        # Somebody else is writing meanwhile.
        with parts.database.write():
            assert all(served(parts, mine.next()) for _ in range(AHEAD))
        assert not [one for one in writes if one.startswith(("UPDATE", "INSERT", "DELETE"))]
        assert served(parts, mine.next())
        assert len([one for one in writes if one.startswith("UPDATE token")]) == 1


def test_whatever_comes_in_whatever_order_is_served_once_and_never_after_a_later_one(tmp_path: Path) -> None:
    with opened_parts(tmp_path / "office", "", FakeClock()) as parts:
        mine, chance = Prover(parts), random.Random(7)
        made = [mine.next() for _ in range(4 * AHEAD)]
        order, highest = [chance.randrange(len(made)) for _ in range(800)], -1
        for number in order:
            assert served(parts, made[number]) is (number > highest)
            highest = max(highest, number)


def test_after_a_crash_nothing_is_served_again(tmp_path: Path) -> None:
    """What the process had in memory is gone: whatever it may have served is refused, and a new token is asked for."""
    clock = FakeClock()
    with opened_parts(tmp_path / "office", "", clock) as parts:
        mine = Prover(parts)
        made = [mine.next() for _ in range(2 * AHEAD + 3)]
        for number in (0, 5, AHEAD, AHEAD + 1):
            assert served(parts, made[number])
        after = make_office(parts.settings, parts.database, clock)
        assert not any(served(after, one) for one in made[: 2 * AHEAD])
        assert served(after, made[-1])
        # Nor does a process that went on beside it serve what either has.
        assert not any(served(parts, made[number]) for number in (0, 5, AHEAD, AHEAD + 1, -1))


def test_one_of_many_threads_is_served(tmp_path: Path) -> None:
    with opened_parts(tmp_path / "office", "", FakeClock()) as parts, ThreadPoolExecutor(8) as threads:
        mine = Prover(parts)
        for number in range(AHEAD + 2):
            one = mine.next()
            if number in {3, AHEAD, AHEAD + 1}:
                assert sum(threads.map(lambda _, sent=one: served(parts, sent), range(16))) == 1


def test_nothing_that_is_signed_can_be_taken_for_something_else() -> None:
    """Each line has its place, and a header's value cannot hold another line on its way."""
    key, device = Ed25519PrivateKey.from_private_bytes(bytes(range(32))), DeviceId("d")
    asked = Asked("GET", PULL, {"range": "bytes=0-", "accept": "x"})
    proof = read_proof(sign_request(key, device, "secret", 7, asked))
    assert proof is not None
    assert (proof.count, is_proven(key.public_key(), device, "secret", proof, asked)) == (7, True)
    assert proof_bytes(device, "secret", 7, asked).decode().splitlines()[3:] == [
        "7", "GET", PULL, NO_BODY, "range:bytes=0-",
    ]  # fmt: skip
    assert b"secret" not in proof_bytes(device, "secret", 7, asked)
    assert tuple(name.lower() for name in SIGNED_HEADERS) == SIGNED_HEADERS
