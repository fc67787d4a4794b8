"""Offline work of which a part is missing, waits, is not allowed, or meets what somebody else did.

The second half of the stories of getodk/central-backend's `offline-entities.js` (docs/scenarios.md).
"""

from concurrent.futures import ThreadPoolExecutor

import pytest

from casework.ledger.protocol import Verdict
from casework.records.identifier import RecordId
from casework.records.person.address import Address, Place
from casework.records.risk.warning import Notice, WarningRecord, WarningSort, WarningState, WarningStatus
from casework.records.staff.grant import GrantRole
from desktop.services.amend import remove_warning
from server.admission import stop
from server.problem import Refused
from tests.scenarios.conftest import ANY_DATABASE
from tests.scenarios.desk import Desk
from tests.scenarios.laptop import Laptop
from tests.scenarios.scene import Agency, Scene, new_scene
from tests.scenarios.side import Thing
from tests.scenarios.value import UNKNOWN, place

HOME = Address(place=Place(line="1 First Street"), notes="Ring twice")


def new_thing(scene: Scene, una: Laptop) -> Thing:
    """An address that nobody has recorded yet."""
    return Thing(scene.scope, "address", RecordId(una.store.new_id()))


# Held for a person


def test_what_waits_for_release_is_not_judged_again_when_things_change(scene: Scene, una: Laptop, desk: Desk) -> None:
    """Somebody without access wrote it; access given afterwards, a retry and a rebuild let none of it count."""
    nia = scene.agency.newcomer()
    nia.write(scene.person, {"telephone": "held"})
    batch = nia.store.unsent_batch()
    assert batch
    receipts = nia.line.push(batch).receipts
    desk.grant(scene.case, nia.staff, GrantRole.CO_WORKER)
    assert nia.line.push(batch).receipts == receipts
    nia.sync()
    nia.store.rebuild()
    assert desk.verdict(scene.scope, nia.last()) is Verdict.QUARANTINED
    assert desk.sees(scene.person, "telephone") is None
    following = nia.write(scene.person, {"telephone": "now with access"}, {"telephone": [nia.last()]})
    nia.sync()
    assert scene.agree()
    assert desk.verdict(scene.scope, following) is Verdict.ACCEPTED
    assert una.sees(scene.person, "telephone") == "now with access"


def test_a_change_of_a_record_that_never_comes_makes_no_record(scene: Scene, una: Laptop, cal: Laptop) -> None:
    home = new_thing(scene, una)
    una.write(home, {"notes": "Checked in"}, {"notes": [UNKNOWN]})
    assert scene.agree()
    cal.store.rebuild()
    for side in (cal, scene.desk):
        assert side.sees(home, "notes") is None
        assert side.sees(home, "place") is None
        assert side.awaiting(home, "notes") == ["Checked in"], "kept, and waiting for a person"


# Held for what is missing: nothing is


def test_a_change_counts_at_once_although_the_one_before_is_missing(scene: Scene, una: Laptop, cal: Laptop) -> None:
    una.write(scene.person, {"telephone": "arrived"}, {"telephone": [UNKNOWN]})
    assert scene.agree()
    assert (cal.sees(scene.person, "telephone"), cal.conflicts(scene.person)) == ("arrived", set())


def test_two_changes_count_although_the_one_before_them_is_missing(scene: Scene, una: Laptop, cal: Laptop) -> None:
    una.write(scene.person, {"telephone": "arrived"}, {"telephone": [UNKNOWN]})
    second = una.set(scene.person, telephone="departed")
    assert scene.agree()
    assert cal.head_ids(scene.person, "telephone") == {second}


def test_a_change_that_carries_what_a_record_needs_makes_it(scene: Scene, una: Laptop, cal: Laptop) -> None:
    home = new_thing(scene, una)
    una.write(home, {"place": place("1 First Street")}, {"place": [UNKNOWN]})
    assert scene.agree()
    assert (cal.sees(home, "place"), cal.sees(home, "notes")) == (place("1 First Street"), None)


