"""Releases and refusals over real HTTP, on both databases: what they change, for whom, and who is called to look."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Sealed
from casework.ledger.fold import RecordState
from casework.ledger.protocol import Verdict
from casework.records.delivery.ruling import Decision, Ruling
from casework.records.delivery.sighting import Sighting
from casework.records.identifier import (
    AGENCY,
    CaseId,
    EntryId,
    RecordId,
    StaffId,
    case_scope,
    grants_scope,
    restricted_scope,
)
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import Duty, StaffRole, Turn
from casework.rules.intake_reason import Reason
from casework.rules.matter import MatterSort
from server.storage.matter import load_matters, load_waiting
from tests.fakes.bare_laptop import BareLaptop
from tests.fakes.office import RunningOffice
from tests.server.conftest import MakeLaptop
from tests.server.sample import new_record, standing_edit, warning_edit


@dataclass
class Scene:
    """A case of a team, with a worker and two seniors at their laptops."""

    office: RunningOffice
    case: CaseId
    worker: BareLaptop
    senior: BareLaptop
    other: BareLaptop

    def level(self) -> RecordState:
        state = self.office.parts.zero.state(case_scope(self.case), RecordId(self.case))
        assert state is not None
        return state

    def heads(self, field: str = "standing_risk") -> dict[str, bool]:
        """The heads of a field of the case, each with whether it waits."""
        return {head.entry: head.awaiting for head in self.level().fields[field].heads}

    def waits(self) -> list[MatterSort]:
        with self.office.parts.database.read() as connection:
            return [sort for _, sort in load_matters(connection, self.case)]

    def is_waiting(self) -> bool:
        with self.office.parts.database.read() as connection:
            return self.case in load_waiting(connection).now

    def lowered(self) -> tuple[Sealed, Sealed]:
        """A high level by the senior, and one below it that the worker may not record."""
        high = self.senior.write(case_scope(self.case), standing_edit(RecordId(self.case), "high", self.senior.staff))
        self.senior.push([high])
        edit = standing_edit(RecordId(self.case), "low", self.worker.staff, high.id)
        low = self.worker.write(case_scope(self.case), edit)
        self.worker.push([low])
        assert self.worker.verdicts[low.id].reason == Reason.LOWERING
        return high, low

    def rule(
        self, laptop: BareLaptop, entry: EntryId, decision: Decision, reason: str = "Rang and asked."
    ) -> tuple[Verdict, str | None]:
        ruling = ruling_edit(entry, decision, reason)
        made = laptop.write(case_scope(self.case), ruling)
        laptop.push([made])
        return laptop.verdicts[made.id].verdict, laptop.verdicts[made.id].reason


ACCEPTED = (Verdict.ACCEPTED, None)


def ruling_edit(entry: str, decision: str, reason: str = "Rang and asked.") -> Edit:
    values: dict[str, JsonValue] = {"entry": entry, "decision": decision, "reason": reason}
    return Edit(record=new_record(), kind=Ruling.kind, set=values)


def sighting_edit(*entries: str) -> Edit:
    return Edit(record=new_record(), kind=Sighting.kind, set={"entries": list(entries)})


@pytest.fixture
def scene(office: RunningOffice, laptop: MakeLaptop) -> Scene:
    team = office.team(f"North {office.parts.zero.new_id()}")
    una = office.person("Una Worker", StaffRole.WORKER, team)
    seniors = [laptop(office.person(f"S{n} Senior", StaffRole.SENIOR, team)) for n in range(2)]
    case = office.case(una, team=team)
    return Scene(office, case, laptop(una), seniors[0], seniors[1])


def on_duty(office: RunningOffice, staff: StaffId) -> None:
    now = datetime.now(UTC)
    turn = Turn(staff=staff, starts=now - timedelta(hours=1), ends=now + timedelta(hours=8))
    office.write(AGENCY, Duty.kind, Duty(turn=turn).values())


def test_refused_it_is_gone_from_what_stands_and_kept(scene: Scene) -> None:
    high, low = scene.lowered()
    assert scene.heads() == {high.id: False, low.id: True}
    assert scene.rule(scene.senior, low.id, Decision.REFUSE) == ACCEPTED
    assert scene.heads() == {high.id: False}
    scene.worker.pull()
    assert low.data.decode() in scene.worker.texts(case_scope(scene.case))


def test_released_it_counts_at_its_own_place(scene: Scene) -> None:
    _, low = scene.lowered()
    place = scene.worker.verdicts[low.id].position
    assert scene.rule(scene.senior, low.id, Decision.RELEASE) == ACCEPTED
    assert scene.heads() == {low.id: False}
    assert scene.level().fields["standing_risk"].heads[0].order == (0, 1, place)


@pytest.mark.parametrize("order", [("release", "refuse"), ("refuse", "release")])
def test_a_release_beats_a_refusal_whichever_came_first(scene: Scene, order: tuple[str, str]) -> None:
    _, low = scene.lowered()
    for laptop, decision in zip((scene.senior, scene.other), order, strict=True):
        assert scene.rule(laptop, low.id, Decision(decision)) == ACCEPTED
    assert scene.heads() == {low.id: False}


def test_a_record_that_was_only_refused_is_no_record_any_more(scene: Scene, laptop: MakeLaptop) -> None:
    edit = warning_edit("9 Ninth Street").model_copy(update={"set": {"notice": {"sort": "dog"}}})
    wrong = scene.worker.write(case_scope(scene.case), edit)
    scene.worker.push([wrong])
    assert scene.worker.verdicts[wrong.id].reason == Reason.INVALID
    zero = scene.office.parts.zero
    assert zero.state(case_scope(scene.case), edit.record) is not None
    assert scene.rule(scene.senior, wrong.id, Decision.REFUSE) == ACCEPTED
    assert zero.state(case_scope(scene.case), edit.record) is None


def test_nobody_rules_without_the_role_nor_on_their_own_nor_on_what_counts(scene: Scene) -> None:
    high, low = scene.lowered()
    assert scene.rule(scene.worker, low.id, Decision.RELEASE) == (Verdict.QUARANTINED, Reason.RULING)
    assert scene.rule(scene.other, high.id, Decision.REFUSE) == (Verdict.QUARANTINED, Reason.NOTHING_TO_RULE)
    assert scene.rule(scene.other, EntryId("f" * 64), Decision.REFUSE) == (Verdict.QUARANTINED, Reason.NOTHING_TO_RULE)
    assert scene.rule(scene.other, low.id, Decision.REFUSE, " ") == (Verdict.QUARANTINED, Reason.INVALID)
    edit = standing_edit(RecordId(scene.case), "medium", scene.senior.staff, high.id)
    own = scene.senior.write(case_scope(scene.case), edit)
    scene.senior.push([own])
    assert scene.rule(scene.senior, own.id, Decision.RELEASE) == (Verdict.QUARANTINED, Reason.RULING)
    assert scene.rule(scene.other, own.id, Decision.REFUSE) == ACCEPTED
    assert scene.heads() == {high.id: False, low.id: True}


def test_a_ruling_that_was_held_back_rules_nothing_and_is_never_released(scene: Scene) -> None:
    high, low = scene.lowered()
    ruling = scene.worker.write(case_scope(scene.case), ruling_edit(low.id, "release"))
    scene.worker.push([ruling])
    assert scene.rule(scene.senior, ruling.id, Decision.RELEASE)[1] == Reason.NOTHING_TO_RULE
    assert scene.rule(scene.senior, ruling.id, Decision.REFUSE) == ACCEPTED
    assert scene.heads() == {high.id: False, low.id: True}


def test_a_chain_over_what_does_not_count_is_no_way_round_a_senior(scene: Scene) -> None:
    _, low = scene.lowered()
    again = scene.worker.write(
        case_scope(scene.case), standing_edit(RecordId(scene.case), "low", scene.worker.staff, low.id)
    )
    scene.worker.push([again])
    assert scene.worker.verdicts[again.id].reason == Reason.LOWERING
    assert scene.rule(scene.senior, low.id, Decision.REFUSE) == ACCEPTED
    more = scene.worker.write(
        case_scope(scene.case), standing_edit(RecordId(scene.case), "low", scene.worker.staff, again.id)
    )
    scene.worker.push([more])
    assert scene.worker.verdicts[more.id].reason == Reason.LOWERING


def test_a_strangers_raise_goes_to_seniors_alone_and_released_to_everybody(scene: Scene, laptop: MakeLaptop) -> None:
    office, scope = scene.office, case_scope(scene.case)
    stranger = laptop(office.person("Sam Stranger"))
    for one in (scene.worker, scene.senior):
        one.pull()
    raised = stranger.write(scope, standing_edit(RecordId(scene.case), "very_high", stranger.staff))
    stranger.push([raised])
    after = scene.worker.write(scope, warning_edit("2 Second Street"))
    scene.worker.push([after])
    for one in (scene.worker, scene.senior):
        one.pull()
    text = raised.data.decode()
    assert text in scene.senior.texts(scope)
    assert text not in scene.worker.texts(scope)
    assert scene.rule(scene.senior, raised.id, Decision.RELEASE) == ACCEPTED
    scene.worker.pull()
    items = {item.id: item for item in scene.worker.holds[scope].items}
    assert items[raised.id].position < items[after.id].position
    assert scene.heads() == {raised.id: False}
    # Whoever comes later finds it at its own place.
    cal = office.person("Cal Coworker")
    office.administration.allocate(scene.case, cal, GrantRole.CO_WORKER)
    late = laptop(cal)
    late.pull()
    assert [item.id for item in late.holds[scope].items if item.id in items][-3:-1] == [raised.id, after.id]


def test_whoever_comes_to_decide_receives_what_was_withheld_before(scene: Scene, laptop: MakeLaptop) -> None:
    office, scope = scene.office, case_scope(scene.case)
    team = office.team(f"South {office.parts.zero.new_id()}")
    sid = office.person("Sid Senior", StaffRole.SENIOR, team)
    office.administration.allocate(scene.case, sid, GrantRole.CO_WORKER)
    his = laptop(sid)
    his.pull()
    before = his.holds[scope].generation
    stranger = laptop(office.person("Sam Stranger"))
    raised = stranger.write(scope, standing_edit(RecordId(scene.case), "very_high", stranger.staff))
    stranger.push([raised])
    his.pull()
    assert raised.data.decode() not in his.texts(scope)
    office.administration.allocate(scene.case, team, GrantRole.TEAM)
    his.pull()
    assert his.holds[scope].generation == before + 1
    assert raised.data.decode() in his.texts(scope)
    office.administration.withdraw(scene.case, team)
    his.pull()
    assert raised.data.decode() not in his.texts(scope)
    assert restricted_scope(scene.case) not in his.holds


def test_a_released_allocation_gives_access(scene: Scene, laptop: MakeLaptop) -> None:
    office, scope = scene.office, grants_scope(scene.case)
    cal = office.person("Cal Coworker")
    hers = laptop(cal)
    hers.pull()
    holder: JsonValue = {"sort": "staff", "id": cal, "role": "co_worker"}
    values: dict[str, JsonValue] = {"holder": holder, "period": {"starts": "2026-01-01"}}
    given = scene.worker.write(scope, Edit(record=new_record(), kind="allocation", set=values))
    scene.worker.push([given])
    assert scene.worker.verdicts[given.id].reason == Reason.SCOPE
    hers.pull()
    assert case_scope(scene.case) not in hers.holds
    ruling = scene.senior.write(scope, ruling_edit(given.id, "release"))
    scene.senior.push([ruling])
    hers.pull()
    assert case_scope(scene.case) in hers.holds


def test_what_waits_calls_the_duty_senior_until_it_is_settled(scene: Scene, laptop: MakeLaptop) -> None:
    office, scope = scene.office, case_scope(scene.case)
    sid = office.person("Sid Senior", StaffRole.SENIOR)
    on_duty(office, sid)
    his = laptop(sid)
    his.pull()
    assert scope not in his.holds
    stranger = laptop(office.person("Sam Stranger"))
    raised = stranger.write(scope, standing_edit(RecordId(scene.case), "very_high", stranger.staff))
    stranger.push([raised])
    assert scene.waits() == [MatterSort.QUARANTINED]
    answers = his.pull()
    assert scene.case in answers[-1].waiting
    assert raised.data.decode() in his.texts(scope)
    ruling = his.write(scope, ruling_edit(raised.id, "release"))
    his.push([ruling])
    assert his.verdicts[ruling.id].verdict is Verdict.ACCEPTED
    assert not scene.is_waiting()
    answers = his.pull()
    assert scope not in his.holds
    assert scene.case not in answers[-1].waiting


def test_what_a_duty_senior_sends_into_a_case_opens_nothing_to_her(scene: Scene, laptop: MakeLaptop) -> None:
    """Anybody could send something into any case; what others send still calls her."""
    office, scope = scene.office, case_scope(scene.case)
    sid, her = office.person("Sid Senior", StaffRole.SENIOR), office.person("Hera Senior", StaffRole.SENIOR)
    for one in (sid, her):
        on_duty(office, one)
    hers, his = laptop(her), laptop(sid)
    rubbish = hers.write(scope, warning_edit("1 Nowhere"))
    hers.push([rubbish])
    assert scene.is_waiting()
    hers.pull()
    assert scope not in hers.holds
    his.pull()
    assert scope in his.holds
    refusal = his.write(scope, ruling_edit(rubbish.id, "refuse"))
    his.push([refusal])
    assert not scene.is_waiting()
    again = hers.write(scope, warning_edit("2 Nowhere"), after_leaving=True)
    hers.push([again])
    assert hers.verdicts[again.id].reason == Reason.NO_ACCESS
    stranger = laptop(office.person("Sam Stranger"))
    stranger.push([stranger.write(scope, warning_edit("3 Nowhere"))])
    hers.pull()
    assert scope in hers.holds


def test_without_sight_of_a_warning_is_a_matter_until_a_senior_has_read_it(scene: Scene) -> None:
    scope = case_scope(scene.case)
    seen = scene.senior.write(scope, warning_edit("1 First Street"))
    scene.senior.push([seen])
    # The worker's laptop had not been given the case when this was written.
    made = scene.worker.write(scope, standing_edit(RecordId(scene.case), "medium", scene.worker.staff))
    scene.worker.push([made])
    assert scene.waits() == [MatterSort.UNSIGHTED]
    own = scene.worker.write(scope, sighting_edit(made.id))
    scene.worker.push([own])
    assert scene.worker.verdicts[own.id].reason == Reason.SCOPE
    assert MatterSort.UNSIGHTED in scene.waits()
    read = scene.senior.write(scope, sighting_edit(made.id))
    scene.senior.push([read])
    assert scene.waits() == [MatterSort.QUARANTINED]  # The worker's own attempt waits for a refusal.


def test_two_views_of_a_level_are_a_matter_until_they_are_decided(scene: Scene) -> None:
    scope, record = case_scope(scene.case), RecordId(scene.case)
    high = scene.senior.write(scope, standing_edit(record, "high", scene.senior.staff))
    scene.senior.push([high])
    medium = scene.other.write(scope, standing_edit(record, "medium", scene.other.staff))
    scene.other.push([medium])
    assert set(scene.waits()) == {MatterSort.CONFLICT, MatterSort.UNSIGHTED}
    decided = standing_edit(record, "high", scene.senior.staff, high.id, medium.id)
    decision = scene.senior.write(scope, decided.model_copy(update={"reason": "Agreed by telephone."}))
    scene.senior.push([decision])
    assert MatterSort.CONFLICT not in scene.waits()


def test_emergency_access_waits_until_somebody_else_has_read_of_it(scene: Scene, laptop: MakeLaptop) -> None:
    office, scope = scene.office, grants_scope(scene.case)
    mine = laptop(office.person("Eve Emergency"))
    starts = datetime.now(UTC)
    edit = Edit(
        record=new_record(),
        kind="emergency_access",
        set={
            "staff": mine.staff,
            "window": {"starts": starts.isoformat(), "ends": (starts + timedelta(hours=2)).isoformat()},
            "reason": "He stands at the counter.",
        },
    )
    opened = mine.write(scope, edit, at=starts)
    mine.push([opened])
    assert mine.verdicts[opened.id].verdict is Verdict.ACCEPTED
    assert scene.waits() == [MatterSort.EMERGENCY]
    read = scene.senior.write(scope, sighting_edit(opened.id))
    scene.senior.push([read])
    assert scene.waits() == []


def test_what_a_worker_wrote_into_the_agency_goes_to_the_administrator_alone(
    scene: Scene, laptop: MakeLaptop, office: RunningOffice
) -> None:
    scene.senior.pull()
    canary = f"Canary {new_record()}"
    values: dict[str, JsonValue] = {"name": f"A team of my own, {canary}"}
    wrong = scene.worker.write(AGENCY, Edit(record=new_record(), kind="team", set=values))
    scene.worker.push([wrong])
    assert scene.worker.verdicts[wrong.id].reason == Reason.SCOPE
    scene.senior.pull()
    fresh = laptop(office.person("Nia Newcomer"))
    fresh.pull()
    for one in (scene.senior, scene.worker, fresh):
        assert not any(canary in text for text in one.texts(AGENCY))
    shown = office.cli("quarantine", "list").stdout
    assert wrong.id in shown
    assert canary not in shown
    office.cli("quarantine", "release", wrong.id, "--reason", "Wanted after all.")
    for one in (scene.senior, fresh):
        one.pull()
        assert sum(canary in text for text in one.texts(AGENCY)) == 1
    assert wrong.id not in office.cli("quarantine", "list").stdout


def test_the_administrator_refuses_too_and_is_told_what_is_missing(scene: Scene, office: RunningOffice) -> None:
    high, low = scene.lowered()
    assert office.cli("quarantine", "refuse", low.id, "--reason", " ", check=False).returncode == 2
    assert office.cli("quarantine", "refuse", "0" * 64, "--reason", "No.", check=False).returncode == 2
    office.cli("quarantine", "refuse", low.id[:12], "--reason", "Not by telephone.")
    assert scene.heads() == {high.id: False}
