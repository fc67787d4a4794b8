"""The messages by which a senior stops a lost or stolen laptop: `/sync/v1/laptops` and `/sync/v1/stop`.

Whoever may be on duty may do so at any hour, for anybody's laptop: it takes nothing from anybody that a new one-time
code does not give back. The answer names whose records were on it, for the report of the loss.
"""

from datetime import date, datetime

from pydantic import Field

from casework.ledger.message import Message, Part
from casework.records.identifier import DeviceId, StaffId

MOST_LAPTOPS = 50
MOST_PEOPLE = 1000
REASON_MOST = 500
_PLAIN = r"^[^\x00]*$"


class LaptopsRequest(Message):
    """Whose laptops."""

    staff: StaffId = Field(max_length=64)


class LaptopLine(Part):
    """A laptop that the office still serves. `seen_at` is None where it has not been here since it was enrolled.

    `unsent`: how many records it had not sent when it was here last; `cases`: how many it holds.
    """

    device: DeviceId = Field(max_length=64)
    enrolled_at: datetime
    seen_at: datetime | None = None
    unsent: int = 0
    cases: int = 0


class LaptopsResponse(Message):
    """The laptops of somebody that are not stopped; none where the asker may stop none."""

    laptops: list[LaptopLine] = Field(default_factory=list, max_length=MOST_LAPTOPS)


class StopRequest(Message):
    """Which laptop, and what has happened to it."""

    device: DeviceId = Field(max_length=64)
    reason: str = Field(min_length=1, max_length=REASON_MOST, pattern=_PLAIN)


class HeldPerson(Part):
    """Somebody whose records are, or may still be, on the laptop. `restricted`: the restricted part of them, too."""

    name: str = Field(default="", max_length=400)
    born: date | None = None
    restricted: bool = False


class StopResponse(Message):
    """Whether the laptop is stopped now, and whose records were on it.

    `others`: how many more, in cases that are closed to the asker: the administrator names them.
    """

    stopped: bool
    people: list[HeldPerson] = Field(default_factory=list, max_length=MOST_PEOPLE)
    others: int = 0
