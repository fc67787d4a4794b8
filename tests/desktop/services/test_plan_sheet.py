"""A plan written whole: its lines, their order, what changed since a senior agreed, what the person may be told."""

import json

import pytest

from casework.records.identifier import RecordId, case_scope
from casework.records.plan.plan_line import PlanLine
from casework.records.plan.risk_management_plan import RiskScenario
from casework.records.telling import Telling
from casework.rules.standing import read_record, standing_values
from desktop.services.countersign import agree, read_oversight
from desktop.services.disclosure import telling_lines
from desktop.services.plan import begin_version
from desktop.services.planning.draft import keep_plan_draft, plan_note_lines
from desktop.services.planning.opening import PlanOpening, PlanWish, open_plan
from desktop.services.planning.saving import NO_REASON, NOTHING, REASON, PlanProblem, SavedPlan, save_plan
from desktop.services.planning.section import section_by
from desktop.services.planning.sheet import NEW, PLAN, PlanSheet, SheetLine
from desktop.services.record_check import RecordForm
from tests.desktop.services.laptop import Laptop, Team
from tests.desktop.services.test_countersign import plan_by
from tests.fakes.case_store import uid


def opened(laptop: Laptop, record: str = "", kind: str = "", draft: str = "") -> PlanOpening:
    found = open_plan(laptop.session, PlanWish(laptop.case, record, kind, draft))
    assert found is not None
    return found


def line(sheet: PlanSheet, section: str, words: str, *, restricted: bool = False, **values: str) -> SheetLine:
    """A line as somebody writes it."""
    where = section_by(section)
    written = {where.text: words, **({"part": where.part} if where.part else {}), **values}
    number = sum(one.is_new for one in sheet.lines)
    form = RecordForm(case=sheet.case, kind=where.kind, values=dict(written), restricted=restricted)
    made = SheetLine(key=f"{NEW}{number}", form=form)
    sheet.lines.append(made)
    return made


def saved(laptop: Laptop, sheet: PlanSheet, draft: str | None = None) -> SavedPlan:
    return save_plan(laptop.session, sheet, draft)


def words_of(laptop: Laptop, section: str) -> list[str]:
    return [one.text for one in opened(laptop).sheet.of_section(section)]


def refused(laptop: Laptop, sheet: PlanSheet) -> PlanProblem:
    with pytest.raises(PlanProblem) as caught:
        saved(laptop, sheet)
    return caught.value


def test_a_plan_is_written_whole_and_read_again_as_it_was_laid_out(team: Team) -> None:
    """Both plans, lines of every section, a line moved: each is a record of its own, in one save."""
    laptop = team.worker
    sheet = opened(laptop, kind="risk_management_plan").sheet
    sheet.plan.values |= {"formulation": "Drink, then debt.", "risks": ["A"], "review_on": "2026-06-02"}
    problems = refused(laptop, sheet.model_copy(update={"with_safety": True})).problems
    assert set(problems) == {"safety"}
    for words in ("Second.", "First.", "Third."):
        line(sheet, "monitoring", words, agency="Police Scotland")
    line(sheet, "scenario", "He goes to her street.")
    line(sheet, "victim", "Her alarm is tested.", protects="Invented Person")
    line(sheet, "contingency", "Police are rung.", trigger="He is seen there")
    line(sheet, "measure", "She has a number to ring.")
    sheet.with_safety = True
    sheet.safety.values |= {
        "protects": "Somebody invented", "holder": "A team", "review_on": "2026-06-02",
        "state": {"status": "active", "by": laptop.session.me, "on": "2026-03-02"},
    }  # fmt: skip
    lines = sheet.lines
    lines[0], lines[1] = lines[1], lines[0]
    made = saved(laptop, sheet)
    assert words_of(laptop, "monitoring") == ["First.", "Second.", "Third."]
    assert words_of(laptop, "measure") == ["She has a number to ring."]
    scenarios = laptop.ready.store.records(RiskScenario.kind)
    assert [read_record(RiskScenario, one).plan for one in scenarios] == [made.plan]
    again = opened(laptop).sheet
    assert refused(laptop, again).problems == {"": {"": NOTHING}}
    again.lines.append(again.lines.pop(again.lines.index(again.of_section("monitoring")[0])))
    before = {one.record: standing_values(one) for one in laptop.ready.store.records(PlanLine.kind)}
    saved(laptop, again)
    after = {one.record: standing_values(one) for one in laptop.ready.store.records(PlanLine.kind)}
    assert sum(before[record] != after[record] for record in after) == 1
    assert words_of(laptop, "monitoring") == ["Second.", "Third.", "First."]


