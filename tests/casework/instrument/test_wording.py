"""No wording of anybody's manual: short names of our own, numbers, and help and limits in our own words."""

import re

import pytest

from casework.records.assessment.assessment import Instrument
from casework.rules.instrument.instrument_table import InstrumentTable
from casework.rules.table import FIRM, Mark
from tests.casework.instrument.sample import SHIPPED

EVERY = pytest.mark.parametrize("table", SHIPPED.values(), ids=lambda one: one.code)
ITEM_WORDING = (
    "significant social influence",
    "capacity for relationship",
    "emotional identification",
    "hostility toward",
    "general social rejection",
    "lack of concern for others",
    "poor cognitive",
    "negative emotionality",
    "sex as coping",
    "deviant sexual",
    "sexual preoccupation",
    "collapse of social support",
    "emotional collapse",
    "victim access",
    "rejection of supervision",
    "stranger victim",
    "male victim",
    "non-contact",
    "never lived with",
    "past assault of",
    "could make better use of",
    "unrewarding",
    "prior convictions",
)
"""Words of items, as published descriptions give them."""
LABEL_WORDS = 6


def all_words(table: InstrumentTable) -> str:
    """Everything that a page could show of a table."""
    return table.model_dump_json().lower()


@EVERY
def test_labels_are_short_and_nothing_of_an_item_stands_anywhere(table: InstrumentTable) -> None:
    """A label names, it does not explain: what earns which number stands in the manual alone."""
    for label in [*(part.label for part in table.parts), *(scale.label for scale in table.scales)]:
        assert len(label.split()) <= LABEL_WORDS
        assert not re.search(r"[.?:;]", label)
    said = all_words(table)
    assert not [words for words in ITEM_WORDING if words in said]


@EVERY
def test_every_instrument_says_in_our_words_how_it_is_used_and_what_it_cannot_say(table: InstrumentTable) -> None:
    """Enough to be of use, and never the label that people are put under."""
    for text in (table.help, table.limits):
        assert 150 < len(text) < 1000
    assert not re.search(r"\boffenders?\b", all_words(table))


@EVERY
def test_what_is_recalled_ships_off_with_its_source(table: InstrumentTable) -> None:
    """And every definition that is not certain says so."""
    assert table.source
    assert table.mark not in FIRM
    assert not table.confirmed
    assert {one.level.value: one.mark for one in table.definitions} in (
        {},
        {"very_high": Mark.VERIFIED, "high": Mark.VERIFIED, "medium": Mark.RECALLED, "low": Mark.RECALLED},
    )


def test_there_is_one_table_for_every_instrument_that_has_one() -> None:
    """Not for what is not listed, for a placement, or for what only comes with a case."""
    assert set(SHIPPED) == set(Instrument) - {Instrument.OTHER, Instrument.OASYS, Instrument.PLACEMENT}


def test_the_numbers_agree_with_what_was_read_in_sources() -> None:
    """43 in eight domains, 13 numbers up to 26, seven numbers, three scales."""
    parts = {table.code: [part.maximum for part in table.parts] for table in SHIPPED.values()}
    assert (len(parts["lscmi"]), sum(parts["lscmi"])) == (8, 43)
    assert (len(parts["stable2007"]), sum(parts["stable2007"])) == (13, 26)
    assert len(parts["acute2007"]) == 7
    assert [scale.code for scale in SHIPPED[Instrument.RM2000].scales] == ["s", "v", "c"]
    assert not SHIPPED[Instrument.SARA].derives
    assert not SHIPPED[Instrument.ROSH].derives
