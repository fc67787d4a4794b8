"""A senior's desk with a visit that is overdue, a raise that was held back and two views about a level."""

from casework.records.file.case import RiskLevel
from desktop.services.risk import sign_level
from tests.desktop.services.laptop import Team
from tests.desktop.services.test_duty_desk import pass_hours, plan_visit
from tests.desktop.views.looks.rig import hold_back_a_raise


def fill(team: Team) -> None:
    """All of it, in step afterwards; two hours later."""
    plan_visit(team)
    hold_back_a_raise(team)
    third = team.worker.ready.cases[2]
    sign_level(team.worker.session, third, RiskLevel.HIGH, "Two incidents within a month, nothing that protects.")
    sign_level(team.colleague.session, third, RiskLevel.MEDIUM, "The neighbour withdrew what she had said.")
    team.sync()
    pass_hours(team, 2.2)
