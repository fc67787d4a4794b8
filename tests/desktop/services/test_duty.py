"""What is due on the laptop: the version that is discussed, what is taken back with a reason, and the list itself."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.fold import fold_record
from casework.records.assessment.discussion import Discussion
from casework.records.contact.incident import Incident
from casework.records.file.case import RiskLevel
from casework.records.file.ending import RuleRef
from casework.records.identifier import AGENCY, CaseId, case_scope
from casework.records.record import Record
from casework.records.sentence.standard_reason import NationalReason
from casework.records.staff.confirmed_table import ConfirmedTable
from casework.rules.duty.fact import KINDS_READ as DUTY_KINDS
from casework.rules.duty.high_result import high_results
from casework.rules.duty.table import DutyTable
from casework.rules.high_risk import membership
from casework.rules.instrument.instrument_table import load_instruments
from casework.rules.planning import sentence
from casework.rules.standard import failure, gather, meeting
from casework.rules.standing import read_record
from casework.rules.table import read_table
from casework.rules.version import version_of
from desktop.services.duty import CaseDue, DueItem, read_all_due, read_case_due, soon_due
from desktop.services.record_check import RecordForm, RecordProblem
from desktop.services.record_form import Wish, open_record
from desktop.services.record_save import save_record
from desktop.services.risk import sign_level
from desktop.services.session import Session
from desktop.services.standard_reason import counts_as, give_reason
from desktop.services.today import read_today
from tests.desktop.services.laptop import Laptop, Team, begin_team
from tests.fakes.case_store import new, uid
from tests.fakes.chain import RECORD, SCOPE, Pen, placed

INCIDENT: dict[str, JsonValue] = {
    "sort": "threat",
    "happened": {"on": "2026-03-05"},
    "known_at": "2026-03-05T10:00:00Z",
    "what": "He threatened the neighbour.",
    "significant": True,
}


def save(laptop: Laptop, values: dict[str, JsonValue]) -> str:
    form = open_record(laptop.session, Wish(laptop.case, Incident.kind)).form
    form.values |= values
    return save_record(laptop.session, form, None).record


def test_a_discussion_names_what_was_discussed_in_the_version_that_stands(team: Team) -> None:
    """Nobody types it: it is begun from the record, and filled in when it is saved."""
    session, case = team.worker.session, team.worker.case
    incident = save(team.worker, INCIDENT)
    form = open_record(session, Wish(case, "discussion", about=incident)).form
    assert form.values["about"] == [{"record": incident}]
    said: dict[str, JsonValue] = {"on": "2026-03-06", "how": "telephone", "outcome": "Goes on."}
    form.values |= {**said, "senior": team.senior.session.me}
    saved = save_record(session, form, None).record
    state, talked = session.state(case, incident), session.state(case, saved)
    assert state is not None
    assert talked is not None
    version = version_of([state])
    about = (read_record(Discussion, talked).about or [])[0]
    assert version is not None
    assert (about.record, about.version) == (incident, version.digest)


def test_whoever_takes_back_that_an_incident_was_significant_gives_a_reason(team: Team) -> None:
    """Here beside the field, and at the office for whatever another program sends."""
    session, case = team.worker.session, team.worker.case
    incident = save(team.worker, INCIDENT)
    team.sync()
    form = open_record(session, Wish(case, record=incident)).form
    form.values["significant"] = False
    with pytest.raises(RecordProblem) as refused:
        save_record(session, form, None)
    assert refused.value.problems == {"significant": "Significant: to take this back, write the reason below."}
    form.reason = "It was a misunderstanding."
    save_record(session, form, None)
    team.sync()
    seen = team.senior.session.store.records("incident", case_scope(case))
    assert [head.value for state in seen for head in state.fields["significant"].heads] == [False]
    assert not any(head.awaiting for state in seen for head in state.fields["significant"].heads)


def test_a_mappa_meeting_begins_restricted_where_somebody_may_restrict(team: Team) -> None:
    """Its minutes are: whoever may not read restricted records is not offered it."""
    assert open_record(team.senior.session, Wish(team.senior.case, "mappa_meeting")).form.restricted
    assert not open_record(team.worker.session, Wish(team.worker.case, "mappa_meeting")).form.restricted


def codes(due: CaseDue) -> set[str]:
    return {item.due.rule.code for item in due.items}


def the_one(due: CaseDue, code: str) -> DueItem:
    (item,) = (item for item in due.items if item.due.rule.code == code)
    return item


def test_a_significant_incident_is_due_at_once_with_its_rule_its_source_and_what_satisfies_it(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    assert "incident_reassess" not in codes(read_case_due(session, case))
    incident = save(team.worker, INCIDENT)
    item = the_one(read_case_due(session, case), "incident_reassess")
    assert (item.kind, item.due.about, item.due.at_once) == (Incident.kind, incident, True)
    assert item.when == "Overdue since Friday 6 March."
    assert item.due.source
    assert item.due.closes
    assert item.due.rule.version == 1
    form = open_record(session, Wish(case, record=incident)).form
    answer: JsonValue = {"sort": "justified", "reason": "Known.", "by": session.me, "on": "2026-11-02"}
    form.values["follow_up"] = answer
    save_record(session, form, None)
    assert "incident_reassess" not in codes(read_case_due(session, case))


def test_what_is_due_by_standard_is_beside_it_and_on_the_page_of_the_day(team: Team) -> None:
    """The riskiest first; both lead to the person's page."""
    session, case = team.worker.session, team.worker.case
    found = read_case_due(session, case)
    assert {"cpo_review"} <= codes(found)
    save(team.worker, INCIDENT)
    lines = [line for line in read_today(session).due if line.rule]
    assert any(line.rule.startswith("incident_reassess") and line.overdue for line in lines)
    assert all(line.when for line in lines)


