"""What waits to be countersigned, with what has changed field by field since a senior agreed to it last."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import JsonValue

from casework.ledger.fold import RecordState, fold_record
from casework.ledger.plain import same
from casework.records.check import field_title
from casework.records.identifier import CaseId, EntryId, RecordId, Scope
from casework.records.oversight.countersignature import Countersignature, SeniorAnswer
from casework.records.record import KINDS
from casework.records.shape import Shape, reading_order
from casework.rules.oversight import Signature, oversight_of
from casework.rules.standing import read_record, standing_values
from casework.rules.version import ARRANGEMENT, PARTS, covered
from casework.words import say
from desktop.services.countersign import WaitingLine, waiting_for_me
from desktop.services.person_line import PersonLine
from desktop.services.record_list import naming
from desktop.services.record_words import Naming, blocks_of
from desktop.services.session import Session
from desktop.store.search_text import record_title

_AROUND = frozenset({*PARTS, Countersignature.kind})
_NEVER_SHOWN = frozenset({"recorded_by", "corrected_by", *ARRANGEMENT})


@dataclass(frozen=True)
class FieldChange:
    """One field that says something else than a senior agreed to.

    `part`: the line of a plan it belongs to. `name`: of the field.
    """

    part: str
    title: str
    before: str
    now: str
    name: str = field(default="", compare=False)


@dataclass(frozen=True)
class Approval:
    """One thing that waits. `agreed_by` is empty, and there are no changes, where nobody ever agreed to it."""

    waiting: WaitingLine
    person: PersonLine
    agreed_by: str = ""
    agreed_at: datetime | None = None
    changes: tuple[FieldChange, ...] = ()

    @property
    def key(self) -> str:
        """What tells it from every other."""
        return f"{self.waiting.scope}/{self.waiting.record}"


def read_approvals(session: Session, people: Mapping[CaseId, PersonLine]) -> tuple[Approval, ...]:
    """What waits for the person at the keyboard, the longest first."""
    waiting = [line for line in waiting_for_me(session) if line.case in people]
    return tuple(_approval(session, line, people[line.case]) for line in waiting)


def _approval(session: Session, line: WaitingLine, person: PersonLine) -> Approval:
    states = states_around(session, line.scope, line.record)
    signed = next((one for one in oversight_of(line.record, line.scope, states).signatures if is_agreed(one)), None)
    if signed is None:
        return Approval(line, person)
    changes = tuple(changes_since(session, line.case, agreed_heads(session, line.scope, signed), states, line.record))
    return Approval(line, person, session.name_of(signed.by), signed.at, changes)


def is_agreed(one: Signature) -> bool:
    """Whether a senior agreed, and did not return it."""
    return one.answer is SeniorAnswer.AGREED


def states_around(session: Session, scope: Scope, record: RecordId) -> list[RecordState]:
    """A record, and everything of its scope that may be a part of it or an answer to it."""
    own = session.store.record(scope, record)
    around = session.store.states(_AROUND, {scope})
    return [*(state for state in around if state.record != record), *([own] if own else [])]


def agreed_heads(session: Session, scope: Scope, signed: Signature) -> frozenset[EntryId]:
    """The entries that were agreed to."""
    state = session.store.record(scope, signed.record)
    heads = read_record(Countersignature, state).heads if state else None
    return frozenset(EntryId(head) for head in heads or ())


def changes_since(
    session: Session, case: CaseId, agreed: frozenset[EntryId], states: list[RecordState], record: RecordId
) -> Iterator[FieldChange]:
    """What a record and its lines say now and did not say in the version that was made of the entries agreed to."""
    known = covered(record, states[0].scope, states) if states else []
    named = naming(session, case)
    for state in sorted(known, key=lambda one: (one.record != record, one.record)):
        placed = session.store.placed(state.scope, state.record)
        # What was agreed to is made of its heads alone: whatever they had replaced plays no part in it.
        before = fold_record(state.scope, state.record, (one for one in placed if one.sealed.id in agreed))
        part = "" if state.record == record else record_title(before or state).rstrip(".")
        if before is None:
            yield FieldChange(part, say("Added since"), "", "")
        else:
            yield from field_changes(before, state, named, part)


def field_changes(before: RecordState, state: RecordState, named: Naming, part: str) -> Iterator[FieldChange]:
    """The fields of one record that say something else than they did; `part`: the line of a plan it is."""
    was, values = standing_values(before), standing_values(state)
    for shape in reading_order(state.kind) if state.kind in KINDS else ():
        one, other = was.get(shape.name), values.get(shape.name)
        if shape.name not in _NEVER_SHOWN and not same(one, other):
            title = field_title(state.kind, shape.name)
            yield FieldChange(part, title, _flat(shape, one, named), _flat(shape, other, named), shape.name)


def _flat(shape: Shape, value: JsonValue, named: Naming) -> str:
    """A value on one line; nothing said is said so."""
    blocks = blocks_of(shape, value, named)
    words = ("; ".join(": ".join(part for part in pair if part) for pair in block) for block in blocks)
    return " / ".join(words) or say("nothing")
