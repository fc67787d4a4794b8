"""Which level of risk of serious harm stands after an import: the latest by date, naming what it replaces.

Where Doorstep already holds a level that did not come from these files, a person decides: an older imported level is
kept as history, a later one is refused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import JsonValue

from casework.importing.draft import Draft, Result, Surroundings
from casework.records.check import check_value
from casework.records.file.case import Case, StandingRisk
from casework.records.identifier import CaseId, RecordId, Scope, case_scope
from casework.rules.standing import standing_values

REASON = "Taken over from the agency's own records, in the order of the dates of assessment."


@dataclass(frozen=True)
class Level:
    """What a row of risk_levels.csv does to the case: the value that stands from then on, and its turn in the case.

    `replaces` is the risk level whose value the author of the files had before them; any other one becomes a conflict.
    """

    scope: Scope
    case: RecordId
    standing: StandingRisk
    turn: int
    replaces: str | None = None


def plan_levels(drafts: Sequence[Draft], around: Surroundings) -> dict[int, Level]:
    """Put the levels of each case in the order of their dates; by the line of the row."""
    rows = [draft for draft in drafts if draft.sheet == "risk_levels" and draft.pieces and not draft.refused]
    cases: dict[CaseId, list[Draft]] = {}
    for draft in rows:
        case = around.case(draft)
        if case:
            cases.setdefault(case, []).append(draft)
    return {line: level for case, found in cases.items() for line, level in _case_levels(case, found, around)}


def _case_levels(case: CaseId, rows: list[Draft], around: Surroundings) -> Iterable[tuple[int, Level]]:
    ordered = sorted(rows, key=lambda draft: (draft.text("assessed_on"), draft.line))
    value = _standing(case, around)
    latest = StandingRisk.model_validate(value) if value and _is_readable(value) else None
    own = {draft.pieces[0].record for draft in ordered}
    turn, replaces = 0, latest.record if latest else None
    for draft in ordered:
        level = _value(draft)
        if draft.result is not Result.NEW or (latest and level.assessed_on < latest.assessed_on):
            continue
        if value and (latest is None or latest.record not in own):
            draft.refuse("assessed_on", "A level was recorded in Doorstep since: record this later one there too.")
            continue
        turn += 1
        yield draft.line, Level(draft.pieces[0].scope, RecordId(case), level, turn, replaces)
        replaces = level.record


def _standing(case: CaseId, around: Surroundings) -> JsonValue:
    scope = case_scope(case)
    state = around.state(scope, RecordId(case))
    return standing_values(state).get("standing_risk") if state else None


def _is_readable(value: JsonValue) -> bool:
    """Whether this version can read what stands; what it cannot may be higher than anything in the files."""
    return not check_value(Case.kind, "standing_risk", value)


def _value(draft: Draft) -> StandingRisk:
    piece = draft.pieces[0]
    return StandingRisk.model_validate(
        {
            "level": piece.set["level"],
            "assessor": piece.set["assessor"],
            "assessed_on": date.fromisoformat(draft.text("assessed_on")),
            "rationale": piece.set["rationale"],
            "record": piece.record,
        }
    )
