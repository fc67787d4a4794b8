"""Every kind of record, made up at random, from one laptop through a real server to another: the same bytes."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState
from casework.ledger.plain import canonical
from casework.records.file.case import Case
from casework.records.identifier import (
    AGENCY,
    CaseId,
    RecordId,
    Scope,
    ScopeSort,
    StaffId,
    TeamId,
    case_scope,
    grants_scope,
    restricted_scope,
)
from casework.records.record import KINDS, merge_of
from casework.records.staff.staff import StaffRole
from casework.rules.instrument.refusal import NO_FACTS, refused_assessment
from casework.rules.misfiling import OFFICE_ONLY
from casework.rules.standing import standing_values
from desktop.store.case_store import Save
from server.device_zero import ServerSave
from tests.e2e.colleague import Colleague, make_colleague
from tests.fakes.any_record import records
from tests.fakes.office import RunningOffice, running_office

MADE_UP = settings(
    max_examples=2, suppress_health_check=list(HealthCheck), deadline=None, phases=[Phase.explicit, Phase.generate]
)
BY_THE_OFFICE = frozenset({"disposal", "misfiling_reach", "not_told", "unfinished_note"})
"""Kinds that the office alone begins; what belongs to the agency is written there, too."""
WAIT = frozenset({"countersignature", "emergency_access", "release_decision", "ruling", "telling_decision"})
"""Kinds that made up values cannot bring to count (about no entry, at no time, by nobody): kept for a senior."""

DECIDED_LATER = {"high_risk_proposal": {"listing"}, "high_risk_sweep": {"collated"}, "rekeyed": {"keyed"}}
"""What somebody else says of a record, once it is there."""
IN_THEIR_OWN_NAME = {
    "check_in": "by",
    "high_risk_proposal": "recorded_by",
    "high_risk_recheck": "recorded_by",
    "high_risk_return": "signed_by",
    "high_risk_sweep": "opened_by",
    "selection_decision": "decided_by",
}
"""Fields that name whoever writes the record, and nobody else."""


@dataclass
class Pair:
    """An office with two seniors of one team, each with a laptop, and a worker whom both supervise."""

    office: RunningOffice
    team: TeamId
    worker: StaffId
    mine: Colleague
    theirs: Colleague

    def scope(self, sort: ScopeSort, case: CaseId) -> Scope:
        """The scope of a sort that both of them may hold."""
        own: dict[ScopeSort, Scope] = {
            "agency": AGENCY,
            "grants": grants_scope(case),
            "restricted": restricted_scope(case),
            "team": Scope(f"team:{self.team}"),
            "staff": Scope(f"staff:{self.worker}"),
            "returns": Scope(f"returns:{self.team}"),
        }
        return own.get(sort, case_scope(case))

    def write(self, scope: Scope, case: CaseId, edit: Edit) -> None:
        """On my laptop, in a case that begins with it; what belongs to the agency is written at the office."""
        if scope == AGENCY or edit.kind in BY_THE_OFFICE:
            parts = self.office.parts
            parts.zero.save([ServerSave(scope, (edit,), StaffId(parts.agency.administrator), parts.clock.now())])
        saves = [] if scope == AGENCY or edit.kind in BY_THE_OFFICE else [Save(scope, (edit,))]
        holder: JsonValue = {"sort": "team", "id": self.team, "role": "team"}
        begin = Edit(
            record=RecordId(self.mine.store.new_id()),
            kind="allocation",
            set={"holder": holder, "period": {"starts": "2026-01-01"}},
        )
        self.mine.store.append([Save(grants_scope(case), (begin,)), *saves])


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Two seniors of a team."""
    folder = tmp_path_factory.mktemp("pair")
    with running_office(folder, asks_to_wait=False) as office, ExitStack() as stack:
        team = office.team("North")
        people = [office.person(name, StaffRole.SENIOR, team) for name in ("Una Senior", "Sheena Senior")]
        mine, theirs = (stack.enter_context(closing(make_colleague(folder / staff, office, staff))) for staff in people)
        yield Pair(office, team, office.person("Ina Worker", StaffRole.WORKER, team), mine, theirs)