def test_what_is_missing_is_said_by_line_and_empty_lines_are_left_out(team: Team) -> None:
    laptop = team.worker
    plan, _ = plan_by(laptop)
    sheet = opened(laptop, plan).sheet
    missing = line(sheet, "contingency", "Police are rung.")
    line(sheet, "supervision", "", owner=str(laptop.session.me))
    found = refused(laptop, sheet).problems
    assert set(found) == {missing.key}
    assert "sets it off" in " ".join(found[missing.key].values())
    missing.form.values["trigger"] = "He is seen there"
    missing.tell = "disclose"
    assert refused(laptop, sheet).problems == {"": {REASON: NO_REASON}}
    sheet.reason = "He has to know."
    saved(laptop, sheet)
    assert words_of(laptop, "supervision") == []


def test_a_mark_tells_exactly_what_stands_on_the_page(team: Team) -> None:
    """What is withheld about a victim stays so for a worker; nothing is told that another wrote meanwhile."""
    laptop = team.worker
    plan, old = plan_by(laptop)
    sheet = opened(laptop, plan).sheet
    told, victim = line(sheet, "supervision", "Weekly at the office."), line(sheet, "victim", "Her door is watched.")
    told.tell = victim.tell = "disclose"
    sheet.reason = "Agreed at the last review."
    saved(laptop, sheet)
    now = {one.text: one.key for one in opened(laptop).sheet.lines}
    scope = case_scope(laptop.case)

    def tells(key: str) -> set[Telling]:
        return {one.telling for one in telling_lines(laptop.session, scope, RecordId(key))}

    assert tells(now["Weekly at the office."]) == {Telling.OPEN}
    assert tells(now["Her door is watched."]) == {Telling.WITHHELD}
    assert tells(old) == {Telling.UNDECIDED}


def test_what_changed_since_a_senior_agreed_is_said_line_by_line(team: Team) -> None:
    """Of this version, and of the next one against the last; moving a line changes nothing that was agreed."""
    laptop = team.worker
    plan, old = plan_by(laptop)
    team.sync()
    senior = team.senior
    version = read_oversight(senior.session, case_scope(laptop.case), plan).version
    agree(senior.session, case_scope(laptop.case), plan, version)
    team.sync()
    fresh = opened(laptop, plan)
    assert fresh.approved is not None
    assert not fresh.approved.earlier
    assert fresh.facts[old].since.changes == ()
    fresh.sheet.of_section("monitoring")[0].form.values["action"] = "Twice a week."
    line(fresh.sheet, "supervision", "New line.")
    saved(laptop, fresh.sheet)
    again = opened(laptop, plan)
    assert [(one.before, one.now) for one in again.facts[old].since.changes] == [("Weekly.", "Twice a week.")]
    added = again.sheet.of_section("supervision")[0]
    assert again.facts[added.key].since.added
    follower = opened(laptop, begin_version(laptop.session, laptop.case, plan).plan)
    assert follower.approved is not None
    assert follower.approved.earlier
    changed = follower.sheet.of_section("monitoring")[0]
    assert [one.now for one in follower.facts[changed.key].since.changes] == ["Twice a week."]


def test_a_change_by_somebody_else_is_read_before_it_is_replaced(team: Team) -> None:
    laptop = team.worker
    plan, old = plan_by(laptop)
    mine, theirs = opened(laptop, plan).sheet, opened(laptop, plan).sheet
    theirs.of_section("monitoring")[0].form.values["action"] = "Theirs."
    saved(laptop, theirs)
    line_of_mine = mine.of_section("monitoring")[0]
    line_of_mine.form.values["action"] = "Mine."
    error = refused(laptop, mine)
    assert "Theirs." in error.problems[old]["action"]
    line_of_mine.form.shown |= error.stands[old]
    saved(laptop, mine)
    assert words_of(laptop, "monitoring") == ["Mine."]


