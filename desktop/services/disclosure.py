"""What the supervised person may be told, field by field: what holds, who decided it and why, and deciding it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import JsonValue, ValidationError

from casework.errors import UserError
from casework.ledger.entry import MAX_EDITS, Edit
from casework.ledger.fold import RecordState
from casework.problem import about
from casework.records.check import field_title
from casework.records.file.telling_decision import (
    About,
    TellingAnswer,
    TellingDecision,
    TellingVerdict,
    decision_id,
)
from casework.records.identifier import CaseId, EntryId, RecordId, Scope, case_of
from casework.records.record import KINDS
from casework.records.shape import shape_of
from casework.records.telling import TELLING_WORDS, Telling
from casework.rules.disclosure import (
    Decisions,
    entries_read,
    gather_decisions,
    hindrance,
    may_tell,
    questions,
    start_of,
    telling_now,
)
from casework.rules.person_copy import heading_of, paper_lines, value_of
from casework.rules.standing import shown_parents
from casework.words import say
from desktop.services.recorder import NotComplete, Recorder, reason_problems
from desktop.services.session import Session
from desktop.store.change import Change


@dataclass(frozen=True)
class Decided:
    """One decision that holds about a field: in words, by whom, on which day, why."""

    words: str
    by: str
    on: str
    reason: str


@dataclass(frozen=True)
class TellingLine:
    """One field of one record: what stands in it as it would be printed, and whether the person may be told.

    `tells`: it goes onto the copy. `obstacle`: why it does not although it is decided, in a sentence. `may_disclose`:
    whether who is at the keyboard may decide that it is told; withholding it is anybody's who reads the case.
    """

    scope: Scope
    record: RecordId
    kind: str
    field: str
    heading: str
    title: str
    lines: tuple[str, ...]
    entries: tuple[EntryId, ...]
    telling: Telling
    tells: bool
    obstacle: str
    may_disclose: bool
    decided: tuple[Decided, ...] = ()

    @property
    def words(self) -> str:
        """What holds, in words."""
        return TELLING_WORDS[self.telling]


def case_decisions(session: Session, case: CaseId) -> tuple[list[RecordState], Decisions]:
    """Every record of a case on this laptop, and what is decided about them."""
    states = session.store.records_of_case(case)
    return states, gather_decisions(states, session.me)


def telling_lines(session: Session, scope: Scope, record: RecordId) -> tuple[TellingLine, ...]:
    """The fields of one record that may ever be told, in the order of its declaration."""
    state, case = session.store.record(scope, record), case_of(scope)
    if state is None or case is None:
        return ()
    return lines_of([state], case_decisions(session, case)[1], session)


def lines_of(states: Iterable[RecordState], decisions: Decisions, session: Session) -> tuple[TellingLine, ...]:
    """The fields of some records that may ever be told."""
    return tuple(
        line for one in questions(states, decisions) if (line := _line(one.state, one.field, decisions, session))
    )


def decide_telling(session: Session, line: TellingLine, answer: TellingAnswer, reason: str) -> Change:
    """Decide that the person may be told exactly what stands on the screen, or that it is withheld from now on.

    Raises:
        NotComplete: without a reason.
        UserError: where somebody wrote something meanwhile, or a senior has to decide.
    """
    return decide_together(session, [(line, answer)], reason)


def decide_together(session: Session, decided: Sequence[tuple[TellingLine, TellingAnswer]], reason: str) -> Change:
    """Decide about several fields for one reason, in as few saves as there are scopes. Raises as `decide_telling`."""
    if not reason.strip():
        raise NotComplete(
            [about("reason", say("Reason is missing: write why the person may be told this, or why not."))]
        )
    if too_long := reason_problems(reason):
        raise NotComplete(too_long)
    edits: dict[Scope, list[Edit]] = {}
    cases = {case for line, _ in decided if (case := case_of(line.scope))}
    known = {case: case_decisions(session, case)[1] for case in cases}
    for line, answer in decided:
        state, case = session.store.record(line.scope, line.record), case_of(line.scope)
        if state is None or case is None or _entries(state, line.field) != line.entries:
            raise UserError(say("Somebody has written here meanwhile. Read it again, then decide."))
        if tuple(_decided(state, line.field, known[case], session)) != line.decided:
            raise UserError(say("Somebody has decided about this meanwhile. Read why, then decide."))
        verdict = TellingVerdict(
            tell=answer, entries=line.entries, reason=reason, by=session.me, on=session.today()
        ).model_dump(mode="json")
        edits.setdefault(line.scope, []).append(_edit(session, state, line.field, verdict))
    recorder, change = Recorder(session), Change()
    for scope, of_scope in edits.items():
        for first in range(0, len(of_scope), MAX_EDITS):
            change = change | recorder.save(scope, of_scope[first : first + MAX_EDITS])
    return change


def _edit(session: Session, state: RecordState, field: str, verdict: JsonValue) -> Edit:
    """The edit of the decision about a field: a new one, or one in the place of all that were made before."""
    ident = decision_id(state.record, field)
    about = About(record=state.record, kind=state.kind, field=field).model_dump(mode="json")
    parents = shown_parents(session.store.record(state.scope, ident), "decision")
    reason = str(verdict["reason"]) if isinstance(verdict, dict) else None
    return Edit(
        record=ident,
        kind=TellingDecision.kind,
        set={"about": about, "decision": verdict},
        parents={"decision": parents} if parents else {},
        reason=reason,
    )


def _line(state: RecordState, field: str, decisions: Decisions, session: Session) -> TellingLine | None:
    shape, case = shape_of(state.kind, field), case_of(state.scope)
    if shape is None or case is None or state.kind not in KINDS:
        return None
    told, obstacle = telling_now(state, field, decisions), hindrance(state, field, decisions)
    return TellingLine(
        scope=state.scope,
        record=state.record,
        kind=state.kind,
        field=field,
        heading=heading_of(state.kind),
        title=field_title(state.kind, field),
        lines=paper_lines(shape, value_of(state, shape), session.name_of),
        entries=_entries(state, field),
        telling=told,
        tells=may_tell(state, field, decisions),
        obstacle=obstacle.words if obstacle else "",
        may_disclose=session.access(case).decides or _is_open(state, field, told),
        decided=tuple(_decided(state, field, decisions, session)),
    )


def _is_open(state: RecordState, field: str, told: Telling) -> bool:
    """Whether anybody who reads the case may decide that it is told."""
    return start_of(state.scope, state.kind, field) is not Telling.WITHHELD and told is not Telling.WITHHELD


def _entries(state: RecordState, field: str) -> tuple[EntryId, ...]:
    return tuple(sorted(entries_read(state, field)))


def _decided(state: RecordState, field: str, decisions: Decisions, session: Session) -> list[Decided]:
    """The decisions that nobody has replaced; one that cannot be read is left to what holds."""
    decision = decisions.found.get((state.scope, decision_id(state.record, field)))
    heads = decision.fields["decision"].heads if decision and "decision" in decision.fields else ()
    found = []
    for head in heads:
        try:
            verdict = TellingVerdict.model_validate(head.value)
        except ValidationError:
            continue
        found.append(Decided(verdict.tell.words, session.name_of(verdict.by), verdict.on.isoformat(), verdict.reason))
    return found
