"""Plans and reviews: what a record says as a whole after a change, what is carried on, and what closing one needs."""

from collections.abc import Mapping

from pydantic import ValidationError

from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState
from casework.problem import Problem
from casework.records.file.case import Case
from casework.records.plan.case_management_plan import CaseManagementPlan
from casework.records.plan.plan_line import Action, LineResult, LineStatus
from casework.records.plan.review import Review
from casework.records.plan.risk_management_plan import RiskManagementPlan
from casework.records.record import KINDS
from casework.rules.standing import standing_values

IN_USE: Mapping[str, str] = {
    RiskManagementPlan.kind: "risk_management_plan",
    CaseManagementPlan.kind: "case_management_plan",
}
"""The plans of which one is in use at a time, with the field of the case that names it."""

assert set(IN_USE.values()) <= set(Case.model_fields)

_SETTLED = frozenset({LineStatus.DONE, LineStatus.DROPPED})


def problems_after(edit: Edit, state: RecordState | None) -> list[Problem]:
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


def is_carried_on(line: Action) -> bool:
    """Whether a line goes into the next version of its plan: not what is done or no longer needed."""
    result: LineResult | None = line.result
    return result is None or result.status not in _SETTLED
