"""What passes between laptop and office while access is lost: answers that get lost, pages, faults, old requests.

Further stories of the meaning of sync_gateway's `revocation_test.go` (docs/scenarios.md).
"""

from collections.abc import Iterator
from contextlib import closing

import pytest

from casework.ledger.protocol import Holding, PullRequest, holdings_digest
from casework.records.identifier import AGENCY, case_of, case_scope, grants_scope
from casework.records.risk.warning import Notice, WarningRecord, WarningSort, WarningState, WarningStatus
from casework.records.staff.grant import GrantRole
from desktop.sync.fault import AnswerCutShort
from server import pulls
from tests.desktop.store.plain_page import plain_bytes
from tests.e2e.colleague import make_colleague
from tests.fakes.case_store import KEY
from tests.fakes.office import RunningOffice, running_office
from tests.scenarios.desk import Desk
from tests.scenarios.laptop import Laptop
from tests.scenarios.scene import Agency, Scene, bare_scene
from tests.scenarios.story import gone, here_with

CANARY = "zzcanary"


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOffice]:
    """A server process, for the stories that are told through the real programs."""
    with running_office(tmp_path_factory.mktemp("process")) as office:
        yield office


@pytest.fixture
def scene(agency: Agency) -> Scene:
    """A case that nobody has been given."""
    return bare_scene(agency)


@pytest.fixture
def nia(scene: Scene) -> Laptop:
    """Somebody new with a laptop that has the case."""
    nia = scene.agency.newcomer()
    scene.desk.change(scene.person, telephone=f"{CANARY}first")
    scene.grants["nia"] = scene.desk.grant(scene.case, nia.staff, GrantRole.CO_WORKER)
    nia.sync()
    nia.line.answers.clear()
    return nia


@pytest.mark.parametrize("changed", [False, True])
def test_a_case_is_left_through_the_real_programs(
    process: RunningOffice, tmp_path_factory: pytest.TempPathFactory, changed: bool
) -> None:
    """Over real HTTP; also where something was written into the case after access had ended."""
    staff = process.person("Nia Newcomer")
    case = process.case(staff, family=CANARY)
    with closing(make_colleague(tmp_path_factory.mktemp("nia") / "laptop", process, staff)) as nia:
        assert case_scope(case) in nia.scopes()
        process.administration.withdraw(case, staff)
        if changed:
            process.write(case_scope(case), "address", {"place": {"line": f"{CANARY} Street"}})
        nia.sync()
        assert case_scope(case) not in nia.scopes()
        assert nia.store.left() == []
        assert CANARY.encode() not in plain_bytes(nia.folder / "store.db", KEY)


@pytest.mark.parametrize("together", [False, True])
def test_leaving_is_repeated_until_it_is_confirmed_and_not_after_that(
    scene: Scene, desk: Desk, nia: Laptop, together: bool
) -> None:
    """Two cases lost at different moments, by ways of their own or by one; the first answer gets lost."""
    other = bare_scene(scene.agency)
    role = GrantRole.CO_WORKER if together else GrantRole.OFFICER
    second = desk.grant(other.case, nia.staff, role)
    nia.sync()
    before = nia.store.holdings()
    for grant, one in ((scene.grants["nia"], scene), (second, other)):
        desk.end(grant)
        desk.change(one.person, telephone=f"{CANARY}after")
    nia.line.answers.clear()
    nia.line.lose = 1
    assert isinstance(nia.try_sync(), AnswerCutShort)
    assert nia.has(scene.case), "what was never told has not happened"
    nia.sync()
    assert all(gone(nia, one.case, CANARY) for one in (scene, other))
    nia.line.answers.clear()
    nia.sync()
    assert nia.told(scene.case) == nia.told(other.case) == (False, False)
    old = PullRequest(digest=holdings_digest(before), holdings=before)
    told = {holding.scope for holding in nia.line.pull(old).leave}
    assert told >= {scene.scope, other.scope}, "whoever comes with it again is told again"
    nia.sync()


