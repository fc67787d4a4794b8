"""A senior who is asked to countersign an assessment or a level: it waits for whoever is on duty, too."""

from collections.abc import Collection, Iterable
from datetime import datetime

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
from server.storage.matter import Key, Matter, conflict_key, load_scope_keys, save_matters

_DISCUSSED = (Assessment.kind, RiskLevelRecord.kind)
"""What is talked over with whoever is on duty; everything else waits for the seniors of the case alone."""

AROUND = frozenset({*_DISCUSSED, CountersignRequest.kind, Countersignature.kind})
"""Kinds by which somebody asks or answers, or what it is about."""


def around(changed: Iterable[RecordState], gone: Iterable[tuple[Scope, RecordId]]) -> set[Scope]:
    """The cases' scopes in which somebody asked, answered or changed what it is about, or something is no more."""
    scopes = {state.scope for state in changed if state.kind in AROUND} | {scope for scope, _ in gone}
    return {scope for scope in scopes if case_of(scope)}


def askings(connection: Connection, scope: Scope) -> dict[Key, Matter]:
    """The assessments and levels of a scope about which seniors were asked, and none has answered as they stand."""
    case = case_of(scope)
    if case is None:
        return {}
    states = [state for kind in sorted(AROUND) for state in load_kind(connection, kind, scope)]
    subjects = {state.record for state in states if state.kind in _DISCUSSED}
    asked = {found[0]: found[1] for state in states if (found := _asked(state)) and found[0] in subjects}
    return {
        key: Matter(key, scope, case, author)
        for subject, author in asked.items()
        if oversight_of(subject, scope, states).sort is OversightSort.WAITING
        for key in [(conflict_key(scope, subject, "asked"), MatterSort.DISCUSS)]
    }


def settled_askings(connection: Connection, scope: Scope, still: Collection[Key]) -> set[tuple[Key, Scope]]:
    """What waited in a scope and does no more: answered, or what it is about, or the request itself, is gone."""
    return {(key, scope) for key in load_scope_keys(connection, scope, MatterSort.DISCUSS) if key not in still}


def settle_gone(connection: Connection, scope: Scope, at: datetime) -> None:
    """After something was taken out of a scope, or its words destroyed: nobody is asked about it any more."""
    gone = settled_askings(connection, scope, ())
    if gone:
        still = askings(connection, scope)
        save_matters(connection, (), {(key, where) for key, where in gone if key not in still}, at)


def _asked(state: RecordState) -> tuple[RecordId, StaffId] | None:
    """About what somebody asked, and who; None for anything else, and for what does not count yet."""
    made = state.created
    if state.kind != CountersignRequest.kind or made is None or made.awaiting:
        return None
    return RecordId(read_record(CountersignRequest, state).subject or ""), made.author
