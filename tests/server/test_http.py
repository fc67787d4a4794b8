"""How the server behaves towards requests that are wrong, too large, too many or hostile."""

import asyncio
import json
import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
import trustme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.types import Message, Receive, Scope, Send

from casework.ledger.protocol import MAX_BODY_BYTES, Problem, PullRequest, PullResponse
from casework.records.identifier import case_scope
from server.gate import Gate
from server.problem import Refused
from tests.fakes.bare_laptop import BareLaptop, Refusal
from tests.fakes.office import RunningOffice, run_cli, running_office
from tests.server.conftest import DATABASES, MakeLaptop, database_setting
from tests.server.sample import warning_edit

CALLS = ["enrol", "nonce", "token", "push", "pull"]


@pytest.fixture
def client(office: RunningOffice) -> Iterator[httpx2.Client]:
    """A client of nobody's."""
    with httpx2.Client(base_url=office.url, trust_env=False) as found:
        yield found


@pytest.mark.parametrize("call", CALLS)
def test_what_cannot_be_understood_is_refused_without_repeating_it(
    call: str, office: RunningOffice, laptop: MakeLaptop
) -> None:
    mine = laptop(office.person("Una Worker"))
    headers = {"authorization": f"Bearer {mine.token()}"}
    for body in (b"", b"{", b"[]", b'{"canary": "canary"}', b"\xff\xfe", b'"canary"', b"[" * 100_000):
        response = mine.line.client.post(f"/sync/v1/{call}", content=body, headers=headers)
        assert response.status_code == 422
        assert Problem.model_validate_json(response.content).code == "not_understood"
        assert b"canary" not in response.content


def test_every_answer_has_the_headers_and_an_id_of_its_own(client: httpx2.Client) -> None:
    answers = [client.get("/health"), client.get("/nothing"), client.put("/health"), client.post("/sync/v1/push")]
    assert [answer.status_code for answer in answers] == [200, 404, 405, 401]
    for answer in answers:
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "server" not in answer.headers
    assert len({answer.headers["x-request-id"] for answer in answers}) == len(answers)
    for answer in answers[1:]:
        assert Problem.model_validate_json(answer.content).sentence


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/redoc", "/sync/v1/", "/sync/v1/purge"])
def test_there_is_nothing_else(path: str, client: httpx2.Client) -> None:
    assert client.get(path).status_code == 404


def test_a_body_that_is_too_large_is_refused(client: httpx2.Client) -> None:
    answer = client.post("/sync/v1/enrol", content=b" " * (MAX_BODY_BYTES + 1))
    assert (answer.status_code, Problem.model_validate_json(answer.content).code) == (413, "too_large")


def test_headers_that_are_too_long_and_tokens_that_are_none_are_refused(office: RunningOffice) -> None:
    """Before anything is looked for in the database."""
    with httpx2.Client(base_url=office.url, trust_env=False) as client:
        assert client.get("/health", headers={"x-long": "a" * 20_000}).status_code == 413
        for proof in ("Bearer", "Bearer " + "a" * 300, "Bearer b c", "Basic YTpi", "x"):
            answer = client.post("/sync/v1/pull", headers={"authorization": proof}, content=b"{}")
            assert answer.status_code == 401


def test_each_address_takes_no_more_than_it_needs(client: httpx2.Client) -> None:
    answer = client.post("/sync/v1/nonce", content=b" " * (128 * 1024 + 1))
    assert (answer.status_code, Problem.model_validate_json(answer.content).code) == (413, "too_large")


def test_a_body_that_does_not_arrive_in_time_is_refused() -> None:
    """Nobody holds a request open for ever by sending a byte now and then."""
    answers: list[str] = []

    async def reads(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, send
        try:
            while (await receive())["more_body"]:
                pass
        except Refused as refused:
            answers.append(refused.refusal.code)

    parts = [b"a"]

    async def receive() -> Message:
        if not parts:
            await asyncio.Event().wait()
        return {"type": "http.request", "body": parts.pop(), "more_body": True}

    async def send(message: Message) -> None:
        del message

    scope = {"type": "http", "method": "POST", "scheme": "http", "headers": []}
    asyncio.run(Gate(reads, body_within_s=0.05)(scope, receive, send))
    assert answers == ["too_slow"]


def test_an_older_or_newer_laptop_may_push_but_is_told_to_update_before_it_pulls(
    office: RunningOffice, laptop: MakeLaptop
) -> None:
    una = office.person("Una Worker")
    mine = laptop(una)
    mine.write(case_scope(office.case(una)), warning_edit("Loose dog"))
    assert mine.send(mine.batch().model_copy(update={"v": 99})).chain.seq == 1
    with pytest.raises(Refusal) as refused:
        mine.line.post("pull", PullRequest(v=99, digest=""), PullResponse, mine.token())
    assert (refused.value.status, refused.value.code) == (426, "update_first")


def test_the_log_knows_only_what_it_may(office: RunningOffice, laptop: MakeLaptop) -> None:
    una = office.person("Una Canaryworker")
    mine = laptop(una)
    case = office.case(una, family="Canaryfamily")
    mine.write(case_scope(case), warning_edit("Canarywarning"))
    mine.push()
    mine.pull()
    mine.line.client.post("/sync/v1/canarypath?canary=1", content=b"canarybody", headers={"x-canary": "canary"})
    lines = [json.loads(line[line.index("{") :]) for line in office.log().splitlines()]
    assert {name for line in lines for name in line} <= {"method", "route", "status", "ms", "request", "device"}
    assert "canary" not in office.log().lower()
    assert any(line.get("device") == mine.device for line in lines)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.just("\x00"),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(
        ["v", "code", "proof", "public_key", "device", "nonce", "signature", "entries", "tip", "seq", "id", "data",
         "digest", "holdings", "left", "scope", "generation", "position"]
    ), inner, max_size=6),
    max_leaves=30,
), call=st.sampled_from(CALLS))  # fmt: skip
def test_no_message_makes_the_server_fail(body: object, call: str, hostile: BareLaptop) -> None:
    headers = {"authorization": f"Bearer {hostile.token()}"}
    answer = hostile.line.client.post(f"/sync/v1/{call}", content=json.dumps(body).encode(), headers=headers)
    assert answer.status_code < 500


