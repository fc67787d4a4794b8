"""What the page Measures shows: figures of a period, of how many cases, and the records behind each figure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from casework.ledger.fold import RecordState
from casework.ledger.measures import FigureTable, MeasuresRequest, MeasuresResponse
from casework.records.contact.near_miss import NearMiss
from casework.records.identifier import AGENCY, CaseId, StaffId, case_of, case_scope, restricted_scope
from casework.records.oversight.training import Training
from casework.records.staff.staff import StaffRole
from casework.rules.access import Why
from casework.rules.measure.conflict import conflict_counts
from casework.rules.measure.gather import counted_records
from casework.rules.measure.grid import Head
from casework.rules.measure.period import PeriodSort, ReportPeriod, after, before, load_periods, period_of
from casework.rules.measure.report.facts import KINDS_READ, CaseFigures, case_figures, rules_of
from casework.rules.measure.report.plain import figures_behind, plain_tables
from casework.rules.measure.report.reader import reads_agency, reads_figures
from casework.rules.measure.report.saved import COMMITTEE_PERIOD, SavedReport, load_reports
from casework.rules.measure.report.sheet import Section
from casework.rules.measure.report.tables import Basis, ServiceFigures, all_sheets, case_behind
from casework.rules.near_miss import anonymous
from casework.rules.plain_name import by_letters
from casework.words import language, say
from desktop.services.confirmed_table import confirmed_tables
from desktop.services.person_line import PersonLine, person_lines
from desktop.services.session import Session

_CASEWORK = frozenset({StaffRole.WORKER, StaffRole.SENIOR})
Figure = tuple[str, str, int]
"""A figure by its table, its row and its column from nought."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants to see: a sort of period and a day in it, of this laptop or of the whole agency."""

    period: str = COMMITTEE_PERIOD
    day: date | None = None
    agency: bool = False


@dataclass(frozen=True)
class Behind:
    """What is behind the figures: ids by figure, the case of each, its person, and staff by id."""

    ids: Mapping[Figure, tuple[str, ...]] = field(default_factory=dict)
    cases: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[CaseId, PersonLine] = field(default_factory=dict)
    staff: Mapping[str, str] = field(default_factory=dict)

    def persons(self, figure: Figure) -> tuple[PersonLine, ...]:
        """The people behind a figure, each once, by name."""
        found = {self.people[case] for ident in self.ids.get(figure, ()) if (case := self._case(ident)) in self.people}
        return tuple(sorted(found, key=lambda line: (by_letters(line.name), line.born or date.min, line.case)))

    def names(self, figure: Figure) -> tuple[str, ...]:
        """The members of staff behind a figure, by name."""
        return tuple(sorted(self.staff[ident] for ident in self.ids.get(figure, ()) if ident in self.staff))

    def _case(self, ident: str) -> CaseId:
        # What is due is known by its case and what else tells it from others.
        return CaseId(self.cases.get(ident) or ident.partition("|")[0])


@dataclass(frozen=True)
class MeasuresPage:
    """The page. `agency`: these are the office's figures, without anything behind them; `asks_agency`: they may be had.

    `english`: the tables by their codes in the words of the source, where the program is in another language.
    `as_at`: when they were counted or, for a laptop's, when it last had everything; None where it never had.
    """

    today: date
    period: ReportPeriod
    cases: int
    as_at: datetime | None
    tables: tuple[FigureTable, ...]
    english: Mapping[str, FigureTable] = field(default_factory=dict)
    behind: Behind = field(default_factory=Behind)
    agency: bool = False
    asks_agency: bool = False

    def of_sections(self, sections: Iterable[Section]) -> tuple[FigureTable, ...]:
        """The tables of some sections, in the order of these."""
        return tuple(one for section in sections for one in self.tables if one.section == section.value)

    def for_committee(self) -> tuple[FigureTable, ...]:
        """What a committee is given."""
        return tuple(one for one in self.tables if one.committee)


def has_measures(session: Session) -> bool:
    """Whether the person at the keyboard reads figures."""
    return reads_figures(session.role())


def periods() -> tuple[PeriodSort, ...]:
    """The sorts of period to choose from."""
    return load_periods().periods


def reports() -> tuple[SavedReport, ...]:
    """The saved reports to choose from."""
    return load_reports()


