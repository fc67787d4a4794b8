"""A record read from what was kept is the record that was folded, whether its heads are made or not."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from casework.ledger.entry import Edit, Link, Removal, Sealed, Seen, Signed, seal_entry
from casework.ledger.fold import Placed, RecordState, fold_record
from casework.ledger.keep import dump_state, load_field, load_state
from casework.ledger.kept_fields import KeptFields
from casework.records.identifier import CaseId, DeviceId, RecordId, StaffId, case_scope
from casework.rules.standing import conflicts, field_standing, standing_values
from tests.fakes.chain import RECORD, START

SCOPE = case_scope(CaseId(RECORD))
SET = "other_names"
_NAMES = {
    "person": (SET, "born", "telephone", "name"),
    "contact": ("narrative", "sort", "happened", "a_field_of_tomorrow"),
}
_VALUES: st.SearchStrategy[JsonValue] = st.sampled_from(["a", "b", None, 3, {"sort": "alias", "given": "A"}, ["x"]])


@st.composite
def states(draw: st.DrawFn) -> RecordState:
    """A record of one to five entries of two people: with conflicts, sets, what awaits a ruling, and reasons."""
    kind = draw(st.sampled_from(sorted(_NAMES)))
    placed: list[Placed] = []
    last: Sealed | None = None
    for number in range(draw(st.integers(1, 5))):
        name = st.sampled_from(_NAMES[kind])
        before = [str(one.sealed.id) for one in placed]
        parents: st.SearchStrategy[list[str]] = (
            st.lists(st.sampled_from(before), max_size=2, unique=True) if before else st.just([])
        )
        gone = st.builds(Removal, entry=st.sampled_from(before or ["ab" * 32]), item=_VALUES)
        edit = Edit(
            record=RecordId(RECORD),
            kind=kind,
            set=draw(st.dictionaries(name, _VALUES, min_size=number == 0, max_size=3)),
            add=draw(st.dictionaries(st.just(SET), st.lists(_VALUES, max_size=2), max_size=1)),
            remove=draw(st.dictionaries(st.just(SET), st.lists(gone, max_size=1), max_size=1)),
            parents=draw(st.dictionaries(name, parents, max_size=2)),
            reason=draw(st.none() | st.just("because")),
        )
        who = draw(st.sampled_from(["one", "two"]))
        signed = Signed(
            DeviceId(who),
            StaffId(who),
            SCOPE,
            START + timedelta(hours=number),
            3,
            Seen(epoch=1, generation=1, position=4),
        )
        last = seal_entry(Link(seq=number, id=last.id) if last else Link(), signed, (edit,))
        mark = draw(st.sampled_from(["", "", "", "awaiting", "refused"]))
        placed.append(
            Placed(last, (0, 1, number), awaiting=mark == "awaiting", refused=mark == "refused" and number > 0)
        )
    found = fold_record(SCOPE, RecordId(RECORD), placed)
    assert found is not None
    return found


@settings(max_examples=150)
@given(states())
def test_what_is_read_lazily_is_what_was_folded(state: RecordState) -> None:
    kept = load_state(dump_state(state))
    assert isinstance(kept.fields, KeptFields)
    # Before any head has been made: values and conflicts are read off what was kept.
    assert standing_values(kept) == standing_values(state)
    assert list(standing_values(kept)) == list(standing_values(state))
    assert conflicts(kept) == conflicts(state)
    assert len(kept.fields) == len(state.fields)
    assert {name: field_standing(kept, name) for name in state.fields} == {
        name: field_standing(state, name) for name in state.fields
    }
    assert kept == state
    assert state == kept
    assert list(kept.fields) == list(state.fields)
    assert dump_state(kept) == dump_state(state)


@settings(max_examples=50)
@given(states())
def test_one_field_read_is_that_field(state: RecordState) -> None:
    text = dump_state(state)
    for name in (*state.fields, "nobody_has_this"):
        one = load_field(text, name)
        if name in state.fields:
            assert one == replace(state, fields={name: state.fields[name]}, created=None, unknown=())
        else:
            assert one is None


def test_reading_values_makes_no_head() -> None:
    """Counted: of ten thousand records of a first page it took most of the time."""
    edit = Edit(record=RecordId(RECORD), kind="contact", set={"narrative": "Somebody", "sort": "office"})
    sealed = seal_entry(Link(), Signed(DeviceId("d"), StaffId("s"), SCOPE, START, 3), [edit])
    state = fold_record(SCOPE, RecordId(RECORD), [Placed(sealed, (0, 1, 1))])
    assert state is not None
    kept = load_state(dump_state(state))
    assert standing_values(kept) == {"narrative": "Somebody", "sort": "office"}
    assert not conflicts(kept)
    assert isinstance(kept.fields, KeptFields)
    assert not kept.fields._states
