"""What has changed in a plan since a senior agreed to it last: in this version, or in the one it takes the place of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from casework.ledger.fold import RecordState, fold_record
from casework.records.identifier import CaseId, RecordId, Scope
from casework.rules.oversight import oversight_of
from casework.rules.standing import standing_values
from casework.rules.version import covered
from desktop.services.record_list import naming
from desktop.services.session import Session
from desktop.services.team.approval import FieldChange, agreed_heads, field_changes, is_agreed, states_around
from desktop.store.search_text import record_title

_OF_THE_VERSION = frozenset({"plan", "follows", "made_on", "made_by"})
"""Fields that are other in every version of a plan."""


@dataclass(frozen=True)
class Approved:
    """The version that was agreed to: its records as they stood then. `earlier`: a plan that this one replaces."""

    by: str
    at: datetime
    scope: Scope
    earlier: bool
    before: Mapping[str, RecordState] = field(default_factory=dict)


@dataclass(frozen=True)
class Since:
    """What became of one record since. `added`: it was not there."""

    added: bool = False
    changes: tuple[FieldChange, ...] = ()


def last_approved(session: Session, plan: RecordState) -> Approved | None:
    """The version of a plan that was agreed to last; None where none was."""
    here = _approved(session, plan, earlier=False)
    if here is not None:
        return here
    follows = standing_values(plan).get("follows")
    before = session.store.record(plan.scope, RecordId(follows)) if isinstance(follows, str) else None
    return _approved(session, before, earlier=True) if before is not None else None


def since(session: Session, case: CaseId, approved: Approved, state: RecordState) -> Since:
    """What became of a plan or a line since; nothing is known of what lies in another scope."""
    if state.scope != approved.scope:
        return Since()
    follows = standing_values(state).get("follows")
    before = approved.before.get(state.record) or approved.before.get(str(follows))
    if before is None:
        return Since(added=True)
    changes = field_changes(before, state, naming(session, case), "")
    return Since(changes=tuple(one for one in changes if one.name not in _OF_THE_VERSION))


def left_out(approved: Approved, states: Iterable[RecordState]) -> tuple[str, ...]:
    """What was agreed to and does not stand in this version any more, by its title."""
    carried = {str(name) for state in states for name in (state.record, standing_values(state).get("follows"))}
    gone = [state for record, state in approved.before.items() if record not in carried]
    return tuple(sorted(record_title(state).rstrip(".") for state in gone))


def _approved(session: Session, plan: RecordState, *, earlier: bool) -> Approved | None:
    states = states_around(session, plan.scope, plan.record)
    signed = next((one for one in oversight_of(plan.record, plan.scope, states).signatures if is_agreed(one)), None)
    if signed is None:
        return None
    heads = agreed_heads(session, plan.scope, signed)
    before = {}
    for state in covered(plan.record, plan.scope, states):
        placed = session.store.placed(state.scope, state.record)
        if found := fold_record(state.scope, state.record, (one for one in placed if one.sealed.id in heads)):
            before[str(state.record)] = found
    return Approved(session.name_of(signed.by), signed.at, plan.scope, earlier, before)
