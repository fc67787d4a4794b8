"""The ways by which access is given and lost, one after the other and several at once.

Further stories of the meaning of sync_gateway's `revocation_test.go` (docs/scenarios.md). Nia is somebody new in each.
"""

import pytest

from casework.records.identifier import (
    AGENCY,
    CaseId,
    RecordId,
    TeamId,
    case_of,
    case_scope,
    grants_scope,
    restricted_scope,
)
from casework.records.risk.warning import Notice, WarningRecord, WarningSort, WarningState, WarningStatus
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from desktop.services.amend import remove_warning
from server.storage.holding import load_holdings
from tests.fakes.chain import ident
from tests.scenarios.desk import Desk
from tests.scenarios.laptop import Laptop
from tests.scenarios.scene import Agency, Scene, bare_scene
from tests.scenarios.side import Thing
from tests.scenarios.story import gone, here_with

CANARY = "zzcanary"


@pytest.fixture
def scene(agency: Agency) -> Scene:
    """A case that nobody has been given."""
    return bare_scene(agency)


@pytest.fixture
def nia(scene: Scene) -> Laptop:
    """Somebody new with a laptop, without a case."""
    return scene.agency.newcomer()


def given(scene: Scene, nia: Laptop, role: GrantRole = GrantRole.CO_WORKER) -> Thing:
    """Nia is given the case, and has it with something in it."""
    scene.desk.change(scene.person, telephone=f"{CANARY}first")
    grant = scene.desk.grant(scene.case, nia.staff, role)
    nia.sync()
    assert here_with(nia, scene.person, f"{CANARY}first")
    nia.line.answers.clear()
    return grant


def test_what_is_written_after_access_ended_never_comes(scene: Scene, desk: Desk, nia: Laptop) -> None:
    desk.end(given(scene, nia))
    desk.change(scene.person, telephone=f"{CANARY}after")
    nia.sync()
    assert nia.told(scene.case) == (False, True)
    assert gone(nia, scene.case, CANARY)


def test_a_case_closed_and_opened_again_meanwhile_is_left_all_the_same(scene: Scene, desk: Desk, nia: Laptop) -> None:
    desk.end(given(scene, nia))
    desk.change(scene.file, state="closed")
    desk.change(scene.file, state="open")
    nia.sync()
    assert gone(nia, scene.case, CANARY)


def test_a_case_that_the_administrator_gives_and_takes(scene: Scene, desk: Desk, nia: Laptop) -> None:
    desk.administration.allocate(scene.case, nia.staff, GrantRole.OFFICER)
    nia.sync()
    assert nia.has(scene.case)
    desk.administration.withdraw(scene.case, nia.staff)
    nia.sync()
    assert gone(nia, scene.case)


def test_a_post_that_the_administrator_gives_and_takes(scene: Scene, desk: Desk) -> None:
    desk.grant(scene.case, scene.agency.team, GrantRole.TEAM)
    nia = scene.agency.newcomer(StaffRole.SENIOR, scene.agency.team)
    assert nia.has(scene.case)
    desk.post(nia.staff, StaffRole.WORKER, scene.agency.team)
    nia.sync()
    assert gone(nia, scene.case)


def test_a_case_that_comes_to_the_team_after_the_post_was_lost_never_comes(
    scene: Scene, agency: Agency, desk: Desk
) -> None:
    team, other = desk.team(), bare_scene(agency)
    desk.grant(scene.case, team, GrantRole.TEAM)
    nia = agency.newcomer(StaffRole.SENIOR, team)
    assert nia.has(scene.case)
    desk.post(nia.staff, StaffRole.WORKER, team)
    desk.grant(other.case, team, GrantRole.TEAM)
    desk.change(scene.person, telephone=f"{CANARY}after")
    nia.line.answers.clear()
    nia.sync()
    assert {h.scope for h in nia.line.answers[0].leave} >= {scene.scope}
    assert nia.told(other.case) == (False, False)
    assert gone(nia, scene.case, CANARY)
    assert gone(nia, other.case)


