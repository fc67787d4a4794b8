"""The demonstration agency: plainly invented, credible, the same every time, and right as an import."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from casework.importing.cell import read_date, read_moment
from casework.importing.identity import Identities
from demonstration import cast
from demonstration.caseload import Tables, make_caseload, write_caseload
from demonstration.wording import load_words
from server.founding import Founding, found_server
from server.importing.plan import plan_import
from server.importing.table import load_tables
from server.importing.takeover import take_over
from server.office import Office, open_office
from tests.fakes.clock import FakeClock

DAY = date(2026, 11, 2)
TELEPHONE = re.compile(r"01632 960\d{3}|07700 900\d{3}")


@pytest.fixture(scope="module")
def tables() -> Tables:
    """The agency on one Monday."""
    return make_caseload(DAY)


@pytest.fixture
def office(tmp_path: Path, clock: FakeClock) -> Iterator[Office]:
    """A real server's folder with its encrypted database."""
    found_server(Founding(tmp_path / "server", cast.AGENCY_NAME, cast.ADMINISTRATOR_NAME), clock)
    with open_office(tmp_path / "server", clock) as office:
        yield office


def test_the_caseload_is_imported_without_a_problem_and_a_second_time_without_a_change(
    office: Office, tmp_path: Path
) -> None:
    write_caseload(tmp_path / "files", DAY)
    first = take_over(tmp_path / "files", office.zero, office.agency, office.clock.now())
    assert not first.all_problems
    assert len(office.zero.states("contact")) == Counter(row.sheet for row in first.new)["contacts"]
    assert not take_over(tmp_path / "files", office.zero, office.agency, office.clock.now()).new


@pytest.mark.parametrize(
    "day", [date(2026, 3, 29), date(2026, 10, 25), date(2027, 1, 1), date(2028, 2, 29), date(2026, 12, 25)]
)
def test_it_is_right_on_any_day_of_the_year(day: date, tmp_path: Path) -> None:
    write_caseload(tmp_path, day, seed=day.toordinal())
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    plan = plan_import(load_tables(tmp_path), Identities("x"), midnight, lambda _scope, _record: None)
    assert not plan.all_problems


def test_the_same_day_and_seed_give_the_same_agency(tables: Tables) -> None:
    assert make_caseload(DAY) == tables
    assert make_caseload(DAY, 2) != tables


def test_it_is_as_large_as_a_small_service(tables: Tables) -> None:
    assert len(tables["people"]) == 60
    assert len(tables["teams"]) == 3
    roles = Counter(row["role"] for row in tables["staff"])
    assert roles == {"worker": 12, "senior": 4, "service_manager": 1, "business_support": 1, "administrator": 1}
    assert 1300 <= len(tables["contacts"]) <= 1600


def test_names_say_that_nobody_is_meant(tables: Tables) -> None:
    words = load_words("names")
    principals = {person.family for person in cast.PRINCIPALS}
    assert {row["family"] for row in tables["people"]} <= {*words["family"], *principals}
    assert {row["given"] for row in tables["people"]} <= {
        *words["female"], *words["male"], *(person.given for person in cast.PRINCIPALS),
    }  # fmt: skip
    assert {row["name"] for row in tables["agency_contacts"]} <= {*words["police"], *words["housing"]}


def test_telephone_numbers_are_kept_free_for_drama_and_addresses_are_on_no_map(tables: Tables) -> None:
    numbers = [row["telephone"] for rows in tables.values() for row in rows if "telephone" in row]
    assert numbers
    assert all(TELEPHONE.fullmatch(number) for number in numbers)
    assert all(re.fullmatch(r"ZZ\d \dZZ", row["postcode"]) for row in tables["addresses"])
    assert {row["town"] for row in tables["addresses"]} == {"Invertown"}
    assert all(row["email"].endswith("@example.org") for row in tables["agency_contacts"])
    texts = " ".join(
        cell for rows in tables.values() for row in rows for name, cell in row.items() if name != "telephone"
    )
    assert not re.search(r"\b0\d{3,4} ?\d{3} ?\d{3}", texts)


