"""An import as it is written: a few rows at a time, each save one person's rows, and taken back if it is stopped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from casework.errors import UserError
from casework.importing.draft import Piece, Result
from casework.ledger.entry import MAX_ENTRY_BYTES, Edit
from casework.ledger.plain import canonical
from casework.records.identifier import CaseId, RecordId, Scope, grants_scope
from casework.records.record import Period
from casework.records.staff.grant import Allocation, GrantRole, Holder
from casework.records.staff.staff import StaffRole
from casework.rules.access import CASEWORK_ROLES
from casework.words import say
from desktop.services.importing.checking import Checked
from desktop.services.importing.reader import open_source
from desktop.services.importing.reading import Reading, remember_reading
from desktop.services.importing.source import SourceFile, digest_of
from desktop.services.importing.target import Target, TargetSort
from desktop.services.importing.trial import check_rows
from desktop.services.recorder import Recorder
from desktop.services.session import Session
from desktop.store.case_store import Save
from desktop.store.change import NOTHING, Change

ROWS_A_SAVE = 25
"""So many rows of one person are one save: what was saved together is taken out together, if it has to be."""
_ROWS_AT_ONCE = 50
_SAVES_AT_ONCE = 4
_WAITING_MOST = 1000
"""So many rows are held in memory at most, while rows of one person are waited for."""
_ROOM_BYTES = MAX_ENTRY_BYTES // 2

_CHANGED = say("The file has changed since it was checked. Nothing was brought in: check it again.")
_NO_CASEWORK = say("Only somebody who does casework begins cases of their own. Give the file to the administrator.")


@dataclass
class Progress:
    """How far an import is. `written` of `rows` are saved; `run`: its id in the store."""

    run: str
    read: int = 0
    written: int = 0
    there: int = 0
    refused: int = 0
    ended: bool = False
    change: Change = NOTHING


class Import:
    """One import under way. Used on the store's thread only; each step is short.

    Whatever goes wrong in a step, the caller takes back what is written (`undoing`); so does the store itself when it
    is opened after a crash.
    """

    def __init__(self, target: Target, source: SourceFile, reading: Reading) -> None:
        self.target, self.source, self.reading = target, source, reading
        self.progress: Progress | None = None
        self._rows: Iterator[Checked] | None = None
        self._waiting: dict[CaseId, list[Checked]] = {}
        self._held = 0
        self._scopes: set[Scope] = set()
        self._kinds: set[str] = set()

    def begin(self, session: Session) -> Progress:
        """Make sure that the file is the one that was checked, and begin.

        Raises:
            UserError: if it is not, or the person may not do this.
        """
        if self.target.sort is TargetSort.CASELOAD and session.role() not in CASEWORK_ROLES:
            raise UserError(_NO_CASEWORK)
        if digest_of(self.source.path) != self.source.digest:
            raise UserError(_CHANGED)
        remember_reading(session, self.target.sort, self.source, self.reading)
        run = session.store.imports.begin(self.target.sort, self.reading.source)
        self.progress = Progress(run)
        self._rows = check_rows(session, self.target, self.source, self.reading, run)
        return self.progress

    def step(self, session: Session) -> Progress:
        """Read some rows and save what is whole; `ended` is true in what it returns once everything is saved.

        Raises:
            UserError: where the file, the disk or the rules refuse.
        """
        progress = self.progress
        assert progress is not None
        assert self._rows is not None
        at_end = self._read(progress)
        saves, rows = self._due(session, at_end)
        if saves:
            change = session.store.imports.append(progress.run, saves, rows)
            self._scopes |= change.scopes
            self._kinds |= change.kinds
            progress.written += rows
        if at_end and not self._held:
            session.store.imports.finish(progress.run)
            progress.ended = True
            progress.change = Change(kinds=frozenset(self._kinds), scopes=frozenset(self._scopes), outbox=True)
        return progress

    def _read(self, progress: Progress) -> bool:
        """Read on while there is room; whether the file is at its end."""
        assert self._rows is not None
        for _ in range(_ROWS_AT_ONCE):
            if self._held >= _WAITING_MOST:
                return False
            checked = next(self._rows, None)
            if checked is None:
                return True
            progress.read += 1
            progress.there += checked.result is Result.THERE
            progress.refused += checked.result is Result.REFUSED
            if checked.result is Result.NEW and checked.case is not None:
                self._waiting.setdefault(checked.case, []).append(checked)
                self._held += 1
        return False

    def _due(self, session: Session, at_end: bool) -> tuple[list[Save], int]:
        """The next saves: whoever has enough rows; at the end, or where too many wait, whoever has the most."""
        saves, rows = list[Save](), 0
        single = self.target.sort is TargetSort.CASELOAD
        most_first = sorted(self._waiting, key=lambda case: -len(self._waiting[case]))
        for case in most_first[:_SAVES_AT_ONCE]:
            waiting = self._waiting[case]
            if len(waiting) < ROWS_A_SAVE and not (at_end or single or self._held >= _WAITING_MOST):
                break
            taken = _fitting(waiting)
            saves += self._saves(session, case, taken)
            self._waiting[case] = waiting[len(taken) :]
            if not self._waiting[case]:
                del self._waiting[case]
            rows += len(taken)
        self._held -= rows
        return saves, rows

    def _saves(self, session: Session, case: CaseId, rows: Sequence[Checked]) -> list[Save]:
        edits: dict[Scope, list[Edit]] = {}
        for piece in (piece for row in rows for piece in row.pieces):
            edits.setdefault(piece.scope, []).append(_edit(piece))
        begins = self.target.sort is TargetSort.CASELOAD
        if begins:
            edits = {grants_scope(case): _own_case(session, rows[0], case), **edits}
        saves = [Save(scope, tuple(found)) for scope, found in edits.items()]
        Recorder(session).check(saves, begins=begins)
        return saves


def _fitting(rows: Sequence[Checked]) -> list[Checked]:
    """The first rows that make one save: not too many, and not too much."""
    taken, size = list[Checked](), 0
    for row in rows[:ROWS_A_SAVE]:
        size += sum(len(canonical({**piece.set, **piece.add}).encode()) for piece in row.pieces)
        if taken and size > _ROOM_BYTES:
            break
        taken.append(row)
    return taken


def _edit(piece: Piece) -> Edit:
    sets: Mapping[str, list[JsonValue]] = piece.add
    return Edit(record=piece.record, kind=piece.kind, set=dict(piece.set), add=dict(sets))


def _own_case(session: Session, row: Checked, case: CaseId) -> list[Edit]:
    """A case begins with its officer, who is whoever brings it in, and the officer's team."""
    opened = next((piece.set.get("opened_on") for piece in row.pieces if piece.record == RecordId(case)), None)
    period = Period.model_validate({"starts": opened or session.today()})
    holders = [Holder(sort="staff", id=session.me, role=GrantRole.OFFICER)]
    member = session.member(session.me)
    if member and member.post and member.post.team:
        holders.append(Holder(sort="team", id=member.post.team, role=GrantRole.TEAM))
    recorder = Recorder(session)
    return [recorder.new_record(Allocation(holder=one, period=period), session.store.new_id()) for one in holders]


def reopened(source: SourceFile) -> SourceFile:
    """The same file as it is now, read in the same way. Raises `UserError` if it cannot be read any more."""
    return open_source(source.path, source.sheet, source.encoding)


def imports_staff(session: Session) -> bool:
    """Whether the person at the keyboard is one of those who bring no cases in: for them it is staff alone."""
    return session.role() in {StaffRole.BUSINESS_SUPPORT, StaffRole.ADMINISTRATOR}
