"""All tables of the page Measures, from what was counted of each case: published layouts, each in its section."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from casework.records.assessment.assessment import Instrument
from casework.records.multi_agency.mappa import MappaStandingLevel
from casework.records.oversight.quality import QualityForm
from casework.records.oversight.quality_item import QualitySort
from casework.records.oversight.training import Training, TrainingSubject
from casework.records.sentence.standard_reason import NationalReason
from casework.rules.due import Due
from casework.rules.measure import kpi
from casework.rules.measure.accreditation import CaseAssessments, coverage_table, load_tools, training_table
from casework.rules.measure.audit import audit_table
from casework.rules.measure.caseload import NOBODY, Held, caseload_table
from casework.rules.measure.conflict import ConflictCount
from casework.rules.measure.discussion import DiscussionTimes, discussion_times
from casework.rules.measure.grid import Grid, Head, Judged, grid_of, heads
from casework.rules.measure.hot_spot import HotSpot, Placed, hot_spots
from casework.rules.measure.listing import list_table
from casework.rules.measure.national import reason_table, time_table
from casework.rules.measure.outcome import measured, started
from casework.rules.measure.period import ReportPeriod
from casework.rules.measure.quality import FURTHER, high_risk_table, quality_tables
from casework.rules.measure.report.facts import CaseFigures, MeasureRules
from casework.rules.measure.report.sheet import Section, Sheet
from casework.rules.measure.report.work import mappa_sheets, plan_sheets, theme_sheets
from casework.rules.measure.theme import near_miss_themes
from casework.rules.measure.timeliness import held_table, timeliness_table
from casework.rules.near_miss import NearMissRow
from casework.rules.standard.rule import Counted
from casework.words import say

WATCH_DAYS = 14
"""What is to be kept within so many days is a hot spot, and whatever is overdue."""

_WEEK_DAYS = 7
_SPOT_COLUMNS = (
    Head("overdue", say("Overdue")),
    Head("week", say("Within 7 days")),
    Head("later", say("Within 14 days")),
)
_TIME_COLUMNS = (
    Head("day", say("The same day")),
    Head("two", say("1 or 2 working days")),
    Head("five", say("3 to 5 working days")),
    Head("longer", say("Longer")),
    Head("waiting", say("Not discussed yet")),
)
_LISTED, _NOT_LISTED = Head("listed", say("On the HRO list")), Head("others", say("Others"))
_COVERED = Head("covered", say("Cases covered now"))


@dataclass(frozen=True)
class ServiceFigures:
    """What is counted beside the cases.

    `rows`: how cases are spread, in the order of print: by who works on them or, `by_team`, by team. `staff`: who does
    casework, `team_of`: in which team each of them is. `health`: how the sync stands, each line with its number.
    """

    rows: tuple[Head, ...] = ()
    by_team: bool = False
    staff: tuple[str, ...] = ()
    trainings: tuple[Training, ...] = ()
    near_misses: tuple[NearMissRow, ...] = ()
    conflicts: tuple[ConflictCount, ...] = ()
    health: tuple[tuple[str, int], ...] = ()
    team_of: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Basis:
    """Everything that the tables of one period are made of."""

    cases: tuple[CaseFigures, ...]
    service: ServiceFigures
    rules: MeasureRules
    period: ReportPeriod
    today: date

    def due(self) -> Iterator[tuple[CaseFigures, Due]]:
        """What fell due within the period, by the standards, each with its case."""
        return ((case, one) for case in self.cases for one in case.due if self.period.covers(one.due_on))


def ident_of(case: CaseFigures, due: Due) -> str:
    """What tells one thing that is due from every other, and begins with its case."""
    return f"{case.case}|{due.rule.code}|{due.about}|{due.since.isoformat()}"


def case_behind(cases: Iterable[CaseFigures]) -> dict[str, str]:
    """For the ids in the tables the case that each belongs to; what begins with its case needs none."""
    found: dict[str, str] = {}
    for one in cases:
        records = [ident for ident, _ in (*one.forms, *one.reviews, *one.assessments)]
        records += [ident for ident, _ in (*one.referrals, *one.meetings)]
        orders = [due.about for due in one.due if due.about]
        for ident in (one.case, *records, *orders, *(work.ident for work in one.work)):
            found[ident] = one.case
    return found


def all_sheets(basis: Basis) -> tuple[Sheet, ...]:
    """Every table, in the order in which they stand."""
    makers = (_kpi, _quality, _audit, _national, _listed, _review, _work, _hot_spot, _discussion, _caseload, _mappa)
    found = [sheet for make in makers for sheet in make(basis)]
    return (*found, *_conflict(basis), *_near_miss(basis), *_training(basis))


def _kpi(basis: Basis) -> Iterator[Sheet]:
    known = [one for case, due in basis.due() for one in measured([due], case.groups)]
    for number, grid in enumerate(kpi.kpi_tables(known)):
        said = kpi.warning(grid)
        notes = (said,) if said else ()
        yield Sheet(f"kpi_{number}", Section.KPI, grid, committee=True, family="kpi", notes=notes)


def _quality(basis: Basis) -> Iterator[Sheet]:
    forms = [one for one in _forms(basis) if basis.period.covers(one[1].done_on)]
    for number, grid in enumerate(quality_tables(forms)):
        yield Sheet(f"quality_{number}", Section.QUALITY, grid, committee=True)
    yield Sheet("quality_high_risk", Section.QUALITY, high_risk_table(forms), committee=True)
    for number, grid in enumerate(quality_tables(forms, FURTHER)):
        yield Sheet(f"quality_further_{number}", Section.QUALITY, grid)


def _forms(basis: Basis) -> list[tuple[str, QualityForm]]:
    return [form for case in basis.cases for form in case.forms]


def _audit(basis: Basis) -> Iterator[Sheet]:
    work = [one for case in basis.cases for one in case.work]
    yield Sheet("audit", Section.AUDIT, audit_table(work, (form for _, form in _forms(basis)), basis.period))
    sorts = (QualitySort.SEXUAL, QualitySort.VIOLENT, QualitySort.MAPPA)
    judged = [
        Judged(sort, case.case, "audited" if _was_audited(case, sort, basis.period) else "waiting")
        for case in basis.cases
        if case.held
        for sort in case.sorts
    ]
    columns = (Head("audited", say("Audited")), Head("waiting", say("Still to be audited")))
    yield Sheet("audit_cases", Section.AUDIT, grid_of(say("Audit of cases"), columns, heads(sorts), judged))


def _was_audited(case: CaseFigures, sort: QualitySort, period: ReportPeriod) -> bool:
    return any(form.sort is sort and period.covers(form.done_on) for _, form in case.forms)


def _national(basis: Basis) -> Iterator[Sheet]:
    known = [one for case in basis.cases for one in started(_of_period(basis, case), case.reasons)]
    yield Sheet("national_time", Section.NATIONAL, time_table(known, basis.today), committee=True)
    reasons = tuple(Head(one.value, one.words) for one in NationalReason)
    grid = reason_table(known, reasons, basis.today)
    yield Sheet("national_reason", Section.NATIONAL, grid, committee=True)


def _of_period(basis: Basis, case: CaseFigures) -> list[Due]:
    return [one for one in case.due if basis.period.covers(one.due_on)]


def _listed(basis: Basis) -> Iterator[Sheet]:
    grid = list_table((case.listed for case in basis.cases if case.listed), basis.today)
    yield Sheet("listed", Section.LISTED, grid, percents=False, committee=True, of_period=False)


def _review(basis: Basis) -> Iterator[Sheet]:
    rules = {rule.code: rule for table in basis.rules.standards for rule in table.rule if rule.counts is Counted.REVIEW}
    rows = tuple(Head(code, rule.title) for code, rule in rules.items())
    due = [(ident_of(case, one), one) for case, one in basis.due()]
    grid = timeliness_table(say("Reviews on time"), rows, due, basis.today)
    yield Sheet("review_time", Section.REVIEW, grid, committee=True)
    reviews = [one for case in basis.cases for one in case.reviews]
    yield Sheet("review_held", Section.REVIEW, held_table(reviews, basis.period), committee=True)


def _work(basis: Basis) -> Iterator[Sheet]:
    """What plans work on; themes of reviews for a team alone, because they are words that anybody wrote."""
    yield from plan_sheets(basis.cases)
    if not basis.service.by_team:
        yield from theme_sheets(basis.cases, basis.period)


def _hot_spot(basis: Basis) -> Iterator[Sheet]:
    placed = [
        Placed(due, case.case, case.placement.officer, case.placement.team, case.listed is not None)
        for case in basis.cases
        if case.held
        for due in case.still
    ]
    rules = basis.rules.watched
    spots = hot_spots(placed, basis.today, basis.rules.calendar, WATCH_DAYS, rules)
    by_sort = {
        rule.hot_spot: Head(rule.hot_spot.value, rule.hot_spot.words) for rule in rules.values() if rule.hot_spot
    }
    for code, title, rows, row_of in (
        ("hot_spot_sort", say("Hot spots by standard"), tuple(by_sort.values()), _spot_sorts(basis)),
        ("hot_spot_who", _by(basis, say("Hot spots")), (*basis.service.rows, NOBODY), _spot_rows(basis)),
    ):
        judged = {(row_of(one), _spot_ident(one)): _spot_column(one) for one in spots}
        grid = grid_of(title, _SPOT_COLUMNS, rows, [Judged(row, ident, said) for (row, ident), said in judged.items()])
        yield Sheet(code, Section.HOT_SPOT, grid, percents=False, of_period=False)


def _by(basis: Basis, what: str) -> str:
    return say("{what} by {part}", what=what, part=say("team") if basis.service.by_team else say("worker"))


def _row_of(basis: Basis, officer: str, team: str) -> str:
    """In which row somebody's case stands: nobody's where the row is not among those there are."""
    wanted = team if basis.service.by_team else officer
    return wanted if any(head.code == wanted for head in basis.service.rows) else NOBODY.code


class _SpotRow:
    """In which row a hot spot stands."""

    def __init__(self, basis: Basis, by_sort: bool) -> None:
        self._basis, self._by_sort = basis, by_sort

    def __call__(self, spot: HotSpot) -> str:
        """The code of the row."""
        if self._by_sort:
            sort = self._basis.rules.watched[spot.placed.due.rule.code].hot_spot
            return sort.value if sort else ""
        return _row_of(self._basis, spot.placed.worker, spot.placed.team)


def _spot_sorts(basis: Basis) -> _SpotRow:
    return _SpotRow(basis, by_sort=True)


def _spot_rows(basis: Basis) -> _SpotRow:
    return _SpotRow(basis, by_sort=False)


def _spot_ident(spot: HotSpot) -> str:
    due = spot.placed.due
    return f"{spot.placed.case}|{due.rule.code}|{due.about}|{due.since.isoformat()}"


def _spot_column(spot: HotSpot) -> str:
    return "overdue" if spot.overdue else "week" if spot.days_left <= _WEEK_DAYS else "later"


def _discussion(basis: Basis) -> Iterator[Sheet]:
    results = [one for case in basis.cases for one in case.results if basis.period.covers(one.assessed_on)]
    talks = [one for case in basis.cases for one in case.discussions]
    times = discussion_times(results, talks, basis.rules.calendar, basis.today)
    row = Head("high", say("High and very high results"))
    judged = [Judged(row.code, one.ident, _band(one.working_days or 0)) for one in times.discussed]
    judged += [Judged(row.code, ident, "waiting") for ident in times.waiting]
    grid = grid_of(say("From a high result to its discussion with a senior"), _TIME_COLUMNS, (row,), judged)
    yield Sheet("discussion", Section.DISCUSSION, grid, notes=_time_notes(times))


def _band(days: int) -> str:
    return "day" if days <= 0 else "two" if days <= 2 else "five" if days <= 5 else "longer"


def _time_notes(times: DiscussionTimes) -> tuple[str, ...]:
    if times.longest is None or times.median is None:
        return ()
    return (
        say(
            "In working days: the median {median:g}, the longest {longest}. What still waits is not counted.",
            median=times.median,
            longest=times.longest,
        ),
    )


def _caseload(basis: Basis) -> Iterator[Sheet]:
    held = [(case, case.held) for case in basis.cases if case.held]
    rows = basis.service.rows
    placed = [
        Held(one.case, _row_of(basis, case.placement.officer, case.placement.team), one.level) for case, one in held
    ]
    grid = caseload_table(placed, rows)
    yield Sheet(
        "caseload", Section.CASELOAD, _titled(grid, _by(basis, say("Open cases"))), percents=False, of_period=False
    )
    judged = [
        Judged(_row_of(basis, case.placement.officer, case.placement.team), one.case, _listed_column(one))
        for case, one in held
    ]
    grid = grid_of(_by(basis, say("On the HRO list")), (_LISTED, _NOT_LISTED), (*rows, NOBODY), judged)
    yield Sheet("caseload_listed", Section.CASELOAD, grid, percents=False, of_period=False)
    covered = {(_cover_row(basis, staff), one.case) for _, one in held for staff in one.covered_by}
    grid = grid_of(
        _by(basis, say("Cover")),
        (_COVERED,),
        (*rows, NOBODY),
        [Judged(row, case, _COVERED.code) for row, case in sorted(covered)],
    )
    yield Sheet("cover", Section.CASELOAD, grid, percents=False, of_period=False)


def _cover_row(basis: Basis, staff: str) -> str:
    team = basis.service.team_of.get(staff, "") if basis.service.by_team else ""
    return _row_of(basis, staff, team)


def _listed_column(one: Held) -> str:
    return _LISTED.code if one.high_risk else _NOT_LISTED.code


def _titled(grid: Grid, title: str) -> Grid:
    return Grid(title, grid.columns, grid.rows)


def _mappa(basis: Basis) -> Iterator[Sheet]:
    levels = tuple(one for one in MappaStandingLevel if one is not MappaStandingLevel.LEFT)
    row = Head("open", say("Open cases under MAPPA"))
    judged = [
        Judged(row.code, case.case, case.mappa.value) for case in basis.cases if case.held and case.mappa in levels
    ]
    grid = grid_of(say("MAPPA levels"), heads(levels), (row,), judged)
    yield Sheet("mappa", Section.MAPPA, grid, percents=False, committee=True, of_period=False)
    yield from mappa_sheets(basis.cases, basis.period)


def _conflict(basis: Basis) -> Iterator[Sheet]:
    views = Head("views", say("Two views"))
    rows = tuple(Head(f"{one.kind}.{one.field}", one.title) for one in basis.service.conflicts)
    judged = [
        Judged(f"{one.kind}.{one.field}", ident, views.code) for one in basis.service.conflicts for ident in one.records
    ]
    grid = grid_of(say("Two views that nobody has decided about"), (views,), rows, judged)
    yield Sheet("conflict", Section.CONFLICT, grid, percents=False, of_period=False)
    yield _plain("sync", Section.CONFLICT, say("How far the sync has come"), say("Number"), basis.service.health)


def _near_miss(basis: Basis) -> Iterator[Sheet]:
    themes = near_miss_themes(basis.service.near_misses, basis.period)
    lines = tuple((one.theme.words, one.count) for one in themes)
    yield _plain("near_miss", Section.NEAR_MISS, say("Near misses by theme"), say("Near misses"), lines)


def _plain(code: str, section: Section, title: str, column: str, lines: Iterable[tuple[str, int]]) -> Sheet:
    """A table of numbers behind which nobody is looked for."""
    known = list(lines)
    rows = tuple(Head(str(number), words) for number, (words, _) in enumerate(known))
    judged = [
        Judged(str(number), f"{number}-{each}", "n") for number, (_, count) in enumerate(known) for each in range(count)
    ]
    of_period = section is Section.NEAR_MISS
    return Sheet(code, section, grid_of(title, (Head("n", column),), rows, judged), percents=False, of_period=of_period)


def _training(basis: Basis) -> Iterator[Sheet]:
    service = basis.service
    grid = training_table(service.trainings, service.staff, tuple(TrainingSubject), basis.today)
    yield Sheet("training", Section.TRAINING, grid, of_period=False)
    tools = load_tools()
    cases = [
        CaseAssessments(case.case, tuple(one for _, one in case.assessments), _asked(tools.tools))
        for case in basis.cases
        if case.held and QualitySort.SEXUAL in case.sorts
    ]
    grid = coverage_table(cases, service.trainings, basis.today, tools.tools)
    note = say("Open cases after sexual offending. All of the tools are asked for in each of them.")
    yield Sheet("accreditation", Section.TRAINING, grid, of_period=False, notes=(note,))


def _asked(tools: Sequence[Instrument]) -> tuple[Instrument, ...]:
    """All of them: sparing somebody needs the agency's own table, which leaves none out until it is confirmed."""
    return tuple(tools)
