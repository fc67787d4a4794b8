"""The page of the team over real stores: what waits with what has changed, what runs out, who has how much."""

from datetime import date

from casework.records.contact.contact import Contact
from casework.records.file.case import RiskLevel
from casework.records.identifier import RecordId, case_scope, grants_scope
from casework.records.oversight.quality import QualityForm, Rating
from casework.records.oversight.quality_item import ITEMS, QualityItem, QualitySort
from casework.records.part import Quality
from casework.records.plan.plan_line import PlanLine, PlanPart
from casework.records.plan.risk_management_plan import RiskManagementPlan
from casework.records.sentence.order import Order, OrderSort, Term
from casework.records.staff.grant import Cover, Window
from desktop.services.attention import read_attention
from desktop.services.record_form import Wish, open_record
from desktop.services.recorder import Recorder
from desktop.services.risk import sign_level
from desktop.services.team.approval import FieldChange
from desktop.services.team.page import TeamPage, read_team
from tests.desktop.services.laptop import COLLEAGUE, SENIOR, WORKER, Laptop, Team
from tests.desktop.services.test_countersign import ask, change, plan_by, save, sign


def page(team: Team) -> TeamPage:
    return read_team(team.senior.session)


def test_it_is_for_seniors(team: Team) -> None:
    assert read_attention(team.senior.session).shows_duty
    assert not read_attention(team.worker.session).shows_duty
    assert read_team(team.worker.session).cases == 0


def test_what_waits_for_the_first_time_has_no_changes(team: Team) -> None:
    plan, _ = plan_by(team.worker)
    ask(team.worker, plan)
    team.sync()
    (line,) = page(team).approvals
    assert (line.waiting.record, line.agreed_by, line.changes) == (plan, "", ())


def test_what_waits_again_says_field_by_field_what_has_changed_since_it_was_agreed_to(team: Team) -> None:
    """In the record, in its lines, and what has been added; what was written and taken back again is no change."""
    plan, line = plan_by(team.worker)
    ask(team.worker, plan)
    team.sync()
    sign(team.senior, plan)
    team.sync()
    change(team.worker, plan, "formulation", "Drink, and the company he keeps.")
    change(team.worker, line, "action", "Twice a week.")
    change(team.worker, line, "action", "Weekly.")
    added = RecordId(team.worker.ready.store.new_id())
    save(team.worker, (added, PlanLine(plan=plan, part=PlanPart.SUPERVISION, action="See him together.")))
    ask(team.worker, plan)
    team.sync()
    (found,) = page(team).approvals
    assert found.agreed_by == "Seonaid Senior"
    assert found.changes[0] == FieldChange("", "Formulation", "Drink.", "Drink, and the company he keeps.")
    assert [one.title for one in found.changes] == ["Formulation", "Added since"]
    assert found.changes[1].part.endswith("Supervision, See him together")


def test_who_has_how_many_cases_by_level_and_who_covers(team: Team) -> None:
    case = team.worker.case
    sign_level(team.worker.session, case, RiskLevel.HIGH, "Two incidents within a month.")
    team.sync()
    loads = {load.worker: load for load in page(team).loads}
    assert (loads[WORKER].levels, loads[WORKER].cases) == ((0, 1, 0, 0, 0), 1)
    assert (loads[COLLEAGUE].cases, loads[SENIOR].cases) == (0, 0)
    now = team.senior.session.now()
    window = Window(starts=now, ends=now.replace(hour=23))
    recorder = Recorder(team.senior.session)
    edit = recorder.new_record(Cover(staff=COLLEAGUE, window=window, reason="Ill."), team.senior.session.store.new_id())
    recorder.save(grants_scope(case), [edit])
    team.sync()
    found = page(team)
    loads = {load.worker: load for load in found.loads}
    assert (loads[COLLEAGUE].covers, loads[WORKER].away) == (1, 1)
    assert [(one.name, one.cases, one.ends) for one in found.covers] == [("Colin Colleague", 1, window.ends)]


