"""Somebody who is excluded finds nothing, wherever they look: through a real office and real laptops, by a canary."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.ledger.lookup import LocateRequest, LocateResponse
from casework.ledger.protocol import ScopeDigest, VerifyRequest, VerifyResponse
from casework.records.contact.appointment import Appointment
from casework.records.file.case import RiskLevel
from casework.records.identifier import (
    AGENCY,
    CaseId,
    Scope,
    ScopeSort,
    case_scope,
    grants_scope,
    restricted_scope,
)
from casework.records.person.person import Person
from casework.records.staff.grant import GrantRole, Window
from casework.records.staff.staff import StaffRole
from casework.rules.permission import Action
from desktop.services.amend import change_telephone
from desktop.services.attachment import attachment_lines
from desktop.services.attention import Attention, read_attention
from desktop.services.case_access import read_case_access
from desktop.services.case_page import read_case
from desktop.services.caseload import find, read_caseload
from desktop.services.conflict import open_conflicts
from desktop.services.contact_page import chronology, contact_lines
from desktop.services.draft import draft_lines, keep_draft
from desktop.services.granting import cover_choices, exclude, reader_choices
from desktop.services.looking import read_looks
from desktop.services.person_copy import copy_choices, prepare
from desktop.services.person_line import person_line, person_lines
from desktop.services.record_list import record_lines
from desktop.services.risk import sign_level
from desktop.services.session import Session
from desktop.services.today import read_today
from desktop.services.unfinished import open_notes
from server.device_zero import ServerSave
from tests.desktop.store.plain_page import plain_bytes
from tests.e2e.colleague import KEY, Colleague, make_colleague
from tests.fakes.bare_laptop import BareLaptop
from tests.fakes.office import RunningOffice, running_office
from tests.server.sample import new_record, warning_edit

CANARY = "Zzquagmire"
NUMBER = "CHS7799001234"


@dataclass
class Scene:
    """A case with its officer, and the senior who is excluded: of the team, on duty, covering and a co-worker."""

    office: RunningOffice
    case: CaseId
    officer: Colleague
    other_senior: Colleague
    excluded: Colleague

    def keep_out(self) -> None:
        """Exclude the senior, by another one on their laptop, and let everybody sync until it has taken effect."""
        exclude(self.other_senior.session, self.case, self.excluded.staff, "A relative.")
        for one in (self.other_senior, self.excluded, self.officer) * 2:
            one.sync()


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with running_office(tmp_path) as office, ExitStack() as stack:
        team = office.team("North")
        orla = office.person("Orla Officer", team=team)
        seonaid = office.person("Seonaid Senior", StaffRole.SENIOR, team)
        xanthe = office.person("Xanthe Excluded", StaffRole.SENIOR, team)
        case = office.case(orla, team=team, family=CANARY)
        now = office.parts.clock.now()
        window = Window(starts=now, ends=now + timedelta(days=3))
        office.administration.allocate(case, xanthe, GrantRole.CO_WORKER)
        office.administration.give_cover(case, xanthe, window, "Ill.")
        turn: JsonValue = {"staff": xanthe, "starts": now.isoformat(), "ends": (now + timedelta(days=3)).isoformat()}
        office.write(AGENCY, "duty", {"turn": turn})
        fill(office, case, xanthe)
        made = [
            stack.enter_context(closing(make_colleague(tmp_path / name, office, staff)))
            for name, staff in (("officer", orla), ("senior", seonaid), ("excluded", xanthe))
        ]
        yield Scene(office, case, *made)


def fill(office: RunningOffice, case: CaseId, visitor: str) -> None:
    """Put the canary wherever something is listed, counted or waits: a number, an address, a warning, a visit today."""
    (person,) = office.parts.zero.states(Person.kind, case_scope(case))
    number: JsonValue = {"sort": "criminal_history", "number": NUMBER}
    edit = Edit(record=person.record, kind=Person.kind, add={"references": [number]}, set={"telephone": "1"})
    write(office, case, edit)
    write(office, case, Edit(record=person.record, kind=Person.kind, set={"telephone": f"2 {CANARY}"}))
    write(office, case, warning_edit(f"{CANARY} keeps geese"))
    now = office.parts.clock.now().isoformat()
    plan: JsonValue = {"sort": "home_visit_announced", "starts": now, "place": CANARY, "staff": visitor}
    values: dict[str, JsonValue] = {"plan": plan, "state": {"status": "planned"}}
    write(office, case, Edit(record=new_record(), kind=Appointment.kind, set=values))
    restricted: dict[str, JsonValue] = {
        "made_on": "2026-11-01",
        "made_by": "somebody",
        "review_on": "2027-02-01",
        "formulation": f"{CANARY}, restricted",
    }
    office.write(restricted_scope(case), "risk_management_plan", restricted)


def write(office: RunningOffice, case: CaseId, edit: Edit) -> None:
    """Write an edit as the office."""
    author, now = office.parts.agency.administrator, office.parts.clock.now()
    office.parts.zero.save([ServerSave(case_scope(case), (edit,), author, now)])


Look = Callable[[Session, CaseId], object]


def counted(attention: Attention) -> int:
    """How much there is to attend to."""
    return attention.conflicts + attention.looks + attention.proposals + len(attention.drafts)


_SORTS: tuple[ScopeSort, ...] = ("case", "grants", "restricted")

LOOKS: dict[str, Look] = {
    "search": lambda session, _: session.store.search(CANARY),
    "search by number": lambda session, _: session.store.search(NUMBER),
    "finder": lambda session, _: find(session, CANARY),
    "caseload": lambda session, _: read_caseload(session),
    "today": lambda session, _: [*read_today(session).visits, *read_today(session).due],
    "counts": lambda session, _: read_today(session).cases + read_today(session).conflicts,
    "attention": lambda session, _: counted(read_attention(session)),
    "looks": lambda session, _: read_looks(session),
    "conflicts": lambda session, _: open_conflicts(session),
    "unfinished notes": lambda session, _: open_notes(session, person_lines(session)),
    "drafts": lambda session, _: (*session.store.drafts(), *draft_lines(session, person_lines(session))),
    "people": lambda session, _: person_lines(session),
    "scopes": lambda session, _: [scope for sort in _SORTS for scope in session.store.scopes(sort)],
    "records": lambda session, case: session.store.records_of_case(case),
    "every record": lambda session, _: [state for state in session.store.states() if CANARY in str(state)],
    "record list": lambda session, case: [line for line in record_lines(session, case) if CANARY in str(line)],
    "contacts": contact_lines,
    "chronology": chronology,
    "attachments": attachment_lines,
    "case page": read_case,
    "copy for the person": lambda session, case: [
        line for _, kinds in copy_choices() for line in prepare(session, case, kinds).lines
    ],
    "cover choices": cover_choices,
    "reader choices": reader_choices,
    "who has access": lambda session, case: read_case_access(session, case).lines,
    "waiting": lambda session, _: [*session.store.waiting(), *session.store.facts().waiting],
}


@pytest.mark.parametrize("begun", ["held it before", "never held it"])
def test_the_excluded_colleague_finds_nothing_on_their_laptop(scene: Scene, begun: str, tmp_path: Path) -> None:
    """Senior of the team, on duty, covering and a co-worker: it does not help. Others find it in the same places."""
    held = begun == "held it before"
    if held:
        form = json.dumps({"narrative": f"{CANARY} half a sentence"})
        keep_draft(scene.excluded.session, "d1", scene.case, "contact", form)
        found = {name for name, look in LOOKS.items() if look(scene.excluded.session, scene.case)}
        assert found >= {"search", "search by number", "finder", "caseload", "today", "counts", "drafts", "attention"}
        assert found >= {"copy for the person", "cover choices", "records", "case page"}
    intrude(scene)
    scene.keep_out()
    who = scene.excluded
    if not held:
        who = make_colleague(tmp_path / "second", scene.office, scene.excluded.staff)
    try:
        who.sync()
        assert {name: seen for name, look in LOOKS.items() if (seen := look(who.session, scene.case))} == {}
        assert CANARY.encode() not in plain_bytes(who.folder / "store.db", KEY)
        assert NUMBER.encode() not in plain_bytes(who.folder / "store.db", KEY)
        assert not any(who.session.may(action, case_scope(scene.case)) for action in (Action.READ_CASE, Action.RELEASE))
        check_errors(who.session, scene.case)
    finally:
        if not held:
            who.close()
    others = {name for name, look in LOOKS.items() if look(scene.other_senior.session, scene.case)}
    assert others >= {
        "search",
        "finder",
        "caseload",
        "looks",
        "waiting",
        "conflicts",
        "who has access",
        "cover choices",
    }
    names = {choice.name for choice in cover_choices(scene.other_senior.session, scene.case)}
    assert "Xanthe Excluded" not in names


def intrude(scene: Scene) -> None:
    """Let something wait in the case: somebody without access has sent a warning."""
    stranger = scene.office.person("Sid Stranger")
    laptop = BareLaptop.enrol(scene.office.url, scene.office.code(stranger))
    laptop.write(case_scope(scene.case), warning_edit(f"{CANARY}, not theirs to write"))
    laptop.push()
    laptop.close()


def check_errors(session: Session, case: CaseId) -> None:
    """No error says who it is."""
    works: list[Callable[[], object]] = [
        lambda: change_telephone(session, case, "2"),
        lambda: sign_level(session, case, RiskLevel.LOW, ""),
        lambda: exclude(session, case, session.me, "Me."),
        lambda: person_line(session, case),
    ]
    for work in works:
        try:
            said = repr(work())
        except UserError as error:
            said = str(error)
        assert CANARY not in said
        assert NUMBER not in said


def test_the_office_answers_the_excluded_colleague_as_if_there_were_no_such_case(scene: Scene) -> None:
    """Look-ups, pages, receipts, digests, attachments: the same bytes as for a case that does not exist."""
    scene.keep_out()
    laptop = BareLaptop.enrol(scene.office.url, scene.office.code(scene.excluded.staff))
    try:
        pulled = [answer.model_dump_json() for answer in laptop.pull()]
        assert not any(word in text for text in pulled for word in (scene.case, CANARY, NUMBER))
        nowhere = CaseId(new_record())
        assert located(laptop, identifier=NUMBER) == located(laptop, identifier="CHS0000000000")
        known = located(laptop, name=f"Robin {CANARY}", born="1990-05-01")
        assert known == located(laptop, name="Robin Nobody", born="1990-05-01")
        for make in (case_scope, restricted_scope, grants_scope):
            assert receipt(laptop, make(scene.case)) == receipt(laptop, make(nowhere))
        assert digest(laptop, scene.case).behind == [case_scope(scene.case)]
        assert digest(laptop, nowhere).behind == [case_scope(nowhere)]
        for method in ("HEAD", "GET"):
            assert blob(laptop, method, scene.case) == blob(laptop, method, nowhere)
        change_telephone(scene.officer.session, scene.case, "3")
        scene.officer.sync()
        after = laptop.pull()
        assert [len(answer.pages) for answer in after] == [0]
        assert after[0].waiting == []
    finally:
        laptop.close()


def located(laptop: BareLaptop, **asked: str) -> LocateResponse:
    """What the office says to a look-up."""
    request = LocateRequest.model_validate(asked)
    found = laptop.line.post("locate", request, LocateResponse, laptop.token())
    assert found.found == []
    return found


def receipt(laptop: BareLaptop, scope: Scope) -> JsonValue:
    """What becomes of an entry, but for its own id and number."""
    entry = laptop.write(scope, warning_edit("Is there anybody?"))
    laptop.push([entry])
    told: dict[str, JsonValue] = laptop.verdicts[entry.id].model_dump(mode="json")
    return {name: value for name, value in told.items() if name not in {"entry", "seq"}}


def digest(laptop: BareLaptop, case: CaseId) -> VerifyResponse:
    """What the office says of a scope that the laptop claims to hold."""
    claimed = ScopeDigest(scope=case_scope(case), generation=1, position=1, digest="0" * 64)
    found = laptop.line.post("verify", VerifyRequest(scopes=[claimed]), VerifyResponse, laptop.token())
    assert found.differ == []
    return found


def blob(laptop: BareLaptop, method: str, case: CaseId) -> tuple[int, bytes, list[str]]:
    """What the office says when an attachment is asked for: status, body, and which headers there are."""
    headers = {"authorization": f"Bearer {laptop.token()}", "doorstep-case": case, "range": "bytes=0-99"}
    response: httpx2.Response = laptop.line.client.request(method, f"/sync/v1/blobs/{'a' * 64}", headers=headers)
    return response.status_code, response.content, sorted(name for name in response.headers if name != "date")
