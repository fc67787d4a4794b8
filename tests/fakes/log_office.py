"""An office for the store's tests: a log a scope, its own key, and answers to push and pull. No network, no rules."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from casework.ledger.box import open_box
from casework.ledger.chain import sign_receipt
from casework.ledger.entry import Edit, Link, Sealed, Signed, read_entry, seal_entry
from casework.ledger.fold import Placed, RecordState, fold_record
from casework.ledger.keep import heads_digest
from casework.ledger.protocol import (
    ChainTip,
    Holding,
    Leave,
    Page,
    PageItem,
    PullResponse,
    PushRequest,
    PushResponse,
    Receipt,
    ReceiptItem,
    SignedReceipt,
    Verdict,
)
from casework.records.identifier import SERVER_DEVICE, DeviceId, EntryId, Scope, StaffId
from casework.records.record import SCHEMA
from desktop.store.case_store import CaseStore
from desktop.store.outbox import from_base64, to_base64

OFFICE_TIME = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
EPOCH = 1

Judge = Callable[[Sealed], tuple[Verdict, str | None]]


@dataclass
class Logged:
    """One entry in a scope's log."""

    sealed: Sealed
    position: int
    verdict: Verdict = Verdict.ACCEPTED
    reason: str | None = None

    def item(self) -> PageItem:
        """As it travels in a page."""
        return PageItem(
            position=self.position,
            id=self.sealed.id,
            data=self.sealed.data.decode(),
            verdict=self.verdict,
            reason=self.reason,
        )


def accept(sealed: Sealed) -> tuple[Verdict, str | None]:
    """The judge who lets everything count."""
    del sealed
    return Verdict.ACCEPTED, None


