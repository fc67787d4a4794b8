"""What plans work on, themes of reviews, and MAPPA in a period (standards.md 67, 68, 78, 130)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.records.multi_agency.mappa import MappaAnswer, MappaLevel, MappaOutcome, MappaReferral, MappaStandingLevel
from casework.records.multi_agency.mappa_meeting import MappaMeeting, MeetingSort
from casework.records.part import Answer
from casework.records.plan.plan_line import LineResult, LineStatus, LineTag, PlanLine, PlanPart
from casework.records.plan.review import Review, ReviewSort
from casework.rules.measure.caseload import Held
from casework.rules.measure.holding import Placement
from casework.rules.measure.period import load_periods, period_of
from casework.rules.measure.report.facts import CaseFigures
from casework.rules.measure.report.plain import plain_tables
from casework.rules.measure.report.sheet import Section, Sheet
from casework.rules.measure.report.tables import Basis, all_sheets, case_behind
from casework.rules.measure.report.work import mappa_sheets, plan_sheets, theme_sheets
from tests.casework.measure.report.test_tables import RULES, SERVICE, TEAMS

TODAY = date(2026, 11, 20)
YEAR = period_of(load_periods(), "financial_year", TODAY)
QUARTER = period_of(load_periods(), "quarter", TODAY)
LONG_AGO = TODAY - timedelta(days=600)


def case(ident: str, **parts: object) -> CaseFigures:
    made = CaseFigures(ident, Placement("ann", "north"), Held(ident, "ann", None))
    return replace(made, **parts)  # type: ignore[arg-type]


def line(*tags: LineTag, dropped: bool = False) -> PlanLine:
    result = LineResult(status=LineStatus.DROPPED, on=TODAY) if dropped else None
    return PlanLine(plan="p", part=PlanPart.MONITORING, action="A", tags=list(tags), result=result)


def review(*themes: str, held_on: date = TODAY) -> Review:
    return Review(sort=ReviewSort.PLAN, held_on=held_on, themes=list(themes))


def referral(answer: MappaAnswer | None, on: date = TODAY, level: MappaLevel = MappaLevel.PANEL) -> MappaReferral:
    outcome = MappaOutcome(answer=answer, on=TODAY, by="Coordinator") if answer else None
    return MappaReferral(proposed_level=level, referred_on=on, outcome=outcome)


def meeting(level: MappaStandingLevel | None, head: Answer | None = None, on: date = TODAY) -> MappaMeeting:
    return MappaMeeting(sort=MeetingSort.REVIEW, held_on=on, level=level, head_of_service=head)


def said(sheet: Sheet) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {row.head.title: row.cells for row in sheet.grid.rows if any(row.cells)}


def test_a_case_counts_where_a_line_of_the_plan_in_use_is_about_it() -> None:
    awareness, offending = LineTag.VICTIM_AWARENESS, LineTag.OFFENDING
    (sheet,) = plan_sheets(
        [
            case("both", lines=(line(awareness), line(offending))),
            case("dropped", lines=(line(awareness, dropped=True), line(offending))),
            case("none", lines=()),
            case("unplanned"),
            case("closed", lines=(line(awareness),), held=None),
        ]
    )
    found = said(sheet)
    assert found["Victim awareness"] == (("both",), ("dropped", "none"))
    assert found["Offending behaviour"] == (("both", "dropped"), ("none",))
    row = sheet.grid.row(awareness)
    assert (row.of, "unplanned" in str(row.left_out)) == (3, True)


def test_themes_of_the_period_stand_by_how_often_they_came_up() -> None:
    reviews = (
        ("r1", review("Buses", "waiting times")),
        ("r2", review(" Waiting  Times")),
        ("r3", review("Buses", held_on=LONG_AGO)),
    )
    (sheet,) = theme_sheets([case("one", reviews=reviews)], QUARTER)
    assert [(row.head.title, row.cells) for row in sheet.grid.rows] == [
        ("Waiting Times", (("r1", "r2"),)),
        ("Buses", (("r1",),)),
    ]
    assert not sheet.committee, "free words: somebody may be named in them"


def test_the_words_of_reviews_do_not_leave_the_team() -> None:
    """The office counts for the whole agency, without names: themes are words that anybody wrote."""
    cases = (case("one", reviews=(("r1", review("Kerr family")),)),)
    for service, there in ((SERVICE, True), (TEAMS, False)):
        sheets = all_sheets(Basis(cases, service, RULES, QUARTER, TODAY))
        assert any(one.section is Section.THEME for one in sheets) is there
        assert ("Kerr" in str(sheets)) is there


def test_referrals_and_meetings_of_the_year_are_counted_with_what_came_of_them() -> None:
    accepted, waits = referral(MappaAnswer.ACCEPTED), referral(None, level=MappaLevel.MULTI_AGENCY)
    before = meeting(MappaStandingLevel.PANEL, on=LONG_AGO)
    panel, left = meeting(MappaStandingLevel.PANEL, Answer.NO), meeting(MappaStandingLevel.LEFT)
    conference = MappaMeeting(sort=MeetingSort.CASE_CONFERENCE, held_on=TODAY)
    one = case(
        "one",
        referrals=(("a", accepted), ("w", waits), ("old", referral(MappaAnswer.DECLINED, LONG_AGO))),
        meetings=(
            ("p", panel),
            ("l", left),
            ("c", conference),
            ("old", before),
        ),
    )
    _, referrals, _, meetings, heads = mappa_sheets([one], YEAR)
    assert said(referrals) == {
        MappaLevel.PANEL.words: (("a",), (), (), ()),
        MappaLevel.MULTI_AGENCY.words: ((), (), (), ("w",)),
    }
    assert said(meetings) == {
        "MAPPA, review": (("l",), (), (), ("p",), ()),
        "Case conference in prison (ICM)": ((), (), (), (), ("c",)),
    }
    assert said(heads) == {"Meetings at level 3": ((), ("p",), ())}
    assert {ident: one for ident, one in case_behind([one]).items() if ident in {"a", "p"}} == {"a": "one", "p": "one"}


def test_a_committee_reads_of_how_many_people_and_never_how_often_about_one_of_them() -> None:
    """Six meetings about one person would be printed, where one person is not."""
    often = tuple((f"m{number}", meeting(MappaStandingLevel.MULTI_AGENCY)) for number in range(5))
    last = ("m0-last", meeting(MappaStandingLevel.PANEL, on=TODAY + timedelta(days=1)))
    twice = (("r1", referral(MappaAnswer.DECLINED)), ("r2", referral(MappaAnswer.ACCEPTED)))
    cases = [case("one", meetings=(*often, last), referrals=twice), case("two", meetings=(("x", often[0][1]),))]
    known = {sheet.code: sheet for sheet in mappa_sheets(cases, YEAR)}
    assert said(known["mappa_people"]) == {"MAPPA, review": ((), (), ("two",), ("one",), ())}
    assert sum(known["mappa_meetings"].grid.row(MeetingSort.REVIEW).counts) == 7
    assert said(known["mappa_referred"]) == {MappaLevel.PANEL.words: (("one",), (), (), ())}
    assert sum(known["mappa_referrals"].grid.row(MappaLevel.PANEL).counts) == 2
    assert {code for code, sheet in known.items() if sheet.committee} == {"mappa_people", "mappa_referred"}
    counted = {table.code: table.rows for table in plain_tables(known.values())}
    row = next(row for row in counted["mappa_people"] if row.code == MeetingSort.REVIEW)
    assert row.hidden, "one person at a level is not printed"


@pytest.mark.parametrize("head", [None, Answer.NOT_KNOWN])
def test_nobody_is_said_to_have_been_there_where_nothing_says_so(head: Answer | None) -> None:
    one = case("one", meetings=(("p", meeting(MappaStandingLevel.PANEL, head)),))
    *_, heads = mappa_sheets([one], YEAR)
    assert said(heads) == {"Meetings at level 3": ((), (), ("p",))}
