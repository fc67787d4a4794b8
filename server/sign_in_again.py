"""Signing in with the agency again: who did, who is asked to, and whom the administrator vouches for."""

import logging
from dataclasses import replace
from datetime import datetime

from casework.ledger.audit import AuditWhat
from casework.ledger.signin import SignInAgainResponse, SignInRequest
from casework.records.identifier import DeviceId, StaffId
from server.admission import current_device
from server.office import Office
from server.problem import SIGN_IN_REFUSED, Refused
from server.sign_in_due import due_after
from server.signin import who_signed_in
from server.storage.audit import AuditNote, add_notes
from server.storage.database import Connection
from server.storage.device import Device, load_device, load_devices
from server.storage.sign_in import SignedIn, load_signed_in, save_signed_in

_log = logging.getLogger("doorstep.server")


def take_sign_in_again(office: Office, device: DeviceId, request: SignInRequest) -> SignInAgainResponse:
    """Go on giving a laptop records, because its own person has signed in.

    Raises:
        Refused: with one answer for whatever does not hold and whoever else it was; another if the provider is silent.
    """
    staff = who_signed_in(office, request)
    with office.database.write() as connection:
        found = current_device(connection, device, lock=True)
        if found.staff != staff:
            _log.info("sign-in refused: not the laptop's own person")
            raise Refused(SIGN_IN_REFUSED)
        return SignInAgainResponse(by=_renew(office, connection, found, staff, AuditWhat.SIGNED_IN))


def ask_again(office: Office, staff: StaffId | None, days: int) -> int:
    """Ask somebody, or everybody, to sign in within so many days of their laptop hearing of it; how many laptops."""
    with office.database.write() as connection:
        laptops = [one for one in load_devices(connection) if _is_asked(one, staff)]
        for one in laptops:
            row = load_signed_in(connection, one.id)
            sooner = days if row.asked_days is None else min(days, row.asked_days)
            save_signed_in(connection, one.id, replace(row, asked_days=sooner))
        by, now = office.agency.administrator, office.clock.now()
        detail = f"within {days} days"
        notes = [AuditNote(by, AuditWhat.SIGN_IN_ASKED, one.id, now, detail=detail) for one in laptops]
        add_notes(connection, notes)
    return len(laptops)


def vouch(office: Office, device: DeviceId, reason: str) -> bool:
    """Count somebody as signed in whom the administrator knows; False if there is no such laptop."""
    with office.database.write() as connection:
        found = load_device(connection, device, lock=True)
        if found is None or not _is_asked(found, None):
            return False
        _renew(office, connection, found, office.agency.administrator, AuditWhat.VOUCHED, reason)
    return True


def _renew(
    office: Office, connection: Connection, device: Device, by: StaffId, what: AuditWhat, why: str | None = None
) -> datetime | None:
    now = office.clock.now()
    row = SignedIn(at=now)
    row = replace(row, due=due_after(office.settings, device, row, now))
    save_signed_in(connection, device.id, row)
    own = device.id if what is AuditWhat.SIGNED_IN else None
    add_notes(connection, [AuditNote(by, what, device.id, now, own, why=why)])
    return row.due


def _is_asked(device: Device, staff: StaffId | None) -> bool:
    return device.stopped_at is None and staff in {None, device.staff}
