"""What was recorded in the wrong person's file: taken out of one, recorded again in the other, as the misfilings say.

It is state, not an event: whatever an accepted misfiling names is withheld and stays so, however often this runs, after
a kill or a restore too. A release by a senior undoes it.
"""

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState
from casework.records.delivery.ruling import Decision
from casework.records.file.misfiling import Misfiling, MisfilingReach, Receiving, TakenOut
from casework.records.identifier import (
    EntryId,
    RecordId,
    Scope,
    case_of,
    restricted_scope,
    scope_sort,
)
from casework.rules.access import access_to
from casework.rules.access_fact import accepted_only
from casework.rules.matter import MatterSort
from casework.rules.misfiling import (
    Mistake,
    carried_edits,
    may_be_taken,
    read_mistake,
    stays,
    wholly_taken,
    withheld_by,
)
from server.asked import settle_gone
from server.device_zero import ServerSave
from server.holding import HoldingState
from server.misfiled_copy import Move, copy_or_leave
from server.office import Office
from server.refold import refold
from server.storage.agency import load_epoch
from server.storage.database import Connection, DatabaseUnavailable
from server.storage.erasure import wait_for_pulls
from server.storage.folded import load_kind, load_record
from server.storage.log import load_rulings, lock_scopes
from server.storage.matter import Matter, save_matters
from server.storage.misfiling import (
    Takeable,
    begin_anew,
    load_holders,
    load_takeable,
    load_touching,
    records_touched,
    withhold,
)

_log = logging.getLogger("doorstep.server.misfiling")

_MOST_ROUNDS = 3
"""What is put back in one file is taken out of the other, which is a misfiling of its own."""


@dataclass(frozen=True)
class _Work:
    """One misfiling under the locks: where it lies, what stands of it, and the file that receives, if one does."""

    office: Office
    connection: Connection
    scope: Scope
    mistake: Mistake
    receiving: RecordState | None


def settle_misfilings(office: Office) -> int:
    """Do what the accepted misfilings ask for and is not done yet; how many it was. Safe at any time."""
    done = 0
    for _ in range(_MOST_ROUNDS):
        with office.database.read() as connection:
            waiting = _waiting(office, connection) if load_epoch(connection).confirmed else []
        for scope, record in waiting:
            done += _try_to_settle(office, scope, record)
        if not waiting:
            break
    return done


def _try_to_settle(office: Office, scope: Scope, record: RecordId) -> bool:
    try:
        with office.database.write() as connection:
            return _settle(office, connection, scope, record)
    except DatabaseUnavailable:
        raise
    except Exception as error:
        # One that cannot be done, whyever, must not hold back what laptops send; it is tried again every hour.
        _log.warning("taking out of a file failed, tried again within the hour: %s", type(error).__name__)
        return False


def _waiting(office: Office, connection: Connection) -> list[tuple[Scope, RecordId]]:
    states = load_kind(connection, Misfiling.kind)
    return [(state.scope, state.record) for state in states if _is_due(office, connection, state)]


def _is_due(office: Office, connection: Connection, state: RecordState) -> bool:
    mistake = read_mistake(state)
    if mistake is None or case_of(state.scope) is None:
        return False
    rulings = load_rulings(connection, [state.scope])
    if not mistake.done or (_is_released(mistake, rulings) and not mistake.undone):
        return True
    if _out(connection, state, mistake):
        return True
    receiving = _receiving(connection, state.scope, mistake)
    return _is_to_copy(mistake, receiving) and not _is_excluded(office, connection, state.scope, mistake)


def _is_released(mistake: Mistake, rulings: dict[EntryId, Decision]) -> bool:
    return any(rulings.get(entry) is Decision.RELEASE for entry in mistake.entries)


def _is_to_copy(mistake: Mistake, receiving: RecordState | None) -> bool:
    return receiving is not None and not mistake.undone and not {"records", "undone"} & receiving.fields.keys()