def test_two_views_are_there_with_their_age_and_who_decides(team: Team) -> None:
    case = team.worker.case
    sign_level(team.worker.session, case, RiskLevel.HIGH, "Two incidents within a month.")
    sign_level(team.colleague.session, case, RiskLevel.MEDIUM, "The neighbour withdrew what she had said.")
    team.sync()
    for laptop in (team.worker, team.colleague, team.senior):
        laptop.ready.clock.advance(hours=72)
    (found,) = page(team).conflicts
    assert (found.line.age_days, found.person.case) == (3, case)


def test_an_audit_takes_work_of_the_quarter_off_the_list_and_waits_to_be_told(team: Team) -> None:
    assert page(team).quality.audits == ()
    plan, me = RecordId(team.worker.ready.store.new_id()), team.worker.session.me
    made = team.worker.session.today()
    save(team.worker, (plan, RiskManagementPlan(made_on=made, made_by=me, review_on=made, formulation="Drink.")))
    team.sync()
    (line,) = page(team).quality.audits
    assert (line.sort, line.audited, [one.record for one in line.waiting]) == (QualitySort.PLAN, 0, [plan])
    assert line.waiting[0].by == "Wilma Worker"
    audit(team.senior, plan)
    found = page(team).quality
    assert [(one.audited, one.waiting) for one in found.audits] == [(1, ())]
    assert [(one.name, one.audits, one.waiting, one.poor) for one in found.feedback] == [("Wilma Worker", 1, 1, 1)]


def test_a_sexual_case_is_audited_once_a_quarter_and_it_is_said_how_it_was_found(team: Team) -> None:
    today = team.worker.session.today()
    order = Order(term=Term(sort=OrderSort.SHPO, starts=today))
    save(team.worker, (RecordId(team.worker.ready.store.new_id()), order))
    team.sync()
    line = page(team).quality.audits[0]
    assert (line.sort, line.audited, [one.by for one in line.waiting]) == (QualitySort.SEXUAL, 0, ["Wilma Worker"])
    assert "an order that prevents sexual harm" in line.picked
    form = QualityForm(
        sort=QualitySort.SEXUAL,
        whose_work=WORKER,
        done_by=SENIOR,
        done_on=today,
        ratings=[Rating(item=ITEMS[QualitySort.SEXUAL][0][0], quality=Quality.GOOD)],
    )
    recorder = Recorder(team.senior.session)
    new_id = team.senior.ready.store.new_id()
    recorder.save(case_scope(team.senior.case), [recorder.new_record(form, new_id)])
    assert (page(team).quality.audits[0].audited, page(team).quality.audits[0].waiting) == (1, ())


def test_the_form_of_an_audit_begins_with_the_record_that_is_audited(team: Team) -> None:
    plan, _ = plan_by(team.worker)
    team.sync()
    form = open_record(team.senior.session, Wish(team.senior.case, QualityForm.kind, about=plan)).form
    assert form.values["about"] == plan


def audit(laptop: Laptop, about: str) -> None:
    rating = Rating(item=QualityItem.OVERALL, quality=Quality.POOR)
    today = laptop.session.today()
    form = QualityForm(
        sort=QualitySort.COMPLIANCE, about=about, whose_work=WORKER, done_by=SENIOR, done_on=today, ratings=[rating]
    )
    recorder = Recorder(laptop.session)
    recorder.save(case_scope(laptop.case), [recorder.new_record(form, laptop.session.store.new_id())])


def test_what_is_running_out_stands_with_its_worker(team: Team) -> None:
    """A new order without a first appointment; the four standards that are watched, and no other."""
    found = page(team)
    assert found.cases == 1
    for heat in found.heat:
        assert heat.worker == WORKER
        assert all(line.spot.days_left <= 14 for line in heat.lines)


def test_nothing_of_it_is_kept(team: Team) -> None:
    before = team.senior.session.store.unsent()
    page(team)
    assert team.senior.session.store.unsent() == before
    assert team.senior.session.store.records(Contact.kind) == []
    assert isinstance(page(team).today, date)
