"""What may be handed to the supervised person, field by field, and who may decide that (standards.md 153, 154).

What nobody has decided about counts as withheld. Telling is bound to the entries that were read: what is written
later is undecided again, and so is what is left when one of several entries has gone. Withholding stays.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from pydantic import JsonValue, ValidationError

from casework.ledger.entry import Edit, Entry
from casework.ledger.fold import FieldState, Head, RecordState
from casework.records.check import check_value
from casework.records.file.case import Case
from casework.records.file.misfiling import Misfiling, Receiving
from casework.records.file.telling_decision import About, TellingAnswer, TellingDecision, TellingVerdict, decision_id
from casework.records.identifier import EntryId, RecordId, Scope, StaffId, is_uuid, scope_sort
from casework.records.part import Choice
from casework.records.person.person import Person
from casework.records.record import KINDS, telling_of
from casework.records.shape import Sort, shape_of
from casework.records.telling import Telling
from casework.words import say

_CAUTION = (Telling.OPEN, Telling.UNDECIDED, Telling.WITHHELD, Telling.NEVER)

_TAKEN_BACK = ("corrected_by", "struck_out", "withdrawn")
"""Fields that, once anything stands in them, say that their record does not hold any more."""

_VERSIONS = frozenset({
    "risk_management_plan", "risk_scenario", "case_management_plan", "leave_plan", "safety_plan", "plan_line",
    "victim_safety_line", "safety_measure",
})  # fmt: skip
"""Kinds in which `follows` names what the record takes the place of; in others it names what came before."""


@dataclass(frozen=True)
class Decisions:
    """What is decided among the records of a case: the decisions by scope and id, and what holds no more.

    `replaced`: records that others correct or take the place of. `taken`: entries that belong to somebody else's file.
    `received`: records and entries that came from another file, where something else was decided about them.
    `me` is who hands over: their own words may go out before the office has them.
    """

    found: Mapping[tuple[Scope, RecordId], RecordState]
    replaced: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    received: frozenset[str] = frozenset()
    me: StaffId | None = None


def gather_decisions(states: Iterable[RecordState], me: StaffId | None = None) -> Decisions:
    """What is decided among the records of a case, all of which are given."""
    known = list(states)
    found = {(state.scope, state.record): state for state in known if state.kind == TellingDecision.kind}
    # A file has one case and one person: what came to them, or went again, is single fields of them.
    whole = frozenset(str(state.record) for state in known if state.kind in {Case.kind, Person.kind})
    replaced = frozenset(name for state in known for name in _replaced_by(state))
    gone = frozenset(name for state in known for name in _taken_with(state))
    taken = frozenset(entry for state in known for entry in _taken_out(state))
    received = frozenset(name for state in known for name in _received(state))
    return Decisions(found, replaced | (gone - whole), taken, received - whole, me)


def start_of(scope: Scope, kind: str, field: str) -> Telling:
    """How a field starts out where it lies: what only named people may see is told only if a senior lifts it.

    Outside of a case nothing is ever told.
    """
    sort = scope_sort(scope)
    if sort not in {"case", "restricted"}:
        return Telling.NEVER
    start = telling_of(kind, field)
    return max(start, Telling.WITHHELD, key=_CAUTION.index) if sort == "restricted" else start


def telling_now(state: RecordState, field: str, decisions: Decisions) -> Telling:
    """What is decided about a field as it stands. `OPEN` is not yet told: see `hindrance`."""
    start = start_of(state.scope, state.kind, field)
    if start is Telling.NEVER:
        return start
    if not decisions.received.isdisjoint({state.record, *entries_read(state, field)}):
        start = max(start, Telling.UNDECIDED, key=_CAUTION.index)
    verdicts = list(_verdicts(state, field, decisions.found))
    if any(verdict is None or verdict.tell is TellingAnswer.WITHHOLD for verdict in verdicts):
        return Telling.WITHHELD
    heads = entries_read(state, field)
    if any(verdict is not None and heads and set(verdict.entries) == heads for verdict in verdicts):
        return Telling.OPEN
    # Somebody read other words than these: what was open by itself is to be read again, too.
    return max(start, Telling.UNDECIDED, key=_CAUTION.index) if verdicts else start


def entries_read(state: RecordState, field: str) -> frozenset[EntryId]:
    """The entries by which a field says what it says: those of its values, and those that took something out of it.

    A decision names all of them: what had been taken out when it was read may come back.
    """
    found = state.fields.get(field)
    removers = found.removers if found else ()
    return frozenset({*(head.entry for head in _heads(state, field)), *(one.entry for one in removers)})


class Hindrance(Choice):
    """Why what is decided to be told is left out all the same."""

    NOTHING = "nothing", say("Nothing stands here.")
    UNKNOWN = "unknown", say("This was recorded in a newer version of Doorstep. Update, then look at it again.")
    AWAITING = (
        "awaiting",
        say("Something here waits for a senior. Until it is released or refused, none of it is handed over."),
    )
    UNSENT = "unsent", say("The office does not have this yet. Sync, then look at it again.")
    TAKEN_BACK = (
        "taken_back",
        say("This was corrected, replaced, struck out or taken out of the file. Look for what took its place."),
    )


def hindrance(state: RecordState, field: str, decisions: Decisions) -> Hindrance | None:
    """What stands in the way of telling a field, whatever is decided."""
    heads = _heads(state, field)
    if not heads:
        return Hindrance.NOTHING
    if shape_of(state.kind, field) is None or not _readable(state, field):
        return Hindrance.UNKNOWN
    if any(head.awaiting for head in heads):
        # What awaits may be the very reason why the rest must not be told.
        return Hindrance.AWAITING
    if any(head.order[0] != 0 and head.author != decisions.me for head in heads):
        return Hindrance.UNSENT
    gone = is_taken_back(state, decisions) or not decisions.taken.isdisjoint(entries_read(state, field))
    return Hindrance.TAKEN_BACK if gone else None


def is_taken_back(state: RecordState, decisions: Decisions) -> bool:
    """Whether a record, or the plan that it is a line of, was corrected, replaced or struck out.

    If only by what waits for a senior: what may be wrong is not handed over.
    """
    owners = {head.value for head in _heads(state, "plan") if isinstance(head.value, str)}
    gone = any(head.value not in (None, "") for name in _TAKEN_BACK for head in _heads(state, name))
    return gone or not decisions.replaced.isdisjoint({state.record, *owners})


def may_tell(state: RecordState, field: str, decisions: Decisions) -> bool:
    """Whether the person may be told what stands in a field.

    Where two people recorded different values, every one of them must have been read: the decision names them all.
    """
    return telling_now(state, field, decisions) is Telling.OPEN and hindrance(state, field, decisions) is None


@dataclass(frozen=True)
class Question:
    """A field that somebody could decide about, and what holds until then."""

    state: RecordState
    field: str
    telling: Telling


def undecided(states: Iterable[RecordState], decisions: Decisions) -> list[Question]:
    """The fields that nobody has decided about, and that could be told if somebody did."""
    return [one for one in questions(states, decisions) if one.telling is Telling.UNDECIDED]


def questions(states: Iterable[RecordState], decisions: Decisions) -> list[Question]:
    """Every field that has something in it and may ever be told, in the order of the records' declarations."""
    return list(_questions(states, decisions))


