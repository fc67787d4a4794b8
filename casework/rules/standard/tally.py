"""What counts towards a standard, and on which days it was done."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime

from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import ATTENDED, Outcome
from casework.records.sentence.requirement import RequirementSort
from casework.rules.standard.fact import CaseFacts, Done, Meeting
from casework.rules.standard.rule import Counted, Standard

_NOT_ARRANGED = frozenset({Outcome.SERVICE, Outcome.EXCHANGED})
"""What the service itself did not let come about, and what was not with the person."""

BOTH = frozenset({Counted.ARRANGED, Counted.SEEN})
"""What is counted over meetings with the person, arranged and attended apart."""


def was_seen(meeting: Meeting, sorts: Collection[str] = ()) -> bool:
    """Whether the person was seen or spoken to, in one of these ways; in any where none is named."""
    return meeting.outcome in ATTENDED and _is_of(meeting.sort, sorts)


def was_arranged(meeting: Meeting, sorts: Collection[str] = ()) -> bool:
    """Whether the service arranged a meeting, in one of these ways, and did not cancel it (standards.md 94).

    A visit that was not announced is arranged by its very nature, but only once it was made or planned.
    """
    arranged = meeting.arranged or meeting.sort is ContactSort.HOME_UNANNOUNCED
    return arranged and not meeting.cancelled and meeting.outcome not in _NOT_ARRANGED and _is_of(meeting.sort, sorts)


def _is_of(sort: str, sorts: Collection[str]) -> bool:
    return not sorts or sort in sorts


def days_counted(rule: Standard, facts: CaseFacts, about: str) -> list[date]:
    """The days on which something that counts towards a rule was done or is arranged, in order."""
    return sorted(_DAYS[rule.counts](rule, facts, about))


def _arranged(rule: Standard, facts: CaseFacts, _: str) -> Iterable[date]:
    return (one.on for one in facts.meetings if was_arranged(one, rule.sorts))


def _seen(rule: Standard, facts: CaseFacts, _: str) -> Iterable[date]:
    return (one.on for one in facts.meetings if was_seen(one, rule.sorts))


def _reviews(rule: Standard, facts: CaseFacts, _: str) -> Iterable[date]:
    wanted = (one for one in facts.reviews if one.as_asked or not rule.as_asked)
    return (one.on for one in wanted if _is_of(one.sort, rule.sorts))


def _assessments(rule: Standard, facts: CaseFacts, _: str) -> Iterable[date]:
    return (one.on for one in facts.assessments if _is_of(one.sort, rule.sorts))


def _of_order(done: Iterable[Done], about: str) -> Iterable[date]:
    return (one.on for one in done if not one.order or one.order == about)


def _work(_: Standard, facts: CaseFacts, about: str) -> Iterable[date]:
    found = (one for order in facts.orders if order.ident == about for one in order.requirements)
    return (one.begun_on for one in found if one.sort is RequirementSort.UNPAID_WORK and one.begun_on)


def _reports(_: Standard, facts: CaseFacts, about: str) -> Iterable[date]:
    return (one.submitted_on for one in facts.reports if one.ident == about and one.submitted_on)


def _attempts(_: Standard, facts: CaseFacts, __: str) -> Iterable[date]:
    """Attempts that are written down with a failure, and contacts that were made or tried.

    That somebody waited at the office for a person who did not come is no attempt to reach them.
    """
    tried = [day for one in facts.failures for day in one.attempts]
    recorded = (one for one in facts.meetings if one.recorded and one.outcome not in _NOT_ARRANGED)
    return [*tried, *(one.on for one in recorded if one.sort is not ContactSort.OFFICE or was_seen(one))]


def first_at(rule: Standard, facts: CaseFacts, since: date) -> datetime | None:
    """The moment at which what counts first took place from a day on; None where the rule counts no meetings."""
    if rule.counts not in BOTH:
        return None
    counts = was_seen if rule.counts is Counted.SEEN else was_arranged
    return min((one.at for one in facts.meetings if one.on >= since and counts(one, rule.sorts)), default=None)


def _plans(_: Standard, facts: CaseFacts, about: str) -> Iterable[date]:
    return _of_order(facts.plans, about)


def _questionnaires(_: Standard, facts: CaseFacts, about: str) -> Iterable[date]:
    return _of_order(facts.questionnaires, about)


def _reported(_: Standard, facts: CaseFacts, about: str) -> Iterable[date]:
    return _of_order(facts.reported, about)


def _ending(_: Standard, facts: CaseFacts, __: str) -> Iterable[date]:
    return [facts.closed_on] if facts.closed_on else []


def _mappa_meetings(_: Standard, facts: CaseFacts, __: str) -> Iterable[date]:
    return (one.on for one in facts.mappa_meetings)


_DAYS: dict[Counted, Callable[[Standard, CaseFacts, str], Iterable[date]]] = {
    Counted.ARRANGED: _arranged,
    Counted.SEEN: _seen,
    Counted.REVIEW: _reviews,
    Counted.ASSESSMENT: _assessments,
    Counted.PLAN: _plans,
    Counted.WORK: _work,
    Counted.REPORT: _reports,
    Counted.QUESTIONNAIRE: _questionnaires,
    Counted.ATTEMPT: _attempts,
    Counted.REPORTED: _reported,
    Counted.ENDING: _ending,
    Counted.MAPPA_MEETING: _mappa_meetings,
}
