"""Something recorded in the wrong person's file: taking it out of one and into the other, in one action.

The two files are told of it in two saves of one commit, each only of its own side. The office withholds what was taken
out from everybody but its author and those who decide there, and records it again where it belongs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.errors import UserError
from casework.ledger.fold import Placed, RecordState
from casework.problem import about
from casework.records.file.misfiling import (
    MOST_TAKEN,
    Misfiling,
    Receiving,
)
from casework.records.identifier import CaseId, EntryId, RecordId, Scope, case_scope, restricted_scope, scope_sort
from casework.records.record import KINDS
from casework.rules.misfiling import carried_edits, may_be_taken, read_mistake, stays
from casework.rules.plain_name import by_letters
from casework.rules.standing import read_record
from casework.words import english_of, say
from desktop.services.person_line import person_lines
from desktop.services.recorder import NotComplete, Recorder
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
    restricted: bool = False
    """Whether it lies in the restricted part; it goes to the restricted part of another file."""


@dataclass(frozen=True)
class OtherFile:
    """A file that may receive it. `restricted`: its restricted part may, too."""

    case: CaseId
    name: str
    restricted: bool = False


@dataclass(frozen=True)
class _Chosen:
    """The saves that go, with what stands of the records they touch."""

    entries: tuple[Placed, ...]
    states: tuple[RecordState, ...]

    def titles(self) -> tuple[str, ...]:
        """What kinds of record they are, each once, in English: so they are recorded."""
        return tuple(dict.fromkeys(english_of(_title(state.kind)) for state in self.states))


def takeable(session: Session, case: CaseId) -> tuple[TakeableLine, ...]:
    """What may be taken out of a file, the newest first; of very many the newest."""
    if not session.access(case).reads:
        return ()
    states = session.store.states(None, set(scopes_of_file(session, case)))
    made = [(state.created.at, state) for state in states if state.created]
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
        restricted=scope_sort(state.scope) == "restricted",
    )


def scopes_of_file(session: Session, case: CaseId) -> tuple[Scope, ...]:
    """The case's scope, and its restricted one where this person may read and write it."""
    restricted = (restricted_scope(case),) if session.access(case).restricted else ()
    return (case_scope(case), *restricted)


def _title(kind: str) -> str:
    return KINDS[kind].title if kind in KINDS else say("Something recorded in a newer version")


def _choose(session: Session, scope: Scope, records: Iterable[RecordId]) -> _Chosen | None:
    """The saves that made some records, and what else they touched; None where one of them may not be taken out."""
    found = {placed.sealed.id: placed for record in records for placed in session.store.placed(scope, record)}
    if not found or not all(placed.counts and may_be_taken(placed.sealed.entry) for placed in found.values()):
        return None
    # What a senior has ruled on is not withheld again by a worker.
    if not found.keys().isdisjoint(_taken_before(session, scope)) or any(map(session.store.looks.rulings, found)):
        return None
    touched = dict.fromkeys(edit.record for placed in found.values() for edit in placed.sealed.entry.edits)
    states = [state for record in touched if (state := session.store.record(scope, record))]
    if any(stays(state, found) for state in states):
        return None
    return _Chosen(tuple(found.values()), tuple(states))


def _taken_before(session: Session, scope: Scope) -> set[EntryId]:
    """What somebody has said to be in the wrong file already, whatever became of it."""
    records = (read_record(Misfiling, state) for state in session.store.records(Misfiling.kind, scope))
    return {EntryId(entry) for record in records for entry in record.entries or ()}


def other_files(session: Session, case: CaseId) -> tuple[OtherFile, ...]:
    """The files that this person may read and that could receive it, by name."""
    lines = person_lines(session)
    found = [
        OtherFile(other, line.name, session.access(other).restricted) for other, line in lines.items() if other != case
    ]
    return tuple(sorted(found, key=lambda one: by_letters(one.name)))


def take_out(
    session: Session, case: CaseId, records: Sequence[RecordId], to: CaseId | None, undoes: str | None = None
) -> Change:
    """Take records out of a file and let another one receive them; without one they are taken out and wait.

    `undoes`: what the import came from that is undone; then they are in no wrong file.

    Raises:
        NotComplete: where nothing is chosen, or more than goes at once.
        UserError: where one of them may not be taken out, or a file is not open to this person.
    """
    if not records:
        raise NotComplete([about("what", say("What is in the wrong file: choose at least one record."))])
    scope = _scope_of(session, case, records)
    chosen = _choose(session, scope, records)
    if chosen is None:
        raise UserError(say("One of these cannot be taken out: correct it instead, or ask the administrator."))
    if len(chosen.entries) > MOST_TAKEN:
        raise NotComplete(
            [
                about(
                    "what",
                    say(
                        "This is too much to take out at once: choose fewer records (at most "
                        "{most_taken} saved changes).",
                        most_taken=MOST_TAKEN,
                    ),
                )
            ]
        )
    if to == case or (to is not None and not session.access(to).reads):
        raise NotComplete([about("whose", say("Whose file: choose another person whose file you may read."))])
    if to is not None and scope == restricted_scope(case) and not session.access(to).restricted:
        raise NotComplete(
            [
                about(
                    "whose",
                    say("Whose file: choose a person whose restricted part you may read, or that it is not known."),
                )
            ]
        )
    recorder, ticket = Recorder(session), session.store.new_id()
    entries = tuple(placed.sealed.id for placed in chosen.entries)
    out = Misfiling(entries=entries, titles=chosen.titles(), ticket=ticket, undoes=undoes)
    saves = [Save(scope, (recorder.new_record(out, session.store.new_id()),))]
    if to is not None:
        received = recorder.new_record(Receiving(ticket=ticket), session.store.new_id())
        saves.append(Save(_same_part(scope, to), (received,)))
    return recorder.save_together(saves)


def _scope_of(session: Session, case: CaseId, records: Sequence[RecordId]) -> Scope:
    """The part of the file in which all of them lie; what lies in two parts is taken out of each by itself."""
    scopes = scopes_of_file(session, case)
    return next((s for s in scopes if all(session.store.record(s, one) for one in records)), scopes[0])


def _same_part(scope: Scope, to: CaseId) -> Scope:
    """The same part of another file: what is restricted stays so."""
    return restricted_scope(to) if scope_sort(scope) == "restricted" else case_scope(to)


def receive(session: Session, case: CaseId, misfiling: RecordId, to: CaseId) -> Change:
    """Let another file receive what was taken out before without saying whose it is; by the person who took it out.

    Raises:
        UserError: where that is not open to this person, or is done already.
    """
    state = misfiling_state(session, case, misfiling)
    mistake = read_mistake(state) if state else None
    part = _same_part(state.scope, to) if state else case_scope(to)
    open_there = part in scopes_of_file(session, to) and session.access(to).reads
    if mistake is None or mistake.by != session.me or to == case or not open_there:
        raise UserError(
            say("Only whoever took it out can let another file receive it, and only a file that they may read.")
        )
    if any(read_record(Receiving, state).ticket == mistake.ticket for state in session.store.records(Receiving.kind)):
        raise UserError(say("Another file has received it already."))
    recorder = Recorder(session)
    edit = recorder.new_record(Receiving(ticket=mistake.ticket), session.store.new_id())
    return recorder.save(part, [edit])


def misfiling_state(session: Session, case: CaseId, misfiling: RecordId) -> RecordState | None:
    """A misfiling of a case, in whichever part of its file; None where it is not on this laptop."""
    found = (session.store.record(scope, misfiling) for scope in scopes_of_file(session, case))
    return next((state for state in found if state is not None), None)
