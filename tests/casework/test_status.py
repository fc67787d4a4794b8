"""Where a person is, and what follows: pure rules, with the day as an argument."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Link, Signed, seal_entry
from casework.ledger.fold import Placed, RecordState, fold_record
from casework.records.check import check_new
from casework.records.contact.appointment import Appointment, AppointmentState, AppointmentStatus, ContactSort, Plan
from casework.records.file.incident_decision import IncidentCause, IncidentDecision, ReviewChoice, ReviewDecision
from casework.records.identifier import CaseId, DeviceId, EntryId, RecordId, StaffId, case_scope
from casework.records.person.status import PersonStatus, StatusSort
from casework.records.record import SCHEMA
from casework.rules.letter import address_warning, may_write_to
from casework.rules.status import (
    DIED,
    IN_COMMUNITY,
    StatusView,
    cancelled_by_death,
    cancelled_in_vain,
    change_problems,
    review_waits,
    status_of,
    to_ask_about,
)
from tests.fakes.chain import ident

CASE = CaseId(ident(77))
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
TODAY = NOW.date()
NAME: JsonValue = {"given": "Callum", "family": "Exampleton"}


def at(sort: StatusSort, since: date = TODAY) -> PersonStatus:
    """A status since a day."""
    return PersonStatus(status=sort, since=since, source="Police, by telephone")


def view(*sorts: StatusSort) -> StatusView:
    """What stands, and other views of it."""
    first, *others = (at(sort) for sort in sorts)
    return StatusView(first, tuple(others))


def appointment(
    starts: datetime = NOW,
    sort: ContactSort = ContactSort.HOME_ANNOUNCED,
    status: AppointmentStatus = AppointmentStatus.PLANNED,
    reason: str = "",
) -> Appointment:
    """An appointment that begins at a moment."""
    state = AppointmentState(status=status, reason=reason)
    return Appointment(plan=Plan(sort=sort, starts=starts, staff=ident(2)), state=state)


def person(*statuses: JsonValue) -> RecordState:
    """A person with statuses that were recorded without sight of each other."""
    values: list[dict[str, JsonValue]] = [{"name": NAME, "born": "1979-05-02"}]
    values += [{"status": status} for status in statuses]
    placed = []
    for number, value in enumerate(values, start=1):
        signed = Signed(DeviceId(ident(number)), StaffId(ident(20 + number)), case_scope(CASE), NOW, SCHEMA)
        sealed = seal_entry(Link(), signed, [Edit(record=RecordId(ident(5)), kind="person", set=value)])
        placed.append(Placed(sealed, (1, number, number)))
    state = fold_record(case_scope(CASE), RecordId(ident(5)), placed)
    assert state is not None
    return state


def decision(on: date, cause: IncidentCause = IncidentCause.DEATH) -> IncidentDecision:
    """A senior's decision about a review."""
    made = ReviewDecision(decision=ReviewChoice.REVIEW, reasons="Public concern.", by=ident(3), on=on)
    return IncidentDecision(cause=cause, happened_on=on, decision=made)


def test_somebody_recorded_before_there_was_a_status_is_in_the_community() -> None:
    assert status_of(person()).sort is StatusSort.COMMUNITY
    assert status_of(None) == IN_COMMUNITY
    assert may_write_to(status_of(person())) == ""


def test_two_statuses_recorded_apart_are_both_there() -> None:
    state = person(at(StatusSort.CUSTODY).model_dump(mode="json"), at(StatusSort.DEAD).model_dump(mode="json"))
    found = status_of(state)
    assert found.sort is StatusSort.CUSTODY, "the earliest accepted stands"
    assert (found.two_views, found.may_be_dead, found.is_dead) == (True, True, False)
    assert found.entry == EntryId(state.fields["status"].heads[0].entry)


def test_a_status_of_a_newer_version_is_not_taken_for_the_community() -> None:
    found = status_of(person({"status": "on_the_moon", "since": "2026-01-01", "source": "x"}))
    assert (found.unreadable, found.two_views, found.is_dead) == (True, True, False)
    assert "newer version" in may_write_to(found)


