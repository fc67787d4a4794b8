"""The fold once more, written from the protocol's text and from what the model knows; no line of it is shared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.plain import canonical
from casework.records.identifier import EntryId, RecordId, Scope
from casework.records.merge import DECIDE, Merge, caution_of
from casework.records.record import merge_of
from tests.simulation.model import Saved

Rank = tuple[int, int, int]


class Status(Enum):
    """What an entry is, as one side knows it."""

    COUNTS = "counts"
    AWAITING = "awaiting"
    WITHHELD = "withheld"
    REFUSED = "refused"
    EXPUNGED = "expunged"


@dataclass(frozen=True)
class Line:
    """One entry as one side holds it: its place and what the office's verdict was."""

    id: EntryId
    order: Rank
    status: Status
    outline: bool = False
    """Whether its words were destroyed."""


@dataclass(frozen=True)
class Shown:
    """One value that nothing has replaced."""

    id: EntryId
    value: JsonValue
    awaiting: bool
    rank: Rank


class View:
    """One scope as one side has it, folded by the model's own knowledge of what replaces what."""

    def __init__(self, scope: Scope, lines: Iterable[Line], saved: Mapping[EntryId, Saved]) -> None:
        self.scope = scope
        self._saved = saved
        known = [line for line in lines if line.id in saved]
        self.lines = {line.id: line for line in sorted(_ruled(known, saved), key=lambda line: (line.order, line.id))}
        self._edits: dict[RecordId, list[tuple[Line, Edit]]] = {}
        for line in self.lines.values():
            if line.status is not Status.WITHHELD:
                for edit in saved[line.id].entry.edits:
                    self._edits.setdefault(edit.record, []).append((line, edit))

    def records(self) -> list[RecordId]:
        """Every record that shows."""
        return [record for record in self._edits if self.kind(record) is not None]

    def kind(self, record: RecordId) -> str | None:
        """What a record is: as its first entry says."""
        return next((edit.kind for line, edit in self._edits.get(record, ()) if _shows(line)), None)

    def fields(self, record: RecordId) -> list[str]:
        """Every field that anybody set."""
        names = {name for _, edit in self._mine(record) for name in (*edit.set, *edit.add, *edit.remove)}
        return sorted(names)

    def heads(self, record: RecordId, name: str) -> list[Shown]:
        """What nothing has replaced, the earliest rank first."""
        rule = self.rule(record, name)
        if rule.rule == "set":
            return self._pairs(record, name)
        lines = {line.id: (line, edit.set[name]) for line, edit in self._mine(record) if name in edit.set}
        if rule.rule == "once":
            return self._first(lines)
        gone: set[EntryId] = set()
        for line, _ in lines.values():
            if line.status is Status.COUNTS:
                gone |= self._replaced(line.id, (record, name), lines)
        ranks = self._ranks((record, name), lines)
        found = [
            Shown(ident, value, line.status is Status.AWAITING, ranks[ident])
            for ident, (line, value) in lines.items()
            if ident not in gone and _shows(line)
        ]
        return sorted(found, key=lambda shown: (shown.rank, self.lines[shown.id].order, shown.id))

    def standing(self, record: RecordId, name: str) -> Shown | None:
        """What stands while heads differ."""
        heads, rule = self.heads(record, name), self.rule(record, name)
        counting = [head for head in heads if not head.awaiting]
        if rule.rule == "cautious":
            most = max((caution_of(rule, head.value) for head in heads), default=0)
            return next((head for head in heads if caution_of(rule, head.value) == most), None)
        if rule.rule == "once":
            return next(iter(counting or heads), None)
        return counting[0] if counting else None

    def continued(self, record: RecordId, name: str) -> frozenset[EntryId]:
        """What somebody replaces who changes what stands on the screen: that, and what is equal to it."""
        stands = self.standing(record, name)
        if stands is None:
            return frozenset()
        same = canonical(stands.value)
        return frozenset(h.id for h in self.heads(record, name) if not h.awaiting and canonical(h.value) == same)

    def decided(self, record: RecordId, name: str) -> frozenset[EntryId]:
        """What somebody replaces who decides: every view that counts."""
        return frozenset(head.id for head in self.heads(record, name) if not head.awaiting)

    def rule(self, record: RecordId, name: str) -> Merge:
        """How a field merges."""
        return merge_of(self.kind(record) or "", name) or DECIDE

    def _mine(self, record: RecordId) -> list[tuple[Line, Edit]]:
        kind = self.kind(record)
        return [(line, edit) for line, edit in self._edits.get(record, ()) if edit.kind == kind]

    def _replaced(
        self, ident: EntryId, field: tuple[RecordId, str], lines: Mapping[EntryId, tuple[Line, JsonValue]]
    ) -> set[EntryId]:
        """What an entry replaces; what does not count is seen through."""
        found: set[EntryId] = set()
        for parent in self._saved[ident].replaces.get(field, ()):
            if parent in found:
                continue
            found.add(parent)
            if parent in lines and lines[parent][0].status is not Status.COUNTS:
                found |= self._replaced(parent, field, lines)
        return found

    def _ranks(
        self, field: tuple[RecordId, str], lines: Mapping[EntryId, tuple[Line, JsonValue]]
    ) -> dict[EntryId, Rank]:
        """A value keeps the place of the earliest that it goes back to."""
        ranks: dict[EntryId, Rank] = {}

        def rank(ident: EntryId) -> Rank:
            if ident not in ranks:
                ranks[ident] = lines[ident][0].order
                parents = [p for p in self._saved[ident].replaces.get(field, ()) if p in lines]
                ranks[ident] = min([ranks[ident], *map(rank, parents)])
            return ranks[ident]

        return {ident: rank(ident) for ident in lines}

    def _first(self, lines: Mapping[EntryId, tuple[Line, JsonValue]]) -> list[Shown]:
        shown = [item for item in lines.values() if _shows(item[0])]
        first = next((item for item in shown if item[0].status is Status.COUNTS), shown[0] if shown else None)
        if first is None:
            return []
        line, value = first
        return [Shown(line.id, value, line.status is Status.AWAITING, line.order)]

    def _pairs(self, record: RecordId, name: str) -> list[Shown]:
        mine = self._mine(record)
        gone = {
            (pair.entry, canonical(pair.item))
            for line, edit in mine
            if line.status in {Status.COUNTS, Status.EXPUNGED}
            for pair in edit.remove.get(name, ())
        }
        return [
            Shown(line.id, item, line.status is Status.AWAITING, line.order)
            for line, edit in mine
            if _shows(line)
            for item in edit.add.get(name, ())
            if (line.id, canonical(item)) not in gone
        ]


def _shows(line: Line) -> bool:
    return line.status in {Status.COUNTS, Status.AWAITING}


def _ruled(lines: list[Line], saved: Mapping[EntryId, Saved]) -> list[Line]:
    """The lines with what people ruled: a release lets one count, a refusal takes it away; release beats refusal."""
    decisions: dict[str, set[str]] = {}
    for line in lines:
        if line.status is Status.COUNTS:
            for edit in saved[line.id].entry.edits:
                if edit.kind == "ruling":
                    decisions.setdefault(str(edit.set.get("entry")), set()).add(str(edit.set.get("decision")))
    ruled = [_after(line, decisions.get(line.id, set())) for line in lines]
    return [
        replace(line, status=Status.EXPUNGED) if line.outline and line.status is not Status.WITHHELD else line
        for line in ruled
    ]


def _after(line: Line, decisions: set[str]) -> Line:
    if line.status is Status.COUNTS or not decisions:
        return line
    released = "release" in decisions
    return replace(line, status=Status.COUNTS if released else Status.REFUSED)
