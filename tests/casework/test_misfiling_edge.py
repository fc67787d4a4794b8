"""Misfilings at their edges: what is read of one, what it holds back, what stands on, and what the other file gets."""

from dataclasses import replace

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Link, Sealed, Signed, seal_entry
from casework.ledger.fold import Placed, RecordState, fold_record
from casework.records.delivery.ruling import Decision
from casework.records.file.misfiling import Misfiling, PutBack, Receiving, TakenOut
from casework.records.identifier import SERVER_DEVICE, DeviceId, EntryId, RecordId, StaffId
from casework.records.record import SCHEMA
from casework.rules.day import day_of
from casework.rules.matter import MatterSort, matters_of, opens_in_emergency, undecided_fields
from casework.rules.misfiling import (
    CARRIED_SENTENCE,
    Destination,
    Mistake,
    carried_edits,
    copied_edits,
    may_be_taken,
    read_mistake,
    stays,
    wholly_taken,
    withheld_by,
)
from tests.casework.test_misfiling import (
    CASE,
    CONTACT,
    OTHER,
    SCOPE,
    WARNING,
    folded,
    ids,
    level,
    new_id,
    saved,
    warning,
)
from tests.fakes.bare_laptop import START
from tests.fakes.chain import ident

MISFILING = RecordId(ident(60))
AUTHOR, OFFICE = StaffId(ident(2)), StaffId(ident(3))
E1, E2, E3, E4 = (EntryId(letter * 64) for letter in "abcd")


def misfiled(values: dict[str, JsonValue], number: int = 1, record: RecordId = MISFILING) -> Sealed:
    return saved(number, Edit(record=record, kind=Misfiling.kind, set=values))


def mistaken(entries: tuple[EntryId, ...], record: RecordId = MISFILING, **more: JsonValue) -> RecordState:
    (state,) = folded(
        misfiled({"entries": list(entries), "ticket": ident(5), "titles": ["Contact"], **more}, 1, record)
    )
    return state


def taken_out(**parts: tuple[str, ...]) -> JsonValue:
    done: JsonValue = TakenOut(at=START, **parts).model_dump(mode="json")
    return done


BACK: JsonValue = PutBack(at=START).model_dump(mode="json")


def test_a_misfiling_is_read_as_a_whole() -> None:
    values: dict[str, JsonValue] = {
        "entries": [E1, E2], "ticket": ident(5), "titles": ["Contact"], "undone": BACK,
        "done": taken_out(records=(CONTACT,), instead=(E3,), counted=(E4,)),
    }  # fmt: skip
    held = saved(2, Edit(record=MISFILING, kind=Misfiling.kind, add={"holds": [WARNING]}))
    (state,) = folded(misfiled(values), held)
    whole = Mistake(
        record=MISFILING, by=AUTHOR, ticket=ident(5), entries=(E1, E2), titles=("Contact",),
        records=frozenset({CONTACT}), instead=(E3,), done=True, counted=frozenset({E4}), undone=True,
        holds=(WARNING,), answered=False,
    )  # fmt: skip
    assert read_mistake(state) == whole
    (begun,) = folded(misfiled({"entries": [E1], "ticket": ident(5)}))
    assert read_mistake(begun) == Mistake(
        MISFILING, AUTHOR, ident(5), (E1,), (), frozenset(), (), False, frozenset(), False, (), False
    )  # fmt: skip


def test_it_is_by_whoever_it_was_written_for() -> None:
    save = Signed(DeviceId(ident(9)), OFFICE, SCOPE, START, SCHEMA, on_behalf=AUTHOR)
    edit = Edit(record=MISFILING, kind=Misfiling.kind, set={"entries": [E1], "ticket": ident(5)})
    (state,) = folded(seal_entry(Link(), save, [edit]))
    found = read_mistake(state)
    assert found is not None
    assert found.by == AUTHOR


