"""Mutants of the laptop: its store and its engine."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from casework.ledger.box import seal_box
from casework.ledger.protocol import Holding, Page, PullResponse, Receipt, SignedReceipt, Verdict
from casework.records.identifier import DeviceId, EntryId, RecordId, Scope
from casework.rules.lease import LeaseState
from desktop.store import made_ready, pulls, pushes
from desktop.store.arrivals import ArrivalTable, Arrived, Fresh
from desktop.store.change import NOTHING, Change
from desktop.store.identity import Identity
from desktop.store.leaving import Leaving
from desktop.store.ledger_table import LedgerTable, Place, readable
from desktop.store.made_ready import ReadyPage
from desktop.store.outbox import OutboxTable
from desktop.store.record_table import RecordTable
from desktop.store.ruling_table import RulingTable
from desktop.store.scopes import ScopeRow, ScopeTable
from desktop.store.search import SearchTable
from desktop.store.tables import Tables
from server import holding
from server.holding import Held
from tests.simulation.mutant.register import Swap, mutant


@mutant("purge drops the outbox", "withdraw", "exclude", "telephone")
def _drops_outbox() -> list[Swap]:
    return [(Leaving, "_seal", lambda self, scope: NOTHING)]


@mutant("seal and hide in two commits", "kill_while_leaving", "allocate", "telephone")
def _two_commits() -> list[Swap]:
    def sealed_later(self: Leaving, row: ScopeRow, generation: int = 0) -> Change:
        tables = self._tables
        owed = tables.outbox.unkept(row.id, tables.identity().device, tables.facts.load_kept_seq())
        change = original(self, row, generation)
        tables.connection.execute("DELETE FROM box WHERE entry IN (SELECT id FROM outbox WHERE scope = ?)", (row.id,))
        tables.connection.execute("COMMIT")
        tables.connection.execute("BEGIN IMMEDIATE")
        for entry, data in owed:
            tables.boxes.put(entry, seal_box(tables.identity().box_key, data))
        return change

    original = Leaving._leave
    return [(Leaving, "_leave", sealed_later)]


@mutant("an expired lease shows everything", "days", "draft")
def _no_lease() -> list[Swap]:
    return [(LeaseState, "locked", property(lambda self: False))]


@mutant("what a restored office lacks is not sent again", "backup", "restore", "telephone")
def _no_reoffer() -> list[Swap]:
    return [(pulls, "note_office_chain", lambda tables, chain: NOTHING)]


@mutant("a restored laptop goes on where it stands", "laptop_copied", "laptop_restored", "laptop_cloned")
def _goes_on() -> list[Swap]:
    return [(OutboxTable, "is_own", lambda self, device, link: True), (OutboxTable, "left_behind", lambda self, d: [])]


@mutant("a refusal is ignored on the laptop", "ruling", "unchecked_level", "second_signing", "level")
def _ruling_ignored() -> list[Swap]:
    return [(RulingTable, "_note", lambda self, ident, scope, data: set())]


@mutant("never purge", "withdraw", "allocate", "telephone")
def _never_purge() -> list[Swap]:
    return [(LedgerTable, "delete_scope", lambda self, scope: None)]


@mutant("purge forgets the index", "withdraw", "allocate", "telephone")
def _index_stays() -> list[Swap]:
    return [(SearchTable, "remove", lambda self, number: None)]


@mutant("purge drops the drafts", "draft", "withdraw", "exclude")
def _drops_drafts() -> list[Swap]:
    original = RecordTable.delete_scope

    def with_drafts(self: RecordTable, scope: Scope) -> None:
        original(self, scope)
        self._connection.execute("DELETE FROM draft WHERE scope = ?", (scope,))

    return [(RecordTable, "delete_scope", with_drafts), (Leaving, "seal_draft", lambda self, draft: NOTHING)]


@mutant("cursor before data", "kill", "telephone")
def _cursor_first() -> list[Swap]:
    original = pulls._take_items

    def cursor_first(
        tables: Tables, takings: Sequence[pulls.Taking], response: PullResponse, empty: Collection[Scope]
    ) -> tuple[dict[Scope, set[RecordId]], Fresh]:
        if any(taking.came for taking in takings):
            cursors = [(one.scope, one.came[-1].place.position) for one in takings if one.came]
            tables.scopes.held_to(response.epoch, cursors)
            tables.connection.execute("COMMIT")
            tables.connection.execute("BEGIN IMMEDIATE")
        return original(tables, takings, response, empty)

    return [(pulls, "_take_items", cursor_first)]


@mutant("a lost page is taken for received", "telephone")
def _any_page() -> list[Swap]:
    original = pulls._taking

    def anywhere(tables: Tables, row: ScopeRow | None, ready: ReadyPage, response: PullResponse) -> pulls.Taking | None:
        if row is not None and row.entering is None and row.generation == ready.page.generation:
            ready = replace(ready, page=ready.page.model_copy(update={"after": row.position}))
        return original(tables, row, ready, response)

    def as_believed(row: Held, theirs: object, end: int) -> Held:
        del theirs, end
        return row

    return [(pulls, "_taking", anywhere), (holding, "_corrected", as_believed)]


@mutant("a snapshot is shown before it is whole", "withdraw", "allocate", "kill", "contact")
def _shown_in_part() -> list[Swap]:
    original = pulls._entering

    def at_once(tables: Tables, row: ScopeRow, ready: ReadyPage, response: PullResponse) -> pulls.Taking | None:
        ready = replace(ready, page=ready.page.model_copy(update={"complete": True}))
        return original(tables, row, ready, response)

    return [(pulls, "_entering", at_once)]


@mutant("what the new generation lacks stays", "stop_laptop", "restore", "backup", "telephone")
def _old_stays() -> list[Swap]:
    return [(LedgerTable, "delete_missing", lambda self, scope, own, staying: None)]


@mutant("leaving is confirmed before it is done", "draft", "withdraw", "exclude")
def _confirms_early() -> list[Swap]:
    original = ScopeTable.left

    def asked_too(self: ScopeTable) -> list[Holding]:
        asked = [Holding(scope=row.id, generation=row.newest, position=0) for row in self.asked() if row.newest >= 0]
        return [*original(self), *asked]

    return [(ScopeTable, "left", asked_too)]


@mutant("the laptop takes every verdict for acceptance", "ruling", "unchecked_level", "second_signing", "level")
def _verdict_ignored() -> list[Swap]:
    original = ArrivalTable.move

    def accepted(
        self: ArrivalTable, places: Mapping[EntryId, Place], at: datetime, by_receipt: bool = False
    ) -> list[EntryId]:
        return original(self, {ident: _as_accepted(place) for ident, place in places.items()}, at, by_receipt)

    return [(ArrivalTable, "move", accepted)]


def _as_accepted(place: Place) -> Place:
    return place._replace(verdict=Verdict.ACCEPTED, reason=None)


@mutant("entries of a page are not checked")
def _unchecked_page() -> list[Swap]:
    def unchecked(page: Page, epoch: int) -> list[Arrived]:
        read = [(item, item.data.encode()) for item in page.entries]
        return [made_ready.arrived(page.scope, item, data, readable(data), epoch) for item, data in read]

    return [(made_ready, "_checked", unchecked)]


@mutant("receipts are not checked", "telephone", "contact", "language")
def _unchecked_receipt() -> list[Swap]:
    def believed(key: object, identity: Identity, signed: SignedReceipt) -> Receipt:
        del key, identity
        return Receipt.model_validate_json(signed.data)

    return [(pushes, "receipt_of", believed)]


@mutant("a lost acknowledgement starts the chain anew")
def _tip_at_office() -> list[Swap]:
    from casework.ledger.entry import Link
    from casework.records.identifier import EntryId

    def acknowledged(self: OutboxTable, device: DeviceId) -> Link:
        row = self._connection.execute(
            "SELECT seq, id FROM outbox WHERE device = ? AND receipt IS NOT NULL ORDER BY seq DESC LIMIT 1", (device,)
        ).fetchone()
        return Link(row[0], EntryId(row[1])) if row else Link()

    return [(OutboxTable, "tip", acknowledged)]
