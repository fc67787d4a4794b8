"""Whoever is named as the senior is one: who agreed to an override, attended a review, was talked to about a case."""

from collections.abc import Callable

from casework.ledger.entry import Edit
from casework.records.assessment.discussion import Discussion
from casework.records.identifier import StaffId
from casework.records.plan.review import Review
from casework.records.staff.staff import SENIORS, StaffRole
from casework.words import say


def senior_problems(role: StaffRole | None, field: str, did: str) -> list[str]:
    """What is wrong with a field that names somebody as the senior who did something; `role` is theirs."""
    return (
        []
        if role in SENIORS
        else [say("{field}: the person named is no senior; name the senior who {did}.", field=field, did=did)]
    )


def names_no_senior(edit: Edit, role_of: Callable[[StaffId], StaffRole | None]) -> bool:
    """Whether a review is closed as held with a senior, or a case discussed with one, who is none."""
    said = edit.set.get("closed") if edit.kind == Review.kind else None
    named = said.get("senior") if isinstance(said, dict) else None
    if edit.kind == Discussion.kind:
        named = edit.set.get("senior")
    return isinstance(named, str) and bool(senior_problems(role_of(StaffId(named)), say("Senior"), "attended"))
