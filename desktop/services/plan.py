"""Plans: the next version from the last, which one is in use, and who counts as a senior at a review."""

from dataclasses import dataclass

from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import MAX_EDITS, Edit
from casework.ledger.fold import RecordState
from casework.problem import Problem
from casework.records.identifier import CaseId, RecordId, case_scope, restricted_scope
from casework.records.plan.case_management_plan import CaseManagementPlan
from casework.records.plan.frame import Plan
from casework.records.plan.leave_plan import LeavePlan
from casework.records.plan.plan_line import Action
from casework.records.plan.review import Review
from casework.records.plan.risk_management_plan import RiskManagementPlan
from casework.records.plan.safety_plan import SafetyPlan
from casework.records.record import KINDS, Record
from casework.rules.named_senior import senior_problems
from casework.rules.plan import IN_USE, is_carried_on
from casework.rules.standing import conflicts, field_standing, read_record
from casework.rules.version import PARTS, covered, version_of
from casework.words import say
from desktop.services.recorder import Recorder
from desktop.services.session import Session
from desktop.store.change import Change

GONE = say("This plan is not on this laptop any more. Sync and open it again.")
TWO_VIEWS = say("There are two views on this plan. Decide between them first, so that neither is lost.")
CHANGED = say("This plan has changed since it was shown. Nothing was done: read it again, then put it in use.")
OTHER_IN_USE = say("Another plan was put in use meanwhile. Nothing was done: look at that one, then put this in use.")

_PLANS: dict[str, type[Plan]] = {
    RiskManagementPlan.kind: RiskManagementPlan,
    CaseManagementPlan.kind: CaseManagementPlan,
    SafetyPlan.kind: SafetyPlan,
    LeavePlan.kind: LeavePlan,
}


@dataclass(frozen=True)
class NewVersion:
    """The next version of a plan that was begun: its id, and what saving it changed."""

    plan: RecordId
    change: Change


@dataclass(frozen=True)
class PlanInUse:
    """The plan of a kind that is in use. `two_views`: two people put two plans in use without seeing each other."""

    plan: RecordId
    since: str
    two_views: bool


@dataclass(frozen=True)
class PlanSeen:
    """What was shown of a plan: its version with its lines, in each part of the file, and what was in use then.

    It goes back when the plan is put in use: nobody lets hold what they have not read, nor ends what they did not see.
    """

    versions: tuple[str, ...]
    in_use: tuple[str, ...]


def plan_in_use(session: Session, case: CaseId, kind: str) -> PlanInUse | None:
    """Which plan of a kind is in use; None where none was put in use, or of this kind none ever is."""
    state = session.store.record(case_scope(case), RecordId(case))
    view = field_standing(state, IN_USE[kind]) if state and kind in IN_USE else None
    if view is None or not isinstance(view.value, dict):
        return None
    return PlanInUse(RecordId(str(view.value["record"])), str(view.value["since"]), view.in_conflict)


def see_plan(session: Session, case: CaseId, plan: RecordId) -> PlanSeen:
    """What a plan's page shows of it at this moment. Raises `UserError` if it is not on this laptop."""
    state = _find(session, case, plan)
    parts = covered(plan, state.scope, session.store.states({state.kind, *PARTS}, {state.scope}))
    found = (version_of(parts), version_of(_restricted_parts(session, case, state)))
    stands = session.store.record(case_scope(case), RecordId(case))
    field = stands.fields.get(IN_USE.get(state.kind, "")) if stands else None
    heads = sorted(head.entry for head in field.heads) if field else ()
    return PlanSeen(tuple(one.digest if one else "" for one in found), tuple(heads))


