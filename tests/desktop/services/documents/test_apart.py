"""What lies in the restricted part, or in another file of the person, on papers: asked for, marked, noted where it is.

The paper goes to people who may not read that part: neither its words, nor how they begin, nor that there is more of it
may stand on one that was not asked to have it.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pydantic import JsonValue

from casework.ledger.audit import AuditWhat
from casework.ledger.entry import Edit
from casework.records.identifier import RecordId, Scope, case_scope, restricted_scope
from desktop.services.disclosure import TellingLine, telling_lines
from desktop.services.documents.handing import save_paper, show_paper
from desktop.services.documents.making import read_paper
from desktop.services.documents.printout import PROFESSIONAL, RESTRICTED, Facts, Printout
from desktop.services.documents.wish import PaperSort, PaperWish
from desktop.services.plan import put_in_use, see_plan
from desktop.services.recorder import Recorder
from desktop.services.same_person import join_files
from desktop.services.session import Session
from tests.desktop.services.documents.case_file import RESTRICTED as REFUGE
from tests.desktop.services.documents.case_file import CaseFile, Values, write, written_file
from tests.desktop.services.laptop import SENIOR, Team, begin_team
from tests.desktop.services.visiting_rig import pass_hours

APART = "Seen again at the invented refuge"
DAY_APART = "20 September 2026"
TOLD_APART = "Move her to the other invented street"
NOTE = "Somebody told this in confidence"
VICTIM_ACTION = "Tell her before he is released."
RECORDS = {
    PaperSort.PLAN: "plan",
    PaperSort.ASSESSMENT: "lscmi",
    PaperSort.REVIEW: "review",
    PaperSort.RECORD: "action",
}
SORTS = (
    PaperSort.PLAN,
    PaperSort.ASSESSMENT,
    PaperSort.REVIEW,
    PaperSort.RECORD,
    PaperSort.CHRONOLOGY,
    PaperSort.MAPPA_PACK,
    PaperSort.MAPPA_SUMMARY,
    PaperSort.COURT,
)


@pytest.fixture(scope="module")
def filed() -> Iterator[tuple[Team, CaseFile]]:
    """A whole case file, in which what is restricted is named by what is not."""
    with TemporaryDirectory() as folder:
        team = begin_team(Path(folder))
        ids = written_file(team)
        senior = team.senior
        line = write(senior, "victim_safety_line", {"plan": ids["plan"], "action": TOLD_APART}, restricted=True)
        action = {
            **_ACTION,
            "meeting": ids["meeting"],
            "action": VICTIM_ACTION,
            "for_others": VICTIM_ACTION,
            "plan_line": line,
        }
        ids.ids["action"] = write(senior, "mappa_action", action)
        write(senior, "mappa_action", {**_ACTION, "meeting": ids["meeting"], **_DONE})
        ids.ids["incident"] = write(senior, "incident", _INCIDENT, restricted=True)
        write(senior, "review", {**_REVIEW, "plans": [ids["plan"]]}, restricted=True)
        team.sync()
        yield team, ids
        for laptop in (team.worker, team.colleague, team.senior):
            laptop.ready.connection.close()


def paper(filed: tuple[Team, CaseFile], sort: PaperSort, *, restricted: bool = False) -> Printout:
    team, ids = filed
    record = ids[RECORDS[sort]] if sort in RECORDS else ""
    return read_paper(team.senior.session, PaperWish(sort, team.senior.case, record, restricted=restricted))


def words(printout: Printout) -> str:
    return "\n".join(printout.texts())


@pytest.mark.parametrize("sort", SORTS)
def test_nothing_of_the_restricted_part_is_on_a_paper_that_was_not_asked_to_have_it(
    filed: tuple[Team, CaseFile], sort: PaperSort
) -> None:
    """Neither its words nor how they begin: by what belongs to a record, what it names, and what has happened."""
    team, _ = filed
    printout = paper(filed, sort)
    for secret in (REFUGE, TOLD_APART, APART, DAY_APART):
        assert secret not in words(printout)
    assert printout.mark == PROFESSIONAL
    assert restricted_scope(team.senior.case) not in printout.records


@pytest.mark.parametrize("sort", [PaperSort.PLAN, PaperSort.CHRONOLOGY, PaperSort.MAPPA_PACK, PaperSort.COURT])
def test_what_was_asked_for_of_it_is_marked_and_noted_in_its_own_part(
    filed: tuple[Team, CaseFile], sort: PaperSort
) -> None:
    team, ids = filed
    printout = paper(filed, sort, restricted=True)
    assert printout.mark == RESTRICTED
    hidden = printout.records[restricted_scope(team.senior.case)]
    assert not {*hidden} & {*printout.records[case_scope(team.senior.case)]}
    if sort is not PaperSort.PLAN:
        assert DAY_APART in words(printout)
        assert ids["incident"] in hidden


def test_a_brief_that_tells_of_a_safety_plan_is_marked_and_noted_where_the_plan_is(
    filed: tuple[Team, CaseFile],
) -> None:
    """Whoever knocks has to know of it, and nobody who finds the paper may take it for any other."""
    team, ids = filed
    printout = paper(filed, PaperSort.BRIEF)
    assert "There is a safety plan" in words(printout)
    assert printout.mark == RESTRICTED
    assert ids["safety"] in printout.records[restricted_scope(team.senior.case)]
    others = read_paper(team.worker.session, PaperWish(PaperSort.BRIEF, team.worker.case))
    assert "There is a safety plan" not in words(others)
    assert others.mark == PROFESSIONAL


def test_a_summary_for_other_agencies_has_no_action_about_a_victim_and_no_note(filed: tuple[Team, CaseFile]) -> None:
    """What carries an action out says whom it is about, and whether whoever prints it may read that or not."""
    team, _ = filed
    assert VICTIM_ACTION in words(paper(filed, PaperSort.MAPPA_PACK))
    for laptop in (team.senior, team.worker):
        said = words(read_paper(laptop.session, PaperWish(PaperSort.MAPPA_SUMMARY, laptop.case)))
        assert VICTIM_ACTION not in said
        assert "Visit together." in said
        assert "Done" in said
        assert NOTE not in said


def test_a_pack_has_the_latest_assessment_by_its_day_whenever_it_was_recorded(team: Team) -> None:
    """An old one that is typed in later is no news; nobody decides by a level that has been replaced."""
    for day, total in (("2026-10-19", 21), ("2026-03-02", 4)):
        write(team.senior, "assessment", {**_LSCMI, "assessed_on": day, "total": total})
        pass_hours(team, 1)
    pack = read_paper(team.senior.session, PaperWish(PaperSort.MAPPA_PACK, team.senior.case))
    facts = [part.pairs for section in pack.sections for part in section.parts if isinstance(part, Facts)]
    assert [words for pairs in facts for title, words in pairs if title == "Total"] == ["21 of 43"]


def test_a_pack_looks_through_the_case_once_and_not_for_every_record_on_it(
    filed: tuple[Team, CaseFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the person may be told is looked for in all of the case: with a hundred actions that took half a minute."""
    asked: list[str] = []

    def counting(session: Session, scope: Scope, record: RecordId) -> tuple[TellingLine, ...]:
        asked.append(record)
        return telling_lines(session, scope, record)

    monkeypatch.setattr("desktop.services.record_page.telling_lines", counting)
    for sort in (PaperSort.MAPPA_PACK, PaperSort.MAPPA_SUMMARY):
        assert "Visit together." in words(paper(filed, sort))
    assert not asked
    paper(filed, PaperSort.REVIEW)
    assert asked


