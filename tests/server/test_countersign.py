"""Countersigning over real HTTP, on both databases: what the office accepts, and what it holds back."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Sealed, read_entry
from casework.ledger.fold import Placed, RecordState, fold_record
from casework.ledger.protocol import Verdict
from casework.records.identifier import AGENCY, CaseId, EntryId, RecordId, Scope, case_scope, restricted_scope
from casework.records.staff.staff import StaffRole
from casework.rules.intake_reason import Reason
from casework.rules.matter import MatterSort
from casework.rules.oversight import Oversight, OversightSort, oversight_of
from casework.rules.version import covered, version_of
from server.storage.matter import load_matters
from tests.fakes.bare_laptop import BareLaptop
from tests.fakes.office import RunningOffice
from tests.server.conftest import MakeLaptop
from tests.server.sample import new_record

ACCEPTED = (Verdict.ACCEPTED, None)
OWN = (Verdict.QUARANTINED, Reason.OWN_WORK)
NO_SENIOR = (Verdict.QUARANTINED, Reason.COUNTERSIGNING)
FRAME: dict[str, JsonValue] = {
    "made_on": "2026-11-02",
    "made_by": "somebody",
    "review_on": "2027-02-02",
    "formulation": "Drink.",
}


@dataclass
class Scene:
    """A case of a team, with a worker and two seniors at their laptops."""

    office: RunningOffice
    case: CaseId
    worker: BareLaptop
    senior: BareLaptop
    other: BareLaptop

    @property
    def scope(self) -> Scope:
        return case_scope(self.case)

    def sync(self) -> None:
        for laptop in (self.worker, self.senior, self.other):
            laptop.pull()

    def save(self, laptop: BareLaptop, *edits: Edit, scope: Scope | None = None) -> tuple[Sealed, tuple[object, ...]]:
        """Write and send one entry; with what the office says of it."""
        made = laptop.write(scope or self.scope, *edits)
        laptop.push([made])
        item = laptop.verdicts[made.id]
        return made, (item.verdict, item.reason)


@pytest.fixture
def scene(office: RunningOffice, laptop: MakeLaptop) -> Scene:
    team = office.team(f"West {office.parts.zero.new_id()}")
    una = office.person("Una Worker", StaffRole.WORKER, team)
    seniors = [laptop(office.person(f"S{n} Senior", StaffRole.SENIOR, team)) for n in range(2)]
    found = Scene(office, office.case(una, team=team), laptop(una), seniors[0], seniors[1])
    found.sync()
    return found


def states(laptop: BareLaptop, scope: Scope) -> list[RecordState]:
    """What a laptop makes of the entries that it was sent."""
    held = laptop.holds[scope]
    made = [
        Placed(read_entry(item.data.encode()), (0, 1, item.position), awaiting=item.verdict is Verdict.QUARANTINED)
        for item in held.items
    ]
    names = {edit.record for one in made for edit in one.sealed.entry.edits}
    return [state for name in sorted(names) if (state := fold_record(scope, name, made))]


def oversight(laptop: BareLaptop, scope: Scope, plan: RecordId) -> Oversight:
    laptop.pull()
    return oversight_of(plan, scope, states(laptop, scope))


def plan_edits(text: str = "Weekly.") -> tuple[RecordId, tuple[Edit, Edit]]:
    plan = new_record()
    values: dict[str, JsonValue] = {"plan": plan, "part": "monitoring", "action": text}
    line = Edit(record=new_record(), kind="plan_line", set=values)
    return plan, (Edit(record=plan, kind="risk_management_plan", set=FRAME), line)


def signature(laptop: BareLaptop, scope: Scope, plan: RecordId, *left_out: EntryId) -> Edit:
    """A signature to the version that a laptop has, without the entries that are left out."""
    laptop.pull()
    version = version_of(covered(plan, scope, states(laptop, scope)))
    assert version is not None
    heads: list[JsonValue] = [head for head in version.heads if head not in left_out]
    values: dict[str, JsonValue] = {"subject": plan, "version": version.digest, "heads": heads, "answer": "agreed"}
    return Edit(record=new_record(), kind="countersignature", set=values)


def request(laptop: BareLaptop, scope: Scope, subject: RecordId) -> Edit:
    """Asking for a signature to the version that a laptop has."""
    laptop.pull()
    version = version_of(covered(subject, scope, states(laptop, scope)))
    assert version is not None
    return Edit(record=new_record(), kind="countersign_request", set={"subject": subject, "version": version.digest})


def test_a_senior_countersigns_and_both_laptops_say_the_same_until_a_line_changes(scene: Scene) -> None:
    plan, edits = plan_edits()
    first, said = scene.save(scene.worker, *edits)
    assert said == ACCEPTED
    assert scene.save(scene.senior, signature(scene.senior, scene.scope, plan))[1] == ACCEPTED
    found = [oversight(laptop, scene.scope, plan) for laptop in (scene.worker, scene.senior, scene.other)]
    assert [one.sort for one in found] == [OversightSort.AGREED] * 3
    assert found[0] == found[1] == found[2]
    change = Edit(
        record=edits[1].record, kind="plan_line", set={"action": "Fortnightly."}, parents={"action": [first.id]}
    )
    scene.save(scene.worker, change)
    for laptop in (scene.worker, scene.senior):
        assert oversight(laptop, scene.scope, plan).sort is OversightSort.SUPERSEDED


def test_own_work_is_held_back_and_counts_on_nobodys_laptop(scene: Scene) -> None:
    """One line of a worker's plan is enough; another senior may."""
    plan, edits = plan_edits()
    scene.save(scene.worker, *edits)
    values: dict[str, JsonValue] = {"plan": plan, "part": "outcome", "action": "Sober."}
    mine, _ = scene.save(scene.senior, Edit(record=new_record(), kind="plan_line", set=values))
    assert scene.save(scene.senior, signature(scene.senior, scene.scope, plan))[1] == OWN
    assert oversight(scene.worker, scene.scope, plan).sort is OversightSort.NONE
    # Leaving out what is one's own is no way round: the office lets it in, and it is a signature to nothing.
    partly = signature(scene.senior, scene.scope, plan, mine.id)
    assert scene.save(scene.senior, partly)[1] == ACCEPTED
    assert oversight(scene.worker, scene.scope, plan).signatures == ()
    assert scene.save(scene.other, signature(scene.other, scene.scope, plan))[1] == ACCEPTED
    assert oversight(scene.worker, scene.scope, plan).countersigned


