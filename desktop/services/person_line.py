"""How a person appears wherever they are chosen or listed: name, date of birth, standing risk, warnings."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from casework.ledger.fold import Head, Order, RecordState
from casework.records.check import check_value
from casework.records.file.case import Case, RiskLevel, StandingRisk
from casework.records.file.disposal import Disposal
from casework.records.identifier import CaseId, RecordId, case_of, case_scope, case_scopes
from casework.records.merge import caution_of
from casework.records.person.person import Person
from casework.records.record import merge_of
from casework.records.risk.warning import WARNING_WORDS, Notice, WarningRecord, WarningSort, WarningStatus
from casework.rules.high_risk.work_list import RISK_ORDER
from casework.rules.plain_name import by_letters
from casework.rules.retention import gather_end
from casework.rules.standing import field_standing, read_record
from casework.rules.status import IN_COMMUNITY, StatusView, status_of
from casework.words import say
from desktop.services.joined import files_of, joined_cases, marked
from desktop.services.session import Session


@dataclass(frozen=True)
class RiskView:
    """The standing risk of serious harm: level, by whose assessment and when. `two_views`: a conflict is open.

    `heads`: the entries of every view, those too that do not stand: a decision replaces those that it saw.
    """

    level: RiskLevel | None
    assessor: str = ""
    assessed_on: date | None = None
    rationale: str = ""
    two_views: bool = False
    awaiting: bool = False
    heads: tuple[str, ...] = ()


@dataclass(frozen=True)
class WarningLine:
    """One warning that holds. `two_views`: somebody removed it and somebody else did not see that; `heads` as above."""

    record: str
    sort: WarningSort
    words: str
    text: str
    review_on: date | None
    two_views: bool = False
    heads: tuple[str, ...] = ()


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
    status: StatusView = IN_COMMUNITY


_KINDS = frozenset({Person.kind, Case.kind, WarningRecord.kind, Disposal.kind})
"""What a line is made of."""

NOT_READABLE = say("Name recorded in a newer version")

NOT_READ = Notice(sort=WarningSort.OTHER, text=say("A warning that a senior has to look at first"))
"""Shown for a warning that waits to be released or is of a newer version: there is one, and nobody may miss it."""


def risk_view(session: Session, case_state: RecordState | None) -> RiskView:
    """What stands as risk of serious harm, from the case record."""
    found = field_standing(case_state, "standing_risk") if case_state else None
    if found is None:
        return RiskView(None)
    # What cannot be read counts as the most cautious, but must not hide the highest level that can be.
    heads = sorted((found.head, *found.others, *found.awaiting), key=_caution, reverse=True)
    readable = [head for head in heads if not check_value(Case.kind, "standing_risk", head.value)]
    if not readable:
        return RiskView(None, awaiting=found.head.awaiting, heads=_entries(heads))
    value = StandingRisk.model_validate(readable[0].value)
    return RiskView(
        level=value.level,
        assessor=session.name_of(value.assessor),
        assessed_on=value.assessed_on,
        rationale=value.rationale,
        two_views=found.in_conflict or readable[0] is not heads[0],
        awaiting=found.head.awaiting,
        heads=_entries(heads),
    )


def _entries(heads: Iterable[Head]) -> tuple[str, ...]:
    return tuple(sorted(head.entry for head in heads))


def _caution(head: Head) -> int:
    rule = merge_of(Case.kind, "standing_risk")
    return caution_of(rule, head.value) if rule else 0


def warning_lines(states: list[RecordState]) -> tuple[WarningLine, ...]:
    """The warnings that hold: the most cautious view of each stands."""
    lines = []
    for state in states:
        warning = read_record(WarningRecord, state)
        view = field_standing(state, "state")
        if warning.state and warning.state.status is WarningStatus.REMOVED:
            continue
        notice = warning.notice or NOT_READ
        words = notice.text if notice.sort is WarningSort.OTHER else WARNING_WORDS[notice.sort]
        two = view is not None and view.in_conflict
        heads = _entries((view.head, *view.others, *view.awaiting)) if view else ()
        lines.append(WarningLine(state.record, notice.sort, words, notice.text, warning.review_on, two, heads))
    return tuple(sorted(lines, key=lambda line: (list(WarningSort).index(line.sort), line.words)))


def person_state(session: Session, case: CaseId) -> RecordState | None:
    """The person record of a case."""
    return _first(session.store.records(Person.kind, case_scope(case)))


def _first(people: list[RecordState]) -> RecordState | None:
    """The person of a case is the first that counts; a second one takes nobody's place, whatever its id."""
    return min(people, key=_made, default=None)


