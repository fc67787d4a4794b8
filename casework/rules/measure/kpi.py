"""The published KPIs, three-valued: Yes / No – organisational / No – outwith control (standards.md 88-96, part 5).

What is counted is whether the service arranged something, never whether somebody came (standards.md 94). What nobody
can judge yet stands beside and is not in the denominator; where that is because a reason is missing, the table says so,
because its figures look better than they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.records.kept import Kept
from casework.records.part import Choice
from casework.rules.measure.grid import Grid, Judged, grid_of, heads
from casework.words import say, say_count

COLUMNS = heads((Kept.YES, Kept.ORGANISATIONAL, Kept.OUTWITH))
NOT_YET = say("Not yet due")
NO_REASON = say("Not kept; the reason is missing")


class Kpi(Choice):
    """What the published tables measure, in their order."""

    FIRST_COMMUNITY = "first_appointment_community", say("First scheduled appointment (orders in the community)")
    FIRST_THROUGHCARE = "first_appointment_throughcare", say("First scheduled appointment (throughcare)")
    REVIEW = "review_at_12_weeks", say("Review at 12 weeks")
    HOME_VISITS = "home_visits_in_12_weeks", say("2 home visits in first 12 weeks (3 for parole and non-parole)")
    APPOINTMENTS = "appointments_in_4_weeks", say("4 appointments in first 4 weeks")


class Group(Choice):
    """Whom a KPI table is about: everybody, or those the source asks about besides."""

    SEXUAL = "sexual", say("Sexual offending")
    VIOLENT = "violent", say("Serious violent offending")
    HIGH_RISK = "high_risk", say("On the HRO list")


@dataclass(frozen=True)
class Measured:
    """How one standard was kept in one case. `ident`: the order or case it is counted for.

    `kept` None: nobody can say, for the reason in `why_not`.
    """

    kpi: Kpi
    ident: str
    kept: Kept | None
    groups: frozenset[Group] = frozenset()
    why_not: str = NOT_YET


PUBLISHED: tuple[tuple[Group | None, tuple[Kpi, ...]], ...] = (
    (None, tuple(Kpi)),
    (Group.SEXUAL, (Kpi.APPOINTMENTS, Kpi.HOME_VISITS)),
    (Group.VIOLENT, (Kpi.APPOINTMENTS, Kpi.HOME_VISITS)),
)
"""The tables of the source, in its order."""


def kpi_table(measured: Iterable[Measured], group: Group | None = None, rows: Iterable[Kpi] = tuple(Kpi)) -> Grid:
    """One table: of everybody, or of one group."""
    wanted = tuple(rows)
    judged = [
        Judged(one.kpi, one.ident, one.kept, one.why_not)
        for one in measured
        if one.kpi in wanted and (group is None or group in one.groups)
    ]
    title = say("Compliance with KPIs") if group is None else say("Compliance with KPIs: {words}", words=group.words)
    return grid_of(title, COLUMNS, heads(wanted), judged)


def kpi_tables(measured: Iterable[Measured]) -> tuple[Grid, ...]:
    """The published tables, and the one of the people on the HRO list (standards.md 96)."""
    known = list(measured)
    layouts = (*PUBLISHED, (Group.HIGH_RISK, tuple(Kpi)))
    return tuple(kpi_table(known, group, rows) for group, rows in layouts)


def warning(grid: Grid) -> str:
    """The sentence under a table from which failures are missing; "" where none is."""
    missing = {ident for row in grid.rows for one in row.left_out if one.why == NO_REASON for ident in one.ids}
    if not missing:
        return ""
    them = say_count(len(missing), "In 1 case", "In {number} cases")
    return say(
        "{them} a standard was not kept and no reason is recorded: the figures look better than they are.", them=them
    )
