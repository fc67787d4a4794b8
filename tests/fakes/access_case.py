"""A case with something of everything in it, and one attempt at every action of the table of permissions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.records.delivery.ruling import Decision
from casework.records.file.release_decision import release_id
from casework.records.file.telling_decision import decision_id
from casework.records.identifier import (
    AGENCY,
    CaseId,
    EntryId,
    RecordId,
    Scope,
    StaffId,
    case_scope,
    grants_scope,
    restricted_scope,
)
from casework.rules.permission import Action

Attempt = tuple[tuple[Scope, tuple[Edit, ...]], ...]
"""The saves that one action takes."""

CANARY, RESTRICTED_CANARY = "Quillfeather Wynd", "Marrowgate Steading"

Values = dict[str, JsonValue]


@dataclass(frozen=True)
class AccessCase:
    """A case and what attempts are about. `held_back`: an entry of somebody without access to the case."""

    case: CaseId
    entries: dict[str, EntryId]
    records: dict[str, RecordId]
    held_back: EntryId
    new_id: Callable[[], str]
    at: datetime
    third: StaffId

    @property
    def scope(self) -> Scope:
        """The case's scope."""
        return case_scope(self.case)


def warning_values(text: str, on: str = "2026-11-01") -> Values:
    """A warning."""
    state: JsonValue = {"status": "active", "by": "somebody", "on": on}
    return {"notice": {"sort": "other", "text": text}, "state": state, "review_on": "2027-01-01"}


def level(case: CaseId, value: str) -> JsonValue:
    """A standing level."""
    return {
        "level": value,
        "assessor": "somebody",
        "assessed_on": "2026-11-01",
        "rationale": "As discussed.",
        "record": case,
    }


def plan_values() -> Values:
    """A risk management plan."""
    return {
        "made_on": "2026-11-01",
        "made_by": "somebody",
        "review_on": "2027-02-01",
        "formulation": RESTRICTED_CANARY,
    }


def proposal_values() -> Values:
    """A proposal for the high-risk list."""
    return {
        "recorded_by": "somebody",
        "proposed_on": "2026-11-01",
        "definition": {"code": "high_risk_definition", "version": 2},
        "sort": "violent",
        "limb_a": "no",
        "limb_b": "yes",
        "public_safety": "Fire raising.",
        "limb_c": "no",
        "condition_i": "no",
        "condition_ii": "yes",
        "reports": [{"source": "Police", "on": "2026-11-01", "holder": "Police Scotland"}],
        "continues": "The pattern goes on.",
        "at_risk": ["public_at_large"],
    }


def case_entries(new_id: Callable[[], str], case: CaseId) -> tuple[dict[str, tuple[Scope, Edit]], dict[str, RecordId]]:
    """What the office writes of the case, in order and by name, and the records that attempts are about."""
    records = {
        name: RecordId(new_id()) for name in ("person", "warning", "doubted", "plan", "misfiled", "secret", "proposal")
    }
    records["case"] = RecordId(case)
    scope, saves = case_scope(case), dict[str, tuple[Scope, Edit]]()

    def put(name: str, record: str, kind: str, values: Values, into: Scope = scope) -> None:
        saves[name] = (into, Edit(record=records[record], kind=kind, set=values))

    begun: Values = {"state": "open", "opened_on": "2026-01-05", "standing_risk": level(case, "very_high")}
    named: Values = {"name": {"given": "Ada", "family": CANARY}, "born": "1985-04-12", "telephone": "1"}
    put("case", "case", "case", begun)
    put("person", "person", "person", named)
    put("telephone", "person", "person", {"telephone": "2"})
    put("warning", "warning", "warning", warning_values("Dog"))
    put("doubted", "doubted", "warning", warning_values("Ladder"))
    put("doubt", "doubted", "warning", {"state": {"status": "active", "by": "another", "on": "2026-11-02"}})
    put("plan", "plan", "risk_management_plan", {**plan_values(), "formulation": "Bored and alone."})
    put("proposal", "proposal", "high_risk_proposal", proposal_values())
    put("misfiled", "misfiled", "warning", warning_values("Somebody else's"))
    put("secret", "secret", "risk_management_plan", plan_values(), restricted_scope(case))
    return saves, records


def attempts(around: AccessCase, me: StaffId) -> dict[Action, Attempt]:
    """What somebody writes for each action of a case that is done by writing; emergency access comes last."""
    found = {**_in_case(around), **_as_senior(around, me), **_in_grants(around, me)}
    found[Action.STAFF_AND_ROTA] = ((AGENCY, (_new(around, "team", {"name": "A new team"}),)),)
    window: JsonValue = _window(around, timedelta(hours=2))
    opening: Values = {"staff": me, "window": window, "reason": "At the door."}
    found[Action.OPEN_IN_EMERGENCY] = ((grants_scope(around.case), (_new(around, "emergency_access", opening),)),)
    return found


