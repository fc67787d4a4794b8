"""Setting a server up: keys, schema, the agency's row, the server's own device and the first administrator."""

import os
from dataclasses import dataclass
from pathlib import Path

from casework.ledger.entry import Edit
from casework.records.identifier import AGENCY, SERVER_DEVICE, RecordId, StaffId, uuid7
from casework.records.staff.staff import Post, Staff, StaffRole
from server.clock import Clock
from server.device_zero import ServerSave
from server.folder_lock import hold_folder
from server.key_file import load_signing_key, make_keys
from server.office import make_zero
from server.settings import SETTINGS_FILE, Settings
from server.storage.agency import add_agency, load_agency
from server.storage.alone import wait_alone
from server.storage.database import Database, open_database
from server.storage.device import Device, add_device
from server.storage.migration import migrate


@dataclass(frozen=True)
class Founding:
    """What `init` is told. An empty `database` is the embedded encrypted file."""

    folder: Path
    agency: str
    administrator: str
    database: str = ""


def found_server(founding: Founding, clock: Clock) -> StaffId:
    """Make a server in a folder and return its administrator's staff id.

    Done again it finishes what was begun, brings the schema up to date and changes nothing else.

    Raises:
        UserError: one sentence, if the folder or the database cannot be used.
    """
    settings = _settings(founding)
    make_keys(settings.folder)
    with hold_folder(settings.folder):
        database = open_database(settings)
        try:
            migrate(database)
            return _administrator(founding, settings, database, clock)
        finally:
            database.close()


def _settings(founding: Founding) -> Settings:
    founding.folder.mkdir(parents=True, exist_ok=True)
    if os.name == "posix":
        founding.folder.chmod(0o700)
    if (founding.folder / SETTINGS_FILE).exists():
        return Settings.load(founding.folder)
    settings = Settings(folder=founding.folder, database=founding.database)
    settings.save()
    return settings


def _administrator(founding: Founding, settings: Settings, database: Database, clock: Clock) -> StaffId:
    now = clock.now()
    staff = StaffId(uuid7(now, os.urandom(10)))
    member = Staff(name=founding.administrator, post=Post(role=StaffRole.ADMINISTRATOR), active=True)
    edit = Edit(record=RecordId(staff), kind=Staff.kind, set=member.values())
    public_key = load_signing_key(settings.folder).public_key().public_bytes_raw()
    with database.write() as connection:
        wait_alone(connection)
        agency = load_agency(connection)
        if agency is not None:
            return agency.administrator
        add_agency(connection, founding.agency, staff)
        add_device(connection, Device(SERVER_DEVICE, staff, public_key, now))
        make_zero(settings, database, clock).save_within(connection, [ServerSave(AGENCY, (edit,), staff, now)])
    return staff