def _out(connection: Connection, state: RecordState, mistake: Mistake) -> list[Takeable]:
    """What is to be out and is not: nobody has ruled on it, and it is nothing that makes the file."""
    withheld = withheld_by([state], load_rulings(connection, [state.scope]))
    known = withheld.entries | load_touching(connection, state.scope, withheld.records)
    instead = mistake.instead if mistake.undone else ()
    found = load_takeable(connection, state.scope, known)
    kept = _kept(connection, state.scope, found)
    return [
        one
        for one in found
        if one.sealed.id in instead
        or (not one.ruled and may_be_taken(one.sealed.entry) and kept.isdisjoint(records_touched([one.sealed])))
    ]


def _kept(connection: Connection, scope: Scope, found: Sequence[Takeable]) -> set[RecordId]:
    """The records among these that a senior's decision keeps in the file."""
    states = (load_record(connection, scope, record) for record in records_touched([one.sealed for one in found]))
    return {state.record for state in states if state is not None and stays(state, _ids(found))}


def _is_excluded(office: Office, connection: Connection, scope: Scope, mistake: Mistake) -> bool:
    """Whether who took it out must not see it any more: no other file brings it back to them."""
    facts, now = office.facts.load(connection).access, office.clock.now()
    return access_to(mistake.by, scope, facts, now).excluded


def _receiving(connection: Connection, scope: Scope, mistake: Mistake) -> RecordState | None:
    """The record by which the same person lets another file of the same sort receive it."""
    for state in load_kind(connection, Receiving.kind):
        counted = accepted_only(state)
        ticket = counted.fields.get("ticket") if counted else None
        if counted is None or ticket is None or ticket.heads[0].value != mistake.ticket:
            continue
        same_sort = scope_sort(state.scope) == scope_sort(scope)
        if same_sort and ticket.heads[0].author == mistake.by and case_of(state.scope) != case_of(scope):
            return counted
    return None


def _settle(office: Office, connection: Connection, scope: Scope, record: RecordId) -> bool:
    # Locked in the order in which every push does: laptops, scopes.
    wait_for_pulls(connection)
    found = load_record(connection, scope, record)
    mistake = read_mistake(found) if found else None
    case = case_of(scope)
    if found is None or mistake is None or case is None:
        return False
    receiving = _receiving(connection, scope, mistake)
    lock_scopes(connection, {scope, restricted_scope(case), *([receiving.scope] if receiving else [])})
    work = _Work(office, connection, scope, mistake, receiving)
    # One that names what was released long ago is done like any other, so that what it carried stands on.
    if mistake.done and _is_released(mistake, load_rulings(connection, [scope])):
        _put_back(work)
        again = load_record(connection, scope, record) or found
        _take_out(work, _out(connection, again, read_mistake(again) or mistake))
        return True
    taken = _with_dependents(work, _out(connection, found, mistake))
    if not mistake.done:
        _do(work, taken)
    elif _is_to_copy(mistake, receiving):
        _copy_if_received(work, _taken_before(work), ())
    _take_out(work, taken)
    return True


def _taken_before(work: _Work) -> list[Takeable]:
    """What was taken out before, for a file that receives it only now."""
    found = load_takeable(work.connection, work.scope, work.mistake.entries, withheld=True)
    return [one for one in found if not one.ruled and one.sealed.id in work.mistake.counted]


def _with_dependents(work: _Work, taken: list[Takeable]) -> list[Takeable]:
    """What is taken out, with whatever else was recorded in records of which nothing is left."""
    states = _states(work, taken)
    whole = {state.record for state in wholly_taken(states, _ids(taken))}
    more = load_touching(work.connection, work.scope, whole) - _ids(taken)
    found = load_takeable(work.connection, work.scope, more)
    return sorted([*taken, *(one for one in found if may_be_taken(one.sealed.entry))], key=lambda one: one.position)


def _ids(taken: Iterable[Takeable]) -> set[EntryId]:
    return {one.sealed.id for one in taken}


def _states(work: _Work, taken: Sequence[Takeable]) -> list[RecordState]:
    records = sorted(records_touched([one.sealed for one in taken]))
    found = (load_record(work.connection, work.scope, record) for record in records)
    return [state for state in found if state is not None]


def _save(work: _Work, *saves: ServerSave) -> list[EntryId]:
    return work.office.zero.save_within(work.connection, saves)


