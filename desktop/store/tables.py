"""The tables of one open store, put together once."""

from dataclasses import dataclass

from casework.errors import UserError
from casework.words import say
from desktop.store.arrivals import ArrivalTable
from desktop.store.audit_table import AuditTable
from desktop.store.blob_table import BlobTable
from desktop.store.box_table import BoxTable, NoteTable
from desktop.store.connection import Connection
from desktop.store.drafts import DraftTable
from desktop.store.expunge_table import ExpungeTable
from desktop.store.identity import FactTable, Identity
from desktop.store.import_table import ImportTable
from desktop.store.lease_table import LeaseTable
from desktop.store.ledger_table import LedgerTable
from desktop.store.outbox import OutboxTable
from desktop.store.record_table import RecordTable
from desktop.store.ruling_table import RulingTable
from desktop.store.scopes import ScopeTable
from desktop.store.search import SearchTable


class NotEnrolled(UserError):
    """The store belongs to nobody yet."""

    def __init__(self) -> None:
        super().__init__(say("This laptop is not enrolled yet. Enrol it with the code from your administrator."))


@dataclass(frozen=True)
class Tables:
    """Every table of a store, on one connection."""

    connection: Connection
    facts: FactTable
    ledger: LedgerTable
    arrivals: ArrivalTable
    search: SearchTable
    records: RecordTable
    outbox: OutboxTable
    drafts: DraftTable
    scopes: ScopeTable
    expunges: ExpungeTable
    blobs: BlobTable
    boxes: BoxTable
    notes: NoteTable
    lease: LeaseTable
    rulings: RulingTable
    audit: AuditTable
    imports: ImportTable

    def identity(self) -> Identity:
        """Return who this laptop is. Raises ``NotEnrolled``."""
        identity = self.facts.load_identity()
        if identity is None:
            raise NotEnrolled
        return identity


def open_tables(connection: Connection) -> Tables:
    """Put the tables of a connection together."""
    ledger, search = LedgerTable(connection), SearchTable(connection)
    return Tables(
        connection=connection,
        facts=FactTable(connection),
        ledger=ledger,
        arrivals=ArrivalTable(connection),
        search=search,
        records=RecordTable(connection, ledger, search),
        outbox=OutboxTable(connection),
        drafts=DraftTable(connection),
        scopes=ScopeTable(connection),
        expunges=ExpungeTable(connection),
        blobs=BlobTable(connection),
        boxes=BoxTable(connection),
        notes=NoteTable(connection),
        lease=LeaseTable(connection),
        rulings=RulingTable(connection),
        audit=AuditTable(connection),
        imports=ImportTable(connection),
    )