def test_an_agency_sets_a_number_of_days_in_a_table_of_its_own(team: Team) -> None:
    """No source gives one, so none is shipped; the agency's version comes with the next sync."""
    save(team.worker, INCIDENT)
    shipped = files("resources").joinpath("duties", "duties.toml").read_text("utf-8")
    rule = 'code = "incident_reassess"\n'
    text = shipped.replace("version = 1", "version = 2", 1).replace(rule, f"{rule}working_days = 3\n")
    own = read_table(DutyTable, text)
    confirmed = ConfirmedTable(
        table=RuleRef(code=own.code, version=own.version),
        digest=own.digest,
        content=text,
        manual="Local procedure, section 4",
        confirmed_by=team.senior.session.me,
        confirmed_on=team.worker.session.today(),
    )
    team.worker.ready.office.write(AGENCY, new(confirmed, uid(900)))
    team.worker.sync()
    item = the_one(read_case_due(team.worker.session, team.worker.case), "incident_reassess")
    assert (item.due.rule.version, item.due.at_once, item.due.due_on) == (2, False, date(2026, 3, 10))
    assert "No interval" not in item.when


def test_only_what_is_ones_own_is_on_the_page_of_the_day_but_a_senior_sees_what_needs_one(team: Team) -> None:
    save(team.worker, {**INCIDENT, "sort": "violence"})
    team.sync()
    cases = [team.worker.case]
    mine = {item.due.rule.code for item in soon_due(team.worker.session, cases)}
    seniors = {item.due.rule.code for item in soon_due(team.senior.session, cases)}
    assert {"incident_reassess", "incident_decision"} <= mine
    assert {"incident_reassess", "incident_decision"} <= seniors
    assert seniors <= {"incident_reassess", "incident_decision", "care_inspectorate", "senior_discussion"}


def test_the_riskiest_comes_first_and_then_what_is_due_soonest(tmp_path: Path) -> None:
    team = begin_team(tmp_path, cases=2)
    session, (calm, risky) = team.worker.session, team.worker.ready.cases
    sign_level(session, risky, RiskLevel.HIGH, "Clear signs.")
    for case, day in ((calm, "2026-03-05"), (risky, "2026-10-29")):
        form = open_record(session, Wish(case, Incident.kind)).form
        form.values |= {**INCIDENT, "happened": {"on": day}, "known_at": f"{day}T10:00:00Z"}
        save_record(session, form, None)
    lines = read_today(session).due
    assert [line.person.case for line in lines] == sorted((line.person.case for line in lines), key=[risky, calm].index)
    days = [line.due_on for line in lines if line.person.case == risky]
    assert days == sorted(days)
    assert {line.person.case for line in lines} == {risky, calm}


def test_only_whoever_decides_is_offered_to_write_the_decision(team: Team) -> None:
    save(team.worker, {**INCIDENT, "sort": "violence"})
    team.sync()
    for laptop, offered in ((team.worker, False), (team.senior, True)):
        item = the_one(read_case_due(laptop.session, laptop.case), "incident_decision")
        assert (item.action is not None) is offered


def test_what_is_known_is_not_worked_out_again_until_something_changes(team: Team) -> None:
    """The same session hears of a new record at once, and a new day is another day."""
    session, case = team.worker.session, team.worker.case
    before = read_all_due(session, [case])[case]
    assert read_all_due(session, [case])[case] is before
    save_record(session, _incident(session, case), None)
    after = read_all_due(session, [case])[case]
    assert codes(after) - codes(before) == {"incident_reassess"}
    team.worker.ready.clock.advance(days=1)
    assert read_all_due(session, [case])[case] is not after


def _incident(session: Session, case: CaseId) -> RecordForm:
    form = open_record(session, Wish(case, "incident")).form
    form.values |= INCIDENT
    return form


