"""Opening the page on which a plan is written: its frames and lines, what was kept as a draft, what changed since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from pydantic import ValidationError

from casework.errors import Damaged, UserError
from casework.ledger.fold import RecordState
from casework.records.identifier import CaseId, case_of, case_scope, restricted_scope, scope_sort
from casework.records.plan.risk_management_plan import RiskManagementPlan
from casework.records.plan.safety_plan import SafetyPlan, SafetyStatus
from casework.records.telling import Telling
from casework.rules.day_words import plain_date
from casework.rules.disclosure import Decisions, start_of
from casework.rules.standing import conflicts, read_record, standing_values
from casework.words import say
from desktop.services.disclosure import case_decisions, lines_of
from desktop.services.draft import PLAN_FORM
from desktop.services.plan import plan_in_use
from desktop.services.planning.approved import Approved, Since, last_approved, left_out, since
from desktop.services.planning.section import LINE_KINDS, SECTIONS
from desktop.services.planning.sheet import NEW, PLAN, PlanSheet, SheetLine, changed_fields
from desktop.services.record_check import RecordForm
from desktop.services.record_form import RecordOpening, Wish, open_record, reopen_record
from desktop.services.record_list import own_scopes
from desktop.services.session import Session
from desktop.store.draft import Draft
from desktop.store.search_text import record_title

NOT_OPEN = say("This person is not open to you on this laptop any more.")


@dataclass(frozen=True)
class LineFacts:
    """What is known of a recorded line besides what it says. `telling`: what the person may be told, in words."""

    telling: str
    may_tell: bool
    restricted: bool = False
    two_views: bool = False
    since: Since = field(default_factory=Since)


@dataclass(frozen=True)
class PlanOpening:
    """All that the page needs. `kinds`: the form of a new line by kind; `facts`: by the key of a line, or "plan".

    `other_safety`: titles of safety plans in force that are not on the page; `gone`: lines agreed to that are left out;
    `made_new`: lines of the draft whose records have left this laptop, and which therefore stand as new ones.
    """

    sheet: PlanSheet
    draft: str
    kept_at: datetime | None
    today: date
    plan: RecordOpening
    safety: RecordOpening
    kinds: Mapping[str, RecordOpening]
    facts: Mapping[str, LineFacts]
    decides: bool
    status: str = ""
    approved: Approved | None = None
    gone: tuple[str, ...] = ()
    other_safety: tuple[str, ...] = ()
    made_new: tuple[str, ...] = ()

    def may_tell(self, line: SheetLine) -> bool:
        """Whether who is at the keyboard may decide that the person is told what a line says."""
        if known := self.facts.get(line.key):
            return known.may_tell
        case = self.sheet.case
        scope = restricted_scope(case) if line.form.restricted else case_scope(case)
        return self.decides or start_of(scope, line.form.kind, line.section.text) is not Telling.WITHHELD


@dataclass(frozen=True)
class PlanWish:
    """Which plan: the one that `record` names, a new one of `kind`, a draft, or else the one that is in use."""

    case: CaseId
    record: str = ""
    kind: str = ""
    draft: str = ""


def open_plan(session: Session, wish: PlanWish) -> PlanOpening | None:
    """Open the page; None where there is no such draft. Raises ``UserError`` where the case is not open."""
    kept = session.store.draft(wish.draft) if wish.draft else None
    if wish.draft and kept is None:
        return None
    kept = kept or _begun_before(session, wish)
    begun = parse_sheet(kept.content) if kept else None
    case = begun.case if begun else wish.case
    if not session.access(case).reads:
        raise UserError(NOT_OPEN)
    states = session.store.states({RiskManagementPlan.kind, SafetyPlan.kind, *LINE_KINDS}, own_scopes(session, case))
    plan, safety = _chosen(session, case, states, wish, begun)
    fresh = _sheet(session, case, states, plan, safety)
    sheet = _gone_on_with(begun, fresh) if begun else fresh
    if not begun and wish.kind == SafetyPlan.kind:
        sheet = sheet.model_copy(update={"with_safety": True})
    opening = _opening(session, sheet, states, plan)
    ident = kept.id if kept else session.store.new_id()
    others = tuple(record_title(one) for one in _in_force(states) if one is not safety)
    kept_at, made_new = (kept.kept_at if kept else None), _made_new(begun, sheet)
    return replace(opening, draft=ident, kept_at=kept_at, other_safety=others, made_new=made_new)


def _begun_before(session: Session, wish: PlanWish) -> Draft | None:
    """The draft that goes on with what is wished for: nobody begins the same plan twice."""
    for draft in session.store.drafts():
        if draft.form != PLAN_FORM or case_of(draft.scope) != wish.case:
            continue
        try:
            begun = parse_sheet(draft.content)
        except Damaged:
            continue  # Kept by another version: it stays where it is.
        is_this = wish.record in {begun.plan_id, begun.safety_id} if wish.record else begun.plan.record is None
        if is_this or not (wish.record or wish.kind):
            return draft
    return None


def parse_sheet(content: str) -> PlanSheet:
    """Read a draft's content; raises `Damaged` where it is none."""
    try:
        return PlanSheet.model_validate_json(content)
    except ValidationError:
        # Not chained: pydantic's message quotes what was written.
        raise Damaged(say("This draft was kept by another version and cannot be opened. It is still kept.")) from None


