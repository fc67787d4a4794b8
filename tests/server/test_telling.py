"""Decisions about what the person may be told, over real HTTP, on both databases: what counts and what waits."""

from dataclasses import dataclass

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Sealed
from casework.ledger.protocol import Verdict
from casework.records.delivery.ruling import Decision, Ruling
from casework.records.file.telling_decision import TellingDecision, decision_id
from casework.records.identifier import CaseId, RecordId, Scope, StaffId, case_scope, restricted_scope
from casework.records.staff.staff import StaffRole
from casework.records.telling import Telling
from casework.rules.disclosure import gather_decisions, may_tell, telling_now
from casework.rules.intake_reason import Reason
from tests.fakes.bare_laptop import BareLaptop
from tests.fakes.office import RunningOffice
from tests.server.conftest import MakeLaptop
from tests.server.sample import new_record, warning_edit

COUNTS = (Verdict.ACCEPTED, None)


@dataclass
class Scene:
    """A case of a team, with a worker and a senior at their laptops."""

    office: RunningOffice
    case: CaseId
    worker: BareLaptop
    senior: BareLaptop

    @property
    def scope(self) -> Scope:
        return case_scope(self.case)

    def send(self, laptop: BareLaptop, edit: Edit, scope: Scope | None = None) -> Sealed:
        made = laptop.write(scope or self.scope, edit)
        laptop.push([made])
        return made

    def verdict(self, laptop: BareLaptop, edit: Edit, scope: Scope | None = None) -> tuple[Verdict, str | None]:
        item = laptop.verdicts[self.send(laptop, edit, scope).id]
        return item.verdict, item.reason

    def tells(self, record: RecordId, field: str) -> bool:
        """Whether the office's own fold says that the person may be told."""
        states = [self.office.parts.zero.state(self.scope, one) for one in (record, decision_id(record, field))]
        known = [state for state in states if state is not None]
        return may_tell(known[0], field, gather_decisions(known))


@pytest.fixture
def scene(office: RunningOffice, laptop: MakeLaptop) -> Scene:
    team = office.team(f"West {office.parts.zero.new_id()}")
    una = office.person("Una Worker", StaffRole.WORKER, team)
    sheena = office.person("Sheena Senior", StaffRole.SENIOR, team)
    return Scene(office, office.case(una, team=team), laptop(una), laptop(sheena))


def scenario() -> Edit:
    """A scenario of a plan: what might happen is undecided, who might be harmed starts withheld."""
    values: dict[str, JsonValue] = {"plan": new_record(), "what": "Might fall out with him.", "who": "A neighbour."}
    return Edit(record=new_record(), kind="risk_scenario", set=values)


def telling(about: Edit, field: str, tell: str, by: StaffId, *read: Sealed, parents: tuple[Sealed, ...] = ()) -> Edit:
    verdict: JsonValue = {
        "tell": tell,
        "entries": [one.id for one in read],
        "reason": "It helps.",
        "by": by,
        "on": "2026-11-02",
    }
    return Edit(
        record=decision_id(about.record, field),
        kind=TellingDecision.kind,
        set={"about": {"record": about.record, "kind": about.kind, "field": field}, "decision": verdict},
        parents={"decision": [one.id for one in parents]} if parents else {},
        reason="It helps.",
    )


def test_a_worker_tells_what_is_undecided_and_a_senior_what_is_withheld(scene: Scene) -> None:
    """What waits for a senior is not told, until a senior releases it or decides."""
    about, una = scenario(), scene.worker.staff
    written = scene.send(scene.worker, about)
    assert scene.verdict(scene.worker, telling(about, "what", "disclose", una, written)) == COUNTS
    assert scene.tells(about.record, "what")
    too_much = scene.send(scene.worker, telling(about, "who", "disclose", una, written))
    assert scene.worker.verdicts[too_much.id].reason == Reason.TELLING
    assert not scene.tells(about.record, "who")
    assert scene.verdict(scene.senior, telling(about, "who", "disclose", scene.senior.staff, written)) == COUNTS
    assert scene.tells(about.record, "who")


