"""What is due on the laptop: the version that is discussed, what is taken back with a reason, and the list itself."""

import pytest
from pydantic import JsonValue

from casework.records.assessment.discussion import Discussion
from casework.records.identifier import case_scope
from casework.rules.standing import read_record
from casework.rules.version import version_of
from desktop.services.record_form import Wish, open_record
from desktop.services.record_save import RecordProblem, save_record
from tests.desktop.services.laptop import Laptop, Team

INCIDENT: dict[str, JsonValue] = {
    "sort": "threat",
    "happened": {"on": "2026-03-05"},
    "known_at": "2026-03-05T10:00:00Z",
    "what": "He threatened the neighbour.",
    "significant": True,
}


def save(laptop: Laptop, kind: str, about: str | None = None, **values: JsonValue) -> str:
    form = open_record(laptop.session, Wish(laptop.case, kind, about=about)).form
    form.values |= values
    return save_record(laptop.session, form, None).record


def test_a_discussion_names_what_was_discussed_in_the_version_that_stands(team: Team) -> None:
    """Nobody types it: it is begun from the record, and filled in when it is saved."""
    session, case = team.worker.session, team.worker.case
    incident = save(team.worker, "incident", **INCIDENT)
    form = open_record(session, Wish(case, "discussion", about=incident)).form
    assert form.values["about"] == [{"record": incident}]
    said: dict[str, JsonValue] = {"on": "2026-03-06", "how": "telephone", "outcome": "Goes on."}
    form.values |= {**said, "senior": team.senior.session.me}
    saved = save_record(session, form, None).record
    state, talked = session.state(case, incident), session.state(case, saved)
    assert state is not None
    assert talked is not None
    version = version_of([state])
    (about,) = read_record(Discussion, talked).about or ()
    assert version is not None
    assert (about.record, about.version) == (incident, version.digest)


def test_whoever_takes_back_that_an_incident_was_significant_gives_a_reason(team: Team) -> None:
    """Here beside the field, and at the office for whatever another program sends."""
    session, case = team.worker.session, team.worker.case
    incident = save(team.worker, "incident", **INCIDENT)
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