def test_own_work_in_the_same_batch_is_held_back_too(scene: Scene) -> None:
    plan, edits = plan_edits()
    made = scene.senior.write(scene.scope, *edits)
    version = version_of(covered(plan, scene.scope, _folded(scene.scope, made)))
    assert version is not None
    values: dict[str, JsonValue] = {
        "subject": plan,
        "version": version.digest,
        "heads": [made.id],
        "answer": "agreed",
    }
    signed = scene.senior.write(scene.scope, Edit(record=new_record(), kind="countersignature", set=values))
    scene.senior.push([made, signed])
    item = scene.senior.verdicts[signed.id]
    assert (item.verdict, item.reason) == OWN


def _folded(scope: Scope, made: Sealed) -> list[RecordState]:
    placed = [Placed(made, (0, 1, 1))]
    return [state for edit in made.entry.edits if (state := fold_record(scope, edit.record, placed))]


def test_a_worker_countersigns_nothing(scene: Scene) -> None:
    plan, edits = plan_edits()
    scene.save(scene.senior, *edits)
    assert scene.save(scene.worker, signature(scene.worker, scene.scope, plan))[1] == NO_SENIOR
    assert oversight(scene.senior, scene.scope, plan).sort is OversightSort.NONE


def test_what_the_office_does_not_have_or_lies_elsewhere_is_not_countersigned(scene: Scene) -> None:
    """Neither an entry that nobody knows, nor one of another scope."""
    plan, edits = plan_edits()
    scene.save(scene.worker, *edits)
    elsewhere = plan_edits("Kept apart.")[1]
    scene.senior.pull()
    hidden, said = scene.save(scene.senior, *elsewhere, scope=restricted_scope(scene.case))
    assert said == ACCEPTED
    edit = signature(scene.other, scene.scope, plan)
    for head in ("f" * 64, hidden.id):
        wrong = Edit(record=new_record(), kind="countersignature", set={**edit.set, "heads": [head]})
        assert scene.save(scene.other, wrong)[1] == NO_SENIOR