def test_changes_follow_a_change_that_made_the_record(scene: Scene, una: Laptop, cal: Laptop) -> None:
    """One that continues what is missing stands beside the others until that comes, and it settles itself then."""
    home = new_thing(scene, una)
    una.write(home, {"place": place("1 First Street")}, {"place": [UNKNOWN]})
    una.set(home, place=place("2 Second Street"))
    una.sync()
    missing = una.set(home, place=place("3 Third Street"))
    cal.sync()
    cal.write(home, {"place": place("10 Tenth Street")}, {"place": [missing]})
    cal.sync()
    assert scene.desk.views(home, "place") == [place("2 Second Street"), place("10 Tenth Street")]
    assert scene.agree()
    assert (cal.sees(home, "place"), cal.conflicts(home)) == (place("10 Tenth Street"), set())


def test_a_beginning_that_comes_late_is_taken_in_and_every_difference_is_shown(
    scene: Scene, una: Laptop, cal: Laptop
) -> None:
    home = una.make(scene.scope, HOME)
    cal.write(home, {"place": place("2 Second Street")})
    cal.sync()
    assert scene.agree()
    assert una.views(home, "place") == [place("2 Second Street"), place("1 First Street")]
    assert una.sees(home, "notes") == "Ring twice"


def test_a_beginning_that_comes_late_has_to_be_valid_by_itself(scene: Scene, una: Laptop, cal: Laptop) -> None:
    home = new_thing(scene, una)
    bad = una.write(home, {"place": place("1 First Street"), "notes": "x" * 3000})
    cal.write(home, {"place": place("2 Second Street")}, {"place": [bad]})
    cal.sync()
    assert scene.agree()
    assert scene.desk.logged(scene.scope, bad).reason == "not_valid"
    assert (una.sees(home, "place"), una.sees(home, "notes")) == (place("2 Second Street"), None)


def test_work_waits_for_any_time_and_counts_for_a_week_after_access_ended(scene: Scene, desk: Desk) -> None:
    still, lately, long_ago = (scene.agency.newcomer() for _ in range(3))
    grants = [desk.grant(scene.case, one.staff, GrantRole.CO_WORKER) for one in (still, lately, long_ago)]
    for one in (still, lately, long_ago):
        one.sync()
        one.set(scene.person, telephone="seven days ago")
    desk.end(grants[1])
    desk.end(grants[2])
    desk.clock.advance(days=5)
    lately.sync()
    desk.clock.advance(days=3)
    still.sync()
    long_ago.sync()
    verdicts = [desk.verdict(scene.scope, one.last()) for one in (still, lately, long_ago)]
    assert verdicts == [Verdict.ACCEPTED, Verdict.LATE, Verdict.QUARANTINED]


# What was taken away


def test_nothing_is_taken_from_a_laptop_that_was_stopped_and_nothing_is_lost_on_it(scene: Scene, desk: Desk) -> None:
    nia = scene.agency.newcomer()
    desk.grant(scene.case, nia.staff, GrantRole.CO_WORKER)
    nia.sync()
    nia.set(scene.person, telephone="held")
    stop(desk.parts, nia.store.identity().device)
    with pytest.raises(Refused, match="not_admitted"):
        nia.sync()
    assert desk.verdict(scene.scope, nia.last()) is None
    assert nia.store.unsent() == 1


def test_what_was_removed_meanwhile_meets_the_change_and_the_more_cautious_stands(
    scene: Scene, una: Laptop, sil: Laptop
) -> None:
    standing = WarningState(status=WarningStatus.ACTIVE, by=una.staff, on=scene.today)
    notice = Notice(sort=WarningSort.DOG)
    dog = una.make(scene.scope, WarningRecord(notice=notice, state=standing, review_on=scene.today))
    scene.sync_all()
    remove_warning(sil.session, scene.case, dog.record, "The dog has died.")
    again = standing.model_copy(update={"by": scene.agency.cal.staff}).model_dump(mode="json")
    scene.agency.cal.set(dog, state=again)
    assert scene.agree()
    assert una.sees(dog, "state") == again
    assert una.conflicts(dog) == {"state"}


# Two people


def test_only_the_field_that_both_changed_is_in_conflict(scene: Scene, una: Laptop, cal: Laptop) -> None:
    cal.set(scene.person, telephone="24")
    cal.sync()
    una.set(scene.person, sex="male")
    una.set(scene.person, telephone="26")
    assert scene.agree()
    assert una.conflicts(scene.person) == {"telephone"}
    assert una.views(scene.person, "telephone") == ["24", "26"]


