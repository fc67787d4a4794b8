"""Plans on laptops: the next version, the one in use, and closing a review."""

from datetime import date

import pytest

from casework.errors import UserError
from casework.records.identifier import RecordId, case_scope, restricted_scope
from casework.records.plan.plan_line import LineResult, LineStatus, PlanLine, PlanPart
from casework.records.plan.risk_management_plan import Likelihood, RiskManagementPlan, RiskScenario
from casework.rules.standing import read_record
from casework.rules.version import PARTS, covered
from desktop.services.plan import CHANGED, OTHER_IN_USE, TWO_VIEWS, begin_version, plan_in_use, put_in_use, see_plan
from desktop.services.recorder import Recorder
from tests.desktop.services.laptop import Laptop, Team
from tests.desktop.services.test_countersign import change, plan_by, save

KIND = RiskManagementPlan.kind
DAY = date(2026, 3, 2)


def parts_of(laptop: Laptop, plan: RecordId) -> list[PlanLine]:
    scope = case_scope(laptop.case)
    states = covered(plan, scope, laptop.ready.store.states(set(PARTS), {scope}))
    return [read_record(PlanLine, state) for state in states if state.kind == PlanLine.kind]


def use(laptop: Laptop, plan: RecordId) -> None:
    """Put a plan in use that was read this moment."""
    put_in_use(laptop.session, laptop.case, plan, see_plan(laptop.session, laptop.case, plan))


def test_the_next_version_carries_on_what_is_not_done(team: Team) -> None:
    plan, line = plan_by(team.worker)
    new_id = team.worker.ready.store.new_id
    scenario = RiskScenario(plan=plan, what="He drinks and goes there.", likelihood=Likelihood.LIKELY)
    finished = LineResult(status=LineStatus.DONE, on=DAY)
    partly = LineResult(status=LineStatus.PARTLY, on=DAY)
    save(
        team.worker,
        (RecordId(new_id()), PlanLine(plan=plan, part=PlanPart.OUTCOME, action="Done.", result=finished)),
        (RecordId(new_id()), PlanLine(plan=plan, part=PlanPart.OUTCOME, action="Goes on.", result=partly)),
        (RecordId(new_id()), scenario),
    )
    begun = begin_version(team.worker.session, team.worker.case, plan)
    state = team.worker.session.state(team.worker.case, begun.plan)
    assert state is not None
    copy = read_record(RiskManagementPlan, state)
    assert (copy.follows, copy.formulation, copy.risks) == (plan, "Drink.", ["A"])
    assert (copy.made_by, copy.made_on) == (team.worker.session.me, team.worker.session.today())
    lines = parts_of(team.worker, begun.plan)
    assert {one.action: one.result for one in lines} == {"Weekly.": None, "Goes on.": None}
    assert line in {one.follows for one in lines}
    assert len(parts_of(team.worker, plan)) == 3
    scenarios = team.worker.ready.store.records(RiskScenario.kind)
    assert {read_record(RiskScenario, one).plan for one in scenarios} == {plan, begun.plan}


def test_restricted_lines_are_carried_on_where_they_lie_by_who_may_read_them(team: Team) -> None:
    plan, _ = plan_by(team.worker)
    team.sync()
    session, case, store = team.senior.session, team.senior.case, team.senior.ready.store
    scope, recorder = restricted_scope(case), Recorder(session)
    hidden = PlanLine(plan=plan, part=PlanPart.MONITORING, action="Kept apart.")
    recorder.save(scope, [recorder.new_record(hidden, store.new_id())])
    begun = begin_version(session, case, plan)
    apart = [read_record(PlanLine, one) for one in covered(begun.plan, scope, store.records(PlanLine.kind))]
    assert [one.action for one in apart] == ["Kept apart."]
    assert [one.action for one in parts_of(team.senior, begun.plan)] == ["Weekly."]


