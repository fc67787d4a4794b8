"""Every cell of docs/access.md at the office: what is sent counts or does not, what is read is given or is not."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.ledger.protocol import Verdict
from casework.records.identifier import (
    AGENCY,
    CaseId,
    EntryId,
    RecordId,
    Scope,
    StaffId,
    case_scope,
    grants_scope,
    restricted_scope,
    returns_scope,
    staff_scope,
    team_scope,
)
from casework.records.record import Period, Record
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
from casework.records.staff.staff import StaffRole
from casework.rules.access import Why
from casework.rules.intake_reason import Reason
from casework.rules.permission import Action, may
from server.administration import Administration
from server.device_zero import ServerSave
from server.enrolment import make_code
from server.erasure import Aim, propose_erasure
from server.office import Office
from tests.fakes.access_case import CANARY, RESTRICTED_CANARY, AccessCase, attempts, case_entries
from tests.fakes.bare_laptop import BareLaptop
from tests.fakes.clock import FakeClock
from tests.fakes.served import served
from tests.server.conftest import opened_parts
from tests.server.sample import new_record, warning_edit
from tooling.access_page import CASE_ACTIONS, SEATS, Seat, Situation

_ON_CASE = (Situation.OWN, Situation.NAMED, Situation.FOREIGN, Situation.EXCLUDED)
_NOT_BY_WRITING = frozenset({Action.READ_CASE, Action.READ_RESTRICTED, Action.ASK_EXPUNGE})


def cells() -> list[tuple[Seat, Situation]]:
    """Every column of every table. Whoever is on duty is off a case when nothing waits in it, like any senior."""
    standing_by = {Why.DUTY, Why.SERVICE_MANAGER}
    return [(s, on) for s in SEATS for on in _ON_CASE if on is not Situation.FOREIGN or s.why not in standing_by]


@dataclass
class AccessOffice:
    """An office with somebody in each seat, each with a laptop."""

    parts: Office
    clock: FakeClock
    url: str
    closing: ExitStack
    staff: dict[str, StaffId] = field(default_factory=dict)
    teams: dict[str, str] = field(default_factory=dict)
    laptops: dict[StaffId, BareLaptop] = field(default_factory=dict)

    @property
    def desk(self) -> Administration:
        """What the administrator does."""
        return Administration(self.parts)

    def laptop(self, staff: StaffId) -> BareLaptop:
        """Somebody's laptop."""
        if staff not in self.laptops:
            self.laptops[staff] = BareLaptop.enrol(self.url, make_code(self.parts, staff))
            # A laptop waits here for its next turn longer than the server keeps a line open.
            self.laptops[staff].line.client.headers["connection"] = "close"
            self.closing.callback(self.laptops[staff].close)
        return self.laptops[staff]

    def write(self, saves: Sequence[tuple[Scope, Edit]]) -> list[EntryId]:
        """Write as the office."""
        author, now = self.parts.agency.administrator, self.clock.now()
        return self.parts.zero.save([ServerSave(scope, (edit,), author, now) for scope, edit in saves])

    def people(self) -> None:
        """Somebody in each seat, with a duty rota of one."""
        for team in ("North", "South"):
            self.teams[team] = self.desk.add_team(team)
        for number, seat in enumerate(SEATS):
            team = "North" if seat.why is Why.SENIOR or seat.role is not StaffRole.SENIOR else "South"
            self.staff[seat.key] = self.desk.add_person(f"Seat {number}", seat.role, team)
        self.staff["third"] = self.desk.add_person("Third Person", StaffRole.WORKER, "South")
        self.staff["other"] = self.desk.add_person("Other Officer", StaffRole.WORKER, "South")
        self.staff["stranger"] = self.desk.add_person("Stranger", StaffRole.WORKER, "South")
        starts, ends = self.clock.now() - timedelta(hours=1), self.clock.now() + timedelta(days=30)
        turn: JsonValue = {"staff": self.staff["duty"], "starts": starts.isoformat(), "ends": ends.isoformat()}
        self.write([(AGENCY, Edit(record=new_record(), kind="duty", set={"turn": turn}))])

    def case(self, seat: Seat, situation: Situation) -> AccessCase:
        """A case of somebody else, in which something waits, with somebody of the seat in the situation."""
        case, staff = CaseId(new_record()), self.staff[seat.key]
        given: list[Record] = [_allocation("staff", self.staff["other"], GrantRole.OFFICER)]
        if situation is not Situation.FOREIGN:
            given += self.ways_in(seat)
        if situation is Situation.EXCLUDED:
            given.append(Exclusion(staff=staff, period=_SINCE))
        if situation is Situation.NAMED:
            given.append(RestrictedReader(staff=staff, period=_SINCE, reason="Works on the plan."))
        saves, records = case_entries(new_record, case)
        grants = [(grants_scope(case), new_edit(one)) for one in given]
        written = self.write([*grants, *saves.values()])
        entries = dict(zip(saves, written[len(grants) :], strict=True))
        stranger = self.laptop(self.staff["stranger"])
        held_back = stranger.write(case_scope(case), warning_edit("Not theirs to write"))
        stranger.push([held_back])
        return AccessCase(case, entries, records, held_back.id, new_record, self.clock.now(), self.staff["third"])

    def ways_in(self, seat: Seat) -> list[Record]:
        """What is given to whoever sits there, in the way of the seat; to business support and administrators, too."""
        staff, now = self.staff[seat.key], self.clock.now()
        officers = {StaffRole.BUSINESS_SUPPORT, StaffRole.ADMINISTRATOR}
        ways: dict[Why, Record] = {
            Why.OFFICER: _allocation("staff", staff, GrantRole.OFFICER),
            Why.CO_WORKER: _allocation("staff", staff, GrantRole.CO_WORKER),
            Why.SENIOR: _allocation("team", self.teams["North"], GrantRole.TEAM),
            Why.COVER: Cover(staff=staff, window=Window(starts=now, ends=now + timedelta(days=20)), reason="Ill."),
            Why.EMERGENCY: EmergencyAccess(
                staff=staff, window=EmergencyWindow(starts=now, ends=now + timedelta(hours=12)), reason="At the door."
            ),
            Why.SERVICE_MANAGER: Exclusion(staff=self.staff["duty"], period=_SINCE),
        }
        why = Why.OFFICER if seat.role in officers else seat.why
        return [ways[why]] if why in ways else []


