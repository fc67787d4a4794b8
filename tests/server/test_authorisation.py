"""Every cell of docs/authorisation.md at a real office over HTTP, and one answer for "not yours" and "not there"."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from casework.ledger.entry import Edit
from casework.ledger.keep import heads_digest
from casework.ledger.proof import body_digest
from casework.ledger.protocol import Verdict, VerifyRequest
from casework.records.file.case import Case, CaseState
from casework.records.identifier import CaseId, RecordId, StaffId, case_scope
from casework.records.person.person import Person, PersonName
from casework.records.staff.grant import GrantRole, Window
from casework.records.staff.staff import StaffRole
from server.administration import Administration
from server.admission import stop
from server.app import create_app
from server.authorisation import ENTRANCES, Proof
from server.device_zero import ServerSave
from server.enrolment import make_code
from server.epoch import confirm_epoch
from server.events import Events
from server.office import Office
from server.storage.agency import load_epoch, save_epoch
from server.storage.notice import scope_mark
from tests.fakes.bare_laptop import BareLaptop
from tests.fakes.blob_line import BlobLine, named
from tests.fakes.clock import FakeClock
from tests.fakes.served import served
from tests.server.conftest import opened_parts
from tests.server.sample import new_record, warning_edit
from tooling.authorisation_page import NOTHING, OF_CASE, OF_ROLE, Shown, Standing, asker, status_of

CONTENT = b"%PDF-letter from the housing association"
BORN = date(1990, 5, 1)
CELLS = [(role, standing) for role in StaffRole for standing in Standing]


_NOBODY = StaffId("")


@dataclass
class Ward:
    """An office with a case in each standing, and somebody of each role who stands so to it."""

    office: Office
    clock: FakeClock
    url: str
    events: Events
    closing: ExitStack
    cases: dict[Standing, CaseId] = field(default_factory=dict)
    laptops: dict[tuple[StaffRole, Standing], BareLaptop] = field(default_factory=dict)
    officer: StaffId = _NOBODY

    @property
    def desk(self) -> Administration:
        """What the administrator does."""
        return Administration(self.office)

    def enrol(self, staff: StaffId) -> BareLaptop:
        """A laptop of somebody's."""
        laptop = BareLaptop.enrol(self.url, make_code(self.office, staff))
        laptop.line.client.headers["connection"] = "close"
        self.closing.callback(laptop.close)
        return laptop

    def found(self) -> None:
        """Make cases and people, each standing as the table has it."""
        self.officer = self.desk.add_person("Olive Officer", StaffRole.WORKER)
        others = self.enrol(self.officer)
        for standing in Standing:
            self.cases[standing] = CaseId(new_record())
            if standing is not Standing.ABSENT:
                self._open(standing, others)
        for role, standing in CELLS:
            staff = self.desk.add_person(f"{role} {standing}", role)
            self.laptops[role, standing] = self.enrol(staff)
            self._stand(staff, standing)
        self.clock.advance(hours=2)

    def _open(self, standing: Standing, others: BareLaptop) -> None:
        case = self.cases[standing]
        self.desk.allocate(case, self.officer, GrantRole.OFFICER)
        self.write(case, "case", Case(state=CaseState.OPEN, opened_on=date(2026, 1, 5)).values(), case)
        person = Person(name=PersonName(given="Robin", family=standing.title()), born=BORN).values()
        self.write(case, "person", {name: value for name, value in person.items() if name in Person.required})
        others.pull()
        BlobLine(others).attach(case, CONTENT)

    def _stand(self, staff: StaffId, standing: Standing) -> None:
        case, now = self.cases[standing], self.clock.now()
        if standing in {Standing.OWN, Standing.REVOKED, Standing.EXCLUDED, Standing.LEFT}:
            self.desk.allocate(case, staff, GrantRole.OFFICER)
        if standing is Standing.EXPIRED:
            self.desk.give_cover(case, staff, Window(starts=now, ends=now + timedelta(hours=1)), "Ill.")
        if standing is Standing.REVOKED:
            self.desk.withdraw(case, staff, for_cause=True)
        if standing is Standing.EXCLUDED:
            self.desk.exclude(case, staff, "A relative.")
        if standing is Standing.LEFT:
            self.desk.end_person(staff)

    def write(self, case: CaseId, kind: str, values: dict[str, Any], record: str | None = None) -> None:
        """Write as the office."""
        edit = Edit(record=RecordId(record or new_record()), kind=kind, set=values)
        author = self.office.agency.administrator
        self.office.zero.save([ServerSave(case_scope(case), (edit,), author, self.clock.now())])


