"""How a person appears wherever they are chosen or listed: name, date of birth, standing risk, warnings."""

from dataclasses import dataclass
from datetime import date

from casework.ledger.fold import RecordState
from casework.records.case import Case, CaseState, RiskLevel, StandingRisk
from casework.records.identifier import CaseId, RecordId, case_of, case_scope
from casework.records.person import Person
from casework.records.warning import WARNING_WORDS, WarningRecord, WarningSort, WarningStatus
from casework.rules.standing import field_standing, read_record
from desktop.services.session import Session


@dataclass(frozen=True)
class RiskView:
    """The standing risk of serious harm: level, by whose assessment and when. `two_views`: a conflict is open."""

    level: RiskLevel | None
    assessor: str = ""
    assessed_on: date | None = None
    rationale: str = ""
    two_views: bool = False
    awaiting: bool = False


@dataclass(frozen=True)
class WarningLine:
    """One warning that holds. `two_views`: somebody removed it and somebody else did not see that."""

    record: str
    sort: WarningSort
    words: str
    text: str
    review_on: date | None
    two_views: bool = False


@dataclass(frozen=True)
class PersonLine:
    """A person as shown in any list."""

    case: CaseId
    name: str
    born: date | None
    risk: RiskView
    warnings: tuple[WarningLine, ...] = ()
    open: bool = True
    language: str = ""
    interpreter: bool = False


NOT_READABLE = "Name recorded in a newer version"


def risk_view(session: Session, case_state: RecordState | None) -> RiskView:
    """What stands as risk of serious harm, from the case record."""
    found = field_standing(case_state, "standing_risk") if case_state else None
    if found is None:
        return RiskView(None)
    value = StandingRisk.model_validate(found.value)
    return RiskView(
        level=value.level,
        assessor=session.name_of(value.assessor),
        assessed_on=value.assessed_on,
        rationale=value.rationale,
        two_views=found.in_conflict,
        awaiting=found.head.awaiting,
    )


def warning_lines(states: list[RecordState]) -> tuple[WarningLine, ...]:
    """The warnings that hold: the most cautious view of each stands."""
    lines = []
    for state in states:
        warning = read_record(WarningRecord, state)
        view = field_standing(state, "state")
        if warning.notice is None or (warning.state and warning.state.status is WarningStatus.REMOVED):
            continue
        sort = warning.notice.sort
        words = warning.notice.text if sort is WarningSort.OTHER else WARNING_WORDS[sort]
        two = view is not None and view.in_conflict
        lines.append(WarningLine(state.record, sort, words, warning.notice.text, warning.review_on, two))
    return tuple(sorted(lines, key=lambda line: (list(WarningSort).index(line.sort), line.words)))


def person_state(session: Session, case: CaseId) -> RecordState | None:
    """The person record of a case."""
    found = session.store.records(Person.kind, case_scope(case))
    return found[0] if found else None


def person_line(session: Session, case: CaseId) -> PersonLine:
    """The person of one case as shown in a list."""
    return _line(
        session,
        case,
        person_state(session, case),
        session.store.record(case_scope(case), RecordId(case)),
        session.store.records(WarningRecord.kind, case_scope(case)),
    )


def person_lines(session: Session) -> dict[CaseId, PersonLine]:
    """Every case open to this person on this laptop, read in three queries however many there are."""
    people = _by_case(session.store.records(Person.kind))
    cases = _by_case(session.store.records(Case.kind))
    warnings = _by_case(session.store.records(WarningRecord.kind))
    lines = {}
    for case in session.cases():
        person, record = people.get(case, []), cases.get(case, [])
        first, own = person[0] if person else None, record[0] if record else None
        lines[case] = _line(session, case, first, own, warnings.get(case, []))
    return lines


def _by_case(states: list[RecordState]) -> dict[CaseId, list[RecordState]]:
    found: dict[CaseId, list[RecordState]] = {}
    for state in states:
        if case := case_of(state.scope):
            found.setdefault(case, []).append(state)
    return found


def _line(
    session: Session,
    case: CaseId,
    person: RecordState | None,
    case_state: RecordState | None,
    warnings: list[RecordState],
) -> PersonLine:
    record = read_record(Person, person) if person else Person()
    state = read_record(Case, case_state).state if case_state else None
    needs = record.communication
    return PersonLine(
        case=case,
        name=record.name.full() if record.name else NOT_READABLE,
        born=record.born,
        risk=risk_view(session, case_state),
        warnings=warning_lines(warnings),
        open=state is not CaseState.CLOSED,
        language=needs.language if needs else "",
        interpreter=bool(needs and needs.interpreter),
    )


RISK_ORDER = {RiskLevel.VERY_HIGH: 0, RiskLevel.HIGH: 1, None: 2, RiskLevel.MEDIUM: 3, RiskLevel.LOW: 4}
"""Riskiest first; not known counts as needing attention."""


def riskiest_first(line: PersonLine) -> tuple[int, str, date]:
    """Sort key for lists of people."""
    return (RISK_ORDER[line.risk.level], line.name.casefold(), line.born or date.min)