def step(period: ReportPeriod, *, later: bool) -> date:
    """A day in the period before or after one."""
    return (after if later else before)(load_periods(), period).days.starts


def read_measures(session: Session, wish: Wish) -> MeasuresPage:
    """Count what is on this laptop. Nothing at all for somebody who reads no figures."""
    today, role = session.today(), session.role()
    period = period_of(load_periods(), wish.period, wish.day or today)
    if not reads_figures(role):
        return MeasuresPage(today, period, 0, None, ())
    people = {case: line for case, line in person_lines(session).items() if _counts(session, case)}
    cases = _case_figures(session, people)
    rules = rules_of(confirmed_tables(session))
    sheets = all_sheets(Basis(cases, _service(session, people), rules, period, today))
    behind = Behind(figures_behind(sheets), case_behind(cases), people, _staff_names(session))
    return MeasuresPage(
        today=today,
        period=period,
        cases=len(cases),
        as_at=session.store.last_synced_at(),
        tables=tuple(plain_tables(sheets)),
        english={one.code: one for one in plain_tables(sheets, in_english=True)} if language() else {},
        behind=behind,
        asks_agency=reads_agency(role),
    )


def agency_request(session: Session, wish: Wish) -> MeasuresRequest:
    """What is asked of the office."""
    return MeasuresRequest(period=wish.period, day=wish.day or session.today())


def agency_page(session: Session, wish: Wish, answer: MeasuresResponse) -> MeasuresPage:
    """The office's figures as the page shows them."""
    today = session.today()
    period = period_of(load_periods(), wish.period, wish.day or today)
    return MeasuresPage(today, period, answer.cases, answer.as_at, tuple(answer.tables), agency=True, asks_agency=True)


def _counts(session: Session, case: CaseId) -> bool:
    """Whether a case is counted: those of which somebody is a senior, for a service manager all open to them."""
    return session.role() is StaffRole.SERVICE_MANAGER or Why.SENIOR in session.access(case).why


def _case_figures(session: Session, cases: Iterable[CaseId]) -> tuple[CaseFigures, ...]:
    """Every case in one reading of the store."""
    found: dict[CaseId, list[RecordState]] = {case: [] for case in cases}
    restricted = {restricted_scope(case) for case in found if session.access(case).restricted}
    for state in session.store.states(KINDS_READ, {case_scope(case) for case in found} | restricted):
        if (case := case_of(state.scope)) in found and case is not None:
            found[case].append(state)
    facts, now, rules = session.store.facts(), session.now(), rules_of(confirmed_tables(session))
    return tuple(case_figures(case, states, facts, rules, now) for case, states in found.items())


def _service(session: Session, people: Mapping[CaseId, PersonLine]) -> ServiceFigures:
    facts = session.store.facts()
    doing = sorted(staff for staff in facts.staff if facts.role(staff) in _CASEWORK)
    mine = session.role() is StaffRole.SERVICE_MANAGER
    team = facts.team_of(session.me)
    staff = [one for one in doing if mine or facts.team_of(one) == team]
    trainings = counted_records(Training, session.store.records(Training.kind, AGENCY))
    told = counted_records(NearMiss, session.store.records(NearMiss.kind))
    contested = session.store.contested()
    return ServiceFigures(
        rows=_rows(session, staff, people),
        staff=tuple(str(one) for one in staff),
        trainings=tuple(one for _, one in trainings),
        near_misses=tuple(anonymous(one) for _, one in told),
        conflicts=conflict_counts(state for state in contested if case_of(state.scope) in people),
        health=(
            (say("Saved on this laptop and not at the office yet"), session.store.unsent()),
            (say("Records with two views on this laptop"), len(contested)),
        ),
    )


def _rows(session: Session, staff: Sequence[StaffId], people: Mapping[CaseId, PersonLine]) -> tuple[Head, ...]:
    """Who may have cases, and whoever has one of these, by name."""
    given = session.store.facts().allocations
    holders = {one.holder.id for case in people for one in given.get(case, ()) if one.holder}
    known = {*staff, *(StaffId(one) for one in holders if StaffId(one) in session.store.facts().staff)}
    return tuple(sorted((Head(one, session.name_of(one)) for one in known), key=lambda head: (head.title, head.code)))


def _staff_names(session: Session) -> dict[str, str]:
    return {str(one): session.name_of(one) for one in session.store.facts().staff}
