"""What becomes of two people's changes of one thing, field by field, where neither had seen the other's.

Stories of the meaning of zotero's `syncLocalTest.js`, `_reconcileChanges` (docs/scenarios.md). Una is the one who
looks; what Cal did has come to the office first, unless a story says otherwise. Sync guesses nothing here: what the
other project settles in favour of one side is kept as two views, and the earlier stands meanwhile.
"""

from dataclasses import dataclass

import pytest
from pydantic import JsonValue

from casework.records.identifier import RecordId
from casework.records.person.address import Address, Place
from casework.records.person.agency_contact import AgencyContact, AgencyPerson, AgencyRole
from casework.records.record import Record
from casework.records.risk.warning import Notice, WarningRecord, WarningSort, WarningState, WarningStatus
from tests.scenarios.laptop import Laptop
from tests.scenarios.scene import Scene
from tests.scenarios.side import Thing
from tests.scenarios.value import place


@dataclass(frozen=True)
class Sort:
    """A kind of record with two fields of its own, and two values for each."""

    record: Record
    one: str
    other: str
    ones: tuple[JsonValue, JsonValue]
    others: tuple[JsonValue, JsonValue]


def police(name: str) -> AgencyPerson:
    """Somebody of the police."""
    return AgencyPerson(role=AgencyRole.POLICE, name=name, agency="Police Scotland")


def person_value(name: str) -> JsonValue:
    """The same, as it is written into an entry."""
    value: JsonValue = police(name).model_dump(mode="json")
    return value


HOME = Sort(
    Address(place=Place(line="1 First Street"), notes="Ring"),
    "place",
    "notes",
    (place("2 Second Street"), place("3 Third Street")),
    ("Ring twice", "Knock"),
)
HELPER = Sort(
    AgencyContact(person=police("Pat Example")),
    "person",
    "ended_on",
    (person_value("Alex Example"), person_value("Sam Example")),
    ("2026-10-01", "2026-10-02"),
)
SORTS = pytest.mark.parametrize("sort", [HOME, HELPER], ids=["address", "agency_contact"])

ALIASES: dict[str, JsonValue] = {
    name: {"sort": "alias", "given": name, "family": "Example", "starts": None, "ends": None} for name in "ABCDEFG"
}


def known(scene: Scene, record: Record) -> Thing:
    """A record that everybody has."""
    thing = scene.agency.una.make(scene.scope, record)
    scene.sync_all()
    return thing


def names_of(laptop: Laptop, person: Thing) -> set[str]:
    """The given names of a person's aliases."""
    return {str(item["given"]) for item in laptop.items(person, "other_names") if isinstance(item, dict)}


# One person's record: single values, values of parts, sets


def test_what_does_not_meet_is_brought_together_without_a_question(scene: Scene, una: Laptop, cal: Laptop) -> None:
    una.add(scene.person, "other_names", *(ALIASES[name] for name in "ADE"))
    scene.sync_all()
    una.set(scene.person, telephone="by Una", sex="male")
    una.remove(scene.person, "other_names", ALIASES["A"], ALIASES["E"])
    una.add(scene.person, "other_names", ALIASES["B"], ALIASES["F"])
    cal.set(scene.person, born="1991-05-01", sex="male")
    cal.remove(scene.person, "other_names", ALIASES["D"], ALIASES["E"])
    cal.add(scene.person, "other_names", ALIASES["C"], ALIASES["F"])
    cal.sync()
    assert scene.agree()
    found = [una.sees(scene.person, name) for name in ("telephone", "born", "sex")]
    assert found == ["by Una", "1991-05-01", "male"]
    assert names_of(una, scene.person) == names_of(cal, scene.person) == {"B", "C", "F"}
    assert len(una.items(scene.person, "other_names")) == 3, "what both added is there once"
    assert not una.conflicts(scene.person)


def test_where_nobody_else_changed_anything_nothing_changes_here(scene: Scene, una: Laptop) -> None:
    una.set(scene.person, telephone="by Una")
    una.add(scene.person, "other_names", ALIASES["A"])
    before = una.digest(scene.scope)
    una.sync()
    assert una.digest(scene.scope) == before
    assert una.sees(scene.person, "telephone") == "by Una"
    assert not una.conflicts(scene.person)


