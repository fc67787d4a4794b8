"""Invented proposals, decisions, sweeps and returns, as entries of one case and one team."""

from collections.abc import Sequence
from datetime import date

from pydantic import JsonValue

from casework.ledger.entry import Edit, Sealed
from casework.ledger.fold import Placed, RecordState, fold_record
from casework.records.identifier import RecordId, Scope, returns_scope
from casework.rules.high_risk.alert import AlertTable, Tables
from casework.rules.high_risk.definition import CODE, HighRiskDefinition, load_definitions
from casework.rules.table import Mark
from tests.fakes.chain import SCOPE, Pen, ident, placed

PROPOSAL, SECOND, RECHECK = RecordId(ident(70)), RecordId(ident(71)), RecordId(ident(72))
SWEEP = RecordId(ident(80))
RETURNS: Scope = returns_scope(ident(20))
VERSION: JsonValue = {"code": CODE, "version": 2}
NEWER: JsonValue = {"code": CODE, "version": 3}

NOTHING: dict[str, JsonValue] = {
    "recorded_by": "worker",
    "proposed_on": "2026-03-02",
    "definition": VERSION,
    "sort": "violent",
    "limb_a": "no",
    "limb_b": "no",
    "limb_c": "no",
    "condition_i": "no",
    "condition_ii": "no",
    "continues": "The pattern goes on.",
    "at_risk": ["known_persons"],
}

PARTS: dict[str, dict[str, JsonValue]] = {
    "a": {
        "limb_a": "yes",
        "convictions": [{"court": "High Court", "on": "2020-05-04", "offence": "Invented", "on_indictment": True}],
    },
    "b": {"limb_b": "yes", "public_safety": "Fire raising in a stair."},
    "c": {"limb_c": "yes", "concerns": [{"what": "Follows a neighbour.", "on": "2026-02-01"}]},
    "i": {"condition_i": "yes", "assessments": [ident(3)]},
    "ii": {"condition_ii": "yes", "reports": [{"source": "Police", "on": "2026-02-01", "holder": "Police Scotland"}]},
}


def proposal(*met: str, **changes: JsonValue) -> dict[str, JsonValue]:
    """The values of a proposal in which exactly these criteria are met, with evidence."""
    values = dict(NOTHING)
    for code in met:
        values |= PARTS[code]
    return {**values, **changes}


def proposed(record: RecordId = PROPOSAL, **changes: JsonValue) -> Edit:
    """The edit that makes a proposal by the worker."""
    return Edit(record=record, kind="high_risk_proposal", set=proposal("a", "i", **changes))


def listed(status: str, on: str, by: str = "senior", since: str | None = None, **more: JsonValue) -> JsonValue:
    """A decision: on, off or declined."""
    code = {"on": "on_list", "off": "off_list"}.get(status, status)
    first = on if status == "on" else None
    value: dict[str, JsonValue] = {
        "status": code,
        "by": by,
        "on": on,
        "reason": "As discussed.",
        "definition": VERSION,
    }
    return {**value, "since": since or first, **more}


def decide(value: JsonValue, *parents: Sealed, record: RecordId = PROPOSAL) -> Edit:
    """The edit that decides about a proposal."""
    named = {"listing": [str(parent.id) for parent in parents]} if parents else {}
    return Edit(record=record, kind="high_risk_proposal", set={"listing": value}, parents=named, reason="As discussed.")


def fold(made: Sequence[Placed], scope: Scope = SCOPE) -> list[RecordState]:
    """The records that entries make."""
    names = {edit.record for one in made for edit in one.sealed.entry.edits}
    return [state for name in sorted(names) if (state := fold_record(scope, name, made))]


def on_the_list(*more: Edit, sort: str = "violent") -> list[RecordState]:
    """Somebody whom the worker proposed and a senior put on the list on 10 March 2026, with further records."""
    worker, senior = Pen("w", author="worker"), Pen("s", author="senior")
    made = [worker.write(proposed(sort=sort)), senior.write(decide(listed("on", "2026-03-10")))]
    return fold(placed(*made, *(worker.write(edit) for edit in more)))


def definition(version: int = 2, effective_from: date = date(2011, 1, 1), confirmed: bool = True) -> HighRiskDefinition:
    """The definition that ships, as another version."""
    shipped = next(one for one in load_definitions() if one.version == 2)
    return shipped.model_copy(
        update={"version": version, "effective_from": effective_from, "confirmed": confirmed, "mark": Mark.SOURCE}
    )


def tables(*definitions: HighRiskDefinition, police_days: int | None = None) -> Tables:
    """Tables of an agency; `police_days`: that it confirmed the table for police contacts."""
    alert = AlertTable(
        code="high_risk_alert",
        version=1,
        title="Stale",
        effective_from=date(2011, 1, 1),
        mark=Mark.SOURCE,
        source="Invented",
        confirmed=police_days is not None,
        police_days=police_days or 92,
    )
    return Tables(definitions or load_definitions(), (alert,))