def _made(state: RecordState) -> tuple[bool, Order, str]:
    head = state.created
    return (head is None or head.awaiting, head.order if head else (1, 0, 0), state.record)


def person_line(session: Session, case: CaseId) -> PersonLine:
    """The person of one case as shown in a list, with what another file of theirs says of risk and warnings."""
    own, *others = (_line_of_file(session, file) for file in files_of(session, case))
    return _together(own, others)


def _line_of_file(session: Session, case: CaseId) -> PersonLine:
    return _line(
        session,
        case,
        person_state(session, case),
        session.store.record(case_scope(case), RecordId(case)),
        session.store.records(WarningRecord.kind, case_scope(case)),
    )


def _together(line: PersonLine, others: Sequence[PersonLine]) -> PersonLine:
    """A line with the most cautious level of all files of the person, and the warnings of all."""
    if not others:
        return line
    known = [one.risk for one in (line, *others) if one.risk.level is not None or one.risk.awaiting]
    risk = min(known, key=lambda view: RISK_ORDER[view.level], default=line.risk)
    warnings = [*line.warnings, *(_of_other_file(warning) for one in others for warning in one.warnings)]
    ordered = sorted(warnings, key=lambda one: (list(WarningSort).index(one.sort), one.words))
    return replace(line, risk=risk, warnings=tuple(ordered))


def _of_other_file(warning: WarningLine) -> WarningLine:
    return replace(warning, words=marked(warning.words, other=True))


def person_lines(session: Session, of: Collection[CaseId] | None = None) -> dict[CaseId, PersonLine]:
    """Every case open to this person on this laptop, or those of some cases, read in one query however many there are.

    A case named in `of` brings the other files of the same person with it.
    """
    joined = joined_cases(session)
    wanted = None if of is None else {file for case in of for file in (case, *joined.get(case, ()))}
    found = _states_of(session, wanted)
    lines = {}
    for case in session.cases(wanted):
        # What was disposed of has no name any more: it is no case to be listed.
        if case in found[Disposal.kind] and case not in found[Person.kind]:
            continue
        files = found[Case.kind].get(case, [])
        own = next((state for state in files if state.scope == case_scope(CaseId(state.record))), None)
        person = _first(found[Person.kind].get(case, []))
        lines[case] = _line(session, case, person, own, found[WarningRecord.kind].get(case, []))
    return {
        case: _together(line, [lines[o] for o in joined.get(case, ()) if o in lines]) for case, line in lines.items()
    }


def _states_of(session: Session, cases: Collection[CaseId] | None) -> dict[str, dict[CaseId, list[RecordState]]]:
    """The records that a line is made of, by kind and case."""
    scopes = None if cases is None else {scope for case in cases for scope in case_scopes(case)}
    found: dict[str, dict[CaseId, list[RecordState]]] = {kind: {} for kind in _KINDS}
    for state in session.store.states(_KINDS, scopes):
        if case := case_of(state.scope):
            found[state.kind].setdefault(case, []).append(state)
    return found


def _line(
    session: Session,
    case: CaseId,
    person: RecordState | None,
    case_state: RecordState | None,
    warnings: list[RecordState],
) -> PersonLine:
    record = read_record(Person, person) if person else Person()
    needs = record.communication
    return PersonLine(
        case=case,
        name=record.name.full() if record.name else NOT_READABLE,
        born=record.born,
        risk=risk_view(session, case_state),
        warnings=warning_lines(warnings),
        # While one view says that it is open, nobody loses sight of it.
        open=case_state is None or not gather_end([case_state]).closed,
        language=needs.language if needs else "",
        interpreter=bool(needs and needs.interpreter),
        status=status_of(person),
    )


def riskiest_first(line: PersonLine) -> tuple[int, tuple[str, str], date]:
    """Sort key for lists of people."""
    return (RISK_ORDER[line.risk.level], by_letters(line.name), line.born or date.min)
