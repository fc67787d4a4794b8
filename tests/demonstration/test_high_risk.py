"""The high-risk list of the demonstration: several on it, one who waits, nobody decided about their own proposal."""

from datetime import date

from demonstration.caseload import make_caseload
from demonstration.cast import MAIN_CASE, UNRECORDED_CASE

DAY = date(2026, 11, 2)


def test_whose_level_is_very_high_is_on_the_list_and_one_person_is_proposed() -> None:
    rows = make_caseload(DAY)["high_risk"]
    listed = {row["case"] for row in rows if "decided_by" in row}
    assert MAIN_CASE in listed
    assert len(listed) >= 3
    assert [row["case"] for row in rows if "decided_by" not in row] == [UNRECORDED_CASE]
    assert all(row["decided_by"] != row["proposed_by"] for row in rows if "decided_by" in row)
    assert {row["sort"] for row in rows} == {"sexual", "violent"}
