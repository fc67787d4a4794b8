import csv
import io
from pathlib import Path

import pytest

from casework.errors import UserError
from server.importing.page import PAGE, import_page
from server.importing.report import describe_plan, report_text, save_report
from tests.server.importing.agency import agency_files, plan_files
from tests.structure.source import ROOT


def test_the_page_of_the_documentation_is_current() -> None:
    """Run `python -m server.importing.page` after a change of the columns."""
    assert (ROOT / PAGE).read_text("utf-8") == import_page()


def test_the_report_has_a_line_for_every_row_and_none_of_their_contents() -> None:
    files = agency_files()
    files["orders"][0]["sort"] = "Zebrafinch"
    files["people"][0]["family"] = "Zebrafinch"
    plan = plan_files(files)
    rows = list(csv.DictReader(io.StringIO(report_text(plan))))
    told = {(row["file"], row["line"], row["column"], row["result"]) for row in rows}
    assert ("orders.csv", "2", "sort", "refused") in told
    assert ("conditions.csv", "2", "order", "refused") in told
    assert ("people.csv", "2", "", "new") in told
    assert len({(row["file"], row["line"]) for row in rows}) == len(plan.drafts)
    assert "Zebrafinch" not in report_text(plan) + "\n".join(describe_plan(plan))


def test_each_line_on_screen_says_file_line_column_and_what_to_do() -> None:
    files = agency_files()
    files["people"][0]["born"] = "12/3/84"
    assert describe_plan(plan_files(files))[0] == (
        "people.csv, line 2, born: The year has two digits: write it with four, as in 31/12/1980."
    )


def test_a_report_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    plan = plan_files(agency_files())
    save_report(plan, tmp_path / "report.csv")
    assert (tmp_path / "report.csv").stat().st_mode & 0o077 == 0
    with pytest.raises(UserError, match="cannot be written"):
        save_report(plan, tmp_path / "nowhere" / "report.csv")