_SINCE = Period(starts=date(2026, 11, 2))


def _allocation(sort: Literal["staff", "team"], holder: str, role: GrantRole) -> Allocation:
    return Allocation(holder=Holder(sort=sort, id=holder, role=role), period=_SINCE)


def new_edit(record: Record) -> Edit:
    """The edit that makes a record."""
    return Edit(record=new_record(), kind=record.kind, set=record.values())


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AccessOffice]:
    """One office for every cell: each has a case of its own."""
    clock = FakeClock()
    with ExitStack() as closing:
        parts = closing.enter_context(opened_parts(tmp_path_factory.mktemp("table") / "office", "", clock))
        url = closing.enter_context(served(parts))
        made = AccessOffice(parts, clock, url, closing)
        made.people()
        yield made


@pytest.mark.parametrize(("seat", "situation"), cells(), ids=[f"{seat.key}-{on}" for seat, on in cells()])
def test_the_office_lets_count_and_gives_exactly_what_the_table_says(
    office: AccessOffice, seat: Seat, situation: Situation
) -> None:
    """One attempt at each action from the laptop of whoever sits there, what a pull brings, and what the desk does."""
    around, me = office.case(seat, situation), office.staff[seat.key]
    laptop, mine = office.laptop(me), seat.access(situation)
    found = {Action.ASK_EXPUNGE: may_order(office, around, me)}
    found |= reading(laptop, around)
    tried = attempts(around, me)
    sent = {action: [laptop.write(scope, *edits, at=around.at) for scope, edits in tried[action]] for action in tried}
    laptop.push([entry for written in sent.values() for entry in written])
    for action, written in sent.items():
        verdicts = [laptop.verdicts[entry.id] for entry in written]
        found[action] = all(one.verdict is Verdict.ACCEPTED for one in verdicts)
        refused = [one for one in verdicts if one.verdict is not Verdict.ACCEPTED]
        assert all(one.verdict is Verdict.QUARANTINED for one in refused)
        if not mine.reads and action is not Action.STAFF_AND_ROTA:
            assert all((one.reason, one.position) == (Reason.NO_ACCESS, 0) for one in refused), action
    # Nobody administers through a laptop: that is the command line's.
    assert not found.pop(Action.STAFF_AND_ROTA)
    expected = {action: may(action, seat.role, mine) for action in CASE_ACTIONS if action in found}
    assert found == expected
    assert set(CASE_ACTIONS) - set(found) <= _NOT_BY_WRITING


