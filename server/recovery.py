"""Letting somebody in again who forgot their passphrase: a laptop asks, two officers answer, each with their share.

No program here ever has more than one half of a store key, and that only while it is sealed again to the laptop
(`casework.ledger.recovery`). Whoever asks is told the same, known or not.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pydantic import ValidationError

from casework.errors import UserError
from casework.ledger.audit import AuditWhat
from casework.ledger.recovery import (
    OFFICERS,
    RecoveryAnswer,
    RecoveryQuestion,
    RecoveryRequest,
    RecoveryTaken,
    pass_half,
    plain_code,
    read_share,
    request_code,
)
from casework.records.identifier import SERVER_DEVICE, DeviceId, StaffId
from casework.records.staff.staff import SENIORS, StaffRole
from server.administration import Administration
from server.office import Office
from server.problem import RESTORING, Refused
from server.storage.agency import load_epoch
from server.storage.audit import AuditNote, add_notes
from server.storage.database import Connection
from server.storage.device import load_device, load_replacing
from server.storage.recovery import (
    Asked,
    add_request,
    load_request,
    load_requests_of,
    lock_requests,
    remove_request,
    remove_requests,
    save_half,
)

REQUEST_LIFE = timedelta(days=1)
"""How long officers have to answer; then the laptop asks again."""

MOST_UNANSWERED = 4
"""Of one laptop. A forgetful person asks once; a second request is somebody's who began anew, or somebody else's."""

OFFICER_ROLES = SENIORS | {StaffRole.ADMINISTRATOR}
"""Who may be an officer: whoever answers for others' access anyway."""

_NO_OFFICER = (
    "Shares are put in by administrators, seniors and service managers. If the share is theirs all the same, make "
    "another recovery key with two of those: doorstep-server recovery-key make --again."
)
_LEAST_REASON = 10


@dataclass(frozen=True)
class Giving:
    """What an officer gives: the code they heard, who they are, their share as they typed it, and why."""

    code: str
    officer: str
    share: str = field(repr=False)
    reason: str


@dataclass(frozen=True)
class Waiting:
    """A request that is open: whose laptop asks, since when, how many shares are in. Not its code: that is heard.

    `others`: how many other requests of the same laptop wait for an officer, though a person asks once.
    """

    staff: StaffId
    device: DeviceId
    asked_at: datetime
    given: int
    others: int


def take_request(office: Office, request: RecoveryRequest) -> RecoveryTaken:
    """Keep the request of a laptop that is served; one that nobody knows, or that was stopped, waits for nothing.

    Whoever knows a laptop's id may ask in its name, so nothing that was asked makes way for what is asked later while
    an officer has answered it, and of the rest the latest few stand side by side: the code says which is meant.
    """
    now, name = office.clock.now(), request.name()
    with office.database.write() as connection:
        _check_served(connection)
        remove_requests(connection, now - REQUEST_LIFE)
        known = load_device(connection, DeviceId(request.device), lock=True)
        if known is None or known.id == SERVER_DEVICE or not _is_served(connection, known.id):
            return RecoveryTaken()
        asked = load_requests_of(connection, known.id)
        if name in {one.name for one in asked}:
            return RecoveryTaken()
        unanswered = [one for one in asked if not one.halves]
        if len(unanswered) >= MOST_UNANSWERED:
            # Noted already as often as anybody will read.
            remove_request(connection, unanswered[0].name)
        else:
            detail = name[:16]
            add_notes(connection, [AuditNote(known.staff, AuditWhat.RECOVERY_ASKED, known.id, now, known.id, detail)])
        add_request(connection, Asked(known.id, name, request.model_dump_json(), now, {}))
    return RecoveryTaken()


def answer_question(office: Office, question: RecoveryQuestion) -> RecoveryAnswer:
    """What officers have given so far, sealed to the laptop that asked."""
    with office.database.read() as connection:
        _check_served(connection)
        found = load_request(connection, question.request)
        if found is None or not _is_served(connection, found.device):
            return RecoveryAnswer()
    halves = {number: half for number, (half, _) in found.halves.items()}
    return RecoveryAnswer(first=halves.get(1, ""), second=halves.get(2, ""))


def waiting_requests(office: Office) -> list[Waiting]:
    """The requests that are open, the oldest first."""
    with office.database.write() as connection:
        found = _open(office, connection)
        return [_waiting(connection, one, found) for one in found]


