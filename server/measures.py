"""The figures of the whole agency for service managers: numbers by team, never a name, never an id.

The same pure functions as on a laptop, over every case; read case by case, so that memory stays flat however many there
are. Who asked is noted.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from threading import Lock

from casework.ledger.audit import AuditWhat
from casework.ledger.fold import RecordState
from casework.ledger.measures import MeasuresRequest, MeasuresResponse
from casework.records.contact.near_miss import NearMiss
from casework.records.file.case import Case
from casework.records.identifier import AGENCY, CaseId, DeviceId, case_of, case_scope, restricted_scope
from casework.records.oversight.training import Training
from casework.records.staff.staff import StaffRole, Team
from casework.rules.access import AccessFacts
from casework.rules.day import day_of
from casework.rules.measure.conflict import conflict_counts
from casework.rules.measure.gather import counted_records
from casework.rules.measure.grid import Head
from casework.rules.measure.period import ReportPeriod, load_periods, period_of
from casework.rules.measure.report.facts import KINDS_READ, CaseFigures, case_figures, rules_of
from casework.rules.measure.report.plain import plain_tables
from casework.rules.measure.report.reader import reads_agency
from casework.rules.measure.report.tables import Basis, ServiceFigures, all_sheets
from casework.rules.near_miss import anonymous
from casework.rules.standing import conflicts, records_of
from server.admission import current_device
from server.office import Office
from server.problem import NOT_UNDERSTOOD, Refused, too_often
from server.storage.audit import AuditNote, add_notes
from server.storage.database import Connection
from server.storage.device import load_devices
from server.storage.folded import load_kind, load_scope

_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
_SILENT = timedelta(days=7)
KEPT = timedelta(minutes=10)
"""How long figures are good for that took long to count; each says as at when they are."""

_LONG_S = 5.0
_AGAIN_S = 20
_counting = Lock()
_kept: dict[tuple[str, str, date], MeasuresResponse] = {}
_CASEWORK = frozenset({StaffRole.WORKER, StaffRole.SENIOR})


def answer_measures(office: Office, device: DeviceId, request: MeasuresRequest) -> MeasuresResponse:
    """Count, for who may read the agency's figures; no tables at all for anybody else.

    Raises:
        Refused: if the laptop was stopped meanwhile, the period is none that there is, or somebody else's is counted.
    """
    now, period = office.clock.now(), _period(request)
    with office.database.write() as connection:
        asker = current_device(connection, device, lock=False).staff
        allowed = reads_agency(office.facts.load(connection).access.role(asker))
        if allowed:
            about = f"{request.period} {period.days.starts.isoformat()}"
            add_notes(connection, [AuditNote(asker, AuditWhat.FIGURES, about, now, device)])
    if not allowed:
        return MeasuresResponse(as_at=now)
    return _figures(office, period, now)


def _figures(office: Office, period: ReportPeriod, now: datetime) -> MeasuresResponse:
    """Count, one manager at a time: a large agency takes longer than a laptop waits, and has it when it asks again."""
    about = (str(office.settings.folder), period.title, period.days.starts)
    kept = _kept.get(about)
    if kept is not None and kept.as_at <= now < kept.as_at + KEPT:
        return kept
    if not _counting.acquire(blocking=False):
        raise too_often(_AGAIN_S)
    try:
        began_s = time.monotonic()
        found = _counted(office, period, now)
        if time.monotonic() - began_s >= _LONG_S:
            for old in [one for one, before in _kept.items() if before.as_at + KEPT <= now]:
                del _kept[old]
            _kept[about] = found
        return found
    finally:
        _counting.release()


def _counted(office: Office, period: ReportPeriod, now: datetime) -> MeasuresResponse:
    with office.database.read() as connection:
        counted = _count(connection, office.facts.load(connection).access, now)
    basis = Basis(tuple(counted.cases), counted.service, rules_of(counted.facts.confirmed), period, day_of(now))
    tables = plain_tables(all_sheets(basis))
    return MeasuresResponse(as_at=now, cases=len(counted.cases), title=period.title, tables=tables)


def _period(request: MeasuresRequest) -> ReportPeriod:
    table = load_periods()
    known = any(one.code == request.period for one in table.periods)
    if not known or not _FIRST_DAY <= request.day <= _LAST_DAY:
        raise Refused(NOT_UNDERSTOOD)
    return period_of(table, request.period, request.day)


@dataclass
class _Counted:
    """What the office counted."""

    facts: AccessFacts
    cases: list[CaseFigures] = field(default_factory=list)
    contested: list[RecordState] = field(default_factory=list)
    service: ServiceFigures = field(default_factory=ServiceFigures)


def _count(connection: Connection, facts: AccessFacts, now: datetime) -> _Counted:
    counted, rules = _Counted(facts), rules_of(facts.confirmed)
    for case, states in _states(connection):
        counted.contested += [state for state in states if conflicts(state)]
        known = [state for state in states if state.kind in KINDS_READ]
        counted.cases.append(case_figures(case, known, facts, rules, now))
    counted.service = _service(connection, counted, now)
    return counted


def _states(connection: Connection) -> Iterator[tuple[CaseId, list[RecordState]]]:
    """Every case with its records, one case at a time."""
    cases = dict.fromkeys(case_of(state.scope) for state in load_kind(connection, Case.kind))
    for case in cases:
        if case is not None:
            yield case, [*load_scope(connection, case_scope(case)), *load_scope(connection, restricted_scope(case))]


def _service(connection: Connection, counted: _Counted, now: datetime) -> ServiceFigures:
    facts = counted.facts
    staff = sorted(one for one in facts.staff if facts.role(one) in _CASEWORK)
    teams = {
        str(state.record): team.name or "" for state, team in records_of(Team, load_kind(connection, Team.kind, AGENCY))
    }
    rows = sorted((Head(team, teams.get(team) or "A team without a name") for team in facts.known_teams()), key=_title)
    laptops = [one for one in load_devices(connection) if one.stopped_at is None]
    silent = sum(one.seen_at is None or now - one.seen_at > _SILENT for one in laptops)
    return ServiceFigures(
        rows=tuple(rows),
        by_team=True,
        staff=tuple(str(one) for one in staff),
        team_of={str(one): facts.team_of(one) or "" for one in facts.staff},
        trainings=tuple(one for _, one in counted_records(Training, load_kind(connection, Training.kind, AGENCY))),
        near_misses=tuple(anonymous(one) for _, one in counted_records(NearMiss, load_kind(connection, NearMiss.kind))),
        conflicts=conflict_counts(counted.contested),
        health=(
            ("Laptops in use", len(laptops)),
            ("Laptops not heard from for a week", silent),
            (
                "Records on laptops, not at the office yet, by the laptops' last word",
                sum(one.unsent for one in laptops),
            ),
            ("Cases in which something waits for a senior", len(facts.waiting)),
        ),
    )


def _title(head: Head) -> tuple[str, str]:
    return head.title, head.code
