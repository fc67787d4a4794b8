"""The epoch of a restored server: what an administrator looks at, and what confirming it lets happen."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from casework.errors import UserError
from casework.ledger.entry import Sealed, read_entry
from casework.ledger.protocol import PushRequest
from casework.records.identifier import DeviceId
from server.misfiling import settle_misfilings
from server.office import Office
from server.push import take_within
from server.storage.agency import Epoch, load_epoch, save_epoch
from server.storage.database import Connection, DatabaseUnavailable
from server.storage.device import Device, load_devices
from server.storage.held import HeldPush, count_held, load_held, remove_held
from server.storage.holding import forget_held
from server.storage.log import load_entries
from server.storage.notice import note_everything
from server.storage.reorder import load_put_back
from server.storage.savepoint import part_of
from server.unsealing import hand_on_notes


@dataclass(frozen=True)
class Awaited:
    """A laptop whose chain the server knows less far than it did once, and by how many entries."""

    device: Device
    entries: int


@dataclass(frozen=True)
class EpochView:
    """Where a server stands. `put_back`: what the journal brought that the restored copy did not have.

    `held`: batches that laptops have sent meanwhile. `awaited`: laptops that have to send something again.
    `journal_is_behind`: the journal is older than the database, or lost: it cannot tell what this copy does not know.
    """

    epoch: Epoch
    put_back: tuple[Sealed, ...]
    held: int
    awaited: tuple[Awaited, ...]
    journal_is_behind: bool


@dataclass(frozen=True)
class Confirmed:
    """What confirming did: how many batches were taken, and how many could not be (their laptops still have them)."""

    epoch: int
    taken: int
    refused: int


def review_epoch(office: Office) -> EpochView:
    """Say where the server stands."""
    with office.database.read() as connection:
        epoch = load_epoch(connection)
        items = load_entries(connection, load_put_back(connection, epoch.number))
        held, devices = count_held(connection), load_devices(connection)
    put_back = tuple(read_entry(item.data) for item in items if not item.outline)
    reached = office.journal.reached()
    behind = [Awaited(device, reached.get(device.id, 0) - device.chain.seq) for device in devices]
    awaited = tuple(one for one in behind if one.entries > 0)
    return EpochView(epoch, put_back, held, awaited, office.journal.is_behind(epoch))


def confirm_epoch(office: Office) -> Confirmed:
    """Let a restored server serve again, and judge what laptops have sent meanwhile; all of it or nothing.

    Raises:
        UserError: if there is nothing to confirm.
    """
    now = office.clock.now()
    with office.database.write() as connection:
        epoch = load_epoch(connection, lock=True)
        if epoch.confirmed:
            raise UserError("There is nothing to confirm: the server was not restored, or that is confirmed already.")
        confirmed = _confirm(office, connection, epoch.number, now)
    hand_on_notes(office)
    settle_misfilings(office)
    return confirmed


def _confirm(office: Office, connection: Connection, epoch: int, at: datetime) -> Confirmed:
    save_epoch(connection, epoch, confirmed=True)
    forget_held(connection)
    office.journal.note_epoch(connection, epoch, at, confirmed=True)
    held = load_held(connection)
    requests = [(push.device, request) for push in held if (request := _read(push)) is not None]
    # Each laptop's chain in its order; requests without entries, which only bring notes, come first.
    requests.sort(key=lambda one: (one[0], one[1].entries[0].seq if one[1].entries else 0))
    done = [_take(office, connection, device, request) for device, request in requests]
    remove_held(connection)
    note_everything(connection)
    return Confirmed(epoch, sum(done), len(held) - sum(done))


def _read(push: HeldPush) -> PushRequest | None:
    """A request as it came; None where this version, newer or older than that which kept it, cannot read it."""
    try:
        return PushRequest.model_validate_json(push.request)
    except ValidationError:
        return None


def _take(office: Office, connection: Connection, device: DeviceId, request: PushRequest) -> bool:
    try:
        with part_of(connection):
            take_within(office, connection, device, request)
    except DatabaseUnavailable:
        raise
    except Exception:
        # One batch that cannot be taken, whyever, must not hold back everybody; its laptop has it still.
        return False
    return True