@contextmanager
def opened_ward(folder: Path) -> Iterator[Ward]:
    """An office with somebody of each role in each standing."""
    clock = FakeClock()
    with ExitStack() as stack:
        parts = stack.enter_context(opened_parts(folder / "office", "", clock))
        url = stack.enter_context(served(parts))
        made = Ward(parts, clock, url, stack.enter_context(closing(Events(parts))), stack)
        made.found()
        yield made


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    """One office for every cell."""
    with opened_ward(tmp_path_factory.mktemp("ward")) as made:
        yield made


@dataclass(frozen=True)
class Call:
    """One cell's request."""

    ward: Ward
    laptop: BareLaptop
    case: CaseId
    standing: Standing

    def post(self, name: str, message: dict[str, object]) -> httpx2.Response:
        headers = {"authorization": f"Bearer {self.laptop.token()}"}
        return self.laptop.line.client.post(f"/sync/v1/{name}", json=message, headers=headers)

    def blob(self) -> BlobLine:
        return BlobLine(self.laptop)


def push(call: Call) -> tuple[str, str]:
    call.laptop.write(case_scope(call.case), warning_edit("Loose dog"))
    call.laptop.push()
    verdict = call.laptop.verdicts[call.laptop.written[-1].id].verdict
    return {Verdict.ACCEPTED: "counts", Verdict.QUARANTINED: "waits"}[verdict], ""


def pull(call: Call) -> tuple[str, str]:
    texts = [answer.model_dump_json() for answer in call.laptop.pull()]
    return ("given" if any(call.case in text for text in texts) else NOTHING), ""


def verify(call: Call) -> tuple[str, str]:
    scope = case_scope(call.case)
    held = call.laptop.holds.get(scope)
    generation, position = (held.generation, held.position) if held else (1, 1)
    one = {"scope": scope, "generation": generation, "position": position, "digest": heads_digest([])}
    body = call.post("verify", VerifyRequest.model_validate({"scopes": [one]}).model_dump(mode="json")).json()
    return ("told" if body["differ"] else NOTHING), plain(call, body)


def events(call: Call) -> tuple[str, str]:
    with asyncio.Runner() as runner:
        stream = call.ward.events.open(call.laptop.device, runner.get_loop())
        told = scope_mark(case_scope(call.case)) in stream.marks
        call.ward.events.leave(stream)
    return ("told" if told else NOTHING), ""


def arrival(call: Call) -> tuple[str, str]:
    body = call.post("arrival", {"cases": [call.case], "staff": [call.ward.officer]}).json()
    return ("told" if body["cases"] else NOTHING), plain(call, body)


def locate(call: Call) -> tuple[str, str]:
    body = call.post("locate", {"name": f"Robin {call.standing.title()}", "born": BORN.isoformat()}).json()
    return ("told" if body["found"] else NOTHING), plain(call, body)


def head(call: Call) -> tuple[str, str]:
    answer = call.blob().head(call.case, named(CONTENT))
    return {200: "given", 404: NOTHING}[answer.status_code], sorted_headers(answer)


def read(call: Call) -> tuple[str, str]:
    answer = call.blob().get(call.case, named(CONTENT))
    assert answer.status_code == 404 or answer.content == CONTENT
    return {206: "given", 404: NOTHING}[answer.status_code], sorted_headers(answer) + answer.text


def state(call: Call) -> tuple[str, str]:
    answer = call.blob().state(call.case, named(CONTENT))
    return ("own" if answer.json() == {"v": 1, "offset": 0, "done": False} else answer.text), answer.text


def upload(call: Call) -> tuple[str, str]:
    data = b"%PDF-their own"
    answer = call.blob().put(call.case, named(data), len(data), 0, data)
    return ("own" if answer.json()["done"] else answer.text), answer.text


