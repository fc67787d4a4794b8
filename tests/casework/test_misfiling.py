"""What is taken out of a file, what stands on in it, and what the other file receives; all without a server."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from casework.ledger.entry import Edit, Link, Sealed, Signed, seal_entry
from casework.ledger.fold import Placed, RecordState, fold_record
from casework.records.check import check_new
from casework.records.delivery.ruling import Decision, Ruling
from casework.records.file.case import RiskLevel
from casework.records.file.misfiling import Misfiling, Receiving, TakenOut
from casework.records.identifier import CaseId, DeviceId, EntryId, RecordId, StaffId, case_scope
from casework.records.merge import caution_of
from casework.records.record import SCHEMA, merge_of
from casework.rules.misfiling import (
    CARRIED_SENTENCE,
    Destination,
    carried_edits,
    copied_edits,
    is_offices_part,
    may_be_taken,
    read_mistake,
    withheld_by,
)
from casework.rules.standing import field_standing
from tests.fakes.bare_laptop import START
from tests.fakes.chain import ident

CASE, OTHER = CaseId(ident(77)), CaseId(ident(78))
SCOPE = case_scope(CASE)
WORDS = "zzgeranium"
CONTACT, WARNING = RecordId(ident(31)), RecordId(ident(32))


def saved(number: int, *edits: Edit, device: int = 1) -> Sealed:
    """One save, the only one of its device."""
    save = Signed(DeviceId(ident(device + number)), StaffId(ident(2)), SCOPE, START, SCHEMA)
    return seal_entry(Link(), save, edits)


def level(value: str, *parents: Sealed, reason: str | None = None) -> Edit:
    standing: JsonValue = {
        "level": value,
        "assessor": ident(2),
        "assessed_on": "2026-11-02",
        "rationale": WORDS,
        "record": CASE,
    }
    named = [str(one.id) for one in parents]
    parts = {"standing_risk": named} if named else {}
    return Edit(record=RecordId(CASE), kind="case", set={"standing_risk": standing}, parents=parts, reason=reason)


def warning(status: str = "active") -> Edit:
    return Edit(
        record=WARNING,
        kind="warning",
        set={
            "notice": {"sort": "weapon", "text": WORDS},
            "state": {"status": status, "by": ident(2), "on": "2026-11-02"},
            "review_on": "2027-01-02",
        },
    )


def folded(*entries: Sealed, without: tuple[Sealed, ...] = ()) -> list[RecordState]:
    """Every record of some entries, in their order, without what is taken out."""
    placed = [Placed(one, (0, 1, number)) for number, one in enumerate(entries, 1) if one not in without]
    records = dict.fromkeys(edit.record for one in entries for edit in one.entry.edits)
    states = (fold_record(SCOPE, record, placed) for record in records)
    return [state for state in states if state is not None]


def ids(*entries: Sealed) -> set[EntryId]:
    return {one.id for one in entries}


NUMBERS = count(500)


def new_id() -> str:
    return ident(next(NUMBERS))


LEVELS = [level.value for level in RiskLevel]


@given(st.lists(st.tuples(st.sampled_from(LEVELS), st.booleans()), min_size=1, max_size=5), st.integers(0, 4))
def test_no_level_is_lower_without_what_is_taken_out_than_it_was_with_it(
    levels: list[tuple[str, bool]], which: int
) -> None:
    """However levels follow each other, whichever is taken out: what stands is at least as cautious, and wordless."""
    entries: list[Sealed] = []
    for number, (value, named) in enumerate(levels):
        before = (entries[-1],) if named and entries else ()
        entries.append(saved(number, level(value, *before, reason="Seen together.")))
    taken = entries[which % len(entries)]
    (state,) = folded(*entries)
    edits = carried_edits([state], ids(taken), new_id)
    assert WORDS not in repr(edits)
    again = saved(90, *edits) if edits else None
    after = folded(*entries, *([again] if again else []), without=(taken,))
    rule = merge_of("case", "standing_risk")
    assert rule is not None
    before_it, after_it = field_standing(state, "standing_risk"), field_standing(after[0], "standing_risk")
    assert before_it is not None
    assert after_it is not None
    assert caution_of(rule, after_it.value) >= caution_of(rule, before_it.value)


def test_a_warning_stands_on_by_its_sort_alone_and_one_that_was_removed_does_not() -> None:
    held = saved(1, warning())
    (edit,) = carried_edits(folded(held), ids(held), new_id)
    assert edit.record != WARNING
    assert edit.set["notice"] == {"sort": "weapon", "text": CARRIED_SENTENCE}
    assert check_new("warning", edit.set) == []
    gone = saved(1, warning("removed"))
    assert carried_edits(folded(gone), ids(gone), new_id) == ()


def test_what_is_taken_out_is_held_back_until_it_is_released_and_so_is_what_goes_on_with_it() -> None:
    wrong = saved(1, Edit(record=CONTACT, kind="contact", set={"narrative": WORDS}))
    later = saved(2, Edit(record=CONTACT, kind="contact", set={"corrected_by": ident(9)}))
    other = saved(3, Edit(record=RecordId(ident(40)), kind="contact", set={"corrected_by": ident(9)}))
    values = Misfiling(entries=(wrong.id,), titles=("Contact",), ticket=ident(5)).values()
    made = saved(4, Edit(record=RecordId(ident(60)), kind=Misfiling.kind, set=values))
    (state,) = folded(made)
    found = withheld_by([state], {})
    assert [found.holds_back(one.id, one.entry) for one in (wrong, later, other)] == [True, False, False]
    done = TakenOut(at=START, records=(CONTACT,)).model_dump(mode="json")
    (state,) = folded(made, saved(5, Edit(record=RecordId(ident(60)), kind=Misfiling.kind, set={"done": done})))
    found = withheld_by([state], {wrong.id: Decision.REFUSE})
    assert [found.holds_back(one.id, one.entry) for one in (wrong, later, other)] == [True, True, False]
    found = withheld_by([state], {wrong.id: Decision.RELEASE})
    assert not any(found.holds_back(one.id, one.entry) for one in (wrong, later, other))


def test_a_carried_warning_waits_until_somebody_has_answered() -> None:
    record = RecordId(ident(60))
    values = Misfiling(entries=("a" * 64,), titles=("Warning",), ticket=ident(5)).values()
    made = saved(1, Edit(record=record, kind=Misfiling.kind, set=values))
    held = saved(2, Edit(record=record, kind=Misfiling.kind, add={"holds": [WARNING]}))
    answer: JsonValue = {"choice": "keep", "by": ident(2), "reason": "He has one, too."}
    said = saved(3, Edit(record=record, kind=Misfiling.kind, set={"carried": answer}))
    waits = []
    for entries in ((made,), (made, held), (made, held, said)):
        (state,) = folded(*entries)
        mistake = read_mistake(state)
        assert mistake is not None
        waits.append(mistake.waits)
    assert waits == [False, True, False]


def test_in_the_other_file_links_hold_and_nothing_names_the_first() -> None:
    """What was begun there gets an id of its own; what changed something of the first file stays behind."""
    appointment, foreign = RecordId(ident(33)), RecordId(ident(34))
    entry = saved(
        1,
        Edit(record=CONTACT, kind="contact", set={"appointment": appointment, "narrative": WORDS}),
        Edit(record=appointment, kind="appointment", set={"outcome": {"contact": CONTACT}}),
        Edit(record=foreign, kind="appointment", set={"outcome": {"contact": CONTACT}}),
        level("high"),
        Edit(record=RecordId(ident(35)), kind="person", set={"telephone": "01632 960 001", "born": "1990-01-01"}),
    ).entry
    own = {CONTACT: ident(41), appointment: ident(42), CASE: OTHER, ident(35): ident(45)}
    edits = copied_edits(entry, Destination(OTHER, RecordId(ident(45)), {str(old): new for old, new in own.items()}))
    assert [str(edit.record) for edit in edits] == [ident(41), ident(42), OTHER, ident(45)]
    assert edits[0].set["appointment"] == ident(42)
    assert edits[3].set == {"telephone": "01632 960 001"}
    told = repr(edits)
    assert not [old for old in (CASE, CONTACT, appointment, foreign) if old in told]


def test_what_makes_the_file_or_was_ruled_about_it_stays() -> None:
    name = Edit(record=RecordId(ident(35)), kind="person", set={"name": {"given": "A", "family": "B"}})
    ruling = Edit(record=RecordId(ident(36)), kind=Ruling.kind, set={"entry": "a" * 64})
    received = Edit(record=RecordId(ident(37)), kind=Receiving.kind, add={"records": [CONTACT]})
    hold = Edit(record=RecordId(ident(38)), kind="legal_hold", set={"state": {"status": "active"}})
    for edit in (name, ruling, received, hold):
        assert not may_be_taken(saved(1, edit).entry)
    assert may_be_taken(saved(1, warning(), level("high")).entry)
    assert [is_offices_part(edit) for edit in (name, received)] == [False, True]
