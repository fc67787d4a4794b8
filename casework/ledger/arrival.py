"""The messages by which whoever gives cover asks how far it has come: `/sync/v1/arrival`.

Only the laptop's own word counts as arrived: what was sent may lie on the way. Nothing is said of a case in which the
asker gives no cover, nor of anybody who works on none of the cases asked about.
"""

from datetime import datetime

from pydantic import Field

from casework.ledger.message import Message, Part
from casework.records.identifier import CaseId, StaffId
from casework.records.part import Choice
from casework.words import say

MOST_CASES = 300
MOST_STAFF = 60


class Arrived(Choice):
    """How much of a case somebody's laptops have said themselves to hold."""

    NOTHING = "nothing", say("Not yet")
    EARLIER = "earlier", say("Without what came in since")
    ALL = "all", say("All of it")


class ArrivalRequest(Message):
    """Which cases, and whose laptops."""

    cases: list[CaseId] = Field(max_length=MOST_CASES)
    staff: list[StaffId] = Field(max_length=MOST_STAFF)


class CaseArrival(Part):
    """One case on the laptops of one member of staff who may hold it at present."""

    case: CaseId = Field(max_length=36)
    staff: StaffId = Field(max_length=64)
    arrived: Arrived


class LaptopSeen(Part):
    """When the laptops of somebody reached the office last, and how much they then said they had not sent.

    `seen_at` is right to ten minutes; None where no laptop of theirs ever reached it, or all are stopped.
    """

    staff: StaffId = Field(max_length=64)
    seen_at: datetime | None = None
    unsent: int = 0


class ArrivalResponse(Message):
    """What may be said, in the order of the question."""

    cases: list[CaseArrival] = Field(default_factory=list, max_length=MOST_CASES * MOST_STAFF)
    laptops: list[LaptopSeen] = Field(default_factory=list, max_length=MOST_STAFF)
