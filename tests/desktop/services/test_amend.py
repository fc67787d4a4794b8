"""What is known about a person changes one thing at a time, and what would not count is refused in a sentence."""

from datetime import date, time, timedelta

import pytest

from casework.errors import UserError
from casework.records.contact.appointment import AppointmentStatus, ContactSort
from casework.records.identifier import case_scope
from casework.records.person.address import AddressSort, HouseholdMember, Member, Place
from casework.records.person.agency_contact import AgencyPerson, AgencyRole
from casework.records.person.person import Communication, PersonName
from casework.records.risk.warning import Notice, WarningSort
from desktop.services import amend
from desktop.services.case_page import CasePage, doubled_use, read_case
from desktop.services.caseload import find
from desktop.services.contact_form import NextPart
from desktop.services.moving import HomeBefore, homes_now, move_home
from desktop.services.person_line import person_line
from desktop.services.recorder import REASON_MAX, NotComplete, Recorder
from tests.desktop.services.laptop import Laptop, Team

NOBODYS = "00000000-0000-0000-0000-0000000000ff"


def page(laptop: Laptop) -> CasePage:
    found = read_case(laptop.session, laptop.case)
    assert found is not None
    return found


def visit(laptop: Laptop, **changes: object) -> NextPart:
    part = {"sort": ContactSort.HOME_ANNOUNCED, "day": laptop.session.today() + timedelta(days=2), "at": time(14)}
    return NextPart.model_validate(part | {"back_by": time(15), "place": "14 Sample Terrace"} | changes)


def test_telephone_and_needs_are_shown_at_the_head(team: Team) -> None:
    laptop = team.worker
    amend.change_telephone(laptop.session, laptop.case, "  01632 960 044 ")
    amend.change_communication(laptop.session, laptop.case, Communication(language="Polish", interpreter=True))
    header = page(laptop).header
    assert header.telephone == "01632 960 044"
    assert header.communication == Communication(language="Polish", interpreter=True)
    assert header.person.interpreter
    amend.change_telephone(laptop.session, laptop.case, "")
    assert page(laptop).header.telephone == ""


def test_what_is_too_long_is_refused_before_it_is_saved(team: Team) -> None:
    laptop = team.worker
    with pytest.raises(NotComplete, match="Telephone is too long: shorten it to 40 characters"):
        amend.change_telephone(laptop.session, laptop.case, "0" * 41)
    assert laptop.ready.store.unsent() == 0


def test_an_old_name_is_kept_and_found(team: Team) -> None:
    laptop = team.worker
    name = PersonName(given="Isla", family="Newname", known_as="Izzy", since=date(2026, 10, 1))
    amend.change_name(laptop.session, laptop.case, name)
    header = page(laptop).header
    assert (header.person.name, header.known_as) == ("Isla Newname", "Izzy")
    assert header.other_names == (("Former name", "Isla Testcase"),)
    for word in ("newn", "testc", "izzy"):
        assert [line.person.name for line in find(laptop.session, word)] == ["Isla Newname"], word


def test_an_address_that_ended_goes_below_the_one_that_holds(team: Team) -> None:
    laptop = team.worker
    session, case = laptop.session, laptop.case
    old = Place(line="14 Sample Terrace", town="Invertown", starts=date(2026, 1, 5))
    amend.add_address(session, case, old, "Buzzer 3")
    new = Place(sort=AddressSort.HOSTEL, line="9 Dummy Street", starts=date(2026, 10, 1))
    amend.add_address(session, case, new)
    record = next(line.record for line in page(laptop).addresses if "Sample" in line.words)
    ended = old.model_copy(update={"ends": date(2026, 9, 30)})
    amend.change_address(session, case, record, ended, "Closed door")
    first, second = page(laptop).addresses
    assert (first.title, first.words) == ("Hostel or supported accommodation", "9 Dummy Street")
    assert second.words == "14 Sample Terrace, Invertown"
    assert (second.ends, second.notes) == (date(2026, 9, 30), "Closed door")
    amend.change_address(session, case, record, ended)
    assert page(laptop).addresses[1].notes == "Closed door"
    wrong = old.model_copy(update={"ends": date(2025, 1, 1)})
    with pytest.raises(NotComplete, match="last day is before the first"):
        amend.change_address(session, case, record, wrong)
    with pytest.raises(NotComplete, match="last day is before the first"):
        amend.add_address(session, case, wrong)


def test_the_named_police_contact_comes_first(team: Team) -> None:
    laptop = team.worker
    housing = AgencyPerson(role=AgencyRole.HOUSING, name="H. Sample", agency="Housing")
    police = AgencyPerson(role=AgencyRole.NAMED_POLICE, name="PC Specimen", agency="Police Scotland")
    for person in (housing, police):
        amend.add_agency_contact(laptop.session, laptop.case, person)
    shown = page(laptop)
    assert [line.name for line in shown.agencies] == ["PC Specimen", "H. Sample"]
    assert shown.header.named_police == shown.agencies[0]
    other = AgencyPerson(role=AgencyRole.NAMED_POLICE, name="PC Aardvark", agency="Police Scotland")
    amend.add_agency_contact(laptop.session, laptop.case, other)
    amend.confirm_agency_contact(laptop.session, laptop.case, shown.agencies[0].record)
    found = page(laptop).header.named_police
    assert found is not None
    assert found.name == "PC Specimen", "of two, the one confirmed last is the one to ring"


