"""An invented report of a lost laptop, with forty people on it."""

from datetime import UTC, datetime

from casework.records.identifier import CaseId, DeviceId
from server.loss import LossReport, LostCase

AT = datetime(2026, 7, 5, 23, 30, tzinfo=UTC)
CASES = tuple(
    LostCase(
        case=CaseId(f"00000000-0000-7000-8000-{number:012d}"),
        person=f"Robin Exampleton-{number}",
        born=None if number % 7 == 0 else AT.date(),
        restricted=number % 3 == 0,
        purging=number % 5 == 0,
        protected=("Mo Example",) if number % 3 == 0 else (),
        household=("Kit Exampleton (child)",) if number % 2 else (),
    )
    for number in range(40)
)


def report(stopped: datetime | None = None, unsent: int = 2, cases: tuple[LostCase, ...] = CASES) -> LossReport:
    return LossReport(
        device=DeviceId("00000000-0000-7000-8000-00000000000d"),
        whose="Una Inventedname",
        enrolled_at=AT,
        seen_at=AT,
        stopped_at=stopped,
        wiped_at=None,
        lease_until=None,
        unsent=unsent,
        unsaved=1,
        cases=cases,
    )