def test_of_two_ways_the_last_one_lost_counts(scene: Scene, desk: Desk) -> None:
    desk.grant(scene.case, scene.agency.team, GrantRole.TEAM)
    nia = scene.agency.newcomer(StaffRole.SENIOR, scene.agency.team)
    grant = given(scene, nia)
    desk.post(nia.staff, StaffRole.WORKER, scene.agency.team)
    nia.sync()
    left = {h.scope for answer in nia.line.answers for h in answer.leave if case_of(h.scope) == scene.case}
    assert left == {restricted_scope(scene.case)}
    assert here_with(nia, scene.person, f"{CANARY}first")
    desk.end(grant)
    nia.sync()
    assert gone(nia, scene.case, CANARY)


def test_a_case_stays_with_what_is_new_while_another_way_is_left(scene: Scene, desk: Desk, nia: Laptop) -> None:
    given(scene, nia, GrantRole.OFFICER)
    desk.end(desk.grant(scene.case, nia.staff, GrantRole.CO_WORKER))
    desk.change(scene.person, telephone="after")
    nia.sync()
    assert nia.told(scene.case) == (False, False)
    assert here_with(nia, scene.person, "after")


def test_cases_held_in_several_ways_go_with_their_last(agency: Agency) -> None:
    """Five cases by officer (A), co-worker (B) and cover (C): C goes, then B, then A."""
    nia, desk = agency.newcomer(), agency.desk
    scenes = {ways: bare_scene(agency) for ways in ("A", "AB", "B", "ABC", "C")}
    grants: dict[str, list[Thing]] = {"A": [], "B": [], "C": []}
    for ways, scene in scenes.items():
        for way in ways:
            role = GrantRole.OFFICER if way == "A" else GrantRole.CO_WORKER
            given = desk.cover(scene.case, nia.staff, 24) if way == "C" else desk.grant(scene.case, nia.staff, role)
            grants[way].append(given)
    nia.sync()
    for way, left in (("C", {"A", "AB", "B", "ABC"}), ("B", {"A", "AB", "ABC"}), ("A", set())):
        for grant in grants[way]:
            desk.end(grant)
        nia.sync()
        assert {ways for ways, scene in scenes.items() if nia.has(scene.case)} == left
        assert all(gone(nia, scene.case) for ways, scene in scenes.items() if ways not in left)


def test_one_case_after_another_is_lost_changed_and_regained(agency: Agency) -> None:
    nia, desk = agency.newcomer(), agency.desk
    one, two = bare_scene(agency), bare_scene(agency)
    grants = [desk.grant(scene.case, nia.staff, GrantRole.CO_WORKER) for scene in (one, two)]
    nia.sync()
    for grant in grants:
        desk.end(grant)
    for scene in (one, two):
        desk.change(scene.person, telephone=f"{CANARY}without")
    nia.sync()
    assert gone(nia, one.case, CANARY)
    assert gone(nia, two.case, CANARY)
    again = desk.grant(two.case, nia.staff, GrantRole.CO_WORKER)
    desk.change(two.person, telephone="third")
    nia.sync()
    assert here_with(nia, two.person, "third")
    desk.end(again)
    desk.change(two.person, telephone="fourth")
    nia.sync()
    assert gone(nia, two.case, "third", "fourth")


def test_each_time_access_is_given_again_the_whole_of_what_stands_comes(scene: Scene, desk: Desk, nia: Laptop) -> None:
    team = desk.team()
    for number in range(3):
        grant = desk.grant(scene.case, nia.staff, GrantRole.CO_WORKER)
        if number == 2:
            desk.post(nia.staff, StaffRole.SENIOR, team)
            desk.end(grant)
            grant = desk.grant(scene.case, team, GrantRole.TEAM)
        nia.sync()
        assert nia.digest(scene.scope) == desk.digest(scene.scope)
        desk.end(grant)
        desk.change(scene.person, telephone=f"{CANARY}{number}")
        nia.sync()
        assert gone(nia, scene.case, CANARY)


