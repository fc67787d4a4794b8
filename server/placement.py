"""Judging and placing the entries of one batch: pure, on what was loaded before; nothing is written here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue

from casework.ledger.entry import Entry, Sealed
from casework.ledger.fold import Placed, RecordState, fold_record
from casework.ledger.protocol import Verdict
from casework.records.identifier import SERVER_DEVICE, DeviceId, EntryId, RecordId, Scope, StaffId, case_of, scope_sort
from casework.rules.access import NO_ACCESS, access, lately
from casework.rules.intake import Judgement, Reason, Setting, judge
from server.fact import FactView
from server.storage.log import Kept, RecordKey

WITHHELD = frozenset({Reason.NO_ACCESS, Reason.AUTHOR})
"""Quarantined for these reasons, an entry counts for nobody until a senior releases it."""


@dataclass(frozen=True)
class Sender:
    """The device a batch comes from, and whose it is."""

    device: DeviceId
    staff: StaffId


@dataclass
class Ground:
    """What the entries of a batch are judged against: of the scopes and records they touch, under the scopes' locks."""

    epoch: int
    at: datetime
    positions: dict[Scope, int]
    placed: dict[RecordKey, list[Placed]]
    facts: FactView


class Placement:
    """A batch in the making: each entry is judged against all that came before it, in the batch too."""

    def __init__(self, ground: Ground, sender: Sender) -> None:
        self._ground = ground
        self._sender = sender
        self._states: dict[RecordKey, RecordState | None] = {}
        self.kept: list[Kept] = []
        self.changed: dict[RecordKey, RecordState] = {}

    @property
    def positions(self) -> Mapping[Scope, int]:
        """How far the log of each scope goes with this batch."""
        return self._ground.positions

    def place_damaged(self, seq: int, entry: EntryId, data: bytes) -> None:
        """Keep what cannot be read as it came; the chain goes on by its skeleton."""
        self.kept.append(Kept(seq, entry, data, None, 0, self._ground.epoch, Verdict.DAMAGED))

    def place(self, sealed: Sealed) -> Kept:
        """Judge an entry, give it its position and fold the records it touches again."""
        entry = sealed.entry
        judgement = self._judge(entry)
        position = self._ground.positions[entry.scope] = self._ground.positions[entry.scope] + 1
        kept = Kept(
            seq=entry.seq,
            id=sealed.id,
            data=sealed.data,
            sealed=sealed,
            position=position,
            epoch=self._ground.epoch,
            verdict=judgement.verdict,
            reason=judgement.reason.value if judgement.reason else None,
            withheld=judgement.reason in WITHHELD,
            # Who may hold a case may not hold its restricted part, nor anybody a team's: not how much there is, either.
            unseen=judgement.reason is Reason.SCOPE and scope_sort(entry.scope) in {"restricted", "team"},
        )
        self.kept.append(kept)
        placed = kept.placed()
        if placed:
            self._fold(placed)
        return kept

    def _fold(self, placed: Placed) -> None:
        scope = placed.sealed.entry.scope
        for edit in placed.sealed.entry.edits:
            key = (scope, edit.record)
            entries = self._ground.placed.setdefault(key, [])
            entries.append(placed)
            state = self._states[key] = fold_record(scope, edit.record, entries)
            if state is not None:
                self.changed[key] = state
                self._ground.facts.change(state)

    def _state(self, key: RecordKey) -> RecordState | None:
        if key not in self._states:
            self._states[key] = fold_record(key[0], key[1], self._ground.placed.get(key, ()))
        return self._states[key]

    def _judge(self, entry: Entry) -> Judgement:
        found = {edit.record: self._state((entry.scope, edit.record)) for edit in entry.edits}
        states = {record: state for record, state in found.items() if state is not None}
        return judge(entry, self._setting(entry.scope, states))

    def _setting(self, scope: Scope, states: dict[RecordId, RecordState]) -> Setting:
        staff, case = self._sender.staff, case_of(scope)

        def parent_value(parent: EntryId, record: RecordId, field: str) -> JsonValue:
            return self._parent_value((scope, record), parent, field)

        if self._sender.device == SERVER_DEVICE:
            return Setting(staff, None, NO_ACCESS, states, parent_value)
        facts, at = self._ground.facts.access(), self._ground.at
        mine = access(staff, case, facts, at) if case else NO_ACCESS
        member = facts.staff.get(staff)
        return Setting(
            staff=staff,
            role=facts.role(staff),
            access=mine,
            states=states,
            parent_value=parent_value,
            first_grant=case is not None and not facts.allocations.get(case),
            late=case is not None and not mine.reads and lately(staff, case, facts, at),
            own_team=member.post.team if member and member.post else None,
            at=at,
        )

    def _parent_value(self, key: RecordKey, parent: EntryId, field: str) -> JsonValue:
        """What an entry set in a field of the record. What a named parent means can only be in the same scope."""
        for placed in self._ground.placed.get(key, ()):
            if placed.sealed.id == parent:
                edits = placed.sealed.entry.edits
                return next((edit.set.get(field) for edit in edits if edit.record == key[1]), None)
        return None