def new_edit(kind: str, record: str, values: dict[str, JsonValue]) -> Edit:
    """The edit that makes a new record of values, sets among them."""
    sets = {name for name in values if (rule := merge_of(kind, name)) and rule.rule == "set"}
    added = {name: value for name in sets if isinstance(value := values[name], list)}
    plain = {name: value for name, value in values.items() if name not in sets}
    return Edit(record=RecordId(record), kind=kind, set=plain, add=added)


def first_save(kind: str, values: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """The values as an author saves them: a report is approved later by somebody else, and the office adds its part."""
    if kind in BY_THE_OFFICE:
        return values
    later = {"approval", "submitted_on"} if kind.endswith("_report") else OFFICE_ONLY.get(kind, frozenset())
    later = DECIDED_LATER.get(kind, later)
    return {name: value for name, value in values.items() if name not in later}


def by_author(kind: str, values: dict[str, JsonValue], author: StaffId) -> dict[str, JsonValue]:
    """The values with the author's name where nobody writes in another's."""
    answer = values.get("answer")
    if kind == "high_risk_answer" and isinstance(answer, dict):
        return {**values, "answer": {**answer, "by": author}}
    return {**values, **({IN_THEIR_OWN_NAME[kind]: author} if kind in IN_THEIR_OWN_NAME else {})}


def with_senior(kind: str, values: dict[str, JsonValue], senior: StaffId) -> dict[str, JsonValue]:
    """The values with somebody who is a senior where nobody else may be named as one."""
    closed = values.get("closed")
    if kind == "review" and isinstance(closed, dict) and "senior" in closed:
        return {**values, "closed": {**closed, "senior": senior}}
    return {**values, "senior": senior} if kind == "discussion" else values


def as_the_instrument_has_it(kind: str, values: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """The values without a total where the instrument has none: nobody signs those, and they wait for a senior."""
    if not refused_assessment(new_edit(kind, str(UUID(int=0)), values), NO_FACTS):
        return values
    return {name: value for name, value in values.items() if name != "total"}


def written_values(state: RecordState) -> str:
    """What stands in a record, but for what the office has added."""
    return canonical(first_save(state.kind, standing_values(state)))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_any_record_reaches_the_other_laptop_byte_for_byte(pair: Pair, kind: str) -> None:
    """Laptop, server, laptop: one set of bytes, folded everywhere into the values that were written."""

    @MADE_UP
    @given(values=st.lists(records(kind), min_size=2, max_size=2))
    def whole(values: list[dict[str, JsonValue]]) -> None:
        written: list[tuple[Scope, RecordId, dict[str, JsonValue]]] = []
        for made_up in values:
            own = with_senior(kind, by_author(kind, made_up, pair.mine.staff), pair.theirs.staff)
            one = as_the_instrument_has_it(kind, first_save(kind, own))
            case = CaseId(pair.mine.store.new_id())
            scope = pair.scope(KINDS[kind].scope, case)
            record = RecordId(case if kind == Case.kind else pair.mine.store.new_id())
            pair.write(scope, case, new_edit(kind, record, one))
            written.append((scope, record, one))
        for colleague in (pair.mine, pair.theirs):
            colleague.sync()
        for scope, record, one in written:
            sent, kept = pair.mine.store.placed(scope, record), pair.theirs.store.placed(scope, record)
            assert [placed.sealed.data for placed in kept] == [placed.sealed.data for placed in sent] != []
            assert [placed.awaiting for placed in kept[:1]] == [kind in WAIT]
            here, there = pair.office.parts.zero.state(scope, record), pair.theirs.store.record(scope, record)
            assert here is not None
            assert there is not None
            assert written_values(here) == written_values(there) == canonical(one)

    whole()
