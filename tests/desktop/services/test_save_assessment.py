"""Saving an assessment on a laptop: what the office would hold back is refused before it is saved, by any way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.records.assessment.assessment import Assessment
from casework.records.identifier import AGENCY, case_scope
from casework.records.staff.confirmed_table import ConfirmedTable
from casework.rules.intake_reason import REASON_SENTENCES, Reason
from desktop.services.assessing.assessing import open_assessing
from desktop.services.assessing.reading import read_assessment
from desktop.services.duty import read_case_due
from desktop.services.recorder import Recorder
from tests.desktop.services.laptop import SENIOR, WORKER, Laptop
from tests.fakes.case_store import change, open_memory_like_store
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


def test_a_result_stays_what_it_was_when_the_service_withdraws_its_table(laptop: Laptop) -> None:
    """On the page, with the day and the reason, and among what has to be talked over; a new one is entered by hand."""
    office = laptop.ready.office
    confirm_instruments(office)
    laptop.sync()
    save(laptop, total=27, table={"code": "lscmi", "version": 1})
    (state,) = laptop.ready.store.records(Assessment.kind)
    on = laptop.session.today().isoformat()
    said: JsonValue = {"by": SENIOR, "on": on, "reason": "The edition of 2027 has other bands."}
    for table in laptop.ready.store.records(ConfirmedTable.kind, AGENCY):
        office.write(AGENCY, change(ConfirmedTable.kind, table.record, "withdrawn", said))
    laptop.sync()
    view = read_assessment(laptop.session, laptop.case, state)
    assert view is not None
    (scale,) = view.result.scales
    assert (scale.level, scale.derived, scale.high) == ("High", True, True)
    assert scale.follows == "From 27 of 43, by LS/CMI, table version 1, withdrawn on 2 November 2026."
    (named,) = view.blocks["table"]
    assert dict(named)["Withdrawn"].endswith("2 November 2026: The edition of 2027 has other bands.")
    asked = [item.due.title for item in read_case_due(laptop.session, laptop.case).items]
    assert "Discuss with a senior: LS/CMI, high" in asked
    form = open_assessing(laptop.session, laptop.case)
    assert not any(table.confirmed or table.withdrawn_on for table in form.tables if table.code == "lscmi")