def put_in_use(session: Session, case: CaseId, plan: RecordId, shown: PlanSeen, reason: str | None = None) -> Change:
    """Let a plan be the one in use, as it was shown, in place of the one that was in use then.

    Raises:
        UserError: if it is not on this laptop, or of a kind of which none is in use by itself; if it has changed, or
            another was put in use, since it was shown.
    """
    state = _find(session, case, plan)
    if state.kind not in IN_USE:
        raise UserError(say("A plan of this kind is not put in use: it holds for its own days."))
    stands = session.store.record(case_scope(case), RecordId(case))
    if stands is None:
        raise UserError(GONE)
    now = see_plan(session, case, plan)
    if now.versions != shown.versions:
        raise UserError(CHANGED)
    if now.in_use != shown.in_use:
        raise UserError(OTHER_IN_USE)
    value: JsonValue = {"record": plan, "since": session.today().isoformat()}
    recorder = Recorder(session)
    return recorder.save(case_scope(case), [recorder.change(stands, {IN_USE[state.kind]: value}, reason)])


def begin_version(session: Session, case: CaseId, plan: RecordId) -> NewVersion:
    """Begin the next version of a plan: a copy with its lines, but for those that are done or no longer needed.

    The last version stays as it is, and in use until the new one is put in its place. Lines of its own in the
    restricted part are copied there, in a save of their own, by whoever may read them.

    Raises:
        UserError: if the plan is not on this laptop, two views of it wait, or it has too many lines for one save.
    """
    state = _find(session, case, plan)
    parts = covered(plan, state.scope, session.store.states({state.kind, *PARTS}, {state.scope}))
    apart = _restricted_parts(session, case, state)
    if any(conflicts(part) for part in (*parts, *apart)):
        raise UserError(TWO_VIEWS)
    ident = RecordId(session.store.new_id())
    recorder = Recorder(session)
    edits = [recorder.new_record(_copy_of_plan(session, state), ident)]
    edits += _lines(session, parts, plan, ident)
    hidden = _lines(session, apart, plan, ident)
    if max(len(edits), len(hidden)) > MAX_EDITS:
        raise UserError(say("This plan has too many lines for one save. Mark those that are done, then begin again."))
    change = recorder.save(restricted_scope(case), hidden) if hidden else Change()
    return NewVersion(ident, change | recorder.save(state.scope, edits))


def _restricted_parts(session: Session, case: CaseId, plan: RecordState) -> list[RecordState]:
    scope = restricted_scope(case)
    if plan.scope == scope or not session.access(case).restricted:
        return []
    return covered(plan.record, scope, session.store.states(set(PARTS), {scope}))


def attendance_problems(session: Session, named: str) -> list[Problem]:
    """Why somebody does not count as the senior who attended a review: they are none, or do not work here."""
    member = session.member(named)
    role = member.post.role if member and member.active and member.post else None
    return senior_problems(role, Review.kind, "closed")


def _copy_of_plan(session: Session, state: RecordState) -> Plan:
    model = _PLANS.get(state.kind)
    if model is None:
        raise UserError(say("This is not a plan."))
    update = {"made_on": session.today(), "made_by": session.me, "follows": state.record}
    return read_record(model, state).model_copy(update=update)


def _lines(session: Session, parts: list[RecordState], plan: RecordId, ident: RecordId) -> list[Edit]:
    found = []
    for part in parts:
        if part.record == plan:
            continue
        line = read_record(KINDS[part.kind], part)
        if not isinstance(line, Action) or is_carried_on(line):
            found.append(Recorder(session).new_record(_copy_of_line(line, part, ident), session.store.new_id()))
    return found


def _copy_of_line(line: Record, state: RecordState, plan: RecordId) -> Record:
    fresh: dict[str, object] = {"plan": plan, "follows": state.record, "result": None}
    known = {name: value for name, value in fresh.items() if name in type(line).model_fields}
    return line.model_copy(update=known)


def _find(session: Session, case: CaseId, record: RecordId) -> RecordState:
    """A record of the case, in its restricted part too where that is held."""
    if session.access(case).reads:
        for state in session.store.records_of_case(case):
            if state.record == record:
                return state
    raise UserError(GONE)