def test_a_plan_in_another_file_of_the_person_is_printed_with_its_lines(tmp_path: Path) -> None:
    """What is done when something happens stands in the lines; the paper is noted in the file in which the plan is."""
    team = begin_team(tmp_path, cases=2)
    session, (first, second) = team.senior.session, team.senior.ready.cases
    plan = write(team.senior, "risk_management_plan", {**_PLAN, "made_by": SENIOR})
    assert team.senior.case == first
    write(team.senior, "plan_line", {"plan": plan, "part": "contingency", "action": "Police are rung.", "trigger": "T"})
    put_in_use(session, first, RecordId(plan), see_plan(session, first, RecordId(plan)))
    join_files(session, first, second, "He says so himself, and the date of birth is right.")
    shown = show_paper(session, PaperWish(PaperSort.PLAN, second, plan))
    assert "Police are rung." in words(shown.printout)
    assert set(shown.printout.records) == {case_scope(first)}
    pack = words(read_paper(session, PaperWish(PaperSort.MAPPA_PACK, second)))
    assert "Police are rung." in pack
    assert "No risk management plan is in use." not in pack
    save_paper(session, shown, tmp_path / shown.file_name)
    assert session.store.states({"paper"}, {case_scope(first)})
    taken = [event for event in session.store.audit.next_events() if event.what is AuditWhat.EXPORTED]
    assert {event.case for event in taken} == {first, second}


