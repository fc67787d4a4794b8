"""Taking in one answer of a pull: scopes that come and go, pages with their cursors. Inside one transaction.

A page is taken only where the cursor stands; any other is passed over, and the next request says how far this laptop
really is. So answers may be lost, doubled, split or late without harm, and a cursor is never ahead of its data.
"""

from dataclasses import dataclass, replace

from casework.errors import Damaged
from casework.ledger.entry import Sealed, entry_id
from casework.ledger.protocol import Page, PageItem, PullResponse
from casework.records.identifier import EntryId, RecordId, Scope
from desktop.store.change import NOTHING, Change, scope_change
from desktop.store.expunge import take_orders
from desktop.store.leaving import Leaving
from desktop.store.ledger_table import Arrived, Place, readable
from desktop.store.outbox import from_base64
from desktop.store.reoffer import note_office_chain
from desktop.store.scopes import ScopeRow
from desktop.store.tables import Tables


@dataclass(frozen=True)
class Came:
    """One entry of a page: its bytes, and what they say where this version can read them."""

    item: PageItem
    data: bytes
    sealed: Sealed | None

    @property
    def id(self) -> EntryId:
        """Its id, as the office says it."""
        return EntryId(self.item.id)

    def place(self, response: PullResponse) -> Place:
        """What the office made of it, and where it put it."""
        item = self.item
        return Place(item.verdict, item.reason, response.epoch, item.position, item.order)


class BadPage(Damaged):
    """A page whose entries are not what their ids say, or not of its scope."""

    def __init__(self) -> None:
        super().__init__(
            "What the office sent arrived damaged, so none of it was kept. It is asked for again; "
            "if this stays, tell your administrator."
        )


def take_pull(tables: Tables, leaving: Leaving, response: PullResponse) -> Change:
    """Keep an answer. Raises ``BadPage``; then nothing of it has been kept.

    What has to leave now is left by the caller's ``leaving.settle``, in the same transaction.
    """
    if response.want_holdings:
        return NOTHING
    _keep_key(tables, response)
    tables.facts.save_waiting(response.waiting)
    tables.facts.save_escalated(response.escalated)
    tables.facts.save_kept_seq(response.kept_seq)
    change = note_office_chain(tables, response.chain)
    for holding in response.enter:
        tables.scopes.enter(holding)
    change |= leaving.ask(response.leave, response.server_time)
    for page in response.pages:
        change |= _take_page(tables, page, response)
    change |= take_orders(tables, response.expunge)
    tables.scopes.settle_left(response.leave)
    if not response.more:
        change |= leaving.let_go()
        if not _gives_nothing(response):
            tables.facts.save_synced_at(response.server_time)
    return change | Change(synced=True)


def _gives_nothing(response: PullResponse) -> bool:
    """Whether the person has to sign in first: what is here is as old as it was."""
    return response.sign_in_by is not None and response.sign_in_by <= response.server_time


def _keep_key(tables: Tables, response: PullResponse) -> None:
    """Keep the key to seal to, if this laptop was enrolled before there was one; it is never replaced."""
    identity = tables.facts.load_identity() if response.box_key else None
    if identity is not None and not identity.box_key:
        tables.facts.save_identity(replace(identity, box_key=from_base64(response.box_key)))


def _take_page(tables: Tables, page: Page, response: PullResponse) -> Change:
    row = tables.scopes.row(page.scope)
    if row is None or page.position < page.after:
        return NOTHING
    if row.entering is not None:
        continues = (page.generation, page.after) == (row.entering, row.entered_to)
        return _enter_page(tables, row, page, response) if continues else NOTHING
    if row.leaving is None and (page.generation, page.after) == (row.generation, row.position):
        records = _take_items(tables, page.scope, _checked(page), response)
        tables.scopes.held_to(page.scope, response.epoch, page.position)
        return tables.records.refold(page.scope, records)
    return NOTHING


def _enter_page(tables: Tables, row: ScopeRow, page: Page, response: PullResponse) -> Change:
    """Put a page of a scope that is being entered aside, and let the whole be shown once it is complete.

    What came whole in one page, as most scopes do, need not be put aside first.
    """
    items = _checked(page)
    if page.complete and row.entered_to == 0:
        return _enter(tables, row, items, page.position, response)
    for came in items:
        tables.scopes.stage(page.scope, came.item, came.data)
    tables.scopes.staged_to(page.scope, page.position)
    if not page.complete:
        return NOTHING
    staged = [Came(item, data, readable(data)) for item, data in tables.scopes.staged(page.scope)]
    return _enter(tables, row, staged, page.position, response)


def _enter(tables: Tables, row: ScopeRow, items: list[Came], position: int, response: PullResponse) -> Change:
    """Replace what others wrote in the scope by the new generation; own entries stay and meet theirs by id."""
    scope = row.id
    before = tables.records.records_of(scope) | tables.ledger.records_of(scope)
    named = tables.ledger.named_in(scope)
    staying = [came.id for came in items]
    dropped = tables.ledger.delete_missing(scope, tables.identity().device, staying)
    tables.rulings.rebuild(scope)
    _take_items(tables, scope, items, response)
    tables.scopes.entered(scope, response.epoch, position)
    change = tables.records.refold(scope, before | tables.ledger.records_of(scope))
    if dropped:
        _erase(tables, scope, named)
    return change | scope_change(scope)


def _erase(tables: Tables, scope: Scope, named: set[str]) -> None:
    """What was taken away is gone with the files it named, and no old page is to be left in the write-ahead log."""
    tables.blobs.forget(scope, named - tables.ledger.named_in(scope))
    tables.expunges.note_dropped(scope)


def _take_items(tables: Tables, scope: Scope, items: list[Came], response: PullResponse) -> set[RecordId]:
    """Keep entries and what became of them; return the records that have to be folded anew."""
    destroyed = False
    named = tables.ledger.named_in(scope) if any(came.item.outline for came in items) else set()
    known = tables.ledger.known([came.id for came in items])
    new = {came.id: came for came in reversed(items) if came.id not in known and not came.item.outline}
    news = [came.id for came in items if new.get(came.id) is came]
    arrivals = [
        Arrived(new[ident].id, new[ident].data, new[ident].sealed, new[ident].place(response)) for ident in news
    ]
    tables.ledger.take_new(scope, arrivals, response.server_time)
    for came in items:
        if new.get(came.id) is came:
            continue
        destroyed |= tables.ledger.take(scope, came.id, came.data, came.item.outline)
        if tables.ledger.place(came.id, came.place(response), response.server_time) or came.item.outline:
            news.append(came.id)
    if destroyed:
        # By an order given while the office, restored, did not know that this laptop has the words.
        _erase(tables, scope, named)
    tables.outbox.note_pulled(came.id for came in items)
    ruled = tables.rulings.take(news)
    return tables.ledger.touched_by([*news, *ruled]).get(scope, set())


def _checked(page: Page) -> list[Came]:
    """The entries of a page with their bytes. Raises ``BadPage`` if one is not what its id says."""
    checked = []
    for item in page.entries:
        data = item.data.encode(errors="replace")
        sealed = readable(data)
        strange = sealed is not None and sealed.entry.scope != page.scope
        altered = not item.outline and entry_id(data) != item.id
        if altered or strange or item.position > page.position:
            raise BadPage
        checked.append(Came(item, data, sealed))
    return checked
