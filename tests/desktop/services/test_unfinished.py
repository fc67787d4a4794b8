"""Unfinished notes: read by who works with the person, taken over into a contact, or put away with a reason."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import Outcome, PresentRole
from casework.records.identifier import RecordId, Scope, case_scope, restricted_scope
from desktop.services.capture import complete_contact
from desktop.services.contact_form import ContactForm, PresentPart
from desktop.services.contact_page import read_contact
from desktop.services.person_line import person_lines
from desktop.services.unfinished import note_events, open_notes, put_away, take_over
from desktop.views.capture.content import parse_content
from tests.desktop.services.laptop import COLLEAGUE, Laptop, Team, begin_team
from tests.fakes.case_store import change, uid
from tests.fakes.log_office import OFFICE_TIME

NOTE = uid(7700)


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return begin_team(tmp_path)


def hand_on(team: Team, content: str, form: str = "contact", into: Scope | None = None) -> None:
    """Let the office write what the colleague had begun into the case, or into another scope of it."""
    values: dict[str, JsonValue] = {
        "form": form,
        "content": content,
        "begun_at": (OFFICE_TIME - timedelta(hours=3)).isoformat(),
        "kept_at": (OFFICE_TIME - timedelta(hours=2)).isoformat(),
        "by": COLLEAGUE,
    }
    edit = change("unfinished_note", RecordId(NOTE), "form", form).model_copy(update={"set": values})
    scope = into or case_scope(team.worker.case)
    team.worker.ready.office.write(scope, edit)
    if into:
        team.worker.ready.office.grant(scope)
    team.sync()


def sheet(team: Team) -> str:
    """A contact sheet, half filled in."""
    form = ContactForm(
        case=team.worker.case, sort=ContactSort.HOME_ANNOUNCED, narrative="Nobody at home at first. Then"
    )
    form.present = [PresentPart(role=PresentRole.PERSON)]
    return json.dumps({"form": form.model_dump(mode="json"), "typed": {"at": "half two"}})


def waiting(laptop: Laptop) -> list[str]:
    return [note.line.record for note in open_notes(laptop.session, person_lines(laptop.session))]


def test_it_is_read_in_the_words_of_the_sheet(team: Team) -> None:
    hand_on(team, sheet(team))
    (event,) = note_events(team.worker.session, team.worker.case)
    assert event.title == "Unfinished note"
    assert event.by == "Colin Colleague"
    assert event.text.startswith("What happened: Nobody at home at first. Then")
    assert "Home visit" in event.text
    assert "Not understood: half two" in event.text


def test_taken_over_it_becomes_a_contact_and_waits_for_nobody_any_more(team: Team) -> None:
    """The words say whose they were; the note stays as it was."""
    hand_on(team, sheet(team))
    officer, case = team.worker, team.worker.case
    assert waiting(officer) == [NOTE]
    content = take_over(officer.session, case, NOTE)
    assert content
    form = parse_content(content).form
    assert form.narrative.startswith("Begun by Colin Colleague, 02/11/2026 07:30:\n\nNobody at home")
    officer.ready.clock.move_to(OFFICE_TIME)
    form.day, form.at = OFFICE_TIME.date(), (OFFICE_TIME - timedelta(hours=1)).time()
    form.arranged, form.outcome, form.significant = True, Outcome.COMPLIED, False
    done = complete_contact(officer.session, form, None)
    team.sync()
    for laptop in (team.worker, team.colleague, team.senior):
        assert waiting(laptop) == []
    (event,) = note_events(team.colleague.session, case)
    assert event.title == "Unfinished note · taken over by Wilma Worker"
    page = read_contact(team.senior.session, case, done.contact)
    assert page
    assert "Nobody at home" in page.narrative
    with pytest.raises(UserError, match="taken over"):
        take_over(team.colleague.session, case, NOTE)


def test_ones_own_words_come_back_as_they_were(team: Team) -> None:
    hand_on(team, sheet(team))
    content = take_over(team.colleague.session, team.colleague.case, NOTE)
    assert content
    assert parse_content(content).form.narrative == "Nobody at home at first. Then"


@pytest.mark.parametrize("content", ["not JSON at all", '["a list"]', '{"form": 5}'])
def test_what_this_version_cannot_read_is_shown_as_it_was_written(team: Team, content: str) -> None:
    hand_on(team, content)
    (event,) = note_events(team.worker.session, team.worker.case)
    assert event.text == content
    taken = take_over(team.worker.session, team.worker.case, NOTE)
    assert taken
    assert content in parse_content(taken).form.narrative


def test_it_is_put_away_with_a_reason(team: Team) -> None:
    hand_on(team, sheet(team))
    with pytest.raises(UserError, match="Reason"):
        put_away(team.worker.session, team.worker.case, NOTE, " ")
    put_away(team.worker.session, team.worker.case, NOTE, "Recorded on paper.")
    assert waiting(team.worker) == []
    (event,) = note_events(team.worker.session, team.worker.case)
    assert event.title == "Unfinished note · put away (Recorded on paper.) by Wilma Worker"


def test_what_was_begun_in_the_restricted_part_does_not_become_a_contact(team: Team) -> None:
    """Everybody on the case would read that; it is put away where it lies."""
    case = team.senior.case
    hand_on(team, sheet(team), into=restricted_scope(case))
    assert waiting(team.senior) == [NOTE]
    with pytest.raises(UserError, match="restricted part"):
        take_over(team.senior.session, case, NOTE)
    put_away(team.senior.session, case, NOTE, "Written into the safety plan.")
    assert waiting(team.senior) == []


def test_a_contact_is_no_note(team: Team) -> None:
    assert take_over(team.worker.session, team.worker.case, uid(1)) is None
