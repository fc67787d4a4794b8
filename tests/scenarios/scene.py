"""A case with Una, its officer, and Cal, a co-worker; and with Sil, the senior of the team, where a story needs her."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from casework.records.identifier import CaseId, RecordId, Scope, StaffId, TeamId, case_of
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
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
    """One case of the agency. `person` is its person record, `file` the case record; grants by whom they are to.

    `laptops` are those of the people in the story.
    """

    agency: Agency
    person: Thing
    file: Thing
    grants: dict[str, Thing] = field(default_factory=dict)
    laptops: list[Laptop] = field(default_factory=list)

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

    def join(self, laptop: Laptop, holder: str, role: GrantRole) -> None:
        """Let somebody into the story: they are given the case, by name or by team, and have it."""
        self.grants[holder] = self.desk.grant(self.case, holder, role)
        self.laptops.append(laptop)
        laptop.sync()
        laptop.line.answers.clear()

    def sync_all(self) -> None:
        """Everybody in the story syncs, so often that what the last sent has come to the first."""
        for laptop in (*self.laptops, *self.laptops[:-1]):
            laptop.sync()

    def agree(self) -> bool:
        """Whether every laptop in the story and the office hold the same heads, after everybody has synced."""
        self.sync_all()
        return {laptop.digest(self.scope) for laptop in self.laptops} == {self.desk.digest(self.scope)}


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
    """A new case, which Una and Cal have on their laptops."""
    una, cal = agency.una, agency.cal
    scene = bare_scene(agency, (una.staff, GrantRole.OFFICER), (cal.staff, GrantRole.CO_WORKER))
    scene.laptops = [una, cal]
    for laptop in scene.laptops:
        laptop.sync()
        laptop.line.answers.clear()
    return scene