def _questions(states: Iterable[RecordState], decisions: Decisions) -> Iterator[Question]:
    for state in states:
        model = KINDS.get(state.kind)
        for name in model.model_fields if model else ():
            shape, now = shape_of(state.kind, name), telling_now(state, name, decisions)
            # A pointer is never printed: there is nothing to decide.
            pointer = shape is None or Sort.LINK in {shape.sort, shape.item.sort if shape.item else None}
            if _heads(state, name) and not pointer and now is not Telling.NEVER:
                yield Question(state, name, now)


class Objection(Enum):
    """Why a decision may not count."""

    INVALID = "it is about nothing that there is"
    SENIOR = "only a senior lifts what is withheld"
    NEVER = "it is never handed over"


@dataclass(frozen=True)
class Decider:
    """Whoever decides: whether as a senior, and whether the decision would take the place of a withholding."""

    senior: bool
    lifts: bool


def objection(entry: Entry, edit: Edit, states: Mapping[RecordId, RecordState], decider: Decider) -> Objection | None:
    """What stands against a decision, by the records that exist; None where it may count.

    Every edit of a decision says what it is about, later ones too: it is judged by that record.
    """
    about = about_of(edit.set.get("about"))
    if about is None or decision_id(about.record, about.field) != edit.record:
        return Objection.INVALID
    if _kind_of(entry, states, RecordId(about.record)) != about.kind:
        return Objection.INVALID
    if "decision" not in edit.set:
        return None
    verdict = _read_verdict(edit.set["decision"])
    if verdict is None or verdict.by not in {entry.author, entry.on_behalf}:
        return Objection.INVALID
    return None if verdict.tell is TellingAnswer.WITHHOLD else _against_telling(entry.scope, about, decider)


