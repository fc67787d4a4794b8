"""The server's parts, put together once for the command line and the web application."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.errors import UserError
from server.blob_file import BlobVault
from server.clock import Clock, SystemClock
from server.device_zero import DeviceZero
from server.fact import FactCache
from server.folder_lock import hold_folder
from server.intake import Intake
from server.journal import Journal
from server.key_file import BLOB_KEY, JOURNAL_KEY, load_key, load_signing_key
from server.replay import Parts, notice_older_copy
from server.settings import Settings
from server.storage.agency import Agency, load_agency, load_epoch
from server.storage.database import Database, open_database
from server.storage.matter import load_waiting
from server.storage.migration import check_schema
from server.storage.proof_number import ProofNumbers
from server.storage.receipt import load_last

BLOB_FOLDER = "blobs"
"""Where the attachments lie, in the server's folder. Several hosts on one database share it."""


@dataclass(frozen=True)
class Office:
    """Everything a part of the server may need."""

    settings: Settings
    clock: Clock
    database: Database
    key: Ed25519PrivateKey
    journal: Journal
    facts: FactCache
    intake: Intake
    agency: Agency
    zero: DeviceZero
    blobs: BlobVault
    proofs: ProofNumbers

    def replay_parts(self) -> Parts:
        """What reading the journal into a database needs."""
        return Parts(self.journal, self.intake, self.key)


@contextmanager
def open_office(
    folder: Path, clock: Clock | None = None, settings: Mapping[str, object] | None = None
) -> Iterator[Office]:
    """Open the server that lives in a folder, and close its database afterwards.

    `settings` takes the place of what stands in the folder's file, name by name. An older copy of the database, put
    back by hand, is noticed here: a new epoch begins, and waits for an administrator.

    Raises:
        UserError: one sentence, if the folder holds no server that this version can run, or it is being restored.
    """
    chosen = Settings.load(folder).model_copy(update=dict(settings or {}))
    with hold_folder(folder):
        database = open_database(chosen)
        try:
            check_schema(database)
            office = make_office(chosen, database, clock or SystemClock())
            _notice_older_copy(office)
            yield office
        finally:
            database.close()


def _notice_older_copy(office: Office) -> None:
    with office.database.read() as connection:
        if not office.journal.is_ahead_of(load_epoch(connection), load_last(connection)):
            return
    with office.database.write() as connection:
        done = notice_older_copy(connection, office.replay_parts(), office.clock.now())
    for name in done.files if done else ():
        office.blobs.remove(name)


def make_office(settings: Settings, database: Database, clock: Clock) -> Office:
    """Put the parts together on an open database of this version's schema.

    Raises:
        UserError: if `init` did not come to its end.
    """
    with database.read() as connection:
        agency = load_agency(connection)
    if agency is None:
        raise UserError("This server was not set up to the end. Run doorstep-server init again.")
    key = load_signing_key(settings.folder)
    journal = Journal(settings.folder, load_key(settings.folder, JOURNAL_KEY))
    facts = FactCache(load_waiting)
    intake = Intake(key, journal, facts)
    zero = DeviceZero(database, intake, key, clock)
    blobs = BlobVault(settings.folder / BLOB_FOLDER, load_key(settings.folder, BLOB_KEY))
    return Office(settings, clock, database, key, journal, facts, intake, agency, zero, blobs, ProofNumbers(database))


def make_zero(settings: Settings, database: Database, clock: Clock) -> DeviceZero:
    """Device 0 alone, for writing the first entries of a new server."""
    key = load_signing_key(settings.folder)
    journal = Journal(settings.folder, load_key(settings.folder, JOURNAL_KEY))
    return DeviceZero(database, Intake(key, journal, FactCache()), key, clock)
