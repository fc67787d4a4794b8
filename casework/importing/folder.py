"""Every file of an import, in the order in which rows are written.

Exclusions come before allocations, so that a case is never shown to somebody who must not see it, not for a moment.
"""

from casework.importing.agency_sheet import DUTY, STAFF, TEAMS
from casework.importing.assessment_sheet import ASSESSMENTS, TRAINING
from casework.importing.case_sheet import ADDRESSES, AGENCY_CONTACTS, CONDITIONS, HOUSEHOLD, ORDERS
from casework.importing.contact_sheet import APPOINTMENTS, CONTACTS
from casework.importing.grant_sheet import ALLOCATIONS, EXCLUSIONS
from casework.importing.high_risk_sheet import HIGH_RISK
from casework.importing.person_sheet import OTHER_NAMES, PEOPLE, REFERENCES
from casework.importing.risk_sheet import RISK_LEVELS, WARNINGS
from casework.importing.sheet import Sheet

SHEETS: tuple[Sheet, ...] = (
    TEAMS,
    STAFF,
    TRAINING,
    DUTY,
    EXCLUSIONS,
    ALLOCATIONS,
    PEOPLE,
    WARNINGS,
    RISK_LEVELS,
    ASSESSMENTS,
    HIGH_RISK,
    OTHER_NAMES,
    REFERENCES,
    ORDERS,
    CONDITIONS,
    ADDRESSES,
    HOUSEHOLD,
    AGENCY_CONTACTS,
    APPOINTMENTS,
    CONTACTS,
)
BY_NAME = {sheet.name: sheet for sheet in SHEETS}
