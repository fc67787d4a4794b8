"""Taking in one answer of a pull: scopes that come and go, pages with their cursors. Inside one transaction.

A page is taken only where the cursor stands; any other is passed over, and the next request says how far this laptop
really is. So answers may be lost, doubled, split or late without harm, and a cursor is never ahead of its data.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from casework.errors import Damaged
from casework.ledger.protocol import Page, PullResponse
from casework.records.identifier import EntryId, RecordId, Scope
from casework.words import say
from desktop.store.arrivals import Arrived, Fresh
from desktop.store.change import NOTHING, Change
from desktop.store.expunge import take_orders
from desktop.store.leaving import Leaving
from desktop.store.ledger_table import readable
from desktop.store.made_ready import ReadyPage, ReadyPull, arrived
from desktop.store.outbox import from_base64
from desktop.store.reoffer import note_office_chain
from desktop.store.scopes import ScopeRow
from desktop.store.tables import Tables


@dataclass(frozen=True)
class Taking:
    """The entries with which one scope goes on from its cursor, or is entered, as far as `position`."""

    row: ScopeRow
    came: list[Arrived]
    position: int

    @property
    def scope(self) -> Scope:
        """The scope."""
        return self.row.id

    @property
    def enters(self) -> bool:
        """Whether it is a new generation of the scope, which has come whole."""
        return self.row.entering is not None


class BadPage(Damaged):
    """A page whose entries are not what their ids say, or not of its scope."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "What the office sent arrived damaged, so none of it was kept. It is asked for again; "
                "if this stays, tell your administrator."
            )
        )


def take_pull(tables: Tables, leaving: Leaving, ready: ReadyPull) -> Change:
    """Keep an answer. Raises ``BadPage``; then nothing of it has been kept.

    What has to leave now is left by the caller's ``leaving.settle``, in the same transaction.
    """
    response = ready.response
    if response.want_holdings:
        return NOTHING
    _keep_key(tables, response)
    tables.facts.save_waiting(response.waiting)
    tables.facts.save_escalated(response.escalated)
    tables.facts.save_kept_seq(response.kept_seq)
    change = note_office_chain(tables, response.chain)
    tables.scopes.enter(response.enter)
    change |= leaving.ask(response.leave, response.server_time)
    for pages in _apart(ready.pages):
        change |= _take_pages(tables, pages, response)
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


def _apart(pages: Sequence[ReadyPage]) -> Iterator[list[ReadyPage]]:
    """The pages in their order, in lots that hold no scope twice: the second page of one goes on from the first."""
    lot: dict[Scope, ReadyPage] = {}
    for one in pages:
        if one.page.scope in lot:
            yield list(lot.values())
            lot = {}
        lot[one.page.scope] = one
    if lot:
        yield list(lot.values())


def _take_pages(tables: Tables, pages: Sequence[ReadyPage], response: PullResponse) -> Change:
    """Take in pages of different scopes together."""
    rows = tables.scopes.rows([one.page.scope for one in pages])
    lost = _lost(tables, [one.page for one in pages])
    found = [_taking(tables, rows.get(one.page.scope), one, response) for one in pages if one.page.scope not in lost]
    return _take_in(tables, [taking for taking in found if taking is not None], response)


def _taking(tables: Tables, row: ScopeRow | None, ready: ReadyPage, response: PullResponse) -> Taking | None:
    """What of a page is to be taken in now: nothing where it does not begin at the cursor, or goes aside first."""
    page = ready.page
    if row is None or page.position < page.after:
        return None
    if row.entering is not None:
        # A scope that is entered comes with all its words.
        whole = not any(item.bare for item in page.entries)
        continues = whole and (page.generation, page.after) == (row.entering, row.entered_to)
        return _entering(tables, row, ready, response) if continues else None
    if row.leaving is None and (page.generation, page.after) == (row.generation, row.position):
        return Taking(row, _whole(ready), page.position)
    return None


def _lost(tables: Tables, pages: Sequence[Page]) -> set[Scope]:
    """The scopes of pages with own entries that came without their words and are not here: asked for whole, then."""
    bare = [(page.scope, EntryId(item.id)) for page in pages for item in page.entries if item.bare]
    known = tables.arrivals.known([ident for _, ident in bare]) if bare else set()
    return {scope for scope, ident in bare if ident not in known}


