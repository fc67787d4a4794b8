"""Saying that something is in the wrong file takes nobody off the high-risk list, and puts nobody onto it."""

from collections.abc import Sequence
from datetime import date

import pytest

from casework.ledger.entry import Sealed
from casework.ledger.fold import fold_record
from casework.rules.high_risk.membership import on_list
from casework.rules.misfiling import stays
from tests.casework.high_risk.sample import PROPOSAL, decide, listed, proposed
from tests.fakes.chain import RECORD, SCOPE, Pen, placed

MADE = Pen("w", author="worker").write(proposed())
SENIOR = Pen("s", author="senior")
ON = SENIOR.write(decide(listed("on", "2026-03-10")))
OFF = SENIOR.write(decide(listed("off", "2026-04-01", since="2026-03-10"), ON))
DECLINED = SENIOR.write(decide(listed("declined", "2026-03-10")))


@pytest.mark.parametrize(
    ("written", "taken", "kept"),
    [
        ([MADE], [MADE], False),
        ([MADE, ON], [MADE], True),
        ([MADE, ON], [ON], True),
        ([MADE, ON], [MADE, ON], True),
        ([MADE, ON, OFF], [OFF], True),
        ([MADE, ON, OFF], [ON, OFF], True),
        ([MADE, ON, OFF], [MADE, ON, OFF], False),
        ([MADE, DECLINED], [DECLINED], True),
        ([MADE, DECLINED], [MADE, DECLINED], False),
    ],
)
def test_what_a_senior_decided_keeps_a_proposal_in_the_file(
    written: Sequence[Sealed], taken: Sequence[Sealed], kept: bool
) -> None:
    """While it puts somebody on the list; and no decision goes without the proposal that it is about."""
    state = fold_record(SCOPE, PROPOSAL, placed(*written))
    assert state is not None
    assert stays(state, {one.id for one in taken}) is kept


def test_nothing_else_is_kept() -> None:
    """Whatever its kind."""
    note = Pen("n").put("agency_contact", "person", {"role": "other", "name": "N", "agency": "Housing"})
    state = fold_record(SCOPE, RECORD, placed(note))
    assert state is not None
    assert not stays(state, {note.id})


@pytest.mark.parametrize(("since", "expected"), [("2099-01-01", "2026-03-10"), ("2025-01-01", "2025-01-01")])
def test_who_was_put_on_the_list_is_on_it_from_the_day_of_the_decision_at_the_latest(since: str, expected: str) -> None:
    """A slip in the year hides nobody."""
    on = Pen("z", author="senior").write(decide(listed("on", "2026-03-10", since=since)))
    state = fold_record(SCOPE, PROPOSAL, placed(MADE, on))
    assert state is not None
    member = on_list([state], date(2026, 3, 10))
    assert member is not None
    assert str(member.since) == expected
