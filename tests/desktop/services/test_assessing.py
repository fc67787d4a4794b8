"""What an assessment comes to while it is written: always the level that follows, never one that was kept."""

import pytest
from pydantic import JsonValue

from casework.records.assessment.assessment import Instrument
from casework.records.shape import shapes_of
from desktop.services.assessing.tool import SPECIAL
from tests.desktop.views.assessment.sample import (
    SENIOR,
    UNTRAINED,
    WOMAN,
    assessing,
    form_of,
    lscmi_numbers,
    with_values,
)

LSCMI = Instrument.LSCMI
EDGES = ((0, "Very low"), (4, "Very low"), (5, "Low"), (10, "Low"), (11, "Medium"), (19, "Medium"), (20, "High"),
         (29, "High"), (30, "Very high"), (43, "Very high"))  # fmt: skip


@pytest.mark.parametrize(("total", "level"), EDGES)
def test_the_level_follows_from_the_numbers_at_every_edge(total: int, level: str) -> None:
    result = assessing().result(form_of(LSCMI, parts=lscmi_numbers(total)))
    assert result.total == f"{total} of 43"
    assert [(one.level, one.derived) for one in result.scales] == [(level, True)]
    assert "LS/CMI, table version 1" in result.scales[0].follows
    assert bool(result.discuss) is (level in {"High", "Very high"})
    assert result.duty is not None


def test_a_total_alone_gives_the_same_level_as_its_numbers() -> None:
    known = assessing()
    assert known.result(form_of(LSCMI, total=27)).scales == known.result(form_of(LSCMI, parts=lscmi_numbers(27))).scales


def test_with_numbers_the_total_is_their_sum_whatever_was_written_before() -> None:
    known = assessing()
    whole = known.completed(form_of(LSCMI, total=3, parts=lscmi_numbers(27)))
    assert whole.values["total"] == 27
    some = known.completed(form_of(LSCMI, total=3, parts=lscmi_numbers(27)[:4]))
    assert "total" not in some.values


def test_what_is_saved_names_the_table_that_is_on_and_no_level_that_follows() -> None:
    values = assessing().completed(form_of(LSCMI, parts=lscmi_numbers(27))).values
    assert values["table"] == {"code": "lscmi", "version": 1}
    assert "levels" not in values
    off = assessing(on=False).completed(form_of(LSCMI, parts=lscmi_numbers(27))).values
    assert "table" not in off


def test_a_level_that_disagrees_blocks_until_it_is_resolved() -> None:
    known = assessing()
    entered: JsonValue = [{"scale": "general", "level": "medium", "table": "The national system"}]
    form = form_of(LSCMI, parts=lscmi_numbers(27), levels=entered)
    result = known.result(form)
    assert result.scales[0].level == "High"
    assert result.scales[0].beside == result.why_blocked != ""
    assert known.problems(form)["levels"] == result.why_blocked
    override: JsonValue = {"scale": "general", "level": "medium", "reason": "Two years of work.", "senior": SENIOR}
    agreed = known.result(with_values(form, override=override))
    assert agreed.why_blocked == ""
    assert agreed.scales[0].level == "High"
    assert "Agreed by Seonaid Senior." in agreed.scales[0].override
    assert "medium" in agreed.scales[0].override.lower()


def test_without_a_confirmed_table_the_level_is_the_one_that_was_entered_with_its_table() -> None:
    known = assessing(on=False)
    form = form_of(LSCMI, total=27)
    tool = known.tool(form)
    assert tool is not None
    assert [scale.needed for scale in tool.scales] == [True]
    assert [(one.level, one.derived) for one in known.result(form).scales] == [("", False)]
    assert "levels" in known.problems(form)
    entered: JsonValue = [{"scale": "general", "level": "high", "table": "LS/CMI manual"}]
    filled = with_values(form, levels=entered)
    result = known.result(filled)
    assert [(one.level, one.derived) for one in result.scales] == [("High", False)]
    assert "LS/CMI manual" in result.scales[0].follows
    assert known.problems(filled) == {}


def test_rm2000_refuses_a_woman_with_the_reason_before_anything_is_worked_out() -> None:
    known = assessing(subject=WOMAN)
    form = form_of(Instrument.RM2000, parts=[{"code": "s_points", "number": 3}])
    result = known.result(form)
    assert "men of 18 or older" in result.refusal
    assert result.scales == ()
    assert result.why_blocked == result.refusal
    assert any("men of 18" in sentence for sentence in known.problems(form).values())


def test_stable_never_speaks_of_a_risk_level() -> None:
    known = assessing()
    table = next(table for table in known.tables if table.instrument is Instrument.STABLE)
    numbers: list[JsonValue] = [{"code": part.code, "number": 1} for part in table.parts if not part.only_with]
    result = known.result(form_of(Instrument.STABLE, parts=numbers, child_victim="no"))
    assert result.total == "12 of 24"
    assert result.scales[0].level == "High"
    assert "risk" not in result.sentence.lower()


def test_sara_has_no_total_anywhere() -> None:
    known = assessing()
    form = form_of(Instrument.SARA, edition="2", total=31, omitted=2, critical_items="yes")
    assert known.result(form).total == ""
    assert "total" not in known.completed(form).values
    tool = known.tool(form)
    assert tool is not None
    assert tool.parts == ()
    assert "total" not in tool.asks
    assert {"omitted", "critical_items", "levels", "edition"} <= tool.asks
    assert all(scale.judged for scale in tool.scales)


def test_whoever_is_not_trained_is_told_while_writing_and_cannot_sign() -> None:
    known = assessing()
    form = form_of(LSCMI, parts=lscmi_numbers(3), assessor=UNTRAINED)
    assert "LS/CMI" in known.result(form).training
    assert known.problems(form)["assessor"].startswith("Assessor: ")
    assert known.problems(form_of(LSCMI, parts=lscmi_numbers(3))) == {}


def test_half_a_form_is_never_refused_a_preview() -> None:
    known = assessing()
    for instrument in Instrument:
        for values in ({}, {"parts": "x"}, {"levels": [{"scale": "s", "level": ""}]}, {"assessed_on": "soon"}):
            assert known.tool(form_of(instrument, **values)) is not None
            known.result(form_of(instrument, **values))


def test_every_field_that_only_some_instruments_have_is_one_of_the_record() -> None:
    assert {shape.name for shape in shapes_of("assessment")} >= SPECIAL


def test_what_is_only_recalled_of_the_levels_of_serious_harm_is_said_once_it_is_confirmed() -> None:
    off, on = assessing(on=False).tool(form_of(Instrument.ROSH)), assessing().tool(form_of(Instrument.ROSH))
    assert off is not None
    assert on is not None
    assert [code for code, _ in off.scales[0].meanings] == ["very_high", "high"]
    assert {code for code, _ in on.scales[0].meanings} == {"very_high", "high", "medium", "low"}
