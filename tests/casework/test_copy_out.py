"""Whether a record holds that was keyed elsewhere: by what counts, and by corrections that were not struck out."""

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState, fold_record
from casework.rules.copy_out.standing import is_struck_out, is_taken_back
from tests.fakes.chain import RECORD, SCOPE, Pen, placed

SAID: JsonValue = {"by": "a", "on": "2026-11-02", "reason": "Somebody else."}


def made(values: dict[str, JsonValue], *, waits: bool = False) -> RecordState:
    """A record, and what was said of it later in an entry of its own, which may wait for a senior."""
    pen = Pen("a")
    first = pen.write(Edit(record=RECORD, kind="contact", set={"narrative": "Seen."}))
    later = pen.write(Edit(record=RECORD, kind="contact", set=values))
    state = fold_record(SCOPE, RECORD, placed(first, later, awaiting=(later,) if waits else ()))
    assert state is not None
    return state


@pytest.mark.parametrize("field", ["struck_out", "withdrawn", "corrected_by"])
def test_what_waits_for_a_senior_takes_nothing_back(field: str) -> None:
    assert is_taken_back(made({field: "said"}))
    assert not is_taken_back(made({field: "said"}, waits=True))


@pytest.mark.parametrize("field", ["struck_out", "withdrawn"])
def test_a_correction_that_is_struck_out_brings_back_what_it_corrected(field: str) -> None:
    assert is_struck_out(made({field: SAID}))
    assert not is_struck_out(made({field: SAID}, waits=True))
    corrected = made({"corrected_by": "the-correction"})
    assert is_taken_back(corrected)
    assert not is_taken_back(corrected, {"the-correction"})
    assert is_taken_back(made({"corrected_by": "the-correction", "struck_out": SAID}), {"the-correction"})
