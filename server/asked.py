"""A senior who is asked to countersign an assessment or a level: it waits for whoever is on duty, too."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casework.ledger.fold import RecordState
from casework.records.assessment.assessment import Assessment
from casework.records.identifier import RecordId, Scope, StaffId, case_of
from casework.records.oversight.countersignature import Countersignature, CountersignRequest
from casework.records.risk.risk_level import RiskLevelRecord
from casework.rules.matter import MatterSort
from casework.rules.oversight import OversightSort, oversight_of
from casework.rules.standing import read_record
from server.storage.database import Connection
from server.storage.folded import load_kind
from server.storage.matter import Key, conflict_key

_DISCUSSED = (Assessment.kind, RiskLevelRecord.kind)
"""What is talked over with whoever is on duty; everything else waits for the seniors of the case alone."""

_AROUND = frozenset({*_DISCUSSED, CountersignRequest.kind, Countersignature.kind})


@dataclass(frozen=True)
class Asking:
    """One assessment or level about which seniors were asked. `open`: and none has answered for it as it stands."""

    key: Key
    scope: Scope
    author: StaffId
    open: bool


def askings(connection: Connection, changed: Iterable[RecordState]) -> Iterator[Asking]:
    """What was asked for in the scopes in which somebody asked, answered or changed what it is about."""
    for scope in {state.scope for state in changed if state.kind in _AROUND and case_of(state.scope)}:
        states = [state for kind in sorted(_AROUND) for state in load_kind(connection, kind, scope)]
        subjects = {state.record for state in states if state.kind in _DISCUSSED}
        asked = {found[0]: found[1] for state in states if (found := _asked(state)) and found[0] in subjects}
        for subject, author in asked.items():
            waits = oversight_of(subject, scope, states).sort is OversightSort.WAITING
            yield Asking((conflict_key(scope, subject, "asked"), MatterSort.DISCUSS), scope, author, waits)


def _asked(state: RecordState) -> tuple[RecordId, StaffId] | None:
    """About what somebody asked, and who; None for anything else, and for what does not count yet."""
    made = state.created
    if state.kind != CountersignRequest.kind or made is None or made.awaiting:
        return None
    return RecordId(read_record(CountersignRequest, state).subject or ""), made.author
