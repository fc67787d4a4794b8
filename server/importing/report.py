"""What an import did or would do, row by row. No report ever holds what a cell holds."""

import csv
import io
from collections import Counter
from pathlib import Path

from casework.errors import UserError
from casework.importing.draft import Problem, Result
from casework.importing.folder import SHEETS
from server.importing.plan import Plan
from server.settings import write_private


def describe_problem(problem: Problem) -> str:
    """One problem on one line: file, line, column, what is wrong and what to do."""
    place = [problem.file]
    if problem.line:
        place.append(f"line {problem.line}")
    if problem.column:
        place.append(problem.column)
    return f"{', '.join(place)}: {problem.sentence}"


def describe_plan(plan: Plan) -> list[str]:
    """Every problem, then one line of counts for each file."""
    lines = [describe_problem(problem) for problem in plan.all_problems]
    if lines:
        lines.append("")
    return lines + describe_counts(plan)


def describe_counts(plan: Plan) -> list[str]:
    """One line for each file that was read: how many rows are new, already there and refused."""
    counts = Counter((draft.sheet, draft.result) for draft in plan.drafts)
    lines = []
    for sheet in SHEETS:
        new, there, refused = (counts[sheet.name, result] for result in Result)
        if new or there or refused:
            lines.append(f"{sheet.file:<22}{new:>6} new {there:>6} already there {refused:>6} refused")
    return lines


def report_text(plan: Plan) -> str:
    """The report as CSV: a line for every problem, and one for every row without any."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["file", "line", "column", "result", "what to do"])
    for problem in plan.problems:
        writer.writerow([problem.file, problem.line or "", problem.column, _result(problem), problem.sentence])
    for draft in plan.drafts:
        for problem in draft.problems:
            writer.writerow([problem.file, problem.line, problem.column, draft.result, problem.sentence])
        if not draft.problems:
            writer.writerow([f"{draft.sheet}.csv", draft.line, "", draft.result, ""])
    return text.getvalue()


def _result(problem: Problem) -> str:
    return "note" if problem.note else Result.REFUSED


def save_report(plan: Plan, path: Path) -> None:
    """Write the report, readable by its owner only.

    Raises:
        UserError: if it cannot be written there.
    """
    try:
        write_private(path, report_text(plan).encode())
    except OSError as error:
        raise UserError("The report cannot be written there: choose another folder.") from error
