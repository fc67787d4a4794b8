"""Whether a report may go off: everything it needs is in it, and a team manager who did not write it approved it."""

from casework.ledger.entry import Edit, Entry
from casework.ledger.fold import Head, RecordState
from casework.problem import Problem, about
from casework.records.report.court import CourtReport
from casework.records.report.home_background import HomeBackgroundReport
from casework.records.report.parole import ParoleReport
from casework.records.report.release import ReleaseReport
from casework.records.staff.staff import SENIORS, StaffRole
from casework.words import say

_REPORTS = frozenset({HomeBackgroundReport.kind, ParoleReport.kind, CourtReport.kind})


def may_submit(report: ReleaseReport | CourtReport, approver: StaffRole | None = None) -> list[Problem]:
    """Sentences for what keeps a report from being submitted; none where it may go.

    `approver` is the role of whoever approved it, None where nobody did or they are not known here. A team manager
    approves (standards.md 114): in this service a senior or a service manager.
    """
    found = list(dict.fromkeys([*report.problems(), *report.gaps()]))
    if isinstance(report, ReleaseReport) and not report.risk_factors:
        found.append(about("risk_factors", say("Risk factors, one short point each is missing: write at least one.")))
    if report.approval and approver not in SENIORS:
        found.append(
            about(
                "approval",
                say("Approved by a team manager: only a senior or a service manager approves; ask one of them."),
            )
        )
    return found


_GATE = frozenset({"author", "approval", "submitted_on"})
"""The fields that say who wrote a report, who approved it, and that it went off."""


def passes_gate(edit: Edit) -> bool:
    """Whether an edit approves a report or sends it off, so that all of it must be in order."""
    return edit.kind in _REPORTS and not _GATE.isdisjoint(edit.set)


def approves_for_another(entry: Entry, edit: Edit) -> bool:
    """Whether an edit gives somebody else's approval: a manager approves on a laptop of their own."""
    approval = edit.set.get("approval") if edit.kind in _REPORTS else None
    return isinstance(approval, dict) and approval.get("by") != entry.author


_AFTERWARDS = frozenset({"approval", "submitted_on"})
"""What is written when the report itself is complete."""


def approves_own_work(entry: Entry, edit: Edit, state: RecordState | None) -> bool:
    """Whether somebody approves a report of which they wrote anything that stands, whoever is named as its author."""
    if not _sets(edit, "approval"):
        return False
    mine = {entry.author, entry.on_behalf} - {None}
    return _writes_on(edit) or any(not mine.isdisjoint({head.author, head.on_behalf}) for head in _content(state))


def goes_off_unapproved(edit: Edit, state: RecordState | None) -> bool:
    """Whether a report is sent off that was changed after its approval: what was approved is not what goes off."""
    if not _sets(edit, "submitted_on") or _sets(edit, "approval"):
        return False
    approvals = [head.order for head in _heads(state, "approval")]
    changed = max((head.order for head in _content(state)), default=None)
    return bool(approvals) and (_writes_on(edit) or (changed is not None and changed > min(approvals)))


def goes_off_without_factors(edit: Edit, state: RecordState | None) -> bool:
    """Whether a report about a release is sent off without a risk factor: a set is not seen when fields are checked."""
    if edit.kind == CourtReport.kind or not _sets(edit, "submitted_on"):
        return False
    return not (edit.add.get("risk_factors") or _heads(state, "risk_factors"))


def _sets(edit: Edit, name: str) -> bool:
    return edit.kind in _REPORTS and edit.set.get(name) is not None


def _writes_on(edit: Edit) -> bool:
    """Whether an edit changes the report itself, too."""
    return not _AFTERWARDS.issuperset({*edit.set, *edit.add, *edit.remove})


def _content(state: RecordState | None) -> list[Head]:
    names = set(state.fields) - _AFTERWARDS if state else set()
    return [head for name in names for head in _heads(state, name)]


def _heads(state: RecordState | None, name: str) -> list[Head]:
    field = state.fields.get(name) if state else None
    return [head for head in field.heads if not head.awaiting] if field else []