def _entering(tables: Tables, row: ScopeRow, ready: ReadyPage, response: PullResponse) -> Taking | None:
    """Put a page of a scope that is being entered aside, and let the whole be taken in once it is complete.

    What came whole in one page, as most scopes do, need not be put aside first.
    """
    page, came = ready.page, _whole(ready)
    if page.complete and row.entered_to == 0:
        return Taking(row, came, page.position)
    tables.scopes.stage(page.scope, [(item, one.data) for item, one in zip(page.entries, came, strict=True)])
    tables.scopes.staged_to(page.scope, page.position)
    if not page.complete:
        return None
    staged = tables.scopes.staged(page.scope)
    return Taking(
        row,
        [arrived(page.scope, item, data, readable(data), response.epoch) for item, data in staged],
        page.position,
    )


def _take_in(tables: Tables, takings: Sequence[Taking], response: PullResponse) -> Change:
    """Keep what came, move the cursors, fold and index. A scope that is entered is replaced by its new generation."""
    if not takings:
        return NOTHING
    entered = [taking for taking in takings if taking.enters]
    filled = tables.arrivals.filled([taking.scope for taking in entered])
    emptied = [_make_room(tables, taking) for taking in entered if taking.scope in filled]
    empty = {taking.scope for taking in entered} - filled
    wanted, fresh = _take_items(tables, takings, response, empty)
    tables.scopes.entered(response.epoch, [(taking.scope, taking.position) for taking in entered])
    tables.scopes.held_to(response.epoch, [(one.scope, one.position) for one in takings if not one.enters])
    for room in emptied:
        wanted[room.scope] = room.records | tables.ledger.records_of(room.scope)
    change = tables.records.refold_all(wanted, fresh)
    for room in emptied:
        if room.dropped:
            _erase(tables, room.scope, room.named)
    return change | Change(scopes=frozenset(taking.scope for taking in entered))


@dataclass(frozen=True)
class _Room:
    """What a scope held before its new generation: its records, the files it named, and whether any of it went."""

    scope: Scope
    records: set[RecordId]
    named: set[str]
    dropped: bool


def _make_room(tables: Tables, taking: Taking) -> _Room:
    """Remove what others wrote in a scope and its new generation lacks; own entries stay and meet theirs by id."""
    scope = taking.scope
    before = tables.records.records_of(scope) | tables.ledger.records_of(scope)
    named = tables.ledger.named_in(scope)
    dropped = tables.ledger.delete_missing(scope, tables.identity().device, [one.id for one in taking.came])
    tables.rulings.rebuild(scope)
    return _Room(scope, before, named, dropped)


def _erase(tables: Tables, scope: Scope, named: set[str]) -> None:
    """What was taken away is gone with the files it named, and no old page is to be left in the write-ahead log."""
    tables.blobs.forget(scope, named - tables.ledger.named_in(scope))
    tables.expunges.note_dropped(scope)


def _take_items(
    tables: Tables, takings: Sequence[Taking], response: PullResponse, empty: Collection[Scope]
) -> tuple[dict[Scope, set[RecordId]], Fresh]:
    """Keep entries and what became of them; return the records that have to be folded anew."""
    came = [one for taking in takings for one in taking.came]
    known = tables.arrivals.known([one.id for one in came])
    new = {one.id: one for one in reversed(came) if one.id not in known and not one.outline}
    arrived = [one for one in came if new.get(one.id) is one]
    fresh = tables.arrivals.add(arrived, response.server_time, empty)
    again = [one for one in came if new.get(one.id) is not one]
    _take_outlines(tables, [one for one in again if one.outline])
    # Of one that came twice the last word counts.
    moved = tables.arrivals.move({one.id: one.place for one in again}, response.server_time)
    tables.outbox.note_pulled(one.id for one in came)
    news = [*moved, *(one.id for one in again if one.outline)]
    told = [*news, *(one.id for one in arrived if tables.rulings.may_rule(one.data))]
    ruled = tables.rulings.take(told) if told else set()
    wanted = tables.ledger.touched_by([*news, *ruled]) if told else {}
    scopes = {taking.scope for taking in takings}
    wanted = {scope: records for scope, records in wanted.items() if scope in scopes}
    fresh = fresh.without(wanted)
    for one in arrived:
        wanted.setdefault(one.scope, set()).update(edit.record for edit in one.edits())
    return wanted, fresh


def _take_outlines(tables: Tables, outlines: Sequence[Arrived]) -> None:
    """What was destroyed at the office is destroyed here.

    There may be words of it still, by an order given while the office, restored, did not know that this laptop has
    them.
    """
    named = {scope: tables.ledger.named_in(scope) for scope in {one.scope for one in outlines}}
    destroyed = {one.scope for one in outlines if tables.ledger.take(one.scope, one.id, one.data, outline=True)}
    for scope in destroyed:
        _erase(tables, scope, named[scope])


def _whole(ready: ReadyPage) -> list[Arrived]:
    """The entries of a page. Raises ``BadPage`` if one is not what its id says."""
    if ready.came is None:
        raise BadPage
    return ready.came
