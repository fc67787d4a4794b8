"""Taking a whole import back: without a trace while it is held here, and by taking it out of the files afterwards.

What was built on since (a correction, a decision of a senior) is left as it is and said (docs/decisions/0022).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.errors import UserError
from casework.records.file.misfiling import MOST_TAKEN
from casework.records.identifier import CaseId, EntryId, RecordId, Scope, case_of
from desktop.services.importing.target import TargetSort
from desktop.services.misfiling import take_out
from desktop.services.session import Session
from desktop.store.change import NOTHING, Change

_BEGUN = (
    "These cases are at the office, and others may work on them: a senior ends their allocation, or asks the"
    " administrator. Nothing was taken back."
)


@dataclass
class Undone:
    """How far taking back is. `taken` of `whole` saves are gone; `left`: rows that somebody has built on since.

    `traceless`: nothing of it ever left this laptop, and nothing tells of it.
    """

    whole: int = 0
    taken: int = 0
    left: int = 0
    traceless: bool = False
    ended: bool = False
    change: Change = NOTHING


class Undo:
    """Taking one import back, a little at a time. Used on the store's thread only."""

    def __init__(self, run: str) -> None:
        self.run = run
        self.undone = Undone()
        self._begun, self._source = False, ""
        self._scopes: list[tuple[Scope, list[EntryId]]] = []
        self._whole_scopes: frozenset[Scope] = frozenset()
        self._kinds: frozenset[str] = frozenset()

    def step(self, session: Session) -> Undone:
        """Take some more back; `ended` is true in what it returns once that is done.

        Raises:
            UserError: where it cannot be taken back from here.
        """
        if not self._begun:
            self._begin(session)
        if self.undone.traceless:
            self._forget_some(session)
        else:
            self._take_out_some(session)
        return self.undone

    def _begin(self, session: Session) -> None:
        run, entries = session.store.imports.run(self.run), session.store.imports.entries(self.run)
        if run is None:
            raise UserError("This import is not known on this laptop any more.")
        if not run.held and run.what == TargetSort.CASELOAD:
            raise UserError(_BEGUN)
        scopes: dict[Scope, list[EntryId]] = {}
        for entry, scope in entries.items():
            scopes.setdefault(scope, []).append(entry)
        self.undone, self._source = Undone(whole=len(entries), traceless=run.held), run.source or "a file"
        self._scopes, self._begun = list(scopes.items()), True

    def _forget_some(self, session: Session) -> None:
        left, change = session.store.imports.take_back(self.run)
        self._note(change)
        before, self.undone.taken = self.undone.taken, self.undone.whole - left
        if left == 0:
            session.store.imports.forget(self.run)
            self._end()
        elif self.undone.taken == before:
            # Something was saved since it began, or it was sent: what is left is taken out like anything else.
            self.undone.traceless = False
            self._begun = False

    def _take_out_some(self, session: Session) -> None:
        if not self._scopes:
            session.store.imports.note_undone(self.run)
            self._end()
            return
        scope, entries = self._scopes.pop()
        now, later = entries[:MOST_TAKEN], entries[MOST_TAKEN:]
        if later:
            self._scopes.append((scope, later))
        case = case_of(scope)
        records = list[RecordId]()
        for entry in now:
            own = sorted(session.store.imports.records(entry, scope))
            if _is_untouched(session, scope, entry, own):
                records += own
            else:
                self.undone.left += len(own)
        self.undone.taken += len(now)
        if case is None or not records:
            return
        self._take_out(session, case, records)

    def _take_out(self, session: Session, case: CaseId, records: list[RecordId]) -> None:
        try:
            self._note(take_out(session, case, records, None, self._source))
        except UserError:
            # Somebody has ruled on it, or the case is not open any more: it stays, and that is said.
            self.undone.left += len(records)

    def _note(self, change: Change) -> None:
        self._whole_scopes |= change.scopes
        self._kinds |= change.kinds

    def _end(self) -> None:
        self.undone.ended = True
        self.undone.change = Change(kinds=self._kinds, scopes=self._whole_scopes, outbox=True)


def _is_untouched(session: Session, scope: Scope, entry: EntryId, records: Sequence[RecordId]) -> bool:
    """Whether nobody has built on any record of a save since: it goes as a whole, or stays."""
    placed = [session.store.placed(scope, record) for record in records]
    return all(len(found) == 1 and found[0].sealed.id == entry for found in placed)
