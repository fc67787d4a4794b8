"""A person's whole file, made up from a seed, in which it is known of every word whether the person may be told it.

What may be told is known from how the file was made, not from the rules that are tried.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from random import Random

from pydantic import JsonValue

from casework.ledger.entry import Edit, Link, Sealed, Signed, seal_entry
from casework.ledger.fold import Placed, RecordState, fold_record
from casework.records.file.telling_decision import TellingDecision, decision_id
from casework.records.identifier import (
    CaseId,
    DeviceId,
    EntryId,
    RecordId,
    Scope,
    StaffId,
    case_scope,
    restricted_scope,
)
from casework.records.record import KINDS, SCHEMA, merge_of, telling_of
from casework.records.shape import Shape, shapes_of
from casework.records.telling import Telling
from tests.fakes.chain import ident
from tests.fakes.marked_value import Marked, Marker

CASE = CaseId(ident(0xCA5E))
ME, OTHER = StaffId("worker-me"), StaffId("worker-other")
WRITTEN = datetime(2038, 7, 3, 9, tzinfo=UTC)
"""When everything was recorded: in a year that no value names."""

PLAN_KINDS = ("risk_management_plan", "plan_line", "plan_line", "plan_line", "risk_scenario", "victim_safety_line")
Change = Callable[[Placed], Placed]

_BESIDE = ("plan", "corrects", "corrected_by", "struck_out", "withdrawn", "follows")
"""Fields that bind records together; they are set where they are meant."""


class Fate(Enum):
    """What becomes of a field after it was written."""

    LEFT = "nobody decides"
    TOLD = "it is decided that it is told"
    WITHHELD = "it is withheld"
    REWRITTEN = "it is told, and written anew"
    AWAITS = "it is told, and what somebody wrote waits for a senior"
    QUARANTINED = "a decision to tell it waits for a senior"
    DISAGREED = "one tells it and another withholds it"
    REFUSED = "it is told, and what somebody wrote was refused"
    LAPSED = "a decision names other words"


TELLS = frozenset({Fate.TOLD, Fate.REFUSED})
LEFT_OPEN = frozenset({Fate.LEFT, Fate.QUARANTINED})
"""Nothing that counts was decided: what is open by itself stays so."""


class Lot(Enum):
    """What becomes of a whole record."""

    STANDS = "it stands"
    CORRECTED = "another corrects it"
    UNSENT = "somebody else's, not yet at the office"


@dataclass
class Told:
    """What may be told of one record: its kind, and each field with its value and words."""

    kind: str
    fields: dict[str, Marked]
    decided: frozenset[str]


@dataclass
class MarkedFile:
    """The file: its records, what may be told, and every word that must be nowhere on the copy."""

    marker: Marker
    states: list[RecordState] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)

    @property
    def shown(self) -> list[str]:
        """Every word that has to be on the copy."""
        return [word for one in self.told for made in one.fields.values() for word in made.shown]

    def twin(self) -> list[RecordState]:
        """Another file, of other people and another time, with what may be told and nothing else, the last first."""
        hand = _Hand(Random(7), "twin", 0xDD_0000_0000)
        plan = hand.record()
        for one in reversed(self.told):
            record = plan if one.kind == PLAN_KINDS[0] else hand.record()
            values = {name: made.value for name, made in one.fields.items()}
            written = hand.write(case_scope(CASE), _edit(record, one.kind, values))
            decided = [_decision(record, one.kind, name, [written.id], "Twin.", "disclose") for name in one.decided]
            if decided:
                hand.write(case_scope(CASE), *decided)
        return hand.states()


def marked_file(seed: int, kinds: Sequence[str] = ()) -> MarkedFile:
    """Make a file with a plan, its lines, and some records of other kinds."""
    random = Random(seed)
    made = MarkedFile(Marker(random))
    hand = _Hand(random, "device", 0xBB_0000_0000)
    plan = hand.record()
    beside = [kind for kind in kinds or every_kind() if kind != PLAN_KINDS[0]]
    others = random.choices(beside, k=random.randint(1, 4)) if beside else []
    for kind in (*PLAN_KINDS, *others):
        _Author(made, hand, random, plan).record(kind)
    made.states = hand.states()
    random.shuffle(made.states)
    made.forbidden += [ME, OTHER, "device", str(WRITTEN.year), *hand.ids]
    return made


def every_kind() -> tuple[str, ...]:
    """Every kind that may lie in a case."""
    return tuple(sorted(kind for kind, model in KINDS.items() if model.lies_in("case") and not model.anywhere))


@dataclass
class _Hand:
    """Whoever writes entries, and what has been written."""

    random: Random
    device: str
    first: int
    placed: list[Placed] = field(default_factory=list)
    link: Link = field(default_factory=Link)
    ids: list[str] = field(default_factory=list)

    def record(self) -> RecordId:
        self.ids.append(ident(self.first + len(self.ids)))
        return RecordId(self.ids[-1])

    def write(self, scope: Scope, *edits: Edit, change: Change | None = None) -> Sealed:
        author = OTHER if change is _unsent or self.random.random() < 0.4 else ME
        at = WRITTEN + timedelta(minutes=self.link.seq)
        sealed = seal_entry(self.link, Signed(DeviceId(self.device), author, scope, at, SCHEMA), edits)
        self.link = Link(sealed.entry.seq, sealed.id)
        placed = Placed(sealed, (0, 1, sealed.entry.seq))
        self.placed.append(change(placed) if change else placed)
        return sealed

    def states(self) -> list[RecordState]:
        found: dict[tuple[Scope, RecordId], list[Placed]] = {}
        for one in self.placed:
            for edit in one.sealed.entry.edits:
                found.setdefault((one.sealed.entry.scope, edit.record), []).append(one)
        folded = (fold_record(scope, record, entries) for (scope, record), entries in found.items())
        return [state for state in folded if state is not None]


@dataclass
class _Author:
    """Writes one record with all its fields, and lets each field have its fate."""

    made: MarkedFile
    hand: _Hand
    random: Random
    plan: RecordId
    together: list[Edit] = field(default_factory=list)
    """Decisions that are saved as one."""

    def record(self, kind: str) -> None:
        """Write a record of a kind."""
        made = self._values(kind)
        if not made:
            return
        lot = self.random.choices(list(Lot), [8, 1, 1])[0]
        record = self.plan if kind == PLAN_KINDS[0] else self.hand.record()
        scope = self._scope(kind)
        values = {name: one.value for name, one in made.items()}
        if "plan" in KINDS[kind].model_fields and kind in PLAN_KINDS:
            values["plan"] = self.plan
        newer = self.made.marker.mark()
        self.made.forbidden.append(newer)
        edit = _edit(record, kind, {**values, "a_newer_field": newer})
        unsent = lot is Lot.UNSENT and kind != PLAN_KINDS[0]
        written = self.hand.write(scope, edit, change=_unsent if unsent else None)
        told: dict[str, Marked] = {}
        decided: set[str] = set()
        for name, one in made.items():
            fate = self._fate(_Field(scope, record, kind, name), written)
            start = telling_of(kind, name)
            open_by_itself = start is Telling.OPEN and scope == case_scope(CASE) and fate in LEFT_OPEN
            self.made.forbidden += one.never
            if start is not Telling.NEVER and (fate in TELLS or open_by_itself):
                told[name] = one
                decided |= set() if open_by_itself else {name}
            else:
                self.made.forbidden += one.shown
        if self.together:
            self.hand.write(scope, *self.together)
        self._settle(lot, kind, (scope, record), Told(kind, told, frozenset(decided)))

    def _values(self, kind: str) -> dict[str, Marked]:
        shapes = [shape for shape in shapes_of(kind) if shape.name not in _BESIDE]
        found = {shape.name: self.made.marker.make(kind, shape) for shape in shapes if self._takes(shape)}
        return {name: one for name, one in found.items() if one is not None}

    def _takes(self, shape: Shape) -> bool:
        return shape.required or self.random.random() < 0.5

    def _scope(self, kind: str) -> Scope:
        restricted = KINDS[kind].restrictable and kind != PLAN_KINDS[0] and self.random.random() < 0.2
        return restricted_scope(CASE) if restricted else case_scope(CASE)

    def _settle(self, lot: Lot, kind: str, where: tuple[Scope, RecordId], told: Told) -> None:
        """Let the record have its lot: the plan itself always stands, or nothing of it would be told."""
        if lot is Lot.STANDS or kind == PLAN_KINDS[0]:
            self.made.told += [told] if told.fields else []
            return
        self.made.forbidden += [word for one in told.fields.values() for word in one.shown]
        if lot is Lot.CORRECTED:
            by = self.hand.record()
            self.hand.write(where[0], Edit(record=by, kind=kind, set={"corrects": where[1]}))

    def _fate(self, one: "_Field", written: Sealed) -> Fate:
        # A completed field keeps its first words whatever is written after it.
        once = (rule := merge_of(one.kind, one.name)) is not None and rule.rule == "once"
        kept = [fate for fate in Fate if not (once and fate in {Fate.REWRITTEN, Fate.AWAITS, Fate.REFUSED})]
        fate = self.random.choices(kept, [5 if chosen in {Fate.LEFT, Fate.TOLD} else 1 for chosen in kept])[0]
        if fate in {Fate.REWRITTEN, Fate.AWAITS, Fate.REFUSED} and not self._again(one, written, fate):
            fate = Fate.TOLD
        if fate in {Fate.WITHHELD, Fate.DISAGREED}:
            self._decide(one, "withhold", [written.id])
        if fate not in {Fate.LEFT, Fate.WITHHELD}:
            named = [EntryId("0" * 64)] if fate is Fate.LAPSED else [written.id]
            self._decide(one, "disclose", named, _awaiting if fate is Fate.QUARANTINED else None)
        return fate

    def _again(self, one: "_Field", written: Sealed, fate: Fate) -> bool:
        shape = next(shape for shape in shapes_of(one.kind) if shape.name == one.name)
        made = self.made.marker.make(one.kind, shape)
        if made is None:
            return False
        edit = _edit(one.record, one.kind, {one.name: made.value}, parents=[] if shape.is_set else [written.id])
        changes: dict[Fate, Change] = {Fate.AWAITS: _awaiting, Fate.REFUSED: _refused}
        self.hand.write(one.scope, edit, change=changes.get(fate))
        self.made.forbidden += [*made.shown, *made.never]
        return True

    def _decide(self, one: "_Field", tell: str, named: list[EntryId], change: Change | None = None) -> None:
        reason = self.made.marker.mark()
        self.made.forbidden.append(reason)
        edit = _decision(one.record, one.kind, one.name, named, reason, tell)
        if change is None and tell == "disclose":
            self.together.append(edit)
        else:
            self.hand.write(one.scope, edit, change=change)


@dataclass(frozen=True)
class _Field:
    scope: Scope
    record: RecordId
    kind: str
    name: str


def _awaiting(one: Placed) -> Placed:
    return replace(one, awaiting=True)


def _refused(one: Placed) -> Placed:
    return replace(one, refused=True)


def _unsent(one: Placed) -> Placed:
    return replace(one, order=(1, 0, one.sealed.entry.seq))


def _edit(record: RecordId, kind: str, values: dict[str, JsonValue], parents: list[EntryId] | None = None) -> Edit:
    """The edit that writes fields, the items of sets among them."""
    sets = {name: value for name in values if _is_set(kind, name) and isinstance(value := values[name], list)}
    plain = {name: value for name, value in values.items() if name not in sets}
    named = {name: [str(parent) for parent in parents] for name in plain} if parents else {}
    return Edit(record=record, kind=kind, set=plain, add=sets, parents=named)


def _is_set(kind: str, name: str) -> bool:
    rule = merge_of(kind, name)
    return rule is not None and rule.rule == "set"


def _decision(record: RecordId, kind: str, name: str, named: Sequence[EntryId], reason: str, tell: str) -> Edit:
    about: JsonValue = {"record": record, "kind": kind, "field": name}
    verdict: JsonValue = {
        "tell": tell,
        "entries": [str(entry) for entry in named],
        "reason": reason,
        "by": ME,
        "on": f"{WRITTEN.year}-07-03",
    }
    return Edit(record=decision_id(record, name), kind=TellingDecision.kind, set={"about": about, "decision": verdict})
