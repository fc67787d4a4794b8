"""A record of one entry is folded on a short way, which says word for word what the whole fold says."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from casework.ledger.entry import Edit, Link, Removal, Seen, Signed, seal_entry
from casework.ledger.fold import Order, Placed, fold_record, fold_whole
from casework.ledger.keep import dump_state
from casework.ledger.single import fold_single
from casework.records.identifier import CaseId, DeviceId, EntryId, RecordId, StaffId, case_scope
from casework.records.record import KINDS
from casework.rules.standing import standing_values
from tests.fakes.chain import RECORD, START

SCOPE = case_scope(CaseId(RECORD))
_HASH = "ab" * 32
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_SCALAR = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _TEXT
_VALUE: st.SearchStrategy[JsonValue] = st.recursive(
    _SCALAR, lambda part: st.lists(part, max_size=3) | st.dictionaries(_TEXT, part, max_size=3), max_leaves=6
)
_WHO = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=20)
_WHEN = st.builds(
    lambda passed, zone: (START + passed).astimezone(zone),
    st.timedeltas(timedelta(days=-700_000), timedelta(days=2_900_000)),
    st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))]),
)
_ORDERS: st.SearchStrategy[Order] = st.tuples(st.integers(0, 1), st.integers(0, 9), st.integers(0, 2**40))


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    """One edit of a known or an unknown kind, of known and unknown fields, whatever their merge rules."""
    kind = draw(st.sampled_from(sorted(KINDS)) | st.just("a_kind_of_tomorrow"))
    model = KINDS.get(kind)
    known = sorted(model.model_fields) if model else ["x"]
    name = st.sampled_from(known) | st.text(min_size=1, max_size=8).filter(lambda text: text.isprintable())
    removal = st.builds(Removal, entry=st.just(_HASH), item=_VALUE)
    return Edit(
        record=RecordId(RECORD),
        kind=kind,
        set=draw(st.dictionaries(name, _VALUE, max_size=4)),
        add=draw(st.dictionaries(name, st.lists(_VALUE, max_size=3), max_size=3)),
        remove=draw(st.dictionaries(name, st.lists(removal, max_size=2), max_size=2)),
        parents=draw(st.dictionaries(name, st.just([_HASH]), max_size=2)),
        reason=draw(st.none() | _TEXT),
    )


@st.composite
def entries(draw: st.DrawFn) -> tuple[Placed, Edit]:
    """An entry with one edit of the record, and perhaps one of another, at some place."""
    edit = draw(edits())
    other = Edit(
        record=RecordId(RECORD[:-1] + ("0" if RECORD[-1] != "0" else "1")), kind="contact", set={"narrative": ""}
    )
    signed = Signed(
        DeviceId(draw(_WHO)),
        StaffId(draw(_WHO)),
        SCOPE,
        draw(_WHEN),
        3,
        Seen(epoch=1, generation=1, position=4),
        draw(st.none() | _WHO.map(StaffId)),
    )
    sealed = seal_entry(Link(), signed, draw(st.sampled_from([(edit,), (edit, other), (other, edit)])))
    found = next(one for one in sealed.entry.edits if one.record == edit.record)
    return Placed(sealed, draw(_ORDERS), late=draw(st.booleans())), found


@settings(max_examples=60)
@given(entries())
def test_the_short_way_says_word_for_word_what_the_fold_says(given_entry: tuple[Placed, Edit]) -> None:
    placed, edit = given_entry
    state = fold_record(SCOPE, edit.record, [placed])
    assert state
    assert state == fold_whole(SCOPE, edit.record, [placed])
    single = fold_single(placed, edit)
    assert single
    assert single.text == dump_state(state)
    assert (single.kind, single.values) == (state.kind, standing_values(state))


def test_what_awaits_a_ruling_was_refused_or_destroyed_is_left_to_the_whole_fold() -> None:
    edit = Edit(record=RecordId(RECORD), kind="contact", set={"narrative": "Somebody"})
    at = datetime(2026, 11, 23, tzinfo=UTC)
    sealed = seal_entry(Link(), Signed(DeviceId("d"), StaffId("s"), SCOPE, at, 3), [edit])
    for mark in ({"awaiting": True}, {"refused": True}, {"expunged": True}):
        assert fold_single(Placed(sealed, (0, 1, 1), **mark), edit) is None


def test_a_record_of_one_entry_is_kept_in_no_more_than_the_entry_itself() -> None:
    """Each author is said once: with every field it made three times as much to encrypt, to write and to read."""
    values: dict[str, JsonValue] = {
        "sort": "office",
        "happened": {"starts": "2026-11-02T10:00:00Z", "minutes": 30},
        "arranged": True,
        "outcome": "attended_complied",
        "present": [{"role": "person"}],
        "significant": False,
        "recorded_by": "0190a1b2-0000-7000-8000-000000000001",
        "narrative": "Somebody was told something. " * 10,
    }
    edit = Edit(record=RecordId(RECORD), kind="contact", set=values)
    who, device = StaffId("0190a1b2-0000-7000-8000-000000000002"), DeviceId("0190a1b2-0000-7000-8000-000000000003")
    signed = Signed(device, who, SCOPE, START, 3, Seen(epoch=1, generation=1, position=4))
    sealed = seal_entry(Link(7, EntryId(_HASH)), signed, [edit])
    single = fold_single(Placed(sealed, (0, 1, 1)), edit)
    assert single
    assert len(single.text) <= len(sealed.data)
