"""Looking a person up in an emergency: whole names only, a few answers only, and a note in the journal every time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.ledger.audit import AuditWhat
from casework.ledger.fold import RecordState
from casework.ledger.lookup import MOST_FOUND, Located, LocateRequest, LocateResponse
from casework.records.identifier import AGENCY, CaseId, DeviceId, RecordId, StaffId, case_of, case_scopes
from casework.records.person.person import Person
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import Team
from casework.rules.access import CASEWORK_ROLES, AccessFacts, accepted_only, access
from casework.rules.grant_time import is_in_force
from casework.rules.plain_name import is_same_name
from casework.rules.standing import read_record
from server.admission import current_device
from server.office import Office
from server.storage.audit import AuditNote, add_notes
from server.storage.database import Connection
from server.storage.folded import load_kind_with, load_record

_LEAST_NUMBER = 4
"""Characters of a number below which nothing is looked for: it would be guessed."""


@dataclass(frozen=True)
class _Wanted:
    """What is looked for, made plain: a name with a day, or a number."""

    name: str = ""
    born: date | None = None
    number: str = ""

    def part(self) -> str:
        """What stands letter by letter in the record that is looked for; empty where nothing is to be looked for."""
        if self.number:
            return self.number[-_LEAST_NUMBER:]
        return self.born.isoformat() if self.born and self.name else ""

    def matches(self, person: Person) -> bool:
        """Whether this is the person."""
        if self.number:
            return any(_plain_number(reference.number) == self.number for reference in person.references)
        names = [person.name.full()] if person.name else []
        names += [f"{person.name.known_as} {person.name.family}"] if person.name and person.name.known_as else []
        names += [f"{other.given} {other.family}" for other in person.other_names]
        return person.born == self.born and any(is_same_name(self.name, name) for name in names)


def answer_locate(office: Office, device: DeviceId, request: LocateRequest) -> LocateResponse:
    """Say who works with a person, and note that somebody asked.

    Raises:
        Refused: if the laptop was stopped meanwhile.
    """
    now = office.clock.now()
    with office.database.write() as connection:
        staff = current_device(connection, device, lock=False).staff
        facts = office.facts.load(connection).access
        # Decided before anything is looked for: whose case it may not be is not read, as if it were not there.
        hidden = [case for case in facts.exclusions if access(staff, case, facts, now).excluded]
        cases = _cases(connection, _wanted(request), hidden) if facts.role(staff) in CASEWORK_ROLES else []
        found = [_located(connection, case, facts, now) for case in cases[:MOST_FOUND]]
        targets = [str(located.case) for located in found] or ["nobody"]
        add_notes(connection, [AuditNote(staff, AuditWhat.LOOKED_UP, target, now, device) for target in targets])
    office.journal.note_lookup(device, staff, now, [located.case for located in found])
    return LocateResponse(found=found)


def _wanted(request: LocateRequest) -> _Wanted:
    number = _plain_number(request.identifier or "")
    if number:
        return _Wanted(number=number if len(number) >= _LEAST_NUMBER else "")
    return _Wanted(name=(request.name or "").strip(), born=request.born)


def _cases(connection: Connection, wanted: _Wanted, hidden: Sequence[CaseId]) -> list[CaseId]:
    part, apart = wanted.part(), [scope for case in hidden for scope in case_scopes(case)]
    states = load_kind_with(connection, Person.kind, part, apart) if part else []
    return sorted({case for state in states if (case := case_of(state.scope)) and _is_wanted(state, wanted)})


def _is_wanted(state: RecordState, wanted: _Wanted) -> bool:
    counted = accepted_only(state)
    return counted is not None and wanted.matches(read_record(Person, counted))


def _located(connection: Connection, case: CaseId, facts: AccessFacts, at: datetime) -> Located:
    grants = [grant for grant in facts.allocations.get(case, ()) if grant.holder and is_in_force(grant, at)]
    holders = {grant.holder.role: grant.holder.id for grant in reversed(grants) if grant.holder}
    member = facts.staff.get(StaffId(holders.get(GrantRole.OFFICER, "")))
    team = load_record(connection, AGENCY, RecordId(holders.get(GrantRole.TEAM, "")))
    name = read_record(Team, team).name if team and team.kind == Team.kind else None
    return Located(case=case, team=name or "", officer=(member.name if member else None) or "")


def _plain_number(number: str) -> str:
    return "".join(character for character in number.casefold() if character.isalnum())
