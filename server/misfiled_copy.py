"""Recording again in one person's file what was first recorded in another's, with its author, time and attachments."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Edit, TooLarge
from casework.ledger.fold import RecordState
from casework.records.file.attachment import PARTS, Attachment, hash_in
from casework.records.file.case import Case
from casework.records.file.misfiling import Receiving
from casework.records.identifier import CaseId, RecordId, Scope, StaffId, case_of, case_scope
from casework.records.person.person import Person
from casework.records.record import KINDS
from casework.rules.misfiling import Destination, copied_edits
from server.blob_copy import copy_blob
from server.device_zero import ServerSave
from server.office import Office
from server.storage.blob import load_blob, load_names
from server.storage.database import Connection
from server.storage.folded import load_kind
from server.storage.misfiling import Takeable
from server.storage.savepoint import part_of


@dataclass(frozen=True)
class Move:
    """What goes where: the file it was taken out of, what received it, and who moved it."""

    scope: Scope
    receiving: RecordState
    by: StaffId


def copy_or_leave(
    office: Office, connection: Connection, move: Move, taken: Sequence[Takeable], begun: Collection[RecordId]
) -> None:
    """Record it again in the file that receives it. Where that cannot be, it is out all the same, kept for a senior.

    `begun`: the records that began with it; empty where it was taken out before.
    """
    try:
        with part_of(connection):
            _copy(office, connection, move, taken, _destination(office, connection, move, begun or _begun_in(taken)))
    except (UserError, TooLarge, ValueError):
        return


def _copy(office: Office, connection: Connection, move: Move, taken: Sequence[Takeable], to: Destination) -> None:
    written: set[str] = set()
    for one in taken:
        entry, scope = one.sealed.entry, move.receiving.scope
        edits = copied_edits(entry, to)
        if not edits:
            continue
        # A file's own case and person are named every time: putting it back takes out single entries of those.
        named = [edit for edit in edits if edit.record not in written or edit.kind in {Case.kind, Person.kind}]
        new: list[JsonValue] = [str(edit.record) for edit in named]
        written |= {str(edit.record) for edit in edits}
        # Named in the same entry, so that the journal has the whole of it.
        note = Edit(record=move.receiving.record, kind=Receiving.kind, add={"records": new} if new else {})
        whose = entry.on_behalf or entry.author
        save = ServerSave(scope, (note, *edits) if new else edits, move.by, entry.at, on_behalf=whose)
        (ident,) = office.zero.save_within(connection, [save])
        to = to.knowing({one.sealed.id: ident})
        _copy_attachments(office, connection, (move.scope, scope), edits)


def _destination(office: Office, connection: Connection, move: Move, begun: Collection[RecordId]) -> Destination:
    case, before = case_of(move.receiving.scope), case_of(move.scope)
    if case is None or before is None:
        raise UserError("Only a case's file receives what was recorded in another.")
    ids = {str(before): str(case)} | {str(record): office.zero.new_id() for record in sorted(begun)}
    person, old = _person(connection, case), _person(connection, before)
    if person and old:
        ids[str(old)] = str(person)
    return Destination(case, person, ids)


def _begun_in(taken: Sequence[Takeable]) -> set[RecordId]:
    """The records that some entries begin, by what a new record cannot do without."""
    edits = [edit for one in taken for edit in one.sealed.entry.edits if edit.kind in KINDS]
    return {edit.record for edit in edits if edit.set.keys() >= KINDS[edit.kind].required}


def _person(connection: Connection, case: CaseId) -> RecordId | None:
    states = load_kind(connection, Person.kind, case_scope(case))
    return states[0].record if states else None


def _copy_attachments(
    office: Office, connection: Connection, way: tuple[Scope, Scope], edits: Collection[Edit]
) -> None:
    before, to = way
    named = {hash_in(edit.set.get(part)) for edit in edits if edit.kind == Attachment.kind for part in PARTS} - {""}
    for sha256 in sorted(named):
        rows = (load_blob(connection, before, sha256, name.staff) for name in load_names(connection, before, sha256))
        row = next((one for one in rows if one is not None and one.done_at is not None), None)
        if row is not None:
            copy_blob(office, connection, row, to, office.agency.administrator)
