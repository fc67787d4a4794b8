"""Enrolling laptops: a one-time code from the administrator against a key that the laptop proves to have."""

import base64
import binascii
import os
import secrets
from collections.abc import Sequence
from datetime import timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from casework.ledger.audit import AuditWhat
from casework.ledger.enrolment_code import ALPHABET, GROUP_LENGTH, GROUPS, bare_code
from casework.ledger.protocol import EnrolRequest, EnrolResponse, enrol_proof_bytes
from casework.records.identifier import DeviceId, StaffId, uuid7
from server.admission import stop_within
from server.key_file import load_box_public
from server.office import Office
from server.problem import CODE_REFUSED, RESTORING, Refused
from server.storage.agency import load_epoch
from server.storage.audit import AuditNote, add_notes
from server.storage.credential import Code, add_code, lock_code, remove_old_codes, use_code
from server.storage.database import Connection
from server.storage.device import Device, add_device, load_device

CODE_LIFE = timedelta(minutes=10)

_KEY_BYTES = 32


def make_code(
    office: Office,
    staff: StaffId,
    life: timedelta = CODE_LIFE,
    replaces: DeviceId | None = None,
    by: StaffId | None = None,
) -> str:
    """A new one-time code for a staff member's laptop, as it is written down. It is kept by its hash only.

    `replaces`: the device that the laptop was until it was restored from a backup or copied. `by`: who made it, if it
    was not the administrator: somebody themself, at the agency's sign-in.
    """
    groups = ["".join(_symbols()) for _ in range(GROUPS)]
    code = "-".join(groups)
    now = office.clock.now()
    with office.database.write() as connection:
        remove_old_codes(connection, now - timedelta(days=1))
        add_code(connection, bare_code(code), Code(staff, now + life, None, replaces))
        add_notes(
            connection, [AuditNote(by or office.agency.administrator, AuditWhat.CODE, staff, now, detail=replaces)]
        )
    return code


def _symbols() -> Sequence[str]:
    return [secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)]


def enrol(office: Office, request: EnrolRequest) -> EnrolResponse:
    """Enrol a laptop. The same laptop may ask again with the same code, in case the answer was lost.

    Raises:
        Refused: with one and the same answer for a code that is unknown, used up or too old, and a wrong proof.
    """
    public_key = _proven_key(request)
    now = office.clock.now()
    with office.database.write() as connection:
        epoch = load_epoch(connection)
        if not epoch.confirmed:
            raise Refused(RESTORING)
        code = lock_code(connection, bare_code(request.code))
        if code is None or code.expires_at <= now or code.replaces != request.previous:
            raise Refused(CODE_REFUSED)
        member = office.facts.load(connection).access.staff.get(code.staff)
        if member is None or not member.active:
            raise Refused(CODE_REFUSED)
        if code.device is not None:
            device = _again(connection, code.device, public_key)
        else:
            device = DeviceId(uuid7(now, os.urandom(10)))
            enrolled = Device(device, code.staff, public_key, now, replaces=code.replaces)
            add_device(connection, enrolled)
            if code.replaces is not None:
                # Whoever else has a copy of the old key is refused from now on.
                stop_within(office, connection, code.replaces)
            use_code(connection, bare_code(request.code), device)
            office.journal.note_enrolment(connection, enrolled)
            add_notes(connection, [AuditNote(code.staff, AuditWhat.ENROLLED, device, now, device, code.replaces)])
    return EnrolResponse(
        device=device,
        staff=code.staff,
        staff_name=member.name or "",
        agency=office.agency.name,
        server_key=base64.b64encode(office.key.public_key().public_bytes_raw()).decode(),
        box_key=base64.b64encode(load_box_public(office.settings.folder)).decode(),
        epoch=epoch.number,
        server_time=now,
    )


def _again(connection: Connection, device: DeviceId, public_key: bytes) -> DeviceId:
    known = load_device(connection, device)
    if known is None or known.public_key != public_key or known.stopped_at is not None:
        raise Refused(CODE_REFUSED)
    return device


def _proven_key(request: EnrolRequest) -> bytes:
    try:
        raw = base64.b64decode(request.public_key, validate=True)
        proof = base64.b64decode(request.proof, validate=True)
        if len(raw) != _KEY_BYTES:
            raise Refused(CODE_REFUSED)
        Ed25519PublicKey.from_public_bytes(raw).verify(proof, enrol_proof_bytes(request.code, request.public_key))
    except (binascii.Error, ValueError, InvalidSignature) as error:
        raise Refused(CODE_REFUSED) from error
    return raw
