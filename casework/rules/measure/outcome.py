"""From what the standards say of each case to the KPIs and the national tables."""

from collections.abc import Iterable, Iterator

from casework.rules.due import Due
from casework.rules.measure.kpi import NO_REASON, NOT_YET, Group, Kpi, Measured
from casework.rules.measure.national import NationalMeasure, Started
from casework.rules.standard.fact import ReasonFact

KPI_OF_RULE = {
    "kpi_first_appointment": Kpi.FIRST_COMMUNITY,
    "kpi_first_appointment_former": Kpi.FIRST_COMMUNITY,
    "kpi_first_appointment_licence": Kpi.FIRST_THROUGHCARE,
    "kpi_review_12_weeks": Kpi.REVIEW,
    "kpi_home_visits": Kpi.HOME_VISITS,
    "kpi_home_visits_parole": Kpi.HOME_VISITS,
    "kpi_four_in_four": Kpi.APPOINTMENTS,
}
"""By the rules of resources/standards/key_measures*.toml."""

NATIONAL_OF_RULE = {
    "cpo_first_contact": NationalMeasure.FIRST_CONTACT,
    "cpo_induction": NationalMeasure.INDUCTION,
    "cpo_unpaid_work": NationalMeasure.PLACEMENT,
}
"""By the rules of resources/standards/community_payback.toml."""


def measured(due: Iterable[Due], groups: frozenset[Group] = frozenset()) -> Iterator[Measured]:
    """How one case kept the KPIs. `due`: every rule for itself (`standards_of`); `groups`: those of the case."""
    for one in due:
        kpi = KPI_OF_RULE.get(one.rule.code)
        if kpi:
            yield Measured(kpi, one.about, one.kept, groups, _why_not(one))


def _why_not(due: Due) -> str:
    return due.set_aside or (NO_REASON if due.missing else NOT_YET)


def started(due: Iterable[Due], reasons: Iterable[ReasonFact]) -> Iterator[Started]:
    """The national measures of one case. What the standards set aside does not apply."""
    given = {(one.rule, one.about, one.since): one.reason.value for one in reasons}
    for one in due:
        measure = NATIONAL_OF_RULE.get(one.rule.code)
        if measure:
            reason = given.get((one.rule.code, one.about, one.since), "")
            yield Started(measure, one.about, one.due_on, one.done_on, reason, applies=not one.set_aside)
