"""Hot spots of one case: the four standards that are watched day by day, with the days left (standards.md 95)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.rules.calendar import Calendar
from casework.rules.due import Due
from casework.rules.standard.due_item import all_judged
from casework.rules.standard.fact import CaseFacts
from casework.rules.standard.rule import HotSpotSort, StandardTable


@dataclass(frozen=True)
class HotSpot:
    """One of the four. `days_left` until the last day on which it can be kept; below nought once it is overdue."""

    sort: HotSpotSort
    due: Due
    days_left: int

    @property
    def arranged_ahead(self) -> bool:
        """Whether as much is arranged as has to be, though the days have not all come."""
        return self.due.tally is not None and self.due.tally.arranged >= self.due.tally.needed


def hot_spots(
    facts: CaseFacts, tables: Sequence[StandardTable], calendar: Calendar, today: date
) -> tuple[HotSpot, ...]:
    """The hot spots of a case, the most pressing first.

    What is over cannot be kept any more and is none: it waits for its reason among what is due.
    """
    found = [
        HotSpot(one.rule.hot_spot, one.due, (one.due.due_on - today).days)
        for one in all_judged(facts, tables, calendar, today)
        if one.rule.hot_spot and one.due.open and not (one.rule.window and one.due.due_on < today)
    ]
    return tuple(sorted(found, key=lambda spot: (spot.days_left, spot.sort, spot.due.about)))


def hot_spot_rules(tables: Sequence[StandardTable]) -> frozenset[str]:
    """The codes of the rules that are watched, of the tables that are on."""
    return frozenset(rule.code for table in tables if table.confirmed for rule in table.rule if rule.hot_spot)
