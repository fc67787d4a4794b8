"""What the journeys of an office and its duty begin with, beside the agency: visits, plans, who is away."""

from datetime import date, datetime

from pydantic import JsonValue

from casework.records.identifier import RecordId, case_scope
from desktop.services.local_time import local
from tests.e2e.journey.agency import case_of, staff
from tests.e2e.journey.rig import Journey


def now_of(journey: Journey) -> datetime:
    """The time here, by the office's clock."""
    return local(journey.office.parts.clock.now())


def today_of(journey: Journey) -> date:
    """The day here, by the office's clock."""
    return now_of(journey).date()


def plan_visit(journey: Journey, key: str, starts: datetime, back_by: datetime | None = None, **more: str) -> RecordId:
    """A home visit of the worker, as the office has it; `back_by` where the office's clock is to watch it."""
    plan: dict[str, JsonValue] = {
        "sort": "home_visit_announced",
        "starts": starts.isoformat(),
        "staff": staff("W101"),
        **({"back_by": back_by.isoformat()} if back_by else {}),
        **more,
    }
    values: dict[str, JsonValue] = {"plan": plan, "state": {"status": "planned"}}
    return journey.office.write(case_scope(case_of(key)), "appointment", values)