def test_a_warning_holds_until_a_senior_removes_it_with_a_reason(team: Team) -> None:
    worker, senior = team.worker, team.senior
    amend.add_warning(worker.session, worker.case, Notice(sort=WarningSort.NOT_ALONE, text="Two workers."))
    team.sync()
    (warning,) = person_line(senior.session, senior.case).warnings
    assert warning.review_on == worker.session.today() + timedelta(days=90)
    with pytest.raises(UserError, match="needs a senior"):
        amend.remove_warning(worker.session, worker.case, warning.record, "Not needed.")
    with pytest.raises(NotComplete, match="Reason is missing"):
        amend.remove_warning(senior.session, senior.case, warning.record, " ")
    with pytest.raises(NotComplete, match="Reason is too long"):
        amend.remove_warning(senior.session, senior.case, warning.record, "y" * (REASON_MAX + 1))
    amend.remove_warning(senior.session, senior.case, warning.record, "Reviewed.")
    team.sync()
    assert not person_line(worker.session, worker.case).warnings


def test_a_warning_of_no_listed_sort_says_what_it_is(team: Team) -> None:
    laptop = team.worker
    with pytest.raises(NotComplete, match="write what it is about"):
        amend.add_warning(laptop.session, laptop.case, Notice(sort=WarningSort.OTHER))
    amend.add_warning(laptop.session, laptop.case, Notice(sort=WarningSort.OTHER, text="Loose stair"))
    assert person_line(laptop.session, laptop.case).warnings[0].words == "Loose stair"


def test_a_visit_is_planned_and_cancelled(team: Team) -> None:
    laptop = team.worker
    session, case = laptop.session, laptop.case
    amend.plan_appointment(session, case, visit(laptop, sort=ContactSort.JOINT_POLICE), "PC Specimen", "Check")
    (planned,) = page(laptop).appointments
    assert (planned.police, planned.purpose, planned.is_visit) == ("PC Specimen", "Check", True)
    assert planned.back_by is not None
    assert planned.back_by - planned.starts == timedelta(hours=1)
    with pytest.raises(NotComplete, match="Reason is missing"):
        amend.cancel_appointment(session, case, planned.appointment, "")
    amend.cancel_appointment(session, case, planned.appointment, "Ill.")
    assert page(laptop).appointments[0].status is AppointmentStatus.CANCELLED


def test_what_an_appointment_lacks_is_said(team: Team) -> None:
    laptop = team.worker
    yesterday = laptop.session.today() - timedelta(days=1)
    for wrong, sentence in (
        ({"day": None}, "write the day and the time"),
        ({"at": None}, "write the day and the time"),
        ({"back_by": None}, "when you expect to be back"),
        ({"back_by": time(13)}, "time back is before the start"),
        ({"day": yesterday}, "has passed already"),
        ({"place": "y" * 301}, "too long"),
    ):
        with pytest.raises(NotComplete, match=sentence):
            amend.plan_appointment(laptop.session, laptop.case, visit(laptop, **wrong))
    assert not page(laptop).appointments


def test_what_is_not_here_any_more_is_said_to_be_so(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    with pytest.raises(UserError, match="not on this laptop"):
        amend.change_address(session, case, NOBODYS, Place(line="14 Sample Terrace"))
    with pytest.raises(UserError, match="not on this laptop"):
        amend.remove_warning(session, case, NOBODYS, "Gone.")
    with pytest.raises(UserError, match="not on this laptop"):
        amend.cancel_appointment(session, case, NOBODYS, "Gone.")


def test_somebody_who_moved_is_said_to_have_two_homes_until_the_old_one_is_ended(team: Team) -> None:
    session, case, laptop = team.worker.session, team.worker.case, team.worker
    old = Place(line="14 Sample Terrace", starts=date(2026, 1, 5))
    amend.add_address(session, case, old)
    amend.add_address(session, case, Place(sort=AddressSort.HOSTEL, line="9 Dummy Street"))
    assert doubled_use(page(laptop).addresses, session.today()) == ()
    amend.add_address(session, case, Place(line="3 Specimen Way", starts=session.today()))
    assert doubled_use(page(laptop).addresses, session.today()) == ("Home",)
    record = next(line.record for line in page(laptop).addresses if "Sample" in line.words)
    amend.change_address(session, case, record, old.model_copy(update={"ends": session.today() - timedelta(days=1)}))
    assert doubled_use(page(laptop).addresses, session.today()) == ()


@pytest.mark.parametrize(
    ("before", "left", "there"),
    [
        (HomeBefore.ALL_MOVED, ("14 Sample Terrace",), ("9 Dummy Street", ("Kasia Testcase (niece, child)",))),
        (HomeBefore.MOVED, ("14 Sample Terrace",), ("9 Dummy Street", ())),
        (HomeBefore.KEPT, (), ("9 Dummy Street", ())),
    ],
)
def test_who_moves_leaves_the_old_home_and_takes_along_whom_they_take(
    team: Team, before: HomeBefore, left: tuple[str, ...], there: tuple[str, tuple[str, ...]]
) -> None:
    laptop = team.worker
    session, case, today = laptop.session, laptop.case, laptop.session.today()
    amend.add_address(session, case, Place(sort=AddressSort.HOME, line="14 Sample Terrace"))
    (home,) = homes_now(session, case)
    child = Member(name="Kasia Testcase", relation="niece", child=True)
    recorder = Recorder(session)
    member = HouseholdMember(address=home.record, member=child)
    recorder.save(case_scope(case), [recorder.new_record(member, session.store.new_id())])
    unsent = session.store.unsent()
    move_home(session, case, Place(sort=AddressSort.HOME, line="9 Dummy Street", starts=today), "", before)
    assert session.store.unsent() == unsent + 1, "one save"
    lines = page(laptop).addresses
    assert tuple(line.words for line in lines if line.ends is not None and line.ends < today) == left
    (new,) = [line for line in lines if line.words == "9 Dummy Street"]
    assert (new.words, new.household) == there
    assert len(homes_now(session, case)) == (2 if before is HomeBefore.KEPT else 1)