@dataclass
class LogOffice:
    """Keeps entries in the order they come. `judge` says what becomes of a laptop's entries.

    `notes`: the sealed drafts that came, opened. `at_once`: what is to be left without delay. `confirmed`: what each
    laptop has said to have purged. `kept_seq`: how far a backup is said to have a laptop's chain. `lease`: how long
    laptops may go on without it. `sign_in_by`: when their person has to have signed in with the agency again.
    """

    administrator: StaffId
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    box_key: X25519PrivateKey = field(default_factory=X25519PrivateKey.generate)
    judge: Judge = accept
    logs: dict[Scope, list[Logged]] = field(default_factory=dict)
    generations: dict[Scope, int] = field(default_factory=dict)
    chains: dict[DeviceId, ChainTip] = field(default_factory=dict)
    allowed: set[Scope] = field(default_factory=set)
    link: Link = field(default_factory=Link)
    notes: dict[str, dict[str, str]] = field(default_factory=dict)
    at_once: set[Scope] = field(default_factory=set)
    confirmed: dict[DeviceId, set[tuple[Scope, int]]] = field(default_factory=dict)
    kept_seq: int = 0
    lease: timedelta | None = None
    sign_in_by: datetime | None = None
    time: datetime = OFFICE_TIME

    @property
    def public_key(self) -> bytes:
        """The raw key that laptops pin."""
        return self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def write(self, scope: Scope, *edits: Edit, author: StaffId | None = None, at: datetime = OFFICE_TIME) -> EntryId:
        """Write an entry as device 0, and return its id."""
        save = Signed(SERVER_DEVICE, author or self.administrator, scope, at, SCHEMA)
        sealed = seal_entry(self.link, save, edits)
        self.link = Link(sealed.entry.seq, sealed.id)
        self.log(sealed)
        return sealed.id

    def log(self, sealed: Sealed, verdict: Verdict = Verdict.ACCEPTED, reason: str | None = None) -> Logged:
        """Put any entry at the end of its scope's log; a known one stays where it is."""
        entries = self.logs.setdefault(sealed.entry.scope, [])
        known = next((logged for logged in entries if logged.sealed.id == sealed.id), None)
        if known is None:
            known = Logged(sealed, len(entries) + 1, verdict, reason)
            entries.append(known)
        return known

    def grant(self, *scopes: Scope) -> None:
        """Let the laptop hold scopes, in a new generation."""
        for scope in scopes:
            self.generations[scope] = self.generations.get(scope, 0) + 1
            self.allowed.add(scope)

    def revoke(self, *scopes: Scope) -> None:
        """Let the laptop hold scopes no more."""
        self.allowed -= set(scopes)

    def receive(self, batch: PushRequest, device: DeviceId) -> PushResponse:
        """Keep a batch and answer with a receipt a scope."""
        by_scope: dict[Scope, list[ReceiptItem]] = {}
        for item in batch.entries:
            sealed = read_entry(self.open(item.sealed) if item.sealed else item.data.encode())
            logged = self.log(sealed, *self.judge(sealed))
            by_scope.setdefault(sealed.entry.scope, []).append(
                ReceiptItem(
                    entry=sealed.id,
                    seq=item.seq,
                    position=logged.position,
                    verdict=logged.verdict,
                    reason=logged.reason,
                )
            )
        receipts = [self.sign(scope, device, items) for scope, items in by_scope.items()]
        known = self.chains.get(device)
        if batch.entries and (known is None or known.seq < batch.tip.seq):
            self.chains[device] = batch.tip
        for note in batch.notes:
            self.notes.setdefault(note.id, json.loads(self.open(note.box)))
        return PushResponse(
            receipts=receipts,
            chain=batch.tip,
            server_time=self.time,
            noted=[note.id for note in batch.notes],
            kept_seq=self.kept_seq,
        )

    def open(self, box: str) -> bytes:
        """What was sealed to this office."""
        return open_box(self.box_key.private_bytes_raw(), from_base64(box))

    def sign(self, scope: str, device: DeviceId, items: list[ReceiptItem]) -> SignedReceipt:
        """One signed receipt."""
        data = Receipt(epoch=EPOCH, scope=scope, device=device, at=OFFICE_TIME, items=items).model_dump_json()
        return SignedReceipt(data=data, signature=to_base64(sign_receipt(self.key, data.encode())))

    def page(self, scope: Scope, after: int, to: int) -> Page:
        """A part of a scope's log in its present generation."""
        entries = self.logs.get(scope, [])
        to = min(to, len(entries))
        return Page(
            scope=scope,
            generation=self.generations[scope],
            after=after,
            position=to,
            entries=[logged.item() for logged in entries[after:to]],
            complete=to == len(entries),
        )

    def answer(self, pages: list[Page], enter: Collection[Scope] = (), leave: Collection[Holding] = ()) -> PullResponse:
        """An answer of given parts."""
        begun = [Holding(scope=scope, generation=self.generations[scope], position=0) for scope in enter]
        return PullResponse(
            server_time=self.time,
            epoch=EPOCH,
            # Without a word of whose it is, the only laptop's.
            chain=next(iter(self.chains.values())) if len(self.chains) == 1 else ChainTip(seq=0),
            enter=begun,
            leave=[Leave(**item.model_dump(), at_once=item.scope in self.at_once) for item in leave],
            pages=pages,
            kept_seq=self.kept_seq,
            lease_until=self._lease_until(),
            sign_in_by=self.sign_in_by,
        )

    def _lease_until(self) -> datetime | None:
        if self.sign_in_by is not None and self.sign_in_by <= self.time:
            return self.time
        return self.time + self.lease if self.lease else None

    def pull(self, store: CaseStore, page_size: int = 200) -> PullResponse:
        """What a store that stands where it stands is sent next: a page of each scope."""
        held = {holding.scope: holding for holding in store.holdings()}
        confirmed = self.confirmed.setdefault(store.identity().device, set())
        confirmed |= {(holding.scope, holding.generation) for holding in store.left()}
        leave = [
            Holding(scope=scope, generation=generation, position=0)
            for scope, generation in sorted(self.generations.items())
            if scope not in self.allowed and (scope, generation) not in confirmed
        ]
        enter, pages, more = [], [], False
        for scope in sorted(self.allowed):
            mine = held.get(scope)
            after = mine.position if mine and mine.generation == self.generations[scope] else 0
            if mine is None or mine.generation != self.generations[scope]:
                enter.append(scope)
            page = self.page(scope, after, after + page_size)
            more = more or not page.complete
            if page.entries or scope in enter:
                pages.append(page)
        chain = self.chains.get(store.identity().device, ChainTip(seq=0))
        return self.answer(pages, enter, leave).model_copy(update={"more": more, "chain": chain})

    def settle(self, store: CaseStore, page_size: int = 200) -> None:
        """Push and pull until both sides agree."""
        while (batch := store.unsent_batch()) is not None:
            store.apply_push(self.receive(batch, store.identity().device))
        while True:
            confirmed = store.left()
            response = self.pull(store, page_size)
            store.apply_pull(response)
            news = [holding for holding in store.left() if holding not in confirmed]
            if not response.more and not news:
                return

    def states(self, scope: Scope) -> list[RecordState]:
        """The scope's records as the office folds them."""
        entries = [
            Placed(
                logged.sealed,
                (0, EPOCH, logged.position),
                awaiting=logged.verdict is Verdict.QUARANTINED,
                late=logged.verdict is Verdict.LATE,
            )
            for logged in self.logs.get(scope, [])
        ]
        records = {edit.record for placed in entries for edit in placed.sealed.entry.edits}
        return [state for record in sorted(records) if (state := fold_record(scope, record, entries))]

    def digest(self, scope: Scope) -> str:
        """The digest of the scope's heads at the office."""
        return heads_digest(self.states(scope))
