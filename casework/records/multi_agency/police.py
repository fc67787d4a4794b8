"""What the police told us: notification requirements, and their visits (standards.md 137, 149, 2G).

These are the police's own matters. Dates are kept as they were told; nothing is worked out from them, and nothing here
says whether somebody complies.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import DECIDE, ONCE, TEXT
from casework.records.multi_agency.party import Party, RecordRef
from casework.records.part import LINE_MAX, Answer, Choice, Line, Link, Prose
from casework.records.record import Record, Value, register
from casework.records.telling import OPEN, WITHHELD, Telling
from casework.words import say


class NotificationPeriod(Value):
    """Since when somebody is subject to notification, and until when; `indefinite` where there is no end."""

    since: date = Field(title=say("Since"))
    until: date | None = Field(default=None, title=say("Until"))
    indefinite: bool = Field(default=False, title=say("Indefinite"))


@register
class SexOffenderNotification(Record):
    """That the person is subject to sex offender notification, as the police told it."""

    kind: ClassVar[str] = "sex_offender_notification"
    title: ClassVar[str] = say("Sex offender notification")
    required: ClassVar[frozenset[str]] = frozenset({"subject", "told_by", "told_on"})

    subject: Annotated[Answer | None, DECIDE, OPEN] = Field(default=None, title=say("Subject to notification"))
    period: Annotated[NotificationPeriod | None, DECIDE, OPEN] = Field(default=None, title=say("Period"))
    no_fixed_address: Annotated[Answer | None, DECIDE] = Field(default=None, title=say("Without a fixed address"))
    reference: Annotated[Annotated[str, Field(max_length=LINE_MAX)] | None, DECIDE, WITHHELD] = Field(
        default=None, title=say("Reference in ViSOR or MAPPS")
    )
    told_by: Annotated[Party | None, DECIDE, WITHHELD] = Field(default=None, title=say("Told by"))
    told_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Told on"))

    def problems(self) -> list[Problem]:
        """A period has an end or is indefinite, not both; and belongs to somebody who is subject."""
        period, found = self.period, []
        if period and period.until and period.until < period.since:
            found.append(about("period", say("Period: the last day is before the first; correct one of them.")))
        if period and period.until and period.indefinite:
            found.append(about("period", say("Period: it cannot both end and be indefinite; take one out.")))
        if period and self.subject is Answer.NO:
            found.append(
                about(
                    "period",
                    say("Period: the person is not subject to notification; take it out or correct the answer."),
                )
            )
        return found


class PoliceVisitSort(Choice):
    """What the police went for, as far as they say."""

    NOTIFICATION = "notification", say("Notification requirements")
    ENVIRONMENT = "environmental_risk_assessment", say("Environmental risk assessment")
    ORDER = "order", say("Order or bail conditions")
    OTHER = "other", say("Another purpose")


@register
class PoliceVisit(Record):
    """A visit of the police to the person that they told us of, made or planned."""

    kind: ClassVar[str] = "police_visit"
    title: ClassVar[str] = say("Police visit told to us")
    telling: ClassVar[Telling] = Telling.WITHHELD
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"on", "told_by", "told_on"})

    on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Day of the visit"))
    planned: Annotated[bool | None, DECIDE] = Field(default=None, title=say("Still to come"))
    sort: Annotated[PoliceVisitSort | None, DECIDE] = Field(default=None, title=say("Purpose"))
    address: Annotated[RecordRef | None, ONCE, Link(("address",))] = Field(default=None, title=say("Address"))
    told_by: Annotated[Party | None, DECIDE] = Field(default=None, title=say("Told by"))
    told_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Told on"))
    account: Annotated[Prose | None, TEXT] = Field(default=None, title=say("What they told us"))
    basis: Annotated[Line | None, DECIDE] = Field(default=None, title=say("Legal basis, as they gave it"))

    def problems(self) -> list[Problem]:
        """What was made cannot lie after the day on which it was told."""
        if self.on and self.told_on and self.told_on < self.on and not self.planned:
            return [
                about(
                    "on",
                    say(
                        "Day of the visit: it was told before that day; correct one of them, or say it is still to "
                        "come."
                    ),
                )
            ]
        return []
