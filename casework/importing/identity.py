"""The ids of imported records: the same agency, file and number always give the same id.

That is what makes a second import change nothing. The ids are UUIDs of version 5 (RFC 9562, 5.5).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from casework.records.identifier import CaseId, RecordId, StaffId, TeamId

_IMPORTED = UUID("5d0f6a7e-6c5f-4b57-8a53-1b7f3c7f0b1e")


@dataclass(frozen=True)
class Identities:
    """Ids for one agency. `staff_numbers` holds those who are in Doorstep already, by staff number."""

    agency: str
    staff_numbers: Mapping[str, StaffId] = field(default_factory=dict)

    def record(self, sheet: str, key: str, part: str = "") -> RecordId:
        """The id of the record that a row makes; `part` where a row makes more than one."""
        return RecordId(str(uuid5(uuid5(_IMPORTED, self.agency), f"{sheet}\n{key}\n{part}")))

    def case(self, key: str) -> CaseId:
        """The id of the case of a row of people.csv."""
        return CaseId(self.record("people", key))

    def person(self, key: str) -> RecordId:
        """The id of the person of a row of people.csv."""
        return self.record("people", key, "person")

    def team(self, key: str) -> TeamId:
        """The id of the team of a row of teams.csv."""
        return TeamId(self.record("teams", key))

    def staff(self, key: str) -> StaffId:
        """The id of a staff member by staff number: the one in Doorstep, or that of a row of staff.csv."""
        return self.staff_numbers.get(key) or StaffId(self.record("staff", key))