def test_a_draft_is_gone_on_with_over_what_others_wrote_meanwhile(team: Team) -> None:
    """Nothing typed is lost, nothing recorded meanwhile is hidden, and the draft goes with the save."""
    laptop = team.worker
    plan, _ = plan_by(laptop)
    fresh = opened(laptop, plan)
    line(fresh.sheet, "supervision", "Half a sen")
    keep_plan_draft(laptop.session, fresh.draft, laptop.case, fresh.sheet.model_dump_json())
    other = opened(laptop, plan).sheet
    line(other, "supervision", "By somebody else.")
    saved(laptop, other)
    again = opened(laptop, draft=fresh.draft)
    assert {one.text for one in again.sheet.of_section("supervision")} == {"Half a sen", "By somebody else."}
    stored = laptop.ready.store.draft(fresh.draft)
    assert stored is not None
    note = json.dumps(plan_note_lines(laptop.session, stored.content))
    assert "Half a sen" in note
    assert "Weekly." not in note
    saved(laptop, again.sheet, again.draft)
    assert laptop.ready.store.draft(again.draft) is None
    assert open_plan(laptop.session, PlanWish(laptop.case, draft=again.draft)) is None
    assert PLAN in opened(laptop, plan).facts


def test_what_was_written_into_a_line_whose_record_has_left_stays_as_a_new_line(team: Team) -> None:
    """Taken out as misfiled, or restricted access ended: the next keep of the draft would have overwritten it."""
    laptop = team.worker
    plan, _ = plan_by(laptop)
    fresh = opened(laptop, plan)
    line(fresh.sheet, "supervision", "New already.")
    (known,) = fresh.sheet.of_section("monitoring")
    for number, words in ((8001, "Typed for twenty minutes."), (8002, None)):
        values = {**known.form.values, "owner": "Theirs, taken out of this file."}
        left = known.form.model_copy(update={"record": uid(number), "values": dict(values), "shown": values})
        if words:
            left.values["action"] = words
        fresh.sheet.lines.append(SheetLine(key=uid(number), form=left))
    keep_plan_draft(laptop.session, fresh.draft, laptop.case, fresh.sheet.model_dump_json())
    again = opened(laptop, draft=fresh.draft)
    kept = again.sheet.of_section("monitoring")
    assert sorted(one.text for one in kept) == ["Typed for twenty minutes.", "Weekly."]
    assert again.made_new == ("Typed for twenty minutes.",)
    (new,) = [one for one in kept if one.is_new]
    assert new.key.startswith(NEW)
    assert len({one.key for one in again.sheet.lines}) == len(again.sheet.lines)
    assert "owner" not in new.form.values, "only what was written comes along"
    saved(laptop, again.sheet, again.draft)
    assert sorted(words_of(laptop, "monitoring")) == ["Typed for twenty minutes.", "Weekly."]


def test_a_restricted_line_lies_apart_and_so_does_its_draft(team: Team) -> None:
    senior = team.senior
    plan, _ = plan_by(team.worker)
    team.sync()
    sheet = opened(senior, plan).sheet
    line(sheet, "monitoring", "Kept apart.", restricted=True)
    keep_plan_draft(senior.session, "d-1", senior.case, sheet.model_dump_json())
    kept = senior.ready.store.draft("d-1")
    assert kept is not None
    assert kept.scope != case_scope(senior.case) or not senior.ready.store.scopes("restricted")
    saved(senior, sheet, "d-1")
    assert [one.form.restricted for one in opened(senior, plan).sheet.of_section("monitoring")] == [False, True]
    team.sync()
    assert [one.text for one in opened(team.worker, plan).sheet.of_section("monitoring")] == ["Weekly."]


def test_a_restricted_plan_takes_every_new_line_along(team: Team) -> None:
    senior = team.senior
    sheet = opened(senior, kind="risk_management_plan").sheet
    sheet.plan = sheet.plan.model_copy(update={"restricted": True})
    sheet.plan.values |= {"formulation": "Known to few.", "review_on": "2026-06-02"}
    line(sheet, "monitoring", "Not ticked by itself.")
    plan = saved(senior, sheet).plan
    assert [one.form.restricted for one in opened(senior, plan).sheet.of_section("monitoring")] == [True]
    team.sync()
    assert all(one.text != "Not ticked by itself." for one in opened(team.worker).sheet.lines)


def test_a_reason_that_is_too_long_is_said_before_anything_is_saved(team: Team) -> None:
    plan, _ = plan_by(team.worker)
    sheet = opened(team.worker, plan).sheet
    line(sheet, "supervision", "Weekly.").tell = "disclose"
    sheet.reason = "x" * 6000
    assert set(refused(team.worker, sheet).problems) == {""}
    assert words_of(team.worker, "supervision") == []
