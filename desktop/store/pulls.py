"""Taking in one answer of a pull: scopes that come and go, pages with their cursors. Inside one transaction.

A page is taken only where the cursor stands; any other is passed over, and the next request says how far this laptop
really is. So answers may be lost, doubled, split or late without harm, and a cursor is never ahead of its data.
"""

from collections.abc import Sequence

from casework.errors import Damaged
from casework.ledger.entry import entry_id
from casework.ledger.protocol import Holding, Page, PageItem, PullResponse
from casework.records.identifier import EntryId, RecordId, Scope
from desktop.store.change import NOTHING, Change, scope_change
from desktop.store.expunge import take_orders
from desktop.store.ledger_table import Place, readable
from desktop.store.scopes import ScopeRow
from desktop.store.tables import Tables


class BadPage(Damaged):
    """A page whose entries are not what their ids say, or not of its scope."""

    def __init__(self) -> None:
        super().__init__(
            "What the office sent arrived damaged, so none of it was kept. It is asked for again; "
            "if this stays, tell your administrator."
        )


def take_pull(tables: Tables, response: PullResponse) -> Change:
    """Keep an answer. Raises ``BadPage``; then nothing of it has been kept."""
    if response.want_holdings:
        return NOTHING
    for holding in response.enter:
        tables.scopes.enter(holding)
    change = _hide(tables, response.leave) | _unhide(tables, response.leave)
    for page in response.pages:
        change |= _take_page(tables, page, response)
    change |= take_orders(tables, response.expunge)
    tables.scopes.settle_left(response.leave)
    if not response.more:
        change |= _hide_unheld(tables)
    change |= purge_ready(tables)
    if not response.more:
        tables.facts.save_synced_at(response.server_time)
    return change | Change(synced=True)


def purge_ready(tables: Tables) -> Change:
    """Purge every hidden scope of which neither outbox nor drafts hold anything any more."""
    change = NOTHING
    for row in tables.scopes.leaving():
        if tables.outbox.holds_unsent(row.id) or tables.drafts.holds(row.id) or tables.blobs.holds_unsent(row.id):
            continue
        change |= _whole(tables, row.id)
        tables.records.delete_scope(row.id)
        tables.ledger.delete_scope(row.id)
        tables.blobs.leave(row.id)
        generation = row.leaving if row.leaving is not None else row.newest
        tables.scopes.depart(Holding(scope=row.id, generation=generation, position=row.position), erased=False)
    return change


def _hide(tables: Tables, leave: Sequence[Holding]) -> Change:
    change = NOTHING
    for holding in leave:
        row = tables.scopes.row(holding.scope)
        if row is None or row.newest > holding.generation:
            # Nothing of that generation is here: that may be confirmed at once.
            tables.scopes.depart(holding, erased=True)
        elif row.leaving != holding.generation:
            tables.scopes.hide(row.id, holding.generation)
            change |= _whole(tables, row.id)
    return change


def _hide_unheld(tables: Tables) -> Change:
    """Let go of what was written here into a scope that the office, which has it all, does not let this laptop hold.

    It never asks to leave what it never gave: somebody saved in a window that was open when the case went.
    """
    change = NOTHING
    for row in tables.scopes.unheld():
        if not tables.outbox.holds_unsent(row.id):
            tables.scopes.hide(row.id, 0)
            change |= _whole(tables, row.id)
    return change


def _unhide(tables: Tables, leave: Sequence[Holding]) -> Change:
    """Losing a scope is state: one that is not asked to leave any more is shown again."""
    asked, change = {holding.scope for holding in leave}, NOTHING
    for row in tables.scopes.leaving():
        if row.id not in asked:
            tables.scopes.unhide(row.id)
            change |= _whole(tables, row.id)
    return change


def _whole(tables: Tables, scope: Scope) -> Change:
    return scope_change(scope, tables.records.kinds_of(scope), tables.records.records_of(scope))


def _take_page(tables: Tables, page: Page, response: PullResponse) -> Change:
    row = tables.scopes.row(page.scope)
    if row is None or page.position < page.after:
        return NOTHING
    if row.entering is not None:
        continues = (page.generation, page.after) == (row.entering, row.entered_to)
        return _stage(tables, page, response) if continues else NOTHING
    if row.leaving is None and (page.generation, page.after) == (row.generation, row.position):
        records = _take_items(tables, page.scope, _checked(page), response)
        tables.scopes.held_to(page.scope, response.epoch, page.position)
        return tables.records.refold(page.scope, records)
    return NOTHING


def _stage(tables: Tables, page: Page, response: PullResponse) -> Change:
    """Put a page of a scope that is being entered aside, and let the whole be shown once it is complete."""
    for item, data in _checked(page):
        tables.scopes.stage(page.scope, item, data)
    tables.scopes.staged_to(page.scope, page.position)
    row = tables.scopes.row(page.scope)
    return _enter_staged(tables, row, response) if page.complete and row else NOTHING


def _enter_staged(tables: Tables, row: ScopeRow, response: PullResponse) -> Change:
    """Replace what others wrote in the scope by the new generation; own entries stay and meet theirs by id."""
    scope = row.id
    before = tables.records.records_of(scope) | tables.ledger.records_of(scope)
    tables.ledger.delete_missing(scope, tables.identity().device)
    _take_items(tables, scope, tables.scopes.staged(scope), response)
    tables.scopes.entered(scope, response.epoch)
    change = tables.records.refold(scope, before | tables.ledger.records_of(scope))
    return change | scope_change(scope)


def _take_items(
    tables: Tables, scope: Scope, items: list[tuple[PageItem, bytes]], response: PullResponse
) -> set[RecordId]:
    """Keep entries and what became of them; return the records that have to be folded anew."""
    news = []
    for item, data in items:
        ident = EntryId(item.id)
        tables.ledger.take(scope, ident, data, item.outline)
        place = Place(item.verdict, item.reason, response.epoch, item.position, item.order)
        if tables.ledger.place(ident, place, response.server_time) or item.outline:
            news.append(ident)
    return tables.ledger.touched_by(news).get(scope, set())


def _checked(page: Page) -> list[tuple[PageItem, bytes]]:
    """The entries of a page with their bytes. Raises ``BadPage`` if one is not what its id says."""
    checked = []
    for item in page.entries:
        data = item.data.encode(errors="replace")
        sealed = readable(data)
        strange = sealed is not None and sealed.entry.scope != page.scope
        altered = not item.outline and entry_id(data) != item.id
        if altered or strange or item.position > page.position:
            raise BadPage
        checked.append((item, data))
    return checked
