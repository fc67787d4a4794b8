"""Whose number it is: the officer's of the plan, or it is said that there is none."""

import pytest

from casework.records.person.agency_contact import AgencyPerson, AgencyRole
from desktop.services.covering.police import NO_NUMBER, number_words


def officer(name: str, telephone: str = "01632 960 101") -> AgencyPerson:
    return AgencyPerson(role=AgencyRole.NAMED_POLICE, name=name, agency="Police Scotland", telephone=telephone)


@pytest.mark.parametrize("planned", ["PC Specimen", "Specimen", "PC Anna Specimen", "pc specimen, Nowhere office"])
def test_an_officer_is_known_by_the_words_of_the_name(planned: str) -> None:
    assert number_words(planned, [officer("PC Specimen")]) == "01632 960 101"


@pytest.mark.parametrize("planned", ["PC Spec", "PC Specimens", "PC", "the police officer", "", "PC Another"])
def test_the_number_of_another_officer_is_never_said_to_be_theirs(planned: str) -> None:
    """Part of a name is somebody else's, and every constable is a PC: whoever rings would tell the wrong one."""
    said = number_words(planned, [officer("PC Specimen")])
    assert said.startswith(NO_NUMBER)
    assert "PC Specimen, 01632 960 101" in said


def test_of_two_officers_of_one_name_both_are_named() -> None:
    said = number_words("PC Specimen", [officer("PC Anna Specimen"), officer("PC Brian Specimen", "01632 960 102")])
    assert said.startswith(NO_NUMBER)
    assert "PC Anna Specimen, 01632 960 101" in said
    assert "PC Brian Specimen, 01632 960 102" in said
