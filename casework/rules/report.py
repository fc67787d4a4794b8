"""Whether a report may go off: everything it needs is in it, and a team manager who did not write it approved it."""

from casework.records.report.court import CourtReport
from casework.records.report.release import ReleaseReport
from casework.records.staff.staff import StaffRole

MANAGERS = frozenset({StaffRole.SENIOR, StaffRole.SERVICE_MANAGER})
"""Who approves a report: a team manager (standards.md 114). In this service: a senior or a service manager."""


def may_submit(report: ReleaseReport | CourtReport, approver: StaffRole | None = None) -> list[str]:
    """Sentences for what keeps a report from being submitted; none where it may go.

    `approver` is the role of whoever approved it, None where nobody did or they are not known here.
    """
    found = list(dict.fromkeys([*report.problems(), *report.gaps()]))
    if isinstance(report, ReleaseReport) and not report.risk_factors:
        found.append("Risk factors, one short point each is missing: write at least one.")
    if report.approval and approver not in MANAGERS:
        found.append("Approved by a team manager: only a senior or a service manager approves; ask one of them.")
    return found
