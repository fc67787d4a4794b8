"""The announcement of a newer version: a signed file. It is believed by its signature alone, and installs nothing.

An older version is never announced as newer: what somebody replays changes nothing.
"""

import json
import re
import time
from typing import Annotated, Any

import httpx2
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from casework.errors import Damaged
from casework.words import say
from desktop.settings import is_safe_address
from desktop.signature import NotSigned, check
from desktop.sync.channel import Office, plain_network_faults, trust_of
from desktop.sync.fault import AddressRefused, AnswerGarbled, OfficeSlow

PURPOSE = "update"
_LONGEST_BYTES = 64 * 1024
_NUMBER = r"^\d{1,5}\.\d{1,5}\.\d{1,5}$"


class PackageFile(BaseModel):
    """One file of a release."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str = Field(pattern=r"^[A-Za-z0-9._+~-]{1,200}$")
    size_bytes: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Announcement(BaseModel):
    """A release: its version, its day, its files."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: Annotated[str, Field(pattern=_NUMBER)]
    released: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    files: tuple[PackageFile, ...] = Field(max_length=100)


class NotAnnounced(Damaged):
    """What lies there is no announcement that counts."""


def read_announcement(data: bytes, public: bytes) -> Announcement:
    """What a signed announcement says. ``public``: raw Ed25519 key, 32 bytes.

    Raises:
        NotAnnounced: if it is not signed with that key, was altered, or is none.
    """
    try:
        values: Any = json.loads(data)
        if not isinstance(values, dict):
            raise ValueError
        check(values, PURPOSE, public)
        return Announcement.model_validate(values)
    except NotSigned as error:
        raise NotAnnounced(
            say("The announcement of a new version does not count. {sentence}", sentence=error.sentence)
        ) from None
    except (ValueError, RecursionError, ValidationError):
        raise NotAnnounced(say("The announcement of a new version cannot be understood.")) from None


def fetch_announcement(office: Office, public: bytes) -> Announcement:
    """Fetch an announcement from its address and check it, within the patience of an answer: the sync waits behind it.

    Raises ``NotAnnounced`` and the faults of every call.
    """
    if not is_safe_address(office.url):
        raise AddressRefused
    client = httpx2.Client(verify=trust_of(office), timeout=office.patience.connect_s)
    deadline, data = time.monotonic() + office.patience.answer_s, bytearray()
    with plain_network_faults(), client, client.stream("GET", office.url) as response:
        if response.status_code != httpx2.codes.OK:
            raise AnswerGarbled
        for piece in response.iter_raw():
            data += piece
            if len(data) > _LONGEST_BYTES:
                raise AnswerGarbled
            if time.monotonic() > deadline:
                raise OfficeSlow
    return read_announcement(bytes(data), public)


def is_newer(announced: str, running: str) -> bool:
    """Whether one version (three numbers) comes after another. One that is not of that form is never newer."""
    if not re.match(_NUMBER, announced) or not re.match(_NUMBER, running):
        return False
    first, second = (tuple(map(int, text.split("."))) for text in (announced, running))
    return first > second
