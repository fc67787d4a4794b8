"""What follows when something was recorded in the wrong person's file: pure.

What is taken out stands for nobody, but a warning or a level that it carried stands until a senior has decided; and it
is recorded again in the file that it belongs to, with links that still hold and nothing that names the other file.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import JsonValue

from casework.ledger.entry import Edit, Entry
from casework.ledger.fold import Head, RecordState
from casework.records.check import check_value
from casework.records.contact.not_told import NotTold
from casework.records.delivery.adoption import Adoption
from casework.records.delivery.ruling import Decision, Ruling
from casework.records.delivery.sighting import Sighting
from casework.records.delivery.unfinished_note import UnfinishedNote
from casework.records.file.case import Case
from casework.records.file.disposal import Disposal
from casework.records.file.legal_hold import LegalHold
from casework.records.file.misfiling import Misfiling, MisfilingReach, Receiving
from casework.records.file.rekeying import Rekeyed
from casework.records.file.release_decision import ReleaseDecision
from casework.records.file.same_person import SamePerson
from casework.records.file.telling_decision import TellingDecision
from casework.records.high_risk.proposal import HighRiskProposal, ListStatus
from casework.records.identifier import SERVER_DEVICE, CaseId, EntryId, RecordId, StaffId
from casework.records.merge import caution_of
from casework.records.oversight.countersignature import Countersignature
from casework.records.person.person import Person
from casework.records.record import merge_of
from casework.records.risk.warning import WarningRecord, WarningStatus
from casework.records.staff.grant import ExclusionReason
from casework.rules.access_fact import accepted_only
from casework.rules.day import day_of
from casework.rules.high_risk.membership import decisions
from casework.rules.sight import is_cautious
from casework.rules.standing import read_record, set_items, standing_values

CARRIED_SENTENCE = (
    "It came with something that was taken out of this file. It stands until a senior has decided; ask a senior."
)
"""In the place of the words: those are about somebody else. It is recorded, and so in English on every laptop."""

OFFICE_ONLY: Mapping[str, frozenset[str]] = {
    Misfiling.kind: frozenset({"holds", "done", "undone"}),
    Receiving.kind: frozenset({"records", "undone"}),
    MisfilingReach.kind: frozenset({"misfiling", "holders", "before"}),
    NotTold.kind: frozenset({"about", "entry", "visitor", "appointment", "since", "confirmed_at", "handed_on_at"}),
}
"""What of these kinds only the office writes."""

_PART_OF_THE_FILE = frozenset(
    {
        Adoption.kind,
        Countersignature.kind,
        Disposal.kind,
        ExclusionReason.kind,
        LegalHold.kind,
        Misfiling.kind,
        NotTold.kind,
        Receiving.kind,
        Rekeyed.kind,
        ReleaseDecision.kind,
        Ruling.kind,
        SamePerson.kind,
        Sighting.kind,
        TellingDecision.kind,
        UnfinishedNote.kind,
    }
)
_IDENTITY = frozenset({"name", "born", "sex", "state", "opened_on"})
"""What makes a file this person's: it is corrected, not taken out."""


def may_be_taken(entry: Entry) -> bool:
    """Whether an entry may be taken out of a file: not what makes the file, nor what was ruled or noted about it.

    Nor what was decided, for a worker takes out and only a senior lifts: a withholding, a signature, a joined file.
    """
    return not any(_is_part_of_the_file(edit, entry) for edit in entry.edits)


def _is_part_of_the_file(edit: Edit, entry: Entry) -> bool:
    if edit.kind == Receiving.kind and entry.device == SERVER_DEVICE:
        return False  # What the office recorded again may turn out to have been right where it was.
    return edit.kind in _PART_OF_THE_FILE or (
        edit.kind in {Case.kind, Person.kind} and bool(_IDENTITY & edit.set.keys())
    )


def stays(state: RecordState, taken: Collection[EntryId]) -> bool:
    """Whether what a senior decided about the high-risk list keeps a proposal in the file.

    It does while it puts somebody on the list: whoever takes it out would take them off. And no decision is taken out
    without the proposal that it is about.
    """
    if state.kind != HighRiskProposal.kind:
        return False
    whole = state.created is not None and state.created.entry in taken
    decided = state.fields.get("listing")
    alone = not whole and any(head.entry in taken for head in (decided.heads if decided else ()))
    return alone or any(one.status is ListStatus.ON for one in decisions(state))


