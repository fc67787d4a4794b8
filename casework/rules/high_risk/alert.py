"""What has to be put right for somebody on the high-risk list, hard or as a prompt (standards.md 18, 22, 59, 139)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pydantic import Field

from casework.ledger.fold import RecordState
from casework.records.file.case import Case
from casework.records.identifier import RecordId, case_of
from casework.records.part import Choice
from casework.records.person.agency_contact import AgencyContact
from casework.records.plan.risk_management_plan import RiskManagementPlan
from casework.records.sentence.programme import ProgrammePlace
from casework.rules.high_risk.definition import HighRiskDefinition, definition_on
from casework.rules.high_risk.membership import Membership, memberships, on_list, waiting
from casework.rules.police_contact import NamedPolice, named_police
from casework.rules.standing import read_record
from casework.rules.table import Table, in_force, load_tables
from casework.words import say

ALERT_FOLDER = "standards/high_risk_alert"
ALERT_CODE = "high_risk_alert"


class AlertTable(Table):
    """For how many days a named police contact counts as confirmed."""

    police_days: int = Field(ge=1, le=3660)


@lru_cache(maxsize=1)
def load_alert_tables() -> tuple[AlertTable, ...]:
    """The tables that come with Doorstep."""
    return load_tables(AlertTable, ALERT_FOLDER)


class AlertSort(Choice):
    """What is the matter."""

    NO_PLAN = "no_plan", say("On the high-risk list without a risk management plan")
    PLAN_LAPSED = "plan_lapsed", say("On the high-risk list, and the risk management plan is past its review date")
    NO_POLICE = "no_police", say("Serious violent, without a named police contact")
    POLICE_STALE = "police_stale", say("Serious violent, and the named police contact is not confirmed")
    RECHECK = "recheck", say("The definition has changed since: look at it again")
    PLAN_RECHECK = "plan_recheck", say("The risk management plan is older than the definition: review it")
    PROGRAMME = "programme", say("On a programme, which neither puts anybody on the list nor keeps them off it")


HARD = frozenset({AlertSort.NO_PLAN, AlertSort.PLAN_LAPSED, AlertSort.NO_POLICE, AlertSort.POLICE_STALE})
"""What must not be. The others ask somebody to look."""


_SHORT = {
    AlertSort.NO_PLAN: say("No risk management plan"),
    AlertSort.PLAN_LAPSED: say("Risk management plan past its review date"),
    AlertSort.NO_POLICE: say("No named police contact"),
    AlertSort.POLICE_STALE: say("Named police contact not confirmed"),
    AlertSort.RECHECK: say("Definition changed: look again"),
    AlertSort.PLAN_RECHECK: say("Plan older than the definition"),
    AlertSort.PROGRAMME: say("On a programme: does the high-risk definition fit?"),
}
"""What stands where there is little room, beside the person's name."""


@dataclass(frozen=True)
class Alert:
    """One thing to be put right. `about`: the id of the record it follows from, "" for none."""

    sort: AlertSort
    about: str = ""

    @property
    def hard(self) -> bool:
        """Whether it must not be."""
        return self.sort in HARD

    @property
    def words(self) -> str:
        """What it says."""
        return self.sort.words

    @property
    def short(self) -> str:
        """What it says in a few words, beside the person's name."""
        return _SHORT[self.sort]


@dataclass(frozen=True)
class Tables:
    """The tables of the agency: every version of the definition, and when a police contact is stale."""

    definitions: tuple[HighRiskDefinition, ...]
    alerts: tuple[AlertTable, ...] = ()

    def police_days(self, day: date) -> int | None:
        """For how long a police contact counts as confirmed; None where no table is on."""
        found = in_force([table for table in self.alerts if table.confirmed], ALERT_CODE, day)
        return found.police_days if found else None


def alerts(states: Iterable[RecordState], tables: Tables, day: date) -> tuple[Alert, ...]:
    """What has to be put right on a day, from the records of one case: what is hard first."""
    known = list(states)
    member = on_list(known, day)
    found = _of_member(known, member, tables, day) if member else _of_others(known, day)
    return tuple(sorted(found, key=lambda one: list(AlertSort).index(one.sort)))


def _of_member(states: list[RecordState], member: Membership, tables: Tables, day: date) -> Iterator[Alert]:
    now = definition_on(day, tables.definitions)
    if now and now.ref != member.definition:
        yield Alert(AlertSort.RECHECK, member.proposal)
    yield from _of_plan(states, now, day)
    if member.sort.violent:
        yield from _of_police(states, tables, day)


def _of_plan(states: list[RecordState], now: HighRiskDefinition | None, day: date) -> Iterator[Alert]:
    plan = plan_in_use(states)
    record = read_record(RiskManagementPlan, plan) if plan else None
    if plan is None or record is None:
        yield Alert(AlertSort.NO_PLAN)
        return
    if record.review_on is None or record.review_on < day:
        yield Alert(AlertSort.PLAN_LAPSED, plan.record)
    if now and record.made_on and record.made_on < now.effective_from:
        yield Alert(AlertSort.PLAN_RECHECK, plan.record)


def plan_in_use(states: Iterable[RecordState]) -> RecordState | None:
    """The risk management plan that is in use in a case; None where there is none, or it is not to be read here."""
    known = list(states)
    used = {
        value.record
        for state in known
        if state.kind == Case.kind and str(case_of(state.scope)) == state.record
        if (value := read_record(Case, state).risk_management_plan)
    }
    plans = (state for state in known if state.kind == RiskManagementPlan.kind and state.record in used)
    return next(plans, None)


def _of_police(states: list[RecordState], tables: Tables, day: date) -> Iterator[Alert]:
    contacts = [read_record(AgencyContact, state) for state in states if state.kind == AgencyContact.kind]
    police = named_police(contacts, day)
    if police is None:
        yield Alert(AlertSort.NO_POLICE)
    elif is_stale(police, tables.police_days(day), day):
        yield Alert(AlertSort.POLICE_STALE)


def is_stale(police: NamedPolice, most_days: int | None, day: date) -> bool:
    """Whether a named police contact was never confirmed, or too long ago where the agency says how long."""
    since = police.days_since(day)
    return since is None or (most_days is not None and since > most_days)


def _of_others(states: list[RecordState], day: date) -> Iterator[Alert]:
    """Somebody on a programme who was never proposed: somebody looks, and nothing follows from the programme alone."""
    if waiting(states) or memberships(states, day):
        return
    for state in states:
        place = read_record(ProgrammePlace, state) if state.kind == ProgrammePlace.kind else None
        if place and place.programme and place.ended is None and place.unsuitable is None:
            yield Alert(AlertSort.PROGRAMME, RecordId(state.record))
            return
