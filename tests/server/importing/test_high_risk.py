"""An agency's high-risk list is taken over with who proposed, who decided, and under which definition."""

from datetime import date
from pathlib import Path

import pytest

from casework.records.high_risk.proposal import HighRiskProposal
from casework.records.identifier import RecordId, case_scope
from casework.rules.high_risk.definition import met_in
from casework.rules.high_risk.membership import on_list, waiting
from casework.rules.standing import read_record
from server.importing.takeover import take_over
from server.office import Office
from tests.server.importing.agency import IDS, NOW, Files, agency_files, plan_files, told, write_files

SCOPE = case_scope(IDS.case("C1"))
RECORD = RecordId(IDS.record("high_risk", "Q1"))


def changed(**cells: str) -> Files:
    """The small agency with other words in the row of its list."""
    files = agency_files()
    files["high_risk"][0] |= cells
    return files


def test_who_is_on_the_list_is_on_it_since_the_decision(office: Office, tmp_path: Path) -> None:
    assert take_over(write_files(tmp_path / "files", agency_files()), office.zero, office.agency, NOW).complete
    state = office.zero.state(SCOPE, RECORD)
    assert state is not None
    record = read_record(HighRiskProposal, state)
    assert met_in(record.values()) == {"a", "c", "i", "ii"}
    assert record.assessments == [IDS.record("assessments", "E2")]
    member = on_list([state], date(2026, 11, 2))
    assert member is not None
    assert (member.since, member.definition.version, member.decided.by) == (date(2026, 10, 26), 2, IDS.staff("S1"))
    assert state.created is not None
    assert state.created.on_behalf == IDS.staff("W1")


def test_without_a_decision_it_waits_for_a_senior(office: Office, tmp_path: Path) -> None:
    files = changed(decided_by="", decided_on="", reason="")
    assert take_over(write_files(tmp_path / "files", files), office.zero, office.agency, NOW).complete
    state = office.zero.state(SCOPE, RECORD)
    assert state is not None
    assert waiting([state]) == (state,)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"limbs": ""}, "limbs"),
        ({"limbs": "d"}, "limbs"),
        ({"conditions": "iii"}, "conditions"),
        ({"decided_by": "W1"}, "decided_by"),
        ({"reason": ""}, "decided_by"),
        ({"decided_on": "20/10/2026"}, "decided_on"),
        ({"proposed_on": "20/10/2009"}, "proposed_on"),
        ({"decided_on": "03/11/2026"}, "decided_on"),
        ({"assessment": "E9"}, "assessment"),
        ({"at_risk": "nobody"}, "at_risk"),
    ],
)
def test_what_does_not_fit_is_named_by_its_column(cells: dict[str, str], column: str) -> None:
    assert ("high_risk.csv:2", column) in told(plan_files(changed(**cells)))


@pytest.mark.parametrize("cells", [{"court": "", "offence": ""}, {"concern": ""}, {"report_source": ""}])
def test_a_limb_or_condition_without_what_it_rests_on_is_refused(cells: dict[str, str]) -> None:
    assert [where for where, _ in told(plan_files(changed(**cells)))] == ["high_risk.csv:2"]
