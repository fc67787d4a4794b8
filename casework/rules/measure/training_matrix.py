"""The matrix of training: for each member of staff and each subject how it stands on a day (standards.md 176, 177)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from casework.records.oversight.training import Training, TrainingSubject
from casework.rules.training import holds


class TrainingState(StrEnum):
    """How somebody stands in one subject."""

    HELD = "held"
    ENDING = "ending"
    OVER = "over"
    NONE = "none"


@dataclass(frozen=True)
class MatrixCell:
    """One member of staff in one subject. `until`: the last day on which it counts, or on which it counted.

    None where it has no end, or nothing was ever recorded.
    """

    state: TrainingState
    until: date | None = None

    @property
    def counts(self) -> bool:
        """Whether they are trained on the day."""
        return self.state in {TrainingState.HELD, TrainingState.ENDING}


def cell_of(trainings: Iterable[Training], day: date, within_days: int) -> MatrixCell:
    """How the trainings of one person in one subject stand on a day; what ends within so many days is `ENDING`.

    Of several that count the one that lasts longest is shown. One that begins later does not count yet.
    """
    known = [one for one in trainings if one.completed_on and one.completed_on <= day]
    counting = [_last_day(one) for one in known if holds(one, day)]
    if counting:
        longest = None if None in counting else max(one for one in counting if one)
        soon = longest is not None and longest <= day + timedelta(days=within_days)
        return MatrixCell(TrainingState.ENDING if soon else TrainingState.HELD, longest)
    over = [last for one in known if (last := _last_day(one)) is not None]
    return MatrixCell(TrainingState.OVER, max(over)) if over else MatrixCell(TrainingState.NONE)


def training_matrix(
    trainings: Iterable[Training],
    staff: Iterable[str],
    subjects: Sequence[TrainingSubject],
    day: date,
    within_days: int,
) -> dict[str, tuple[MatrixCell, ...]]:
    """For each member of staff a cell for each of the subjects, in their order."""
    found: dict[tuple[str | None, TrainingSubject | None], list[Training]] = {}
    for one in trainings:
        found.setdefault((one.staff, one.subject), []).append(one)
    return {
        ident: tuple(cell_of(found.get((ident, subject), ()), day, within_days) for subject in subjects)
        for ident in staff
    }


def gap_counts(matrix: Mapping[str, Sequence[MatrixCell]], subjects: Sequence[TrainingSubject]) -> tuple[int, ...]:
    """How many of the staff do not count as trained, by subject in the same order."""
    return tuple(sum(not row[number].counts for row in matrix.values()) for number in range(len(subjects)))


def _last_day(training: Training) -> date | None:
    """The last day on which a training counts; None where it has no end."""
    taken_back = training.ended.on - timedelta(days=1) if training.ended else None
    days = [one for one in (training.expires_on, taken_back) if one is not None]
    return min(days, default=None)