def is_offices_part(edit: Edit) -> bool:
    """Whether an edit says what only the office says about a misfiling."""
    fields = edit.set.keys() | edit.add.keys() | edit.remove.keys()
    return bool(OFFICE_ONLY.get(edit.kind, frozenset()) & fields)


@dataclass(frozen=True)
class Mistake:
    """A misfiling that counts: who says so, what was taken out, and what the office has done about it."""

    record: RecordId
    by: StaffId
    ticket: str
    entries: tuple[EntryId, ...]
    titles: tuple[str, ...]
    records: frozenset[str]
    instead: tuple[EntryId, ...]
    done: bool
    counted: frozenset[EntryId]
    undone: bool
    holds: tuple[str, ...]
    answered: bool

    @property
    def waits(self) -> bool:
        """Whether a senior has still to say if a warning or level that it carried stands in this file."""
        return bool(self.holds) and not self.answered and not self.undone


def read_mistake(state: RecordState) -> Mistake | None:
    """A misfiling as far as it is accepted; None where it is not, or cannot be read."""
    counted = accepted_only(state)
    record = read_record(Misfiling, counted) if counted else None
    entries = counted.fields.get("entries") if counted else None
    if counted is None or record is None or entries is None or not record.entries or not record.ticket:
        return None
    head = entries.heads[0]
    return Mistake(
        record=state.record,
        by=head.on_behalf or head.author,
        ticket=record.ticket,
        entries=tuple(EntryId(entry) for entry in record.entries),
        titles=record.titles or (),
        records=frozenset(record.done.records if record.done else ()),
        instead=tuple(EntryId(entry) for entry in (record.done.instead if record.done else ())),
        done=record.done is not None,
        counted=frozenset(EntryId(entry) for entry in (record.done.counted if record.done else ())),
        undone=record.undone is not None,
        holds=tuple(str(item) for item in set_items(counted, "holds")),
        answered=record.carried is not None,
    )


@dataclass(frozen=True)
class Withheld:
    """What is taken out of a scope: single entries, and records of which nothing is left."""

    entries: frozenset[EntryId] = frozenset()
    records: frozenset[str] = frozenset()

    def holds_back(self, ident: EntryId, entry: Entry) -> bool:
        """Whether an entry is taken out, or goes on with a record that is."""
        return ident in self.entries or any(edit.record in self.records for edit in entry.edits)


def withheld_by(states: Iterable[RecordState], rulings: Mapping[EntryId, Decision]) -> Withheld:
    """What the misfilings of one scope take out, but for what was released because it was right after all."""
    entries: set[EntryId] = set()
    records: set[str] = set()
    for mistake in filter(None, map(read_mistake, states)):
        released = {entry for entry in mistake.entries if rulings.get(entry) is Decision.RELEASE}
        rest = set(mistake.entries) - released
        entries |= rest
        if not mistake.undone and not released:
            records |= mistake.records
        # What warned stands on for as long as any of it is out.
        if mistake.undone and not rest:
            entries |= set(mistake.instead)
    return Withheld(frozenset(entries), frozenset(records))


def wholly_taken(states: Iterable[RecordState], taken: Collection[EntryId]) -> list[RecordState]:
    """The records that began with what is taken out: of them nothing is left. The case and its person stay."""
    own = {Case.kind, Person.kind}
    found = (state for state in states if state.created is not None and state.created.entry in taken)
    return [state for state in found if state.kind not in own]


def carried_edits(
    states: Sequence[RecordState], taken: Collection[EntryId], new_id: Callable[[], str]
) -> tuple[Edit, ...]:
    """The edits by which what was carried stands on in the file: its sort and level, without the words.

    They name no parent: where something else stood before, the two are a question for a senior.
    """
    whole = {state.record for state in wholly_taken(states, taken)}
    found = [
        _warning_instead(state, new_id) if state.record in whole else _fields_instead(state, taken) for state in states
    ]
    return tuple(edit for edit in found if edit is not None)


