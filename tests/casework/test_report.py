"""The gate of a report: who approves it, and that nothing incomplete goes off, when it is changed step by step."""

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Sealed
from casework.records.identifier import SERVER_DEVICE
from casework.rules.access import Access, Why
from casework.rules.intake import Judgement, judge
from casework.rules.intake_reason import Reason
from casework.rules.report import approves_for_another, passes_gate
from tests.casework.records.problem import changed
from tests.casework.records.test_release_report import WHOLE
from tests.casework.test_intake import setting
from tests.fakes.chain import RECORD, Pen, ident

SENIOR = Access(frozenset({Why.SENIOR}))
KIND = "home_background_report"
BEGUN: dict[str, JsonValue] = {n: v for n, v in WHOLE.items() if n not in {"approval", "submitted_on"}}
APPROVAL: JsonValue = {"by": "author", "on": "2026-02-01"}


def begun(**changes: JsonValue) -> Sealed:
    edit = Edit(record=RECORD, kind=KIND, set=changed(BEGUN, changes), add={"risk_factors": ["Drinks when alone."]})
    return Pen("w", author="worker").write(edit)


def change(before: Sealed, access: Access = SENIOR, **values: JsonValue) -> Judgement:
    """How a change by "author", after a report by somebody else, is judged."""
    entry = Pen("a").write(Edit(record=RECORD, kind=KIND, set=values, parents={}))
    return judge(entry.entry, setting(before, access=access))


def test_a_manager_approves_what_somebody_else_wrote() -> None:
    assert change(begun(), approval=APPROVAL).reason is None


def test_a_worker_approves_nothing() -> None:
    """Not even in the name of a senior."""
    worker = Access(frozenset({Why.OFFICER}))
    assert change(begun(), worker, approval=APPROVAL).reason is Reason.DECIDING
    assert change(begun(), worker, approval={"by": ident(2), "on": "2026-02-01"}).reason is Reason.SCOPE


def test_nobody_approves_their_own_report_or_in_anothers_name() -> None:
    assert change(begun(author="author"), approval=APPROVAL).reason is Reason.INVALID
    assert change(begun(), approval={"by": ident(2), "on": "2026-02-01"}).reason is Reason.SCOPE


def test_nobody_approves_what_they_wrote_a_part_of_whoever_is_named_as_its_author() -> None:
    """Nor a report that they save and approve in one."""
    pen, edit = Pen("a"), Edit(record=RECORD, kind=KIND, set={"approval": APPROVAL})
    part = pen.write(Edit(record=RECORD, kind=KIND, set={"prison": "HMP Example"}))
    both = setting(begun(), part, access=SENIOR)
    assert judge(pen.write(edit).entry, both).reason is Reason.OWN_WORK
    assert change(begun(), approval=APPROVAL, prison="HMP Example").reason is Reason.OWN_WORK
    whole = Edit(record=RECORD, kind=KIND, set={**BEGUN, "approval": APPROVAL})
    assert judge(Pen("a").write(whole).entry, setting(access=SENIOR)).reason is Reason.OWN_WORK
    assert judge(Pen("b", author="another").write(edit).entry, both).reason is not Reason.OWN_WORK


def test_a_report_goes_off_as_it_was_approved() -> None:
    """A change after the approval, or in the saving that sends it off, was approved by nobody."""
    first = begun()
    approved = Pen("m", author="manager").write(
        Edit(record=RECORD, kind=KIND, set={"approval": {"by": "manager", "on": "2026-02-01"}})
    )
    later = Pen("w2", author="worker").write(Edit(record=RECORD, kind=KIND, set={"oversight": "Weekly, then less."}))
    sent = Edit(record=RECORD, kind=KIND, set={"submitted_on": "2026-02-02"})
    entry = Pen("a").write(sent).entry
    assert judge(entry, setting(first, approved)).reason is None
    assert judge(entry, setting(first, approved, later)).reason is Reason.APPROVAL
    changed_in_one = Edit(record=RECORD, kind=KIND, set={"submitted_on": "2026-02-02", "oversight": "Less."})
    assert judge(Pen("a").write(changed_in_one).entry, setting(first, approved)).reason is Reason.APPROVAL


def test_the_author_cannot_be_changed_afterwards_to_whoever_approved() -> None:
    approved = begun(approval={"by": "manager", "on": "2026-02-01"})
    assert change(approved, author="manager").reason is Reason.INVALID
    assert change(approved, author="another").reason is None


@pytest.mark.parametrize("gone", ["interview", "address_visit", "risk_addressed", "release_plan", "approval"])
def test_a_report_goes_off_only_whole_and_approved(gone: str) -> None:
    """Whoever sets the day of submission: the office looks at all of the report."""
    approved: dict[str, JsonValue] = {"approval": {"by": "manager", "on": "2026-02-01"}}
    assert change(begun(**approved), submitted_on="2026-02-02").reason is None
    assert change(begun(**{**approved, gone: None}), submitted_on="2026-02-02").reason is Reason.INVALID


def test_no_report_goes_off_without_a_risk_factor() -> None:
    values = changed(BEGUN, {"approval": {"by": "manager", "on": "2026-02-01"}})
    approved = Pen("w", author="worker").write(Edit(record=RECORD, kind=KIND, set=values))
    assert change(approved, submitted_on="2026-02-02").reason is Reason.INVALID


def test_other_changes_are_not_held_up_by_what_is_still_missing() -> None:
    assert change(begun(interview=None), oversight="Seen twice a week.").reason is None


def test_the_office_may_take_an_approval_over_from_papers() -> None:
    """An import writes in the name of those who wrote then."""
    edit = Edit(record=RECORD, kind=KIND, set={"approval": {"by": ident(2), "on": "2026-02-01"}})
    entry = Pen(SERVER_DEVICE).write(edit)
    assert approves_for_another(entry.entry, edit)
    assert judge(entry.entry, setting(begun())).reason is None
    assert not passes_gate(Edit(record=RECORD, kind="review", set={"author": "x"}))
