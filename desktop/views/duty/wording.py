"""What the duty desk says of itself and of each thing on it. Pure."""

from desktop.services.duty_desk import DutyDesk, DutyItem, DutySort
from desktop.views import wording
from desktop.views.partials.list_delegate import RowLook
from desktop.views.person_look import badge_of, warning_words

OPENS = {
    DutySort.OVERDUE: "Ring, then close the visit",
    DutySort.NOT_TOLD: "Ring, then write that you told them",
    DutySort.CONCERN: "Open the concern",
    DutySort.DISCUSS: "Read it, then answer",
    DutySort.HELD_BACK: "Release or refuse",
    DutySort.CONFLICT: "Decide between the two",
    DutySort.TO_READ: "Read it",
    DutySort.DEATH: "Decide",
}
"""What opening a thing leads to."""

NO_ROTA = "Nobody is on duty by the rota on this laptop. Ask the administrator to import it."


def row_of(item: DutyItem, desk: DutyDesk) -> RowLook:
    """How a thing looks in the queue."""
    waited = wording.duration_words(desk.now - item.since)
    overdue = item.sort is DutySort.OVERDUE
    urgent = overdue or item.sort is DutySort.NOT_TOLD
    title = f"{item.sort.words}, {waited} late" if overdue else item.sort.words
    return RowLook(
        key=item.key,
        name=f"{title}: {item.person.name}",
        detail=wording.born_words(item.person.born, desk.today),
        second=f"{item.detail} {OPENS[item.sort]}: Enter.",
        badge=badge_of(item.person.risk, short=True),
        chips=warning_words(item.person),
        trailing="" if overdue else f"Waits {waited}",
        urgent=urgent,
        alarm=urgent,
    )


def rota_words(desk: DutyDesk) -> str:
    """Who is on duty, until when, and how old the rota is."""
    if desk.duty is None:
        return NO_ROTA
    until = wording.day_and_time(desk.duty.until, desk.today)
    number = f", {desk.duty.telephone}" if desk.duty.telephone else ""
    came = f" Rota of {wording.day_and_time(desk.rota_from, desk.today)}." if desk.rota_from else ""
    return f"On duty: {desk.duty.name}{number}, until {until}.{came}"


def count_words(desk: DutyDesk) -> str:
    """How much there is, and how long the oldest has waited."""
    oldest = min((item.since for item in desk.items), default=desk.now)
    waited = wording.duration_words(desk.now - oldest)
    return f"{wording.counted(len(desk.items), 'matter')}, the oldest has waited {waited}."
