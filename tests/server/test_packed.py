"""Messages packed for the line: asked for by the laptop, told of by the office, never larger than plain ones."""

import threading
from contextlib import closing
from dataclasses import dataclass

import httpx2
import pytest

from casework.ledger.packing import pack, unpack
from casework.ledger.protocol import MAX_BODY_BYTES, Problem, PullRequest, PullResponse, PushResponse, holdings_digest
from casework.records.identifier import case_scope
from desktop.sync.channel import Channel, Office
from desktop.sync.transport import Credential, Transport
from server import office as office_parts
from server.routes import message
from tests.fakes.bare_laptop import BareLaptop
from tests.fakes.office import RunningOffice
from tests.fakes.served import served
from tests.server.conftest import MakeLaptop
from tests.server.sample import warning_edit

MIB = 1024 * 1024


@dataclass
class Raw:
    """An answer as it came."""

    headers: dict[str, str]
    content: bytes


def ask(laptop: BareLaptop, accepted: str) -> Raw:
    """A whole pull as a laptop that holds nothing; the answer as it came over the line."""
    body = PullRequest(digest=holdings_digest([]), holdings=[]).model_dump_json()
    headers = {"authorization": f"Bearer {laptop.token()}", "accept-encoding": accepted}
    client = laptop.line.client
    with client.stream("POST", "/sync/v1/pull", content=body, headers=headers) as response:
        return Raw(dict(response.headers), b"".join(response.iter_raw()))


def send(laptop: BareLaptop, body: bytes, coding: str) -> httpx2.Response:
    headers = {"authorization": f"Bearer {laptop.token()}", "content-encoding": coding}
    return laptop.line.client.post("/sync/v1/push", content=body, headers=headers)


def test_an_answer_is_packed_where_the_laptop_reads_that_and_is_the_same_then(
    office: RunningOffice, laptop: MakeLaptop
) -> None:
    staff = office.person("Una Worker")
    case = office.case(staff)
    mine = laptop(staff)
    mine.write(case_scope(case), warning_edit("The dog is not friendly. " * 50))
    mine.push()
    plain, packed = ask(mine, "identity"), ask(mine, "zstd")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "zstd"
    assert len(packed.content) * 2 < len(plain.content)
    assert int(packed.headers["content-length"]) == len(packed.content)
    read = PullResponse.model_validate_json(unpack(packed.content, MIB))
    known = PullResponse.model_validate_json(plain.content)
    assert [page.entries for page in read.pages] == [page.entries for page in known.pages]
    for others in ("gzip", "gzip, br", "zstd;q=0", ""):
        assert "content-encoding" not in ask(mine, others).headers


def test_every_answer_says_by_what_requests_may_be_packed(office: RunningOffice) -> None:
    with httpx2.Client(base_url=office.url, trust_env=False) as client:
        for answer in (client.get("/health"), client.post("/sync/v1/nonce"), client.post("/sync/v1/push")):
            assert answer.headers["accept-encoding"] == "zstd"


def test_a_packed_batch_is_taken_like_a_plain_one(office: RunningOffice, laptop: MakeLaptop) -> None:
    staff = office.person("Una Worker")
    mine = laptop(staff)
    mine.write(case_scope(office.case(staff)), warning_edit("The dog is not friendly. " * 50))
    body = mine.batch().model_dump_json().encode()
    answer = send(mine, pack(body), "zstd")
    assert answer.status_code == 200
    assert len(PushResponse.model_validate_json(answer.content).receipts) == 1


def test_a_stopped_laptop_that_packs_what_it_hands_over_is_taken_for_itself(
    office: RunningOffice, laptop: MakeLaptop
) -> None:
    """It has signed what it sent, packed: else nothing of its work came in, and it was never told to wipe itself."""
    staff = office.person("Una Worker")
    mine = laptop(staff)
    written = mine.write(case_scope(office.case(staff)), warning_edit("Steep stairs. " * 50))
    office.stop_device(mine.device)
    credential = Credential(mine.device, mine.key.private_bytes_raw())
    with closing(Transport(Channel(Office(office.url)), credential)) as line:
        [receipt] = line.hand_over(mine.batch(), []).push.receipts
    assert written.id in receipt.data


def test_who_has_proven_nothing_keeps_nobody_waiting_while_much_comes_out_of_little(
    parts: office_parts.Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where requests are heard, nothing is taken out of a frame that anybody may have made."""
    threads = []

    def seen(data: bytes, most: int) -> bytes:
        threads.append(threading.current_thread().name)
        return unpack(data, most)

    monkeypatch.setattr(message, "unpack", seen)
    with served(parts) as url, httpx2.Client(base_url=url, trust_env=False) as client:
        client.post("/sync/v1/handover", content=pack(bytes(9 * MIB)), headers={"content-encoding": "zstd"})
    assert [name.startswith("AnyIO worker") for name in threads] == [True]


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (pack(bytes(64 * MIB)), "zstd"),
        (pack(b"{}")[:-1], "zstd"),
        (pack(b"{}") + pack(b"{}"), "zstd"),
        (b"{}", "zstd"),
        (b"", "zstd"),
        (pack(b"{}"), "gzip"),
        (pack(b"{}"), "zstd, zstd"),
        (pack(pack(b"{}")), "zstd"),
    ],
)
def test_what_does_not_come_out_whole_is_refused(
    body: bytes, coding: str, office: RunningOffice, laptop: MakeLaptop
) -> None:
    mine = laptop(office.person("Una Worker"))
    answer = send(mine, body, coding)
    assert (answer.status_code, Problem.model_validate_json(answer.content).code) == (422, "not_understood")


def test_more_than_a_plain_message_may_have_never_comes_out(office: RunningOffice, laptop: MakeLaptop) -> None:
    mine = laptop(office.person("Una Worker"))
    assert send(mine, pack(b" " * (MAX_BODY_BYTES + 1)), "zstd").status_code == 422
    assert send(mine, pack(b" " * MAX_BODY_BYTES), "zstd").status_code == 422  # Of a size that is taken: no message.


def test_own_entries_come_back_without_their_words_only_where_the_laptop_keeps_them(
    office: RunningOffice, laptop: MakeLaptop
) -> None:
    staff = office.person("Una Worker")
    scope = case_scope(office.case(staff))
    mine, other = laptop(staff), laptop(staff)
    mine.pull()
    other.pull()
    own = mine.write(scope, warning_edit("Steep stairs."))
    mine.push()
    theirs = other.write(scope, warning_edit("The dog is not friendly."))
    other.push()
    held = mine.holdings()

    def sent(bare: bool) -> dict[str, tuple[str, bool]]:
        request = PullRequest(digest=holdings_digest(held), holdings=held, bare=bare)
        answer = mine.line.post("pull", request, PullResponse, mine.token())
        return {item.id: (item.data, item.bare) for page in answer.pages for item in page.entries}

    words = {own.id: (own.data.decode(), False), theirs.id: (theirs.data.decode(), False)}
    assert sent(bare=False) == words
    assert sent(bare=True) == {**words, own.id: ("", True)}
