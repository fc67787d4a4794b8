"""The files that say who works on a case and who must not see it.

An exclusion that cannot be read is dangerous: without it a case would be shown to somebody who must not see it. So a
refused exclusion holds back the new allocations of its case (see `plan`).
"""

from casework.importing.cell import DATE, choice
from casework.importing.draft import Draft, Piece, Surroundings
from casework.importing.moment import check_period
from casework.importing.sheet import CASE, KEY, Column, Sheet, Values, add_piece, own_record
from casework.records.identifier import AGENCY, RecordId, grants_scope, restricted_scope
from casework.records.staff.grant import ExclusionReason, GrantRole
from casework.records.staff.staff import StaffRole
from casework.words import say

_MAY_HOLD = {StaffRole.WORKER, StaffRole.SENIOR}


def _finish_allocation(draft: Draft, values: Values, around: Surroundings) -> None:
    check_period(draft)
    role = draft.text("role")
    wanted, unwanted = ("team", "staff") if role == GrantRole.TEAM else ("staff", "team")
    if not role:
        return
    if draft.text(unwanted):
        draft.refuse(
            unwanted,
            say("With this role the column {unwanted} stays empty: clear it, or change the role.", unwanted=unwanted),
        )
    if not draft.text(wanted):
        draft.refuse(wanted, say("With this role the column {wanted} is needed: fill it in.", wanted=wanted))
        return
    if wanted == "staff" and _role(draft, around) not in {*_MAY_HOLD, ""}:
        draft.refuse("staff", say("A case is allocated to a social worker or a senior: name one of them."))
    ident = around.ids.staff(draft.text("staff")) if wanted == "staff" else around.ids.team(draft.text("team"))
    values["holder"] = {"sort": wanted, "id": ident, "role": role}


def _role(draft: Draft, around: Surroundings) -> str:
    """The role of the staff member that the row names; empty where it is not known."""
    row = around.row("staff", draft.text("staff"))
    if row is not None:
        return row.text("role")
    state = around.state(AGENCY, RecordId(around.ids.staff(draft.text("staff"))))
    post = state.fields["post"].heads[0].value if state and "post" in state.fields else None
    return str(post.get("role")) if isinstance(post, dict) else ""


def _finish_exclusion(draft: Draft, values: Values, around: Surroundings) -> None:
    check_period(draft)
    case = around.case(draft)
    if case is None or draft.refused:
        return
    record = own_record(draft, around)
    reason: Values = {"exclusion": record, "reason": values.pop("reason", None)}
    why = around.ids.record(draft.sheet, draft.key, "reason")
    add_piece(EXCLUSIONS, draft, Piece(grants_scope(case), record, "exclusion", values))
    add_piece(EXCLUSIONS, draft, Piece(restricted_scope(case), why, ExclusionReason.kind, reason))


ALLOCATIONS = Sheet(
    "allocations",
    say("Allocations"),
    say("Who works on which case: the officer, a co-worker, and the team whose senior answers for it."),
    "allocation",
    (
        KEY,
        CASE,
        Column("role", say("In what part they work on the case."), choice(GrantRole), required=True),
        Column("staff", say("The staff number, for an officer or co-worker."), refers="staff"),
        Column("team", say("The team's key, for a team."), refers="teams"),
        Column("starts", say("First day."), DATE, "period.starts", required=True),
        Column("ends", say("Last day; empty if it lasts."), DATE, "period.ends"),
    ),
    _finish_allocation,
)

EXCLUSIONS = Sheet(
    "exclusions",
    say("Exclusions"),
    say("Who must not see a case, whatever else they are allowed. The reason is kept where only the senior reads it."),
    "exclusion",
    (
        KEY,
        CASE,
        Column(
            "staff",
            say("The staff number of whoever must not see the case."),
            path="staff",
            required=True,
            refers="staff",
        ),
        Column("starts", say("First day."), DATE, "period.starts", required=True),
        Column("ends", say("Last day; empty if it lasts."), DATE, "period.ends"),
        Column("reason", say("Why; only the senior of the case reads it."), path="reason", required=True),
    ),
    _finish_exclusion,
)
