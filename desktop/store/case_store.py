"""The case store: everything that is on this laptop. Used from one thread, the store's lane.

Each call is one transaction or only reads. What a call has returned is on the disk.
"""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from casework.ledger.fold import Placed, RecordState
from casework.ledger.protocol import ChainTip, Holding, PullResponse, PushResponse
from casework.records.attachment import Attachment
from casework.records.identifier import (
    CaseId,
    EntryId,
    RecordId,
    Scope,
    ScopeSort,
    case_scope,
    grants_scope,
    restricted_scope,
    uuid7,
)
from casework.rules.access_fact import FACT_KINDS, AccessFacts, gather_facts
from desktop.clock import Clock
from desktop.store.blob_shelf import BlobShelf, NewBlob
from desktop.store.blob_table import BlobRow
from desktop.store.change import NOTHING, Change, Save
from desktop.store.connection import Connection, transaction
from desktop.store.draft import Draft
from desktop.store.health import StoreHealth
from desktop.store.identity import Identity
from desktop.store.ledger_table import Ladder, Waiting
from desktop.store.outbox import PushBatch
from desktop.store.pulls import purge_ready, take_pull
from desktop.store.pushes import take_push
from desktop.store.saves import append_saves
from desktop.store.search import SearchHit
from desktop.store.tables import open_tables

__all__ = ["CaseStore", "Save"]

_ID_BYTES = 10


