"""The office of a story: a real server's parts in this process, with what an administrator does there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from pydantic import JsonValue

from casework.ledger.entry import Edit, Entry, read_entry
from casework.ledger.fold import RecordState
from casework.ledger.protocol import Verdict
from casework.records.file.case import Case, CaseState
from casework.records.identifier import (
    AGENCY,
    CaseId,
    EntryId,
    RecordId,
    Scope,
    StaffId,
    TeamId,
    case_scope,
    grants_scope,
)
from casework.records.person.person import Person, PersonName
from casework.records.record import KINDS, Period, Record
from casework.records.staff.grant import Allocation, Cover, End, GrantRole, Holder, Window
from casework.records.staff.staff import Post, Staff, StaffRole
from casework.rules.standing import shown_parents
from server.administration import Administration
from server.device_zero import ServerSave
from server.founding import Founding
from server.office import Office, open_office
from server.storage.log import LogItem, load_ends, load_log
from tests.fakes.clock import FakeClock
from tests.fakes.founded import found_copy
from tests.scenarios.side import Side, Thing

BEGUN = date(2026, 1, 5)


@dataclass
class Desk(Side):
    """The office's side. Its clock is everybody's."""

    parts: Office
    clock: FakeClock
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def administration(self) -> Administration:
        """The administrator's tasks."""
        return Administration(self.parts)

    def state(self, thing: Thing) -> RecordState | None:
        return self.parts.zero.state(thing.scope, thing.record)

    def states(self, scope: Scope) -> list[RecordState]:
        return [state for kind in KINDS for state in self.parts.zero.states(kind, scope)]

    def team(self) -> TeamId:
        """A new team."""
        return self.administration.add_team(f"Team {next(self._numbers)}")

    def person(self, name: str, role: StaffRole = StaffRole.WORKER, team: str | None = None) -> StaffId:
        """A new staff member; several may have one name."""
        return self.administration.add_person(name, role, team, f"N{next(self._numbers)}")

    def post(self, staff: StaffId, role: StaffRole, team: str | None) -> None:
        """Give a staff member another post, in a team that need not exist."""
        value = Post(role=role, team=team).model_dump(mode="json")
        self.change(Thing(AGENCY, Staff.kind, RecordId(staff)), post=value)

    def case(self, *holders: tuple[str, GrantRole]) -> tuple[Thing, list[Thing]]:
        """A new case of an invented person, given to these; its person record and the grants."""
        case = CaseId(self.parts.zero.new_id())
        person = Person(name=PersonName(given="Robin", family="Example"), born=date(1990, 5, 1))
        grants = [(grants_scope(case), _allocation(*holder)) for holder in holders]
        own = Thing(case_scope(case), Case.kind, RecordId(case))
        records = [*grants, (own.scope, person)]
        things = [Thing(scope, record.kind, RecordId(self.parts.zero.new_id())) for scope, record in records]
        made: list[tuple[Thing, Record]] = [(own, Case(state=CaseState.OPEN, opened_on=BEGUN))]
        made += [(thing, record) for thing, (_, record) in zip(things, records, strict=True)]
        self._save(*((thing, _beginning(thing, record)) for thing, record in made))
        return things[-1], things[:-1]

    def grant(self, case: CaseId, holder: str, role: GrantRole) -> Thing:
        """Give a case to a staff member or to a team, and return the grant."""
        return self.new(grants_scope(case), _allocation(holder, role))

    def cover(self, case: CaseId, staff: StaffId, hours: float) -> Thing:
        """Let a staff member cover a case from now on, for some hours."""
        now = self.clock.now()
        window = Window(starts=now, ends=now + timedelta(hours=hours))
        return self.new(grants_scope(case), Cover(staff=staff, window=window, reason="Holiday"))

    def end(self, grant: Thing) -> None:
        """End one grant at this moment."""
        self.change(grant, ended=End(at=self.clock.now()).model_dump(mode="json"))

    def new(self, scope: Scope, record: Record) -> Thing:
        """Write a new record as the server."""
        thing = Thing(scope, record.kind, RecordId(self.parts.zero.new_id()))
        self._save((thing, _beginning(thing, record)))
        return thing

    def change(self, thing: Thing, **values: JsonValue) -> EntryId:
        """Change fields of a record as the server, deciding over everything that is shown of them."""
        state = self.state(thing)
        parents = {name: shown_parents(state, name) for name in values}
        edit = Edit(record=thing.record, kind=thing.kind, set=values, parents=parents, reason="As decided.")
        return self._save((thing, edit))[0]

    def log(self, scope: Scope) -> list[LogItem]:
        """Everything of a scope, in order."""
        with self.parts.database.read() as connection:
            end = load_ends(connection, [scope]).get(scope, 0)
            return list(load_log(connection, scope, 0, end, 10_000))

    def logged(self, scope: Scope, entry: EntryId) -> LogItem:
        """One entry as the office has it."""
        return next(item for item in self.log(scope) if item.id == entry)

    def entry(self, scope: Scope, entry: EntryId) -> Entry:
        """One entry as it reads."""
        return read_entry(self.logged(scope, entry).data).entry

    def verdict(self, scope: Scope, entry: EntryId) -> Verdict | None:
        """What became of an entry; None where the office has not got it."""
        return next((item.verdict for item in self.log(scope) if item.id == entry), None)

    def _save(self, *edits: tuple[Thing, Edit]) -> list[EntryId]:
        author, now = self.parts.agency.administrator, self.clock.now()
        return self.parts.zero.save([ServerSave(thing.scope, (edit,), author, now) for thing, edit in edits])


def _beginning(thing: Thing, record: Record) -> Edit:
    return Edit(record=thing.record, kind=thing.kind, set=record.values())


def _allocation(holder: str, role: GrantRole) -> Allocation:
    sort: JsonValue = "team" if role is GrantRole.TEAM else "staff"
    given = Holder.model_validate({"sort": sort, "id": holder, "role": role})
    return Allocation(holder=given, period=Period(starts=BEGUN))


@contextmanager
def open_desk(folder: Path, database: str = "") -> Iterator[Desk]:
    """A new office; `database` is a PostgreSQL address, or empty for the encrypted file."""
    clock = FakeClock()
    found_copy(Founding(folder, "Example Agency", "Ada Administrator", database), clock)
    with open_office(folder, clock) as parts:
        yield Desk(parts, clock)
