"""Who meets the definition: the whole truth table, evidence, versions, and the tables as they ship."""

from datetime import date
from itertools import product

import pytest

from casework.records.check import check_new
from casework.records.high_risk.proposal import HighRiskProposal
from casework.rules.high_risk.alert import ALERT_FOLDER, AlertTable
from casework.rules.high_risk.definition import (
    definition_of,
    definition_on,
    definitions_of,
    eligibility,
    load_definitions,
    met_in,
)
from casework.rules.table import FIRM, load_tables
from tests.casework.high_risk.sample import definition, proposal

CODES = ("a", "b", "c", "i", "ii")
TABLE = list(product((False, True), repeat=5))


@pytest.mark.parametrize("row", TABLE, ids=["".join("-y"[one] for one in row) for row in TABLE])
def test_the_truth_table_is_a_or_b_or_c_and_i_or_ii(row: tuple[bool, ...]) -> None:
    """All 32 rows, for the rule, for what stands on the form, and for what may be recorded."""
    met = [code for code, yes in zip(CODES, row, strict=True) if yes]
    a, b, c, i, ii = row
    found = eligibility(definition(), met)
    expected = (a or b or c) and (i or ii)
    assert found.meets is expected
    assert found.codes == tuple(met), "which limbs and conditions carried it"
    assert (not found.carried[0]) is not (a or b or c)
    assert (not found.carried[1]) is not (i or ii)
    values = proposal(*met)
    assert met_in(values) == frozenset(met)
    assert (check_new(HighRiskProposal.kind, values) == []) is expected


def test_the_table_has_32_rows() -> None:
    """None is left out."""
    assert len(set(TABLE)) == 32


@pytest.mark.parametrize("code", CODES)
def test_a_yes_without_what_it_rests_on_carries_nothing(code: str) -> None:
    """Nor can it be recorded."""
    values = proposal(*CODES)
    evidence = {"a": "convictions", "b": "public_safety", "c": "concerns", "i": "assessments", "ii": "reports"}[code]
    del values[evidence]
    assert code not in met_in(values)
    (problem,) = check_new(HighRiskProposal.kind, values)
    assert "is missing" in problem


def test_a_conviction_that_was_not_on_indictment_does_not_carry_limb_a() -> None:
    values = proposal("a", "i")
    values["convictions"] = [{"court": "Sheriff", "on": "2020-05-04", "offence": "Invented", "on_indictment": False}]
    assert met_in(values) == {"i"}
    assert check_new(HighRiskProposal.kind, values)


@pytest.mark.parametrize("answer", ["no", "not_known"])
def test_nothing_but_a_yes_carries(answer: str) -> None:
    assert met_in(proposal("a", "i", limb_a=answer)) == {"i"}


def test_to_whom_and_why_the_risk_goes_on_is_required() -> None:
    for name in ("continues", "at_risk"):
        values = proposal("a", "i")
        del values[name]
        assert check_new(HighRiskProposal.kind, values)


def test_the_definition_in_force_is_the_newest_that_is_on() -> None:
    now, later = definition(2), definition(3, date(2027, 1, 1))
    off = definition(4, date(2026, 1, 1), confirmed=False)
    known = (now, later, off)
    assert definition_on(date(2026, 3, 2), known) == now
    assert definition_on(date(2026, 12, 31), known) == now
    assert definition_on(date(2027, 1, 1), known) == later
    assert definition_on(date(2010, 12, 31), known) is None
    assert definition_of(off.ref, known) == off, "an old decision is read under its own version, on or off"


def test_the_older_interim_definition_ships_and_is_off() -> None:
    old, new = sorted(load_definitions(), key=lambda one: one.version)
    assert (old.confirmed, new.confirmed) == (False, True)
    assert old.effective_from < new.effective_from
    assert {len(side.criterion) for side in old.side} == {1}
    assert definition_on(date(2008, 1, 1), definitions_of()) is None
    assert "life threatening and/or traumatic" in new.harm
    assert new.rekey is not None
    assert (new.rekey.system, new.rekey.code) == ("CareJust", "HRO")


def test_what_no_source_states_ships_off() -> None:
    """No source says after how many days a police contact is stale."""
    (table,) = load_tables(AlertTable, ALERT_FOLDER)
    assert not table.confirmed
    assert table.mark not in FIRM