@pytest.fixture(scope="module", params=DATABASES)
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BareLaptop]:
    """An enrolled laptop that sends anything to an office of its own, which may grow tired of it."""
    with running_office(tmp_path_factory.mktemp("hostile"), database_setting(request)) as own:
        laptop = BareLaptop.enrol(own.url, own.code(own.person("Hal Hostile")))
        yield laptop
        laptop.close()


def test_too_many_wrong_codes_from_one_address_have_to_wait(tmp_path: Path) -> None:
    with running_office(tmp_path) as own, httpx2.Client(base_url=own.url, trust_env=False) as client:
        body = b'{"code": "wrong", "public_key": "", "proof": ""}'
        answers = [client.post("/sync/v1/enrol", content=body) for _ in range(21)]
    assert [answer.status_code for answer in answers] == [403] * 20 + [429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 900


def test_a_certificate_that_is_not_the_agencys_is_not_spoken_to(tmp_path: Path) -> None:
    authority, stranger = trustme.CA(), trustme.CA()
    certificate = authority.issue_cert("localhost", "127.0.0.1")
    chain, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    chain.write_bytes(b"".join(blob.bytes() for blob in certificate.cert_chain_pems))
    key.write_bytes(certificate.private_key_pem.bytes())
    arguments = ("--certificate", str(chain), "--key", str(key))
    with running_office(tmp_path, arguments=arguments) as own:
        assert own.url.startswith("https://")
        good, wrong = ssl.create_default_context(), ssl.create_default_context()
        authority.configure_trust(good)
        stranger.configure_trust(wrong)
        code = own.code(own.person("Una Worker"))
        with pytest.raises(httpx2.ConnectError):
            BareLaptop.enrol(own.url, code, trust=wrong)
        mine = BareLaptop.enrol(own.url, code, trust=good)
        answer = mine.line.client.get("/health")
        assert answer.headers["strict-transport-security"]
        mine.close()


def test_without_a_certificate_it_listens_on_this_machine_only(tmp_path: Path) -> None:
    folder = str(tmp_path / "office")
    run_cli("init", "--folder", folder, "--agency", "Example Agency", "--administrator", "Ada Administrator")
    open_host = run_cli("serve", "--folder", folder, "--host", "0.0.0.0", "--port", "0", check=False)
    assert (open_host.returncode, "certificate" in open_host.stderr) == (2, True)
    missing = str(tmp_path / "missing.pem")
    given = ("--certificate", missing, "--key", missing)
    unreadable = run_cli("serve", "--folder", folder, "--port", "0", *given, check=False)
    assert (unreadable.returncode, "Traceback" in unreadable.stderr) == (2, False)


def test_a_server_ends_in_good_order_and_goes_on_where_it_stood(tmp_path: Path) -> None:
    with running_office(tmp_path) as own:
        una = own.person("Una Worker")
        case = own.case(una)
        mine = BareLaptop.enrol(own.url, own.code(una))
        mine.write(case_scope(case), warning_edit("Loose dog"))
        mine.push()
        own.stop()
        assert own.process.returncode == 0
        with pytest.raises(httpx2.ConnectError):
            mine.pull_once()
        own.start()
        # What was given before has gone with the process; a laptop asks for another by itself.
        with pytest.raises(Refusal, match="401"):
            mine.pull_once()
        mine.token(fresh=True)
        mine.pull()
        assert any("Loose dog" in text for text in mine.texts(case_scope(case)))
        mine.close()


def test_the_database_cannot_be_read_without_its_key(tmp_path: Path) -> None:
    import sqlite3

    with running_office(tmp_path) as own:
        own.case(own.person("Una Canaryworker"), family="Canaryfamily")
        connection = sqlite3.connect(own.folder / "doorstep.db")
        with pytest.raises(sqlite3.DatabaseError):
            connection.execute("SELECT * FROM entry")
        connection.close()
        for path in own.folder.iterdir():
            assert b"Canary" not in path.read_bytes()
            assert path.name == "server.log" or path.stat().st_mode & 0o077 == 0


def test_a_folder_without_a_server_is_named_in_a_sentence(tmp_path: Path) -> None:
    result = run_cli("serve", "--folder", str(tmp_path / "nothing"), check=False)
    assert (result.returncode, "doorstep-server init" in result.stderr) == (2, True)