def test_the_people_of_the_tour_are_what_they_are_said_to_be(tables: Tables) -> None:
    people = {row["key"]: row for row in tables["people"]}
    main, namesake = people[cast.MAIN_CASE], people[cast.SAME_NAME_CASE]
    assert (main["given"], main["family"]) == (namesake["given"], namesake["family"])
    assert main["born"] != namesake["born"]
    assert people[cast.INTERPRETER_CASE]["language"] == "Polish"
    grants = {(row["case"], row["role"], row.get("staff", "")) for row in tables["allocations"]}
    assert {(cast.MAIN_CASE, "officer", cast.WORKER), (cast.MAIN_CASE, "co_worker", cast.CO_WORKER)} <= grants
    assert not [row for row in tables["allocations"] if row.get("staff") == cast.STRANGER and row["case"] < "C-2"]
    assert [(row["case"], row["staff"]) for row in tables["exclusions"]] == [(cast.EXCLUDED_CASE, cast.EXCLUDED)]
    assert {row["sort"] for row in tables["other_names"] if row["case"] == cast.FORMER_NAME_CASE} == {"former", "alias"}
    assert {row["sort"] for row in tables["warnings"] if row["case"] == cast.MAIN_CASE} == {"do_not_visit_alone", "dog"}


def test_every_level_is_there_and_one_person_has_none_yet(tables: Tables) -> None:
    assert {row["level"] for row in tables["risk_levels"]} == {"very_high", "high", "medium", "low"}
    assert cast.NEW_CASE not in {row["case"] for row in tables["risk_levels"]}


def test_the_workers_day_has_a_joint_visit_an_interpreter_and_something_left_over(tables: Tables) -> None:
    mine = [row for row in tables["appointments"] if row["staff"] == cast.WORKER]
    today = {row["key"]: row["starts"] for row in mine if row["starts"].startswith("02/11/2026")}
    assert 3 <= len(today) <= 4
    assert today[cast.JOINT_VISIT_TODAY] == "02/11/2026 10:30"
    assert cast.INTERPRETER_TODAY in today
    joint = next(row for row in mine if row["key"] == cast.JOINT_VISIT_TODAY)
    assert joint["police"] == "PC Specimen"
    before = [row["key"] for row in mine if when(row) < DAY and "contact" not in row]
    assert before == [cast.UNRECORDED_APPOINTMENT]


def test_somebody_is_on_duty_at_every_hour_of_the_weeks_around(tables: Tables) -> None:
    turns = sorted((read_moment(row["starts"]), read_moment(row["ends"])) for row in tables["duty"])
    assert all(end == start for (_, end), (start, _) in pairwise(turns))
    assert turns[0][0] < "2026-10-26"
    assert turns[-1][1] > "2026-11-16"


def test_contacts_read_like_a_services_own(tables: Tables) -> None:
    contacts = tables["contacts"]
    outcomes = Counter(row["outcome"] for row in contacts if row["sort"] != "other_agency")
    assert 0.75 < outcomes["attended_complied"] / outcomes.total() < 0.93
    assert not [row for row in contacts if when(row, "happened") >= DAY or when(row, "happened").weekday() > 4]
    assert min(when(row, "happened") for row in contacts) > DAY - timedelta(days=190)
    assert not [row for row in contacts if "{" in row["narrative"] or "  " in row["narrative"]]
    attended = [row["narrative"] for row in contacts if row["outcome"] == "attended_complied"]
    assert max(Counter(attended).values()) <= 2
    assert {row["police_officer"] for row in contacts if row["sort"] == "joint_visit_with_police"}


def test_nobody_visits_alone_where_that_is_forbidden(tables: Tables) -> None:
    alone = {row["case"] for row in tables["warnings"] if row["sort"] == "do_not_visit_alone"}
    visits = {"home_visit_announced", "home_visit_unannounced"}
    assert not [row for row in tables["contacts"] if row["case"] in alone and row["sort"] in visits]


def when(row: dict[str, str], column: str = "starts") -> date:
    return date.fromisoformat(read_date(row[column].split()[0]))