def test_whatever_a_laptop_names_the_office_answers(scene: Scene) -> None:
    plan, edits = plan_edits()
    scene.save(scene.worker, *edits)
    edit = signature(scene.senior, scene.scope, plan)
    named: list[JsonValue] = [["\x00" * 64], "no list", [3, None], ["x"] * 3, []]
    for heads in named:
        wrong = Edit(record=new_record(), kind="countersignature", set={**edit.set, "heads": heads})
        assert scene.save(scene.senior, wrong)[1] == (Verdict.QUARANTINED, Reason.INVALID)


def test_a_restricted_plan_is_countersigned_where_it_lies(scene: Scene) -> None:
    scope = restricted_scope(scene.case)
    plan, edits = plan_edits("Kept apart.")
    assert scene.save(scene.senior, *edits, scope=scope)[1] == ACCEPTED
    assert scene.save(scene.other, signature(scene.other, scope, plan), scope=scope)[1] == ACCEPTED
    assert oversight(scene.senior, scope, plan).countersigned
    scene.worker.pull()
    assert scope not in scene.worker.holds
    assert not any(plan in text for text in scene.worker.texts(scene.scope))


def test_a_closed_review_has_all_its_parts_at_the_office_too(scene: Scene) -> None:
    values: dict[str, JsonValue] = {"sort": "high_risk", "held_on": "2026-11-02", "worker": scene.worker.staff}
    review = new_record()
    scene.save(scene.worker, Edit(record=review, kind="review", set=values))
    closed: JsonValue = {"by": scene.worker.staff, "on": "2026-11-03", "senior": scene.senior.staff}
    early = Edit(record=review, kind="review", set={"closed": closed})
    assert scene.save(scene.worker, early)[1] == (Verdict.QUARANTINED, Reason.INVALID)
    words: dict[str, JsonValue] = dict.fromkeys(("views", "barriers", "improvement", "summary"), "As discussed.")
    rest: dict[str, JsonValue] = {"person": {"attended": True}, "next_on": "2027-02-02", "closed": closed, **words}
    assert scene.save(scene.worker, Edit(record=review, kind="review", set=rest))[1] == ACCEPTED


def test_a_score_to_countersign_waits_for_the_duty_senior_until_it_is_answered(
    scene: Scene, laptop: MakeLaptop
) -> None:
    """Whoever is on duty has the case from the request on; a plan waits for the seniors of the case alone."""
    office, now = scene.office, scene.office.parts.clock.now()
    duty = office.person("Dora Duty", StaffRole.SENIOR, office.team(f"East {office.parts.zero.new_id()}"))
    turn: JsonValue = {
        "staff": duty,
        "starts": (now - timedelta(hours=1)).isoformat(),
        "ends": (now + timedelta(hours=9)).isoformat(),
        "telephone": "01632 960 017",
    }
    office.write(AGENCY, "duty", {"turn": turn})
    dora = laptop(duty)
    plan, edits = plan_edits()
    scene.save(scene.worker, *edits)
    scene.save(scene.worker, request(scene.worker, scene.scope, plan))
    dora.pull()
    assert scene.scope not in dora.holds
    level = new_record()
    values: dict[str, JsonValue] = {
        "level": "high",
        "assessor": str(scene.worker.staff),
        "assessed_on": "2026-11-02",
        "rationale": "Threats.",
        "proposal": False,
    }
    assert scene.save(scene.worker, Edit(record=level, kind="risk_level", set=values))[1] == ACCEPTED
    assert scene.save(scene.worker, request(scene.worker, scene.scope, level))[1] == ACCEPTED
    dora.pull()
    assert scene.scope in dora.holds
    assert MatterSort.DISCUSS in waiting(scene)
    assert scene.save(dora, signature(dora, scene.scope, level))[1] == ACCEPTED
    assert oversight(scene.worker, scene.scope, level).countersigned
    assert MatterSort.DISCUSS not in waiting(scene)


def waiting(scene: Scene) -> set[MatterSort]:
    """Why something waits in the case."""
    with scene.office.parts.database.read() as reading:
        return {sort for _, sort in load_matters(reading, scene.case)}
