"""Which clocks run in a case: for each order that a standard is for, from when and until when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from casework.records.sentence.order import PREVENTIVE, OrderSort
from casework.records.sentence.requirement import RequirementSort
from casework.rules.calendar import Calendar
from casework.rules.standard.fact import CaseFacts, OrderFact
from casework.rules.standard.rule import Clock, Counted, Standard
from casework.rules.standard.tally import was_seen


@dataclass(frozen=True)
class Run:
    """A clock that runs: about what, from which day, until when, and from which moment where the hour is known.

    `counts_from`: the day from which on what was done counts, where that is earlier than the clock. `agreed`: for the
    day on which something was held, the day on which it is to be held again as was agreed there.
    """

    about: str
    start: date
    ends: date | None = None
    moment: datetime | None = None
    counts_from: date | None = None
    agreed: Mapping[date, date] = field(default_factory=dict)


def runs(rule: Standard, facts: CaseFacts, calendar: Calendar, today: date) -> Iterator[Run]:
    """The clocks of a rule in a case."""
    if rule.clock is Clock.LISTED:
        yield from _listed(facts)
    elif rule.clock is Clock.REQUESTED:
        yield from (Run(report.ident, report.requested_on) for report in facts.reports)
    elif rule.clock is Clock.MAPPA:
        if facts.mappa and facts.mappa.level == rule.mappa_level:
            yield Run("", facts.mappa.since, facts.closed_on)
    else:
        for order in facts.orders:
            if applies(rule, order):
                yield from _of_order(rule, order, facts, calendar, today)


def _of_order(rule: Standard, order: OrderFact, facts: CaseFacts, calendar: Calendar, today: date) -> Iterator[Run]:
    ends = _end_of(rule, order, facts)
    if rule.clock is Clock.BEGAN:
        yield Run(order.ident, order.began, ends, order.released_at)
    elif rule.clock is Clock.ENDED:
        if order.ends and not (rule.counts is Counted.ENDING and _goes_on(facts, order)):
            yield Run(order.ident, order.ends, counts_from=order.began)
    elif (day := _unseen_since(rule, order, facts, calendar)) and day < today:
        yield Run(order.ident, day, ends)


def _unseen_since(rule: Standard, order: OrderFact, facts: CaseFacts, calendar: Calendar) -> date | None:
    """By which day the person should have been seen, where nobody had seen them by then."""
    day = order.began
    for length in rule.unseen_for:
        day = length.after(day, calendar)
    met = since_release(facts, order.released_at).meetings
    seen = any(order.began <= one.on <= day for one in met if was_seen(one, rule.sorts))
    return None if seen else day


def since_release(facts: CaseFacts, moment: datetime | None) -> CaseFacts:
    """The facts without the meetings before a moment: whoever was seen in prison was not seen after release."""
    if moment is None:
        return facts
    return replace(facts, meetings=tuple(one for one in facts.meetings if moment <= one.at))


def _listed(facts: CaseFacts) -> Iterator[Run]:
    """From entry onto the list; while all orders are still to begin, from the first of them."""
    begins = min((order.began for order in facts.orders if order.sort not in PREVENTIVE), default=None)
    for listed in facts.listed:
        until = min((day for day in (listed.until, facts.closed_on) if day), default=None)
        agreed = {one.on: one.next_on for one in facts.reviews if one.as_asked and one.next_on}
        yield Run("", max(listed.since, begins) if begins else listed.since, until, agreed=agreed)


def applies(rule: Standard, order: OrderFact) -> bool:
    """Whether a rule is for this order: its sort and, where the rule names one, its requirement.

    A community payback order of which no requirement is recorded counts as one with supervision, and a community
    service order as one of unpaid work: too much is asked for rather than too little.
    """
    if order.sort not in rule.orders:
        return False
    if rule.requirement is None:
        return True
    if not order.requirements:
        is_service = order.sort is OrderSort.COMMUNITY_SERVICE
        return is_service is (rule.requirement is RequirementSort.UNPAID_WORK)
    return any(one.sort is rule.requirement for one in order.requirements)


def _end_of(rule: Standard, order: OrderFact, facts: CaseFacts) -> date | None:
    """When nothing more is asked for: the end of the order, of the requirement, or of the work."""
    over = [one.ended_on for one in order.requirements if one.sort is rule.requirement]
    days = [order.ends, facts.closed_on]
    if over and None not in over:
        days.append(max(day for day in over if day))
    return min((day for day in days if day), default=None)


def _goes_on(facts: CaseFacts, order: OrderFact) -> bool:
    """Whether the person is still supervised under another order when this one ends."""
    others = (one for one in facts.orders if one is not order and one.sort not in PREVENTIVE)
    return any(one.ends is None or (order.ends and one.ends > order.ends) for one in others)
