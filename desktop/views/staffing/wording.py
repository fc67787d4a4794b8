"""The words of the matrix, of supervision and of selection."""

from datetime import date

from casework.records.oversight.training import TrainingSubject
from casework.rules.measure.training_matrix import MatrixCell, TrainingState
from casework.words import say, say_count
from desktop.services.staffing.page import CandidateLine, MatrixRow, SupervisionLine
from desktop.views import wording


def cell_words(cell: MatrixCell, today: date) -> str:
    """What stands in a cell: it is read without colour."""
    until = wording.plain_date(cell.until) if cell.until else ""
    if cell.state is TrainingState.HELD:
        return say("Until {until}", until=until) if until else say("Trained")
    if cell.state is TrainingState.ENDING and cell.until is not None:
        left = (cell.until - today).days
        return (
            say("Last day today, {until}", until=until)
            if not left
            else say(
                "{counted} left, until {until}", counted=say_count(left, "{number} day", "{number} days"), until=until
            )
        )
    return say("Ran out on {until}", until=until) if cell.state is TrainingState.OVER else say("None")


def cell_spoken(row: MatrixRow, subject: TrainingSubject, cell: MatrixCell, today: date) -> str:
    """The same with whose it is and in what, for whoever hears it."""
    words = say("no training recorded") if cell.state is TrainingState.NONE else cell_words(cell, today)
    return f"{row.name}. {subject.words}: {words}"


def head_words(subject: TrainingSubject, gaps: int, staff: int) -> str:
    """The head of a column, with how many are not trained; of oneself alone there is nothing to count."""
    if staff < 2:
        return subject.words
    trained = say("{gaps} not trained", gaps=gaps) if gaps else say("all trained")
    return f"{subject.words}\n{trained}"


def supervision_words(line: SupervisionLine, today: date) -> str:
    """When they were supervised last, and what was agreed for the next time."""
    state = line.state
    if state.held_on is None:
        return say("No session is recorded.")
    cases = (
        say(", {counted} discussed", counted=say_count(state.cases, "{number} case", "{number} cases"))
        if state.cases
        else ""
    )
    last = say("Last session {near_day}{cases}.", near_day=wording.near_day(state.held_on, today), cases=cases)
    if state.next_on is None:
        return say("{last} No day is agreed for the next one.", last=last)
    return (
        last
        if line.overdue(today)
        else say("{last} The next one: {near_day}.", last=last, near_day=wording.near_day(state.next_on, today))
    )


def overdue_words(line: SupervisionLine, today: date) -> str:
    """How late the next session is; empty where it is not."""
    next_on = line.state.next_on
    if next_on is None or not line.overdue(today):
        return ""
    late = say_count((today - next_on).days, "{number} day", "{number} days")
    return say("Overdue by {late}: agreed for {plain_date}.", late=late, plain_date=wording.plain_date(next_on))


def standing_words(line: CandidateLine, today: date) -> str:
    """Whether somebody is selected, proposed, or neither."""
    if line.selected_on is not None:
        return say("Selected since {near_day}", near_day=wording.near_day(line.selected_on, today))
    return say("Proposed: nothing speaks against it") if line.candidate.proposed else say("Not proposed")


def decision_words(line: CandidateLine) -> str:
    """The last decision with its reason; empty where nobody has decided."""
    made = line.decision
    if made is None or made.answer is None or made.decided_on is None:
        return ""
    return f"{made.answer.words}: {line.decided_by}, {wording.plain_date(made.decided_on)}. {made.reason or ''}".strip()
