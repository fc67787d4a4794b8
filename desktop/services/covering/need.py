"""What a case asks of whoever works on it: training in the instruments that are used there, and for its risk."""

from collections.abc import Iterable, Mapping

from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.identifier import AGENCY, CaseId, case_of, case_scope
from casework.records.oversight.training import Training, TrainingSubject
from casework.rules.duty.fact import HIGH_LEVELS
from casework.rules.instrument.completing import subject_for
from casework.rules.measure.gather import counted_records
from casework.rules.standing import read_record
from casework.rules.training import training_gaps
from desktop.services.person_line import PersonLine
from desktop.services.session import Session

_NOT_AGAIN = frozenset({Instrument.PLACEMENT, Instrument.RM2000})
"""What nobody has to complete again while somebody is away: it does not change with the person's circumstances."""


def needs_of(session: Session, people: Mapping[CaseId, PersonLine]) -> dict[CaseId, tuple[TrainingSubject, ...]]:
    """What each of some cases asks for, in the order of the subjects."""
    found: dict[CaseId, set[TrainingSubject]] = {case: set() for case in people}
    for state in session.store.states({Assessment.kind}, {case_scope(case) for case in people}):
        case = case_of(state.scope)
        for _, one in counted_records(Assessment, [state]):
            subject = subject_for(one.instrument) if one.instrument and one.instrument not in _NOT_AGAIN else None
            if case in found and subject is not None:
                found[case].add(subject)
    for case, line in people.items():
        if line.risk.level in HIGH_LEVELS:
            found[case].add(TrainingSubject.HIGH_RISK)
    order = list(TrainingSubject)
    return {case: tuple(sorted(subjects, key=order.index)) for case, subjects in found.items()}


def trainings(session: Session) -> list[Training]:
    """Every training that is known on this laptop: the agency's laptops know of everybody's."""
    return [read_record(Training, state) for state in session.store.records(Training.kind, AGENCY)]


def lacking(
    session: Session, known: Iterable[Training], staff: str, wanted: Iterable[TrainingSubject]
) -> tuple[str, ...]:
    """In words, what somebody is not trained in today of what a case asks for."""
    return tuple(subject.words for subject in training_gaps(known, staff, wanted, session.today()))
