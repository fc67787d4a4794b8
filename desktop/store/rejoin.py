"""Going on after this laptop was restored or copied: a new chain that adopts every entry of the old one.

The entries keep their bytes and ids, so nothing that named one has to change. Inside one transaction.
"""

from collections.abc import Callable
from datetime import datetime

from casework.ledger.entry import Edit, Signed, seal_entry
from casework.records.delivery.adoption import Adoption
from casework.records.identifier import RecordId, uuid7
from casework.records.record import SCHEMA
from desktop.store.change import Change
from desktop.store.identity import Identity
from desktop.store.tables import Tables

_ID_BYTES = 10


def rejoin(tables: Tables, identity: Identity, at: datetime, entropy: Callable[[int], bytes]) -> Change:
    """Let the store be the new device's, and queue what the office may lack of the old one's."""
    tables.imports.release()
    tables.facts.save_identity(identity)
    tables.outbox.drop_adoptions()
    for ident, scope in tables.outbox.left_behind(identity.device):
        adoption = Adoption(entry=ident)
        edit = Edit(record=RecordId(uuid7(at, entropy(_ID_BYTES))), kind=Adoption.kind, set=adoption.values())
        signed = Signed(identity.device, identity.staff, scope, at, SCHEMA, tables.scopes.seen(scope))
        sealed = seal_entry(tables.outbox.tip(identity.device), signed, [edit])
        tables.ledger.add(sealed)
        tables.outbox.add(sealed, adopts=ident)
    tables.facts.save_forked(False)
    tables.facts.save_kept_seq(0)  # No backup has anything of the new chain yet.
    return Change(outbox=True)