def reading(laptop: BareLaptop, around: AccessCase) -> dict[Action, bool]:
    """What a pull brings of the case; not a word of it where nothing is brought."""
    laptop.token(fresh=True)
    laptop.pull()
    everything = "".join(text for scope in laptop.holds for text in laptop.texts(scope) if around.case in scope)
    held = {
        Action.READ_CASE: around.scope in laptop.holds,
        Action.READ_RESTRICTED: restricted_scope(around.case) in laptop.holds,
    }
    assert (CANARY in everything) is held[Action.READ_CASE]
    restricted = "".join(laptop.texts(restricted_scope(around.case)))
    assert (RESTRICTED_CANARY in restricted) is held[Action.READ_RESTRICTED]
    return held


def may_order(office: AccessOffice, around: AccessCase, me: StaffId) -> bool:
    """Whether somebody may order at the office that words are destroyed."""
    try:
        propose_erasure(office.parts, Aim(around.scope, RecordId(around.records["misfiled"])), "A court.", me)
    except UserError:
        return False
    return True


def service_scopes(office: AccessOffice, key: str) -> dict[str, tuple[Action, Scope]]:
    """The scopes of the service as somebody sees them."""
    north, south = office.teams["North"], office.teams["South"]
    return {
        "own team": (Action.NEAR_MISS, team_scope(north)),
        "other team": (Action.NEAR_MISS, team_scope(south)),
        "own supervision": (Action.SUPERVISION, staff_scope(office.staff[key])),
        "a worker's": (Action.SUPERVISION, staff_scope(office.staff["cover"])),
        "a stranger's": (Action.SUPERVISION, staff_scope(office.staff["third"])),
        "own returns": (Action.RETURNS, returns_scope(north)),
        "other returns": (Action.RETURNS, returns_scope(south)),
    }


_ALLOWED = {
    "officer": {"own team", "own supervision", "own returns"},
    "senior": {"own team", "own supervision", "a worker's", "own returns"},
    "manager": {
        "own team",
        "other team",
        "own supervision",
        "a worker's",
        "a stranger's",
        "own returns",
        "other returns",
    },
    "support": {"own returns"},
    "administrator": set[str](),
}


_MAY_TRAIN = {
    "officer": set[str](),
    "senior": {"a worker"},
    "manager": {"a worker", "a stranger"},
    "support": set[str](),
    "administrator": set[str](),
}


def training_edit(staff: str) -> Edit:
    """That somebody was trained."""
    values: dict[str, JsonValue] = {"staff": staff, "subject": "lscmi", "completed_on": "2026-11-01"}
    return Edit(record=new_record(), kind="training", set=values)


@pytest.mark.parametrize("key", sorted(_MAY_TRAIN))
def test_training_is_recorded_by_whoever_supervises(office: AccessOffice, key: str) -> None:
    """Nobody's own; a change, too; what somebody else records of it is read by nobody."""
    laptop = office.laptop(office.staff[key])
    about = {"a worker": office.staff["cover"], "a stranger": office.staff["third"], "themself": office.staff[key]}
    stands = {name: training_edit(staff) for name, staff in about.items()}
    office.write([(AGENCY, edit) for edit in stands.values()])
    ended: JsonValue = {"on": "2026-11-02", "reason": "Left the work."}
    new = {name: laptop.write(AGENCY, training_edit(staff)) for name, staff in about.items()}
    ends = {
        name: laptop.write(AGENCY, Edit(record=edit.record, kind="training", set={"ended": ended}))
        for name, edit in stands.items()
    }
    laptop.push([*new.values(), *ends.values()])
    for written in (new, ends):
        verdicts = {name: laptop.verdicts[entry.id] for name, entry in written.items()}
        assert {name for name, one in verdicts.items() if one.verdict is Verdict.ACCEPTED} == _MAY_TRAIN[key]
        refused = [one for name, one in verdicts.items() if name not in _MAY_TRAIN[key]]
        assert all((one.verdict, one.reason) == (Verdict.QUARANTINED, Reason.SCOPE) for one in refused)