def test_the_order_of_arrival_alone_makes_no_conflict(scene: Scene, una: Laptop, cal: Laptop) -> None:
    first = una.set(scene.person, telephone="1")
    second = cal.write(scene.person, {"telephone": "2"}, {"telephone": [first]})
    cal.sync()
    una.sync()
    assert scene.desk.head_ids(scene.person, "telephone") == {second}
    third = una.set(scene.person, telephone="3")
    cal.write(scene.person, {"telephone": "4"}, {"telephone": [third]})
    cal.sync()
    assert scene.desk.conflicts(scene.person) == {"telephone"}, "as long as the third is missing"
    assert scene.agree()
    assert una.sees(scene.person, "telephone") == "4"
    assert not una.conflicts(scene.person)


@pytest.mark.parametrize("made_offline", [False, True])
def test_a_change_made_without_sight_of_a_decision_opens_the_question_again(
    scene: Scene, una: Laptop, cal: Laptop, sil: Laptop, made_offline: bool
) -> None:
    thing = una.make(scene.scope, HOME) if made_offline else scene.person
    field = "notes" if made_offline else "telephone"
    scene.sync_all()
    cal.set(thing, **{field: "24"})
    cal.sync()
    una.send(una.set(thing, **{field: "26"}))
    sil.sync()
    assert sil.conflicts(thing) == {field}
    sil.decide(thing, "Rang both.", **{field: "24"})
    sil.sync()
    assert not scene.desk.conflicts(thing)
    una.set(thing, **{field: "27"})
    assert scene.agree()
    assert cal.views(thing, field) == ["24", "27"]


def test_one_persons_own_chain_is_never_a_conflict(scene: Scene, una: Laptop, cal: Laptop) -> None:
    home = una.make(scene.scope, HOME)
    una.send(una.last())
    una.send(una.set(home, notes="Arrived", place=place("27 New Street")))
    una.set(home, notes="Departed")
    assert scene.agree()
    assert una.conflicts(home) == cal.conflicts(home) == set()


@pytest.mark.parametrize("either", ANY_DATABASE, indirect=True)
def test_a_record_and_its_change_that_arrive_at_the_same_moment_are_one_value(either: Agency) -> None:
    """From two laptops, in two threads, again and again."""
    scene = new_scene(either)
    for number in range(10):
        home = either.una.make(scene.scope, HOME)
        change = either.cal.write(home, {"place": place(f"{number} New Street")}, {"place": [either.una.last()]})
        batches = [(laptop.line, laptop.store.unsent_batch()) for laptop in (either.una, either.cal)]
        with ThreadPoolExecutor(2) as threads:
            answers = list(threads.map(lambda pair: pair[0].push(pair[1]), batches))
        assert all(answer.receipts for answer in answers)
        assert scene.desk.head_ids(home, "place") == {change}
    positions = [item.position for item in scene.desk.log(scene.scope)]
    assert positions == list(range(1, len(positions) + 1))
    assert scene.agree()


def test_two_changes_and_then_the_beginning(scene: Scene, una: Laptop, cal: Laptop, sil: Laptop) -> None:
    home = una.make(scene.scope, HOME)
    beginning = una.last()
    second = cal.write(home, {"place": place("2 Second Street")}, {"place": [beginning]})
    third = sil.write(home, {"place": place("3 Third Street")}, {"place": [second]})
    sil.sync()
    cal.sync()
    sil.store.rebuild()
    assert scene.agree()
    assert scene.desk.verdict(scene.scope, beginning) is Verdict.ACCEPTED
    assert sil.head_ids(home, "place") == {third}
    assert sil.sees(home, "notes") == "Ring twice"


def test_a_change_from_a_laptop_and_one_from_the_office_and_then_the_beginning(
    scene: Scene, una: Laptop, cal: Laptop, desk: Desk
) -> None:
    home = una.make(scene.scope, HOME)
    cal.write(home, {"place": place("2 Second Street")}, {"place": [una.last()]})
    cal.sync()
    desk.change(home, notes="By the office")
    assert scene.agree()
    assert desk.verdict(scene.scope, una.last()) is Verdict.ACCEPTED
    assert (una.sees(home, "place"), una.conflicts(home)) == (place("2 Second Street"), {"notes"})
    assert una.views(home, "notes") == ["By the office", "Ring twice"]