def audit(call: Call) -> tuple[str, str]:
    event = {"id": new_record(), "at": "2026-11-02T09:00:00Z", "what": "opened", "case": call.case}
    body = call.post("audit", {"events": [event]}).json()
    return ("own" if body["noted"] == [event["id"]] else str(body)), plain(call, body)


def sign_in_again(call: Call) -> tuple[str, str]:
    """Says nothing of a case; where the agency has no sign-in, nothing at all."""
    told: dict[str, object] = {
        "code": "c",
        "verifier": "v" * 43,
        "redirect": "http://127.0.0.1:1/signed-in",
        "nonce": "n",
    }
    answer = call.post("sign-in/again", told)
    return (NOTHING if answer.status_code == 403 else "told"), answer.text


_BLOB = "/sync/v1/blobs/{sha256}"
CALLS: dict[tuple[str, str], Callable[[Call], tuple[str, str]]] = {
    ("POST", "/sync/v1/pull"): pull,
    ("POST", "/sync/v1/verify"): verify,
    ("GET", "/sync/v1/events"): events,
    ("POST", "/sync/v1/arrival"): arrival,
    ("POST", "/sync/v1/locate"): locate,
    ("POST", "/sync/v1/audit"): audit,
    ("POST", "/sync/v1/sign-in/again"): sign_in_again,
    ("HEAD", _BLOB): head,
    ("GET", _BLOB): read,
    ("GET", f"{_BLOB}/upload"): state,
    ("PUT", f"{_BLOB}/upload"): upload,
    ("POST", "/sync/v1/push"): push,
}


def plain(call: Call, body: dict[str, Any]) -> str:
    """An answer without the moment and the case's own name."""
    body.pop("server_time", None)
    return json.dumps(body).replace(call.case, "CASE")


def sorted_headers(answer: httpx2.Response) -> str:
    own = {name: value for name, value in answer.headers.items() if name not in {"x-request-id", "date"}}
    return json.dumps(own, sort_keys=True)


def test_every_cell_has_its_call() -> None:
    assert CALLS.keys() == OF_CASE.keys()


@pytest.mark.parametrize(("role", "standing"), CELLS, ids=[f"{role}-{standing}" for role, standing in CELLS])
def test_each_address_tells_what_the_table_says(ward: Ward, role: StaffRole, standing: Standing) -> None:
    """And where it is nothing, the answer is that for a case that is not there, byte for byte."""
    call = Call(ward, ward.laptops[role, standing], ward.cases[standing], standing)
    nobody = CaseId(new_record())
    absent = Call(ward, call.laptop, nobody, Standing.ABSENT)
    wanted, found = {}, {}
    for key, ask in CALLS.items():
        wanted[key] = OF_CASE[key](asker(role, standing))
        found[key], text = ask(call)
        if found[key] == NOTHING:
            assert ask(absent) == (NOTHING, text), key
    assert found == wanted


@pytest.mark.parametrize("role", StaffRole)
def test_a_laptop_is_stopped_by_whom_the_table_says(ward: Ward, role: StaffRole) -> None:
    """Everybody else is told what would be said of a laptop that is not there."""
    victim = ward.enrol(ward.desk.add_person(f"Victim of {role}", StaffRole.WORKER))
    call = Call(ward, ward.laptops[role, Standing.FOREIGN], CaseId(new_record()), Standing.FOREIGN)
    listed = call.post("laptops", {"staff": victim.staff}).json()
    stopped = call.post("stop", {"device": victim.device, "reason": "Left on a bus."}).json()
    assert bool(listed["laptops"]) is OF_ROLE["POST", "/sync/v1/laptops"](role)
    assert stopped["stopped"] is OF_ROLE["POST", "/sync/v1/stop"](role)
    if not stopped["stopped"]:
        assert stopped == call.post("stop", {"device": new_record(), "reason": "Left on a bus."}).json()
        assert listed == call.post("laptops", {"staff": new_record()}).json()


