"""Taking entries in: judged, placed, folded, receipted, noted in the journal; all in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.ledger.chain import sign_receipt
from casework.ledger.entry import Sealed
from casework.ledger.protocol import Receipt, ReceiptItem
from casework.records.identifier import EntryId, case_of, case_scope
from casework.records.person.person import Person
from casework.rules.disclosure import told_about
from casework.rules.instrument.refusal import asks_who
from casework.rules.oversight import heads_signed
from casework.rules.ruling import ruled_on, seen_in
from server.fact import FactCache, FactView
from server.journal import Journal
from server.matter import note_matters
from server.naming import names_of
from server.noting import notes_of
from server.placement import Ground, Origin, Placement, Sender, Word
from server.reach import Step
from server.storage.audit import add_notes
from server.storage.blob import save_names
from server.storage.database import Connection
from server.storage.folded import load_kind, remove_records, save_texts
from server.storage.holding import load_generations
from server.storage.log import Kept, load_placed, load_rulings, lock_scopes, save_entries, save_positions
from server.storage.misfiling import load_withheld
from server.storage.receipt import NewReceipt, save_receipts
from server.storage.ruling import hold_back_no_more, load_ruled, save_rulings
from server.visit import VISITING, note_visits


@dataclass(frozen=True)
class Arrival:
    """One entry as it arrived, its hash and its place in the chain checked. `sealed` is None if it cannot be read."""

    seq: int
    id: EntryId
    data: bytes
    sealed: Sealed | None
    word: Word | None = None
    """What the server said of it before it was restored."""
    carried: bytes | None = None
    """The exact bytes of the entry of an earlier chain that it carries."""
    origin: Origin | None = None
    """Where it comes from, if another entry carried it here."""


class Intake:
    """What turns arrivals into kept entries. The caller has locked the device and commits."""

    def __init__(self, key: Ed25519PrivateKey, journal: Journal, facts: FactCache) -> None:
        self._key = key
        self._journal = journal
        self._facts = facts

    def take(
        self, connection: Connection, sender: Sender, arrivals: Sequence[Arrival], epoch: int, at: datetime
    ) -> list[Kept]:
        """Keep the arrivals of one batch, in their order, write everything that follows from them, and note it."""
        kept = self.take_again(connection, sender, arrivals, epoch, at)
        self.note(connection, sender, kept)
        return kept

    def note(self, connection: Connection, sender: Sender, kept: Sequence[Kept]) -> None:
        """Note in the journal what was taken."""
        self._journal.note_entries(connection, (sender.device, sender.staff), kept)

    def take_again(
        self, connection: Connection, sender: Sender, arrivals: Sequence[Arrival], epoch: int, at: datetime
    ) -> list[Kept]:
        """As `take`, but for the journal: what it has brought itself, or what the caller may still take back."""
        placement = Placement(self._ground(connection, sender, arrivals, (epoch, at)), sender)
        for arrival in arrivals:
            if arrival.sealed is None:
                placement.place_damaged(arrival.seq, arrival.id, arrival.data, arrival.origin)
            else:
                placement.place(arrival.sealed, arrival.word, arrival.origin)
        self.keep(connection, sender, placement.kept, at)
        save_positions(connection, placement.positions.items())
        save_texts(connection, placement.changed.values())
        for scope, record in sorted(placement.gone):
            remove_records(connection, scope, [record])
        save_rulings(connection, placement.ruled)
        hold_back_no_more(connection, placement.released)
        note_matters(connection, placement, at)
        note_visits(connection, placement.states(VISITING), at)
        return placement.kept

    def keep(self, connection: Connection, sender: Sender, kept: Sequence[Kept], at: datetime) -> None:
        """Write entries that have their verdicts and places, and what they name, and sign for them."""
        if not kept:
            return
        receipt = self._receipt(connection, sender, kept, at)
        chain = max((item.seq for item in kept if item.adopted is None), default=0)
        self._journal.note_step(connection, Step(kept[0].epoch, receipt, {sender.device: chain}))
        save_entries(connection, sender.device, at, [(item, receipt) for item in kept])
        add_notes(connection, notes_of(sender.device, sender.staff, kept, receipt, at), kept[0].epoch)
        save_names(connection, names_of(sender.staff, kept))

    def _ground(
        self, connection: Connection, sender: Sender, arrivals: Sequence[Arrival], when: tuple[int, datetime]
    ) -> Ground:
        entries = [arrival.sealed.entry for arrival in arrivals if arrival.sealed]
        positions = lock_scopes(connection, {entry.scope for entry in entries})
        # Read under the locks: what is judged against cannot change before this transaction ends.
        about = {ident for entry in entries for ident in (*ruled_on(entry), *seen_in(entry), *heads_signed(entry))}
        ruled = {ident: one for ident, one in load_ruled(connection, about).items() if one.scope in positions}
        touched = [*entries, *(one.sealed.entry for one in ruled.values())]
        records = {(entry.scope, edit.record) for entry in touched for edit in entry.edits}
        records |= {(entry.scope, record) for entry in entries for record in told_about(entry)}
        # Who an assessment is about decides whether its instrument may be used at all.
        asking = {case_of(entry.scope) for entry in entries if any(asks_who(edit) for edit in entry.edits)}
        persons = [state for case in asking if case for state in load_kind(connection, Person.kind, case_scope(case))]
        records |= {(state.scope, state.record) for state in persons}
        rulings = load_rulings(connection, positions)
        placed = load_placed(connection, records, rulings)
        devices = {sender.device, *(arrival.origin.device for arrival in arrivals if arrival.origin)}
        held = load_generations(connection, devices, positions)
        misfiled = load_withheld(connection, positions, rulings)
        facts = FactView(self._facts.load(connection))
        return Ground(*when, positions, placed, facts, ruled, rulings, held, misfiled)

    def _receipt(self, connection: Connection, sender: Sender, kept: Sequence[Kept], at: datetime) -> int:
        """Sign for a whole batch at once, wherever its entries lie: a signature costs both sides much."""
        scopes = {item.scope for item in kept}
        scope = scopes.pop() if len(scopes) == 1 else None
        items = [_receipt_item(item) for item in kept]
        receipt = Receipt(epoch=kept[0].epoch, scope=scope or "", device=sender.device, at=at, items=items)
        data = receipt.model_dump_json()
        signed = NewReceipt(scope or "", data, sign_receipt(self._key, data.encode()))
        [number] = save_receipts(connection, sender.device, [signed])
        return number


def _receipt_item(kept: Kept) -> ReceiptItem:
    # A position would tell somebody without access how much there is of a case, and whether there is one.
    position = 0 if kept.withheld or kept.unseen else kept.position
    return ReceiptItem(entry=kept.id, seq=kept.seq, position=position, verdict=kept.verdict, reason=kept.reason)