def test_a_plan_is_in_use_until_another_is_put_in_its_place(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    plan, _ = plan_by(team.worker)
    assert plan_in_use(session, case, KIND) is None
    use(team.worker, plan)
    begun = begin_version(session, case, plan)
    stands = plan_in_use(session, case, KIND)
    assert stands is not None
    assert (stands.plan, stands.two_views) == (plan, False)
    use(team.worker, begun.plan)
    team.sync()
    seen = plan_in_use(team.senior.session, case, KIND)
    assert seen is not None
    assert (seen.plan, seen.two_views) == (begun.plan, False)


def test_two_plans_put_in_use_apart_are_two_views(team: Team) -> None:
    """Neither is lost, and the one that the office had first stands meanwhile."""
    one, _ = plan_by(team.worker)
    other, _ = plan_by(team.colleague)
    use(team.worker, one)
    use(team.colleague, other)
    team.sync()
    for laptop in (team.worker, team.colleague, team.senior):
        seen = plan_in_use(laptop.session, laptop.case, KIND)
        assert seen is not None
        assert (seen.plan, seen.two_views) == (one, True)


def test_what_a_colleague_changed_meanwhile_is_not_put_in_use_unread(team: Team) -> None:
    """Their line is kept, the plan that was in use stays so, and whoever reads it again may put it in use."""
    session, case = team.worker.session, team.worker.case
    old, _ = plan_by(team.worker)
    use(team.worker, old)
    plan, line = plan_by(team.worker)
    team.sync()
    shown = see_plan(session, case, plan)
    change(team.colleague, line, "action", "Nobody need ring her any more.")
    team.sync()
    with pytest.raises(UserError, match=CHANGED):
        put_in_use(session, case, plan, shown)
    stands = plan_in_use(session, case, KIND)
    assert stands is not None
    assert stands.plan == old
    use(team.worker, plan)
    stands = plan_in_use(session, case, KIND)
    assert stands is not None
    assert (stands.plan, stands.two_views) == (plan, False)
    assert [one.action for one in parts_of(team.worker, plan)] == ["Nobody need ring her any more."]


def test_a_line_of_the_restricted_part_is_a_change_for_who_may_read_it(team: Team) -> None:
    plan, _ = plan_by(team.worker)
    team.sync()
    session, case = team.senior.session, team.senior.case
    shown = see_plan(session, case, plan)
    hidden, recorder = PlanLine(plan=plan, part=PlanPart.MONITORING, action="Kept apart."), Recorder(session)
    recorder.save(restricted_scope(case), [recorder.new_record(hidden, team.senior.ready.store.new_id())])
    with pytest.raises(UserError, match=CHANGED):
        put_in_use(session, case, plan, shown)


def test_a_plan_put_in_use_meanwhile_is_not_ended_by_who_has_not_seen_it(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    one, _ = plan_by(team.worker)
    other, _ = plan_by(team.colleague)
    team.sync()
    shown = see_plan(session, case, one)
    use(team.colleague, other)
    team.sync()
    with pytest.raises(UserError, match=OTHER_IN_USE):
        put_in_use(session, case, one, shown)
    stands = plan_in_use(session, case, KIND)
    assert stands is not None
    assert stands.plan == other


def test_no_version_is_begun_over_two_views(team: Team) -> None:
    plan, line = plan_by(team.worker)
    team.sync()
    change(team.worker, line, "frequency", "Every week")
    change(team.colleague, line, "frequency", "Every month")
    team.sync()
    with pytest.raises(UserError, match=TWO_VIEWS):
        begin_version(team.worker.session, team.worker.case, plan)


def test_what_is_no_plan_or_not_here_is_refused_in_a_sentence(team: Team) -> None:
    _, line = plan_by(team.worker)
    session, case = team.worker.session, team.worker.case
    with pytest.raises(UserError, match="not a plan"):
        begin_version(session, case, line)
    with pytest.raises(UserError, match="not put in use"):
        use(team.worker, line)
    with pytest.raises(UserError, match="not on this laptop"):
        use(team.worker, RecordId(team.worker.ready.store.new_id()))