@pytest.mark.parametrize(
    "values", [{"entries": [E1]}, {"ticket": ident(5)}, {"entries": "all", "ticket": ident(5)}], ids=str
)
def test_what_cannot_be_read_whole_takes_nothing_out(values: dict[str, JsonValue]) -> None:
    (state,) = folded(misfiled(values))
    assert read_mistake(state) is None


def test_what_waits_for_release_takes_nothing_out() -> None:
    made = misfiled({"entries": [E1], "ticket": ident(5)})
    state = fold_record(SCOPE, MISFILING, [Placed(made, (0, 1, 1), awaiting=True)])
    assert state
    assert read_mistake(state) is None


def test_several_misfilings_hold_back_all_that_they_name() -> None:
    """What warned in the place of something is held back when nothing of that is out any more, and not before."""
    one = mistaken((E1,), done=taken_out(records=(ident(31),)))
    two = mistaken((E2,), RecordId(ident(61)), done=taken_out(records=(ident(32),)))
    assert withheld_by([one, two], {}).entries == {E1, E2}
    assert withheld_by([one, two], {}).records == {ident(31), ident(32)}
    back = mistaken((E3,), RecordId(ident(62)), done=taken_out(instead=(E4,)), undone=BACK)
    released = {E3: Decision.RELEASE}
    assert withheld_by([one, back], released).entries == {E1, E4}
    assert withheld_by([one, back], {}).entries == {E1, E3}
    still = mistaken((E3,), RecordId(ident(62)), done=taken_out(instead=(E4,)))
    assert withheld_by([still], released).entries == frozenset()


def test_what_the_office_recorded_again_may_be_taken_out() -> None:
    edit = Edit(record=RecordId(ident(37)), kind=Receiving.kind, add={"records": [CONTACT]})
    office = Signed(SERVER_DEVICE, OFFICE, SCOPE, START, SCHEMA)
    assert may_be_taken(seal_entry(Link(), office, [edit]).entry)
    hold = Edit(record=RecordId(ident(38)), kind="legal_hold", set={"state": {"status": "active"}})
    assert not may_be_taken(seal_entry(Link(), office, [hold]).entry)


def test_a_proposal_of_which_only_a_part_is_taken_and_nothing_was_decided_does_not_stay() -> None:
    record = RecordId(ident(50))
    begun = saved(1, Edit(record=record, kind="high_risk_proposal", set={"proposed_on": "2026-11-02"}))
    (state,) = folded(begun)
    assert not stays(state, {E1})
    assert wholly_taken([replace(state, created=None), state], ids(begun)) == [state]


def test_a_warning_of_which_nothing_can_be_read_stands_as_one_that_holds() -> None:
    """By whoever began it, from that day, to be looked at on that day: rather one warning too many."""
    begun = saved(1, Edit(record=WARNING, kind="warning", set={"notice": "a dog", "state": "on", "review_on": "soon"}))
    (state,), day = folded(begun), day_of(START).isoformat()
    (edit,) = carried_edits([state], ids(begun), new_id)
    assert edit.set == {
        "notice": {"sort": "other", "text": CARRIED_SENTENCE},
        "state": {"status": "active", "by": AUTHOR, "on": day},
        "review_on": day,
    }


def test_what_can_be_read_of_a_warning_stands_as_it_was() -> None:
    values = warning().set
    begun = saved(1, Edit(record=WARNING, kind="warning", set={**values, "review_on": "soon"}))
    (edit,) = carried_edits(folded(begun), ids(begun), new_id)
    assert (edit.set["state"], edit.set["review_on"]) == (values["state"], day_of(START).isoformat())
    begun = saved(1, Edit(record=WARNING, kind="warning", set={**values, "state": "on"}))
    (edit,) = carried_edits(folded(begun), ids(begun), new_id)
    assert edit.set["review_on"] == values["review_on"]


