"""What somebody says, they say in their own name: nobody is shown as having said what another laptop wrote."""

from collections.abc import Mapping

from pydantic import JsonValue

from casework.ledger.entry import Edit, Entry
from casework.ledger.fold import RecordState
from casework.ledger.plain import same
from casework.records.contact.check_in import CheckIn
from casework.records.contact.not_told import NotTold
from casework.records.file.rekeying import Rekeyed
from casework.records.file.release_decision import ReleaseDecision
from casework.records.identifier import RecordId
from casework.records.oversight.selection import SelectionDecision

_SAID_BY = {CheckIn.kind: "by", SelectionDecision.kind: "decided_by"}
"""Kinds that are never written for somebody else, with the field that names who says it."""


def is_said(entry: Entry, edit: Edit, state: RecordState | None, field: str) -> bool:
    """Whether somebody says a thing in their own name, or lets one of the views stand that others said."""
    value, known = edit.set[field], state.fields.get(field) if state else None
    views = [head.value for head in known.heads if not head.awaiting] if known else []
    return part_of(value, "by") == entry.author or any(same(value, view) for view in views)


def part_of(value: JsonValue, name: str) -> JsonValue:
    """One part of a value; None where it has none."""
    return value.get(name) if isinstance(value, dict) else None


def says_for_another(entry: Entry, edit: Edit, states: Mapping[RecordId, RecordState]) -> bool:
    """Whether a check-in, that a visitor was told, or who was selected, is said in the name of somebody else.

    A visit is taken for safe on the word of whoever is named. That nobody was told after all is no word of anybody.
    What was keyed elsewhere, and what goes out to the person, is on the word of whoever wrote it, too.
    """
    if edit.kind in _SAID_BY:
        return edit.set.get(_SAID_BY[edit.kind], entry.author) != entry.author
    if edit.kind == Rekeyed.kind:
        return any(part_of(one, "by") != entry.author for one in edit.add.get("keyed", ()))
    if edit.kind == ReleaseDecision.kind and "decision" in edit.set:
        return not is_said(entry, edit, states.get(edit.record), "decision")
    if edit.kind != NotTold.kind or edit.set.get("told") is None:
        return False
    return not is_said(entry, edit, states.get(edit.record), "told")
