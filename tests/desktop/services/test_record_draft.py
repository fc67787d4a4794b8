"""Drafts of forms: kept where the record will lie, read in words where they were left behind; and the chronology."""

from pydantic import JsonValue

from casework.records.identifier import CaseId, case_scope, restricted_scope
from desktop.services.draft import draft_lines
from desktop.services.person_line import person_lines
from desktop.services.record_check import RecordForm
from desktop.services.record_chronology import record_events
from desktop.services.record_draft import keep_record_draft, open_record_draft, record_note_lines
from desktop.services.record_list import CONCERN
from desktop.services.record_save import save_record
from desktop.services.session import Session
from desktop.views.desk import Place, place_of_draft
from tests.desktop.services.laptop import Team
from tests.desktop.services.test_record_form import CONCERN_VALUES, SEEN, raise_concern


def keep(session: Session, case: CaseId, **values: JsonValue) -> RecordForm:
    form = RecordForm(case=case, kind=CONCERN, values=values)
    keep_record_draft(session, "draft-1", case, form.model_dump_json())
    return form


def test_a_draft_is_offered_under_the_name_of_its_kind_and_goes_on_in_its_form(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    form = keep(session, case, seen="Half a sent", noticed_at={"typed_day": "the other week"})
    line = draft_lines(session, person_lines(session))[0]
    assert (line.title, line.is_record, line.case) == ("Protection concern", True, case)
    assert place_of_draft(line) == Place("record", case, draft="draft-1")
    opened = open_record_draft(session, "draft-1")
    assert opened is not None
    assert opened[0].form == form


def test_a_restricted_draft_lies_with_what_is_restricted_once_that_is_on_the_laptop(team: Team) -> None:
    senior, case = team.senior.session, team.worker.case
    form = RecordForm(case=case, kind=CONCERN, restricted=True, values=dict(CONCERN_VALUES))
    save_record(senior, form, None)
    keep_record_draft(senior, "draft-2", case, form.model_dump_json())
    assert [draft.scope for draft in senior.store.drafts()] == [restricted_scope(case)]


def test_the_draft_goes_in_the_commit_of_its_record(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    form = keep(session, case, **CONCERN_VALUES)
    save_record(session, form, "draft-1")
    assert session.store.drafts() == []
    assert len(session.store.records(CONCERN, case_scope(case))) == 1


def test_a_form_that_was_left_behind_is_read_in_the_words_of_its_kind(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    form = RecordForm(case=case, kind=CONCERN, values=dict(CONCERN_VALUES))
    lines = dict(record_note_lines(session, f"record:{CONCERN}", form.model_dump_json()))
    assert lines[""] == "Protection concern"
    assert lines["What was seen or heard"] == SEEN
    assert lines["In danger now"] == "Not known"
    assert record_note_lines(session, f"record:{CONCERN}", "no form") == (("", "no form"),)
    assert record_note_lines(session, "another", "plain") == (("", "plain"),)


def test_what_is_recorded_stands_in_the_chronology_by_itself(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    saved = raise_concern(session, case)
    events = {line.record: line for line in record_events(session, case)}
    assert events[saved.record].title == "Protection concern: A child"
    assert events[saved.record].significant
    assert not events[saved.record].timed
    assert record_events(session, CaseId("00000000-0000-0000-0000-0000000000ff")) == ()
