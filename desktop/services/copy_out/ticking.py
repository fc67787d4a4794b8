"""Ticking off that a record was keyed into another system, and taking the tick back."""

from casework.errors import UserError
from casework.ledger.entry import Edit, Removal
from casework.ledger.fold import RecordState
from casework.records.file.rekeying import Keyed, Rekeyed, tick_id
from casework.records.identifier import RecordId
from casework.rules.copy_out.standing import ticks_of
from casework.words import say
from desktop.services.copy_out.block import copy_block
from desktop.services.copy_out.page import KeyingCase
from desktop.services.recorder import Recorder
from desktop.services.session import Session
from desktop.store.change import Change

GONE = say("This record is not on this laptop any more. Sync, then look at the list again.")
CHANGED = say("This was changed while it was open. Look at it again before you key it.")
NOT_YET = say("This is not to be keyed yet. Look at what stands beside it.")


def tick(session: Session, one: KeyingCase) -> Change:
    """Say that exactly what was shown is keyed; of what was taken out of the file, that it is taken out there, too.

    Raises:
        UserError: where it is gone, says something else by now, or is not to be keyed yet.
    """
    if one.gone:
        return take_back(session, one)
    state = _state(session, one)
    block = copy_block(session, one.person, state, one.layout)
    if block.read(state, one.layout.block, one.corrected_by) != one.read:
        raise UserError(CHANGED)
    if not one.may_tick:
        raise UserError(NOT_YET)
    keyed = Keyed(
        by=session.me, at=session.now(), entries=tuple(sorted(one.read.entries)), worked_out=one.read.worked_out
    )
    recorder = Recorder(session)
    edits = [_tick_edit(one, add=[keyed.model_dump(mode="json")])]
    if one.layout.block.done and not _said(state, one.layout.block.done):
        edits.append(recorder.change(state, {one.layout.block.done: session.today().isoformat()}))
    return recorder.save(state.scope, edits)


def take_back(session: Session, one: KeyingCase) -> Change:
    """Say that it is not keyed after all: takes out every tick that this laptop knows.

    Raises:
        UserError: where there is none any more.
    """
    scope, record = one.line.scope, RecordId(one.line.record)
    ticks = ticks_of(session.store.record(scope, tick_id(record, one.layout.system)))
    if not ticks:
        raise UserError(GONE)
    removed = [Removal(entry=found.entry, item=found.keyed.model_dump(mode="json")) for found in ticks]
    recorder = Recorder(session)
    edits = [_tick_edit(one, remove=removed)]
    done, state = one.layout.block.done, session.store.record(scope, record)
    if state is not None and done and _said(state, done):
        edits.append(recorder.change(state, {done: None}))
    return recorder.save(scope, edits)


def _tick_edit(one: KeyingCase, add: list[object] | None = None, remove: list[Removal] | None = None) -> Edit:
    return Edit.model_validate(
        {
            "record": tick_id(one.line.record, one.layout.system),
            "kind": Rekeyed.kind,
            "set": {"about": one.line.record, "system": one.layout.system.value},
            "add": {"keyed": add} if add else {},
            "remove": {"keyed": remove} if remove else {},
        }
    )


def _state(session: Session, one: KeyingCase) -> RecordState:
    state = session.store.record(one.line.scope, RecordId(one.line.record))
    if state is None:
        raise UserError(GONE)
    return state


def _said(state: RecordState, name: str) -> bool:
    field = state.fields.get(name)
    return any(head.value for head in (field.heads if field else ()) if not head.awaiting)
