"""Tables of the work itself: what plans work on, themes of reviews, MAPPA in a period (67, 68, 78, 130)."""

from collections.abc import Iterable, Iterator

from casework.records.multi_agency.mappa import MappaAnswer, MappaLevel, MappaStandingLevel
from casework.records.multi_agency.mappa_meeting import MeetingSort
from casework.records.part import Answer
from casework.rules.measure.grid import Head, Judged, grid_of, heads
from casework.rules.measure.period import ReportPeriod
from casework.rules.measure.report.facts import CaseFigures
from casework.rules.measure.report.sheet import Section, Sheet
from casework.rules.measure.tag import CaseLines, tag_table
from casework.rules.measure.theme import review_themes

_WAITS = Head("waiting", "No answer yet")
_NO_LEVEL = Head("none", "No level decided")
_PLANS_NOTE = "Open cases. A line that is no longer needed does not count; a case without a plan in use is left out."
_THEMES_NOTE = "In the words of whoever held the review; the same words are one theme however they are written."


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
    grid = grid_of("Themes of reviews", (Head("reviews", "Reviews"),), rows, judged)
    yield Sheet("review_themes", Section.THEME, grid, percents=False, notes=(_THEMES_NOTE,))


def mappa_sheets(cases: Iterable[CaseFigures], period: ReportPeriod) -> Iterator[Sheet]:
    """Referrals and meetings of a period: what came of them, at which level, and who was there of the service."""
    known = list(cases)
    yield _referrals(known, period)
    meetings = [one for case in known for one in case.meetings if period.covers(one[1].held_on)]
    levels = (*heads(MappaStandingLevel), _NO_LEVEL)
    judged = [
        Judged(one.sort, ident, one.level.value if one.level else _NO_LEVEL.code) for ident, one in meetings if one.sort
    ]
    grid = grid_of("Meetings by level decided", levels, heads(MeetingSort), judged)
    yield Sheet("mappa_meetings", Section.MAPPA, grid, percents=False, committee=True)
    panels = [(ident, one) for ident, one in meetings if one.level is MappaStandingLevel.PANEL]
    row = Head("panel", "Meetings at level 3")
    attended = [Judged(row.code, ident, (one.head_of_service or Answer.NOT_KNOWN).value) for ident, one in panels]
    grid = grid_of("Head of Service at level 3", heads(Answer), (row,), attended)
    yield Sheet("mappa_panel", Section.MAPPA, grid, percents=False)


def _referrals(cases: Iterable[CaseFigures], period: ReportPeriod) -> Sheet:
    judged = [
        Judged(one.proposed_level, ident, one.outcome.answer.value if one.outcome else _WAITS.code)
        for case in cases
        for ident, one in case.referrals
        if one.proposed_level and period.covers(one.referred_on)
    ]
    grid = grid_of("Referrals by level proposed", (*heads(MappaAnswer), _WAITS), heads(MappaLevel), judged)
    return Sheet("mappa_referrals", Section.MAPPA, grid, percents=False, committee=True)