def _chosen(
    session: Session, case: CaseId, states: list[RecordState], wish: PlanWish, begun: PlanSheet | None
) -> tuple[RecordState | None, RecordState | None]:
    """The plan and the safety plan of the page, where they are recorded already."""
    if begun is not None:
        return _by_id(states, begun.plan_id), _by_id(states, begun.safety_id)
    named = _by_id(states, wish.record)
    if wish.record and named is None:
        raise UserError(say("This plan is not on this laptop any more. Sync and open it again."))
    plan = named if named is not None and named.kind == RiskManagementPlan.kind else None
    if plan is None and wish.kind != RiskManagementPlan.kind:
        in_use = plan_in_use(session, case, RiskManagementPlan.kind)
        plan = _by_id(states, in_use.plan if in_use else "") or _latest(states, RiskManagementPlan.kind)
    safety = named if named is not None and named.kind == SafetyPlan.kind else None
    if safety is None and wish.kind != SafetyPlan.kind:
        safety = next(iter(_in_force(states)), None)
    return plan, safety


def _by_id(states: Iterable[RecordState], ident: str) -> RecordState | None:
    return next((state for state in states if ident and state.record == ident), None)


def _latest(states: list[RecordState], kind: str) -> RecordState | None:
    """The plan of a kind that no other takes the place of; of several, the one made last."""
    of_kind = [state for state in states if state.kind == kind]
    replaced = {standing_values(state).get("follows") for state in of_kind}
    open_ones = [state for state in of_kind if state.record not in replaced]
    return max(open_ones, key=_made, default=None)


def _in_force(states: list[RecordState]) -> list[RecordState]:
    """Safety plans in force, the latest first."""
    of_kind = [state for state in states if state.kind == SafetyPlan.kind]
    replaced = {standing_values(state).get("follows") for state in of_kind}
    found = []
    for state in of_kind:
        stands = read_record(SafetyPlan, state).state
        if state.record not in replaced and (stands is None or stands.status is SafetyStatus.IN_FORCE):
            found.append(state)
    return sorted(found, key=_made, reverse=True)


def _made(state: RecordState) -> tuple[str, str]:
    return str(standing_values(state).get("made_on") or ""), state.record


def _sheet(
    session: Session, case: CaseId, states: list[RecordState], plan: RecordState | None, safety: RecordState | None
) -> PlanSheet:
    ids = {PLAN: plan.record if plan else session.store.new_id()}
    safety_id = safety.record if safety else session.store.new_id()
    owners = {ids[PLAN], safety_id}
    lines = [state for state in states if state.kind in LINE_KINDS and standing_values(state).get("plan") in owners]
    return PlanSheet(
        case=case,
        plan=_frame(session, case, RiskManagementPlan.kind, plan),
        plan_id=ids[PLAN],
        safety=_frame(session, case, SafetyPlan.kind, safety),
        safety_id=safety_id,
        with_safety=safety is not None,
        lines=_in_order([_line(case, state) for state in lines], states),
    )


def _frame(session: Session, case: CaseId, kind: str, state: RecordState | None) -> RecordForm:
    if state is not None:
        return _form(case, state)
    return open_record(session, Wish(case, kind)).form


def _form(case: CaseId, state: RecordState) -> RecordForm:
    values = standing_values(state)
    restricted = scope_sort(state.scope) == "restricted"
    return RecordForm(
        case=case, kind=state.kind, record=state.record, restricted=restricted, values=dict(values), shown=dict(values)
    )


def _line(case: CaseId, state: RecordState) -> SheetLine:
    form = _form(case, state)
    rank = form.values.pop("rank", None)
    form.shown.pop("rank", None)
    return SheetLine(key=state.record, form=form, rank=rank if isinstance(rank, int) else None)


def _in_order(lines: list[SheetLine], states: list[RecordState]) -> list[SheetLine]:
    """As they are laid out: those without a number in the order in which they were made, then by number."""
    made = {str(state.record): number for number, state in enumerate(states)}
    order = [section.key for section in SECTIONS]
    return sorted(
        lines, key=lambda line: (order.index(line.section.key), line.rank or 0, made.get(line.key, len(made)))
    )


