"""Whose cases a senior looks at on the page of the team, and who has them: by worker and level of risk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casework.ledger.fold import RecordState
from casework.records.file.case import RiskLevel
from casework.records.high_risk.proposal import HighRiskProposal
from casework.records.identifier import CaseId, StaffId, case_of, case_scope
from casework.records.staff.staff import StaffRole
from casework.rules.access import Why
from casework.rules.high_risk.membership import on_list
from casework.rules.measure.caseload import NO_LEVEL, Held, caseload_table
from casework.rules.measure.grid import Grid, Head
from casework.rules.measure.holding import placement_of
from casework.words import say
from desktop.services.high_risk.facts import KINDS
from desktop.services.person_line import PersonLine
from desktop.services.session import Session

_DOING_CASEWORK = (StaffRole.WORKER, StaffRole.SENIOR)


@dataclass(frozen=True)
class HeldCase:
    """One open case of the team. `officer` and `team` are ids, empty where there is none; `covering`: staff ids."""

    case: CaseId
    officer: str
    team: str
    level: RiskLevel | None
    high_risk: bool = False
    covering: tuple[str, ...] = ()


@dataclass(frozen=True)
class Load:
    """How many open cases one worker has. `levels`: very high, high, medium, low, not known."""

    worker: str
    name: str
    levels: tuple[int, ...]
    high_risk: int = 0
    covers: int = 0
    away: int = 0
    """So many of their cases somebody else covers now."""

    @property
    def cases(self) -> int:
        """All of them."""
        return sum(self.levels)


def held_cases(session: Session, people: Mapping[CaseId, PersonLine]) -> tuple[HeldCase, ...]:
    """The open cases of which the person at the keyboard is a senior; for a service manager, those open to them."""
    facts, now = session.store.facts(), session.now()
    manages = session.role() is StaffRole.SERVICE_MANAGER
    listed = _on_list(session)
    found = []
    for case, line in people.items():
        if line.open and (manages or Why.SENIOR in session.access(case).why):
            placed = placement_of(case, facts, now)
            level = line.risk.level
            found.append(HeldCase(case, placed.officer, placed.team, level, case in listed, placed.covering))
    return tuple(found)


def _on_list(session: Session) -> set[CaseId]:
    """Who is on the high-risk list today, of the cases on this laptop; only those with a proposal can be."""
    proposed = {case for state in session.store.records(HighRiskProposal.kind) if (case := case_of(state.scope))}
    today = session.today()
    found: dict[CaseId | None, list[RecordState]] = {}
    for state in session.store.states(KINDS, {case_scope(case) for case in proposed}):
        found.setdefault(case_of(state.scope), []).append(state)
    return {case for case in proposed if on_list(found.get(case, ()), today)}


def caseload_grid(session: Session, held: Iterable[HeldCase]) -> Grid:
    """The caseload by worker and level: whoever has a case, and everybody of the team who could."""
    cases = list(held)
    facts, team = session.store.facts(), session.store.facts().team_of(session.me)
    mine = {staff for staff in facts.staff if facts.role(staff) in _DOING_CASEWORK and facts.team_of(staff) == team}
    staff = mine | {StaffId(one.officer) for one in cases if one.officer}
    rows = sorted((Head(one, session.name_of(one)) for one in staff), key=lambda head: (head.title, head.code))
    return caseload_table((Held(one.case, one.officer, one.level) for one in cases), rows)


def read_loads(session: Session, held: Iterable[HeldCase]) -> tuple[Load, ...]:
    """The caseload as lines: of everybody who may have cases, and of nobody where there are such."""
    cases = list(held)
    grid = caseload_grid(session, cases)
    loads = [
        Load(
            worker=row.head.code,
            name=row.head.title,
            levels=row.counts,
            high_risk=sum(one.high_risk for one in cases if one.officer == row.head.code),
            covers=sum(row.head.code in one.covering for one in cases),
            away=sum(bool(one.covering) for one in cases if one.officer == row.head.code),
        )
        for row in grid.rows
    ]
    return tuple(load for load in loads if load.worker or load.cases)


COLUMNS = (say("Very high"), say("High"), say("Medium"), say("Low"), NO_LEVEL.title)
"""The heads of `Load.levels`."""