def test_both_views_of_a_plans_line_stand_on_paper(team: Team) -> None:
    """Whichever stands meanwhile: a sentence that two wait for a decision says nothing of the other one."""
    case = team.worker.case
    plan = write(team.worker, "risk_management_plan", {**_PLAN, "made_by": team.worker.session.me})
    line = write(
        team.worker, "plan_line", {"plan": plan, "part": "contingency", "action": "Police are rung.", "trigger": "T"}
    )
    team.sync()
    for laptop, action in ((team.worker, "Una is rung first."), (team.colleague, "The duty senior is rung first.")):
        session = laptop.session
        state = session.store.record(case_scope(case), RecordId(line))
        assert state is not None
        recorder = Recorder(session)
        recorder.save(case_scope(case), [recorder.change(state, {"action": action})])
    team.sync()
    said = words(read_paper(team.senior.session, PaperWish(PaperSort.PLAN, case, plan)))
    assert "Two views of a line wait for a decision." in said
    assert "Una is rung first." in said
    assert "The duty senior is rung first." in said


def test_an_extract_for_a_court_says_that_there_is_another_file(tmp_path: Path) -> None:
    """Each file is an extract of its own; nobody takes the one for all that there is."""
    team = begin_team(tmp_path, cases=2)
    session, (first, second) = team.senior.session, team.senior.ready.cases
    alone = read_paper(session, PaperWish(PaperSort.COURT, first))
    assert not any("other file" in one for one in alone.warnings)
    join_files(session, first, second, "He says so himself, and the date of birth is right.")
    joined = read_paper(session, PaperWish(PaperSort.COURT, first))
    assert any("There is more in 1 other file of this person" in one for one in joined.warnings)


def test_an_extract_of_some_days_has_what_was_changed_in_them(team: Team) -> None:
    """A change of today brings along the record that was begun before, with everything that was written in it."""
    session, case = team.senior.session, team.senior.case
    address = write(team.senior, "address", {"place": _PLACE, "notes": "Ring the lower bell."})
    pass_hours(team, 48)
    state = session.store.record(case_scope(case), RecordId(address))
    assert state is not None
    recorder = Recorder(session)
    recorder.save(case_scope(case), [recorder.change(state, {"notes": "Ring the upper bell."})])
    said = words(read_paper(session, PaperWish(PaperSort.COURT, case, first=session.today())))
    assert "Ring the upper bell." in said
    assert "Ring the lower bell." in said


def test_what_a_court_cannot_read_here_is_not_said_to_be_destroyed(team: Team) -> None:
    """Only what was destroyed by order is called so; what a newer version wrote is there, and said to be."""
    session, case = team.senior.session, team.senior.case
    newer = Edit(record=RecordId(session.store.new_id()), kind="of_a_newer_version", set={"words": "Not known here."})
    team.senior.ready.office.write(case_scope(case), newer)
    team.sync()
    said = words(read_paper(session, PaperWish(PaperSort.COURT, case)))
    assert "it was written in a newer version" in said
    assert "destroyed by order" not in said


_PLACE: JsonValue = {"sort": "home", "line": "1 Invented Street", "town": "Nowhere", "starts": "2026-01-05"}
_PLAN: Values = {"made_on": "2026-10-20", "review_on": "2027-01-19", "formulation": "Drink, then debt."}
_LSCMI: Values = {
    "instrument": "lscmi",
    "assessor": SENIOR,
    "levels": [{"scale": "general", "level": "high", "table": "The service's manual"}],
    "summary": "Drink and companions.",
}
_OUTCOME: JsonValue = {"result": "done", "on": "2026-10-30", "note": NOTE}
_DONE: Values = {"action": f"Ring. {NOTE}.", "for_others": "Ring the office.", "outcome": _OUTCOME}
_ACTION: Values = {"owner": "PC Specimen", "agency": "Police Scotland", "due_on": "2026-12-01"}
_INCIDENT: Values = {
    "sort": "other",
    "happened": {"on": "2026-09-20"},
    "known_at": "2026-09-21T09:00:00Z",
    "what": APART,
    "significant": True,
    "recorded_by": SENIOR,
}
_REVIEW: Values = {
    "sort": "high_risk",
    "held_on": "2026-10-22",
    "worker": SENIOR,
    "person": {"attended": True},
    "views": APART,
    "barriers": "None.",
    "summary": APART,
    "next_on": "2027-01-19",
}