@pytest.mark.parametrize(
    ("sorts", "sentence"),
    [
        ((StatusSort.COMMUNITY,), ""),
        ((StatusSort.CUSTODY,), ""),
        ((StatusSort.WHEREABOUTS_UNKNOWN,), ""),
        ((StatusSort.DEAD,), "has died"),
        ((StatusSort.DEAD, StatusSort.DEAD), "has died"),
        ((StatusSort.CUSTODY, StatusSort.DEAD), "settle that before"),
        ((StatusSort.DEAD, StatusSort.CUSTODY), "settle that before"),
        ((StatusSort.TRANSFERRED,), "Another service"),
    ],
)
def test_letters_stop_with_a_death_a_doubt_about_one_and_a_transfer(
    sorts: tuple[StatusSort, ...], sentence: str
) -> None:
    found = may_write_to(view(*sorts))
    assert sentence in found
    assert bool(found) == bool(sentence)


def test_before_a_letter_is_sent_it_is_said_who_may_read_it() -> None:
    assert address_warning(IN_COMMUNITY) == ""
    assert "last address" in address_warning(view(StatusSort.WHEREABOUTS_UNKNOWN))
    assert "prison" in address_warning(view(StatusSort.RECALLED))
    assert "hospital" in address_warning(view(StatusSort.HOSPITAL))


def test_a_death_cancels_what_was_planned_for_its_day_or_later_and_leaves_the_rest_to_be_recorded() -> None:
    planned = [
        ("before", appointment(NOW - timedelta(days=1))),
        ("same_day", appointment(NOW - timedelta(hours=3), ContactSort.OFFICE)),
        ("later", appointment(NOW + timedelta(days=9), ContactSort.TELEPHONE)),
        ("recorded", appointment(NOW, status=AppointmentStatus.RECORDED)),
        ("cancelled", appointment(NOW, status=AppointmentStatus.CANCELLED)),
        ("not_readable", Appointment()),
    ]
    assert cancelled_by_death(planned, TODAY) == ["same_day", "later", "not_readable"]


def test_the_day_of_a_death_is_the_day_in_scotland() -> None:
    late = appointment(datetime(2026, 6, 1, 23, 30, tzinfo=UTC))
    assert cancelled_by_death([("late", late)], date(2026, 6, 2)) == ["late"]
    assert cancelled_by_death([("late", late)], date(2026, 6, 3)) == []


@pytest.mark.parametrize("sort", [StatusSort.CUSTODY, StatusSort.RECALLED, StatusSort.HOSPITAL])
def test_visits_are_asked_about_and_office_appointments_are_left(sort: StatusSort) -> None:
    planned = [
        ("home", appointment(NOW + timedelta(days=1))),
        ("office", appointment(NOW + timedelta(days=1), ContactSort.OFFICE)),
        ("past", appointment(NOW - timedelta(minutes=1))),
    ]
    assert to_ask_about(planned, view(sort), NOW) == ["home"]
    assert to_ask_about(planned, IN_COMMUNITY, NOW) == []
    assert to_ask_about(planned, view(StatusSort.COMMUNITY, sort), NOW) == ["home"], "one view is enough to ask"


def test_after_a_transfer_every_appointment_is_asked_about() -> None:
    planned = [("office", appointment(NOW, ContactSort.OFFICE))]
    assert to_ask_about(planned, view(StatusSort.TRANSFERRED), NOW) == ["office"]


def test_what_a_mistaken_death_cancelled_is_listed_and_not_revived() -> None:
    fallen = appointment(NOW + timedelta(days=1), status=AppointmentStatus.CANCELLED, reason=DIED)
    other = appointment(NOW + timedelta(days=1), status=AppointmentStatus.CANCELLED, reason="She is ill.")
    past = appointment(NOW - timedelta(days=1), status=AppointmentStatus.CANCELLED, reason=DIED)
    found = [("fallen", fallen), ("other", other), ("past", past)]
    assert cancelled_in_vain(found, view(StatusSort.COMMUNITY), NOW) == ["fallen"]
    assert cancelled_in_vain(found, view(StatusSort.DEAD), NOW) == []
    assert cancelled_in_vain(found, view(StatusSort.COMMUNITY, StatusSort.DEAD), NOW) == [], "not while it is doubtful"


def test_a_death_waits_until_a_senior_has_decided_about_a_review() -> None:
    died = StatusView(at(StatusSort.DEAD, date(2026, 10, 30)))
    assert review_waits(died, []) == date(2026, 10, 30)
    assert review_waits(died, [decision(date(2026, 10, 29))]) is not None, "that was about a death recorded by mistake"
    assert review_waits(died, [decision(TODAY, IncidentCause.INCIDENT)]) is not None
    assert review_waits(died, [decision(date(2026, 10, 30))]) is None
    assert review_waits(view(StatusSort.CUSTODY), []) is None
    assert review_waits(IN_COMMUNITY, []) is None


