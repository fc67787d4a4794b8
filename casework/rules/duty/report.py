"""Home background reports: the date each is asked for, and the checks and parts it needs (standards.md 112-118, 2J)."""

from collections.abc import Iterator

from casework.problem import Problem, about
from casework.records.report.home_background import HomeBackgroundReport
from casework.records.report.release import ReleaseReport
from casework.records.report.step import InterviewPlace
from casework.rules.due import Due
from casework.rules.duty.fact import DutyCase
from casework.words import say, say_count


def home_report_duties(case: DutyCase) -> Iterator[Due]:
    """Each report by the date it is asked for, with how much is missing; the six weeks there are, are a standard."""
    for ident, report in case.facts.of(HomeBackgroundReport).items():
        if report.due_on is None:
            continue
        gaps = len(home_report_checks(report))
        title = (
            say_count(
                gaps,
                "Home background report: {number} thing missing",
                "Home background report: {number} things missing",
            )
            if gaps
            else ""
        )
        since = min(report.requested_on or report.due_on, report.due_on)
        yield from case.due("home_report_date", since, ident, on=report.due_on, title=title, done=report.submitted_on)


def home_report_checks(report: ReleaseReport) -> list[Problem]:
    """What is missing before it may go off: interview, visit, risk issues, its three parts, risk factors, approval."""
    found = report.gaps()
    if not report.risk_factors:
        found.append(about("risk_factors", say("Risk factors, one short point each is missing: write at least one.")))
    return found


def home_report_advice(report: ReleaseReport) -> list[str]:
    """What the guidance of 2009 asks for besides, and nothing waits for: two interviews, one of them in prison."""
    interviews = [one for one in (report.interview, *report.further_interviews) if one]
    found = []
    if len(interviews) < 2:
        found.append(say("The guidance of 2009 asks the prison's social worker for at least two interviews."))
    if not any(one.place is InterviewPlace.PRISON for one in interviews):
        found.append(say("The guidance of 2009 asks the supervising officer to see the prisoner in prison."))
    return found
