"""Partner contacts: the roles of old and new, and the named police contact with the day it was confirmed."""

from datetime import date

import pytest

from casework.records.check import check_new
from casework.records.person.agency_contact import AGENCY_ROLE_WORDS, AgencyContact, AgencyPerson, AgencyRole
from casework.rules.police_contact import named_police

DAY = date(2026, 3, 5)
STORED = (
    "named_police_contact",
    "police",
    "sex_offender_liaison_officer",
    "nhs_single_point_of_contact",
    "prison_social_work",
    "housing",
    "mappa_coordinator",
    "treatment",
    "other",
)


def contact(
    name: str,
    role: AgencyRole = AgencyRole.NAMED_POLICE,
    confirmed_on: date | None = None,
    ended_on: date | None = None,
) -> AgencyContact:
    person = AgencyPerson(role=role, name=name, agency="Police Scotland")
    return AgencyContact(person=person, confirmed_on=confirmed_on, ended_on=ended_on)


@pytest.mark.parametrize("code", [*STORED, *AgencyRole])
def test_what_was_stored_before_is_read_and_every_role_has_words(code: str) -> None:
    assert check_new("agency_contact", {"person": {"role": code, "name": "Sam", "agency": "An agency"}}) == []
    assert AGENCY_ROLE_WORDS[AgencyRole(code)]


def test_the_case_has_a_named_police_contact_or_not() -> None:
    assert named_police([], DAY) is None
    assert named_police([contact("PC One", AgencyRole.POLICE), AgencyContact()], DAY) is None
    found = named_police([contact("PC One")], DAY)
    assert found is not None
    assert (found.person.name, found.confirmed_on, found.days_since(DAY)) == ("PC One", None, None)


def test_of_several_the_one_confirmed_last_stands() -> None:
    contacts = [
        contact("PC One", confirmed_on=date(2026, 1, 1)),
        contact("PC Two", confirmed_on=date(2026, 2, 1)),
        contact("PC Three"),
    ]
    found = named_police(contacts, DAY)
    assert found is not None
    assert (found.person.name, found.days_since(DAY)) == ("PC Two", 32)


def test_the_last_day_counts_and_the_day_after_does_not() -> None:
    leaving = [contact("PC One", ended_on=DAY)]
    assert named_police(leaving, DAY) is not None
    assert named_police(leaving, date(2026, 3, 6)) is None


def test_a_confirmation_in_the_future_is_none_yet() -> None:
    early = named_police([contact("PC One", confirmed_on=date(2026, 3, 6))], DAY)
    assert early is not None
    assert early.confirmed_on is None
    today = named_police([contact("PC One", confirmed_on=DAY)], DAY)
    assert today is not None
    assert today.days_since(DAY) == 0
