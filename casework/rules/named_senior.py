"""Whoever is named as the senior is one: who agreed to an override, attended a review, was talked to about a case."""

from collections.abc import Callable

from casework.ledger.entry import Edit
from casework.problem import Problem, about
from casework.records.assessment.discussion import Discussion
from casework.records.check import field_title
from casework.records.identifier import StaffId
from casework.records.plan.review import Review
from casework.records.staff.staff import SENIORS, StaffRole
from casework.words import say


def senior_problems(role: StaffRole | None, kind: str, field: str) -> list[Problem]:
    """What is wrong with a field that names somebody as the senior who agreed or attended; `role` is theirs."""
    if role in SENIORS:
        return []
    title = field_title(kind, field)
    if field == "override":
        sentence = say("{title}: the person named is no senior; name the senior who agreed.", title=title)
    else:
        sentence = say("{title}: the person named is no senior; name the senior who attended.", title=title)
    return [about(field, sentence)]


def names_no_senior(edit: Edit, role_of: Callable[[StaffId], StaffRole | None]) -> bool:
    """Whether a review is closed as held with a senior, or a case discussed with one, who is none."""
    said = edit.set.get("closed") if edit.kind == Review.kind else None
    named = said.get("senior") if isinstance(said, dict) else None
    if edit.kind == Discussion.kind:
        named = edit.set.get("senior")
    return isinstance(named, str) and role_of(StaffId(named)) not in SENIORS
