"""Judging and placing the entries of one batch: pure, on what was loaded before; nothing is written here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from pydantic import JsonValue

from casework.ledger.entry import Edit, Entry, Sealed
from casework.ledger.fold import Order, Placed, RecordState, fold_record
from casework.ledger.protocol import Verdict
from casework.ledger.single import fold_single
from casework.records.delivery.ruling import Decision
from casework.records.identifier import (
    SERVER_DEVICE,
    CaseId,
    DeviceId,
    EntryId,
    RecordId,
    Scope,
    StaffId,
    case_of,
    case_scope,
    staff_scope,
)
from casework.records.person.person import Person
from casework.rules.access import NO_ACCESS, access_to, lately
from casework.rules.access_fact import AccessFacts
from casework.rules.disclosure import told_about
from casework.rules.instrument.refusal import InstrumentFacts
from casework.rules.instrument.subject import strictest_person
from casework.rules.intake import Judgement, Setting, is_unseen, is_withheld, judge
from casework.rules.intake_reason import Reason
from casework.rules.misfiling import Withheld
from casework.rules.ruling import Subject, ruled_on, stronger
from server.fact import FactView
from server.storage.folded import RecordText, text_of
from server.storage.log import Kept, RecordKey
from server.storage.ruling import Ruled, RulingRow

_COUNTS = frozenset({Verdict.ACCEPTED, Verdict.LATE})


@dataclass(frozen=True)
class Sender:
    """The device a batch comes from, and whose it is."""

    device: DeviceId
    staff: StaffId
    stopped: bool = False


@dataclass(frozen=True)
class Origin:
    """The earlier device on which a carried entry was made, and the entry that carried it here."""

    device: DeviceId
    carrier: EntryId


@dataclass(frozen=True)
class Word:
    """What a receipt says of an entry that the server had before it was restored: its own word, which stands.

    `order`: epoch and position that the entry had; None where the receipt did not tell them.
    """

    judgement: Judgement
    order: tuple[int, int] | None


@dataclass
class Ground:
    """What the entries of a batch are judged against: of the scopes and records they touch, under the scopes' locks.

    `ruled`: the entries that those of the batch are about. `rulings`: what was ruled in the scopes until now. `held`:
    the newest generation of each scope that the laptop, or the one that it was before, was ever given. `misfiled`: what
    was taken out of the scopes because it is about somebody else.
    """

    epoch: int
    at: datetime
    positions: dict[Scope, int]
    placed: dict[RecordKey, list[Placed]]
    facts: FactView
    ruled: dict[EntryId, Ruled] = field(default_factory=dict)
    rulings: dict[EntryId, Decision] = field(default_factory=dict)
    held: Mapping[Scope, int] = field(default_factory=dict)
    misfiled: Mapping[Scope, Withheld] = field(default_factory=dict)


class Placement:
    """A batch in the making: each entry is judged against all that came before it, in the batch too.

    What waits for a senior is settled by the whole batch, not within it: whoever is here because something waits does
    not lose the right to the second half of what they send.
    """

    def __init__(self, ground: Ground, sender: Sender) -> None:
        self._ground = ground
        self._sender = sender
        self._states: dict[RecordKey, RecordState | None] = {}
        self._facts: AccessFacts | None = None
        self._settings: dict[Scope, Setting] = {}
        self.kept: list[Kept] = []
        self.changed: dict[RecordKey, RecordText] = {}
        self.begun: set[RecordKey] = set()
        self.gone: set[RecordKey] = set()
        self.ruled: list[RulingRow] = []
        self.released: list[Sealed] = []

    @property
    def positions(self) -> Mapping[Scope, int]:
        """How far the log of each scope goes with this batch."""
        return self._ground.positions

    @property
    def signer(self) -> StaffId | None:
        """Whose laptop has signed the batch; None for the server itself."""
        return None if self._sender.device == SERVER_DEVICE else self._sender.staff

    @property
    def rulings(self) -> Mapping[EntryId, Decision]:
        """What is ruled in the scopes of this batch by now."""
        return self._ground.rulings

    def place_damaged(self, seq: int, entry: EntryId, data: bytes, origin: Origin | None = None) -> None:
        """Keep what cannot be read as it came; the chain goes on by its skeleton."""
        self.kept.append(_from(origin, Kept(seq, entry, data, None, 0, self._ground.epoch, Verdict.DAMAGED)))

    def place(self, sealed: Sealed, word: Word | None = None, origin: Origin | None = None) -> Kept:
        """Judge an entry, unless the server's first `word` on it is known, and fold the records it touches again."""
        entry = sealed.entry
        judgement = self._taken_out(sealed) or (word.judgement if word else self._judge(entry))
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
            withheld=is_withheld(judgement.reason, entry.scope),
            unseen=is_unseen(judgement.reason, entry.scope),
            order=word.order if word else None,
        )
        kept = _from(origin, kept)
        self.kept.append(kept)
        placed = self._placed(kept)
        if placed:
            self._fold(placed)
        if kept.verdict in _COUNTS:
            self._rule(kept.id, entry)
        return kept

    def _taken_out(self, sealed: Sealed) -> Judgement | None:
        """What was taken out of a file because it is about somebody else stays out, and what goes on with it too."""
        withheld = self._ground.misfiled.get(sealed.entry.scope)
        if self._sender.device == SERVER_DEVICE or withheld is None:
            return None
        out = withheld.holds_back(sealed.id, sealed.entry)
        return Judgement(Verdict.QUARANTINED, Reason.WRONG_FILE) if out else None

    def _placed(self, kept: Kept) -> Placed | None:
        """The entry for the fold. After a restore it may come again when it was ruled on before."""
        decision = self._ground.rulings.get(kept.id)
        if decision is None or kept.verdict is not Verdict.QUARANTINED:
            return kept.placed()
        ruled = _ruled(kept)
        return self._let_in(ruled, decision) if ruled else None

    def _let_in(self, ruled: Ruled, decision: Decision) -> Placed | None:
        """A ruled entry for the fold. What was withheld stays so, unless it is released."""
        if ruled.withheld and decision is Decision.REFUSE:
            return None
        if ruled.withheld:
            self.released.append(ruled.sealed)
        return ruled.placed(decision)

    def _rule(self, by: EntryId, entry: Entry) -> None:
        """Let what an accepted entry rules take effect."""
        for ident, decision in ruled_on(entry).items():
            self.ruled.append(RulingRow(ident, by, entry.scope, decision))
            before, ruled = self._ground.rulings.get(ident), self._find(entry.scope, ident)
            after = self._ground.rulings[ident] = stronger(before, decision)
            placed = self._let_in(ruled, after) if ruled and after != before else None
            if placed:
                self._fold(placed)

    def _find(self, scope: Scope, entry: EntryId) -> Ruled | None:
        """An entry of a scope that another one is about; of this batch, or from before."""
        kept = next((item for item in self.kept if item.id == entry), None)
        mine = _ruled(kept) if kept else None
        found = replace(mine, signer=self._sender.staff) if mine else self._ground.ruled.get(entry)
        return found if found and found.scope == scope else None

    def _subject(self, scope: Scope, entry: EntryId) -> Subject | None:
        found = self._find(scope, entry)
        return found.subject() if found else None

    def _fold(self, placed: Placed) -> None:
        scope = placed.sealed.entry.scope
        for edit in placed.sealed.entry.edits:
            key = (scope, edit.record)
            others = [one for one in self._ground.placed.get(key, ()) if one.sealed.id != placed.sealed.id]
            self._ground.placed[key] = [*others, placed]
            self._states.pop(key, None)
            text = self._folded(key) if others else self._begun(key, placed, edit)
            if text is None:
                self.changed.pop(key, None)
                self.gone.add(key)
            else:
                self.gone.discard(key)
                self.changed[key] = text
                self._ground.facts.take(text)

    def _begun(self, key: RecordKey, placed: Placed, edit: Edit) -> RecordText | None:
        """A record of which one entry is all there is: nearly every one that arrives. Who asks for more has it made."""
        alone = fold_single(placed, edit)
        if alone is None:
            return self._folded(key)
        self.begun.add(key)
        return RecordText(key[0], key[1], alone.kind, alone.text)

    def _folded(self, key: RecordKey) -> RecordText | None:
        self.begun.discard(key)
        state = self._state(key)
        return text_of(state) if state else None

    def states(self, kinds: Collection[str]) -> list[RecordState]:
        """The records that this batch changed; of those that it began, only such as are of some kinds."""
        wanted = [key for key, one in self.changed.items() if key not in self.begun or one.kind in kinds]
        return [state for key in wanted if (state := self._state(key))]

    def _state(self, key: RecordKey) -> RecordState | None:
        if key not in self._states:
            self._states[key] = fold_record(key[0], key[1], self._ground.placed.get(key, ()))
        return self._states[key]

    def _judge(self, entry: Entry) -> Judgement:
        wanted = {*(edit.record for edit in entry.edits), *told_about(entry)}
        found = {record: self._state((entry.scope, record)) for record in wanted}
        states = {record: state for record, state in found.items() if state is not None}
        return judge(entry, self._setting(entry, states))

    def _setting(self, entry: Entry, states: dict[RecordId, RecordState]) -> Setting:
        """What is known when an entry is judged: but for its records the same for all of a scope, and made once."""
        facts, scope, case = self._ground.facts.access(), entry.scope, case_of(entry.scope)
        if facts is not self._facts:
            self._facts, self._settings = facts, {}
        found = self._settings.get(scope)
        if found is None:
            found = self._settings[scope] = self._setting_of(scope, facts)
        late = case is not None and not found.access.reads and self._is_late(entry, case, facts)
        return found.with_states(states, late=late)

    def _is_late(self, entry: Entry, case: CaseId, facts: AccessFacts) -> bool:
        laptop = self._sender.device != SERVER_DEVICE
        return laptop and self._was_held(entry) and lately(self._sender.staff, case, facts, self._ground.at)

    def _setting_of(self, scope: Scope, facts: AccessFacts) -> Setting:
        staff, at, case = self._sender.staff, self._ground.at, case_of(scope)

        def parent_value(parent: EntryId, record: RecordId, field: str) -> JsonValue:
            return self._parent_value((scope, record), parent, field)

        def passed_on(parent: EntryId, record: RecordId, field: str) -> Sequence[str] | None:
            return self._passed_on((scope, record), parent, field)

        def subject(entry: EntryId) -> Subject | None:
            return self._subject(scope, entry)

        if self._sender.device == SERVER_DEVICE:
            return Setting(staff, None, NO_ACCESS, {}, parent_value, passed_on=passed_on, subject=subject)
        member = facts.staff.get(staff)
        return Setting(
            staff=staff,
            role=facts.role(staff),
            access=access_to(staff, scope, facts, at),
            states={},
            parent_value=parent_value,
            first_grant=case is not None and not facts.allocations.get(case),
            own_team=member.post.team if member and member.post else None,
            at=at,
            passed_on=passed_on,
            subject=subject,
            stopped=self._sender.stopped,
            supervision=lambda member: access_to(staff, staff_scope(member), facts, at),
            instruments=InstrumentFacts(facts.confirmed, lambda: self._person(scope), facts.role),
        )

    def _person(self, scope: Scope) -> Person | None:
        """The person of a scope's case, as far as the batch was loaded with them."""
        case = case_of(scope)
        keys = [key for key in sorted(self._ground.placed) if case and key[0] == case_scope(case)]
        states = [state for key in keys if (state := self._state(key)) and state.kind == Person.kind]
        first = min(states, key=_made, default=None)  # A second one takes nobody's place, whatever its id.
        return strictest_person(first) if first else None

    def _was_held(self, entry: Entry) -> bool:
        """Whether the entry was made on a laptop that held the scope: not after it confirmed that it had left it."""
        if entry.seen is None:
            return False
        # What was held before a restore, the server may not know any more.
        before = entry.seen.epoch < self._ground.epoch
        now = entry.seen.epoch == self._ground.epoch
        return before or (now and 0 < entry.seen.generation <= self._ground.held.get(entry.scope, 0))

    def _parent_value(self, key: RecordKey, parent: EntryId, field: str) -> JsonValue:
        """What an entry set in a field of the record. What a named parent means can only be in the same scope."""
        placed = self._parent(key, parent)
        edits = placed.sealed.entry.edits if placed else ()
        return next((edit.set.get(field) for edit in edits if edit.record == key[1]), None)

    def _passed_on(self, key: RecordKey, parent: EntryId, field: str) -> Sequence[str] | None:
        """What an entry that does not count had named in a field of the record."""
        placed = self._parent(key, parent)
        if placed is None or placed.counts:
            return None
        edits = placed.sealed.entry.edits
        return [other for edit in edits if edit.record == key[1] for other in edit.parents.get(field, ())]

    def _parent(self, key: RecordKey, parent: EntryId) -> Placed | None:
        return next((placed for placed in self._ground.placed.get(key, ()) if placed.sealed.id == parent), None)


def _made(state: RecordState) -> tuple[bool, Order, str]:
    head = state.created
    return (head is None or head.awaiting, head.order if head else (1, 0, 0), state.record)


def _from(origin: Origin | None, kept: Kept) -> Kept:
    return replace(kept, device=origin.device, adopted=origin.carrier) if origin else kept


def _ruled(kept: Kept) -> Ruled | None:
    if kept.sealed is None:
        return None
    return Ruled(kept.sealed, (0, *kept.rank), kept.verdict, kept.withheld)
