"""What belongs to no case: who finds what, who may write it, and that it is written by the forms of everything else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.records.identifier import AGENCY, CaseId, Scope, StaffId, staff_scope, team_scope
from casework.records.staff.staff import Post, Staff, StaffRole
from desktop.services.attention import read_attention
from desktop.services.draft import draft_lines
from desktop.services.granting import exclude
from desktop.services.person_line import person_lines
from desktop.services.record_draft import keep_record_draft, open_record_draft
from desktop.services.record_form import Wish, open_record
from desktop.services.record_page import read_record_page
from desktop.services.record_save import save_record
from desktop.services.service_page import FoundService, ServiceLine, found_service, read_service
from desktop.services.session import Session
from tests.desktop.services.laptop import COLLEAGUE, WORKER, Laptop, Team, begin_team, beside
from tests.fakes.case_store import TEAM, new, uid

SUPPORT, CHIEF, STRANGER = StaffId(uid(31)), StaffId(uid(32)), StaffId(uid(33))
MISS: dict[str, JsonValue] = {
    "happened_on": "2026-10-30",
    "what": "A door was locked from inside.",
    "could_have": "Nobody would have come.",
    "themes": ["visit"],
}


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """A worker, a colleague and a senior; and people of other roles at the office."""
    made = begin_team(tmp_path)
    office = made.worker.ready.office
    for ident, role, of in (
        (SUPPORT, StaffRole.BUSINESS_SUPPORT, TEAM),
        (CHIEF, StaffRole.SERVICE_MANAGER, TEAM),
        (STRANGER, StaffRole.WORKER, uid(21)),
    ):
        office.write(
            AGENCY, new(Staff(name=f"Somebody {ident[-2:]}", post=Post(role=role, team=of), active=True), ident)
        )
    office.grant(staff_scope(WORKER), staff_scope(COLLEAGUE), team_scope(TEAM))
    made.sync()
    yield made
    for laptop in (made.worker, made.colleague, made.senior):
        laptop.ready.connection.close()


def write(session: Session, home: Scope, kind: str, values: dict[str, JsonValue], about: str | None = None) -> str:
    """Begin a form, fill it in, save it."""
    form = open_record(session, Wish(CaseId(""), kind, about=about, service=home)).form
    form.values |= values
    return save_record(session, form, None).record


def supervise(session: Session, staff: StaffId, notes: str = "Caseload gone through.") -> str:
    """A session of supervision."""
    return write(session, staff_scope(staff), "supervision_session", {"held_on": "2026-11-01", "notes": notes})


def train(session: Session, staff: StaffId, expires: str = "2027-11-01") -> str:
    """A training."""
    values: dict[str, JsonValue] = {"subject": "lscmi", "completed_on": "2024-11-01", "expires_on": expires}
    return write(session, staff_scope(staff), "training", values)


def found_in(session: Session, text: str) -> tuple[FoundService, ...]:
    """What "Find anything" finds that belongs to no case."""
    return found_service(session, session.store.search(text))


def found(session: Session) -> list[tuple[str, str]]:
    """The kinds on the page, each with whose."""
    return sorted((line.line.kind, line.whose) for line in read_service(session).lines)


def line_of(session: Session, record: str) -> ServiceLine:
    """A line of the page."""
    return next(line for line in read_service(session).lines if line.record == record)


def test_a_senior_supervises_and_the_worker_reads_their_own_alone(team: Team) -> None:
    """Whose it is, and who supervised, is filled in; a colleague finds nothing."""
    supervise(team.senior.session, WORKER)
    train(team.senior.session, WORKER)
    train(team.senior.session, COLLEAGUE)
    team.sync()
    (record,) = [line.record for line in read_service(team.worker.session).lines if line.line.kind != "training"]
    assert found(team.worker.session) == [("supervision_session", "You"), ("training", "You")]
    assert found(team.colleague.session) == [("training", "You")]
    assert found(team.senior.session) == [
        ("supervision_session", "Wilma Worker"),
        ("training", "Colin Colleague"),
        ("training", "Wilma Worker"),
    ]
    page = read_record_page(team.worker.session, staff_scope(WORKER), record)
    assert page is not None
    said = {field.title: field.blocks[0][0][1] for field in page.fields}
    assert (said["Member of staff"], said["Supervisor"]) == ("Wilma Worker", "Seonaid Senior")
    assert read_record_page(team.colleague.session, staff_scope(WORKER), record) is None


def test_everybody_is_offered_what_they_may_write_and_nothing_else(team: Team) -> None:
    """Training by whoever supervises; parts only from the page of what they belong to."""
    own = {"supervision_session"}
    of_team = {"near_miss", "partner_feedback", "learning_review"}
    offers = {(offer.kind, offer.whose) for offer in read_service(team.worker.session).offers}
    assert offers >= {(kind, "You") for kind in own} | {(kind, "East team") for kind in of_team}
    assert not {kind for kind, _ in offers} & {"training", "supervision_action", "learning_action"}
    offers = {(offer.kind, offer.whose) for offer in read_service(team.senior.session).offers}
    workers = {(kind, who) for kind in (*own, "training") for who in ("Wilma Worker", "Colin Colleague")}
    assert offers >= workers | {("supervision_session", "You")} | {(kind, "East team") for kind in of_team}
    assert ("training", "You") not in offers
    with pytest.raises(UserError):
        train(team.worker.session, WORKER)
    with pytest.raises(UserError, match="not open"):
        supervise(team.worker.session, COLLEAGUE)


def test_business_support_has_no_such_page(team: Team, tmp_path: Path) -> None:
    """Nothing of narrative, nor that there is any; not even on the rail."""
    support = beside(tmp_path, team.worker.ready.office, SUPPORT)
    try:
        view = read_service(support.session)
        assert (view.lines, view.offers, view.members) == ((), (), ())
        assert not read_attention(support.session).shows_service
        assert read_attention(team.worker.session).shows_service
    finally:
        support.ready.connection.close()


def test_a_service_manager_finds_everybody_and_records_training_of_all_but_themself(team: Team, tmp_path: Path) -> None:
    chief = Laptop(beside(tmp_path, team.worker.ready.office, CHIEF).ready)
    try:
        trained = {offer.whose for offer in read_service(chief.session).offers if offer.kind == "training"}
        assert {"Wilma Worker", "Seonaid Senior", "Somebody 21"} <= trained
        assert "You" not in trained
        with pytest.raises(UserError):
            train(chief.session, CHIEF)
    finally:
        chief.ready.connection.close()


def test_a_near_miss_is_told_without_its_author(team: Team) -> None:
    """In the list, on its page and in its history."""
    record = write(team.worker.session, team_scope(TEAM), "near_miss", dict(MISS))
    team.sync()
    assert line_of(team.senior.session, record).line.by == "somebody of the team"
    page = read_record_page(team.senior.session, team_scope(TEAM), record)
    assert page is not None
    assert "Wilma" not in repr([page.fields, page.line, page.read_by])


def test_what_was_agreed_is_due_until_it_is_done(team: Team) -> None:
    """It is begun from the session, and written by the worker, too."""
    held = supervise(team.senior.session, WORKER)
    team.sync()
    page = read_record_page(team.worker.session, staff_scope(WORKER), held)
    assert page is not None
    assert [(group.kind, group.may_add) for group in page.belonging] == [("supervision_action", True)]
    values: dict[str, JsonValue] = {"action": "Shadow a visit.", "due_on": "2026-11-20"}
    action = write(team.worker.session, staff_scope(WORKER), "supervision_action", values, about=held)
    assert str(line_of(team.worker.session, action).due) == "2026-11-20"
    form = open_record(team.worker.session, Wish(CaseId(""), record=action, service=staff_scope(WORKER))).form
    form.values["done_on"] = "2026-11-19"
    save_record(team.worker.session, form, None)
    line = line_of(team.worker.session, action)
    assert (line.due, line.over) == (None, "Done")


def test_training_says_when_it_expires_and_is_ended_with_a_reason(team: Team) -> None:
    """A mistake in it is no new record: the old one would count beside it."""
    far, soon, past = (train(team.senior.session, WORKER, day) for day in ("2028-01-01", "2026-12-01", "2026-10-01"))
    lines = [line_of(team.senior.session, record) for record in (far, soon, past)]
    assert [(str(line.due), line.over) for line in lines] == [("None", ""), ("2026-12-01", ""), ("None", "Expired")]
    page = read_record_page(team.senior.session, staff_scope(WORKER), far)
    assert page is not None
    assert (page.may_change, page.may_correct) == (True, False)
    form = open_record(team.senior.session, Wish(CaseId(""), record=far, service=staff_scope(WORKER))).form
    form.values["ended"] = {"on": "2026-11-02", "reason": "Left the work."}
    save_record(team.senior.session, form, None)
    assert line_of(team.senior.session, far).over == "Ended"
    team.sync()
    theirs = read_record_page(team.worker.session, staff_scope(WORKER), far)
    assert theirs is not None
    assert not theirs.may_change


def test_a_case_that_was_discussed_is_chosen_by_name_and_said_to_those_alone_who_read_it(team: Team) -> None:
    """What was said of it stands in the case; an excluded supervisor would not so much as learn the name."""
    opening = open_record(team.senior.session, Wish(CaseId(""), "supervision_session", service=staff_scope(WORKER)))
    (picks,) = [picks for path, picks in opening.links.items() if path.endswith("case")]
    assert [pick.words for pick in picks] == ["Isla Testcase, born 12 April 1985"]
    opening.form.values |= {"held_on": "2026-11-01", "cases": [{"case": team.senior.case, "recording_read": True}]}
    held = save_record(team.senior.session, opening.form, None).record
    page = read_record_page(team.senior.session, staff_scope(WORKER), held)
    assert page is not None
    assert "Isla Testcase" in repr(page.fields)
    exclude(team.senior.session, team.senior.case, WORKER, "A relative.")
    team.sync()
    theirs = read_record_page(team.worker.session, staff_scope(WORKER), held)
    assert theirs is not None
    assert "Isla" not in repr(theirs)
    assert "Isla" not in repr(
        open_record(team.worker.session, Wish(CaseId(""), record=held, service=staff_scope(WORKER)))
    )


def test_a_draft_of_it_is_kept_and_offered_again(team: Team) -> None:
    """With the agency, until anything was ever written with this member of staff."""
    session = team.senior.session
    form = open_record(session, Wish(CaseId(""), "supervision_session", service=staff_scope(COLLEAGUE))).form
    form.values["notes"] = "Half a sen"
    keep_record_draft(session, "d1", form.case, form.model_dump_json())
    (line,) = draft_lines(session, person_lines(session))
    assert (line.is_record, line.title, line.case) == (True, "Supervision session", None)
    opened = open_record_draft(session, "d1")
    assert opened is not None
    assert (opened[0].form.home, opened[0].whose) == (staff_scope(COLLEAGUE), "Colin Colleague")
    assert opened[0].person is None


def test_words_of_the_service_are_found_by_whoever_may_read_them_and_nobody_else(team: Team, tmp_path: Path) -> None:
    """Search finds a near miss of the team for the team, and supervision for whoever it is with."""
    worker = team.worker.session
    write(worker, team_scope(TEAM), "near_miss", MISS)
    team.sync()
    assert [one.line.home for one in found_in(team.colleague.session, "locked inside")] == [team_scope(TEAM)]
    assert found_in(worker, "") == ()
    stranger = beside(tmp_path, team.worker.ready.office, STRANGER)
    stranger.sync()
    assert found_in(stranger.session, "locked inside") == ()
    stranger.ready.connection.close()
