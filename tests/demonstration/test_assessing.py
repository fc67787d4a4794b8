"""The assessments of the demonstration: every one follows from the confirmed tables, and nobody is assessed wrongly."""

from datetime import UTC, date, datetime, time
from pathlib import Path

from casework.importing.identity import Identities
from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.oversight.training import Training
from casework.rules.instrument.completing import may_complete
from casework.rules.instrument.derive import derive
from casework.rules.instrument.instrument_table import load_instruments, table_for
from casework.rules.instrument.signing import assessment_problems
from demonstration.caseload import make_caseload, write_caseload
from demonstration.cast import MAIN_CASE
from server.importing.plan import plan_import
from server.importing.table import load_tables

DAY = date(2026, 11, 2)
TABLES = tuple(table.model_copy(update={"confirmed": True}) for table in load_instruments())


def test_every_assessment_can_be_signed_by_whoever_made_it_and_its_level_follows(tmp_path: Path) -> None:
    write_caseload(tmp_path, DAY)
    plan = plan_import(
        load_tables(tmp_path), Identities("x"), datetime.combine(DAY, time(9), UTC), lambda _scope, _record: None
    )
    pieces = [piece for draft in plan.new for piece in draft.pieces]
    made = [Assessment.model_validate(piece.set) for piece in pieces if piece.kind == Assessment.kind]
    trainings = [Training.model_validate(piece.set) for piece in pieces if piece.kind == Training.kind]
    assert len(made) > 40
    for one in made:
        assert one.instrument is not None
        assert one.assessor is not None
        assert one.assessed_on is not None
        table = table_for(one, TABLES)
        assert table is not None
        assert assessment_problems(one, table, None) == []
        assert may_complete(trainings, one.assessor, one.instrument, one.assessed_on) is None
        if table.derives and not table.check_only:
            assert all(found.level for found in derive(one, table))


def test_the_main_case_has_what_is_used_together_and_rm2000_is_for_men_only() -> None:
    tables = make_caseload(DAY)
    used = {row["instrument"] for row in tables["assessments"] if row["case"] == MAIN_CASE}
    assert used == {"lscmi", "rm2000", "stable2007", "acute2007"}
    women = {row["key"] for row in tables["people"] if row["sex"] == "female"}
    assert not [row for row in tables["assessments"] if row["instrument"] == "rm2000" and row["case"] in women]
    assert {row["instrument"] for row in tables["assessments"]} <= {one.value for one in Instrument}
