"""Saving an assessment on a laptop: what the office would hold back is refused before it is saved, by any way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.records.assessment.assessment import Assessment
from casework.records.identifier import case_scope
from casework.rules.intake import REASON_SENTENCES, Reason
from desktop.services.assessing.reading import read_assessment
from desktop.services.recorder import Recorder
from tests.desktop.services.laptop import SENIOR, WORKER, Laptop
from tests.fakes.case_store import open_memory_like_store
from tests.fakes.confirmed import confirm_instruments, say_sex


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    """One laptop with one case, before any table is confirmed."""
    made = Laptop(open_memory_like_store(tmp_path, 1))
    yield made
    made.ready.connection.close()


def save(laptop: Laptop, instrument: str = "lscmi", /, **changed: JsonValue) -> None:
    """Save an assessment, going round every form."""
    values: dict[str, JsonValue] = {
        "instrument": instrument,
        "assessed_on": "2026-03-02",
        "assessor": WORKER,
        "summary": "As discussed.",
        **changed,
    }
    recorder = Recorder(laptop.session)
    made = recorder.new_record(Assessment.model_validate(values), laptop.ready.store.new_id())
    recorder.save(case_scope(laptop.case), [made])


def is_refused(laptop: Laptop, instrument: str = "lscmi", /, **changed: JsonValue) -> bool:
    """Whether it cannot be saved, with the sentence for that."""
    try:
        save(laptop, instrument, **changed)
    except UserError as error:
        return error.sentence == REASON_SENTENCES[Reason.INVALID]
    return False


def test_a_level_that_does_not_follow_cannot_be_saved_once_its_table_is_on(laptop: Laptop) -> None:
    """Confirmed at the office, it counts with the next exchange; an override needs a senior."""
    levels: JsonValue = [{"scale": "general", "level": "medium", "table": "Form"}]
    override: dict[str, JsonValue] = {"level": "medium", "reason": "What the police told us"}
    assert not is_refused(laptop, total=20, levels=levels)
    confirm_instruments(laptop.ready.office)
    laptop.sync()
    assert is_refused(laptop, total=20, levels=levels)
    assert is_refused(laptop, total=20, levels=levels, override={**override, "senior": WORKER})
    assert not is_refused(laptop, total=20, levels=levels, override={**override, "senior": SENIOR})


def test_rm2000_cannot_be_saved_for_a_woman(laptop: Laptop) -> None:
    """As this laptop knows the person at that moment."""
    assert not is_refused(laptop, "rm2000")
    say_sex(laptop.ready.office, laptop.case, "female")
    laptop.sync()
    assert is_refused(laptop, "rm2000")
    assert not is_refused(laptop, "lscmi", total=3)


def test_who_turns_out_to_be_a_woman_has_no_result_of_rm2000_any_more(laptop: Laptop) -> None:
    """It was signed while nobody knew; what was written stays in the file below, and no level stands above it."""
    save(laptop, "rm2000", levels=[{"scale": "v", "level": "high", "table": "Guide"}])
    (state,) = laptop.ready.store.records(Assessment.kind, case_scope(laptop.case))
    before = read_assessment(laptop.session, laptop.case, state)
    assert before is not None
    assert not before.result.refusal
    say_sex(laptop.ready.office, laptop.case, "female")
    laptop.sync()
    after = read_assessment(laptop.session, laptop.case, state)
    assert after is not None
    assert "nothing about a woman" in after.result.refusal
