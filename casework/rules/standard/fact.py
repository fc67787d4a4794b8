"""What the standards of one case follow from: plain values, gathered from its records (`gather.py`)."""

from dataclasses import dataclass
from datetime import date, datetime

from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import Outcome
from casework.records.contact.frequency import FrequencySort
from casework.records.person.status import StatusSort
from casework.records.sentence.order import OrderSort
from casework.records.sentence.requirement import RequirementSort
from casework.records.sentence.standard_reason import NationalReason


@dataclass(frozen=True)
class RequirementFact:
    """One requirement of an order, when its work began and when it was over."""

    sort: RequirementSort
    starts: date | None = None
    ended_on: date | None = None
    begun_on: date | None = None


@dataclass(frozen=True)
class OrderFact:
    """An order or licence. `began`: imposed, or released on licence; `released_at` where the hour is known."""

    ident: str
    sort: OrderSort
    began: date
    ends: date | None = None
    released_at: datetime | None = None
    requirements: tuple[RequirementFact, ...] = ()


@dataclass(frozen=True)
class Meeting:
    """An appointment with what became of it, or a contact nobody had arranged. `at` is aware, `on` its day here.

    `outcome` is None while no contact is recorded. `ident` is the contact's, else the appointment's.
    """

    ident: str
    at: datetime
    on: date
    sort: ContactSort
    arranged: bool
    outcome: Outcome | None = None
    cancelled: bool = False
    recorded: bool = False


@dataclass(frozen=True)
class Done:
    """Something that was done on a day: of what sort, for which order ("" for any), and when it is to be done again.

    `as_asked`: a review that is closed as held the way the standard asks, with a senior and what the person says.
    """

    ident: str
    on: date
    sort: str = ""
    order: str = ""
    as_asked: bool = False
    next_on: date | None = None


@dataclass(frozen=True)
class ReportFact:
    """A report: when it was asked for, and when it went off."""

    ident: str
    requested_on: date
    submitted_on: date | None = None


@dataclass(frozen=True)
class ReasonFact:
    """Why a standard was not kept, by which rule, about what, for the time that ran from a day."""

    rule: str
    about: str
    since: date
    reason: NationalReason


@dataclass(frozen=True)
class Listed:
    """A time on the high-risk list; without `until` it goes on."""

    since: date
    until: date | None = None


@dataclass(frozen=True)
class Away:
    """Where every view of the person's status says that they are, since a day (the latest of the views)."""

    sort: StatusSort
    since: date


@dataclass(frozen=True)
class Mappa:
    """The MAPPA level that stands ("level_1", …), since a day."""

    level: str
    since: date


@dataclass(frozen=True)
class Frequency:
    """How often contact is planned."""

    ident: str
    sort: FrequencySort
    every_days: int
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Failure:
    """A failure to attend with what was done about it. `contact`: the contact or appointment, "" where none is named.

    `attempts`: the days on which somebody tried to reach the person. `acceptable`: as was decided, None while nothing
    is. `acted`: a warning, a breach or that nothing more is done, where it was not acceptable.
    """

    ident: str
    on: date
    contact: str = ""
    attempts: tuple[date, ...] = ()
    explained: bool = False
    acceptable: bool | None = None
    letter_on: date | None = None
    acted: bool = False


@dataclass(frozen=True)
class CaseFacts:
    """One case. `kept_from`: what fell due before is not counted here: the case was elsewhere, or not recorded here.

    `closed_on`: the end of the work, where it ended.
    """

    orders: tuple[OrderFact, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    reviews: tuple[Done, ...] = ()
    assessments: tuple[Done, ...] = ()
    plans: tuple[Done, ...] = ()
    questionnaires: tuple[Done, ...] = ()
    reported: tuple[Done, ...] = ()
    mappa_meetings: tuple[Done, ...] = ()
    reports: tuple[ReportFact, ...] = ()
    reasons: tuple[ReasonFact, ...] = ()
    failures: tuple[Failure, ...] = ()
    frequencies: tuple[Frequency, ...] = ()
    listed: tuple[Listed, ...] = ()
    away: Away | None = None
    mappa: Mappa | None = None
    kept_from: date | None = None
    closed_on: date | None = None
