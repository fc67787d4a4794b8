"""Looking a person up in an emergency: exact words, few answers, a note every time; on both databases."""

from collections.abc import Iterator

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.lookup import Located, LocateRequest, LocateResponse
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from server.device_zero import ServerSave
from server.office import Office
from tests.fakes.bare_laptop import BareLaptop, Refusal
from tests.fakes.clock import FakeClock
from tests.server.sample import new_record
from tests.server.town import Town, open_town


@pytest.fixture
def town(parts: Office, clock: FakeClock) -> Iterator[Town]:
    """A case of an officer, and a worker who has nothing to do with it."""
    with open_town(parts, clock) as made:
        yield made


PERSON: dict[str, JsonValue] = {"name": {"given": "Robin", "family": "Marchbanks"}, "born": "1990-05-01"}


def name_person(town: Town) -> None:
    """Say who the person of the case is."""
    references: list[JsonValue] = [{"sort": "prison", "number": "AB 12345"}]
    edit = Edit(record=new_record(), kind="person", set=PERSON, add={"references": references})
    author = town.office.agency.administrator
    town.office.zero.save([ServerSave(town.scope, (edit,), author, town.clock.now())])


def located(laptop: BareLaptop, **asked: object) -> LocateResponse:
    """What the office says who works with somebody."""
    return laptop.line.post("locate", LocateRequest.model_validate(asked), LocateResponse, laptop.token())


@pytest.mark.parametrize(
    ("asked", "finds"),
    [
        ({"name": "robin  MARCHBANKS", "born": "1990-05-01"}, True),
        ({"identifier": "ab12345"}, True),
        ({"name": "Robin Marchbanks", "born": "1990-05-02"}, False),
        ({"name": "Robin Marchbank", "born": "1990-05-01"}, False),
        ({"name": "Robin Marchbanks"}, False),
        ({"born": "1990-05-01"}, False),
        ({"identifier": "12345"}, False),
        ({"identifier": "345"}, False),
        ({"identifier": "%"}, False),
        ({}, False),
    ],
)
def test_only_exact_words_find_who_works_with_a_person(town: Town, asked: dict[str, object], finds: bool) -> None:
    """The answer names the case, its team and its officer, and nothing else."""
    name_person(town)
    team = town.desk.add_team("Northern team")
    town.desk.allocate(town.case, team, GrantRole.TEAM)
    answer = located(town.enrol(town.worker), **asked)
    told = [Located(case=town.case, team="Northern team", officer="Olive Officer")]
    assert answer.found == (told if finds else [])


@pytest.mark.parametrize(
    ("given", "family", "asked"),
    [
        ("Łukasz", "Żółć-Sample", "lukasz zolc sample"),
        ("Siân", "O’Sample", "Sian O'Sample"),
        ("Siân", "O'Sample", "OSAMPLE SIAN"),
        ("Jürgen", "Weiß", "Jurgen Weiss"),
        ("Lukasz", "Zolc", "Łukasz Żółć"),
        ("Mary-Anne", "Sample", "Maryanne Sample"),
    ],
)
def test_a_name_is_found_however_it_is_spelled(town: Town, given: str, family: str, asked: str) -> None:
    """At night nobody has the key for it, nor knows which of the names comes first."""
    values: dict[str, JsonValue] = {"name": {"given": given, "family": family, "known_as": "Lu"}, "born": "1990-05-01"}
    edit = Edit(record=new_record(), kind="person", set=values)
    town.office.zero.save([ServerSave(town.scope, (edit,), town.office.agency.administrator, town.clock.now())])
    laptop = town.enrol(town.worker)
    assert [one.case for one in located(laptop, name=asked, born="1990-05-01").found] == [town.case]
    assert [one.case for one in located(laptop, name=f"lu {family}", born="1990-05-01").found] == [town.case]
    assert located(laptop, name=asked[:-1], born="1990-05-01").found == []


def test_who_is_excluded_or_does_no_casework_is_told_what_a_stranger_is_told(town: Town) -> None:
    """An answer of the same shape, word for word."""
    name_person(town)
    support = town.desk.add_person("Sue Support", StaffRole.BUSINESS_SUPPORT)
    town.desk.exclude(town.case, town.worker, "A relative.")
    asked = {"name": "Robin Marchbanks", "born": "1990-05-01"}
    nobody = located(town.enrol(town.officer), name="No Body", born="1990-05-01").model_dump_json()
    assert located(town.enrol(town.worker), **asked).model_dump_json() == nobody
    assert located(town.enrol(support), **asked).model_dump_json() == nobody


def test_every_lookup_is_noted_without_the_words_and_there_are_few_of_them(town: Town) -> None:
    """Found or not; after a few, a laptop waits."""
    name_person(town)
    laptop = town.enrol(town.worker)
    located(laptop, name="Robin Marchbanks", born="1990-05-01")
    located(laptop, name="Nobody Canaryname", born="1990-05-01")
    notes = [line for line in town.office.journal.load() if line["sort"] == "lookup"]
    assert [(line["staff"], line["found"]) for line in notes] == [(town.worker, [town.case]), (town.worker, [])]
    assert not any(word in str(notes) for word in ("Marchbanks", "Canaryname", "1990"))
    for _ in range(6):
        located(laptop, identifier="AB12345")
    with pytest.raises(Refusal) as refused:
        located(laptop, identifier="AB12345")
    assert refused.value.status == 429
    located(town.enrol(town.officer), identifier="AB12345")
