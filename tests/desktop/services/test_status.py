"""Where a person is, recorded on real stores: what a death cancels, what is asked, what is taken back, who decides."""

from datetime import date, time, timedelta

import pytest

from casework.errors import UserError
from casework.records.contact.appointment import AppointmentStatus, ContactSort
from casework.records.contact.contact import Outcome
from casework.records.file.incident_decision import ReviewChoice
from casework.records.person.status import PersonStatus, StatusSort
from desktop.services import amend, capture
from desktop.services.case_page import read_case
from desktop.services.contact_form import NextPart
from desktop.services.local_time import local_day
from desktop.services.person_copy import pdf, prepare
from desktop.services.person_line import person_line
from desktop.services.record_chronology import record_events
from desktop.services.recorder import NotComplete
from desktop.services.status import (
    StatusPage,
    cancels,
    change_status,
    decide_review,
    letter_objection,
    read_status,
)
from desktop.services.today import read_today
from desktop.store.change import Change
from tests.desktop.services.laptop import Laptop, Team


def at(sort: StatusSort, laptop: Laptop, days_ago: int = 0) -> PersonStatus:
    since = laptop.session.today() - timedelta(days=days_ago)
    return PersonStatus(status=sort, since=since, source="Police, by telephone")


def plan(laptop: Laptop, days: int = 2, sort: ContactSort = ContactSort.HOME_ANNOUNCED) -> Change:
    part = NextPart(sort=sort, day=laptop.session.today() + timedelta(days=days), at=time(14), back_by=time(15))
    return amend.plan_appointment(laptop.session, laptop.case, part)


def states(laptop: Laptop) -> list[AppointmentStatus]:
    page = read_case(laptop.session, laptop.case)
    assert page is not None
    return [line.status for line in page.appointments]


def due(laptop: Laptop) -> list[str]:
    return [line.title for line in read_today(laptop.session).due]


def page_of(laptop: Laptop) -> StatusPage:
    return read_status(laptop.session, laptop.case)


def test_a_death_cancels_what_is_planned_in_the_same_save_and_stops_letters(team: Team) -> None:
    laptop = team.worker
    plan(laptop, 2)
    plan(laptop, 5, ContactSort.OFFICE)
    before = laptop.ready.store.unsent()
    page = page_of(laptop)
    assert len(cancels(page, StatusSort.DEAD, laptop.session.today())) == 2
    assert cancels(page, StatusSort.CUSTODY, laptop.session.today()) == ()
    saved = change_status(laptop.session, laptop.case, at(StatusSort.DEAD, laptop))
    assert len(saved.cancelled) == 2
    assert laptop.ready.store.unsent() == before + 1, "one save"
    assert states(laptop) == [AppointmentStatus.CANCELLED] * 2
    assert "has died" in letter_objection(laptop.session, laptop.case)
    assert person_line(laptop.session, laptop.case).open, "the case is not closed by itself"
    today = read_today(laptop.session)
    assert (today.visits, today.later) == ((), ())