def test_of_several_levels_that_are_taken_out_the_highest_stands_on_without_its_words() -> None:
    began = saved(1, Edit(record=RecordId(CASE), kind="case", set={"state": "open"}))
    low, high = saved(2, level("low")), saved(3, level("high"))
    broken = saved(4, Edit(record=RecordId(CASE), kind="case", set={"standing_risk": {"level": "unheard of"}}))
    (edit,) = carried_edits(folded(began, low, high, broken), ids(low, high, broken), new_id)
    whole = level("high").set["standing_risk"]
    assert isinstance(whole, dict)
    assert edit.set == {"standing_risk": {**whole, "rationale": CARRIED_SENTENCE}}


def test_a_state_without_words_stands_on_as_it_is_and_what_warns_of_nothing_not_at_all() -> None:
    began = saved(1, Edit(record=WARNING, kind="warning", set={"notice": {"sort": "weapon", "text": "x"}}))
    state = warning().set["state"]
    changed = saved(2, Edit(record=WARNING, kind="warning", set={"state": state}))
    (edit,) = carried_edits(folded(began, changed), ids(changed), new_id)
    assert edit.set == {"state": state}
    contact = saved(3, Edit(record=CONTACT, kind="contact", set={"narrative": "n"}))
    corrected = saved(4, Edit(record=CONTACT, kind="contact", set={"corrected_by": ident(9)}))
    assert carried_edits(folded(contact, corrected), ids(corrected), new_id) == ()


def test_in_the_other_file_what_is_added_and_named_has_its_new_ids_too() -> None:
    """What was taken out of a set stays behind, as does a person of a file that has none."""
    values: dict[str, JsonValue] = {
        "record": CONTACT, "kind": "contact", "add": {"links": [ident(33), ident(39)]},
        "parents": {"narrative": [E1, E2]}, "remove": {"links": [{"item": ident(33), "entry": E1}]},
        "reason": "Seen together.",
    }  # fmt: skip
    known = Destination(OTHER, None, {CONTACT: ident(41)}).knowing({ident(33): ident(43), E1: E3})
    born = Edit(record=RecordId(ident(35)), kind="person", set={"born": "1990-01-01"})
    told = Edit(record=RecordId(ident(35)), kind="person", set={"telephone": "01632 960 001"})
    more = Edit(record=RecordId(ident(35)), kind="person", add={"names": [ident(33)]})
    (edit,) = copied_edits(saved(1, Edit.model_validate(values), told).entry, known)
    assert (edit.record, edit.reason, edit.remove) == (ident(41), "Seen together.", {})
    assert edit.add == {"links": [ident(43), ident(39)]}
    assert edit.parents == {"narrative": [E3, E2]}
    with_person = replace(known, person=RecordId(ident(45)))
    assert copied_edits(saved(1, born).entry, with_person) == ()
    (edit,) = copied_edits(saved(1, more).entry, with_person)
    assert (edit.record, edit.add) == (ident(45), {"names": [ident(33)]})


def test_what_was_opened_in_an_emergency_and_came_late_waits_for_both() -> None:
    opened = Edit(record=RecordId(ident(50)), kind="emergency_access", set={"staff": AUTHOR})
    late = Placed(saved(1, opened, warning()), (0, 1, 1), late=True)
    assert {MatterSort.EMERGENCY, MatterSort.LATE} <= matters_of(late, [])
    cover = Edit(record=RecordId(ident(50)), kind="cover", set={"staff": AUTHOR})
    ended = Edit(record=RecordId(ident(51)), kind="emergency_access", set={"ended": {"at": "2026-03-02T13:00:00Z"}})
    assert not opens_in_emergency(saved(1, cover, ended).entry)


def test_two_answers_of_seniors_are_no_question_of_caution() -> None:
    said: list[JsonValue] = [{"choice": one, "by": AUTHOR, "reason": "Seen."} for one in ("keep", "end")]
    entries = [misfiled({"carried": one}, number) for number, one in enumerate(said, 1)]
    (state,) = folded(*entries)
    assert undecided_fields(state) == ()
    (levels,) = folded(saved(1, level("low")), saved(2, level("high")))
    assert undecided_fields(levels) == ("standing_risk",)
