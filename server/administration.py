"""What an administrator does on the command line: staff, teams, who works on a case and who must not see it."""

from dataclasses import dataclass
from datetime import timedelta

from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState
from casework.records.grant import Allocation, Exclusion, ExclusionReason, GrantRole, Holder
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
from casework.records.record import Period
from casework.records.staff import Post, Staff, StaffRole, Team
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
        staff = self.find_person(person)
        if staff == self._office.agency.administrator:
            raise UserError("This is the administrator in whose name the server writes, who cannot leave.")
        self._set(AGENCY, RecordId(staff), Staff.kind, {"active": False}, "left the service")
        return staff

    def allocate(self, case: str, holder: str, role: GrantRole) -> str:
        """Give a case to a staff member or, with the role of a team, to a team."""
        to_team = role is GrantRole.TEAM
        found = self.find_team(holder) if to_team else self.find_person(holder)
        grant = Allocation(
            holder=Holder(sort="team" if to_team else "staff", id=found, role=role),
            period=Period(starts=self._office.clock.now().date()),
        )
        return self._add(grants_scope(_case(case)), Allocation.kind, grant.values())

    def withdraw(self, case: str, holder: str) -> int:
        """End every allocation of a case to a staff member or a team as of yesterday, and say how many there were."""
        scope, ended = grants_scope(_case(case)), 0
        holders = {self._find_either(holder)}
        yesterday = self._office.clock.now().date() - timedelta(days=1)
        for state in self._zero.states(Allocation.kind, scope):
            grant = read_record(Allocation, state)
            open_still = grant.period and (grant.period.ends is None or grant.period.ends > yesterday)
            if grant.holder and grant.holder.id in holders and grant.period and open_still:
                starts = min(grant.period.starts, yesterday)
                period = Period(starts=starts, ends=yesterday)
                value = period.model_dump(mode="json")
                self._set(scope, state.record, Allocation.kind, {"period": value}, "ended by the administrator")
                ended += 1
        if not ended:
            raise UserError("This case is not allocated to them.")
        return ended

    def exclude(self, case: str, person: str, reason: str) -> str:
        """Let a case be absent for a staff member; the reason is kept where only seniors read it."""
        staff, now = self.find_person(person), self._office.clock.now()
        exclusion = Exclusion(staff=staff, period=Period(starts=now.date()))
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