def service_edit(action: Action, about: str) -> Edit:
    """Something that is recorded in a scope of the service; returns bring their kinds later."""
    miss: dict[str, JsonValue] = {
        "happened_on": "2026-11-01",
        "what": "A door was locked.",
        "could_have": "Nobody would have come.",
        "themes": ["visit"],
    }
    session: dict[str, JsonValue] = {"held_on": "2026-11-01", "about": about, "supervisor": "somebody"}
    kinds = {Action.NEAR_MISS: ("near_miss", miss), Action.SUPERVISION: ("supervision_session", session)}
    kind, values = kinds.get(action, ("return_of_a_newer_version", {"count": 3}))
    return Edit(record=new_record(), kind=kind, set=values)


@pytest.mark.parametrize("key", sorted(_ALLOWED))
def test_what_belongs_to_no_case_is_given_and_taken_as_the_table_says(office: AccessOffice, key: str) -> None:
    """Written by who may hold them; of what is not theirs nobody is told so much as how much there is."""
    laptop, scopes = office.laptop(office.staff[key]), service_scopes(office, key)
    office.write([(scope, service_edit(action, office.staff["third"])) for action, scope in scopes.values()])
    laptop.token(fresh=True)
    laptop.pull()
    assert {name for name, (_, scope) in scopes.items() if scope in laptop.holds} == _ALLOWED[key]
    sent = {
        name: laptop.write(scope, service_edit(action, office.staff["third"]))
        for name, (action, scope) in scopes.items()
    }
    laptop.push(list(sent.values()))
    verdicts = {name: laptop.verdicts[entry.id] for name, entry in sent.items()}
    assert {name for name, one in verdicts.items() if one.verdict is Verdict.ACCEPTED} == _ALLOWED[key]
    refused = [one for name, one in verdicts.items() if name not in _ALLOWED[key]]
    assert all((one.verdict, one.reason, one.position) == (Verdict.QUARANTINED, Reason.SCOPE, 0) for one in refused)


def test_what_somebody_may_not_write_there_reaches_nobody(office: AccessOffice) -> None:
    """Of a scope of the service what is quarantined waits for the administrator alone."""
    words = "Only the administrator learns of this"
    intruder, senior = office.laptop(office.staff["elsewhere"]), office.laptop(office.staff["senior"])
    miss = service_edit(Action.NEAR_MISS, "").set | {"what": words}
    held = intruder.write(team_scope(office.teams["North"]), Edit(record=new_record(), kind="near_miss", set=miss))
    intruder.push([held])
    senior.token(fresh=True)
    senior.pull()
    assert words not in "".join(senior.texts(team_scope(office.teams["North"])))


def test_a_scope_that_nobody_wrote_into_is_not_entered(office: AccessOffice) -> None:
    """However many teams and people there are, a laptop is told of what there is to read."""
    empty = office.desk.add_team("Empty")
    laptop = office.laptop(office.staff["manager"])
    laptop.token(fresh=True)
    laptop.pull()
    assert team_scope(empty) not in laptop.holds
    office.write([(team_scope(empty), service_edit(Action.NEAR_MISS, ""))])
    laptop.pull()
    assert team_scope(empty) in laptop.holds


def test_a_named_reader_who_comes_to_decide_is_sent_what_was_withheld(office: AccessOffice) -> None:
    """And is left without it again when they only read by name; the restricted part stays with them all the time."""
    seat = next(seat for seat in SEATS if seat.key == "senior")
    around = office.case(seat, Situation.FOREIGN)
    staff, restricted = office.staff["elsewhere"], restricted_scope(around.case)
    laptop = office.laptop(staff)
    office.desk.allocate(around.case, staff, GrantRole.CO_WORKER)
    named = RestrictedReader(staff=staff, period=_SINCE, reason="Works on the plan.")
    office.write([(grants_scope(around.case), new_edit(named))])
    laptop.token(fresh=True)
    laptop.pull()
    assert RESTRICTED_CANARY in "".join(laptop.texts(restricted))
    assert around.held_back not in {item.id for item in laptop.holds[around.scope].items}
    office.desk.allocate(around.case, office.teams["South"], GrantRole.TEAM)
    laptop.pull()
    assert around.held_back in {item.id for item in laptop.holds[around.scope].items}
    office.desk.withdraw(around.case, office.teams["South"])
    laptop.pull()
    assert around.held_back not in {item.id for item in laptop.holds[around.scope].items}
    assert RESTRICTED_CANARY in "".join(laptop.texts(restricted))
