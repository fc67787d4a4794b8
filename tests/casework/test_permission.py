"""The table of permissions: promises that hold for every action, and that the office judges by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from casework.ledger.entry import Edit, Link, Signed, seal_entry
from casework.ledger.protocol import Verdict
from casework.records.check import check_value
from casework.records.identifier import (
    AGENCY,
    CaseId,
    DeviceId,
    RecordId,
    Scope,
    StaffId,
    grants_scope,
    restricted_scope,
)
from casework.records.record import KINDS, merge_of
from casework.records.staff.staff import StaffRole
from casework.rules.access import CASEWORK_ROLES, Access, Why
from casework.rules.intake import Setting, judge
from casework.rules.intake_reason import Reason
from casework.rules.permission import AT_THE_OFFICE, Action, may
from tests.fakes.chain import START, ident

ROLES = st.sampled_from(StaffRole)
WHYS = st.frozensets(st.sampled_from(Why), max_size=3)
ACCESSES = st.builds(Access, WHYS, st.booleans(), st.booleans())
CASE = CaseId(ident(1))
ME = StaffId("me")


@given(st.sampled_from(Action), ROLES, ACCESSES)
def test_whoever_is_excluded_may_do_nothing_in_the_case(action: Action, role: StaffRole, access: Access) -> None:
    """Staff and rota are no case's."""
    kept_out = Access(access.why, excluded=True, named=access.named)
    assert may(action, role, kept_out) is (action is Action.STAFF_AND_ROTA and role is StaffRole.ADMINISTRATOR)


@given(st.sampled_from(Action), ACCESSES)
def test_nobody_who_does_not_work_here_may_do_anything(action: Action, access: Access) -> None:
    """Whatever was given to them."""
    assert not may(action, None, access)


@given(st.sampled_from(Action), ROLES, WHYS)
def test_being_named_adds_the_restricted_part_and_nothing_else(
    action: Action, role: StaffRole, why: frozenset[Why]
) -> None:
    """For those who read the case; for nobody else."""
    before, after = may(action, role, Access(why)), may(action, role, Access(why, named=True))
    is_restricted = action in {Action.READ_RESTRICTED, Action.WRITE_RESTRICTED}
    assert after is (before or (is_restricted and bool(why)))


@given(st.sampled_from(Action), ROLES, WHYS)
def test_more_reasons_never_take_a_permission_away(action: Action, role: StaffRole, why: frozenset[Why]) -> None:
    """Access only widens what one may do."""
    if may(action, role, Access()):
        assert may(action, role, Access(why))


@pytest.mark.parametrize("action", sorted(set(Action) - AT_THE_OFFICE))
def test_who_does_no_casework_may_do_nothing_without_access(action: Action) -> None:
    """Emergencies, covers and new cases are for those who do casework."""
    for role in set(StaffRole) - CASEWORK_ROLES:
        assert not may(action, role, Access())


def verdict(scope: Scope, edit: Edit, access: Access, role: StaffRole = StaffRole.WORKER) -> Reason | None:
    """What the office makes of an entry by somebody with such access."""
    entry = seal_entry(Link(), Signed(DeviceId("d"), ME, scope, START, 1), [edit]).entry
    judgement = judge(entry, Setting(ME, role, access, {}, lambda *_: None))
    assert (judgement.verdict is Verdict.ACCEPTED) is (judgement.reason is None)
    return judgement.reason


NAMED, SENIOR = Access(frozenset({Why.OFFICER}), named=True), Access(frozenset({Why.SENIOR}))


def test_a_named_reader_writes_into_the_restricted_part_yet_not_why_somebody_is_excluded() -> None:
    """That is for those who exclude."""
    why = Edit(record=RecordId(ident(5)), kind="exclusion_reason", set={"exclusion": ident(6), "reason": "A relative."})
    plan: dict[str, JsonValue] = {
        "made_on": "2026-03-02",
        "made_by": "somebody",
        "review_on": "2026-06-02",
        "formulation": "Bored and alone.",
    }
    restricted = restricted_scope(CASE)
    made = Edit(record=RecordId(ident(7)), kind="risk_management_plan", set=plan)
    assert verdict(restricted, made, NAMED) is None
    assert verdict(restricted, why, NAMED) is Reason.SCOPE
    assert verdict(restricted, why, SENIOR, StaffRole.SENIOR) is None
    assert verdict(restricted, made, Access(frozenset({Why.OFFICER}))) is Reason.SCOPE


@pytest.mark.parametrize("role", sorted(set(StaffRole) - CASEWORK_ROLES))
def test_who_does_no_casework_begins_no_case_and_writes_nothing_for_the_agency(role: StaffRole) -> None:
    """Not even a case of their own; the agency is written with the office's command line."""
    given_to_me: dict[str, JsonValue] = {
        "holder": {"sort": "staff", "id": ME, "role": "officer"},
        "period": {"starts": "2026-01-05"},
    }
    begun = Edit(record=RecordId(ident(5)), kind="allocation", set=given_to_me)
    entry = seal_entry(Link(), Signed(DeviceId("d"), ME, grants_scope(CASE), START, 1), [begun]).entry
    begins = Setting(ME, role, Access(), {}, lambda *_: None, first_grant=True)
    assert judge(entry, begins).reason is Reason.NO_ACCESS
    assert (
        verdict(AGENCY, Edit(record=RecordId(ident(5)), kind="team", set={"name": "Mine"}), Access(), role)
        is Reason.SCOPE
    )


def test_no_narrative_may_lie_among_returns() -> None:
    """Business support reads them: figures, days and short lines, nothing that is told of a person."""
    texts = [
        f"{model.kind}.{name}"
        for model in KINDS.values()
        if model.scope == "returns"
        for name in model.model_fields
        if (rule := merge_of(model.kind, name))
        and (rule.rule == "text" or not check_value(model.kind, name, "x" * 2000))
    ]
    assert texts == []
