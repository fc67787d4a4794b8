"""How a record stands with another system: to be keyed, keyed, changed since, or to be taken out there. Pure.

A tick names the entries that were read. Whoever corrects what they wrote, in whatever way, makes entries that it does
not name, so that nothing has to be remembered: what was keyed is not what stands now.
"""

from collections.abc import Collection
from dataclasses import dataclass

from casework.ledger.fold import Head, RecordState
from casework.records.check import check_value
from casework.records.file.rekeying import Keyed, Rekeyed
from casework.records.identifier import EntryId
from casework.records.part import Choice
from casework.rules.copy_out.layout import Block
from casework.rules.standing import conflicts
from casework.words import say

_STRUCK = ("struck_out", "withdrawn")
TAKEN_BACK = (*_STRUCK, "corrected_by")
"""Fields that, once anything stands in them, say that a record does not hold any more."""


class Standing(Choice):
    """How a record stands with a system."""

    TO_KEY = "to_key", say("To be keyed")
    CHANGED = "changed", say("Changed since it was keyed")
    TO_REMOVE = "to_remove", say("Taken back since it was keyed")
    WAITS = "waits", say("Not to be keyed yet")
    KEYED = "keyed", say("Keyed")
    NOTHING = "nothing", say("Nothing to key")


class Waiting(Choice):
    """Why something is not to be keyed yet."""

    AWAITING = "awaiting", say("A senior has to release something of this first. Do not key it yet.")
    TWO_VIEWS = "two_views", say("There are two views of this, and nobody has decided between them. Do not key it yet.")


@dataclass(frozen=True)
class Tick:
    """One tick as it is kept: with the entry that set it, which whoever takes it back names."""

    entry: EntryId
    keyed: Keyed


@dataclass(frozen=True)
class Read:
    """What was read of a record: the entries behind what is laid out, and a digest of what followed from them."""

    entries: frozenset[str]
    worked_out: str = ""

    def matches(self, keyed: Keyed) -> bool:
        """Whether a tick was set on reading exactly this."""
        return frozenset(keyed.entries) == self.entries and keyed.worked_out == self.worked_out


def ticks_of(state: RecordState | None) -> tuple[Tick, ...]:
    """The ticks that stand, the earliest first."""
    field = state.fields.get("keyed") if state else None
    heads = [head for head in (field.heads if field else ()) if not head.awaiting and _readable(head)]
    found = (Tick(head.entry, Keyed.model_validate(head.value)) for head in heads)
    return tuple(sorted(found, key=lambda one: (one.keyed.at, one.entry)))


def _readable(head: Head) -> bool:
    return not check_value(Rekeyed.kind, "keyed", [head.value])


def entries_behind(state: RecordState, block: Block) -> frozenset[str]:
    """The entries by which a block says what it says."""
    heads = (head for name in (*block.fields, *TAKEN_BACK) for head in _heads(state, name))
    return frozenset(head.entry for head in heads if not head.awaiting)


def hindrance(state: RecordState, block: Block, *, corrects_awaiting: bool = False) -> Waiting | None:
    """Why it is not to be keyed yet. `corrects_awaiting`: a correction of it waits for a senior."""
    names = (*block.fields, *TAKEN_BACK)
    if corrects_awaiting or any(head.awaiting for name in names for head in _heads(state, name)):
        return Waiting.AWAITING
    return Waiting.TWO_VIEWS if set(conflicts(state)) & block.fields else None


def standing_of(
    state: RecordState, block: Block, ticks: tuple[Tick, ...], read: Read, *, holds: bool, waits: Waiting | None
) -> Standing:
    """How a record stands. `holds`: neither taken back nor replaced, and of those of which the block is.

    `waits`: its hindrance. What was keyed stays keyed while something of it waits for a senior, who may refuse it.
    """
    own_word = any(head.value for head in _heads(state, block.done) if not head.awaiting) if block.done else False
    if not holds:
        gone = any(one.keyed.entries for one in ticks) and not any(read.matches(one.keyed) for one in ticks)
        return Standing.TO_REMOVE if gone else Standing.NOTHING
    if any(read.matches(one.keyed) for one in ticks) or (own_word and not ticks):
        return Standing.KEYED
    if waits:
        return Standing.WAITS
    return Standing.CHANGED if ticks else Standing.TO_KEY


def is_struck_out(state: RecordState) -> bool:
    """Whether a record was itself entered in error or withdrawn, so that what it corrects stands again."""
    return any(head.value for name in _STRUCK for head in _heads(state, name) if not head.awaiting)


def is_taken_back(state: RecordState, struck: Collection[str] = ()) -> bool:
    """Whether anything that counts says that a record does not hold any more. `struck`: records that are struck out."""
    counting = [(name, head.value) for name in TAKEN_BACK for head in _heads(state, name) if not head.awaiting]
    return any(value not in (None, "") and not (name == "corrected_by" and value in struck) for name, value in counting)


def _heads(state: RecordState, name: str) -> tuple[Head, ...]:
    field = state.fields.get(name)
    return field.heads if field else ()
