"""Training and supervision of everybody whose supervision one may read, and who might be selected for high-risk work.

A worker finds themself; a senior also the workers of the team; a service manager everybody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from casework.records.assessment.discussion import Discussion
from casework.records.identifier import (
    AGENCY,
    CaseId,
    Scope,
    StaffId,
    case_of,
    case_scope,
    restricted_scope,
    staff_scope,
)
from casework.records.oversight.selection import SelectionDecision
from casework.records.oversight.supervision import SupervisionSession
from casework.records.oversight.training import Training, TrainingSubject
from casework.rules.measure.accreditation import load_tools
from casework.rules.measure.gather import counted_records
from casework.rules.measure.training_matrix import MatrixCell, gap_counts, training_matrix
from casework.rules.permission import Action
from casework.rules.selection import Candidate, Weighed, candidates, latest_decision
from casework.rules.supervising import Supervised, supervised, unwritten
from casework.rules.training import holds, training_gaps
from desktop.services.person_line import PersonLine, person_lines
from desktop.services.session import Session
from desktop.services.team.member import HeldCase, held_cases
from desktop.services.team.staffing import WITHIN_DAYS, staff_read

TOOLS = (
    TrainingSubject.LSCMI,
    TrainingSubject.RM2000,
    TrainingSubject.STABLE,
    TrainingSubject.ACUTE,
    TrainingSubject.SARA,
    TrainingSubject.ROSH,
)
OTHERS = tuple(one for one in TrainingSubject if one not in {*TOOLS, TrainingSubject.OTHER})
"""What lies outside the list of subjects has a name of its own each time, and so no column."""


@dataclass(frozen=True)
class MatrixRow:
    """One member of staff, with a cell for each subject in the order of the page."""

    staff: str
    name: str
    home: Scope
    cells: tuple[MatrixCell, ...]
    may_record: bool


@dataclass(frozen=True)
class Unwritten:
    """A case that was discussed in supervision, of which its file says nothing yet."""

    session: str
    person: PersonLine


@dataclass(frozen=True)
class SupervisionLine:
    """How supervision of one member of staff stands. `mine`: it is one's own."""

    name: str
    home: Scope
    state: Supervised
    mine: bool
    unwritten: tuple[Unwritten, ...] = ()

    def overdue(self, today: date) -> bool:
        """Whether the next session should have been held by now."""
        return self.state.overdue(today)


@dataclass(frozen=True)
class CandidateLine:
    """One member of staff for high-risk work: what is known, and what was decided last.

    `selected_on`: since when they are selected; `disagrees`: the last decision says otherwise than what counts.
    """

    name: str
    candidate: Candidate
    selected_on: date | None = None
    decision: SelectionDecision | None = None
    decided_by: str = ""
    disagrees: bool = False

    @property
    def staff(self) -> str:
        """Who it is."""
        return self.candidate.weighed.staff


@dataclass(frozen=True)
class StaffingPage:
    """The page. `asked`: what work with high risk of serious harm asks for."""

    today: date
    within_days: int
    subjects: tuple[TrainingSubject, ...]
    rows: tuple[MatrixRow, ...] = ()
    gaps: tuple[int, ...] = ()
    supervision: tuple[SupervisionLine, ...] = ()
    candidates: tuple[CandidateLine, ...] = ()
    asked: tuple[TrainingSubject, ...] = ()


def asked_for() -> tuple[TrainingSubject, ...]:
    """What work with high risk of serious harm asks for: LS/CMI of everybody, and the tools that the table names."""
    return (TrainingSubject.LSCMI, *(TrainingSubject(tool.value) for tool in load_tools().tools))


def read_staffing(
    session: Session, subjects: Sequence[TrainingSubject] = TOOLS, within_days: int = WITHIN_DAYS
) -> StaffingPage:
    """How it stands today; nothing for somebody who does no casework."""
    staff = staff_read(session)
    trainings = [one for _, one in counted_records(Training, session.store.records(Training.kind, AGENCY))]
    today = session.today()
    matrix = training_matrix(trainings, staff, subjects, today, within_days)
    people = person_lines(session)
    lines = _supervision(session, staff, people)
    return StaffingPage(
        today=today,
        within_days=within_days,
        subjects=tuple(subjects),
        rows=tuple(_row(session, ident, cells) for ident, cells in matrix.items()),
        gaps=gap_counts(matrix, subjects),
        supervision=lines,
        candidates=_candidates(session, staff, trainings, held_cases(session, people), lines),
        asked=asked_for(),
    )


