"""The fault of 2022: a level that stayed behind when its numbers changed. Here it follows anew whenever it is read."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Sealed
from casework.ledger.fold import Placed, RecordState, fold_record
from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.assessment.instrument_level import InstrumentLevel
from casework.records.identifier import RecordId
from casework.rules.instrument.agreement import results
from casework.rules.instrument.derive import derive
from casework.rules.instrument.instrument_table import InstrumentTable, Scale, table_for
from casework.rules.standing import read_record, shown_parents
from tests.casework.instrument.sample import ON, SCORED, assessment, at_number, named, of_scale
from tests.fakes.chain import SCOPE, Pen, ident

LSCMI = ON[Instrument.LSCMI]


@dataclass
class File:
    """One case's assessments as entries, each folded from its own."""

    pen: Pen = field(default_factory=lambda: Pen("laptop", "worker"))
    entries: list[Sealed] = field(default_factory=list)
    made: list[RecordId] = field(default_factory=list)

    def state(self, record: RecordId) -> RecordState:
        """The folded record, as the office has it and a page reads it."""
        touching = [one for one in self.entries if any(edit.record == record for edit in one.entry.edits)]
        placed = [Placed(one, (0, 1, one.entry.seq)) for one in touching]
        state = fold_record(SCOPE, record, placed)
        assert state is not None
        return state

    def read(self, record: RecordId) -> Assessment:
        """An assessment out of its heads."""
        return read_record(Assessment, self.state(record))

    def supersede(self, new: Assessment) -> RecordId:
        """Sign an assessment that takes the place of the last one, which is told so."""
        record = RecordId(ident(len(self.made) + 100))
        last = self.made[-1] if self.made else None
        edits: list[Edit] = []
        if last is not None:
            new = new.model_copy(update={"corrects": last, "correction_reason": "Numbers changed"})
            parents = {"corrected_by": shown_parents(self.state(last), "corrected_by")}
            edits.append(Edit(record=last, kind="assessment", set={"corrected_by": record}, parents=parents))
        edits.insert(0, Edit(record=record, kind="assessment", set=new.values()))
        self.entries.append(self.pen.write(*edits))
        self.made.append(record)
        return record

    def standing(self) -> Assessment:
        """The one that nothing has taken the place of."""
        (found,) = [one for record in self.made if (one := self.read(record)).corrected_by is None]
        return found


def edges_up_and_down(scale: Scale) -> list[int]:
    """The numbers on both sides of every edge, upwards and then downwards."""
    up = [number for band in scale.bands for number in (band.lowest, band.highest)]
    return [*up, *reversed(up)]


@pytest.mark.parametrize(("table", "scale"), SCORED, ids=lambda one: one.code)
def test_superseding_through_every_edge_always_shows_the_level_of_the_number(
    table: InstrumentTable, scale: Scale
) -> None:
    """Up and down, read from the entries after each step; and what was signed before still reads as it was signed."""
    file, shown = File(), {}
    for number in edges_up_and_down(scale):
        record = file.supersede(at_number(table, scale, number))
        found = of_scale(derive(file.standing(), table), scale.code)
        assert (found.total, found.level) == (number, scale.level_at(number))
        shown[record] = (number, scale.level_at(number))
    for record, before in shown.items():
        then = of_scale(derive(file.read(record), table), scale.code)
        assert (then.total, then.level) == before


def test_no_level_lies_in_an_entry_unless_somebody_typed_it() -> None:
    """What is signed are numbers: there is no place from which an old level could be shown."""
    file = File()
    for number in edges_up_and_down(LSCMI.scales[0]):
        file.supersede(at_number(LSCMI, LSCMI.scales[0], number))
    words = ("very_low", "low", "medium", "high", "very_high")
    for sealed in file.entries:
        for edit in sealed.entry.edits:
            assert not {"levels", "override"} & edit.set.keys()
            assert not any(_says(value, words) for value in edit.set.values())


