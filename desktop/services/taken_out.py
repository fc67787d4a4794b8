"""What was taken out of a file because it is about somebody else: shown without its words, and decided by a senior."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState
from casework.problem import about
from casework.records.delivery.ruling import Decision, Ruling
from casework.records.file.misfiling import (
    CarriedAnswer,
    CarriedChoice,
    Misfiling,
    MisfilingReach,
    Receiving,
)
from casework.records.file.paper import Paper
from casework.records.identifier import CaseId, EntryId, RecordId, Scope, StaffId, restricted_scope
from casework.records.merge import DECIDE, caution_of
from casework.records.record import KINDS, merge_of
from casework.records.risk.warning import WarningRecord, WarningState, WarningStatus
from casework.rules.day_words import plain_date
from casework.rules.intake_reason import Reason
from casework.rules.misfiling import Mistake, read_mistake
from casework.rules.standing import read_record, set_items, shown_parents
from casework.words import english_of, say
from desktop.services.local_time import local_day
from desktop.services.misfiling import misfiling_state, scopes_of_file
from desktop.services.recorder import NotComplete, Recorder, reason_problems
from desktop.services.session import Session
from desktop.store.change import Change


@dataclass(frozen=True)
class TakenLine:
    """Something that was taken out of a file: what kind it was, by whom and when; nothing of what it said.

    `waits`: a senior has still to say if what it carried stands. `holders`, `before`: who had it on a laptop, for those
    who decide; `papers`: who made a copy of any of it, and when.
    """

    record: RecordId
    titles: tuple[str, ...]
    by: str
    at: datetime
    done: bool
    undone: bool
    waits: bool
    may_decide: bool
    may_undo: bool
    holders: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    undoes: str = ""
    """What the import came from that was undone with it; empty where it was in the wrong file."""


def taken_out(session: Session, case: CaseId) -> tuple[TakenLine, ...]:
    """What was taken out of a file, the newest first."""
    mine = session.access(case)
    scopes = scopes_of_file(session, case) if mine.reads else ()
    states = [state for scope in scopes for state in session.store.records(Misfiling.kind, scope)]
    reach = session.store.records(MisfilingReach.kind, restricted_scope(case)) if mine.decides else []
    lines = (_taken(session, state, reach, decides=mine.decides) for state in states)
    return tuple(sorted((line for line in lines if line), key=lambda line: line.at, reverse=True))


def _taken(session: Session, state: RecordState, reach: Iterable[RecordState], *, decides: bool) -> TakenLine | None:
    record, head = read_record(Misfiling, state), state.created
    if head is None or head.awaiting:
        return None
    mistake = read_mistake(state)
    mine = [one for one in reach if read_record(MisfilingReach, one).misfiling == state.record]
    # One's own answer counts here from the moment it is saved.
    waits = mistake is not None and mistake.waits and record.carried is None
    undone = record.undone is not None
    return TakenLine(
        record=state.record,
        titles=tuple(_titles(record.titles or ())),
        by=session.name_of(head.on_behalf or head.author),
        at=head.at,
        done=record.done is not None,
        undone=undone,
        waits=waits,
        may_decide=waits and decides,
        may_undo=decides and not undone and bool(_to_put_back(session, state.scope, mistake)),
        holders=tuple(_names(session, mine, "holders")),
        before=tuple(_names(session, mine, "before")),
        papers=tuple(_papers(session, state.scope, mistake)) if decides and mistake else (),
        undoes=record.undoes or "",
    )


def _titles(recorded: Iterable[str]) -> list[str]:
    """What kinds of record it was, in the language of the program; recorded it is in English."""
    known = {english_of(model.title): model.title for model in KINDS.values()}
    return [known.get(title, title) for title in recorded]


def _papers(session: Session, scope: Scope, mistake: Mistake) -> Iterator[str]:
    """Who made a copy with words of what was taken out, and on which day."""
    for state in session.store.records(Paper.kind, scope):
        paper = read_record(Paper, state)
        if paper.made_by and paper.made_at and not mistake.records.isdisjoint(paper.records or ()):
            yield f"{session.name_of(paper.made_by)}, {plain_date(local_day(paper.made_at))}"


def _names(session: Session, states: Iterable[RecordState], field: str) -> Iterator[str]:
    for state in states:
        yield from sorted(session.name_of(StaffId(str(item))) for item in set_items(state, field))


def _held_back(session: Session, scope: Scope, mistake: Mistake | None) -> list[EntryId]:
    """What of a misfiling waits here to be released or refused, by somebody else than its author."""
    if mistake is None:
        return []
    return [
        waiting.id
        for waiting in session.store.waiting()
        if waiting.reason == Reason.WRONG_FILE
        and waiting.sealed.entry.scope == scope
        and (waiting.id in mistake.entries or _touches(waiting.sealed.entry.edits, mistake.records))
    ]


def _to_put_back(session: Session, scope: Scope, mistake: Mistake | None) -> list[EntryId]:
    """What of it counted until it was taken out.

    What waited before, or was added meanwhile, a senior looks at by itself: it may ask for what only a senior decides.
    """
    return [entry for entry in _held_back(session, scope, mistake) if mistake and entry in mistake.counted]


def _touches(edits: Sequence[Edit], records: Collection[str]) -> bool:
    return any(edit.record in records for edit in edits)


def put_back(session: Session, case: CaseId, misfiling: RecordId, reason: str) -> Change:
    """Say that it was right where it was: it is shown again here, and taken out of the file that received it.

    What had waited already, or was added to it since, goes on waiting for a senior.

    Raises:
        NotComplete: without a reason.
        UserError: by somebody who may not, or where nothing waits any more.
    """
    return _rule(session, case, misfiling, Decision.RELEASE, reason)


def confirm(session: Session, case: CaseId, misfiling: RecordId, reason: str) -> Change:
    """Say that it does not belong here: it stays out for good. Raises as `put_back`."""
    return _rule(session, case, misfiling, Decision.REFUSE, reason)


def _rule(session: Session, case: CaseId, misfiling: RecordId, decision: Decision, reason: str) -> Change:
    _need_reason(reason)
    find = _to_put_back if decision is Decision.RELEASE else _held_back
    state = misfiling_state(session, case, misfiling)
    waiting = find(session, state.scope, read_mistake(state)) if state else []
    if state is None or not waiting:
        raise UserError(say("There is nothing here that a senior has still to decide. Look again after the next sync."))
    recorder = Recorder(session)
    records = [Ruling(entry=entry, decision=decision, reason=reason.strip()) for entry in waiting]
    return recorder.save(state.scope, [recorder.new_record(one, session.store.new_id()) for one in records])


def answer_carried(session: Session, case: CaseId, misfiling: RecordId, choice: CarriedChoice, reason: str) -> Change:
    """Say as a senior whether a warning or level stands that came with what was taken out. Raises as `put_back`.

    Lifted, a warning is removed, and of a level what stood in this file before stands again.
    """
    _need_reason(reason)
    state = misfiling_state(session, case, misfiling)
    if state is None:
        raise UserError(say("This is not on this laptop any more."))
    answer = CarriedAnswer(choice=choice, by=session.me, reason=reason.strip())
    recorder = Recorder(session)
    edits = [recorder.change(state, {"carried": answer.model_dump(mode="json")}, reason.strip())]
    mistake = read_mistake(state)
    if choice is CarriedChoice.LIFT and mistake is not None:
        held = [found for record in mistake.holds if (found := session.store.record(state.scope, RecordId(record)))]
        edits += [edit for one in held for edit in _lifted(session, one, reason.strip(), state)]
    return recorder.save(state.scope, edits)


def _lifted(session: Session, held: RecordState, reason: str, misfiling: RecordState) -> Iterator[Edit]:
    """The edit that takes away what the office let stand in the place of what was taken out."""
    if held.kind == WarningRecord.kind:
        removed = WarningState(status=WarningStatus.REMOVED, by=session.me, on=session.today())
        yield Recorder(session).change(held, {"state": removed.model_dump(mode="json")}, reason)
        return
    offices = {head.entry for head in misfiling.fields["holds"].heads} if "holds" in misfiling.fields else set()
    values, parents = {}, {}
    for name, field in held.fields.items():
        others = [head for head in field.heads if head.entry not in offices and not head.awaiting]
        rule = merge_of(held.kind, name) or DECIDE
        if others and any(head.entry in offices for head in field.heads):
            values[name] = max(others, key=lambda head: caution_of(rule, head.value)).value
            parents[name] = shown_parents(held, name)
    if not values:
        raise UserError(say("Nothing else was recorded here before: sign a new level first, then decide this."))
    yield Edit(record=held.record, kind=held.kind, set=values, parents=parents, reason=reason)


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise NotComplete([about("reason", say("Reason is missing: write why."))])
    if too_long := reason_problems(reason):
        raise NotComplete(too_long)


def moved_sentence(session: Session, record: RecordState) -> str:
    """That a record was first in another file, with who moved it and when; empty where it was not."""
    for state in session.store.records(Receiving.kind, record.scope):
        head = state.created
        if head is not None and record.record in set_items(state, "records"):
            by = session.name_of(head.on_behalf or head.author)
            return say(
                "First recorded in another file by mistake; moved by {by} on {local_day}.",
                by=by,
                local_day=plain_date(local_day(head.at)),
            )
    return ""
