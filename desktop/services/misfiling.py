"""Something recorded in the wrong person's file: taking it out of one and into the other, in one action.

The two files are told of it in two saves of one commit, each only of its own side. The office withholds what was taken
out from everybody but its author and those who decide there, and records it again where it belongs.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.ledger.fold import Placed, RecordState
from casework.records.delivery.ruling import Decision, Ruling
from casework.records.file.misfiling import (
    MOST_TAKEN,
    CarriedAnswer,
    CarriedChoice,
    Misfiling,
    MisfilingReach,
    Receiving,
)
from casework.records.identifier import CaseId, EntryId, RecordId, Scope, StaffId, case_scope, restricted_scope
from casework.records.merge import DECIDE, caution_of
from casework.records.record import KINDS, merge_of
from casework.records.risk.warning import WarningRecord, WarningState, WarningStatus
from casework.rules.intake import Reason
from casework.rules.misfiling import Mistake, carried_edits, may_be_taken, read_mistake
from casework.rules.standing import read_record, set_items, shown_parents
from desktop.services.local_time import local_day
from desktop.services.person_line import person_lines
from desktop.services.present import day_words
from desktop.services.recorder import NotComplete, Recorder, reason_problems
from desktop.services.session import Session
from desktop.store.case_store import Save
from desktop.store.change import Change
from desktop.store.search_text import record_title

MOST_OFFERED = 200
"""A mistake of this kind is noticed soon: so many records are offered, the newest."""


@dataclass(frozen=True)
class TakeableLine:
    """One record that may be taken out. `along`: what was saved with it and goes along."""

    record: RecordId
    title: str
    words: str
    by: str
    at: datetime
    along: tuple[str, ...] = ()
    carries: bool = False
    """Whether a warning or level comes with it that will stand until a senior has decided."""


@dataclass(frozen=True)
class OtherFile:
    """A file that may receive it."""

    case: CaseId
    name: str


@dataclass(frozen=True)
class TakenLine:
    """Something that was taken out of a file: what kind it was, by whom and when; nothing of what it said.

    `waits`: a senior has still to say if what it carried stands. `holders`, `before`: who had it on a laptop, for those
    who decide.
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


@dataclass(frozen=True)
class _Chosen:
    """The saves that go, with what stands of the records they touch."""

    entries: tuple[Placed, ...]
    states: tuple[RecordState, ...]

    def titles(self) -> tuple[str, ...]:
        """What kinds of record they are, each once."""
        return tuple(dict.fromkeys(_title(state.kind) for state in self.states))


def takeable(session: Session, case: CaseId) -> tuple[TakeableLine, ...]:
    """What may be taken out of a file, the newest first; of very many the newest."""
    if not session.access(case).reads:
        return ()
    made = [(state.created.at, state) for state in session.store.states(None, {case_scope(case)}) if state.created]
    newest = sorted(made, key=lambda one: (one[0], one[1].record), reverse=True)[:MOST_OFFERED]
    lines = (_takeable(session, state) for _, state in newest)
    return tuple(line for line in lines if line)


def _takeable(session: Session, state: RecordState) -> TakeableLine | None:
    head = state.created
    chosen = _choose(session, state.scope, [state.record]) if head is not None else None
    if head is None or chosen is None or not chosen.entries:
        return None
    others = [one for one in chosen.states if one.record != state.record]
    ids = {placed.sealed.id for placed in chosen.entries}
    return TakeableLine(
        record=state.record,
        title=_title(state.kind),
        words=record_title(state),
        by=session.name_of(head.on_behalf or head.author),
        at=head.at,
        along=tuple(dict.fromkeys(_title(one.kind) for one in others)),
        carries=bool(carried_edits(chosen.states, ids, session.store.new_id)),
    )


def _title(kind: str) -> str:
    return KINDS[kind].title if kind in KINDS else "Something recorded in a newer version"


def _choose(session: Session, scope: Scope, records: Iterable[RecordId]) -> _Chosen | None:
    """The saves that made some records, and what else they touched; None where one of them may not be taken out."""
    found = {placed.sealed.id: placed for record in records for placed in session.store.placed(scope, record)}
    if not found or not all(placed.counts and may_be_taken(placed.sealed.entry) for placed in found.values()):
        return None
    touched = dict.fromkeys(edit.record for placed in found.values() for edit in placed.sealed.entry.edits)
    states = [state for record in touched if (state := session.store.record(scope, record))]
    return _Chosen(tuple(found.values()), tuple(states))


