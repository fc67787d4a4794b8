"""Leaving a case without losing work (protocol, section 5): what only this laptop may have is sealed to the office.

Sealing what is owed, and taking the case off this laptop with all that it said, are one commit. A draft that is open
delays it by at most twelve hours, unless access was ended for cause.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from casework.ledger.box import seal_box
from casework.ledger.protocol import Holding, Leave
from casework.records.identifier import CaseId, Scope, StaffId, case_of
from desktop.store.change import NOTHING, Change, scope_change
from desktop.store.draft import Draft
from desktop.store.scopes import ScopeRow
from desktop.store.tables import Tables

LINGER = timedelta(hours=12)
"""So long after the office first asked, a case whose contact is being written stays."""

_NOTE_CHARS = 150_000
"""A note is one record at the office; what is longer goes in parts."""


class Leaving:
    """What the office wants gone, and what becomes of it. Everything happens inside a transaction of the caller's."""

    def __init__(self, tables: Tables, new_id: Callable[[], str]) -> None:
        self._tables = tables
        self._new_id = new_id

    def ask(self, leave: Sequence[Leave], at: datetime) -> Change:
        """Take in what the office asks to leave: all of it, for losing a case is state. `at` is the office's time."""
        scopes, change = self._tables.scopes, NOTHING
        for one in leave:
            row = scopes.row(one.scope)
            if row is None or row.newest > one.generation:
                # Nothing of that generation is here: that may be confirmed at once.
                scopes.depart(one, erased=True)
            elif one.at_once or row.newest < 0:
                # At once, too, what was written in a window that was open when the case went.
                change |= self._leave(row, one.generation)
            elif row.asked_at is None:
                scopes.ask(row.id, at)
                change |= scope_change(row.id)
        return change | self._unask({one.scope for one in leave})

    def let_go(self) -> Change:
        """Leave what was written here into a scope that the office, which has it all, does not let this laptop hold.

        It never asks to leave what it never gave: somebody saved in a window that was open when the case went.
        """
        change, tables = NOTHING, self._tables
        for row in tables.scopes.unheld():
            if not tables.outbox.holds_unsent(row.id):
                change |= self._leave(row)
        return change

    def settle(self, at: datetime) -> Change:
        """Leave what may not stay any longer, and drop what the office has safely. `at` is the office's time."""
        tables, change = self._tables, NOTHING
        asked = tables.scopes.asked()
        writing = self.writing() if asked else set()
        for row in asked:
            if not self._lingers(row, writing, at):
                change |= self._leave(row)
        kept_seq = tables.facts.load_kept_seq()
        identity = tables.facts.load_identity()
        if identity is not None and tables.outbox.drop_settled(identity.device, kept_seq):
            tables.boxes.drop_settled()
        tables.notes.drop_settled(kept_seq)
        return change

    def writing(self) -> set[CaseId]:
        """Return the cases of which a draft is open."""
        return {case for scope in self._tables.drafts.scopes() if (case := case_of(scope))}

    def leaves_at(self, scope: Scope) -> datetime | None:
        """Return when (in the office's time) a scope goes at the latest; None where it is not asked for."""
        row = self._tables.scopes.row(scope)
        return row.asked_at + LINGER if row and row.asked_at else None

    def seal_draft(self, draft: Draft) -> Change:
        """Keep a draft for the office alone: its case is not on this laptop any more."""
        identity = self._tables.identity()
        for text in _note_texts(draft, identity.staff):
            self._tables.notes.add(self._new_id(), draft.scope, seal_box(identity.box_key, text))
        self._tables.drafts.delete(draft.id)
        return Change(drafts=True, outbox=True, sealed=True)

    def can_seal(self) -> bool:
        """Tell whether the office's key is known; one that was enrolled long ago is given it with the first asking."""
        identity = self._tables.facts.load_identity()
        return identity is not None and bool(identity.box_key)

    def _unask(self, asked: set[Scope]) -> Change:
        """One that is not asked to leave any more stays, and is shown again."""
        change = NOTHING
        for row in self._tables.scopes.asked():
            if row.id not in asked:
                self._tables.scopes.unask(row.id)
                change |= self._whole(row.id)
        return change

    def _lingers(self, row: ScopeRow, writing: set[CaseId], at: datetime) -> bool:
        case = case_of(row.id)
        return row.asked_at is not None and case in writing and at < row.asked_at + LINGER

    def _leave(self, row: ScopeRow, generation: int = 0) -> Change:
        tables, scope = self._tables, row.id
        change = self._whole(scope)
        generation = max(row.newest, row.leaving or 0, generation)
        if not self.can_seal():
            # Never without a way for the work: it is hidden, and leaves as soon as the key is known.
            tables.scopes.hide(scope, generation)
            return change
        change |= self._seal(scope)
        tables.records.delete_scope(scope)
        tables.ledger.delete_scope(scope)
        tables.rulings.delete_scope(scope)
        if case := case_of(scope):
            tables.facts.forget_place_in(case)
        tables.blobs.leave(scope, partial(seal_box, tables.identity().box_key))
        tables.scopes.depart(Holding(scope=scope, generation=generation, position=row.position), erased=False)
        return change

    def _seal(self, scope: Scope) -> Change:
        """Seal what no verified backup has of one scope: own entries, acknowledged or not, and every draft."""
        tables, change = self._tables, NOTHING
        identity = tables.identity()
        for entry, data in tables.outbox.unkept(scope, identity.device, tables.facts.load_kept_seq()):
            tables.boxes.put(entry, seal_box(identity.box_key, data))
        for draft in tables.drafts.load_scope(scope):
            change |= self.seal_draft(draft)
        return change

    def _whole(self, scope: Scope) -> Change:
        records = self._tables.records
        return scope_change(scope, records.kinds_of(scope), records.records_of(scope))


def _note_texts(draft: Draft, author: StaffId) -> Iterator[bytes]:
    """A draft as the office reads it: one text, or several where it is very long."""
    parts = [draft.content[at : at + _NOTE_CHARS] for at in range(0, len(draft.content), _NOTE_CHARS)] or [""]
    for number, part in enumerate(parts, 1):
        body = {
            "v": 1,
            "form": draft.form if len(parts) == 1 else f"{draft.form}, part {number} of {len(parts)}",
            "content": part,
            "begun_at": draft.started_at.isoformat(),
            "kept_at": draft.kept_at.isoformat(),
            "by": author,
        }
        yield json.dumps(body, ensure_ascii=False).encode()