def test_a_case_that_is_not_open_to_somebody_says_nothing(team: Team) -> None:
    foreign = CaseId("00000000-0000-0000-0000-0000000000ff")
    assert read_case_due(team.worker.session, foreign) == CaseDue()
    assert read_all_due(team.worker.session, [foreign]) == {}


def test_why_a_standard_was_not_kept_is_recorded_and_then_not_asked_for_again(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    team.worker.ready.clock.advance(days=200)
    waiting = [item for item in _everything(read_case_due(session, case)) if item.due.missing]
    assert waiting
    give_reason(session, case, waiting[0].due, NationalReason.ILL, " In hospital. ")
    left = [item.due for item in _everything(read_case_due(session, case)) if item.due.missing]
    assert waiting[0].due not in left
    assert len(left) == len(waiting) - 1
    assert {counts_as(one) for one in NationalReason} == {
        "organisational",
        "outwith control",
        "not counted",
    }


def test_what_is_read_of_a_case_is_everything_that_standards_and_plans_follow_from() -> None:
    """A kind that a rule begins to read has to be read here, too, or what follows from it never shows."""
    readers = (gather, meeting, failure, membership, sentence)
    kinds = {
        one.kind
        for module in readers
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Record) and "kind" in vars(one)
    }
    assert kinds <= DUTY_KINDS | gather.KINDS_READ


@pytest.mark.parametrize(
    ("level", "total", "words"),
    [("high", 25, "LS/CMI, high"), ("very_high", 33, "LS/CMI, very high"), ("medium", 15, None), ("low", 33, None)],
)
def test_a_high_result_is_one_that_was_entered_until_the_agency_confirms_the_table(
    level: str, total: int, words: str | None
) -> None:
    """While the table is off, the assessor's level counts; once it is on, the higher of the two does."""
    values: dict[str, JsonValue] = {
        "instrument": "lscmi",
        "assessed_on": "2026-03-02",
        "assessor": "w",
        "summary": "s",
        "total": total,
        "levels": [{"scale": "", "level": level, "table": "The manual"}],
    }
    state = fold_record(SCOPE, RECORD, placed(Pen("a").write(Edit(record=RECORD, kind="assessment", set=values))))
    assert state is not None
    shipped = load_instruments()
    for tables in ((), shipped):
        assert [one.words for one in high_results([state], tables)] == ([words] if words else [])
    on = tuple(one.model_copy(update={"confirmed": True}) for one in shipped)
    confirmed = [one.words for one in high_results([state], on)]
    assert confirmed == (["LS/CMI, very high"] if total == 33 else [words] if words else [])


def test_a_report_is_asked_for_once_by_the_sooner_of_its_dates_with_what_it_lacks(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    values: dict[str, JsonValue] = {"purpose": "parole_board", "author": session.me, "requested_on": "2026-10-26"}
    form = open_record(session, Wish(case, "home_background_report")).form
    form.values |= {**values, "due_on": "2026-11-16"}
    record = save_record(session, form, None).record
    (item,) = (item for item in read_case_due(session, case).items if item.due.about == record)
    assert (item.due.rule.code, item.due.due_on) == ("home_report_date", date(2026, 11, 16))
    assert [ref.code for ref in item.due.also] == ["home_report"]
    assert any(note.startswith("Interview of the prisoner is missing") for note in item.notes)


def test_nothing_that_is_asked_for_again_and_again_is_taken_for_one(team: Team) -> None:
    """Two weeks without contact are two."""
    team.worker.ready.clock.advance(days=200)
    found = _everything(read_case_due(team.worker.session, team.worker.case))
    again = [item.due.since for item in found if item.due.rule.code == "cpo_review"]
    assert len(again) == len(set(again)) > 1


def _everything(due: CaseDue) -> list[DueItem]:
    return [*due.items, *due.unexplained]


REVIEW: dict[str, JsonValue] = {
    "sort": "high_risk",
    "held_on": "2026-10-26",
    "person": {"attended": False, "reason": "Ill."},
    "barriers": "The bus.",
    "improvement": "Later.",
    "summary": "Goes on.",
    "next_on": "2027-01-26",
}


def test_a_review_without_the_persons_view_cannot_be_closed_as_held_the_way_the_standard_asks(team: Team) -> None:
    """The form says what is missing beside the field; with a reason it is closed as not held so."""
    session, case = team.worker.session, team.worker.case
    closed: dict[str, JsonValue] = {"by": session.me, "on": "2026-10-27", "senior": team.senior.session.me}
    form = open_record(session, Wish(case, "review")).form
    form.values |= {**REVIEW, "worker": session.me, "closed": {**closed, "kept": "yes"}}
    with pytest.raises(RecordProblem) as refused:
        save_record(session, form, None)
    assert list(refused.value.problems) == ["views"]
    form.values["closed"] = {"by": session.me, "on": "2026-10-27", "kept": "no_outwith_control", "reason": "Ill."}
    assert save_record(session, form, None).record
