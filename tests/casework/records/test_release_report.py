"""Reports about a release: three mandatory checks, required parts, and a manager who did not write it."""

import pytest
from pydantic import JsonValue

from casework.records.part import Line
from casework.records.record import KINDS, telling_of
from casework.records.report.home_background import HomeBackgroundReport
from casework.records.report.parole import ParoleReport
from casework.records.staff.staff import StaffRole
from casework.records.telling import Telling
from casework.rules.report import may_submit
from tests.casework.records.problem import Values, changed, reads_back, sentences
from tests.fakes.chain import ident

AUTHOR, MANAGER = ident(1), ident(2)
WHOLE: Values = {
    "purpose": "parole_board",
    "author": AUTHOR,
    "requested_on": "2026-01-05",
    "due_on": "2026-02-16",
    "interview": {"on": "2026-01-12", "by": AUTHOR, "place": "prison"},
    "address_visit": {"on": "2026-01-14", "by": AUTHOR, "address": ident(9), "seen": "Her sister"},
    "risk_addressed": {"on": "2026-01-20", "by": AUTHOR},
    "release_plan": "Back to her sister.",
    "oversight": "Seen weekly at first.",
    "community_risk": "Low to neighbours.",
    "approval": {"on": "2026-02-01", "by": MANAGER},
    "submitted_on": "2026-02-02",
}
TARL: Values = {
    **{name: value for name, value in WHOLE.items() if name != "purpose"},
    "risk_assessment": "Discussed with the prison.",
    "progress": "Finished a programme.",
    "prison_part": {"author": "A Prison Worker", "received_on": "2026-01-25"},
    "discussed_on": "2026-01-28",
}
POINTS: list[Line] = ["Drinks when alone."]


@pytest.mark.parametrize(("kind", "valid"), [("home_background_report", WHOLE), ("parole_report", TARL)])
def test_a_whole_report_is_valid_and_reads_back(kind: str, valid: Values) -> None:
    assert sentences(kind, valid) == []
    assert reads_back(kind, {**valid, "risk_factors": ["Drinks when alone."]})


@pytest.mark.parametrize(
    ("gone", "sentence"),
    [
        ("interview", "Interview of the prisoner is missing: write when it took place and who held it."),
        ("address_visit", "Visit to the address of release is missing: write when it took place and who went."),
        ("risk_addressed", "Risk issues addressed is missing: write on which day and by whom."),
        ("release_plan", "Provisional release plan is missing: write it."),
        ("oversight", "Oversight and support on release is missing: write it."),
        ("community_risk", "Possible risk to the community is missing: write it."),
        ("approval", "Approved by a team manager is missing: ask a team manager to read and approve it."),
    ],
)
def test_nothing_goes_off_without_its_checks_parts_and_approval(gone: str, sentence: str) -> None:
    """Both reports about a release; without a day of submission the same may be missing while it is written."""
    for kind, valid in (("home_background_report", WHOLE), ("parole_report", TARL)):
        assert sentences(kind, valid, {gone: None}) == [sentence]
        assert sentences(kind, valid, {gone: None, "submitted_on": None}) == []


@pytest.mark.parametrize(
    ("gone", "title"),
    [
        ("risk_assessment", "Risk assessment and formulation"),
        ("progress", "Progress during the sentence"),
        ("prison_part", "Part written in prison"),
        ("discussed_on", "Gone through with the person on"),
    ],
)
def test_the_integrated_report_needs_both_authors_and_to_be_gone_through(gone: str, title: str) -> None:
    (sentence,) = sentences("parole_report", TARL, {gone: None})
    assert sentence.startswith(f"{title} is missing: write")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"approval": {"on": "2026-02-01", "by": AUTHOR}},
            "Approved by a team manager: nobody approves their own report; ask another manager.",
        ),
        ({"requested_on": "2026-02-03"}, "Submitted on: the day is before it was requested; correct one of them."),
        (
            {"approval": {"on": "2026-02-03", "by": MANAGER}},
            "Submitted on: the day is before the approval; correct one of them.",
        ),
    ],
)
def test_nobody_approves_their_own_and_the_days_follow_one_another(change: dict[str, JsonValue], sentence: str) -> None:
    assert sentences("home_background_report", WHOLE, change) == [sentence]


def test_all_on_one_day_is_in_order() -> None:
    same: Values = {"requested_on": "2026-02-02", "approval": {"on": "2026-02-02", "by": MANAGER}}
    assert sentences("home_background_report", WHOLE, same) == []


@pytest.mark.parametrize("role", [StaffRole.SENIOR, StaffRole.SERVICE_MANAGER])
def test_a_report_approved_by_a_manager_may_be_submitted(role: StaffRole) -> None:
    whole = HomeBackgroundReport.model_validate({**WHOLE, "risk_factors": POINTS})
    assert may_submit(whole, role) == []
    assert may_submit(ParoleReport.model_validate({**TARL, "risk_factors": POINTS}), role) == []


@pytest.mark.parametrize("role", [None, StaffRole.WORKER, StaffRole.BUSINESS_SUPPORT, StaffRole.ADMINISTRATOR])
def test_an_approval_by_anybody_else_is_none(role: StaffRole | None) -> None:
    whole = HomeBackgroundReport.model_validate({**WHOLE, "risk_factors": POINTS})
    assert may_submit(whole, role) == [
        "Approved by a team manager: only a senior or a service manager approves; ask one of them."
    ]


def test_an_empty_report_is_told_everything_once() -> None:
    """Risk factors among it: they are a set, and a set is not seen when a new record is checked."""
    found = may_submit(HomeBackgroundReport.model_validate(changed(WHOLE, {"risk_factors": []})), StaffRole.SENIOR)
    assert found == ["Risk factors, one short point each is missing: write at least one."]
    found = may_submit(HomeBackgroundReport(author=AUTHOR))
    assert len(found) == len(set(found)) == 8


@pytest.mark.parametrize("kind", ["home_background_report", "parole_report"])
def test_the_persons_words_are_theirs_and_the_households_are_not(kind: str) -> None:
    assert telling_of(kind, "person_views") is Telling.OPEN
    assert telling_of(kind, "household_views") is Telling.WITHHELD
    assert telling_of(kind, "community_risk") is Telling.UNDECIDED
    assert KINDS[kind].title
