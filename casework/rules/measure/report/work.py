"""Tables of the work itself: what plans work on, themes of reviews, MAPPA in a period (67, 68, 78, 130)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from casework.records.multi_agency.mappa import MappaAnswer, MappaLevel, MappaStandingLevel
from casework.records.multi_agency.mappa_meeting import MappaMeeting, MeetingSort
from casework.records.part import Answer
from casework.rules.measure.grid import Head, Judged, grid_of, heads
from casework.rules.measure.period import ReportPeriod
from casework.rules.measure.report.facts import CaseFigures
from casework.rules.measure.report.sheet import Section, Sheet
from casework.rules.measure.tag import CaseLines, tag_table
from casework.rules.measure.theme import review_themes
from casework.words import say

_WAITS = Head("waiting", say("No answer yet"))
_NO_LEVEL = Head("none", say("No level decided"))
_PLANS_NOTE = say(
    "Open cases. A line that is no longer needed does not count; a case without a plan in use is left out."
)
_THEMES_NOTE = say("In the words of whoever held the review; the same words are one theme however they are written.")

_MEETINGS_NOTE = say(
    "People, not meetings: somebody with several of a kind is counted once, at the level decided last."
)
_REFERRALS_NOTE = say("People, not referrals: somebody who was referred again is counted once, with the last answer.")


def plan_sheets(cases: Iterable[CaseFigures]) -> Iterator[Sheet]:
    """In how many open cases a line of the plan in use is about victim awareness, offending behaviour and so on."""
    grid = tag_table(CaseLines(one.case, one.lines) for one in cases if one.held)
    yield Sheet("plan_tags", Section.PLAN, grid, of_period=False, notes=(_PLANS_NOTE,))


def theme_sheets(cases: Iterable[CaseFigures], period: ReportPeriod) -> Iterator[Sheet]:
    """The themes of the reviews of a period, the most frequent first, for the section meeting.

    They are free words, in which somebody may be named: for a team's own eyes, and never for the whole agency.
    """
    themes = review_themes((one for case in cases for one in case.reviews), period)
    rows = tuple(Head(str(number), theme.words) for number, theme in enumerate(themes))
    judged = [Judged(str(number), ident, "reviews") for number, theme in enumerate(themes) for ident in theme.ids]
    grid = grid_of(say("Themes of reviews"), (Head("reviews", say("Reviews")),), rows, judged)
    yield Sheet("review_themes", Section.THEME, grid, percents=False, notes=(_THEMES_NOTE,))


def mappa_sheets(cases: Iterable[CaseFigures], period: ReportPeriod) -> Iterator[Sheet]:
    """Referrals and meetings of a period: what came of them, at which level, and who was there of the service.

    A committee reads how many people they were about: six meetings about one person are no large number.
    """
    known = list(cases)
    yield from _referrals(known, period)
    yield from _meetings(known, period)


def _meetings(cases: Sequence[CaseFigures], period: ReportPeriod) -> Iterator[Sheet]:
    levels = (*heads(MappaStandingLevel), _NO_LEVEL)
    held = [
        _Event(case.case, ident, one.sort, one.level.value if one.level else _NO_LEVEL.code, one.held_on)
        for case in cases
        for ident, one in case.meetings
        if one.sort and one.held_on and period.covers(one.held_on)
    ]
    people = grid_of(say("People with a meeting, by the level decided last"), levels, heads(MeetingSort), _people(held))
    yield Sheet("mappa_people", Section.MAPPA, people, percents=False, committee=True, notes=(_MEETINGS_NOTE,))
    grid = grid_of(say("Meetings held, by level decided"), levels, heads(MeetingSort), _each(held))
    yield Sheet("mappa_meetings", Section.MAPPA, grid, percents=False)
    panels = [(ident, one) for case in cases for ident, one in case.meetings if _is_panel(one, period)]
    row = Head("panel", say("Meetings at level 3"))
    attended = [Judged(row.code, ident, (one.head_of_service or Answer.NOT_KNOWN).value) for ident, one in panels]
    grid = grid_of(say("Head of Service at level 3"), heads(Answer), (row,), attended)
    yield Sheet("mappa_panel", Section.MAPPA, grid, percents=False)


def _is_panel(meeting: MappaMeeting, period: ReportPeriod) -> bool:
    return meeting.level is MappaStandingLevel.PANEL and period.covers(meeting.held_on)


def _referrals(cases: Sequence[CaseFigures], period: ReportPeriod) -> Iterator[Sheet]:
    answers, levels = (*heads(MappaAnswer), _WAITS), heads(MappaLevel)
    made = [
        _Event(
            case.case, ident, one.proposed_level, one.outcome.answer if one.outcome else _WAITS.code, one.referred_on
        )
        for case in cases
        for ident, one in case.referrals
        if one.proposed_level and one.referred_on and period.covers(one.referred_on)
    ]
    people = grid_of(
        say("People referred, by level proposed and the answer to the last referral"), answers, levels, _people(made)
    )
    yield Sheet("mappa_referred", Section.MAPPA, people, percents=False, committee=True, notes=(_REFERRALS_NOTE,))
    grid = grid_of(say("Referrals made, by level proposed"), answers, levels, _each(made))
    yield Sheet("mappa_referrals", Section.MAPPA, grid, percents=False)


@dataclass(frozen=True)
class _Event:
    """One meeting or referral about one person: in which row and column it counts, and of which day it is."""

    case: str
    ident: str
    row: str
    column: str
    on: date


def _each(events: Iterable[_Event]) -> list[Judged]:
    return [Judged(one.row, one.ident, one.column) for one in events]


def _people(events: Iterable[_Event]) -> list[Judged]:
    """Each person once in a row, where their last one stands."""
    last = {(one.row, one.case): one for one in sorted(events, key=lambda one: (one.on, one.ident))}
    return [Judged(row, case, one.column) for (row, case), one in last.items()]
