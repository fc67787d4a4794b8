"""The case store: everything that is on this laptop. Used from one thread, the store's lane.

Each call is one transaction or only reads. What a call has returned is on the disk.
"""

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime

from casework.ledger.entry import Link
from casework.ledger.fold import Placed, RecordState
from casework.ledger.protocol import ChainTip, HandoverResponse, Holding, PullResponse, PushResponse
from casework.records.file.attachment import Attachment
from casework.records.identifier import CaseId, EntryId, RecordId, Scope, ScopeSort, case_scopes, uuid7
from casework.records.record import KINDS
from casework.rules.access_fact import FACT_KINDS, AccessFacts, gather_facts
from casework.rules.lease import LeaseView
from desktop.clock import Clock
from desktop.store.audit_shelf import AuditShelf
from desktop.store.blob_shelf import BlobShelf, NewBlob
from desktop.store.blob_table import BlobRow
from desktop.store.change import NOTHING, Change, Save
from desktop.store.connection import Connection, transaction
from desktop.store.draft import Draft
from desktop.store.expunge import empty_log
from desktop.store.handover import WIPE, take_handover
from desktop.store.health import StoreHealth
from desktop.store.identity import Identity
from desktop.store.import_shelf import ImportShelf
from desktop.store.lease_watch import LeaseWatch
from desktop.store.leaving import Leaving
from desktop.store.ledger_table import Ladder, Waiting
from desktop.store.look_shelf import LookShelf
from desktop.store.made_ready import Step, go_on, make_ready, ready_pull
from desktop.store.outbox import PushBatch
from desktop.store.place_shelf import PlaceShelf
from desktop.store.private_file import DiskFull
from desktop.store.pulls import take_pull
from desktop.store.pushes import take_push
from desktop.store.record_table import RecordTable
from desktop.store.rejoin import rejoin
from desktop.store.saves import append_saves
from desktop.store.search import SearchHit
from desktop.store.tables import Tables, open_tables

__all__ = ["CaseStore", "Save"]