def _row(session: Session, ident: str, cells: tuple[MatrixCell, ...]) -> MatrixRow:
    home = staff_scope(StaffId(ident))
    return MatrixRow(ident, session.name_of(ident), home, cells, session.may(Action.TRAINING, home))


def _supervision(
    session: Session, staff: Iterable[StaffId], people: dict[CaseId, PersonLine]
) -> tuple[SupervisionLine, ...]:
    found = []
    written = _written(session, people)
    for ident in staff:
        home = staff_scope(ident)
        states = session.store.states({SupervisionSession.kind}, {home})
        sessions = dict(counted_records(SupervisionSession, states))
        waits = [
            Unwritten(record, people[CaseId(case)])
            for record, one in sorted(sessions.items(), key=lambda item: (item[1].held_on or date.min, item[0]))
            for case in unwritten(one, written)
        ]
        state = supervised(ident, sessions, session.today())
        found.append(SupervisionLine(session.name_of(ident), home, state, ident == session.me, tuple(waits)))
    return tuple(sorted(found, key=lambda line: (not line.overdue(session.today()), not line.mine)))


def _written(session: Session, people: Iterable[CaseId]) -> dict[str, list[Discussion]]:
    """The discussions in each case that is open here."""
    found: dict[str, list[Discussion]] = {case: [] for case in people}
    scopes = {case_scope(CaseId(case)) for case in found}
    scopes |= {restricted_scope(CaseId(case)) for case in found if session.access(CaseId(case)).restricted}
    states = session.store.states({Discussion.kind}, scopes)
    cases = {str(state.record): case_of(state.scope) for state in states}
    for ident, one in counted_records(Discussion, states):
        found[str(cases[ident])].append(one)
    return found


def _candidates(
    session: Session,
    staff: Iterable[StaffId],
    trainings: Sequence[Training],
    held: Iterable[HeldCase],
    lines: Iterable[SupervisionLine],
) -> tuple[CandidateLine, ...]:
    """Everybody about whom the person at the keyboard may decide."""
    cases, last, today = list(held), {line.state.staff: line.state.held_on for line in lines}, session.today()
    selected = {ident: since for ident in staff if (since := _selected_since(trainings, ident, today))}
    weighed = [
        Weighed(
            staff=ident,
            gaps=tuple(training_gaps(trainings, ident, asked_for(), today)),
            cases=sum(one.officer == ident for one in cases),
            listed=sum(one.officer == ident and one.high_risk for one in cases),
            supervised_on=last.get(ident),
            selected=ident in selected,
        )
        for ident in staff
        if session.may(Action.TRAINING, staff_scope(ident))
    ]
    return tuple(_candidate(session, one, selected) for one in candidates(weighed))


def _candidate(session: Session, one: Candidate, selected: dict[StaffId, date]) -> CandidateLine:
    ident = StaffId(one.weighed.staff)
    states = session.store.states({SelectionDecision.kind}, {staff_scope(ident)})
    states = sorted(states, key=lambda state: state.created.order if state.created else ())
    decision = latest_decision(list(counted_records(SelectionDecision, states)))
    by = session.name_of(decision.decided_by or "") if decision else ""
    says = decision is not None and decision.answer is not None and decision.answer.value == "selected"
    disagrees = decision is not None and says != (ident in selected)
    return CandidateLine(session.name_of(ident), one, selected.get(ident), decision, by, disagrees)


def _selected_since(trainings: Iterable[Training], staff: str, day: date) -> date | None:
    days = [
        one.completed_on
        for one in trainings
        if one.staff == staff and one.subject is TrainingSubject.HIGH_RISK and holds(one, day) and one.completed_on
    ]
    return min(days, default=None)