def _gone_on_with(begun: PlanSheet, fresh: PlanSheet) -> PlanSheet:
    """A draft over what stands now: what was written stays, what others wrote meanwhile is shown."""
    by_key = {line.key: line for line in fresh.lines}
    lines = []
    for line in begun.lines:
        now = by_key.pop(line.key, None)
        if now is not None:
            lines.append(line.model_copy(update={"form": _over(line.form, now.form), "rank": now.rank}))
        elif line.key.startswith(NEW):
            lines.append(line)
        elif changed_fields(line.form):
            lines.append(_as_new(line, _next_key([*begun.lines, *lines])))
    return begun.model_copy(
        update={
            "plan": _over(begun.plan, fresh.plan),
            "safety": _over(begun.safety, fresh.safety),
            "with_safety": begun.with_safety or fresh.with_safety,
            "lines": [*lines, *by_key.values()],
        }
    )


def _as_new(line: SheetLine, key: str) -> SheetLine:
    """What was written into a line whose record has left: a new line.

    Only what was written, and where it stands: the rest was taken out of this file, or is not for its writer any more.
    """
    names = {*changed_fields(line.form), "plan", "part"}
    values = {name: value for name, value in line.form.values.items() if name in names}
    form = line.form.model_copy(update={"record": None, "values": values, "shown": {}})
    return SheetLine(key=key, form=form)


def _next_key(lines: list[SheetLine]) -> str:
    numbers = [int(line.key.removeprefix(NEW)) for line in lines if line.key.startswith(NEW)]
    return f"{NEW}{max(numbers, default=0) + 1}"


def _made_new(begun: PlanSheet | None, sheet: PlanSheet) -> tuple[str, ...]:
    lines = [line for line in sheet.lines if begun and line.is_new and begun.line(line.key) is None]
    return tuple(line.text or line.section.title for line in lines)


def _over(begun: RecordForm, now: RecordForm) -> RecordForm:
    if not begun.record:
        return begun
    mine = set(changed_fields(begun))
    values = {**now.values, **{name: begun.values.get(name) for name in mine}}
    shown = {**now.shown, **{name: begun.shown[name] for name in mine if name in begun.shown}}
    return begun.model_copy(update={"values": values, "shown": shown})


def _opening(session: Session, sheet: PlanSheet, states: list[RecordState], plan: RecordState | None) -> PlanOpening:
    approved = last_approved(session, plan) if plan is not None else None
    on_page = [s for s in states if s.record in {sheet.plan_id, *(line.key for line in sheet.lines)}]
    _, decisions = case_decisions(session, sheet.case)
    facts = {str(state.record): _facts(session, sheet.case, state, decisions, approved) for state in on_page}
    if plan is not None:
        facts[PLAN] = facts[str(plan.record)]
    kinds = {kind: reopen_record(session, RecordForm(case=sheet.case, kind=kind)) for kind in LINE_KINDS}
    return PlanOpening(
        sheet=sheet,
        draft="",
        kept_at=None,
        today=session.today(),
        plan=reopen_record(session, sheet.plan),
        safety=reopen_record(session, sheet.safety),
        kinds=kinds,
        facts=facts,
        decides=session.access(sheet.case).decides,
        status=_status(session, sheet, plan),
        approved=approved,
        gone=left_out(approved, on_page) if approved and approved.earlier else (),
    )


def _status(session: Session, sheet: PlanSheet, plan: RecordState | None) -> str:
    if plan is None:
        return say("A new plan: nothing of it is recorded yet.")
    used = plan_in_use(session, sheet.case, RiskManagementPlan.kind)
    if used is not None and used.plan == plan.record:
        return say("In use since {fromisoformat}.", fromisoformat=plain_date(date.fromisoformat(used.since)))
    return say("Not in use.") if used is None else say("Not in use: another plan is.")


def _facts(
    session: Session, case: CaseId, state: RecordState, decisions: Decisions, approved: Approved | None
) -> LineFacts:
    asked = lines_of([state], decisions, session)
    found = {line.telling for line in asked}
    words = say("may be told") if found == {Telling.OPEN} else say("told in part") if Telling.OPEN in found else ""
    undecided = say("not decided, so withheld") if Telling.UNDECIDED in found else say("withheld")
    return LineFacts(
        telling=words or undecided,
        may_tell=any(line.may_disclose for line in asked),
        restricted=scope_sort(state.scope) == "restricted",
        two_views=bool(conflicts(state)),
        since=since(session, case, approved, state) if approved else Since(),
    )
