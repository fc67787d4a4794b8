"""Contact as it was planned and as it took place, and what was planned and never recorded (standards.md 97, 99)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from casework.records.contact.appointment import CONTACT_SORT_WORDS, VISITS
from casework.records.contact.frequency import FrequencySort
from casework.records.file.ending import RuleRef
from casework.rules.day_words import plain_date
from casework.rules.due import Due
from casework.rules.standard.fact import CaseFacts, Frequency, Meeting
from casework.rules.standard.tally import was_seen
from casework.words import say, say_count

PLANNED = RuleRef(code="planned_contact", version=1)
"""By what contact as the case's workers planned it is named among what is due."""

UNRECORDED = RuleRef(code="contact_unrecorded", version=1)
"""By what an appointment of which nobody recorded anything is named among what is due."""

_RECORD_SOURCE = say("Inspection Findings 5/05, summary: contacts were not always recorded. No number of days is given")
_SOURCE = say("As the case's workers planned it. Dundee report 413-2009, 4.4: contact in accordance with risk")
_TITLES = {FrequencySort.ANY: say("Contact as planned"), FrequencySort.HOME_VISIT: say("Home visit as planned")}


@dataclass(frozen=True)
class Rhythm:
    """How often the person is to be seen and how often they were, over the last stretches of the plan.

    `record`: in which it is planned. `last_seen` is None where nobody has seen them under the plan; `next_by` is the
    last day that keeps to it. `kept` of `stretches`: in how many whole stretches since the plan began, at most so many
    as were asked for, they were seen.
    """

    record: str
    sort: FrequencySort
    every_days: int
    last_seen: date | None
    next_by: date
    kept: int
    stretches: int

    def behind(self, today: date) -> bool:
        """Whether the person should have been seen by now."""
        return self.next_by < today


def rhythms(facts: CaseFacts, today: date, look_back: int = 12) -> tuple[Rhythm, ...]:
    """Each sort of contact that is planned on a day, with what took place in the last stretches, at most so many."""
    found = (_standing(facts.frequencies, sort, today) for sort in FrequencySort)
    return tuple(_rhythm(one, facts.meetings, today, look_back) for one in found if one)


def _standing(frequencies: Iterable[Frequency], sort: FrequencySort, today: date) -> Frequency | None:
    """The plan that holds on a day: the one that began last; of two of one day the closer one."""
    begun = [one for one in frequencies if one.sort is sort and one.since <= today]
    last = max(begun, key=lambda one: (one.since, -one.every_days), default=None)
    return None if last is None or (last.until and last.until < today) else last


def _rhythm(plan: Frequency, meetings: Iterable[Meeting], today: date, look_back: int) -> Rhythm:
    sorts = VISITS if plan.sort is FrequencySort.HOME_VISIT else ()
    days = sorted({one.on for one in meetings if was_seen(one, sorts) and plan.since <= one.on <= today})
    every = timedelta(days=plan.every_days)
    whole = (today - plan.since).days // plan.every_days
    starts = [plan.since + number * every for number in range(max(0, whole - look_back), whole)]
    kept = sum(any(start <= day < start + every for day in days) for start in starts)
    last = days[-1] if days else None
    return Rhythm(plan.ident, plan.sort, plan.every_days, last, (last or plan.since) + every, kept, len(starts))


def planned_dues(facts: CaseFacts, today: date) -> list[Due]:
    """The next contact of each sort that is planned; none while the person is away, or once the work has ended."""
    if facts.away or (facts.closed_on and facts.closed_on <= today):
        return []
    return [
        Due(
            rule=PLANNED,
            title=say_count(
                one.every_days,
                "{titles}: at least once in {number} day",
                "{titles}: at least once in {number} days",
                titles=_TITLES[one.sort],
            ),
            due_on=one.next_by,
            since=one.next_by - timedelta(days=one.every_days),
            source=_SOURCE,
            about=one.record,
            closes=say("The person was seen, or their home visited and they were there."),
        )
        for one in rhythms(facts, today)
    ]


def unrecorded_dues(facts: CaseFacts, today: date) -> list[Due]:
    """What was planned for a day before today and of which nobody wrote what came of it (standards.md 99).

    Nothing of a time when the case was not kept here, nor once the work has ended.
    """
    if facts.closed_on and facts.closed_on <= today:
        return []
    past = (one for one in facts.meetings if not one.recorded and not one.cancelled and one.on < today)
    return [
        Due(
            rule=UNRECORDED,
            title=say(
                "Record what came of it: {contact_sort} planned for {on}",
                contact_sort=CONTACT_SORT_WORDS[one.sort].lower(),
                on=plain_date(one.on),
            ),
            due_on=one.on,
            since=one.on,
            source=_RECORD_SOURCE,
            about=one.ident,
            at_once=True,
            closes=say("A contact that records the appointment, or that it was cancelled."),
        )
        for one in past
        if not (facts.kept_from and one.on < facts.kept_from)
    ]