def test_a_released_decision_counts_because_a_senior_looked_at_it(scene: Scene) -> None:
    """The release is the senior's own decision, with a reason."""
    about = scenario()
    written = scene.send(scene.worker, about)
    waits = scene.send(scene.worker, telling(about, "who", "disclose", scene.worker.staff, written))
    release: dict[str, JsonValue] = {"entry": waits.id, "decision": Decision.RELEASE.value, "reason": "Rang and asked."}
    assert scene.verdict(scene.senior, Edit(record=new_record(), kind=Ruling.kind, set=release)) == COUNTS
    assert scene.tells(about.record, "who")


def test_withholding_is_anybodys_and_lifting_it_a_seniors(scene: Scene) -> None:
    """From told to withheld by the worker; back again by the senior alone."""
    about, una = scenario(), scene.worker.staff
    written = scene.send(scene.worker, about)
    told = scene.send(scene.worker, telling(about, "what", "disclose", una, written))
    withheld = scene.send(scene.worker, telling(about, "what", "withhold", una, written, parents=(told,)))
    assert scene.worker.verdicts[withheld.id].verdict is Verdict.ACCEPTED
    lifting = telling(about, "what", "disclose", una, written, parents=(withheld,))
    assert scene.verdict(scene.worker, lifting) == (Verdict.QUARANTINED, Reason.TELLING)
    state = scene.office.parts.zero.state(scene.scope, about.record)
    decided = scene.office.parts.zero.state(scene.scope, decision_id(about.record, "what"))
    assert state is not None
    assert decided is not None
    assert telling_now(state, "what", gather_decisions([decided])) is Telling.WITHHELD
    by = scene.senior.staff
    lifted = telling(about, "what", "disclose", by, written, parents=(withheld,))
    assert scene.verdict(scene.senior, lifted) == COUNTS


def test_a_decision_is_about_a_record_that_there_is(scene: Scene) -> None:
    """Of that kind, in that scope; one that comes in the same batch as its record is judged by it."""
    about, una = scenario(), scene.worker.staff
    assert scene.verdict(scene.worker, telling(about, "what", "withhold", una))[1] == Reason.INVALID
    warning = warning_edit("Dog in the yard.")
    posing = warning.model_copy(update={"kind": "person"})
    written = scene.send(scene.worker, warning)
    # A warning starts withheld: to call it another kind does not make it less so.
    assert scene.verdict(scene.worker, telling(posing, "notice", "disclose", una, written))[1] == Reason.INVALID
    assert scene.verdict(scene.worker, telling(warning, "notice", "disclose", una, written))[1] == Reason.TELLING
    together = scenario()
    first = scene.worker.write(scene.scope, together)
    second = scene.worker.write(scene.scope, telling(together, "what", "disclose", una, first))
    scene.worker.push([first, second])
    assert scene.worker.verdicts[second.id].verdict is Verdict.ACCEPTED
    assert scene.tells(together.record, "what")


def test_what_lies_in_the_restricted_part_is_lifted_there(scene: Scene) -> None:
    """A decision in the case's own scope says nothing about it."""
    about, by = scenario(), scene.senior.staff
    written = scene.send(scene.senior, about, restricted_scope(scene.case))
    elsewhere = telling(about, "what", "disclose", by, written)
    assert scene.verdict(scene.senior, elsewhere)[1] == Reason.INVALID
    assert scene.verdict(scene.senior, elsewhere, restricted_scope(scene.case)) == COUNTS


def test_nobody_hands_over_what_belongs_to_the_service(scene: Scene) -> None:
    """Not even a senior, and not even if another one releases it."""
    about = scenario()
    written = scene.send(scene.worker, about)
    decided = telling(about, "what", "withhold", scene.worker.staff, written)
    made = scene.send(scene.worker, decided)
    assert scene.verdict(scene.senior, telling(decided, "decision", "disclose", scene.senior.staff, made)) == (
        Verdict.QUARANTINED,
        Reason.NEVER_TOLD,
    )
    assert not scene.tells(decided.record, "decision")
