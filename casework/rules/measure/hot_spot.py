"""Hot spots: what is running out, by team and worker, with the days that are left (standards.md 95, 96).

The four that the source watches are first appointments, four in four weeks, home visits and reviews; the tables of the
standards mark the rules that they are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from casework.rules.calendar import Calendar
from casework.rules.due import Due
from casework.rules.standard.rule import Standard, StandardTable


@dataclass(frozen=True)
class Placed:
    """Something due, with the case it is due in and who works on it. Ids all of them; "" where nobody does."""

    due: Due
    case: str
    worker: str
    team: str
    high_risk: bool = False


@dataclass(frozen=True)
class HotSpot:
    """Something that is still to be done and soon has to be, or is overdue.

    `days_left`: calendar days, below nought where it is overdue; `working_days_left` the same in working days.
    """

    placed: Placed
    days_left: int
    working_days_left: int

    @property
    def overdue(self) -> bool:
        """Whether the day has passed."""
        return self.days_left < 0


@dataclass(frozen=True)
class Heat:
    """The hot spots of one worker in one team, the most pressing first."""

    team: str
    worker: str
    spots: tuple[HotSpot, ...]

    @property
    def overdue(self) -> tuple[HotSpot, ...]:
        """Those that are overdue."""
        return tuple(spot for spot in self.spots if spot.overdue)

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases behind it, each once."""
        return tuple(dict.fromkeys(spot.placed.case for spot in self.spots))


def watched(tables: Iterable[StandardTable]) -> dict[str, Standard]:
    """The rules that are watched, by code, of the tables that are on."""
    return {rule.code: rule for table in tables if table.confirmed for rule in table.rule if rule.hot_spot}


def hot_spots(
    placed: Iterable[Placed], today: date, calendar: Calendar, within_days: int, rules: Mapping[str, Standard]
) -> tuple[HotSpot, ...]:
    """What is open and due by a rule that is watched within so many days, or overdue; the most pressing first.

    What had to lie in a time that is over cannot be kept any more and is none: it waits for its reason.
    """
    open_ones = (
        one for one in placed if one.due.open and (rule := rules.get(one.due.rule.code)) and not _over(one, rule, today)
    )
    found = [_spot(one, today, calendar) for one in open_ones]
    return tuple(sorted((spot for spot in found if spot.days_left <= within_days), key=_pressing))


def by_worker(spots: Iterable[HotSpot]) -> tuple[Heat, ...]:
    """The hot spots by team and worker: whoever has the most overdue first, then the most."""
    found: dict[tuple[str, str], list[HotSpot]] = {}
    for spot in spots:
        found.setdefault((spot.placed.team, spot.placed.worker), []).append(spot)
    heats = (Heat(team, worker, tuple(sorted(mine, key=_pressing))) for (team, worker), mine in found.items())
    return tuple(sorted(heats, key=lambda heat: (-len(heat.overdue), -len(heat.spots), heat.team, heat.worker)))


def _over(placed: Placed, rule: Standard, today: date) -> bool:
    return rule.window and placed.due.due_on < today


def _spot(placed: Placed, today: date, calendar: Calendar) -> HotSpot:
    due_on = placed.due.due_on
    working = calendar.between(today, due_on) if today <= due_on else -calendar.between(due_on, today)
    return HotSpot(placed, (due_on - today).days, working)


def _pressing(spot: HotSpot) -> tuple[date, bool, str, str]:
    return (spot.placed.due.due_on, not spot.placed.high_risk, spot.placed.case, spot.placed.due.rule.code)
