"""A case with three people on it: Una, its officer, Cal, a co-worker, and Sil, the senior of the team."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from casework.records.grant import GrantRole
from casework.records.identifier import CaseId, RecordId, Scope, StaffId, TeamId, case_of
from casework.records.staff import StaffRole
from tests.scenarios.desk import Desk, open_desk
from tests.scenarios.laptop import Laptop
from tests.scenarios.side import Thing


@dataclass
class Agency:
    """One office with three laptops that every story may use, and as many newcomers as a story needs."""

    desk: Desk
    folder: Path
    team: TeamId
    una: Laptop = field(init=False)
    cal: Laptop = field(init=False)
    sil: Laptop = field(init=False)
    _made: list[Laptop] = field(default_factory=list)

    def newcomer(self, role: StaffRole = StaffRole.WORKER, team: str | None = None) -> Laptop:
        """Somebody new with a new laptop."""
        return self.laptop_of(self.desk.person("Nia Newcomer", role, team))

    def laptop_of(self, staff: StaffId) -> Laptop:
        """A further laptop of somebody."""
        self._made.append(Laptop(self.desk, staff, self.folder / f"{len(self._made)}.db"))
        return self._made[-1]

    def close(self) -> None:
        """Close every laptop."""
        for laptop in self._made:
            laptop.close()


@dataclass
class Scene:
    """One case of the agency. `person` is its person record, `file` the case record; grants by whom they are to."""

    agency: Agency
    person: Thing
    file: Thing
    grants: dict[str, Thing] = field(default_factory=dict)

    @property
    def desk(self) -> Desk:
        """The office."""
        return self.agency.desk

    @property
    def case(self) -> CaseId:
        """The case's id."""
        found = case_of(self.scope)
        assert found
        return found

    @property
    def scope(self) -> Scope:
        """Where the case's records are."""
        return self.person.scope

    @property
    def today(self) -> date:
        """The day of the story."""
        return self.desk.clock.now().date()

    def sync_all(self) -> None:
        """Everybody syncs, so often that what the last sent has come to the first."""
        una, cal, sil = self.agency.una, self.agency.cal, self.agency.sil
        for laptop in (una, cal, sil, una, cal):
            laptop.sync()

    def agree(self) -> bool:
        """Whether every laptop of the case and the office hold the same heads, after everybody has synced."""
        self.sync_all()
        sides = (self.agency.una, self.agency.cal, self.agency.sil)
        return {side.digest(self.scope) for side in sides} == {self.desk.digest(self.scope)}


@contextmanager
def open_agency(folder: Path, database: str = "") -> Iterator[Agency]:
    """An office at work, with Una, Cal and Sil."""
    with open_desk(folder / "office", database) as desk:
        agency = Agency(desk, folder, desk.team())
        agency.una = agency.laptop_of(desk.person("Una Officer", StaffRole.WORKER, agency.team))
        agency.cal = agency.laptop_of(desk.person("Cal Coworker", StaffRole.WORKER, agency.team))
        agency.sil = agency.laptop_of(desk.person("Sil Senior", StaffRole.SENIOR, agency.team))
        try:
            yield agency
        finally:
            agency.close()


def bare_scene(agency: Agency, *holders: tuple[str, GrantRole]) -> Scene:
    """A new case, which nobody has been given but these."""
    person, grants = agency.desk.case(*holders)
    case = case_of(person.scope)
    assert case
    given = {holder: grant for (holder, _), grant in zip(holders, grants, strict=True)}
    return Scene(agency, person, Thing(person.scope, "case", RecordId(case)), given)


def new_scene(agency: Agency) -> Scene:
    """A new case, which all three have on their laptops."""
    una, cal, team = agency.una.staff, agency.cal.staff, agency.team
    scene = bare_scene(agency, (una, GrantRole.OFFICER), (cal, GrantRole.CO_WORKER), (team, GrantRole.TEAM))
    for laptop in (agency.una, agency.cal, agency.sil):
        laptop.sync()
        laptop.line.answers.clear()
    return scene