def _do(work: _Work, taken: Sequence[Takeable]) -> None:
    """Let what it carried stand on, record it again where it belongs, and say what was done."""
    states, now = _states(work, taken), work.office.clock.now()
    instead: list[EntryId] = []
    carried = carried_edits(states, _ids(taken), work.office.zero.new_id)
    if carried:
        holds: list[JsonValue] = [str(edit.record) for edit in carried]
        note = Edit(record=work.mistake.record, kind=Misfiling.kind, add={"holds": holds})
        instead = _save(work, ServerSave(work.scope, (note, *carried), work.mistake.by, now))
    whole = [state.record for state in wholly_taken(states, _ids(taken))]
    # What waits for a senior is not written for its author by the office.
    counted = [one for one in taken if one.counts]
    _copy_if_received(work, counted, whole)
    ids = tuple(one.sealed.id for one in counted)
    done = TakenOut(at=now, records=tuple(map(str, whole)), instead=tuple(instead), counted=ids)
    edit = Edit(record=work.mistake.record, kind=Misfiling.kind, set={"done": done.model_dump(mode="json")})
    _save(work, ServerSave(work.scope, (edit,), work.mistake.by, now))
    _note_reach(work, taken)


def _note_reach(work: _Work, taken: Sequence[Takeable]) -> None:
    """Say to those who decide in the case who had it on a laptop."""
    case = case_of(work.scope)
    if case is None or not taken:
        return
    first = min(one.position for one in taken)
    held = load_holders(work.connection, work.scope)
    had = sorted({str(one.staff) for one in held if one.state is not HoldingState.GONE and one.position >= first})
    before = sorted({str(one.staff) for one in held if one.state is HoldingState.GONE} - set(had))
    added: dict[str, list[JsonValue]] = {"holders": list(had), "before": list(before)}
    edit = Edit(
        record=RecordId(work.office.zero.new_id()),
        kind=MisfilingReach.kind,
        set={"misfiling": work.mistake.record},
        add={name: staff for name, staff in added.items() if staff},
    )
    _save(work, ServerSave(restricted_scope(case), (edit,), work.mistake.by, work.office.clock.now()))


def _take_out(work: _Work, taken: Sequence[Takeable]) -> None:
    if not taken:
        return
    connection, case, ids = work.connection, case_of(work.scope), _ids(taken)
    withhold(connection, ids)
    refold(connection, work.scope, records_touched([one.sealed for one in taken]))
    begin_anew(connection, work.scope)
    settle_gone(connection, work.scope, work.office.clock.now())
    if case is not None and not work.mistake.undone:
        by = work.mistake.by
        matters = [Matter((ident, MatterSort.QUARANTINED), work.scope, case, by) for ident in sorted(ids)]
        save_matters(connection, matters, set(), work.office.clock.now())


def _copy_if_received(work: _Work, taken: Sequence[Takeable], begun: Collection[RecordId]) -> None:
    excluded = _is_excluded(work.office, work.connection, work.scope, work.mistake)
    if work.receiving is not None and not excluded:
        move = Move(work.scope, work.receiving, work.mistake.by)
        copy_or_leave(work.office, work.connection, move, taken, begun)


def _put_back(work: _Work) -> None:
    """A senior has released it: it was right where it was, so the other file gives it back, by the same way."""
    mistake, now = work.mistake, work.office.clock.now()
    if mistake.undone:
        return
    administrator = work.office.agency.administrator
    undone: dict[str, JsonValue] = {"undone": {"at": now.isoformat()}}
    edit = Edit(record=mistake.record, kind=Misfiling.kind, set=undone)
    _save(work, ServerSave(work.scope, (edit,), administrator, now))
    receiving = work.receiving
    if receiving is None:
        return
    edits = [Edit(record=receiving.record, kind=Receiving.kind, set=undone)]
    heads = receiving.fields["records"].heads if "records" in receiving.fields else ()
    if copies := sorted({str(head.entry) for head in heads}):
        new_id = work.office.zero.new_id
        values = Misfiling(entries=tuple(copies), titles=mistake.titles, ticket=new_id()).values()
        edits.append(Edit(record=RecordId(new_id()), kind=Misfiling.kind, set=values))
    _save(work, ServerSave(receiving.scope, tuple(edits), administrator, now))
