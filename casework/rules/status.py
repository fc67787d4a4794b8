"""What follows from where a person is: visits, letters, the decision about a review. Pure; the day is an argument.

Two people may have recorded different statuses. Nothing is cancelled or stopped by a guess: what one view alone says is
shown, and what would be worse if it were wrong (a letter to the dead) is held until the views agree.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.ledger.fold import RecordState
from casework.problem import Problem, about
from casework.records.check import check_value
from casework.records.contact.appointment import VISITS, Appointment, AppointmentStatus
from casework.records.file.incident_decision import IncidentCause, IncidentDecision
from casework.records.person.person import Person
from casework.records.person.status import PersonStatus, StatusSort
from casework.rules.day import day_of
from casework.rules.standing import field_standing
from casework.words import say

DIED = "The person has died."
"""The reason with which a death cancels what was planned. It is recorded, and compared: the same in every language."""

ASKS_ABOUT_VISITS = frozenset(
    {
        StatusSort.CUSTODY,
        StatusSort.RECALLED,
        StatusSort.HOSPITAL,
        StatusSort.WHEREABOUTS_UNKNOWN,
        StatusSort.TRANSFERRED,
    }
)
"""Where planned visits are asked about one by one: somebody may be visited in prison or in hospital."""

_IN_PRISON = frozenset({StatusSort.CUSTODY, StatusSort.RECALLED})


@dataclass(frozen=True)
class StatusView:
    """What is recorded of where somebody is. `others`: views of it that nobody has decided about.

    `entry` is the save that stands. `unreadable`: a newer version, or something that is not as it should be.
    """

    standing: PersonStatus | None = None
    others: tuple[PersonStatus, ...] = ()
    entry: str = ""
    unreadable: bool = False

    @property
    def sort(self) -> StatusSort:
        """Where the person is by what stands; somebody of whom nothing is recorded is in the community."""
        return self.standing.status if self.standing else StatusSort.COMMUNITY

    @property
    def sorts(self) -> frozenset[StatusSort]:
        """Where the person is by any view."""
        return frozenset({self.sort, *(other.status for other in self.others)})

    @property
    def two_views(self) -> bool:
        """Whether two people recorded it differently."""
        return bool(self.others) or self.unreadable

    @property
    def is_dead(self) -> bool:
        """Whether the person has died, by every view there is."""
        return self.sorts == {StatusSort.DEAD} and not self.unreadable

    @property
    def in_prison_since(self) -> date | None:
        """The first day since which any view says that the person is in custody; None where none says so."""
        views = [one for one in (self.standing, *self.others) if one and one.status in _IN_PRISON]
        return min((one.since for one in views), default=None)

    @property
    def may_be_dead(self) -> bool:
        """Whether any view says that the person has died, or one cannot be read."""
        return StatusSort.DEAD in self.sorts or self.unreadable


IN_COMMUNITY = StatusView()


def status_of(person: RecordState | None) -> StatusView:
    """Where a person is, from the person's record."""
    found = field_standing(person, "status") if person else None
    if found is None:
        return IN_COMMUNITY
    heads = (found.head, *found.others)
    readable = [head for head in heads if not check_value(Person.kind, "status", head.value)]
    views = [PersonStatus.model_validate(head.value) for head in readable if head.value is not None]
    # A status that was emptied again is the community; what cannot be read must not look like that.
    unreadable = len(readable) < len(heads)
    if not views:
        return StatusView(unreadable=unreadable)
    entry = next(head.entry for head in readable if head.value is not None)
    return StatusView(views[0], tuple(views[1:]), entry, unreadable)


def stays_planned(appointment: Appointment) -> bool:
    """Whether an appointment is still to come about: neither recorded nor cancelled."""
    return appointment.state is None or appointment.state.status is AppointmentStatus.PLANNED


def cancelled_by_death(appointments: Iterable[tuple[str, Appointment]], died_on: date) -> list[str]:
    """The appointments, by id, that a death cancels: planned for its day or later. Earlier ones are to be recorded."""
    return [ident for ident, one in appointments if stays_planned(one) and _is_from(one, died_on)]


def to_ask_about(appointments: Iterable[tuple[str, Appointment]], view: StatusView, now: datetime) -> list[str]:
    """The appointments to come, by id, that somebody decides about one by one because of where the person is.

    For most, visits to the home; where another service works with the person, every appointment.
    """
    if not view.sorts & ASKS_ABOUT_VISITS:
        return []
    everything = StatusSort.TRANSFERRED in view.sorts
    coming = [(ident, one) for ident, one in appointments if stays_planned(one) and one.plan and one.plan.starts >= now]
    return [ident for ident, one in coming if everything or (one.plan and one.plan.sort in VISITS)]


def cancelled_in_vain(appointments: Iterable[tuple[str, Appointment]], view: StatusView, now: datetime) -> list[str]:
    """What a death had cancelled and is still to come, by id, where the person is not dead after all.

    It is listed and planned again by somebody, never revived by itself.
    """
    if view.may_be_dead:
        return []
    return [ident for ident, one in appointments if _fell_to_death(one) and one.plan and one.plan.starts >= now]


def review_waits(view: StatusView, decisions: Sequence[IncidentDecision]) -> date | None:
    """The day of a death about which no senior has decided whether it is reviewed; None where nothing waits."""
    died = view.standing
    if died is None or died.status is not StatusSort.DEAD:
        return None
    decided = any(_decides(decision, died.since) for decision in decisions)
    return None if decided else died.since


def change_problems(before: StatusView, after: PersonStatus, reason: str, today: date) -> list[Problem]:
    """What is wrong with a new status, in sentences."""
    problems = []
    if after.since > today:
        problems.append(about("since", say("Since: the day has not come yet; correct it.")))
    taken_back = before.may_be_dead and after.status is not StatusSort.DEAD
    if (taken_back or before.two_views) and not reason.strip():
        why = say("how the death came to be recorded") if taken_back else say("why this view is the right one")
        problems.append(about("reason", say("Reason is missing: write {why}.", why=why)))
    return problems


def _is_from(appointment: Appointment, day: date) -> bool:
    return appointment.plan is None or day_of(appointment.plan.starts) >= day


def _fell_to_death(appointment: Appointment) -> bool:
    state = appointment.state
    return state is not None and state.status is AppointmentStatus.CANCELLED and state.reason == DIED


def _decides(decision: IncidentDecision, died_on: date) -> bool:
    """Whether a decision is about this death: one about another day was about one recorded by mistake.

    A date of death that is corrected asks again: too often rather than not at all.
    """
    made = decision.decision
    same = decision.happened_on == died_on
    return decision.cause is IncidentCause.DEATH and made is not None and same and made.on >= died_on
