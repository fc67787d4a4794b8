"""Court reports under the names of both eras: complete before they go off, and before the hearing."""

import pytest
from pydantic import JsonValue

from casework.records.report.court import CourtReport, CourtReportSort
from casework.records.staff.staff import StaffRole
from casework.rules.report import may_submit
from tests.casework.records.problem import Values, reads_back, sentences
from tests.fakes.chain import ident

AUTHOR, MANAGER = ident(1), ident(2)
WHOLE: Values = {
    "sort": "justice_social_work_report",
    "court": "Invertown Sheriff Court",
    "author": AUTHOR,
    "requested_on": "2026-01-05",
    "due_on": "2026-01-30",
    "hearing_on": "2026-02-02",
    "offending": "What happened and why.",
    "reoffending": "Medium.",
    "sentences": "A community payback order is feasible.",
    "unpaid_work": {"on": "2026-01-20", "who": "Unpaid work staff", "suitable": "yes"},
    "submitted_on": "2026-01-29",
}


def test_a_whole_report_is_valid_and_reads_back() -> None:
    assert sentences("court_report", WHOLE) == []
    evidence: JsonValue = [{"fact": "Lives alone", "source": "Housing", "verified": "no"}]
    assert reads_back("court_report", {**WHOLE, "evidence": evidence})


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"offending": None}, "Analysis of offending behaviour is missing: write it."),
        ({"reoffending": None}, "Risk of reoffending is missing: write it."),
        ({"sentences": None}, "Feasibility of different sentences is missing: write it."),
        ({"due_on": "2026-02-03"}, "Due on: the day is after the hearing; correct one of them."),
        ({"requested_on": "2026-01-30"}, "Submitted on: the day is before it was requested; correct one of them."),
        (
            {"approval": {"on": "2026-01-30", "by": MANAGER}},
            "Submitted on: the day is before the approval; correct one of them.",
        ),
        (
            {"approval": {"on": "2026-01-29", "by": AUTHOR}},
            "Approved by a team manager: nobody approves their own report; ask another manager.",
        ),
    ],
)
def test_what_is_wrong_is_said(change: dict[str, JsonValue], sentence: str) -> None:
    assert sentences("court_report", WHOLE, change) == [sentence]


def test_it_may_be_due_on_the_day_of_the_hearing_and_be_written_bit_by_bit() -> None:
    assert sentences("court_report", WHOLE, {"due_on": "2026-02-02"}) == []
    assert sentences("court_report", WHOLE, {"submitted_on": None, "offending": None}) == []


def test_no_source_asks_for_an_approval_of_a_court_report_but_one_that_is_there_is_a_managers() -> None:
    report = CourtReport.model_validate(WHOLE)
    assert may_submit(report) == []
    approved = CourtReport.model_validate({**WHOLE, "approval": {"on": "2026-01-29", "by": MANAGER}})
    assert may_submit(approved, StaffRole.SENIOR) == []
    assert may_submit(approved, StaffRole.WORKER)


def test_each_name_of_the_report_is_spelt_out() -> None:
    assert [sort.words for sort in CourtReportSort] == [
        "Justice Social Work Report (JSWR)",
        "Criminal Justice Social Work Report (CJSWR)",
        "Social Enquiry Report (SER)",
    ]
