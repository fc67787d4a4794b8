"""A save: entries of one local commit, continuing this laptop's chain. Inside a transaction of the caller's."""

from collections.abc import Sequence
from datetime import datetime

from casework.ledger.entry import Sealed, Signed, seal_entry
from casework.records.record import SCHEMA
from desktop.store.change import NOTHING, Change, Save
from desktop.store.tables import Tables


def append_saves(tables: Tables, saves: Sequence[Save], at: datetime) -> Change:
    """Keep each save as an entry, after whatever an import holds back: from now on that is sent, too."""
    tables.imports.release()
    return append_held(tables, saves, at)


def append_held(tables: Tables, saves: Sequence[Save], at: datetime) -> Change:
    """Keep each save as an entry with its outbox row, and fold and index what it touches."""
    change = NOTHING
    for save in saves:
        sealed = _seal(tables, save, at)
        tables.ledger.add(sealed)
        tables.outbox.add(sealed)
        tables.scopes.begin_here(save.scope)
        ruled = tables.rulings.take([sealed.id])
        concerned = tables.ledger.touched_by([sealed.id, *ruled])
        change |= tables.records.refold(save.scope, concerned.get(save.scope, set()))
    return change | Change(outbox=bool(saves))


def _seal(tables: Tables, save: Save, at: datetime) -> Sealed:
    identity = tables.identity()
    signed = Signed(
        device=identity.device,
        author=identity.staff,
        scope=save.scope,
        at=at,
        schema=SCHEMA,
        seen=tables.scopes.seen(save.scope),
    )
    return seal_entry(tables.outbox.tip(identity.device), signed, save.edits)
