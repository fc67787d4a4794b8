"""What the office and a laptop let count of the high-risk list: who decides, opens a sweep, signs a return."""

from collections.abc import Callable

from casework.ledger.entry import Edit, Entry
from casework.ledger.fold import RecordState
from casework.records.high_risk.proposal import HighRiskProposal
from casework.records.high_risk.recheck import HighRiskRecheck
from casework.records.high_risk.sweep import HighRiskAnswer, HighRiskReturn, HighRiskSweep
from casework.records.part import Choice
from casework.rules.own_word import is_said
from casework.rules.permission import Action
from casework.rules.ruling import authors_of
from casework.words import say

May = Callable[[Action], bool]
"""Whether the author may do something in the entry's scope."""


class ListObjection(Choice):
    """Why something about the list may not count."""

    ROLE = "role", say("A senior of the case decides")
    OWN = "own", say("Nobody decides about their own proposal")
    NAME = "name", say("It names somebody else as the one who said it")
    SCOPE = "scope", say("It is somebody else's to write")


def list_objection(entry: Entry, edit: Edit, state: RecordState | None, may: May) -> ListObjection | None:
    """Why an edit of the list's records may not count; None where nothing stands against it, or it is another kind."""
    check = _CHECKS.get(edit.kind)
    return check(entry, edit, state, may) if check else None


def _of_proposal(entry: Entry, edit: Edit, state: RecordState | None, may: May) -> ListObjection | None:
    if "recorded_by" in edit.set and edit.set["recorded_by"] != entry.author:
        return ListObjection.NAME
    if "listing" not in edit.set:
        return None
    if not may(Action.DECIDE_HIGH_RISK):
        return ListObjection.ROLE
    if state is None or not authors_of(entry).isdisjoint(_proposers(state)):
        return ListObjection.OWN
    return None if is_said(entry, edit, state, "listing") else ListObjection.NAME


def _proposers(state: RecordState) -> set[str]:
    """Whoever wrote any of a proposal but the decision about it."""
    found = {one for name, field in state.fields.items() if name != "listing" for head in field.heads
             for one in (head.author, head.on_behalf) if one}  # fmt: skip
    named = {str(head.value) for field in [state.fields.get("recorded_by")] if field for head in field.heads}
    return found | named


def _of_recheck(entry: Entry, edit: Edit, _state: RecordState | None, may: May) -> ListObjection | None:
    if not may(Action.DECIDE_HIGH_RISK):
        return ListObjection.ROLE
    return None if edit.set.get("recorded_by", entry.author) == entry.author else ListObjection.NAME


def _of_answer(entry: Entry, edit: Edit, state: RecordState | None, _may: May) -> ListObjection | None:
    own = "answer" not in edit.set or is_said(entry, edit, state, "answer")
    return None if own else ListObjection.NAME


def _of_sweep(entry: Entry, edit: Edit, state: RecordState | None, may: May) -> ListObjection | None:
    if edit.set.keys() <= {"collated"}:
        if not may(Action.COLLATE):
            return ListObjection.SCOPE
        own = "collated" not in edit.set or edit.set["collated"] is None or is_said(entry, edit, state, "collated")
        return None if own else ListObjection.NAME
    if not may(Action.OPEN_SWEEP):
        return ListObjection.SCOPE
    return None if edit.set.get("opened_by", entry.author) == entry.author else ListObjection.NAME


def _of_return(entry: Entry, edit: Edit, _state: RecordState | None, may: May) -> ListObjection | None:
    if not may(Action.SIGN_RETURN):
        return ListObjection.SCOPE
    return None if edit.set.get("signed_by", entry.author) == entry.author else ListObjection.NAME


_CHECKS: dict[str, Callable[[Entry, Edit, RecordState | None, May], ListObjection | None]] = {
    HighRiskProposal.kind: _of_proposal,
    HighRiskRecheck.kind: _of_recheck,
    HighRiskAnswer.kind: _of_answer,
    HighRiskSweep.kind: _of_sweep,
    HighRiskReturn.kind: _of_return,
}
