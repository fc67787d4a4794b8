"""Every table of the page Measures, of three invented cases: what stands in it, in which row, and of which record."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.assessment.discussion import Discussed, Discussion, DiscussionWay
from casework.records.contact.near_miss import NearMissTheme
from casework.records.file.case import RiskLevel
from casework.records.file.ending import RuleRef
from casework.records.high_risk.criterion import HighRiskSort
from casework.records.kept import Kept
from casework.records.multi_agency.mappa import MappaStandingLevel
from casework.records.oversight.quality import QualityForm, Rating
from casework.records.oversight.quality_item import QualityItem, QualitySort
from casework.records.oversight.training import Training, TrainingSubject
from casework.records.part import Quality
from casework.records.plan.review import Review, ReviewSort
from casework.records.sentence.standard_reason import NationalReason
from casework.rules.calendar import Calendar
from casework.rules.due import Due
from casework.rules.measure.audit import Work
from casework.rules.measure.caseload import Held
from casework.rules.measure.conflict import ConflictCount
from casework.rules.measure.discussion import Result
from casework.rules.measure.grid import Head
from casework.rules.measure.holding import Placement
from casework.rules.measure.hot_spot import watched
from casework.rules.measure.listing import Listed
from casework.rules.measure.period import load_periods, period_of
from casework.rules.measure.report.facts import CaseFigures, MeasureRules
from casework.rules.measure.report.sheet import Sheet
from casework.rules.measure.report.tables import Basis, ServiceFigures, all_sheets, case_behind, ident_of
from casework.rules.near_miss import NearMissRow
from casework.rules.standard.fact import ReasonFact
from casework.rules.standard.rule import load_standards

TODAY = date(2026, 11, 20)
"""A Friday."""

FIRST = "kpi_first_appointment"
STANDARDS = tuple(table.model_copy(update={"confirmed": True}) for table in load_standards())
RULES = MeasureRules(STANDARDS, (), Calendar(), watched(STANDARDS))
GOOD = [Rating(item=item, quality=Quality.GOOD) for item in QualityItem]
DAY, VERSION = timedelta(days=1), "a" * 64


def due(days: int, about: str = "", rule: str = FIRST, kept: Kept | None = None) -> Due:
    """Something due so many days from today."""
    done_on = TODAY + days * DAY if kept else None
    ref, since = RuleRef(code=rule, version=1), TODAY - 60 * DAY
    return Due(ref, "First appointment", TODAY + days * DAY, since, "S", about, done_on=done_on, kept=kept)


def talk(record: str, days: int) -> Discussion:
    about = [Discussed(record=record, version=VERSION)]
    on = TODAY + days * DAY
    return Discussion(worker="w", senior="s", on=on, how=DiscussionWay.IN_PERSON, about=about, outcome="o")


def signed(instrument: Instrument) -> Assessment:
    return Assessment(instrument=instrument, assessed_on=TODAY, assessor="ann", summary="s")


ONE = CaseFigures(
    "one",
    Placement("ann", "north", ("ben",)),
    Held("one", "ann", RiskLevel.HIGH, high_risk=True, covered_by=("ben", "carl")),
    sorts=(QualitySort.SEXUAL, QualitySort.MAPPA),
    mappa=MappaStandingLevel.MULTI_AGENCY,
    due=(due(-40, "order", kept=Kept.YES), due(-200, "old", kept=Kept.YES)),
    still=(due(-1, "late"), due(7, "week"), due(8, "next"), due(14, "last"), due(15, "far")),
    results=(
        Result("r0", VERSION, TODAY),
        Result("r9", VERSION, TODAY - 20 * DAY),
        Result("old", VERSION, TODAY - 300 * DAY),
    ),
    discussions=(talk("r0", 0),),
    assessments=(("r0", signed(Instrument.RM2000)),),
    work=(Work("w1", QualitySort.PLAN, TODAY), Work("w2", QualitySort.PLAN, TODAY)),
    listed=Listed("one", HighRiskSort.SEXUAL, date(1980, 4, 6)),
    forms=(
        ("f1", QualityForm(sort=QualitySort.SEXUAL, about="w1", done_on=TODAY, ratings=GOOD)),
        ("f2", QualityForm(sort=QualitySort.MAPPA, done_on=TODAY - 300 * DAY, ratings=GOOD)),
    ),
    reviews=(("v1", Review(sort=ReviewSort.PLAN, held_on=TODAY)),),
)
TWO = CaseFigures(
    "two",
    Placement("gone", "south"),
    Held("two", "gone", None, covered_by=("ben",)),
    sorts=(QualitySort.VIOLENT,),
    mappa=MappaStandingLevel.LEFT,
    due=(
        due(-30, "order-2", kept=Kept.ORGANISATIONAL),
        replace(due(-29, "order-3"), missing="Reason is missing."),
        due(-28, "order-4", "cpo_first_contact"),
        due(-200, "order-5", "cpo_first_contact"),
        due(-10, "order-6", "cpo_review"),
    ),
    reasons=(ReasonFact("cpo_first_contact", "order-4", TODAY - 60 * DAY, NationalReason.ILL),),
    still=(due(0, "today"),),
    results=(
        Result("r1", VERSION, TODAY - 4 * DAY),
        Result("r2", VERSION, TODAY - 9 * DAY),
        Result("r3", VERSION, TODAY - 30 * DAY),
    ),
    discussions=(talk("r1", -3), talk("r2", -2), talk("r3", -1)),
)
CLOSED = CaseFigures(
    "closed",
    Placement("ann", "north"),
    sorts=(QualitySort.SEXUAL,),
    mappa=MappaStandingLevel.PANEL,
    still=(due(3, "closed"),),
)
SERVICE = ServiceFigures(
    rows=(Head("ann", "Ann"), Head("ben", "Ben")),
    staff=("ann", "ben"),
    trainings=(Training(staff="ann", subject=TrainingSubject.RM2000, completed_on=date(2024, 1, 1)),),
    near_misses=tuple(
        NearMissRow(2026, month, "", "", "", "", "", (NearMissTheme.LONE_WORK,)) for month in (10, 11, 9)
    ),
    conflicts=(
        ConflictCount("case", "standing_risk", "Level", ("x", "y")),
        ConflictCount("person", "born", "Born", ("z",)),
    ),
    health=(("Waiting to be sent", 2), ("Held back", 0)),
    team_of={"ann": "north", "ben": "south"},
)
TEAMS = ServiceFigures(rows=(Head("north", "North"), Head("south", "South")), by_team=True, team_of=SERVICE.team_of)
PERIOD = period_of(load_periods(), "quarter", TODAY)


def sheets(service: ServiceFigures = SERVICE) -> dict[str, Sheet]:
    found = all_sheets(Basis((ONE, TWO, CLOSED), service, RULES, PERIOD, TODAY))
    assert len({one.code for one in found}) == len(found)
    return {one.code: one for one in found}


def said(sheet: Sheet) -> list[str]:
    """What stands in it: each row with the ids of its cells."""
    return [f"{row.head.title}: " + " | ".join(" ".join(ids) for ids in row.cells) for row in sheet.grid.rows]


def stands(service: ServiceFigures = SERVICE) -> dict[str, list[str]]:
    """Every row in which something stands, by its table; training, of which every row says the same, once."""
    found = {code: [line for line in said(one) if line.strip(" |")[-1] != ":"] for code, one in sheets(service).items()}
    found["training"] = sorted({line.partition(": ")[2] for line in found["training"]})
    return {code: lines for code, lines in found.items() if lines}


SINCE = "2026-09-21"
LATE, WEEK, NEXT, LAST = (f"one|{FIRST}|{about}|{SINCE}" for about in ("late", "week", "next", "last"))
TODAYS = f"two|{FIRST}|today|{SINCE}"
STANDS = {
    "kpi_0": ["First scheduled appointment (orders in the community): order | order-2 | "],
    "kpi_3": ["First scheduled appointment (orders in the community): order |  | "],
    "quality_7": [
        "Level of supervision reflects the assessed risk:  |  | f1 | ",
        "Content of supervision reflects the assessed risk:  |  | f1 | ",
        "Management of compliance:  |  | f1 | ",
    ],
    "audit": ["Written supervision plan: w1 | w2"],
    "audit_cases": [
        "Supervision after sexual offending: one | ",
        "Supervision after violent offending:  | two",
        "MAPPA and the use of ViSOR:  | one",
    ],
    "national_time": ["First direct contact:  | order-4"],
    "national_reason": ["First direct contact:  | order-4 |  |  |  |  |  |  |  |  |  | "],
    "review_time": [f"Review of the order:  |  | two|cpo_review|order-6|{SINCE}"],
    "listed": ["Serious sexual:  |  |  |  |  | one |  | "],
    "hot_spot_sort": [f"First appointment: {LATE} | {TODAYS} {WEEK} | {NEXT} {LAST}"],
    "hot_spot_who": [f"Ann: {LATE} | {WEEK} | {NEXT} {LAST}", f"Nobody:  | {TODAYS} | "],
    "discussion": ["High and very high results: r0 | r1 | r2 | r3 | r9"],
    "caseload": ["Ann:  | one |  |  | ", "Nobody:  |  |  |  | two"],
    "caseload_listed": ["Ann: one | ", "Nobody:  | two"],
    "cover": ["Ben: one two", "Nobody: one"],
    "mappa": ["Open cases under MAPPA:  | one | "],
    "conflict": ["Level: x y", "Born: z"],
    "sync": ["Waiting to be sent: 0-0 0-1"],
    "near_miss": ["Working alone: 0-0 0-1"],
    "training": [" | ann ben", "ann | ben"],
    "accreditation": ["Risk Matrix 2000 (RM2000): one |  | ", "STABLE-2007:  |  | one", "ACUTE-2007:  |  | one"],
}
BY_TEAM = {
    "hot_spot_who": [f"North: {LATE} | {WEEK} | {NEXT} {LAST}", f"South:  | {TODAYS} | "],
    "caseload": ["North:  | one |  |  | ", "South:  |  |  |  | two"],
    "caseload_listed": ["North: one | ", "South:  | two"],
    "cover": ["South: one two", "Nobody: one"],
}


def test_what_stands_in_each_table_of_the_quarter() -> None:
    """Of cases that are held now, and of what was done in the period; who has no row stands with nobody."""
    assert stands() == STANDS


def test_a_service_is_read_by_team() -> None:
    found = stands(TEAMS)
    assert {code: found[code] for code in BY_TEAM} == BY_TEAM
    titles = [sheets(TEAMS)[code].grid.title for code in BY_TEAM]
    assert titles == ["Hot spots by team", "Open cases by team", "On the HRO list by team", "Cover by team"]


HEADS = {
    "audit_cases": ["Audit of cases", "Audited", "Still to be audited"],
    "hot_spot_sort": ["Hot spots by standard", "Overdue", "Within 7 days", "Within 14 days"],
    "hot_spot_who": ["Hot spots by worker", "Overdue", "Within 7 days", "Within 14 days"],
    "discussion": [
        "From a high result to its discussion with a senior",
        "The same day",
        "1 or 2 working days",
        "3 to 5 working days",
        "Longer",
        "Not discussed yet",
    ],
    "review_time": ["Reviews on time", "On time", "Late", "Not done, overdue"],
    "caseload": ["Open cases by worker", "Very high", "High", "Medium", "Low", "No level"],
    "caseload_listed": ["On the HRO list by worker", "On the HRO list", "Others"],
    "cover": ["Cover by worker", "Cases covered now"],
    "mappa": ["MAPPA levels", *(level.words for level in MappaStandingLevel if level is not MappaStandingLevel.LEFT)],
    "conflict": ["Two views that nobody has decided about", "Two views"],
    "sync": ["How far the sync has come", "Number"],
    "near_miss": ["Near misses by theme", "Near misses"],
}
MARKED = {
    "kpi": "kpi 111 kpi",
    "quality": "quality 111",
    "quality_further": "quality 101",
    "quality_high_risk": "quality 111",
    "audit": "audit 101",
    "audit_cases": "audit 101",
    "national_time": "national 111",
    "national_reason": "national 111",
    "listed": "listed 010",
    "review_time": "review 111",
    "review_held": "review 111",
    "plan_tags": "plan 100",
    "review_themes": "theme 001",
    "hot_spot_sort": "hot_spot 000",
    "hot_spot_who": "hot_spot 000",
    "discussion": "discussion 101",
    "caseload": "caseload 000",
    "caseload_listed": "caseload 000",
    "cover": "caseload 000",
    "mappa": "mappa 010",
    "mappa_referred": "mappa 011",
    "mappa_referrals": "mappa 001",
    "mappa_people": "mappa 011",
    "mappa_meetings": "mappa 001",
    "mappa_panel": "mappa 001",
    "conflict": "conflict 000",
    "sync": "conflict 000",
    "near_miss": "near_miss 001",
    "training": "training 100",
    "accreditation": "training 100",
}


def test_in_which_part_each_table_stands_in_which_order_and_who_reads_it() -> None:
    """The figures: shares, for a committee, of the period. Those of a part are numbered from nought."""
    marked: dict[str, str] = {}
    numbers: dict[str, list[str]] = {}
    for code, one in sheets().items():
        name = code.rstrip("0123456789")
        numbers.setdefault(name.rstrip("_"), []).append(code[len(name) :])
        marks = f"{one.section.value} {one.percents:d}{one.committee:d}{one.of_period:d} {one.family}".strip()
        assert marked.setdefault(name.rstrip("_"), marks) == marks
    assert marked == MARKED
    assert [sum(map(bool, numbers[name])) for name in ("kpi", "quality", "quality_further")] == [4, 10, 8]
    assert all(found in ([""], [str(number) for number in range(len(found))]) for found in numbers.values())
    order = dict.fromkeys(marks.partition(" ")[0] for marks in marked.values())
    assert list(order) == list(dict.fromkeys(marks.partition(" ")[0] for marks in MARKED.values()))


def test_what_is_said_over_and_under_the_tables() -> None:
    known = sheets()
    assert {
        code: [known[code].grid.title, *(head.title for head in known[code].grid.columns)] for code in HEADS
    } == HEADS
    rows = [(row.head.code, row.head.title) for row in known["review_time"].grid.rows]
    assert rows[:2] == [
        ("cpo_review", "Review of the order"),
        ("high_risk_review", "Three-monthly review with a senior"),
    ]
    reasons = [(head.code, head.title) for head in known["national_reason"].grid.columns]
    assert reasons == [*((one.value, one.words) for one in NationalReason), ("no_reason", "No reason recorded")]
    assert {code: one.notes for code, one in known.items() if one.notes} == {
        "kpi_0": (
            "In 1 case a standard was not kept and no reason is recorded: the figures look better than they are.",
        ),
        "plan_tags": (
            "Open cases. A line that is no longer needed does not count; a case without a plan in use is left out.",
        ),
        "review_themes": (
            "In the words of whoever held the review; the same words are one theme however they are written.",
        ),
        "discussion": ("In working days: the median 3, the longest 21. What still waits is not counted.",),
        "mappa_referred": (
            "People, not referrals: somebody who was referred again is counted once, with the last answer.",
        ),
        "mappa_people": (
            "People, not meetings: somebody with several of a kind is counted once, at the level decided last.",
        ),
        "accreditation": ("Open cases after sexual offending. All of the tools are asked for in each of them.",),
    }
    single = {code: [row.head.code for row in known[code].grid.rows] for code in ("discussion", "mappa")}
    assert single == {"discussion": ["high"], "mappa": ["open"]}
    assert [head.code for code in ("conflict", "sync") for head in known[code].grid.columns] == ["views", "n"]
    nothing = all_sheets(Basis((), ServiceFigures(), RULES, PERIOD, TODAY))
    assert not any(one.notes for one in nothing if one.code == "discussion")


def test_every_figure_finds_the_case_behind_it() -> None:
    named = {
        "one": ("f1", "f2", "v1", "r0", "order", "old", "w1", "w2", "one"),
        "two": ("two", *(f"order-{number}" for number in range(2, 7))),
    }
    assert case_behind((ONE, TWO)) == {ident: case for case, idents in named.items() for ident in idents}
    assert ident_of(ONE, due(-1, "late")) == LATE


@pytest.mark.parametrize(("day", "column"), [(2, 0), (3, 1), (4, 1), (5, 2), (9, 2), (10, 3)])
def test_how_long_a_discussion_took_is_counted_in_working_days(day: int, column: int) -> None:
    """From Monday 2 November: the fifth working day is the Monday after, the sixth the Tuesday."""
    begun = date(2026, 11, 2)
    talked = talk("r", (date(2026, 11, day) - TODAY).days)
    case = replace(CLOSED, results=(Result("r", VERSION, begun),), discussions=(talked,))
    found = all_sheets(Basis((case,), SERVICE, RULES, PERIOD, TODAY))
    (row,) = next(one for one in found if one.code == "discussion").grid.rows
    assert [number for number, ids in enumerate(row.cells) if ids] == [column]
