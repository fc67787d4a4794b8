"""Offline work that arrives whole, in order, late, in pieces or backwards.

Stories of the meaning of getodk/central-backend's `offline-entities.js` (docs/scenarios.md). Where one person's change
arrives before the one it continues, that is what a server restored to an earlier point sees: a colleague who has
pulled the first syncs before its author does.
"""

import pytest

from casework.ledger.protocol import Verdict
from casework.records.file.case import RiskLevel
from casework.records.person.address import Address, Place
from desktop.services.risk import sign_level
from server.problem import Refused
from tests.scenarios.desk import Desk
from tests.scenarios.laptop import Laptop
from tests.scenarios.scene import Scene
from tests.scenarios.value import UNKNOWN, place, risk

HOME = Address(place=Place(line="1 First Street"), notes="Ring twice")


def test_what_is_made_offline_names_nothing_that_came_before(scene: Scene, una: Laptop, cal: Laptop) -> None:
    home = una.make(scene.scope, HOME)
    una.sync()
    cal.sync()
    assert scene.desk.entry(scene.scope, una.last()).edits[0].parents == {}
    for side in (una, cal, scene.desk):
        assert side.head_ids(home, "place") == side.head_ids(home, "notes") == {una.last()}
        assert (side.sees(home, "place"), side.sees(home, "notes")) == (place("1 First Street"), "Ring twice")


def test_a_change_names_what_was_on_the_screen_and_how_far_the_laptop_had_read(scene: Scene, una: Laptop) -> None:
    first = una.set(scene.person, telephone="1")
    una.sync()
    second = una.set(scene.person, telephone="2")
    una.sync()
    entry = scene.desk.entry(scene.scope, second)
    assert entry.edits[0].parents == {"telephone": [first]}
    assert entry.seen
    assert entry.seen.position == scene.desk.logged(scene.scope, first).position
    assert scene.desk.head_ids(scene.person, "telephone") == {second}


def test_an_empty_list_of_parents_is_as_none(scene: Scene, una: Laptop, cal: Laptop) -> None:
    entry = una.write(scene.person, {"telephone": "1"}, {"telephone": []})
    una.sync()
    cal.sync()
    assert scene.desk.verdict(scene.scope, entry) is Verdict.ACCEPTED
    assert (cal.sees(scene.person, "telephone"), cal.conflicts(scene.person)) == ("1", set())


def test_an_entry_that_does_not_hold_together_is_kept_with_the_reason_and_changes_nothing(
    scene: Scene, una: Laptop, cal: Laptop
) -> None:
    born = sorted(una.head_ids(scene.person, "born"))
    bad = una.write(scene.person, {"telephone": "1", "born": "the first of May"}, {"born": born})
    una.sync()
    cal.sync()
    found = scene.desk.logged(scene.scope, bad)
    assert (found.verdict, found.reason) == (Verdict.QUARANTINED, "not_valid")
    assert cal.sees(scene.person, "born") == "1990-05-01"
    assert cal.sees(scene.person, "telephone") is None
    assert cal.awaiting(scene.person, "telephone") == ["1"], "it is shown as waiting"


def test_a_chain_of_offline_changes_is_one_value(scene: Scene, una: Laptop) -> None:
    first = una.set(scene.person, telephone="arrived")
    second = una.set(scene.person, telephone="departed")
    una.sync()
    assert [item.id for item in scene.desk.log(scene.scope)[-2:]] == [first, second]
    assert scene.desk.head_ids(scene.person, "telephone") == {second}
    assert scene.agree()
    assert not scene.desk.conflicts(scene.person)


def test_a_chain_meets_an_office_that_has_moved_on(scene: Scene, una: Laptop, cal: Laptop) -> None:
    una.set(scene.person, telephone="arrived")
    una.set(scene.person, telephone="departed")
    cal.set(scene.person, sex="male")
    cal.sync()
    una.sync()
    assert scene.agree()
    for side in (una, cal, scene.desk):
        assert (side.sees(scene.person, "telephone"), side.sees(scene.person, "sex")) == ("departed", "male")
        assert not side.conflicts(scene.person)


def test_somebody_elses_change_between_two_of_a_chain_hurts_neither(scene: Scene, una: Laptop, cal: Laptop) -> None:
    cal.set(scene.person, sex="male")
    cal.sync()
    una.send(una.set(scene.person, telephone="arrived"))
    cal.set(scene.person, sex="not_known")
    cal.sync()
    una.set(scene.person, telephone="departed")
    assert scene.agree()
    assert not una.conflicts(scene.person)
    assert (una.sees(scene.person, "telephone"), una.sees(scene.person, "sex")) == ("departed", "not_known")


