"""An agency's edited table is read only where every number has one level and everything that it names is there."""

import pytest

from casework.errors import UserError
from casework.records.assessment.assessment import Instrument
from casework.rules.instrument.instrument_table import InstrumentTable
from casework.rules.table import read_table
from casework.rules.table_sort import shipped_tables

TEXTS = {one.table.code: one.text for one in shipped_tables()}


@pytest.mark.parametrize("code", [one.value for one in Instrument if one.value in TEXTS])
def test_the_shipped_texts_read_as_they_are(code: str) -> None:
    """The start from which every edit below is made."""
    assert read_table(InstrumentTable, TEXTS[code]).code == code


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("lscmi", "lowest = 0, highest = 4", "lowest = 1, highest = 4"),
        ("lscmi", "lowest = 5, highest = 10", "lowest = 6, highest = 10"),
        ("lscmi", "lowest = 5, highest = 10", "lowest = 4, highest = 10"),
        ("lscmi", "lowest = 5, highest = 10", "lowest = 5, highest = 3"),
        ("lscmi", "lowest = 30, highest = 43", "lowest = 30, highest = 42"),
        ("lscmi", "lowest = 30, highest = 43", "lowest = 30, highest = 44"),
        ("lscmi", "maximum = 9", "maximum = 8"),
        ("lscmi", 'level = "low", lowest = 5', 'level = "very_low", lowest = 5'),
        ("lscmi", 'level = "low", lowest = 5', 'level = "very_high", lowest = 5'),
        ("lscmi", '["very_low", "low", "medium", "high", "very_high"]', '["low", "medium", "high", "very_high"]'),
        ("lscmi", '["very_low", "low", "medium",', '["low", "very_low", "medium",'),
        ("lscmi", 'code = "companions"', 'code = "leisure_recreation"'),
        ("lscmi", 'code = "companions"', 'code = "company"'),
        ("lscmi", 'total = "general"', 'total = "generals"'),
        ("rm2000", 'of = ["s", "v"]', 'of = ["s", "x"]'),
        ("rm2000", 'part = "s_aggravating"', 'part = "x_aggravating"'),
        ("rm2000", 'level = "very_high", points = 3', 'level = "very_high", points = 4'),
        ("rm2000", 'mark = "R"', 'mark = "V3"'),
        ("sara", "confirmed = false", "confirmed = true"),
    ],
)  # fmt: skip
def test_a_table_that_leaves_a_number_without_its_level_is_refused(code: str, before: str, after: str) -> None:
    """A gap, an overlap, a level that falls, a part or a scale that is not there."""
    assert before in TEXTS[code]
    with pytest.raises(UserError, match="cannot be read"):
        read_table(InstrumentTable, TEXTS[code].replace(before, after, 1))


def test_a_scale_is_found_by_its_code_and_without_one_where_it_is_the_only_one() -> None:
    """As in assessments that were signed before scales had names."""
    lscmi, acute = (read_table(InstrumentTable, TEXTS[code]) for code in ("lscmi", "acute2007"))
    assert lscmi.scale("") is lscmi.scale("general") is lscmi.scales[0]
    assert acute.scale("") is None
    assert acute.scale("general") is acute.scales[1]
    assert lscmi.name == "LS/CMI, table version 1"
    assert (lscmi.derives, read_table(InstrumentTable, TEXTS["sara"]).derives) == (True, False)
