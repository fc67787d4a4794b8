"""Who is proposed for high-risk work, and which decision stands (standards.md 175)."""

from datetime import date

import pytest

from casework.ledger.entry import Edit
from casework.records.check import check_new
from casework.records.identifier import StaffId, staff_scope
from casework.records.oversight.selection import SelectionAnswer, SelectionDecision
from casework.records.oversight.training import TrainingSubject
from casework.records.staff.staff import StaffRole
from casework.rules.access import NO_ACCESS, Access
from casework.rules.intake_reason import Reason
from casework.rules.selection import Weighed, candidates, is_selected, latest_decision
from tests.casework.test_intake import SENIOR as DECIDES
from tests.casework.test_intake import WORKER as READS
from tests.casework.test_intake_edge import why
from tests.fakes.chain import RECORD, SCOPE, ident

DAY = date(2026, 11, 20)
GAP = (TrainingSubject.ACUTE,)


def decision(day: int, answer: SelectionAnswer) -> SelectionDecision:
    return SelectionDecision(
        about="ann", answer=answer, decided_on=date(2026, 11, day), decided_by="sen", reason="Because."
    )


def test_proposed_is_who_is_trained_has_room_is_supervised_and_is_not_selected() -> None:
    found = candidates(
        [
            Weighed("gap", GAP, 1, 0, DAY),
            Weighed("full", (), 30, 9, DAY),
            Weighed("alone", (), 2, 0, None),
            Weighed("done", (), 3, 1, DAY, selected=True),
            Weighed("fit", (), 12, 0, DAY),
            Weighed("busy", (), 13, 0, DAY),
            Weighed("more", (), 14, 0, DAY),
        ]
    )
    assert found[0].middle == 12
    assert [one.weighed.staff for one in found if one.proposed] == ["fit"]
    assert [one.weighed.staff for one in found] == ["fit", "alone", "done", "busy", "more", "full", "gap"]
    assert candidates([]) == ()


def test_one_alone_is_the_middle_and_has_room() -> None:
    (only,) = candidates([Weighed("ann", (), 40, 0, DAY)])
    assert only.has_room
    assert only.proposed


def test_the_latest_decision_stands_and_of_one_day_the_last_written() -> None:
    yes, no = decision(3, SelectionAnswer.SELECTED), decision(2, SelectionAnswer.NOT_NOW)
    ended = decision(3, SelectionAnswer.ENDED)
    assert latest_decision([]) is None
    assert latest_decision([("a", yes), ("b", no)]) is yes
    assert latest_decision([("a", yes), ("b", ended)]) is ended
    assert [is_selected(one) for one in (yes, no, ended, None)] == [True, False, False, False]


def test_a_decision_needs_a_reason_and_nobody_selects_themself() -> None:
    values = decision(3, SelectionAnswer.SELECTED).values()
    assert check_new("selection_decision", values) == []
    (sentence,) = check_new("selection_decision", {**values, "decided_by": "ann"})
    assert sentence == "Decided by: nobody selects themselves; whoever supervises them decides."
    (sentence,) = check_new("selection_decision", {name: value for name, value in values.items() if name != "reason"})
    assert sentence.startswith("Reason is missing")


@pytest.mark.parametrize(
    ("access", "role", "by", "reason"),
    [
        (DECIDES, StaffRole.SENIOR, "author", None),
        (DECIDES, StaffRole.SERVICE_MANAGER, "author", None),
        # In somebody else's name nobody selects, nor whoever only reads there, such as the one it is about.
        (DECIDES, StaffRole.SENIOR, "another", Reason.SCOPE),
        (READS, StaffRole.WORKER, "author", Reason.SCOPE),
        (READS, StaffRole.SENIOR, "author", Reason.SCOPE),
        (NO_ACCESS, StaffRole.SENIOR, "author", Reason.SCOPE),
    ],
)
def test_the_office_takes_it_from_whoever_supervises_in_their_own_name(
    access: Access, role: StaffRole, by: str, reason: Reason | None
) -> None:
    values = {**decision(3, SelectionAnswer.SELECTED).values(), "decided_by": by}
    edit = Edit(record=RECORD, kind=SelectionDecision.kind, set=values)
    assert why(edit, scope=staff_scope(StaffId(ident(7))), access=access, role=role) is reason
    case = why(edit, scope=SCOPE, access=access, role=role)
    assert case is not None, "it lies with supervision and nowhere else"
