"""While you were away: what others recorded in one's cases from when cover began, told to whoever comes back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.records.identifier import CaseId
from casework.rules.access_fact import AccessFacts
from desktop.services.own_case import is_given
from desktop.services.person_line import PersonLine, riskiest_first
from desktop.services.session import Session
from desktop.services.visiting.since import News, recorded_since

TOLD_FOR = timedelta(days=14)
"""So long after cover has ended it is told."""


@dataclass(frozen=True)
class AwayCase:
    """One case. `since`: when cover began; `until`: when it ended or will end; `by`: who covered, by name."""

    person: PersonLine
    since: datetime
    until: datetime
    by: tuple[str, ...]
    news: tuple[News, ...]


def while_away(session: Session, people: Mapping[CaseId, PersonLine]) -> tuple[AwayCase, ...]:
    """The cases of the person at the keyboard that somebody else covers or has covered lately, the riskiest first.

    A case in which nothing was recorded is there, too: that nothing happened is worth knowing.
    """
    facts = session.store.facts()
    found = [
        case for one in people if one in facts.covers and is_given(session, one)
        for case in _of_case(session, facts, one, people[one])
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (not one.news, *riskiest_first(one.person), one.person.case)))


def _of_case(session: Session, facts: AccessFacts, case: CaseId, person: PersonLine) -> Iterator[AwayCase]:
    now = session.now()
    spans = []
    for one in facts.covers[case]:
        if one.staff and one.staff != session.me and one.window and one.window.starts <= now:
            ends = min(one.window.ends, one.ended.at) if one.ended else one.window.ends
            if ends > one.window.starts and ends + TOLD_FOR > now:
                spans.append((one.window.starts, ends, session.name_of(one.staff)))
    if spans:
        since = min(span[0] for span in spans)
        names = tuple(sorted({span[2] for span in spans}))
        news = recorded_since(session, case, since)
        yield AwayCase(person, since, max(span[1] for span in spans), names, news)