class CaseStore:
    """One person's records on one laptop, over an open connection to a migrated store."""

    def __init__(self, connection: Connection, clock: Clock, entropy: Callable[[int], bytes] = os.urandom) -> None:
        self._tables = open_tables(connection)
        self._clock = clock
        self._entropy = entropy
        self._facts: AccessFacts | None = None
        self._identity = self._tables.facts.load_identity()
        self.blobs = BlobShelf(connection, self._tables.blobs, clock)
        self.blobs.sweep()
        self.health = StoreHealth(self._tables, self._commit, self._changed)
        self._erase_departed()
        self.blobs.want(self.states({Attachment.kind}))

    def is_enrolled(self) -> bool:
        """Tell whether the store belongs to somebody already."""
        return self._identity is not None

    def identity(self) -> Identity:
        """Return whose laptop this is. Raises ``NotEnrolled``."""
        return self._identity or self._tables.identity()

    def save_identity(self, identity: Identity) -> None:
        """Keep whose laptop this is, after enrolment."""
        with transaction(self._tables.connection):
            self._tables.facts.save_identity(identity)
        self._identity = identity

    def new_id(self) -> str:
        """Return a new id for a record or a draft."""
        return uuid7(self._clock.now(), self._entropy(_ID_BYTES))

    # What is recorded

    def append(self, saves: Sequence[Save], finished_draft: str | None = None, blobs: Sequence[NewBlob] = ()) -> Change:
        """Save, one entry for each of `saves`, and delete the draft they came from: all of it or nothing.

        `blobs`: the attachments that the entries name. Their files are on the disk before the entries are.
        Raises ``NotEnrolled``, ``DiskFull``; ``ValueError`` for edits that make no valid entry (a bug).
        """
        rows = self.blobs.write_new(blobs)
        try:
            return self._append(saves, finished_draft, rows)
        except BaseException:
            self.blobs.take_back(rows)
            raise

    def _append(self, saves: Sequence[Save], finished_draft: str | None, rows: Sequence[BlobRow]) -> Change:
        with self._commit():
            change = append_saves(self._tables, saves, self._clock.now())
            for row in rows:
                self._tables.blobs.add_own(row)
            deleted = finished_draft is not None and self._tables.drafts.delete(finished_draft)
            change |= Change(drafts=deleted) | purge_ready(self._tables)
        return self._changed(change)

    def record(self, scope: Scope, record: RecordId) -> RecordState | None:
        """Return one record; None where there is none or it may not be shown."""
        return self._tables.records.load(scope, record)

    def records(self, kind: str, scope: Scope | None = None) -> list[RecordState]:
        """Return every record of a kind, in one scope or in all, in the order they were made."""
        return self._tables.records.load_some({kind}, None if scope is None else {scope})

    def field_of(self, kind: str, field: str) -> list[RecordState]:
        """Return the records of a kind that have `field`, with that field alone; for lists over very many records."""
        return self._tables.records.load_field(kind, field)

    def contested(self) -> list[RecordState]:
        """Return the records in which some field has several heads; every conflict is in one of them."""
        return self._tables.records.load_contested()

    def states(
        self, kinds: Collection[str] | None = None, scopes: Collection[Scope] | None = None
    ) -> list[RecordState]:
        """Return the records of some kinds in some scopes; None means any."""
        return self._tables.records.load_some(kinds, scopes)

    def records_of_case(self, case: CaseId) -> list[RecordState]:
        """Return every record of a case, its grants and restricted ones too where they are held."""
        return self.states(None, {case_scope(case), grants_scope(case), restricted_scope(case)})

    def scopes(self, kind_of: ScopeSort = "case") -> list[Scope]:
        """Return every scope of a sort that is on this laptop and may be shown."""
        return self._tables.scopes.shown(kind_of)

    def placed(self, scope: Scope, record: RecordId) -> list[Placed]:
        """Return every entry of a record that counts or waits for release, oldest first."""
        if self.record(scope, record) is None:
            return []
        return self._tables.ledger.placed(scope, [record]).get(record, [])

    def waiting(self) -> list[Waiting]:
        """Return the entries that count nowhere until a senior releases them."""
        return list(self._tables.ledger.waiting())

    def ladder(self, entry_id: EntryId) -> Ladder:
        """Return how far an entry has come. Raises ``LookupError`` for one that is not here."""
        return self._tables.ledger.ladder(entry_id)

    def search(self, text: str, limit: int = 30) -> list[SearchHit]:
        """Return the records in which every word of `text` begins a word: names first, then everything else."""
        return self._tables.search.find(text, limit)

    def facts(self) -> AccessFacts:
        """Return what access follows from, out of the records shown. Not to be changed by the caller."""
        if self._facts is None:
            self._facts = gather_facts(self.states(FACT_KINDS))
        return self._facts

    # Drafts

    def save_draft(self, draft: Draft) -> Change:
        """Keep a draft as it is now."""
        with self._commit():
            self._tables.drafts.save(draft)
        return Change(drafts=True)

    def drafts(self) -> list[Draft]:
        """Return every draft, the one begun first first."""
        return self._tables.drafts.load_all()

    def draft(self, draft_id: str) -> Draft | None:
        """Return one draft; None where there is none of that id."""
        return self._tables.drafts.load(draft_id)

    def delete_draft(self, draft_id: str) -> Change:
        """Throw a draft away; one that is gone already is no error."""
        with self._commit():
            change = Change(drafts=self._tables.drafts.delete(draft_id)) | purge_ready(self._tables)
        return self._changed(change)

    # What the sync needs

    def unsent(self) -> int:
        """Return how many entries the office has not acknowledged, and attachments that it does not have whole."""
        return self._tables.outbox.unsent() + self.blobs.unsent()

    def unsent_batch(self) -> PushBatch | None:
        """Return the next unacknowledged entries in chain order, signed; None where there are none."""
        return self._tables.outbox.next_batch(self.identity())

    def chain(self) -> ChainTip:
        """Return where this laptop's own chain stands."""
        tip = self._tables.outbox.tip(self.identity().device)
        return ChainTip(seq=tip.seq, id=tip.id)

    def apply_push(self, response: PushResponse) -> Change:
        """Keep the receipts. Raises ``Damaged``, and keeps nothing, if one is not the pinned server's."""
        with self._commit():
            change = take_push(self._tables, response) | purge_ready(self._tables)
        return self._changed(change)

    def holdings(self) -> list[Holding]:
        """Return how far each scope is held; of one that is being entered, how far it is staged."""
        return self._tables.scopes.holdings()

    def left(self) -> list[Holding]:
        """Return what has been purged and is not confirmed by the office yet."""
        return self._tables.scopes.left()

    def carried_out(self) -> list[str]:
        """Return the orders to destroy words that were carried out and are not confirmed by the office yet."""
        return self._tables.expunges.carried_out()

    def apply_pull(self, response: PullResponse) -> Change:
        """Take in one answer with its cursors. Raises ``Damaged``, and keeps nothing, for altered entries."""
        with self._commit():
            change = take_pull(self._tables, response)
        return self._changed(change)

    def last_synced_at(self) -> datetime | None:
        """Return the office's time of the last pull that left nothing waiting; None before the first."""
        return self._tables.facts.load_synced_at()

    def rebuild(self) -> Change:
        """Build every folded record and the index again from the entries."""
        tables, change = self._tables, NOTHING
        with self._commit():
            tables.ledger.reindex()
            for scope in tables.ledger.scopes() | tables.records.scopes():
                records = tables.records.records_of(scope) | tables.ledger.records_of(scope)
                change |= tables.records.refold(scope, records)
            tables.search.rebuild()
        return self._changed(change)

    # One transaction

    @contextmanager
    def _commit(self) -> Iterator[None]:
        with transaction(self._tables.connection):
            yield
        self._erase_departed()

    def _changed(self, change: Change) -> Change:
        """Drop what was derived from records that have changed."""
        if change.kinds & FACT_KINDS:
            self._facts = None
        if Attachment.kind in change.kinds:
            found = (self._tables.records.load(scope, record) for scope, record in change.records)
            self.blobs.want([state for state in found if state is not None])
        return change

    def _erase_departed(self) -> None:
        """Empty the write-ahead log after a purge, so that no old page is left in it; tried again if it is in use."""
        tables = self._tables
        self.blobs.sweep_rubbish()
        if not tables.scopes.unerased() and not tables.expunges.unerased():
            return
        busy, _, _ = tables.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy:
            with transaction(tables.connection):
                tables.scopes.note_erased()
                tables.expunges.note_erased()