def test_a_table_that_changes_changes_what_is_read_and_nothing_that_was_signed() -> None:
    """The same entries, two tables: each with its own level and its own version beside it."""
    file = File()
    record = file.supersede(at_number(LSCMI, LSCMI.scales[0], 20))
    bands = [band.model_copy() for band in LSCMI.scales[0].bands]
    bands[2] = bands[2].model_copy(update={"highest": 20})
    bands[3] = bands[3].model_copy(update={"lowest": 21})
    scale = LSCMI.scales[0].model_copy(update={"bands": tuple(bands)})
    newer = LSCMI.model_copy(update={"version": 2, "scales": (scale,)})
    before = list(file.entries)
    assert [one.words for one in derive(file.read(record), LSCMI)] == ["High"]
    assert [(one.words, one.table.version) for one in derive(file.read(record), newer)] == [("Medium", 2)]
    assert file.entries == before


def test_an_assessment_of_an_earlier_doorstep_reads_and_derives() -> None:
    """One without any of the newer fields."""
    file = File()
    values: dict[str, JsonValue] = {
        "instrument": "lscmi",
        "assessed_on": "2026-02-02",
        "assessor": "worker",
        "total": 30,
        "levels": [{"scale": "", "level": "high", "table": "Form"}],
        "summary": "As discussed.",
    }
    record = RecordId(ident(500))
    file.entries.append(file.pen.write(Edit(record=record, kind="assessment", set=values)))
    assert [one.words for one in derive(file.read(record), LSCMI)] == ["Very high"]
    assert file.read(record).table is None
    assert assessment(Instrument.LSCMI).groups is None


def _says(value: JsonValue, words: tuple[str, ...]) -> bool:
    if isinstance(value, list):
        return any(_says(one, words) for one in value)
    if isinstance(value, dict):
        return any(_says(one, words) for one in value.values())
    return value in words


LATER = date(2026, 6, 1)
GONE = LSCMI.model_copy(update={"confirmed": False, "withdrawn_on": LATER})


def level_of(made: Assessment, *tables: InstrumentTable) -> tuple[list[str], str]:
    """The levels that count for duties, and what the page says of where they come from."""
    table = table_for(made, tables)
    assert table is not None
    derived = derive(made, table)
    return [one.level for one in results(made, derived)], derived[0].sentence


def test_a_table_that_is_withdrawn_takes_no_level_away_and_says_that_it_was() -> None:
    """What followed when it was signed is shown, with the day on which the table was withdrawn."""
    signed = assessment(Instrument.LSCMI, total=20, table=named(LSCMI))
    levels, words = level_of(signed, GONE)
    assert levels == ["high"]
    assert words.endswith(", table version 1, withdrawn on 1 June 2026.")
    assert level_of(signed, LSCMI)[1].endswith(", table version 1.")


def test_a_newer_version_lowers_nothing_that_was_signed_with_one_that_is_withdrawn() -> None:
    """What names a version is read by it; what names none by the one that is on."""
    bands = [band.model_copy(update={"level": InstrumentLevel.LOW}) for band in LSCMI.scales[0].bands]
    lower = LSCMI.scales[0].model_copy(update={"bands": tuple(bands)})
    newer = LSCMI.model_copy(update={"version": 2, "scales": (lower,)})
    assert level_of(assessment(Instrument.LSCMI, total=20, table=named(LSCMI)), GONE, newer)[0] == ["high"]
    assert level_of(assessment(Instrument.LSCMI, total=20), GONE, newer)[0] == ["low"]


@pytest.mark.parametrize(("days", "levels"), [(-1, ["high"]), (0, [])])
def test_what_names_no_table_follows_from_a_withdrawn_one_only_before_that_day(days: int, levels: list[str]) -> None:
    """An old assessment that was taken over keeps its level; a new one is entered by hand."""
    made = assessment(Instrument.LSCMI, total=20, assessed_on=LATER + timedelta(days=days))
    assert level_of(made, GONE)[0] == levels
    assert ("withdrawn" in level_of(made, GONE)[1]) is bool(levels)


def test_another_version_that_was_never_on_is_preferred_to_a_withdrawn_one_for_what_came_later() -> None:
    """A version of the agency's own that it has withdrawn leaves the form as it came."""
    own = GONE.model_copy(update={"version": 2})
    off = LSCMI.model_copy(update={"confirmed": False})
    assert table_for(assessment(Instrument.LSCMI, assessed_on=LATER), [off, own]) == off
    assert table_for(assessment(Instrument.LSCMI), [off, own]) == own
