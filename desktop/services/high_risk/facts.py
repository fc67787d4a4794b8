"""What the high-risk list says of cases on this laptop: who is on it, what must be put right, what is proposed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from casework.ledger.fold import RecordState
from casework.records.file.case import Case
from casework.records.high_risk.criterion import HighRiskSort
from casework.records.high_risk.proposal import HighRiskProposal
from casework.records.high_risk.recheck import HighRiskRecheck
from casework.records.identifier import CaseId, case_of, case_scope, restricted_scope
from casework.records.person.agency_contact import AgencyContact
from casework.records.plan.risk_management_plan import RiskManagementPlan
from casework.records.sentence.programme import ProgrammePlace
from casework.rules.high_risk.alert import Alert, AlertSort, AlertTable, Tables, alerts, load_alert_tables, plan_in_use
from casework.rules.high_risk.definition import HighRiskDefinition, definition_of, definition_on, definitions_of
from casework.rules.high_risk.membership import Membership, on_list, waiting
from casework.rules.standing import read_record
from casework.rules.table_choice import tables_on
from casework.words import say
from desktop.services.confirmed_table import confirmed_tables
from desktop.services.joined import joined_cases
from desktop.services.person_line import PersonLine
from desktop.services.session import Session
from desktop.services.status import CaseDue

KINDS = {
    Case.kind,
    HighRiskProposal.kind,
    HighRiskRecheck.kind,
    AgencyContact.kind,
    RiskManagementPlan.kind,
    ProgrammePlace.kind,
}
"""The kinds that the list of one case follows from."""


@dataclass(frozen=True)
class HighRiskView:
    """What the list says of one person. `plan_due`: the review date of the plan in use; `proposed`: nobody decided.

    `proposed_as`: as what the last of these proposals has them.
    """

    member: Membership | None
    alerts: tuple[Alert, ...] = ()
    proposed: int = 0
    plan_due: date | None = None
    proposed_as: HighRiskSort | None = None

    @property
    def programme(self) -> bool:
        """Whether they are on a programme and nobody has looked whether the definition is met."""
        return any(alert.sort is AlertSort.PROGRAMME for alert in self.alerts)

    @property
    def hard(self) -> tuple[Alert, ...]:
        """What must not be."""
        return tuple(alert for alert in self.alerts if alert.hard)


def high_risk_tables(session: Session) -> Tables:
    """The tables of this agency: those that ship, and those that it confirmed itself."""
    confirmed = confirmed_tables(session)
    alert = tables_on(load_alert_tables(), confirmed, AlertTable)
    return Tables(definitions_of(confirmed), alert)


def definition_now(session: Session) -> HighRiskDefinition | None:
    """The definition that is in force today."""
    return definition_on(session.today(), high_risk_tables(session).definitions)


def read_high_risk(session: Session, case: CaseId, tables: Tables | None = None) -> HighRiskView:
    """What the list says of a person, whichever of their files says it."""
    return high_risk_views(session, [case], tables or high_risk_tables(session))[case]


def high_risk_views(session: Session, cases: Collection[CaseId], tables: Tables) -> dict[CaseId, HighRiskView]:
    """The same of several people, in one reading however many there are."""
    return {case: _view(states, tables, session.today()) for case, states in _states_of(session, cases).items()}


def _view(states: list[RecordState], tables: Tables, today: date) -> HighRiskView:
    plan, proposed = plan_in_use(states), waiting(states)
    return HighRiskView(
        member=on_list(states, today),
        alerts=alerts(states, tables, today),
        proposed=len(proposed),
        plan_due=read_record(RiskManagementPlan, plan).review_on if plan else None,
        proposed_as=read_record(HighRiskProposal, proposed[-1]).sort if proposed else None,
    )


def _states_of(session: Session, cases: Collection[CaseId]) -> dict[CaseId, list[RecordState]]:
    """The records that the list follows from, for each case of every file of the person that is open here."""
    joined = joined_cases(session)
    files = {case: (case, *joined.get(case, ())) for case in cases}
    scopes = {scope for each in files.values() for file in each for scope in (case_scope(file), restricted_scope(file))}
    people: dict[CaseId | None, list[CaseId]] = {}
    for case, each in files.items():
        for file in each:
            people.setdefault(file, []).append(case)
    found: dict[CaseId, list[RecordState]] = {case: [] for case in cases}
    for state in session.store.states(KINDS, scopes):
        for case in people.get(case_of(state.scope), ()):
            found[case].append(state)
    return found


def high_risk_due(session: Session, people: Mapping[CaseId, PersonLine]) -> list[CaseDue]:
    """What must not be, for everybody on the list whose case is open here: due today, until it is put right."""
    listed = {state.scope for state in session.store.records(HighRiskProposal.kind)}
    cases = [case for case, line in people.items() if line.open and case_scope(case) in listed]
    views, today = high_risk_views(session, cases, high_risk_tables(session)), session.today()
    return [CaseDue(alert.words, case, today) for case in cases for alert in views[case].hard]


def definition_words(member: Membership, tables: Tables) -> str:
    """Under which version somebody is on the list."""
    found = definition_of(member.definition, tables.definitions)
    title = found.title if found else say("Definition of this agency")
    return say("{title}, version {version}", title=title, version=member.definition.version)
