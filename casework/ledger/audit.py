"""What is noted of who did what: the sorts, what laptops report, and the server's signed checkpoints.

No content is ever noted: who, when, what, on which id, and a reason where one has to be given. Rows are chained by the
server; a checkpoint says how far the chain went and where it stood. Laptops keep the last one they were given and show
it again, so that a chain that was cut short or written anew does not go unnoticed.
"""

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from casework.ledger.message import Message, Part
from casework.records.part import Choice
from casework.words import say

MOST_EVENTS = 500
WHY_MOST = 500
_PLAIN = r"^[^\x00]*$"
_DOMAIN = b"doorstep/audit-checkpoint/v1\n"


class AuditWhat(Choice):
    """What somebody did. What a laptop may report of itself is in `OF_LAPTOPS`."""

    RECORDED = "recorded", say("Recorded something")
    SENT = "sent", say("Records of the case were sent to their laptop")
    ATTACHMENT = "attachment", say("Read an attachment")
    LOOKED_UP = "looked_up", say("Looked somebody up in an emergency")
    EMERGENCY = "emergency", say("Opened the case in an emergency")
    FIGURES = "figures", say("Asked for the figures of the whole agency")
    OPENED = "opened", say("Opened the case on the laptop")
    PRINTED = "printed", say("Printed")
    EXPORTED = "exported", say("Saved a copy outside Doorstep")
    SHOWN = "shown", say("Showed the person their copy")
    CODE = "code", say("A one-time code was made")
    ENROLLED = "enrolled", say("A laptop was enrolled")
    SIGN_IN_ASKED = "sign_in_asked", say("They were asked to sign in with the agency again")
    SIGNED_IN = "signed_in", say("Signed in with the agency again")
    VOUCHED = "vouched", say("Counted as signed in, on the administrator's word")
    STOPPED = "stopped", say("A laptop was stopped")
    LOSS_REPORT = "loss_report", say("Listed what a laptop held")
    LEFT = "left", say("Somebody's access was ended")
    RECOVERY_KEY = "recovery_key", say("A recovery key was made")
    RECOVERY_ASKED = "recovery_asked", say("A locked laptop asked for recovery")
    RECOVERED = "recovered", say("An officer put in a share to let somebody in again")
    BACKUP_KEY = "backup_key", say("A backup key was made")
    BACKED_UP = "backed_up", say("A backup was made")
    DESTROYED = "destroyed", say("Words were destroyed")
    RESTORED = "restored", say("The server was restored: later rows are lost")
    MISSING = "missing", say("Rows were found to be missing")


OF_LAPTOPS = frozenset({AuditWhat.OPENED, AuditWhat.PRINTED, AuditWhat.EXPORTED, AuditWhat.SHOWN})
"""What happens on a laptop alone, with or without a connection."""

OF_NO_CASE = "service"
"""In the place of a case, where what left was of none: figures of a team, returns without names."""

NEEDS_REASON = frozenset({AuditWhat.PRINTED, AuditWhat.EXPORTED, AuditWhat.EMERGENCY})
"""What leaves the service's hands, or is outside one's own cases, is asked a reason for."""


class AuditEvent(Part):
    """Something that happened on a laptop: `at` by its clock, `id` so that it is noted once however often it is sent.

    `case`: `OF_NO_CASE` where it was of none. `record`: the record or document in question, where it was not the case
    as a whole.
    """

    id: str = Field(min_length=1, max_length=36, pattern=_PLAIN)
    at: AwareDatetime
    what: AuditWhat
    case: str = Field(max_length=36, pattern=_PLAIN)
    record: str = Field(default="", max_length=36, pattern=_PLAIN)
    why: str = Field(default="", max_length=WHY_MOST, pattern=_PLAIN)


class SignedCheckpoint(Part):
    """A checkpoint as its exact text, with the server's signature as base64."""

    data: str = Field(max_length=500)
    signature: str = Field(max_length=200, pattern=r"^[A-Za-z0-9+/=]*$")


class AuditRequest(Message):
    """What happened on the laptop since it last reported, and the last checkpoint that it was given."""

    events: list[AuditEvent] = Field(default_factory=list, max_length=MOST_EVENTS)
    checkpoint: SignedCheckpoint | None = None


class AuditResponse(Message):
    """The events that are noted now, by id; the newest checkpoint; whether the one that was shown still holds.

    `passed_over`: those that a laptop may not report, which need not be sent again. `epoch`: the server's at this time.
    """

    noted: list[str] = Field(default_factory=list, max_length=MOST_EVENTS)
    passed_over: list[str] = Field(default_factory=list, max_length=MOST_EVENTS)
    checkpoint: SignedCheckpoint | None = None
    holds: bool = True
    epoch: int = Field(default=0, ge=0)


class Checkpoint(BaseModel):
    """How far the chain went in an epoch, and the digest of its last row there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    epoch: int = Field(ge=0)
    place: int = Field(ge=0)
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    at: AwareDatetime


def can_follow(before: Checkpoint, after: Checkpoint, epoch: int) -> bool:
    """Whether a server in an epoch may give `after` to whoever was given `before`: further on, or after a restore."""
    if epoch > before.epoch:
        return True
    if after.epoch != before.epoch or after.place < before.place:
        return False
    return after.place > before.place or after.digest == before.digest


def read_checkpoint(key: Ed25519PublicKey, signed: SignedCheckpoint) -> Checkpoint | None:
    """A checkpoint, if the server of this key has signed it."""
    try:
        signature = base64.b64decode(signed.signature, validate=True)
        if not check_checkpoint(key, signed.data.encode(), signature):
            return None
        return Checkpoint.model_validate_json(signed.data)
    except (binascii.Error, ValueError):
        return None


def sign_checkpoint(key: Ed25519PrivateKey, data: bytes) -> bytes:
    """The server's signature (64 bytes) over the exact bytes of a checkpoint."""
    return key.sign(_DOMAIN + data)


def check_checkpoint(key: Ed25519PublicKey, data: bytes, signature: bytes) -> bool:
    """Whether the checkpoint is of the server whose key was pinned at enrolment."""
    try:
        key.verify(signature, _DOMAIN + data)
    except InvalidSignature:
        return False
    return True
