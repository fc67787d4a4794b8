"""A morning of the team: a plan that has changed since it was agreed to, two views, a raise held back, cover given."""

from casework.records.file.case import RiskLevel
from casework.records.identifier import RecordId
from casework.records.plan.plan_line import PlanLine, PlanPart
from casework.records.risk.warning import Notice, WarningSort
from casework.records.staff.grant import Window
from desktop.services.amend import add_warning
from desktop.services.covering.giving import CoverPlan, CoverWish, give_covers
from desktop.services.risk import sign_level
from tests.desktop.services.laptop import COLLEAGUE, WORKER, Team
from tests.desktop.services.test_countersign import ask, change, plan_by, save, sign
from tests.desktop.services.test_covering import plan_visit, week
from tests.desktop.views.looks.rig import hold_back_a_raise


def fill(team: Team) -> None:
    """All of it, in step afterwards."""
    change_a_plan(team)
    first, second, third = team.worker.ready.cases
    hold_back_a_raise(team)
    add_warning(team.worker.session, first, Notice(sort=WarningSort.NOT_ALONE, text="Two workers at every visit."))
    sign_level(team.worker.session, second, RiskLevel.VERY_HIGH, "Said whom he would hurt and where.")
    sign_level(team.worker.session, third, RiskLevel.HIGH, "Two incidents within a month, nothing that protects.")
    sign_level(team.colleague.session, third, RiskLevel.MEDIUM, "The neighbour withdrew what she had said.")
    team.sync()


def change_a_plan(team: Team) -> str:
    """A plan that was agreed to, has changed in three ways since, and waits again."""
    plan, line = plan_by(team.worker)
    ask(team.worker, plan)
    team.sync()
    sign(team.senior, plan)
    team.sync()
    change(team.worker, plan, "formulation", "Drink, and the company he keeps on Fridays at the harbour.")
    change(team.worker, line, "action", "See him twice a week, once of it unannounced.")
    added = RecordId(team.worker.ready.store.new_id())
    save(team.worker, (added, PlanLine(plan=plan, part=PlanPart.SUPERVISION, action="See him with PC Specimen.")))
    ask(team.worker, plan, "Before Friday, please.")
    team.sync()
    return plan


def plan_visits(team: Team) -> tuple[str, str]:
    """A joint visit in the first case, one alone in the second; in step afterwards."""
    first, second = team.worker.ready.cases[:2]
    visits = plan_visit(team.worker, first, police="PC Specimen"), plan_visit(team.worker, second, hours=5)
    team.sync()
    return visits


def cover_all(team: Team) -> None:
    """The colleague covers everything for a week; in step afterwards."""
    window: Window = week(team.senior)
    wishes = tuple(CoverWish(case, COLLEAGUE) for case in team.worker.ready.cases)
    give_covers(team.senior.session, CoverPlan(WORKER, window, "Ill.", "Ring the sister before you go.", wishes))
    team.sync()
