"""Caseload by officer and risk, and who covers (standards.md 181-185, 188)."""

from casework.records.file.case import RiskLevel
from casework.rules.measure.caseload import Held, caseload_table, covering, high_risk_cases
from casework.rules.measure.grid import Head

STAFF = [Head("ann", "Ann Grey"), Head("bob", "Bob Hill")]
HELD = [
    Held("a", "ann", RiskLevel.HIGH, high_risk=True),
    Held("b", "ann", None, covered_by=("bob",)),
    Held("c", "bob", RiskLevel.VERY_HIGH, high_risk=True, covered_by=("ann", "cat")),
    Held("d", "", RiskLevel.LOW),
    Held("e", "left", RiskLevel.MEDIUM, covered_by=("ann",)),
]


def test_every_open_case_stands_once_even_without_an_officer() -> None:
    grid = caseload_table(HELD, STAFF)
    assert [head.title for head in grid.columns] == ["Very high", "High", "Medium", "Low", "No level"]
    assert [(row.head.title, row.counts) for row in grid.rows] == [
        ("Ann Grey", (0, 1, 0, 0, 1)),
        ("Bob Hill", (1, 0, 0, 0, 0)),
        ("Nobody", (0, 0, 1, 1, 0)),
    ]
    assert sum(row.of for row in grid.rows) == len(HELD)
    assert grid.column_ids[0] == ("c",)


def test_cover_is_counted_for_whoever_covers() -> None:
    assert covering(HELD) == {"bob": ("b",), "ann": ("c", "e"), "cat": ("c",)}


def test_the_high_risk_cases_of_each_officer() -> None:
    assert high_risk_cases(HELD) == {"ann": ("a",), "bob": ("c",)}