def test_a_death_stands_in_the_chronology_until_it_is_taken_back(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    change_status(session, case, at(StatusSort.DEAD, team.worker, 3))
    (line,) = [one for one in record_events(session, case) if one.title == "Died"]
    assert (local_day(line.at), line.by, line.significant) == (
        session.today() - timedelta(days=3),
        "Wilma Worker",
        True,
    )
    assert line.text == "Known from: Police, by telephone."
    change_status(session, case, at(StatusSort.COMMUNITY, team.worker), reason="A namesake.")
    assert not [one for one in record_events(session, case) if one.title == "Died"]


def test_a_visit_planned_without_knowing_of_the_death_is_not_shown_as_one_and_is_to_be_cancelled(team: Team) -> None:
    change_status(team.worker.session, team.worker.case, at(StatusSort.DEAD, team.worker))
    plan(team.colleague, 1)
    team.sync()
    assert read_today(team.colleague.session).later == ()
    assert "Planned without knowing of the death: cancel it" in due(team.colleague)
    assert "Planned without knowing of the death: cancel it" not in due(team.worker), "it is the colleague's"


def test_a_death_waits_for_a_senior_who_decides_about_a_review(team: Team) -> None:
    change_status(team.worker.session, team.worker.case, at(StatusSort.DEAD, team.worker))
    team.sync()
    assert "A senior decides whether the death is reviewed" in due(team.worker)
    assert "Decide whether the death is reviewed" in due(team.senior)
    with pytest.raises(UserError, match="senior"):
        decide_review(team.worker.session, team.worker.case, ReviewChoice.NO_REVIEW, "Natural causes.")
    with pytest.raises(NotComplete, match="Reasons are missing"):
        decide_review(team.senior.session, team.senior.case, ReviewChoice.NO_REVIEW, " ")
    decide_review(team.senior.session, team.senior.case, ReviewChoice.REVIEW, "Public concern.")
    team.sync()
    assert not [title for laptop in (team.worker, team.senior) for title in due(laptop) if "reviewed" in title]
    with pytest.raises(UserError, match="Nothing waits"):
        decide_review(team.senior.session, team.senior.case, ReviewChoice.NO_REVIEW, "Again.")


def test_a_mistaken_death_is_taken_back_with_a_reason_and_nothing_is_revived(team: Team) -> None:
    laptop = team.worker
    plan(laptop)
    change_status(laptop.session, laptop.case, at(StatusSort.DEAD, laptop))
    with pytest.raises(NotComplete, match="Reason is missing"):
        change_status(laptop.session, laptop.case, at(StatusSort.COMMUNITY, laptop))
    saved = change_status(laptop.session, laptop.case, at(StatusSort.COMMUNITY, laptop), reason="A namesake.")
    assert [line.title for line in saved.fallen] == ["Home visit, announced"]
    assert states(laptop) == [AppointmentStatus.CANCELLED]
    assert page_of(laptop).fallen == saved.fallen
    assert "Cancelled with a death recorded by mistake: plan it again" in due(laptop)
    assert letter_objection(laptop.session, laptop.case) == ""
    assert page_of(laptop).review_of is None


def test_custody_cancels_only_what_somebody_chose_and_asks_about_the_rest(team: Team) -> None:
    laptop = team.worker
    plan(laptop, 2)
    plan(laptop, 3)
    first, second = page_of(laptop).planned
    saved = change_status(laptop.session, laptop.case, at(StatusSort.CUSTODY, laptop), [first.record])
    assert [line.record for line in saved.cancelled] == [first.record]
    assert states(laptop) == [AppointmentStatus.PLANNED, AppointmentStatus.CANCELLED]
    assert [line.appointment for line in read_today(laptop.session).later] == [second.record]
    assert "Visit planned where the person may not be: keep or cancel it" in due(laptop)


def test_two_statuses_recorded_apart_are_shown_and_settled_with_a_reason(team: Team) -> None:
    change_status(team.worker.session, team.worker.case, at(StatusSort.CUSTODY, team.worker))
    change_status(team.colleague.session, team.colleague.case, at(StatusSort.DEAD, team.colleague))
    team.sync()
    for laptop in (team.worker, team.colleague, team.senior):
        view = person_line(laptop.session, laptop.case).status
        assert (view.two_views, view.sorts) == (True, frozenset({StatusSort.CUSTODY, StatusSort.DEAD}))
        assert "settle that" in letter_objection(laptop.session, laptop.case)
    with pytest.raises(NotComplete, match="Reason is missing"):
        change_status(team.worker.session, team.worker.case, at(StatusSort.CUSTODY, team.worker))
    change_status(team.worker.session, team.worker.case, at(StatusSort.CUSTODY, team.worker), reason="Rang the prison.")
    team.sync()
    view = person_line(team.colleague.session, team.colleague.case).status
    assert (view.two_views, view.sort) == (False, StatusSort.CUSTODY)


def test_no_status_begins_in_the_future(team: Team) -> None:
    tomorrow = PersonStatus(status=StatusSort.DEAD, since=date(2199, 1, 1), source="x")
    with pytest.raises(NotComplete, match="Since"):
        change_status(team.worker.session, team.worker.case, tomorrow)
    assert team.worker.ready.store.unsent() == 0


def test_nothing_is_planned_for_somebody_who_is_known_to_have_died(team: Team) -> None:
    laptop = team.worker
    change_status(laptop.session, laptop.case, at(StatusSort.DEAD, laptop))
    with pytest.raises(NotComplete, match="this person has died"):
        plan(laptop)
    form = capture.start_contact(laptop.session, laptop.case)
    form.sort, form.outcome, form.arranged = ContactSort.TELEPHONE, Outcome.EXCHANGED, True
    form.narrative, form.significant, form.minutes = "The family rang.", True, 5
    capture.preview_contact(laptop.session, form)
    form.next = NextPart(sort=ContactSort.OFFICE, day=laptop.session.today() + timedelta(days=1), at=time(14))
    with pytest.raises(NotComplete, match="this person has died"):
        capture.preview_contact(laptop.session, form)


def test_no_copy_is_made_for_somebody_who_may_have_died(team: Team) -> None:
    laptop = team.worker
    assert pdf(prepare(laptop.session, laptop.case, ["order"])).startswith(b"%PDF")
    change_status(laptop.session, laptop.case, at(StatusSort.DEAD, laptop))
    prepared = prepare(laptop.session, laptop.case, ["order"])
    with pytest.raises(UserError, match="has died"):
        pdf(prepared)


def test_nobody_is_put_down_as_having_met_somebody_who_has_died(team: Team) -> None:
    laptop = team.worker
    assert capture.start_contact(laptop.session, laptop.case).present
    change_status(laptop.session, laptop.case, at(StatusSort.DEAD, laptop))
    assert capture.start_contact(laptop.session, laptop.case).present == []
