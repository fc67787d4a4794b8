"""Taking a whole import back: without a trace while it is held here, and by taking it out of the files afterwards.

What was built on since (a correction, a decision of a senior) is left as it is and said (docs/decisions/0022).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from casework.errors import UserError
from casework.records.file.misfiling import MOST_TAKEN, Misfiling
from casework.records.file.rekeying import Rekeyed
from casework.records.file.release_decision import ReleaseDecision
from casework.records.file.telling_decision import TellingDecision
from casework.records.identifier import CaseId, EntryId, RecordId, Scope, case_of
from casework.records.oversight.countersignature import CountersignRequest
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.importing.target import TargetSort
from desktop.services.misfiling import take_out
from desktop.services.session import Session
from desktop.store.change import NOTHING, Change

_BEGUN = say(
    "These cases are at the office, and others may work on them: a senior ends their allocation, or asks the"
    " administrator. Nothing was taken back."
)

_ASIDE = frozenset({Misfiling.kind, Rekeyed.kind, ReleaseDecision.kind, TellingDecision.kind, CountersignRequest.kind})
"""Kinds that say how a record is handled, by which nobody has built on it."""


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
        self._made: frozenset[EntryId] = frozenset()

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
            raise UserError(say("This import is not known on this laptop any more."))
        if not run.held and run.what == TargetSort.CASELOAD:
            raise UserError(_BEGUN)
        scopes: dict[Scope, list[EntryId]] = {}
        for entry, scope in entries.items():
            scopes.setdefault(scope, []).append(entry)
        self.undone, self._source = Undone(whole=len(entries), traceless=run.held), run.source or say("a file")
        self._scopes, self._begun = list(scopes.items()), True
        self._made = frozenset(entries)

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
        case, named = case_of(scope), _named_by_others(session, scope, self._made)
        records, gone = list[RecordId](), _taken_out(session, scope)
        for entry in now:
            if entry in gone:
                # An undo that is asked for again, or goes on after a flat battery: that is done already.
                continue
            own = sorted(session.store.imports.records(entry, scope))
            if named.isdisjoint(own) and _is_untouched(session, scope, entry, own):
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


def _taken_out(session: Session, scope: Scope) -> frozenset[EntryId]:
    """What is out of a file already; what a senior has put back is not."""
    records = (read_record(Misfiling, state) for state in session.store.records(Misfiling.kind, scope))
    return frozenset(EntryId(entry) for one in records if one.undone is None for entry in one.entries or ())


def _named_by_others(session: Session, scope: Scope, made: Collection[EntryId]) -> frozenset[str]:
    """What is named by records that the import did not bring: a countersignature, a discussion, an attachment."""
    states = session.store.states(None, {scope})
    others = (one for one in states if one.kind not in _ASIDE and one.created and one.created.entry not in made)
    heads = (head.value for one in others for field in one.fields.values() for head in field.heads)
    return frozenset(text for value in heads for text in _texts(value))


def _texts(value: JsonValue) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _is_untouched(session: Session, scope: Scope, entry: EntryId, records: Sequence[RecordId]) -> bool:
    """Whether nobody has built on any record of a save since: it goes as a whole, or stays."""
    placed = [session.store.placed(scope, record) for record in records]
    return all(len(found) == 1 and found[0].sealed.id == entry for found in placed)