def find_waiting(office: Office, code: str) -> Waiting:
    """The open request of a code, to be shown to an officer before they give anything. Raises `UserError`."""
    with office.database.write() as connection:
        found = _open(office, connection)
        return _waiting(connection, _of_code(found, code), found)


def give_share(office: Office, giving: Giving) -> int:
    """Seal one half to the laptop that asked, with one officer's share; returns how many are in. Noted with its reason.

    Raises:
        UserError: in words, if the code, the share or the officer will not do. Nothing is changed then.
    """
    officer = _officer(office, giving.officer)
    if len(giving.reason.strip()) < _LEAST_REASON:
        raise UserError("Say why in a sentence: who rang, and how you know that it was them.")
    number, share = read_share(giving.share)
    now = office.clock.now()
    with office.database.write() as connection:
        one = _of_code(_open(office, connection), giving.code)
        _check_officer(connection, one, officer, number)
        if office.facts.load(connection).access.role(officer) not in OFFICER_ROLES:
            raise UserError(_NO_OFFICER)
        save_half(connection, one.name, number, pass_half(_request(one), number, share), officer)
        detail = f"share {number} for {one.name[:16]}"
        add_notes(connection, [AuditNote(officer, AuditWhat.RECOVERED, one.device, now, None, detail, giving.reason)])
        return len(one.halves | {number: ("", officer)})


def _officer(office: Office, person: str) -> StaffId:
    administration = Administration(office)
    staff = administration.find_person(person)
    if not next(member.staff.active for member in administration.members() if member.id == staff):
        raise UserError("They do not work here any more.")
    return staff


def _check_officer(connection: Connection, one: Asked, officer: StaffId, number: int) -> None:
    if officer == _staff_of(connection, one.device):
        raise UserError("Nobody lets themself in: the laptop is this officer's own. Ask two others.")
    given = {by: put_in for put_in, (_, by) in one.halves.items()}
    if given.get(officer, number) != number:
        raise UserError("This officer has put in the other share. The second share is for somebody else to put in.")
    # Else one could have theirs put in again under another name, and then put in the other one, too.
    if number in one.halves and one.halves[number][1] != officer:
        raise UserError("This share has been put in already, by somebody else. The other share is asked for now.")


def _waiting(connection: Connection, one: Asked, found: list[Asked]) -> Waiting:
    others = [it for it in found if it.device == one.device and it.name != one.name and len(it.halves) < len(OFFICERS)]
    return Waiting(_staff_of(connection, one.device), one.device, one.asked_at, len(one.halves), len(others))


def _check_served(connection: Connection) -> None:
    """Raises `Refused` while the server is being restored: it may not know yet which laptops were stopped."""
    if not load_epoch(connection).confirmed:
        raise Refused(RESTORING)


def _open(office: Office, connection: Connection) -> list[Asked]:
    """Requests that still can be answered, of laptops that are served."""
    since = office.clock.now() - REQUEST_LIFE
    found = [one for one in lock_requests(connection) if one.asked_at >= since]
    return [one for one in found if _is_served(connection, one.device)]


def _of_code(requests: list[Asked], code: str) -> Asked:
    wanted = plain_code(code)
    for one in requests:
        if plain_code(request_code(one.name)) == wanted:
            return one
    raise UserError(
        "No laptop asks with this code. Have it read out again, letter by letter; the laptop has to be connected, and "
        "its request is good for a day."
    )


def _request(one: Asked) -> RecoveryRequest:
    try:
        request = RecoveryRequest.model_validate_json(one.data)
    except ValidationError:
        raise UserError("The request was changed on this server. Look into who did that before you go on.") from None
    if request.name() != one.name:
        raise UserError("The request was changed on this server. Look into who did that before you go on.")
    return request


def _staff_of(connection: Connection, device: DeviceId) -> StaffId:
    known = load_device(connection, device)
    assert known is not None, "a request belongs to a laptop of the table"
    return known.staff


def _is_served(connection: Connection, device: DeviceId) -> bool:
    """Whether a laptop is, or what it became when it was restored: its slot has the id from before until it unlocks."""
    known = load_device(connection, device)
    if known is None:
        return False
    return known.stopped_at is None or any(_is_served(connection, one.id) for one in load_replacing(connection, device))
