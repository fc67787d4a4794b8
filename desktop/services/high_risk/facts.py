"""What the high-risk list says of cases on this laptop: who is on it, what must be put right, what is proposed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casework.ledger.fold import RecordState
from casework.records.file.case import Case
from casework.records.high_risk.proposal import HighRiskProposal
from casework.records.high_risk.recheck import HighRiskRecheck
from casework.records.identifier import AGENCY, CaseId, case_scope, restricted_scope
from casework.records.person.agency_contact import AgencyContact
from casework.records.plan.risk_management_plan import RiskManagementPlan
from casework.records.sentence.programme import ProgrammePlace
from casework.records.staff.confirmed_table import ConfirmedTable
from casework.rules.high_risk.alert import Alert, AlertSort, AlertTable, Tables, alerts, load_alert_tables, plan_in_use
from casework.rules.high_risk.definition import HighRiskDefinition, definition_of, definition_on, definitions_of
from casework.rules.high_risk.membership import Membership, on_list, waiting
from casework.rules.standing import read_record
from casework.rules.table_choice import tables_on
from desktop.services.joined import files_of
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
    """What the list says of one person. `plan_due`: the review date of the plan in use; `proposed`: nobody decided."""

    member: Membership | None
    alerts: tuple[Alert, ...] = ()
    proposed: int = 0
    plan_due: date | None = None

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
    states = session.store.records(ConfirmedTable.kind, AGENCY)
    confirmed = [read_record(ConfirmedTable, state) for state in states]
    alert = tables_on(load_alert_tables(), confirmed, AlertTable)
    return Tables(definitions_of(confirmed), alert)


def definition_now(session: Session) -> HighRiskDefinition | None:
    """The definition that is in force today."""
    return definition_on(session.today(), high_risk_tables(session).definitions)


def read_high_risk(session: Session, case: CaseId, tables: Tables | None = None) -> HighRiskView:
    """What the list says of a person, whichever of their files says it."""
    states = states_of(session, case)
    member = on_list(states, session.today())
    plan = plan_in_use(states)
    due = read_record(RiskManagementPlan, plan).review_on if plan else None
    found = alerts(states, tables or high_risk_tables(session), session.today())
    return HighRiskView(member, found, len(waiting(states)), due)


def states_of(session: Session, case: CaseId) -> list[RecordState]:
    """The records that the list follows from, of every file of the person that is open here."""
    scopes = {scope for file in files_of(session, case) for scope in (case_scope(file), restricted_scope(file))}
    return session.store.states(KINDS, scopes)


def high_risk_due(session: Session, people: Mapping[CaseId, PersonLine]) -> list[CaseDue]:
    """What must not be, for everybody on the list whose case is open here: due today, until it is put right."""
    listed = {state.scope for state in session.store.records(HighRiskProposal.kind)}
    cases = [case for case, line in people.items() if line.open and case_scope(case) in listed]
    tables, today = high_risk_tables(session), session.today()
    return [CaseDue(alert.words, case, today) for case in cases for alert in read_high_risk(session, case, tables).hard]


def definition_words(member: Membership, tables: Tables) -> str:
    """Under which version somebody is on the list."""
    found = definition_of(member.definition, tables.definitions)
    title = found.title if found else "Definition of this agency"
    return f"{title}, version {member.definition.version}"