def other_files(session: Session, case: CaseId) -> tuple[OtherFile, ...]:
    """The files that this person may read and that could receive it, by name."""
    lines = person_lines(session)
    found = [OtherFile(other, line.name) for other, line in lines.items() if other != case]
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def take_out(session: Session, case: CaseId, records: Sequence[RecordId], to: CaseId | None) -> Change:
    """Take records out of a file and let another one receive them; without one they are taken out and wait.

    Raises:
        NotComplete: where nothing is chosen, or more than goes at once.
        UserError: where one of them may not be taken out, or a file is not open to this person.
    """
    if not records:
        raise NotComplete(["What is in the wrong file: choose at least one record."])
    chosen = _choose(session, case_scope(case), records)
    if chosen is None:
        raise UserError("One of these cannot be taken out: correct it instead, or ask the administrator.")
    if len(chosen.entries) > MOST_TAKEN:
        raise NotComplete([f"This is more than goes at once: choose fewer, at most {MOST_TAKEN} saves."])
    if to == case or (to is not None and not session.access(to).reads):
        raise NotComplete(["Whose file: choose another person whose file you may read."])
    recorder, ticket = Recorder(session), session.store.new_id()
    entries = tuple(placed.sealed.id for placed in chosen.entries)
    out = Misfiling(entries=entries, titles=chosen.titles(), ticket=ticket)
    saves = [Save(case_scope(case), (recorder.new_record(out, session.store.new_id()),))]
    if to is not None:
        received = recorder.new_record(Receiving(ticket=ticket), session.store.new_id())
        saves.append(Save(case_scope(to), (received,)))
    return recorder.save_together(saves)


def receive(session: Session, case: CaseId, misfiling: RecordId, to: CaseId) -> Change:
    """Let another file receive what was taken out before without saying whose it is; by the person who took it out.

    Raises:
        UserError: where that is not open to this person, or is done already.
    """
    mistake = _mistake(session, case, misfiling)
    if mistake is None or mistake.by != session.me or to == case or not session.access(to).reads:
        raise UserError("Only who took it out lets another file receive it, and only one that they may read.")
    if any(read_record(Receiving, state).ticket == mistake.ticket for state in session.store.records(Receiving.kind)):
        raise UserError("Another file has received it already.")
    recorder = Recorder(session)
    edit = recorder.new_record(Receiving(ticket=mistake.ticket), session.store.new_id())
    return recorder.save(case_scope(to), [edit])


def taken_out(session: Session, case: CaseId) -> tuple[TakenLine, ...]:
    """What was taken out of a file, the newest first."""
    mine = session.access(case)
    states = session.store.records(Misfiling.kind, case_scope(case)) if mine.reads else []
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
        titles=record.titles or (),
        by=session.name_of(head.on_behalf or head.author),
        at=head.at,
        done=record.done is not None,
        undone=undone,
        waits=waits,
        may_decide=waits and decides,
        may_undo=decides and not undone and bool(_held_back(session, state.scope, mistake)),
        holders=tuple(_names(session, mine, "holders")),
        before=tuple(_names(session, mine, "before")),
    )


def _names(session: Session, states: Iterable[RecordState], field: str) -> Iterator[str]:
    for state in states:
        yield from sorted(session.name_of(StaffId(str(item))) for item in set_items(state, field))


def _mistake(session: Session, case: CaseId, misfiling: RecordId) -> Mistake | None:
    state = session.store.record(case_scope(case), misfiling)
    return read_mistake(state) if state else None


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


def _touches(edits: Sequence[Edit], records: Collection[str]) -> bool:
    return any(edit.record in records for edit in edits)


def put_back(session: Session, case: CaseId, misfiling: RecordId, reason: str) -> Change:
    """Say that it was right where it was: it is shown again here, and taken out of the file that received it.

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
    waiting = _held_back(session, case_scope(case), _mistake(session, case, misfiling))
    if not waiting:
        raise UserError("There is nothing here that a senior has still to decide. Look again after the next sync.")
    recorder = Recorder(session)
    records = [Ruling(entry=entry, decision=decision, reason=reason.strip()) for entry in waiting]
    return recorder.save(case_scope(case), [recorder.new_record(one, session.store.new_id()) for one in records])


def answer_carried(session: Session, case: CaseId, misfiling: RecordId, choice: CarriedChoice, reason: str) -> Change:
    """Say as a senior whether a warning or level stands that came with what was taken out. Raises as `put_back`.

    Lifted, a warning is removed, and of a level what stood in this file before stands again.
    """
    _need_reason(reason)
    state = session.store.record(case_scope(case), misfiling)
    if state is None:
        raise UserError("This is not on this laptop any more.")
    answer = CarriedAnswer(choice=choice, by=session.me, reason=reason.strip())
    recorder = Recorder(session)
    edits = [recorder.change(state, {"carried": answer.model_dump(mode="json")}, reason.strip())]
    mistake = read_mistake(state)
    if choice is CarriedChoice.LIFT and mistake is not None:
        held = [found for record in mistake.holds if (found := session.state(case, record))]
        edits += [edit for one in held for edit in _lifted(session, one, reason.strip(), state)]
    return recorder.save(case_scope(case), edits)


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
        raise UserError("Nothing else was recorded here before: sign a new level first, then decide this.")
    yield Edit(record=held.record, kind=held.kind, set=values, parents=parents, reason=reason)


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise NotComplete(["Reason is missing: write why."])
    if too_long := reason_problems(reason):
        raise NotComplete(too_long)


def moved_sentence(session: Session, record: RecordState) -> str:
    """That a record was first in another file, with who moved it and when; empty where it was not."""
    for state in session.store.records(Receiving.kind, record.scope):
        head = state.created
        if head is not None and record.record in set_items(state, "records"):
            by = session.name_of(head.on_behalf or head.author)
            return f"First recorded in another file by mistake; moved by {by} on {day_words(local_day(head.at))}."
    return ""
