"""Whoever unlocks again goes on where they were; where they may not, the day begins as ever, and nothing says why."""

from datetime import timedelta
from pathlib import Path

import pytest

from casework.records.identifier import AGENCY, CaseId, case_scope, grants_scope, staff_scope
from casework.records.person.person import Person
from casework.records.staff.grant import Cover, Window
from casework.records.staff.staff import Duty, Turn
from desktop.services.capture import FORM
from desktop.services.draft import discard_draft, keep_draft
from desktop.services.granting import exclude
from desktop.services.session import Session
from desktop.services.whereabouts import keep_place, place_to_reopen
from desktop.store.place_shelf import KeptPlace
from tests.desktop.services.laptop import COLLEAGUE, SENIOR, Laptop, Team
from tests.desktop.services.test_duty_desk import pass_hours, plan_visit
from tests.fakes.case_store import new, open_memory_like_store, uid


def be(session: Session, name: str, case: CaseId | None = None, **parts: str) -> None:
    """Be somewhere, and lock."""
    keep_place(session, name, {**({"case": case} if case else {}), **parts})


def found(session: Session) -> tuple[str, dict[str, str]] | None:
    """Where one is led after unlocking."""
    place = place_to_reopen(session)
    return (place.name, dict(place.parts)) if place else None


def contact_draft(session: Session, case: CaseId) -> str:
    keep_draft(session, session.store.new_id(), case, FORM, "{}")
    return session.store.drafts()[-1].id


def put_on_duty(team: Team) -> None:
    """The senior at the keyboard is on duty."""
    now = team.senior.session.now()
    turn = Turn(staff=SENIOR, starts=now - timedelta(hours=2), ends=now + timedelta(hours=10), telephone="01000 1")
    team.worker.ready.office.write(AGENCY, new(Duty(turn=turn), uid(7101)))
    team.sync()


def test_after_locking_one_is_where_one_was_even_after_a_restart(team: Team) -> None:
    worker = team.worker
    be(worker.session, "person", worker.case, tab="people")
    worker.ready.reopen()
    assert found(worker.session) == ("person", {"case": worker.case, "tab": "people"})


def test_nobody_was_anywhere_before_the_first_time(team: Team) -> None:
    assert found(team.worker.session) is None


@pytest.mark.parametrize(
    ("hours", "again"),
    [(9.0, True), (14.9, True), (15.1, False), (24.0, False), (-1.0, False)],
    ids=["the same evening", "before midnight", "after midnight", "tomorrow", "the clock was put back"],
)
def test_another_day_begins_at_the_first_page(team: Team, hours: float, again: bool) -> None:
    """It is nine in the morning of a Monday."""
    session = team.worker.session
    be(session, "caseload")
    team.worker.ready.clock.advance(hours=hours)
    assert (found(session) is not None) is again


def test_a_night_goes_on_over_midnight(team: Team) -> None:
    session, clock = team.worker.session, team.worker.ready.clock
    clock.advance(hours=14.5)
    be(session, "caseload")
    clock.advance(hours=1)
    assert found(session) == ("caseload", {})


@pytest.mark.parametrize("name", ["person", "brief", "contact", "plan", "record", "two_views", "visit"])
def test_an_excluded_person_is_not_led_back(team: Team, name: str) -> None:
    session = team.colleague.session
    be(session, name, team.colleague.case)
    assert found(session) is not None
    exclude(team.senior.session, team.senior.case, COLLEAGUE, "A relative.")
    team.sync()
    assert found(session) is None


def test_nobody_is_led_back_after_their_cover(tmp_path: Path) -> None:
    """Its words are on the laptop until the next sync; they are not shown, and neither is that it was open."""
    ready = open_memory_like_store(tmp_path, me=COLLEAGUE)
    session, case = Laptop(ready).session, ready.cases[0]
    window = Window(starts=session.now() - timedelta(hours=1), ends=session.now() + timedelta(hours=2))
    ready.office.write(grants_scope(case), new(Cover(staff=COLLEAGUE, window=window), uid(8300)))
    ready.office.settle(ready.store)
    be(session, "person", case)
    assert found(session) is not None
    ready.clock.advance(hours=3)
    assert found(session) is None
    ready.connection.close()


def test_a_case_that_leaves_takes_along_that_one_was_there(team: Team) -> None:
    worker = team.worker
    be(worker.session, "person", worker.case)
    worker.ready.office.revoke(case_scope(worker.case), grants_scope(worker.case))
    worker.sync()
    assert found(worker.session) is None
    assert worker.ready.store.places.load() is None


def test_what_was_being_written_is_gone_on_with_and_without_its_draft_there_is_the_person(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    draft = contact_draft(session, case)
    be(session, "contact", case, draft=draft)
    assert found(session) == ("contact", {"case": case, "draft": draft})
    discard_draft(session, draft)
    assert found(session) == ("person", {"case": case})


def test_a_record_that_is_not_here_any_more_leads_to_its_person(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    (person,) = session.store.records(Person.kind, case_scope(case))
    be(session, "person", case, tab="records", record=person.record)
    assert found(session) == ("person", {"case": case, "tab": "records", "record": person.record})
    be(session, "person", case, tab="records", record=uid(9999))
    assert found(session) == ("person", {"case": case, "tab": "records"})


@pytest.mark.parametrize("name", ["duty", "team", "signing", "absence", "measures"])
def test_a_senior_s_place_is_for_seniors(team: Team, name: str) -> None:
    """Somebody may have been a senior this morning."""
    for session, led in ((team.senior.session, (name, {})), (team.worker.session, None)):
        be(session, name)
        assert found(session) == led


def test_what_somebody_keeps_of_a_colleague_is_for_those_who_may_read_it(team: Team) -> None:
    be(team.worker.session, "record", service=staff_scope(COLLEAGUE))
    assert found(team.worker.session) is None


def test_whoever_is_on_duty_sees_first_who_has_to_be_rung(team: Team) -> None:
    put_on_duty(team)
    session = team.senior.session
    be(session, "person", team.senior.case)
    assert found(session) is not None
    plan_visit(team)
    pass_hours(team, 3)
    assert found(session) is None


def test_nobody_goes_on_where_somebody_else_was(team: Team) -> None:
    session = team.worker.session
    session.store.places.keep(KeptPlace("caseload", {}, SENIOR, session.now()))
    assert found(session) is None
