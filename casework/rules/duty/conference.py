"""Case conferences in prison: the next one by the date that the last one set, while the person is in prison (144).

The intervals of 2009 are not confirmed, and no record says when a sentence began: none is made up here.
"""

from collections.abc import Iterator

from casework.records.multi_agency.mappa_meeting import MappaMeeting, MeetingSort
from casework.rules.due import Due
from casework.rules.duty.fact import DutyCase
from casework.words import say

CODE = "case_conference"


def conference_duties(case: DutyCase) -> Iterator[Due]:
    """The next conference; for somebody on the high-risk list, to find out when it is where nothing says so.

    One that was held before the person came into prison was about another sentence.
    """
    since = case.facts.in_prison_since
    if since is None:
        return
    held = [
        (one.held_on, ident, one)
        for ident, one in case.facts.of(MappaMeeting).items()
        if one.sort is MeetingSort.CASE_CONFERENCE and one.held_on and since <= one.held_on <= case.day
    ]
    if not held:
        if case.facts.listed_since is not None:
            yield from case.due(CODE, since, title=say("Case conference in prison: find out when it is"))
        return
    on, ident, last = max(held, key=lambda found: found[:2])
    if last.next_review_on is not None:
        yield from case.due(CODE, on, ident, on=last.next_review_on)
    elif case.facts.listed_since is not None:
        yield from case.due(CODE, on, ident, title=say("Case conference in prison: write the date of the next one"))