@pytest.mark.parametrize("role", StaffRole)
def test_the_agencys_figures_are_given_to_whom_the_table_says(ward: Ward, role: StaffRole) -> None:
    """Everybody else is answered without a table, however many cases there are."""
    call = Call(ward, ward.laptops[role, Standing.FOREIGN], CaseId(new_record()), Standing.FOREIGN)
    body = call.post("measures", {"period": "quarter", "day": "2026-11-02"}).json()
    assert bool(body["tables"]) is OF_ROLE["POST", "/sync/v1/measures"](role)
    assert bool(body["cases"]) is bool(body["tables"])


@pytest.mark.parametrize("shown", Shown)
def test_who_shows_no_good_token_is_refused_everywhere_alike(ward: Ward, shown: Shown) -> None:
    """Before anything of the request is read."""
    show = shower(ward, shown)
    statuses, texts = {}, set()
    for (method, path), entrance in ENTRANCES.items():
        if entrance.proof is not Proof.TOKEN:
            continue
        body = b"{" if method in {"POST", "PUT"} else b""
        target = path.replace("{sha256}", named(CONTENT))
        headers = show(method, target, body_digest(body))
        with httpx2.Client(base_url=ward.url, trust_env=False, headers={"connection": "close"}) as client:
            if shown is Shown.REPLAYED:
                with client.stream(method, target, headers=headers, content=body) as first:
                    assert first.status_code != 401
            answer = client.request(method, target, headers=headers, content=body)
        statuses[method, path] = answer.status_code if answer.status_code in {401, 503} else None
        if answer.status_code in {401, 503} and method != "HEAD":
            texts.add(answer.text)
    if shown is Shown.RESTORING:
        confirm_epoch(ward.office)
    of_token = {key: one for key, one in ENTRANCES.items() if one.proof is Proof.TOKEN}
    assert statuses == {key: status_of(one, shown) for key, one in of_token.items()}
    assert len(texts) == 1


Show = Callable[[str, str, str], dict[str, str]]


def shower(ward: Ward, shown: Shown) -> Show:
    """What makes the headers of a request to method, target, with a body of a digest."""
    if shown is Shown.NOTHING:
        return lambda *_: {}
    laptop = ward.enrol(ward.desk.add_person(f"Shows {shown}", StaffRole.WORKER))
    token = {"authorization": f"Bearer {laptop.token()}"}
    if shown is Shown.STRANGER:
        stranger = ward.enrol(laptop.staff)
        return lambda *asked: stranger.proven(*asked) | token
    _come_to_pass(ward, shown, laptop)
    return {
        Shown.UNKNOWN: lambda *asked: laptop.proven(*asked) | {"authorization": "Bearer nobody-was-given-this"},
        Shown.ALONE: lambda *_: token,
        Shown.OTHER: lambda method, _, digest: laptop.proven(method, "/sync/v1/other", digest),
    }.get(shown, laptop.proven)


def _come_to_pass(ward: Ward, shown: Shown, laptop: BareLaptop) -> None:
    """What happens before the laptop shows anything."""
    if shown is Shown.OLD:
        ward.clock.advance(minutes=15)
        for one in ward.laptops.values():
            one._token = None
    if shown is Shown.STOPPED:
        stop(ward.office, laptop.device)
    if shown is Shown.RESTORING:
        with ward.office.database.write() as connection:
            save_epoch(connection, load_epoch(connection).number, confirmed=False)


def test_a_route_that_no_entrance_names_is_not_there(ward: Ward) -> None:
    """Deny by default: even to somebody with a good token, and without a token asked for."""
    app: FastAPI = create_app(ward.office)

    @app.get("/sync/v1/forgotten")
    def forgotten() -> str:
        return "canary"

    laptop = ward.laptops[StaffRole.SERVICE_MANAGER, Standing.OWN]
    laptop.token(fresh=True)
    headers = laptop.proven("GET", "/sync/v1/forgotten")
    answer = asyncio.run(asked(app, "/sync/v1/forgotten", headers))
    assert (answer.status_code, "canary" in answer.text) == (404, False)


async def asked(app: FastAPI, path: str, headers: dict[str, str]) -> httpx2.Response:
    """An answer of an application that listens nowhere."""
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://office") as client:
        return await client.get(path, headers=headers)