def test_a_record_made_and_changed_offline_arrives_as_it_was_left(scene: Scene, una: Laptop, cal: Laptop) -> None:
    home = una.make(scene.scope, HOME)
    una.set(home, notes="Checked in")
    assert scene.agree()
    assert (cal.sees(home, "place"), cal.sees(home, "notes")) == (place("1 First Street"), "Checked in")
    assert not cal.conflicts(home)


def test_made_and_changed_twice_offline_with_a_colleagues_changes_in_between(
    scene: Scene, una: Laptop, cal: Laptop
) -> None:
    home = una.make(scene.scope, HOME)
    una.send(una.last())
    for line in ("Arrived", "Complete"):
        cal.sync()
        cal.set(home, place=place(f"{line} Street"))
        cal.sync()
        una.send(una.set(home, notes=line))
    assert scene.agree()
    assert (una.sees(home, "place"), una.sees(home, "notes")) == (place("Complete Street"), "Complete")
    assert not una.conflicts(home)


def test_a_change_that_continues_nothing_known_is_no_fault_and_replaces_nothing(scene: Scene, una: Laptop) -> None:
    una.set(scene.person, telephone="1")
    una.sync()
    entry = una.write(scene.person, {"telephone": "2"}, {"telephone": [UNKNOWN]})
    assert scene.agree()
    assert scene.desk.verdict(scene.scope, entry) is Verdict.ACCEPTED
    assert scene.desk.views(scene.person, "telephone") == ["1", "2"]


def test_a_later_part_of_a_chain_is_not_taken_without_the_part_between(scene: Scene, una: Laptop, desk: Desk) -> None:
    first, _, third = (una.set(scene.person, telephone=text) for text in ("arrived", "waiting", "departed"))
    una.send(first)
    with pytest.raises(Refused, match="gap"):
        una.send(third)
    assert desk.sees(scene.person, "telephone") == "arrived"
    una.sync()
    assert desk.head_ids(scene.person, "telephone") == {third}
    assert una.store.unsent() == 0


def test_a_lowering_that_continues_what_nobody_knows_does_not_count(scene: Scene, una: Laptop, cal: Laptop) -> None:
    sign_level(una.session, scene.case, RiskLevel.HIGH, "Talks of revenge.")
    una.sync()
    low = cal.write(scene.file, {"standing_risk": risk("low")}, {"standing_risk": [UNKNOWN]})
    assert scene.agree()
    assert scene.desk.logged(scene.scope, low).reason == "lowering_needs_a_senior"
    for side in (una, cal, scene.desk):
        standing = side.sees(scene.file, "standing_risk")
        assert isinstance(standing, dict)
        assert standing["level"] == "high"


def test_a_later_change_that_comes_first_stands_when_the_earlier_ones_come(
    scene: Scene, una: Laptop, cal: Laptop
) -> None:
    una.set(scene.person, telephone="arrived")
    second = una.set(scene.person, telephone="working")
    third = cal.write(scene.person, {"telephone": "departed"}, {"telephone": [second]})
    cal.sync()
    assert scene.desk.sees(scene.person, "telephone") == "departed"
    una.sync()
    assert scene.agree()
    assert scene.desk.head_ids(scene.person, "telephone") == {third}


def test_a_change_of_a_record_comes_before_the_record(scene: Scene, una: Laptop, cal: Laptop) -> None:
    home = una.make(scene.scope, HOME)
    cal.write(home, {"place": place("2 Second Street")}, {"place": [una.last()]})
    cal.sync()
    assert scene.desk.sees(home, "place") == place("2 Second Street"), "a missing parent holds nothing back"
    assert scene.agree()
    assert (cal.sees(home, "place"), cal.sees(home, "notes")) == (place("2 Second Street"), "Ring twice")
    assert not cal.conflicts(home)


def test_a_record_and_its_two_changes_arrive_backwards(scene: Scene, una: Laptop, cal: Laptop, sil: Laptop) -> None:
    home = una.make(scene.scope, HOME)
    second = cal.write(home, {"place": place("2 Second Street")}, {"place": [una.last()]})
    third = sil.write(home, {"place": place("3 Third Street")}, {"place": [second]})
    for laptop in (sil, cal, una):
        laptop.sync()
        assert scene.desk.sees(home, "place") == place("3 Third Street")
    assert scene.agree()
    assert una.head_ids(home, "place") == {third}
    assert una.sees(home, "notes") == "Ring twice"


def test_what_came_early_is_not_taken_in_again_when_its_beginning_comes(
    scene: Scene, una: Laptop, cal: Laptop, desk: Desk
) -> None:
    first = una.set(scene.person, telephone="arrived")
    second = cal.write(scene.person, {"telephone": "working"}, {"telephone": [first]})
    batch = cal.store.unsent_batch()
    assert batch
    receipts = cal.line.push(batch).receipts
    una.sync()
    assert cal.line.push(batch).receipts == receipts, "the first receipt, word for word"
    cal.sync()
    assert [item.id for item in desk.log(scene.scope)[-2:]] == [second, first]
