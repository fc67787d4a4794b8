"""Whether the person at the keyboard is in the middle of something: out on a visit, or writing."""

from collections import defaultdict
from datetime import datetime, timedelta

from casework.records.contact.check_in import CheckIn, CheckInStep
from casework.rules.check_in import visit_standing
from casework.rules.standing import read_record
from desktop.store.tables import Tables

WRITTEN_LATELY = timedelta(hours=1)
"""What was begun and not touched for so long is no longer being written. Ours."""


def is_under_way(tables: Tables, now: datetime) -> bool:
    """Tell whether they are at a visit that they started, or have written on a draft lately. `now`: their clock."""
    if any(draft.kept_at > now - WRITTEN_LATELY for draft in tables.drafts.load_all()):
        return True
    identity, visits = tables.facts.load_identity(), defaultdict[str, list[CheckIn]](list)
    for state in tables.records.load_some({CheckIn.kind}, None):
        step = read_record(CheckIn, state)
        visits[step.appointment or ""].append(step)
    mine = (steps for steps in visits.values() if identity and _began(steps, identity.staff))
    return any(visit_standing(steps).is_out for steps in mine)


def _began(steps: list[CheckIn], staff: str) -> bool:
    return any(step.step is CheckInStep.STARTED and step.by == staff for step in steps)