def test_a_death_is_taken_back_with_a_reason_only() -> None:
    alive = at(StatusSort.COMMUNITY)
    (sentence,) = change_problems(view(StatusSort.DEAD), alive, " ", TODAY)
    assert sentence.startswith("Reason is missing")
    assert change_problems(view(StatusSort.DEAD), alive, "Another person of this name.", TODAY) == []
    assert change_problems(view(StatusSort.CUSTODY), alive, "", TODAY) == []


def test_deciding_between_two_views_needs_a_reason() -> None:
    (sentence,) = change_problems(view(StatusSort.CUSTODY, StatusSort.HOSPITAL), at(StatusSort.CUSTODY), "", TODAY)
    assert "this view is the right one" in sentence


def test_no_status_begins_tomorrow() -> None:
    (sentence,) = change_problems(IN_COMMUNITY, at(StatusSort.DEAD, TODAY + timedelta(days=1)), "", TODAY)
    assert sentence.startswith("Since:")


def test_a_decision_before_what_it_is_about_names_the_field() -> None:
    made = decision(TODAY).model_copy(update={"happened_on": TODAY + timedelta(days=1)})
    (sentence,) = check_new(IncidentDecision.kind, made.values())
    assert sentence.startswith("Decision:")
    told = decision(TODAY).model_copy(update={"notified_on": TODAY - timedelta(days=1)})
    (sentence,) = check_new(IncidentDecision.kind, told.values())
    assert sentence.startswith("Care Inspectorate notified on:")


@pytest.mark.parametrize(
    ("sort", "letter", "address"),
    [
        (
            StatusSort.DEAD,
            "This person has died: no letter goes to them. Write to the family only with a senior's agreement.",
            "",
        ),
        (StatusSort.TRANSFERRED, "Another service works with this person: letters come from there.", ""),
        (
            StatusSort.WHEREABOUTS_UNKNOWN,
            "",
            "Nobody knows where this person is: a letter to the last address may be read by somebody else.",
        ),
        (StatusSort.CUSTODY, "", "This person is in custody: write to the prison, where letters may be opened."),
        (
            StatusSort.HOSPITAL,
            "",
            "This person is in hospital: a letter to the home address may be read by somebody else.",
        ),
    ],
)
def test_what_is_said_before_a_letter_is_written(sort: StatusSort, letter: str, address: str) -> None:
    assert (may_write_to(view(sort)), address_warning(view(sort))) == (letter, address)


def test_a_doubt_about_a_death_or_about_all_of_it_is_settled_before_a_letter() -> None:
    doubt = "Somebody recorded that this person has died, somebody else did not: settle that before you write."
    assert may_write_to(view(StatusSort.COMMUNITY, StatusSort.DEAD)) == doubt
    newer = "Where this person is was recorded in a newer version: update Doorstep before you write."
    assert may_write_to(replace(IN_COMMUNITY, unreadable=True)) == newer


def test_beside_a_status_of_a_newer_version_what_can_be_read_stands() -> None:
    newer: JsonValue = {"status": "on_the_moon", "since": "2026-01-01", "source": "x"}
    found = status_of(person(newer, at(StatusSort.CUSTODY).model_dump(mode="json")))
    assert (found.sort, found.others, found.unreadable, found.two_views) == (StatusSort.CUSTODY, (), True, True)
    alone = status_of(person(at(StatusSort.CUSTODY).model_dump(mode="json")))
    assert (alone.unreadable, alone.two_views) == (False, False)


def test_what_a_mistaken_death_cancelled_for_this_very_moment_is_listed() -> None:
    fallen = appointment(NOW, status=AppointmentStatus.CANCELLED, reason=DIED)
    assert cancelled_in_vain([("now", fallen)], view(StatusSort.COMMUNITY), NOW) == ["now"]


def test_the_reason_that_is_asked_for_is_named() -> None:
    alive = at(StatusSort.COMMUNITY)
    back = "Reason is missing: write how the death came to be recorded."
    assert change_problems(view(StatusSort.CUSTODY, StatusSort.DEAD), alive, "", TODAY) == [back]
    between = "Reason is missing: write why this view is the right one."
    assert change_problems(view(StatusSort.CUSTODY, StatusSort.HOSPITAL), alive, "", TODAY) == [between]
