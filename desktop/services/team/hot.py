"""Hot spots by worker: the four standards that are watched day by day, with the days that are left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from casework.records.identifier import CaseId
from casework.rules.calendar import Calendar
from casework.rules.measure.hot_spot import HotSpot, Placed, by_worker, watched
from casework.rules.measure.hot_spot import hot_spots as watch
from casework.rules.standard.local_holiday import LocalHolidayTable, calendar_of, load_holidays
from casework.rules.standard.rule import Standard, StandardTable, load_standards
from casework.rules.table_choice import tables_on
from casework.words import say
from desktop.services.confirmed_table import confirmed_tables
from desktop.services.duty import CaseDue, DueItem
from desktop.services.person_line import PersonLine
from desktop.services.session import Session
from desktop.services.team.member import HeldCase

WITHIN_DAYS = 14
"""What is to be kept within so many days is shown, and whatever is overdue."""


@dataclass(frozen=True)
class HotLine:
    """One thing that is running out (`spot`), with whom it is about and what the person's page says of it."""

    person: PersonLine
    item: DueItem
    spot: HotSpot


@dataclass(frozen=True)
class WorkerHeat:
    """What is running out in the cases of one worker, the most pressing first. `worker` is empty for nobody's cases."""

    worker: str
    name: str
    lines: tuple[HotLine, ...]

    @property
    def overdue(self) -> int:
        """How much of it is overdue."""
        return sum(line.spot.overdue for line in self.lines)


def read_heat(
    session: Session, held: Iterable[HeldCase], due: Mapping[CaseId, CaseDue], people: Mapping[CaseId, PersonLine]
) -> tuple[WorkerHeat, ...]:
    """The hot spots of some cases, whoever has the most overdue first."""
    rules, calendar = _watched(session)
    items: dict[Placed, DueItem] = {}
    for one in held:
        for item in due[one.case].items if one.case in due else ():
            items[Placed(item.due, one.case, one.officer, one.team, one.high_risk)] = item
    spots = watch(items, session.today(), calendar, WITHIN_DAYS, rules)
    found = []
    for heat in by_worker(spots):
        lines = tuple(HotLine(people[CaseId(spot.placed.case)], items[spot.placed], spot) for spot in heat.spots)
        found.append(WorkerHeat(heat.worker, session.name_of(heat.worker) if heat.worker else say("Nobody"), lines))
    return tuple(found)


@lru_cache(maxsize=1)
def _shipped() -> tuple[tuple[StandardTable, ...], tuple[LocalHolidayTable, ...]]:
    """What comes with Doorstep, read from its files once."""
    return load_standards(), load_holidays()


def _watched(session: Session) -> tuple[dict[str, Standard], Calendar]:
    """The rules that are watched in this agency, and its working days."""
    standards, local = _shipped()
    confirmed = confirmed_tables(session)
    calendar = calendar_of(tables_on(local, confirmed, LocalHolidayTable))
    return watched(tables_on(standards, confirmed, StandardTable)), calendar