def _warning_instead(state: RecordState, new_id: Callable[[], str]) -> Edit | None:
    if state.kind != WarningRecord.kind:
        return None
    warning, values = read_record(WarningRecord, state), standing_values(state)
    if warning.state is not None and warning.state.status is WarningStatus.REMOVED:
        return None
    notice: JsonValue = {"sort": warning.notice.sort.value if warning.notice else "other", "text": CARRIED_SENTENCE}
    values = {**_active(state), **_readable(state, values), "notice": notice}
    return Edit(record=RecordId(new_id()), kind=WarningRecord.kind, set=values)


def _active(state: RecordState) -> dict[str, JsonValue]:
    """A warning that holds, and is to be looked at: in the place of what cannot be read."""
    if state.created is None:
        return {}
    day = day_of(state.created.at).isoformat()
    return {"state": {"status": WarningStatus.ACTIVE.value, "by": state.created.author, "on": day}, "review_on": day}


def _readable(state: RecordState, values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """What stands in a warning and can be written again: the office writes nothing that is not valid."""
    found = {name: values.get(name) for name in ("state", "review_on")}
    return {name: value for name, value in found.items() if not check_value(state.kind, name, value)}


def _fields_instead(state: RecordState, taken: Collection[EntryId]) -> Edit | None:
    values = {}
    for name, found in state.fields.items():
        mine = (head for head in found.heads if head.entry in taken)
        heads = [head for head in mine if not check_value(state.kind, name, head.value)]
        if heads and is_cautious(state.kind, name):
            values[name] = _wordless(_most_cautious(state.kind, name, heads))
    return Edit(record=state.record, kind=state.kind, set=values) if values else None


def _most_cautious(kind: str, name: str, heads: Sequence[Head]) -> JsonValue:
    rule = merge_of(kind, name)
    return max(heads, key=lambda head: caution_of(rule, head.value) if rule else 0).value


def _wordless(value: JsonValue) -> JsonValue:
    if not isinstance(value, dict) or "rationale" not in value:
        return value
    return {**value, "rationale": CARRIED_SENTENCE}


@dataclass(frozen=True)
class Destination:
    """The file that receives: its case and person, and the new id of each record and entry written so far."""

    case: CaseId
    person: RecordId | None
    ids: Mapping[str, str]

    def knowing(self, ids: Mapping[str, str]) -> "Destination":
        """The same with further new ids."""
        return replace(self, ids={**self.ids, **ids})


def copied_edits(entry: Entry, to: Destination) -> tuple[Edit, ...]:
    """What of an entry is recorded again in another file; empty where nothing of it can be."""
    found = (_copied(edit, to) for edit in entry.edits)
    return tuple(edit for edit in found if edit is not None)


def _copied(edit: Edit, to: Destination) -> Edit | None:
    if edit.kind == Case.kind:
        return _copied_part(edit, RecordId(to.case), {"standing_risk"}, to)
    if edit.kind == Person.kind:
        return _copied_part(edit, to.person, edit.set.keys() - _IDENTITY, to) if to.person else None
    if edit.record not in to.ids:
        return None  # It changed something that belongs to the file it was taken out of.
    return Edit.model_validate(
        {
            **edit.model_dump(mode="json", exclude={"remove"}),
            "record": to.ids[edit.record],
            "set": _mapped(edit.set, to.ids),
            "add": _mapped(edit.add, to.ids),
            "parents": _mapped(edit.parents, to.ids),
        }
    )


def _copied_part(edit: Edit, record: RecordId, names: Collection[str], to: Destination) -> Edit | None:
    values = {name: _mapped(value, to.ids) for name, value in edit.set.items() if name in names}
    if not values and not edit.add:
        return None
    return Edit(record=record, kind=edit.kind, set=values, add=edit.add)


def _mapped(value: object, ids: Mapping[str, str]) -> JsonValue:
    """A value with every id of something that went along replaced by its new one."""
    if isinstance(value, dict):
        return {str(name): _mapped(item, ids) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(item, ids) for item in value]
    return ids.get(value, value) if isinstance(value, str) else value  # type: ignore[return-value]