def _against_telling(scope: Scope, about: About, decider: Decider) -> Objection | None:
    start = start_of(scope, about.kind, about.field)
    if start is Telling.NEVER:
        return Objection.NEVER
    lifts = start is Telling.WITHHELD or decider.lifts
    return Objection.SENIOR if lifts and not decider.senior else None


def about_of(value: JsonValue) -> About | None:
    """What a decision says it is about; None where it is nothing that could be a field of a record."""
    try:
        about = About.model_validate(value)
    except ValidationError:
        return None
    return about if is_uuid(about.record) else None


def told_about(entry: Entry) -> frozenset[RecordId]:
    """The records whose fields an entry decides about: they have to be known when it is judged."""
    found = (about_of(edit.set.get("about")) for edit in entry.edits if edit.kind == TellingDecision.kind)
    return frozenset(RecordId(about.record) for about in found if about)


def _kind_of(entry: Entry, states: Mapping[RecordId, RecordState], record: RecordId) -> str | None:
    """The kind of a record that exists, or that the same entry makes."""
    state = states.get(record)
    made = next((edit.kind for edit in entry.edits if edit.record == record), None)
    return state.kind if state else made


def _replaced_by(state: RecordState) -> Iterator[str]:
    """The records that one says it corrects or takes the place of."""
    for name in ("corrects", "follows") if state.kind in _VERSIONS else ("corrects",):
        for head in _heads(state, name):
            named = head.value.values() if isinstance(head.value, dict) else [head.value]
            yield from (value for value in named if isinstance(value, str))


def _taken_out(state: RecordState) -> Iterator[str]:
    """The entries that are about somebody else: from the moment that anybody says so, if only on this laptop."""
    if state.kind == Misfiling.kind:
        done = _parts(state, "done", "instead") if _heads(state, "undone") else _parts(state, "entries")
        yield from done


def _taken_with(state: RecordState) -> Iterator[str]:
    """The records that are out as a whole, and those that were received here and put back."""
    if state.kind == Misfiling.kind and not _heads(state, "undone"):
        yield from _parts(state, "done", "records")
    if state.kind == Receiving.kind and _heads(state, "undone"):
        yield from _parts(state, "records")


def _received(state: RecordState) -> Iterator[str]:
    """The records that were recorded here again, and the entries that began them."""
    if state.kind == Receiving.kind:
        yield from _parts(state, "records")
        yield from (head.entry for head in _heads(state, "records"))


def _parts(state: RecordState, field: str, part: str = "") -> Iterator[str]:
    """The texts of a list that stands in a field, or in a part of its value."""
    for head in _heads(state, field):
        value = head.value.get(part) if part and isinstance(head.value, dict) else head.value
        yield from (str(item) for item in (value if isinstance(value, list) else [value]))


def _verdicts(
    state: RecordState, field: str, decisions: Mapping[tuple[Scope, RecordId], RecordState]
) -> Iterator[TellingVerdict | None]:
    """What is decided about a field by all who did without sight of one another; None: nobody can read it.

    What awaits a senior only ever withholds.
    """
    decision = decisions.get((state.scope, decision_id(state.record, field)))
    if decision is None:
        return
    about = {about_of(head.value) for head in _heads(decision, "about") if not head.awaiting}
    fits = about == {About(record=state.record, kind=state.kind, field=field)}
    for head in _heads(decision, "decision"):
        verdict = _read_verdict(head.value)
        tells = verdict is not None and verdict.tell is TellingAnswer.DISCLOSE
        if not tells or (fits and not head.awaiting):
            yield verdict


def _read_verdict(value: JsonValue) -> TellingVerdict | None:
    try:
        return TellingVerdict.model_validate(value)
    except ValidationError:
        return None


def _readable(state: RecordState, field: str) -> bool:
    """Whether this version can read every value of the field; the items of a set one by one."""
    as_set = bool((shape := shape_of(state.kind, field)) and shape.is_set)
    values = ([head.value] if as_set else head.value for head in _heads(state, field))
    return not any(check_value(state.kind, field, value) for value in values)


def _heads(state: RecordState, field: str) -> tuple[Head, ...]:
    found: FieldState | None = state.fields.get(field)
    return found.heads if found else ()