def test_every_case_is_left_with_the_first_page_of_what_comes(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    nia, desk = agency.newcomer(), agency.desk
    scenes = [bare_scene(agency) for _ in range(4)]
    grants = [desk.grant(one.case, nia.staff, GrantRole.CO_WORKER) for one in scenes[:3]]
    nia.sync()
    for grant in grants:
        desk.end(grant)
    desk.grant(scenes[3].case, nia.staff, GrantRole.CO_WORKER)
    for number in range(6):
        desk.change(scenes[3].person, telephone=f"{number}")
    monkeypatch.setattr(pulls, "PAGE_ENTRIES", 2)
    nia.line.answers.clear()
    nia.sync()
    assert len(nia.line.answers) > 3
    assert {h.scope for h in nia.line.answers[0].leave} >= {one.scope for one in scenes[:3]}
    assert here_with(nia, scenes[3].person, "5")
    assert all(gone(nia, one.case) for one in scenes[:3])


def test_leaving_goes_on_where_a_run_was_broken_off(scene: Scene, desk: Desk, nia: Laptop) -> None:
    desk.end(scene.grants["nia"])
    assert nia.try_sync(calls=1) is None
    assert not nia.has(scene.case), "hidden with the first answer"
    nia.sync()
    assert gone(nia, scene.case, CANARY)


def test_a_case_of_which_the_office_has_lost_everything_is_left_too(
    scene: Scene, desk: Desk, nia: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is read of a scope in order to take it away."""

    def nothing_there(*_: object) -> None:
        raise AssertionError("a log was read")

    desk.end(scene.grants["nia"])
    monkeypatch.setattr(pulls, "load_log", nothing_there)
    nia.sync()
    assert gone(nia, scene.case, CANARY)


def test_a_fault_of_the_office_in_the_middle_of_leaving_is_made_good(
    scene: Scene, desk: Desk, nia: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("the disk cannot be read")

    desk.end(scene.grants["nia"])
    with monkeypatch.context() as patch:
        patch.setattr(pulls, "load_holdings", broken)
        with pytest.raises(OSError, match="disk"):
            nia.sync()
    assert nia.has(scene.case)
    nia.sync()
    assert gone(nia, scene.case, CANARY)


def test_what_a_laptop_asks_for_widens_nothing_and_keeps_nothing(scene: Scene, desk: Desk, nia: Laptop) -> None:
    """A laptop says what it holds; what it may hold is the office's to say."""
    other = bare_scene(scene.agency)
    desk.end(scene.grants["nia"])
    claims = [Holding(scope=one.scope, generation=1, position=0) for one in (scene, other)]
    answer = nia.line.pull(PullRequest(digest=holdings_digest(claims), holdings=claims))
    assert {page.scope for page in answer.pages} <= {AGENCY}
    assert {h.scope for h in answer.leave} >= {scene.scope, other.scope}
    nia.sync()
    assert gone(nia, scene.case, CANARY)


def test_a_laptop_that_asks_from_nothing_is_told_to_leave_as_well(scene: Scene, desk: Desk, nia: Laptop) -> None:
    """The office believes that it holds nothing any more; it comes with everything, after access has ended."""
    nia.line.pull(PullRequest(digest=holdings_digest([]), holdings=[]))
    desk.end(scene.grants["nia"])
    nia.sync()
    assert gone(nia, scene.case, CANARY)


@pytest.mark.parametrize("lost", ["access", "record"])
def test_losing_a_case_and_losing_a_record_are_told_apart(scene: Scene, desk: Desk, nia: Laptop, lost: str) -> None:
    """The one is a scope to leave; the other is an entry like any other, and the record stays in sight as removed."""
    state = WarningState(status=WarningStatus.ACTIVE, by=nia.staff, on=scene.today)
    notice = Notice(sort=WarningSort.DOG)
    dog = nia.make(scene.scope, WarningRecord(notice=notice, state=state, review_on=scene.today))
    nia.sync()
    nia.line.answers.clear()
    if lost == "access":
        desk.end(scene.grants["nia"])
    else:
        desk.change(dog, state=state.model_copy(update={"status": WarningStatus.REMOVED}).model_dump(mode="json"))
    nia.sync()
    scopes = {h.scope for answer in nia.line.answers for h in answer.leave}
    assert scopes == ({scene.scope, grants_scope(scene.case)} if lost == "access" else set())
    assert nia.has(scene.case) == (nia.sees(dog, "state") is not None) == (lost == "record")


def test_the_answer_that_takes_a_case_carries_no_entry_of_it(scene: Scene, desk: Desk, nia: Laptop) -> None:
    desk.end(scene.grants["nia"])
    desk.change(scene.person, telephone=f"{CANARY}after")
    nia.sync()
    answers = list(nia.line.answers)
    assert nia.told(scene.case) == (False, True)
    assert all(case_of(page.scope) != scene.case for answer in answers for page in answer.pages)
    assert not any(CANARY in answer.model_dump_json() for answer in answers)


def test_a_laptop_that_was_away_is_told_whatever_it_missed(scene: Scene, desk: Desk, nia: Laptop) -> None:
    """Long ago, with much that came after it: losing a case is no event that could be missed."""
    desk.end(scene.grants["nia"])
    stays = bare_scene(scene.agency)
    desk.grant(stays.case, nia.staff, GrantRole.CO_WORKER)
    for number in range(8):
        desk.change(stays.person, telephone=f"{number}")
    desk.clock.advance(days=40)
    nia.sync()
    assert gone(nia, scene.case, CANARY)
    assert here_with(nia, stays.person, "7")
