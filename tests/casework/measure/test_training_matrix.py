"""The matrix of training: valid, running out, run out, none; and how many are not trained (standards.md 176, 177)."""

from datetime import date, timedelta

import pytest

from casework.records.oversight.training import Ended, Training, TrainingSubject
from casework.rules.measure.training_matrix import MatrixCell, TrainingState, cell_of, gap_counts, training_matrix

DAY = date(2026, 11, 20)
LATER = DAY + timedelta(700)
LSCMI, SARA = TrainingSubject.LSCMI, TrainingSubject.SARA


def training(
    expires: date | None = None, ended: date | None = None, begun: date = date(2024, 1, 1), staff: str = "ann"
) -> Training:
    taken = Ended(on=ended) if ended else None
    return Training(staff=staff, subject=LSCMI, completed_on=begun, expires_on=expires, ended=taken)


@pytest.mark.parametrize(
    ("trainings", "cell"),
    [
        ([], MatrixCell(TrainingState.NONE)),
        ([training()], MatrixCell(TrainingState.HELD)),
        ([training(DAY + timedelta(61))], MatrixCell(TrainingState.HELD, DAY + timedelta(61))),
        ([training(DAY + timedelta(60))], MatrixCell(TrainingState.ENDING, DAY + timedelta(60))),
        ([training(DAY)], MatrixCell(TrainingState.ENDING, DAY)),
        ([training(DAY - timedelta(1))], MatrixCell(TrainingState.OVER, DAY - timedelta(1))),
        # Taken back today: yesterday was the last day, whatever the certificate says.
        ([training(DAY + timedelta(500), ended=DAY)], MatrixCell(TrainingState.OVER, DAY - timedelta(1))),
        # Given up for a day to come: it ends before the certificate does.
        ([training(ended=DAY + timedelta(8))], MatrixCell(TrainingState.ENDING, DAY + timedelta(7))),
        # Renewed in time: the longer one is shown; one without an end outlasts all.
        ([training(DAY + timedelta(3)), training(LATER)], MatrixCell(TrainingState.HELD, LATER)),
        ([training(DAY + timedelta(3)), training()], MatrixCell(TrainingState.HELD)),
        # Booked, and not done yet.
        ([training(begun=DAY + timedelta(1))], MatrixCell(TrainingState.NONE)),
    ],
)
def test_a_cell_says_how_somebody_stands_on_the_day(trainings: list[Training], cell: MatrixCell) -> None:
    assert cell_of(trainings, DAY, 60) == cell
    assert cell.counts is (cell.state in {TrainingState.HELD, TrainingState.ENDING})


def test_everybody_has_a_cell_for_each_subject_and_gaps_are_counted() -> None:
    known = [training(staff="ann"), training(DAY - timedelta(1), staff="bob")]
    matrix = training_matrix(known, ["ann", "bob"], [LSCMI, SARA], DAY, 60)
    assert [[cell.state.value for cell in row] for row in matrix.values()] == [["held", "none"], ["over", "none"]]
    assert gap_counts(matrix, [LSCMI, SARA]) == (1, 2)
    assert gap_counts({}, [LSCMI]) == (0,)
