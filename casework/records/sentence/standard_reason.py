"""Why a standard was not kept: one of the national reasons (CJSW statistics 2016-17, tables 16 and 18).

Which of them lie with the service and which do not stands in a table of rules, not here.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.file.ending import RuleRef
from casework.records.merge import DECIDE, ONCE
from casework.records.part import STAFF, Choice, Link, Prose
from casework.records.record import Record, register
from casework.words import say

ID_MAX = 64


class NationalReason(Choice):
    """Why something was not done in time, as the national statistics ask for it."""

    DID_NOT_COME = "did_not_turn_up", say("The person did not turn up")
    ILL = "ill", say("Ill")
    CUSTODY = "in_custody", say("In custody")
    ON_ORDER = "currently_on_order", say("Already on an order")
    EMPLOYED = "paid_employment", say("Paid employment")
    OTHER_PERSON = "other_client_based", say("Another reason that lies with the person")
    NO_WORKER = "social_worker_not_available", say("Social worker not available")
    NO_WORK = "suitable_work_not_available", say("Suitable work not available")
    LATE_CONTACT = "first_contact_late", say("First contact was late")
    OTHER_SERVICE = "other_not_client_based", say("Another reason that does not lie with the person")
    NOT_APPLICABLE = "not_known_or_not_applicable", say("Not known or not applicable")


@register
class StandardReason(Record):
    """Why one standard was not kept in one case, for one stretch of time."""

    kind: ClassVar[str] = "standard_reason"
    title: ClassVar[str] = say("Reason why a standard was not kept")
    required: ClassVar[frozenset[str]] = frozenset({"rule", "since", "reason", "recorded_by", "recorded_on"})

    rule: Annotated[RuleRef | None, ONCE] = Field(default=None, title=say("Standard"))
    about: Annotated[
        str | None,
        Field(min_length=1, max_length=ID_MAX),
        ONCE,
        Link(("order", "home_background_report")),
    ] = Field(default=None, title=say("Order, licence or report"))
    since: Annotated[date | None, ONCE] = Field(default=None, title=say("The time ran from"))
    reason: Annotated[NationalReason | None, DECIDE] = Field(default=None, title=say("Reason"))
    words: Annotated[Prose | None, DECIDE] = Field(default=None, title=say("In more words"))
    recorded_by: Annotated[str | None, Field(min_length=1, max_length=ID_MAX), ONCE, STAFF] = Field(
        default=None, title=say("Recorded by")
    )
    recorded_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Recorded on"))