def test_one_field_changed_by_both_is_two_views_and_both_are_kept(scene: Scene, una: Laptop, cal: Laptop) -> None:
    una.set(scene.person, telephone="1")
    scene.sync_all()
    una.set(scene.person, telephone="2")
    cal.set(scene.person, telephone="3")
    cal.sync()
    assert scene.agree()
    for side in (una, cal, scene.desk):
        assert side.views(scene.person, "telephone") == ["3", "2"]


def test_a_value_of_parts_is_one_view_and_is_never_mixed(scene: Scene, una: Laptop, cal: Laptop) -> None:
    views: list[JsonValue] = [{"given": given, "family": family} for given, family in (("Al", "One"), ("Bo", "Two"))]
    una.set(scene.person, name=views[1])
    cal.set(scene.person, name=views[0])
    cal.sync()
    assert scene.agree()
    assert una.conflicts(scene.person) == {"name"}
    assert una.views(scene.person, "name") == views


def test_without_a_value_that_both_knew_sets_are_joined_and_fields_are_two_views(
    scene: Scene, una: Laptop, cal: Laptop
) -> None:
    """Both record the first value; what only one of them has at all stands, since nobody has taken it away."""
    una.set(scene.person, telephone="1")
    cal.set(scene.person, telephone="2", sex="male")
    for laptop, names in ((una, "AC"), (cal, "BC")):
        laptop.add(scene.person, "other_names", *(ALIASES[name] for name in names))
    cal.sync()
    assert scene.agree()
    assert una.views(scene.person, "telephone") == ["2", "1"]
    assert una.sees(scene.person, "sex") == "male"
    assert names_of(una, scene.person) == {"A", "B", "C"}
    assert una.conflicts(scene.person) == {"telephone"}


@pytest.mark.parametrize("known_before", [True, False])
def test_what_both_closed_is_closed_and_their_other_difference_is_kept_all_the_same(
    scene: Scene, una: Laptop, cal: Laptop, known_before: bool
) -> None:
    if known_before:
        una.set(scene.person, telephone="1")
        scene.sync_all()
    for laptop, number in ((una, "2"), (cal, "3")):
        laptop.set(scene.person, telephone=number)
        laptop.set(scene.file, state="closed")
    una.set(scene.person, sex="male")
    cal.sync()
    assert scene.agree()
    assert (una.sees(scene.file, "state"), una.conflicts(scene.file)) == ("closed", set())
    assert una.views(scene.person, "telephone") == ["3", "2"]
    assert una.sees(scene.person, "sex") == "male"


def test_a_field_that_only_the_other_filled_in_is_taken(scene: Scene, una: Laptop, cal: Laptop) -> None:
    cal.set(scene.person, sex="female")
    cal.sync()
    una.sync()
    assert (una.sees(scene.person, "sex"), una.conflicts(scene.person)) == ("female", set())


# Other kinds of record


@SORTS
def test_two_fields_of_any_record_do_not_meet(scene: Scene, una: Laptop, cal: Laptop, sort: Sort) -> None:
    thing = known(scene, sort.record)
    una.set(thing, **{sort.one: sort.ones[0]})
    cal.set(thing, **{sort.other: sort.others[0]})
    cal.sync()
    assert scene.agree()
    assert (una.sees(thing, sort.one), una.sees(thing, sort.other)) == (sort.ones[0], sort.others[0])
    assert not una.conflicts(thing)


@SORTS
def test_where_nobody_else_changed_a_record_ones_own_stays(scene: Scene, una: Laptop, sort: Sort) -> None:
    thing = known(scene, sort.record)
    una.set(thing, **{sort.one: sort.ones[0], sort.other: sort.others[0]})
    before = una.digest(scene.scope)
    una.sync()
    assert (una.digest(scene.scope), una.conflicts(thing)) == (before, set())


@SORTS
def test_nobody_is_asked_during_a_sync_and_nothing_is_overwritten(
    scene: Scene, una: Laptop, cal: Laptop, sort: Sort
) -> None:
    """The office's earlier value stands on both laptops; the later one stays beside it until somebody decides."""
    thing = known(scene, sort.record)
    una.set(thing, **{sort.one: sort.ones[0]})
    cal.set(thing, **{sort.one: sort.ones[1]})
    cal.sync()
    assert scene.agree()
    for side in (una, cal, scene.desk):
        assert side.views(thing, sort.one) == [sort.ones[1], sort.ones[0]]


