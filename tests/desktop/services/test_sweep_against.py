"""What speaks against a NIL return: said to whoever signs it, and to the senior who looks at the returns."""

import pytest

from casework.records.high_risk.sweep import MeetsAnswer, ReturnSort
from desktop.services.high_risk.sweep import SweepView, sweep_views
from desktop.services.high_risk.sweeping import answer_case, sign_return
from desktop.services.person_line import person_lines
from desktop.services.recorder import NotComplete
from tests.desktop.services.laptop import WORKER, Laptop, Team
from tests.desktop.views.high_risk.list_rig import begin_sweep, propose


def sweep(laptop: Laptop) -> SweepView:
    """The only one."""
    (found,) = sweep_views(laptop.session, person_lines(laptop.session))
    return found


def against(laptop: Laptop) -> dict[str, int]:
    """How many cases speak against what each signed, as this laptop counts them."""
    return {line.answered.staff: line.against for line in sweep(laptop).lines}


def test_that_somebody_who_is_proposed_does_not_meet_the_definition_is_signed_only_with_the_reason(team: Team) -> None:
    """And the senior sees that one of the worker's cases speaks against the NIL return; nobody else counts them."""
    begin_sweep(team)
    session = team.worker.session
    propose(session, team.worker.case)
    answer_case(session, sweep(team.worker).sweep, team.worker.case, MeetsAnswer.DOES_NOT)
    with pytest.raises(NotComplete, match="Write a note why the definition is not met: Isla Testcase"):
        sign_return(session, sweep(team.worker))
    answer_case(session, sweep(team.worker).sweep, team.worker.case, MeetsAnswer.DOES_NOT, "The order has ended.")
    signed = sweep(team.worker)
    assert signed.own is not None
    assert signed.own.sort is ReturnSort.NIL
    sign_return(session, signed)
    team.sync()
    assert against(team.senior)[WORKER] == 1
    assert set(against(team.worker).values()) == {0}


def test_a_nil_return_over_a_case_that_somebody_answered_otherwise_since_is_told_to_the_senior(team: Team) -> None:
    """A NIL return that nothing speaks against is told of nobody."""
    begin_sweep(team)
    session, case = team.worker.session, team.worker.case
    answer_case(session, sweep(team.worker).sweep, case, MeetsAnswer.DOES_NOT)
    sign_return(session, sweep(team.worker))
    team.sync()
    assert set(against(team.senior).values()) == {0}
    answer_case(team.senior.session, sweep(team.senior).sweep, case, MeetsAnswer.MEETS, "He was seen again.")
    team.sync()
    assert against(team.senior)[WORKER] == 1
