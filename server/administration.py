"""What an administrator does on the command line: staff, teams, who works on a case and who must not see it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState
from casework.records.check import check_new
from casework.records.identifier import (
    AGENCY,
    CaseId,
    RecordId,
    Scope,
    StaffId,
    TeamId,
    grants_scope,
    is_uuid,
    restricted_scope,
)
from casework.records.oversight.training import Training
from casework.records.record import Period
from casework.records.staff.grant import (
    Allocation,
    Cover,
    EmergencyAccess,
    End,
    Exclusion,
    ExclusionReason,
    GrantRole,
    Holder,
    Window,
)
from casework.records.staff.staff import Post, Staff, StaffRole, Team
from casework.rules.access import Access, access
from casework.rules.day import day_of
from casework.rules.grant_time import Grant, holder_of, is_open
from casework.rules.standing import read_record, shown_parents
from server.device_zero import ServerSave
from server.office import Office


@dataclass(frozen=True)
class Member:
    """A staff member with the id that stands for them."""

    id: StaffId
    staff: Staff


class Administration:
    """Writes as the server's administrator; every method raises `UserError` with what to do."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._zero = office.zero

    def members(self) -> list[Member]:
        """Everybody who works or worked here."""
        return [Member(StaffId(s.record), read_record(Staff, s)) for s in self._zero.states(Staff.kind, AGENCY)]

    def teams(self) -> list[tuple[TeamId, str]]:
        """Every team with its name."""
        states = self._zero.states(Team.kind, AGENCY)
        return [(TeamId(state.record), read_record(Team, state).name or "") for state in states]

    def add_team(self, name: str) -> TeamId:
        """Make a team."""
        if any(name.casefold() == known.casefold() for _, known in self.teams()):
            raise UserError("There is a team of this name already.")
        return TeamId(self._add(AGENCY, Team.kind, Team(name=name).values()))

    def add_person(self, name: str, role: StaffRole, team: str | None = None, number: str | None = None) -> StaffId:
        """Make a staff member; `team` is an id or a name."""
        if number and any(member.staff.number == number for member in self.members()):
            raise UserError("There is a staff member with this number already.")
        post = Post(role=role, team=self.find_team(team) if team else None)
        member = Staff(name=name, post=post, active=True, number=number)
        return StaffId(self._add(AGENCY, Staff.kind, member.values()))

    def end_person(self, person: str) -> StaffId:
        """Note that somebody works here no more: every access ends."""
        staff, ending = self.plan_end(person)
        if ending is not None:
            self._zero.save([ending])
        return staff

    def plan_end(self, person: str) -> tuple[StaffId, ServerSave | None]:
        """What says that somebody works here no more, to be saved; nothing where it is said already."""
        staff = self.find_person(person)
        if staff == self._office.agency.administrator:
            raise UserError("This is the administrator in whose name the server writes, who cannot leave.")
        state = self._zero.state(AGENCY, RecordId(staff))
        if state is not None and not read_record(Staff, state).active:
            return staff, None
        return staff, self._save(AGENCY, RecordId(staff), Staff.kind, {"active": False}, (state, "left the service"))

    def record_training(self, person: str, training: Training) -> str:
        """Record that somebody was trained; whose it is, is filled in."""
        values = training.model_copy(update={"staff": self.find_person(person)}).values()
        problems = check_new(Training.kind, values)
        if problems:
            raise UserError(" ".join(problems))
        return self._add(AGENCY, Training.kind, values)

    def allocate(self, case: str, holder: str, role: GrantRole) -> str:
        """Give a case to a staff member or, with the role of a team, to a team."""
        to_team = role is GrantRole.TEAM
        found = self.find_team(holder) if to_team else self.find_person(holder)
        grant = Allocation(
            holder=Holder(sort="team" if to_team else "staff", id=found, role=role),
            period=Period(starts=day_of(self._office.clock.now())),
        )
        return self._add(grants_scope(_case(case)), Allocation.kind, grant.values())

    def withdraw(self, case: str, holder: str, *, for_cause: bool = False) -> int:
        """End every allocation of a case to a staff member or a team at once, and say how many there were.

        For cause, everything else that they were given in the case ends too, and work that arrives late does not count.
        """
        kinds = (Allocation, Cover, EmergencyAccess) if for_cause else (Allocation,)
        ended = self._end(_case(case), self._find_either(holder), kinds, for_cause=for_cause)
        if not ended:
            raise UserError("This case is not allocated to them.")
        return ended

    def give_cover(self, case: str, person: str, window: Window, reason: str) -> str:
        """Give a case to a staff member for a window."""
        if not self._zero.states(Allocation.kind, grants_scope(_case(case))):
            raise UserError("There is no such case: cover is given for a case that somebody works on.")
        if window.ends <= self._office.clock.now():
            raise UserError("This cover would be over already: give a later end.")
        cover = Cover(staff=self.find_person(person), window=window, reason=reason)
        return self._add(grants_scope(_case(case)), Cover.kind, cover.values())

    def end_cover(self, case: str, person: str, *, for_cause: bool = False) -> int:
        """End every cover of a case by a staff member at once, and say how many there were."""
        ended = self._end(_case(case), self.find_person(person), (Cover,), for_cause=for_cause)
        if not ended:
            raise UserError("They do not cover this case.")
        return ended

    def accesses(self, case: str) -> list[tuple[Member, Access]]:
        """Everybody who has access to a case now, or is kept from it, with why."""
        found = _case(case)
        with self._office.database.read() as connection:
            facts = self._office.facts.load(connection).access
        now = self._office.clock.now()
        all_of_them = ((member, access(member.id, found, facts, now)) for member in self.members())
        return [(member, mine) for member, mine in all_of_them if mine.reads or mine.excluded]

    def _end(self, case: CaseId, holder: str, kinds: Sequence[type[Grant]], *, for_cause: bool) -> int:
        scope, now = grants_scope(case), self._office.clock.now()
        value = End(at=now, for_cause=for_cause).model_dump(mode="json")
        ended = 0
        for kind in kinds:
            for state in self._zero.states(kind.kind, scope):
                grant = read_record(kind, state)
                if holder_of(grant) == holder and is_open(grant, now):
                    self._set(scope, state.record, kind.kind, {"ended": value}, "ended by the administrator")
                    ended += 1
        return ended

    def exclude(self, case: str, person: str, reason: str) -> str:
        """Let a case be absent for a staff member; the reason is kept where only seniors read it."""
        staff, now = self.find_person(person), self._office.clock.now()
        exclusion = Exclusion(staff=staff, period=Period(starts=day_of(now)))
        record = self._zero.new_id()
        why = ExclusionReason(exclusion=record, reason=reason)
        edits = (
            (grants_scope(_case(case)), record, Exclusion.kind, exclusion.values()),
            (restricted_scope(_case(case)), self._zero.new_id(), ExclusionReason.kind, why.values()),
        )
        self._zero.save([self._save(scope, RecordId(ident), kind, values) for scope, ident, kind, values in edits])
        return record

    def find_person(self, person: str) -> StaffId:
        """A staff member by id, staff number or full name."""
        members = self.members()
        found = [m.id for m in members if person in {m.id, m.staff.number}]
        found = found or [m.id for m in members if (m.staff.name or "").casefold() == person.casefold()]
        if len(found) != 1:
            what = "Several staff members have this name: give the number" if found else "There is no such staff member"
            raise UserError(f"{what}. See: doorstep-server person list.")
        return found[0]

    def find_team(self, team: str) -> TeamId:
        """A team by id or name."""
        for ident, name in self.teams():
            if team == ident or team.casefold() == name.casefold():
                return ident
        raise UserError("There is no such team. See: doorstep-server team list.")

    def _find_either(self, holder: str) -> str:
        try:
            return self.find_person(holder)
        except UserError:
            return self.find_team(holder)

    def _add(self, scope: Scope, kind: str, values: dict[str, JsonValue]) -> str:
        record = self._zero.new_id()
        self._zero.save([self._save(scope, RecordId(record), kind, values)])
        return record

    def _set(self, scope: Scope, record: RecordId, kind: str, values: dict[str, JsonValue], reason: str) -> None:
        state = self._zero.state(scope, record)
        self._zero.save([self._save(scope, record, kind, values, (state, reason))])

    def _save(
        self,
        scope: Scope,
        record: RecordId,
        kind: str,
        values: dict[str, JsonValue],
        replaced: tuple[RecordState | None, str] | None = None,
    ) -> ServerSave:
        parents = {name: shown_parents(replaced[0], name) for name in values} if replaced else {}
        edit = Edit(record=record, kind=kind, set=values, parents=parents, reason=replaced[1] if replaced else None)
        return ServerSave(scope, (edit,), self._office.agency.administrator, self._office.clock.now())


def _case(text: str) -> CaseId:
    if not is_uuid(text):
        raise UserError("A case is named by its id, as the import's report shows it.")
    return CaseId(text)