class CaseStore:
    """One person's records on one laptop, over an open connection to a migrated store."""

    make_ready = staticmethod(make_ready)

    def __init__(self, connection: Connection, clock: Clock, entropy: Callable[[int], bytes] = os.urandom) -> None:
        self._tables = open_tables(connection)
        self._clock = clock
        self._entropy = entropy
        self._facts: AccessFacts | None = None
        self._turned = False
        self.revisions = Counter[Scope]()
        """How often something of a scope has changed since the store was opened: what is worked out may be kept."""
        self._identity = self._tables.facts.load_identity()
        self._leaving = Leaving(self._tables, self.new_id)
        self._watch = LeaseWatch(self._tables, clock)
        self.blobs = BlobShelf(connection, self._tables.blobs, clock)
        self.blobs.sweep()
        self.places = PlaceShelf(self._tables.facts, self._commit)
        self.health = StoreHealth(self._tables, self._commit, self._changed)
        self.audit = AuditShelf(self._tables, clock, self.new_id, self._commit)
        self.imports = ImportShelf(self._tables, clock, self.new_id, self._commit, self._changed)
        empty_log(self._tables, self.blobs)
        with suppress(DiskFull):
            self.note_time()
            self.imports.recover()
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

    def rejoin(self, identity: Identity) -> Change:
        """Go on as another device, after this laptop was restored or copied: what it has is sent anew, whole."""
        with self._commit():
            change = rejoin(self._tables, identity, self._clock.now(), self._entropy)
        self._identity = identity
        return self._changed(change)

    def handover_batch(self) -> PushBatch:
        """Return the next unsent entries of a stopped laptop; the signed tip alone where there are none."""
        self.imports.release()
        return self._tables.outbox.handover_batch(self.identity(), self._tables.notes.next_batch())

    def apply_handover(self, response: HandoverResponse) -> Change:
        """Keep the receipts, and that this laptop is stopped. Raises ``Damaged`` for a signature of anybody else."""
        with self._commit():
            change = take_handover(self._tables, response)
        return self._changed(change)

    def is_stopped(self) -> bool:
        """Tell whether the office has stopped this laptop and taken over what was unsent."""
        return self._tables.facts.load_stopped() != ""

    def is_wiped(self) -> bool:
        """Tell whether the office has ordered that everything here is destroyed."""
        return self._tables.facts.load_stopped() == WIPE

    def is_forked(self) -> bool:
        """Tell whether the office knows other entries of this laptop: nothing is sent before it was enrolled anew."""
        return self._tables.facts.load_forked()

    def note_chain(self, chain: ChainTip) -> bool:
        """Compare the office's knowledge of this laptop's chain with the chain; tell whether it is another's."""
        forked = not self._tables.outbox.is_own(self.identity().device, Link(chain.seq, chain.id))
        if forked and not self.is_forked():
            with self._commit():
                self._tables.facts.save_forked(True)
        return forked

    def is_office_behind(self) -> bool:
        """Tell whether the office lacks entries again that it had acknowledged: it was restored."""
        return self._tables.facts.load_office_chain(self.identity().device) is not None

    def new_id(self) -> str:
        """Return a new id for a record or a draft."""
        return uuid7(self._clock.now(), self._entropy(10))

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
            change |= Change(drafts=deleted) | self._settle()
        return self._changed(change)

    def record(self, scope: Scope, record: RecordId) -> RecordState | None:
        """Return one record; None where there is none or it may not be shown."""
        return self._open.records.load(scope, record)

    def records(self, kind: str, scope: Scope | None = None) -> list[RecordState]:
        """Return every record of a kind, in one scope or in all, in the order they were made."""
        return self._open.records.load_some({kind}, None if scope is None else {scope})

    def field_of(self, kind: str, field: str) -> list[RecordState]:
        """Return the records of a kind that have `field`, with that field alone; for lists over very many records."""
        return self._open.records.load_field(kind, field)

    @property
    def shown(self) -> RecordTable:
        """Return the records that may be shown, for the ways of reading that it has besides."""
        return self._open.records

    def contested(self) -> list[RecordState]:
        """Return the records in which some field has several heads; every conflict is in one of them."""
        return self._open.records.load_contested()

    def states(
        self, kinds: Collection[str] | None = None, scopes: Collection[Scope] | None = None
    ) -> list[RecordState]:
        """Return the records of some kinds in some scopes; None means any."""
        return self._open.records.load_some(kinds, scopes)

    def records_of_case(self, case: CaseId) -> list[RecordState]:
        """Return every record of a case, its grants and restricted ones too where they are held."""
        return self.states(None, case_scopes(case))

    def scopes(self, kind_of: ScopeSort = "case") -> list[Scope]:
        """Return every scope of a sort that is on this laptop and may be shown."""
        return self._open.scopes.shown(kind_of)

    def placed(self, scope: Scope, record: RecordId) -> list[Placed]:
        """Return every entry of a record that counts or waits for release, oldest first."""
        return self._tables.ledger.placed(scope, [record]).get(record, []) if self.record(scope, record) else []

    def waiting(self) -> list[Waiting]:
        """Return the entries that count nowhere until a senior releases them."""
        return [waiting for waiting in self._open.ledger.quarantined() if waiting.withheld]

    @property
    def looks(self) -> LookShelf:
        """What somebody has to look at, and who has."""
        return LookShelf(self._open)

    def ladder(self, entry_id: EntryId) -> Ladder:
        """Return how far an entry has come. Raises ``LookupError`` for one that is not here."""
        ladder = self._tables.ledger.ladder(entry_id)
        look = self.looks.reads(ladder.scope).get(entry_id)
        return replace(ladder, read_by=look.by, read_at=look.at) if look else ladder

    def search(self, text: str, limit: int = 30) -> list[SearchHit]:
        """Return the records in which every word of `text` begins a word: names first, then everything else."""
        return self._open.search.find(text, limit)

    def facts(self) -> AccessFacts:
        """Return what access follows from, out of the records shown. Not to be changed by the caller."""
        tables = self._open
        if self._facts is None:
            self._facts = gather_facts(tables.records.load_some(FACT_KINDS, None), tables.facts.load_waiting())
            self._facts.escalated = set(self._tables.facts.load_escalated())
        return self._facts

    # Drafts

    def save_draft(self, draft: Draft) -> Change:
        """Keep a draft as it is now; of a case that left while it was open in a window sealed, for the office alone."""
        with self._commit():
            change = Change(drafts=True)
            if self._tables.scopes.row(draft.scope) is None and self._leaving.can_seal():
                change = self._leaving.seal_draft(draft)
            else:
                self._tables.drafts.save(draft)
            change |= self._settle()
        return self._changed(change)

    def drafts(self) -> list[Draft]:
        """Return every draft, the one begun first first."""
        return self._open.drafts.load_all()

    def draft(self, draft_id: str) -> Draft | None:
        """Return one draft; None where there is none of that id."""
        return self._open.drafts.load(draft_id)

    def delete_draft(self, draft_id: str) -> Change:
        """Throw a draft away; one that is gone already is no error."""
        with self._commit():
            change = Change(drafts=self._tables.drafts.delete(draft_id)) | self._settle()
        return self._changed(change)

    # What the sync needs

    def unsent(self) -> int:
        """Return how much the office has not acknowledged: entries, sealed drafts, and attachments, each whole."""
        return self._tables.outbox.unsent() + self._tables.notes.unsent() + self.blobs.unsent()

    def sealed_notes(self) -> int:
        """Return how many sealed drafts the office has not acknowledged."""
        return self._tables.notes.unsent()

    def unsent_batch(self) -> PushBatch | None:
        """Return the next unacknowledged entries in chain order, signed, with sealed drafts; None: there are none."""
        if self.is_forked():
            return None
        return self._tables.outbox.next_batch(self.identity(), self._tables.notes.next_batch())

    def chain(self) -> ChainTip:
        """Return where this laptop's own chain stands."""
        tip = self._tables.outbox.tip(self.identity().device)
        return ChainTip(seq=tip.seq, id=tip.id)

    def apply_push(self, response: PushResponse) -> Change:
        """Keep the receipts. Raises ``Damaged``, and keeps nothing, if one is not the pinned server's."""
        with self._commit():
            change = take_push(self._tables, response) | self._settle()
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

    def apply_pull(self, response: PullResponse, ready: object = None, committing: Step = go_on) -> Change:
        """Take in one answer (`ready`: from `make_ready`). Raises ``Damaged``, and keeps nothing, for altered entries.

        `committing` is called when only the disk is left to be waited for.
        """
        with self._commit():
            change = take_pull(self._tables, self._leaving, ready_pull(response, ready))
            if not response.want_holdings:
                self._watch.renew(response.server_time, response.lease_until, response.sign_in_by)
                self._watch.look_round()
            change |= self._settle()
            committing()
        self._identity = self._tables.facts.load_identity()
        if self._facts and (self._facts.waiting, self._facts.escalated) != self._tables.facts.load_opened():
            self._facts = None
        return self._changed(change)

    def last_synced_at(self) -> datetime | None:
        """Return the office's time of the last pull that left nothing waiting; None before the first."""
        return self._tables.facts.load_synced_at()

    def audit_broken_at(self) -> datetime | None:
        """Return since when the office's audit lacks what this laptop was told of it; None: it does not."""
        return self.audit.broken_at()

    def rebuild(self) -> Change:
        """Build every folded record and the index again from the entries."""
        tables, records, change = self._tables, self._tables.records, NOTHING
        with self._commit():
            tables.ledger.reindex()
            for scope in tables.ledger.scopes() | records.scopes():
                tables.rulings.rebuild(scope)
                change |= records.refold(scope, records.records_of(scope) | tables.ledger.records_of(scope))
            tables.search.rebuild()
        return self._changed(change)

    # What time does by itself

    def note_time(self) -> Change:
        """Let what has passed take effect, once a minute: what leaves or goes out, the lease, the highest clock."""
        with self._commit():
            self._watch.look_round()
            change = self._settle() | self.imports.release_due()
        self._tables.search.tidy()
        return self._changed(change)

    def lease(self) -> LeaseView:
        """Return how the lease stands. Once it has ended, reading finds nothing but who works here."""
        return self._watch.view()

    def leaves_at(self, scope: Scope) -> datetime | None:
        """Return when, in the office's time, a scope that is asked to leave goes at the latest; None: it is not."""
        return self._leaving.leaves_at(scope)

    def writing(self) -> set[CaseId]:
        """Return the cases of which a draft is open."""
        return self._leaving.writing()

    def office_time(self) -> datetime:
        """Return the office's time as far as this laptop knows: by it, cases leave and leases end."""
        return self._watch.office_time()

    # One transaction

    @property
    def _open(self) -> Tables:
        """The tables, for reading what may be shown: a lease that has ended meanwhile takes effect first."""
        if self._watch.turns():
            with self._commit():
                pass
        return self._tables

    @contextmanager
    def _commit(self) -> Iterator[None]:
        try:
            with transaction(self._tables.connection):
                yield
                turned = self._watch.keep()
        except BaseException:
            self._watch.reload()
            raise
        if turned:
            self._turned, self._facts = True, None
        empty_log(self._tables, self.blobs)

    def _settle(self) -> Change:
        return self._leaving.settle(self._watch.office_time())

    def _changed(self, change: Change) -> Change:
        """Drop what was derived from records that have changed."""
        self.revisions.update(change.scopes)
        if self._turned:
            self._turned = False
            change |= Change(scopes=frozenset(self._tables.scopes.all()), kinds=frozenset(KINDS), lease=True)
            self.blobs.want(self.states({Attachment.kind}))
        if change.kinds & FACT_KINDS:
            self._facts = None
        if Attachment.kind in change.kinds:
            found = (self._tables.records.load(scope, record) for scope, record in change.records)
            self.blobs.want([state for state in found if state is not None])
        return change
