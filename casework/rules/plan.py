"""Plans and reviews: what a record says as a whole after a change, what is carried on, and what closing one needs."""

from collections.abc import Callable, Mapping

from pydantic import ValidationError

from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState
from casework.records.assessment.discussion import Discussion
from casework.records.check import field_title
from casework.records.file.case import Case
from casework.records.identifier import StaffId
from casework.records.plan.case_management_plan import CaseManagementPlan
from casework.records.plan.plan_line import Action, LineResult, LineStatus
from casework.records.plan.review import Review
from casework.records.plan.risk_management_plan import RiskManagementPlan
from casework.records.record import KINDS
from casework.records.staff.staff import SENIORS, StaffRole
from casework.rules.standing import standing_values

IN_USE: Mapping[str, str] = {
    RiskManagementPlan.kind: "risk_management_plan",
    CaseManagementPlan.kind: "case_management_plan",
}
"""The plans of which one is in use at a time, with the field of the case that names it."""

assert set(IN_USE.values()) <= set(Case.model_fields)

_SETTLED = frozenset({LineStatus.DONE, LineStatus.DROPPED})


def problems_after(edit: Edit, state: RecordState | None) -> list[str]:
    """What is wrong with a record as a whole once an edit is made; nothing where its parts are wrong by themselves."""
    model = KINDS.get(edit.kind)
    if model is None:
        return []
    values = {**(standing_values(state) if state else {}), **edit.set}
    for name, items in edit.add.items():
        before = values.get(name)
        values[name] = [*(before if isinstance(before, list) else []), *items]
    try:
        return model.model_validate(values).problems()
    except ValidationError:
        return []


def closes_review(edit: Edit) -> bool:
    """Whether an edit closes a review, so that all of it must be there."""
    return edit.kind == Review.kind and edit.set.get("closed") is not None


def senior_problems(role: StaffRole | None) -> list[str]:
    """A senior attends a review that is closed (standards.md 73); `role` is that of whoever is named as such."""
    if role in SENIORS:
        return []
    return [f"{field_title(Review.kind, 'closed')}: the person named is no senior; name the senior who attended."]


def names_no_senior(edit: Edit, role_of: Callable[[StaffId], StaffRole | None]) -> bool:
    """Whether a review is closed as held with a senior, or a case discussed with one, who is none."""
    said = edit.set.get("closed") if edit.kind == Review.kind else None
    named = said.get("senior") if isinstance(said, dict) else None
    if edit.kind == Discussion.kind:
        named = edit.set.get("senior")
    return isinstance(named, str) and role_of(StaffId(named)) not in SENIORS


def is_carried_on(line: Action) -> bool:
    """Whether a line goes into the next version of its plan: not what is done or no longer needed."""
    result: LineResult | None = line.result
    return result is None or result.status not in _SETTLED
