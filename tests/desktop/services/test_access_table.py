"""Every cell of docs/access.md on a laptop: what may not count is refused in a sentence, what may is saved."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Literal

import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Edit, Link, Signed, seal_entry
from casework.ledger.protocol import Verdict
from casework.records.identifier import (
    AGENCY,
    CaseId,
    DeviceId,
    EntryId,
    Scope,
    StaffId,
    case_scope,
    grants_scope,
    restricted_scope,
    returns_scope,
    staff_scope,
    team_scope,
)
from casework.records.record import SCHEMA, Period, Record
from casework.records.staff.grant import (
    Allocation,
    Cover,
    EmergencyAccess,
    EmergencyWindow,
    Exclusion,
    GrantRole,
    Holder,
    RestrictedReader,
    Window,
)
from casework.records.staff.staff import Duty, Post, Staff, StaffRole, Turn
from casework.records.staff.staff import Team as TeamRecord
from casework.rules.access import CASEWORK_ROLES, Why
from casework.rules.intake_reason import REASON_SENTENCES, Reason
from casework.rules.permission import Action, may
from desktop.services.recorder import Recorder
from desktop.services.session import Session
from desktop.store.case_store import CaseStore
from desktop.store.connection import Connection
from tests.fakes.access_case import AccessCase, attempts, case_entries
from tests.fakes.case_store import ADMINISTRATOR, identity, new, open_new, uid
from tests.fakes.clock import MOMENT, FakeClock
from tests.fakes.log_office import LogOffice
from tests.server.sample import warning_edit
from tooling.access_page import CASE_ACTIONS, SEATS, Seat, Situation

NORTH, SOUTH = uid(21), uid(22)
STAFF = {seat.key: StaffId(uid(50 + number)) for number, seat in enumerate(SEATS)}
THIRD, OTHER = StaffId(uid(70)), StaffId(uid(71))
_SINCE = Period(starts=date(2026, 11, 2))
_STAND_BY = {Why.DUTY, Why.SERVICE_MANAGER}
_SITUATIONS = tuple(Situation)

_KEPT_FOR_THE_OFFICE = (
    Action.RECORD_CONTACT,
    Action.RECORD_PLAN,
    Action.SIGN_ASSESSMENT,
    Action.PROPOSE_LEVEL,
    Action.RESOLVE_CONFLICT,
    Action.MARK_WRONG_FILE,
)
"""Plain writing in a case."""


@dataclass
class AccessLaptops:
    """An office that keeps everything and judges nothing, and for each seat a laptop with cases in every situation."""

    folder: Path
    office: LogOffice = field(default_factory=lambda: LogOffice(ADMINISTRATOR))
    numbers: Iterator[int] = field(default_factory=lambda: count(1000))
    cases: dict[tuple[str, Situation], AccessCase] = field(default_factory=dict)
    sessions: dict[str, tuple[Session, Connection]] = field(default_factory=dict)

    def new_id(self) -> str:
        """A new record id."""
        return uid(next(self.numbers))

    def give(self, scope: Scope, record: Record, ident: str | None = None) -> None:
        """Let the office have a record."""
        self.office.write(scope, new(record, ident or self.new_id()))

    def people(self) -> None:
        """Somebody in each seat, and a duty rota of one."""
        for team in (NORTH, SOUTH):
            self.give(AGENCY, TeamRecord(name=f"Team {team[-2:]}"), team)
        for seat in SEATS:
            team = NORTH if seat.why is Why.SENIOR or seat.role is not StaffRole.SENIOR else SOUTH
            self.give(AGENCY, _member(seat.words, seat.role, team), STAFF[seat.key])
        for who in (THIRD, OTHER):
            self.give(AGENCY, _member("Somebody", StaffRole.WORKER, SOUTH), who)
        turn = Turn(staff=STAFF["duty"], starts=MOMENT - timedelta(hours=1), ends=MOMENT + timedelta(days=30))
        self.give(AGENCY, Duty(turn=turn))
        self.office.grant(AGENCY)

    def case(self, seat: Seat, situation: Situation) -> AccessCase:
        """A case of somebody else, with somebody of the seat in the situation."""
        case, staff = CaseId(self.new_id()), STAFF[seat.key]
        self.give(grants_scope(case), _allocation("staff", OTHER, GrantRole.OFFICER))
        for way in _ways_in(seat) if situation is not Situation.FOREIGN else ():
            self.give(grants_scope(case), way)
        if situation is Situation.EXCLUDED:
            self.give(grants_scope(case), Exclusion(staff=staff, period=_SINCE))
        if situation is Situation.NAMED:
            self.give(grants_scope(case), RestrictedReader(staff=staff, period=_SINCE, reason="The plan."))
        saves, records = case_entries(self.new_id, case)
        entries = {name: self.office.write(scope, edit) for name, (scope, edit) in saves.items()}
        self.office.grant(grants_scope(case), case_scope(case), restricted_scope(case))
        return AccessCase(case, entries, records, self.held_back(case), self.new_id, MOMENT, THIRD)

    def held_back(self, case: CaseId) -> EntryId:
        """An entry of somebody without access, as it goes to those who decide."""
        signed = Signed(DeviceId("another"), THIRD, case_scope(case), MOMENT, SCHEMA)
        sealed = seal_entry(Link(next(self.numbers), None), signed, [warning_edit("Not theirs to write")])
        self.office.log(sealed, Verdict.QUARANTINED, Reason.NO_ACCESS)
        return sealed.id

    def session(self, seat: Seat) -> Session:
        """The laptop of whoever sits there, after it synced."""
        if seat.key not in self.sessions:
            connection = open_new(self.folder / f"{seat.key}.db")
            store = CaseStore(connection, FakeClock())
            store.save_identity(identity(self.office, STAFF[seat.key], DeviceId(f"device-{seat.key}")))
            mine = {on: one for (key, on), one in self.cases.items() if key == seat.key}
            parts = (grants_scope, case_scope, restricted_scope)
            self.office.allowed = {AGENCY, *(part(one.case) for one in mine.values() for part in parts)}
            self.office.settle(store)
            waiting = [one.case for on, one in mine.items() if on is not Situation.FOREIGN]
            store.apply_pull(self.office.answer([]).model_copy(update={"waiting": waiting}))
            self.sessions[seat.key] = Session(store, FakeClock()), connection
        return self.sessions[seat.key][0]


def _member(name: str, role: StaffRole, team: str) -> Staff:
    return Staff(name=name, post=Post(role=role, team=team), active=True)


def _allocation(sort: Literal["staff", "team"], holder: str, role: GrantRole) -> Allocation:
    return Allocation(holder=Holder(sort=sort, id=holder, role=role), period=_SINCE)


def _ways_in(seat: Seat) -> list[Record]:
    """What is given to whoever sits there, in the way of the seat; to business support and administrators, too."""
    staff = STAFF[seat.key]
    window = EmergencyWindow(starts=MOMENT, ends=MOMENT + timedelta(hours=12))
    ways: dict[Why, Record] = {
        Why.OFFICER: _allocation("staff", staff, GrantRole.OFFICER),
        Why.CO_WORKER: _allocation("staff", staff, GrantRole.CO_WORKER),
        Why.SENIOR: _allocation("team", NORTH, GrantRole.TEAM),
        Why.COVER: Cover(staff=staff, window=Window(starts=window.starts, ends=window.ends), reason="Ill."),
        Why.EMERGENCY: EmergencyAccess(staff=staff, window=window, reason="At the door."),
        Why.SERVICE_MANAGER: Exclusion(staff=STAFF["duty"], period=_SINCE),
    }
    never = seat.role in {StaffRole.BUSINESS_SUPPORT, StaffRole.ADMINISTRATOR}
    why = Why.OFFICER if never else seat.why
    return [ways[why]] if why in ways else []


def cells() -> list[tuple[Seat, Situation]]:
    """Every column of every table."""
    return [(s, on) for s in SEATS for on in _SITUATIONS if on is not Situation.FOREIGN or s.why not in _STAND_BY]


@pytest.fixture(scope="module")
def laptops(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AccessLaptops]:
    """The laptops, with a case for every cell; a laptop is opened when a test needs it."""
    made = AccessLaptops(tmp_path_factory.mktemp("laptops"))
    made.people()
    for seat, situation in cells():
        made.cases[seat.key, situation] = made.case(seat, situation)
    yield made
    for _, connection in made.sessions.values():
        connection.close()


@pytest.mark.parametrize(("seat", "situation"), cells(), ids=[f"{seat.key}-{on}" for seat, on in cells()])
def test_a_laptop_saves_and_shows_exactly_what_the_table_says(
    laptops: AccessLaptops, seat: Seat, situation: Situation
) -> None:
    """One attempt at each action; where it is refused, in a sentence of the rules, and nothing is saved."""
    around, session = laptops.cases[seat.key, situation], laptops.session(seat)
    mine = seat.access(situation)
    found = {
        Action.READ_CASE: around.case in session.cases(),
        Action.READ_RESTRICTED: session.may(Action.READ_RESTRICTED, restricted_scope(around.case)),
    }
    for action, saves in attempts(around, session.me).items():
        found[action] = all(_is_saved(session, scope, edits) for scope, edits in saves)
    # Nobody administers through a laptop: that is the command line's.
    assert not found.pop(Action.STAFF_AND_ROTA)
    # A case may have left while a form was open: what is saved then is sent, and the office judges it.
    left = seat.role in CASEWORK_ROLES and not mine.reads and not mine.excluded
    kept = _KEPT_FOR_THE_OFFICE if left else ()
    tried = [action for action in CASE_ACTIONS if action is not Action.ASK_EXPUNGE]
    expected = {action: action in kept or may(action, seat.role, mine) for action in tried}
    assert found == expected


def _is_saved(session: Session, scope: Scope, edits: tuple[Edit, ...]) -> bool:
    before, sentence = session.store.chain(), ""
    try:
        Recorder(session).save(scope, edits)
    except UserError as error:
        sentence = str(error)
    saved = session.store.chain() != before
    assert saved or sentence in REASON_SENTENCES.values()
    return saved


_SERVICE: dict[str, set[str]] = {
    "officer": {"own team", "own supervision", "own returns"},
    "senior": {"own team", "own supervision", "a worker's", "a worker's training", "own returns"},
    "manager": {
        "own team",
        "other team",
        "own supervision",
        "a worker's",
        "a stranger's",
        "a worker's training",
        "a stranger's training",
        "own returns",
        "other's",
    },
    "support": {"own returns"},
    "administrator": set(),
}


@pytest.mark.parametrize("key", sorted(_SERVICE))
def test_a_laptop_writes_into_the_scopes_of_the_service_as_the_table_says(laptops: AccessLaptops, key: str) -> None:
    """Near misses, supervision, training and returns."""
    session = laptops.session(next(seat for seat in SEATS if seat.key == key))
    miss: dict[str, JsonValue] = {
        "happened_on": "2026-11-01",
        "what": "A door was locked.",
        "could_have": "Nobody would have come.",
        "themes": ["visit"],
    }
    held: dict[str, JsonValue] = {"held_on": "2026-11-01", "about": THIRD, "supervisor": "somebody"}
    wanted: dict[str, tuple[Scope, str, dict[str, JsonValue]]] = {
        "own team": (team_scope(NORTH), "near_miss", miss),
        "other team": (team_scope(SOUTH), "near_miss", miss),
        "own supervision": (staff_scope(session.me), "supervision_session", held),
        "a worker's": (staff_scope(STAFF["cover"]), "supervision_session", held),
        "a stranger's": (staff_scope(THIRD), "supervision_session", held),
        "own training": (AGENCY, "training", trained(session.me)),
        "a worker's training": (AGENCY, "training", trained(STAFF["cover"])),
        "a stranger's training": (AGENCY, "training", trained(THIRD)),
        "own returns": (returns_scope(NORTH), "return_of_a_newer_version", {"count": 3}),
        "other's": (returns_scope(SOUTH), "return_of_a_newer_version", {"count": 3}),
    }
    edits = {name: (scope, new_edit(laptops.new_id(), kind, values)) for name, (scope, kind, values) in wanted.items()}
    assert {name for name, (scope, edit) in edits.items() if _is_saved(session, scope, (edit,))} == _SERVICE[key]


def trained(staff: str) -> dict[str, JsonValue]:
    """That somebody was trained."""
    return {"staff": staff, "subject": "lscmi", "completed_on": "2026-11-01"}


def new_edit(record: str, kind: str, values: dict[str, JsonValue]) -> Edit:
    """The edit that makes a record of any kind."""
    return Edit.model_validate({"record": record, "kind": kind, "set": values})
