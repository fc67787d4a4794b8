"""The dates that plans and reviews of addresses set (22, 57, 64, 141).

When the next three-monthly review is due is a standard (`resources/standards/high_risk.toml`); whether one was held
as asked, `Review.compliance_gaps` and `casework.rules.named_senior` say.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from casework.records.multi_agency.accommodation import AccommodationReview
from casework.records.plan.case_management_plan import CaseManagementPlan
from casework.records.plan.frame import Plan
from casework.records.plan.review import Review
from casework.records.plan.risk_management_plan import RiskManagementPlan
from casework.records.plan.safety_plan import SafetyPlan, SafetyStatus
from casework.rules.due import Due
from casework.rules.duty.fact import DutyCase, DutyFacts
from casework.words import say


def plan_duties(case: DutyCase) -> Iterator[Due]:
    """A risk management plan for everybody on the list, and each plan in use reviewed on its own date."""
    facts, standing = case.facts, case.facts.case
    if facts.listed_since is not None and standing.risk_management_plan is None:
        yield from case.due("risk_plan", facts.listed_since)
    in_use = [one.record for one in (standing.risk_management_plan, standing.case_management_plan) if one]
    plans: dict[str, Plan] = {**facts.of(RiskManagementPlan), **facts.of(CaseManagementPlan)}
    known = {ident: plan for ident, plan in plans.items() if ident in in_use}
    yield from _dated(case, {**known, **_safety_plans(facts)})


def _safety_plans(facts: DutyFacts) -> dict[str, SafetyPlan]:
    plans = facts.of(SafetyPlan)
    replaced = {plan.follows for plan in plans.values()}
    return {
        ident: plan
        for ident, plan in plans.items()
        if ident not in replaced and not (plan.state and plan.state.status is SafetyStatus.ENDED)
    }


def _dated(case: DutyCase, plans: Mapping[str, Plan]) -> Iterator[Due]:
    reviews = case.facts.of(Review).values()
    for ident, plan in plans.items():
        of_plan = [one for one in reviews if ident in one.plans and one.closed and one.held_on]
        last = max(of_plan, key=lambda one: one.held_on or date.min, default=None)
        since = last.held_on if last and last.held_on else plan.made_on
        due_on = last.next_on if last and last.next_on else plan.review_on
        if since and due_on:
            yield from case.due(
                "plan_review", since, ident, on=due_on, title=say("Review: {title}", title=plan.title.lower())
            )


def accommodation_duties(case: DutyCase) -> Iterator[Due]:
    """The next review of where the person lives, on the date that the last one set."""
    found = [(ident, one) for ident, one in case.facts.of(AccommodationReview).items() if one.held_on]
    if not found:
        return
    ident, last = max(found, key=lambda one: one[1].held_on or date.min)
    if last.held_on and last.next_on and not last.no_further:
        yield from case.due("accommodation_review", last.held_on, ident, on=last.next_on)
