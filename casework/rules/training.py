"""Whether somebody is trained in something on a day, and what each member of staff is not (standards.md 45, 177)."""

from collections.abc import Iterable
from datetime import date

from casework.records.oversight.training import Training, TrainingSubject


def holds(training: Training, day: date) -> bool:
    """Whether a training counts on a day: completed by then, not expired, not ended."""
    if training.completed_on is None or day < training.completed_on:
        return False
    if training.ended and training.ended.on <= day:
        return False
    return training.expires_on is None or day <= training.expires_on


def is_trained(trainings: Iterable[Training], staff: str, subject: TrainingSubject, day: date) -> bool:
    """Whether a member of staff counts as trained in a subject on a day."""
    return any(one.staff == staff and one.subject is subject and holds(one, day) for one in trainings)


def training_gaps(
    trainings: Iterable[Training], staff: str, wanted: Iterable[TrainingSubject], day: date
) -> list[TrainingSubject]:
    """What of the wanted subjects a member of staff is not trained in on a day, in the order given."""
    known = list(trainings)
    return [subject for subject in wanted if not is_trained(known, staff, subject, day)]