@SORTS
def test_two_beginnings_of_one_record_are_kept_side_by_side(scene: Scene, una: Laptop, cal: Laptop, sort: Sort) -> None:
    thing = Thing(scene.scope, sort.record.kind, RecordId(una.store.new_id()))
    for laptop, number in ((una, 0), (cal, 1)):
        laptop.write(thing, {sort.one: sort.ones[number], sort.other: sort.others[number]})
    cal.sync()
    assert scene.agree()
    assert una.views(thing, sort.one) == [sort.ones[1], sort.ones[0]]
    assert una.views(thing, sort.other) == [sort.others[1], sort.others[0]]


# Sets


def test_items_that_differ_in_a_part_are_two_items(scene: Scene, una: Laptop, cal: Laptop) -> None:
    """Several numbers, each recorded as another sort by each: nothing is taken away for being nearly the same."""
    both: dict[str, list[JsonValue]] = {
        sort: [{"sort": sort, "number": number} for number in ("C", "D")] for sort in ("prison", "court")
    }
    una.add(scene.person, "references", *both["prison"])
    cal.add(scene.person, "references", *both["court"])
    cal.sync()
    assert scene.agree()
    assert una.items(scene.person, "references") == [*both["court"], *both["prison"]]
    assert not una.conflicts(scene.person)


# Without a version that both knew


def test_two_first_values_that_differ_are_two_views_and_what_one_left_out_is_no_difference(
    scene: Scene, una: Laptop, cal: Laptop
) -> None:
    una.set(scene.person, telephone="1")
    una.add(scene.person, "references", {"sort": "prison", "number": "10"})
    cal.set(scene.person, telephone="2", sex="male")
    cal.sync()
    assert scene.agree()
    assert una.conflicts(scene.person) == {"telephone"}
    assert una.sees(scene.person, "sex") == "male"
    assert una.items(scene.person, "references") == [{"sort": "prison", "number": "10"}]


def test_one_value_written_in_another_order_is_one_value(scene: Scene, una: Laptop, cal: Laptop) -> None:
    una.set(scene.person, communication={"language": "Polish", "interpreter": True})
    cal.set(scene.person, communication={"interpreter": True, "language": "Polish"})
    cal.sync()
    assert scene.agree()
    assert len(una.heads(scene.person, "communication")) == 2, "both are kept"
    assert not una.conflicts(scene.person)


def test_two_texts_that_differ_in_a_word_are_both_kept_whole(scene: Scene, una: Laptop, cal: Laptop) -> None:
    home = known(scene, Address(place=Place(line="1 First Street")))
    una.set(home, notes="Ring twice?")
    cal.set(home, notes="Ring twice!")
    cal.sync()
    assert scene.agree()
    assert una.views(home, "notes") == ["Ring twice!", "Ring twice?"]


@pytest.mark.parametrize("spaced_by_una", [True, False])
def test_what_only_looks_the_same_is_left_to_a_person(
    scene: Scene, una: Laptop, cal: Laptop, spaced_by_una: bool
) -> None:
    """One number, once with spaces: whichever came first stands, and one decision settles it."""
    mine, theirs = ("0131 496 0000", "01314960000")[:: 1 if spaced_by_una else -1]
    una.set(scene.person, telephone=mine)
    cal.set(scene.person, telephone=theirs)
    cal.sync()
    assert scene.agree()
    assert una.views(scene.person, "telephone") == [theirs, mine]
    una.decide(scene.person, "It is one number.", telephone=mine)
    assert scene.agree()
    assert (cal.sees(scene.person, "telephone"), cal.conflicts(scene.person)) == (mine, set())


@pytest.mark.parametrize("sooner_by_una", [True, False])
def test_of_two_review_dates_the_sooner_stands_whoever_wrote_it(
    scene: Scene, una: Laptop, cal: Laptop, sooner_by_una: bool
) -> None:
    state = WarningState(status=WarningStatus.ACTIVE, by=una.staff, on=scene.today)
    dog = known(scene, WarningRecord(notice=Notice(sort=WarningSort.DOG), state=state, review_on=scene.today))
    mine, theirs = ("2027-01-01", "2027-06-01")[:: 1 if sooner_by_una else -1]
    una.set(dog, review_on=mine)
    cal.set(dog, review_on=theirs)
    cal.sync()
    assert scene.agree()
    assert una.sees(dog, "review_on") == cal.sees(dog, "review_on") == "2027-01-01"
    assert una.views(dog, "review_on") == ["2027-01-01", "2027-06-01"], "and the other is not hidden"