def test_many_grants_leave_one_holding_and_a_week_of_late_work(scene: Scene, desk: Desk, nia: Laptop) -> None:
    """What the office remembers of a laptop does not grow, and what ended long ago gives nothing any more."""
    for _ in range(8):
        grant = desk.grant(scene.case, nia.staff, GrantRole.CO_WORKER)
        nia.sync()
        assert nia.has(scene.case)
        desk.end(grant)
        nia.sync()
    assert gone(nia, scene.case)
    with desk.parts.database.read() as connection:
        rows = load_holdings(connection, nia.store.identity().device)
    assert rows.keys() == {AGENCY, scene.scope, grants_scope(scene.case)}
    assert rows[scene.scope].generation == 8
    desk.clock.advance(days=8)
    nia.write(scene.person, {"telephone": "late"})
    nia.sync()
    assert desk.logged(scene.scope, nia.last()).reason == "no_access"


def test_given_taken_given_and_taken_one_after_the_other(scene: Scene, desk: Desk, nia: Laptop) -> None:
    for number in range(2):
        grant = desk.grant(scene.case, nia.staff, GrantRole.CO_WORKER)
        nia.sync()
        assert nia.told(scene.case) == (True, False)
        desk.end(grant)
        desk.change(scene.person, telephone=f"{CANARY}{number}")
        nia.sync()
        assert nia.told(scene.case) == (False, True)
        assert gone(nia, scene.case, CANARY)


def test_cover_ends_by_itself_without_a_word_written(scene: Scene, desk: Desk, nia: Laptop) -> None:
    desk.cover(scene.case, nia.staff, hours=8)
    nia.sync()
    assert nia.has(scene.case)
    written = len(desk.log(grants_scope(scene.case)))
    desk.clock.advance(hours=9)
    nia.sync()
    assert gone(nia, scene.case)
    assert len(desk.log(grants_scope(scene.case))) == written


def test_what_was_struck_out_goes_too_and_comes_back_struck_out(
    scene: Scene, desk: Desk, sil: Laptop, nia: Laptop
) -> None:
    state = WarningState(status=WarningStatus.ACTIVE, by=sil.staff, on=scene.today)
    notice = Notice(sort=WarningSort.OTHER, text=f"{CANARY}warning")
    dog = sil.make(scene.scope, WarningRecord(notice=notice, state=state, review_on=scene.today))
    sil.sync()
    grant = given(scene, nia)
    assert nia.sees(dog, "state")
    remove_warning(sil.session, scene.case, dog.record, "The dog has died.")
    sil.sync()
    desk.end(grant)
    nia.sync()
    assert gone(nia, scene.case, CANARY)
    given(scene, nia)
    removed = nia.sees(dog, "state")
    assert isinstance(removed, dict)
    assert removed["status"] == "removed"


def test_somebody_who_leaves_the_service_leaves_everything(scene: Scene, agency: Agency, desk: Desk) -> None:
    team, other = desk.team(), bare_scene(agency)
    nia = agency.newcomer(StaffRole.SENIOR, team)
    for one in (scene, other):
        desk.grant(one.case, team, GrantRole.TEAM)
    nia.sync()
    assert all(nia.has(one.case) for one in (scene, other))
    desk.administration.end_person(nia.staff)
    nia.sync()
    assert all(gone(nia, one.case) for one in (scene, other))
    assert nia.store.holdings() == []


def test_a_post_in_a_team_that_does_not_exist_is_no_fault(scene: Scene, desk: Desk, nia: Laptop) -> None:
    grant = given(scene, nia)
    nowhere = TeamId(ident(404))
    desk.post(nia.staff, StaffRole.SENIOR, nowhere)
    desk.grant(scene.case, nowhere, GrantRole.TEAM)
    desk.post(nia.staff, StaffRole.WORKER, None)
    desk.end(grant)
    nia.sync()
    assert gone(nia, scene.case, CANARY)


def test_a_case_without_a_single_record_is_left_too(agency: Agency) -> None:
    nia, desk = agency.newcomer(), agency.desk
    empty = CaseId(desk.parts.zero.new_id())
    grant = desk.grant(empty, nia.staff, GrantRole.CO_WORKER)
    nia.sync()
    assert case_scope(empty) in {holding.scope for holding in nia.store.holdings()}
    nia.line.answers.clear()
    desk.end(grant)
    nia.sync()
    assert nia.told(empty) == (False, True)
    assert gone(nia, empty)
    assert RecordId(empty) not in {state.record for state in nia.store.states()}
