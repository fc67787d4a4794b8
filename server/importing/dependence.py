"""Which rows cannot be written because another is not: refused together, each with the reason."""

from collections.abc import Sequence

from casework.importing.draft import Draft, Need, Result, Surroundings
from casework.records.identifier import CaseId, RecordId

_UNTIED = (
    "A row of exclusions.csv is wrong, so no new case is imported: somebody might see a case they must not see. "
    "Correct exclusions.csv first."
)
_TIED = "The exclusion of this case in exclusions.csv is refused, so the case is not imported: correct that row first."
_NOBODY = "Nobody works on this case: add a row to allocations.csv for an officer or a team."


def refuse_dependents(drafts: Sequence[Draft], unread: set[str], around: Surroundings) -> None:
    """Refuse, until nothing changes, every new row that needs a row or record that will not be there."""
    waiting = True
    while waiting:
        before = sum(draft.refused for draft in drafts)
        _hold_back(drafts, unread, around)
        held = _cases_with_allocation(drafts, around)
        for draft in drafts:
            if draft.refused or draft.result is not Result.NEW:
                continue
            for need in draft.needs:
                if sentence := _missing(need, unread, around):
                    draft.refuse(need.column, sentence, follows=around.row(need.sheet, need.key) is not None)
            if draft.sheet == "people" and around.case(draft) not in held and not _case_exists(draft, around):
                draft.refuse("key", _NOBODY)
        waiting = sum(draft.refused for draft in drafts) > before


def _hold_back(drafts: Sequence[Draft], unread: set[str], around: Surroundings) -> None:
    """Refuse new cases and allocations whose exclusions are refused."""
    refused = [draft for draft in drafts if draft.sheet == "exclusions" and draft.refused]
    untied = "exclusions" in unread or any(not _tied(draft, around) for draft in refused)
    cases = {around.case(draft) for draft in refused}
    for draft in drafts:
        if draft.sheet not in {"allocations", "people"} or draft.result is not Result.NEW:
            continue
        if untied:
            draft.refuse("", _UNTIED, follows=True)
        elif around.case(draft) in cases:
            draft.refuse("case" if draft.sheet == "allocations" else "key", _TIED, follows=True)


def _tied(draft: Draft, around: Surroundings) -> bool:
    """Whether it is known which case an exclusion is about."""
    return around.row("people", draft.text("case")) is not None or _case_exists(draft, around)


def _missing(need: Need, unread: set[str], around: Surroundings) -> str:
    row = around.row(need.sheet, need.key)
    if row is not None and not row.refused:
        return ""
    if around.state(need.scope, need.record) is not None:
        return ""
    if row is not None:
        return f"The row of {need.sheet}.csv that this points to is refused: correct that row first."
    if need.sheet in unread:
        return f"The file {need.sheet}.csv could not be read: correct that file first."
    return f"No row of {need.sheet}.csv has this key: add the row, or correct the key here."


def _cases_with_allocation(drafts: Sequence[Draft], around: Surroundings) -> set[CaseId | None]:
    return {around.case(draft) for draft in drafts if draft.sheet == "allocations" and not draft.refused}


def _case_exists(draft: Draft, around: Surroundings) -> bool:
    scope, case = around.scope(draft), around.case(draft)
    return scope is not None and case is not None and around.state(scope, RecordId(case)) is not None