def _in_case(around: AccessCase) -> dict[Action, Attempt]:
    contact: Values = {
        "sort": "telephone",
        "happened": {"starts": "2026-11-02T08:00:00Z", "minutes": 5},
        "arranged": False,
        "outcome": "information_exchanged",
        "narrative": "No answer.",
        "significant": False,
        "recorded_by": "somebody",
    }
    signed: Values = {
        "level": "very_high",
        "rationale": "Nothing has changed.",
        "assessor": "somebody",
        "assessed_on": "2026-11-02",
        "proposal": False,
    }
    joined: Values = {
        "other": around.new_id(),
        "link": around.new_id(),
        "by": "somebody",
        "reason": "Born on the same day, of the same parents.",
    }
    misfiling: Values = {"entries": [around.entries["misfiled"]], "titles": ["Warning"], "ticket": around.new_id()}
    edits = {
        Action.RECORD_CONTACT: (_new(around, "contact", contact),),
        Action.RECORD_PLAN: (_new(around, "risk_management_plan", plan_values()),),
        Action.SIGN_ASSESSMENT: (
            _new(around, "risk_level", signed),
            _change(around, "case", "case", "standing_risk", level(around.case, "very_high"), "case"),
        ),
        Action.PROPOSE_LEVEL: (_new(around, "risk_level", {**signed, "level": "low", "proposal": True}),),
        Action.RESOLVE_CONFLICT: (_change(around, "person", "person", "telephone", "2", "person", "telephone"),),
        Action.MERGE_FILES: (_new(around, "same_person", joined),),
        Action.MARK_WRONG_FILE: (_new(around, "misfiling", misfiling),),
    }
    return {action: ((around.scope, made),) for action, made in edits.items()}


def _as_senior(around: AccessCase, me: StaffId) -> dict[Action, Attempt]:
    lower = _change(around, "case", "case", "standing_risk", level(around.case, "medium"), "case")
    removed: JsonValue = {"status": "removed", "by": me, "on": "2026-11-02"}
    kept: JsonValue = {"status": "active", "by": me, "on": "2026-11-02"}
    signature: Values = {
        "subject": around.records["plan"],
        "version": "0" * 64,
        "heads": [around.entries["plan"]],
        "answer": "agreed",
    }
    listing: JsonValue = {
        "status": "on_list",
        "by": me,
        "on": "2026-11-02",
        "reason": "As discussed.",
        "definition": {"code": "high_risk_definition", "version": 2},
        "since": "2026-11-02",
    }
    ruling: Values = {"entry": around.held_back, "decision": Decision.REFUSE.value, "reason": "Not about this case."}
    edits = {
        Action.LOWER_LEVEL: lower,
        Action.REMOVE_WARNING: _change(around, "warning", "warning", "state", removed, "warning"),
        Action.DECIDE_SAFETY: _change(around, "doubted", "warning", "state", kept, "doubted", "doubt"),
        Action.DECIDE_HIGH_RISK: _change(around, "proposal", "high_risk_proposal", "listing", listing),
        Action.COUNTERSIGN: _new(around, "countersignature", signature),
        Action.SIGHT: _new(around, "sighting", {"entries": [around.entries["warning"]]}),
        Action.RELEASE: _new(around, "ruling", ruling),
        Action.LIFT_WITHHELD: _telling(around, me),
        Action.ANSWER_ACCESS: _releasing(around, me),
    }
    return {action: ((around.scope, (edit,)),) for action, edit in edits.items()}


def _in_grants(around: AccessCase, me: StaffId) -> dict[Action, Attempt]:
    grants, restricted, third = grants_scope(around.case), restricted_scope(around.case), around.third
    period: JsonValue = {"starts": "2026-11-02", "ends": "2026-12-02"}
    exclusion = _new(around, "exclusion", {"staff": third, "period": {"starts": "2026-12-24"}})
    why = _new(around, "exclusion_reason", {"exclusion": exclusion.record, "reason": "A relative."})
    holder: JsonValue = {"sort": "staff", "id": third, "role": "co_worker"}
    cover: Values = {"staff": third, "window": _window(around, timedelta(days=2)), "reason": "Ill."}
    named: Values = {"staff": third, "period": period, "reason": "Works on the plan."}
    return {
        Action.WRITE_RESTRICTED: ((restricted, (_new(around, "risk_management_plan", plan_values()),)),),
        Action.NAME_READER: ((grants, (_new(around, "restricted_reader", named),)),),
        Action.GIVE_COVER: ((grants, (_new(around, "cover", cover),)),),
        Action.ALLOCATE: ((grants, (_new(around, "allocation", {"holder": holder, "period": period}),)),),
        Action.EXCLUDE: ((grants, (exclusion,)), (restricted, (why,))),
    }


def _telling(around: AccessCase, me: StaffId) -> Edit:
    record = around.records["warning"]
    verdict: JsonValue = {
        "tell": "disclose",
        "entries": [around.entries["warning"]],
        "reason": "They know of it.",
        "by": me,
        "on": "2026-11-02",
    }
    about: JsonValue = {"record": record, "kind": "warning", "field": "notice"}
    return Edit(
        record=decision_id(record, "notice"), kind="telling_decision", set={"about": about, "decision": verdict}
    )


def _releasing(around: AccessCase, me: StaffId) -> Edit:
    request, record = around.new_id(), around.records["warning"]
    verdict: JsonValue = {
        "answer": "disclose",
        "entries": [around.entries["warning"]],
        "note": "Nobody else is named.",
        "by": me,
        "on": "2026-11-02",
    }
    about: JsonValue = {"request": request, "record": record, "kind": "warning", "field": "notice"}
    decided: Values = {"about": about, "decision": verdict}
    return Edit(record=release_id(request, record, "notice"), kind="release_decision", set=decided)


def _window(around: AccessCase, length: timedelta) -> JsonValue:
    return {"starts": around.at.isoformat(), "ends": (around.at + length).isoformat()}


def _new(around: AccessCase, kind: str, values: Values) -> Edit:
    return Edit(record=RecordId(around.new_id()), kind=kind, set=values)


def _change(around: AccessCase, record: str, kind: str, field: str, value: JsonValue, *parents: str) -> Edit:
    named: Sequence[EntryId] = [around.entries[parent] for parent in parents]
    return Edit(
        record=around.records[record],
        kind=kind,
        set={field: value},
        parents={field: list(named)},
        reason="As discussed with the team.",
    )
