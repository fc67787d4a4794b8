"""The fold: nothing is lost, nothing is invented, and the order of arrival does not matter."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from casework.ledger.entry import Edit, Removal, Sealed
from casework.ledger.fold import Placed, RecordState, fold_record
from casework.ledger.keep import dump_state, heads_digest, load_state
from casework.rules.standing import conflicts, field_standing, set_items, standing_values
from tests.fakes.chain import RECORD, SCOPE, Pen, placed, unsent


def folded(entries: list[Placed]) -> RecordState:
    """Fold and insist on a result."""
    state = fold_record(SCOPE, RECORD, entries)
    assert state is not None
    return state


def risk(level: str, assessor: str = "a") -> JsonValue:
    """A standing risk value."""
    return {"level": level, "assessor": assessor, "assessed_on": "2026-03-02", "rationale": "r", "record": "x"}


def test_a_chain_of_edits_leaves_one_head() -> None:
    """Somebody who saw what they replaced makes no conflict."""
    pen = Pen("a")
    one = pen.put("person", "telephone", "1")
    two = pen.put("person", "telephone", "2", one)
    state = folded(placed(one, two))
    assert standing_values(state)["telephone"] == "2"
    assert not conflicts(state)


def test_two_changes_without_sight_of_each_other_are_both_kept() -> None:
    """The earliest accepted stands for an ordinary field, and the other is shown beside it."""
    one = Pen("a").put("person", "telephone", "1")
    left, right = Pen("b").put("person", "telephone", "2", one), Pen("c").put("person", "telephone", "3", one)
    state = folded(placed(one, right, left))
    view = conflicts(state)["telephone"]
    assert view.value == "3"
    assert [head.value for head in view.others] == ["2"]


def test_equal_changes_are_no_conflict() -> None:
    """Two people who wrote the same thing agree."""
    one, two = Pen("a").put("person", "telephone", "1"), Pen("b").put("person", "telephone", "1")
    assert not conflicts(folded(placed(one, two)))


def test_a_head_that_continues_the_standing_one_takes_its_place() -> None:
    """Correcting what stands does not hand the place to the other view."""
    a, b = Pen("a"), Pen("b")
    first, other = a.put("person", "telephone", "1"), b.put("person", "telephone", "2")
    later = a.put("person", "telephone", "1a", first)
    view = conflicts(folded(placed(first, other, later)))["telephone"]
    assert view.value == "1a"
    assert [head.value for head in view.others] == ["2"]


def test_a_decision_names_both_and_settles_it() -> None:
    """One edit that names both heads leaves one; a new edit without sight of it opens the question again."""
    a, b = Pen("a"), Pen("b")
    one, two = a.put("person", "telephone", "1"), b.put("person", "telephone", "2")
    settled = Pen("c").put("person", "telephone", "2", one, two)
    assert standing_values(folded(placed(one, two, settled)))["telephone"] == "2"
    again = b.put("person", "telephone", "9", two)
    assert conflicts(folded(placed(one, two, settled, again)))


def test_the_higher_risk_stands_whatever_came_first() -> None:
    """A cautious field shows the most cautious view until somebody decides."""
    low, high = (
        Pen("a").put("case", "standing_risk", risk("medium")),
        Pen("b").put("case", "standing_risk", risk("high")),
    )
    for order in ((low, high), (high, low)):
        view = field_standing(folded(placed(*order)), "standing_risk")
        assert view is not None
        assert view.value == risk("high")
        assert view.in_conflict


def test_an_unknown_level_counts_as_the_most_cautious() -> None:
    """A level from a newer version never hides behind a known one."""
    known, strange = (
        Pen("a").put("case", "standing_risk", risk("very_high")),
        Pen("b").put("case", "standing_risk", risk("extreme")),
    )
    view = field_standing(folded(placed(known, strange)), "standing_risk")
    assert view is not None
    assert view.head.entry == strange.id


def test_what_awaits_release_supersedes_nothing_but_never_hides_risk() -> None:
    """A quarantined lowering changes nothing; a quarantined raise stands meanwhile."""
    pen = Pen("a")
    high = pen.put("case", "standing_risk", risk("high"))
    lower, higher = (
        Pen("b").put("case", "standing_risk", risk("low"), high),
        Pen("c").put("case", "standing_risk", risk("very_high"), high),
    )
    view = field_standing(folded(placed(high, lower, awaiting=(lower,))), "standing_risk")
    assert view is not None
    assert view.value == risk("high")
    assert not view.in_conflict
    raised = field_standing(folded(placed(high, higher, awaiting=(higher,))), "standing_risk")
    assert raised is not None
    assert raised.value == risk("very_high")
    assert raised.head.awaiting


def test_a_completed_field_keeps_what_was_completed() -> None:
    """A second write to a completed contact changes nothing."""
    pen = Pen("a")
    first = pen.put("contact", "narrative", "As it was.")
    second = pen.put("contact", "narrative", "As it was not.", first)
    assert standing_values(folded(placed(first, second)))["narrative"] == "As it was."


def test_a_set_is_a_union_and_a_removal_takes_only_what_was_seen() -> None:
    """Somebody else's equal item, added without sight of the removal, stays."""
    item: JsonValue = {"sort": "alias", "given": "Sam", "family": "Sample"}
    add = Edit(record=RECORD, kind="person", add={"other_names": [item]})
    one, two = Pen("a").write(add), Pen("b").write(add)
    gone = Edit(record=RECORD, kind="person", remove={"other_names": [Removal(entry=one.id, item=item)]})
    removal = Pen("c").write(gone)
    assert set_items(folded(placed(one, two, removal)), "other_names") == [item]
    only = fold_record(SCOPE, RECORD, placed(one, removal))
    assert only is not None
    assert set_items(only, "other_names") == []


def test_nobody_reaches_a_record_through_another_scope() -> None:
    """An entry of another scope that names this record is passed over."""
    mine = Pen("a").put("person", "telephone", "1")
    other = Pen("b", scope=type(SCOPE)("case:00000000-0000-0000-0000-000000000002")).put("person", "telephone", "2")
    assert standing_values(folded(placed(mine, other)))["telephone"] == "1"


def test_unknown_fields_are_kept_and_named() -> None:
    """What a newer version recorded is there, read-only."""
    state = folded(placed(Pen("a").put("person", "shoe_size", 42)))
    assert state.unknown == ("shoe_size",)
    assert standing_values(state)["shoe_size"] == 42


def _random_history(choices: list[tuple[int, int, int]]) -> list[Sealed]:
    """Edits by three devices, each naming some earlier ones as parents."""
    pens, made = [Pen("a"), Pen("b"), Pen("c")], list[Sealed]()
    for device, value, behind in choices:
        parents = [made[-behind]] if 0 < behind <= len(made) else []
        made.append(pens[device].put("person", "telephone", str(value), *parents))
    return made


history = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 4)), min_size=1, max_size=12)


@given(choices=history, shuffle=st.randoms(use_true_random=False), copies=st.booleans())
def test_the_order_of_arrival_does_not_matter(
    choices: list[tuple[int, int, int]], shuffle: object, copies: bool
) -> None:
    """Any order, with repeats, gives the same record and digest."""
    entries = placed(*_random_history(choices))
    mixed = entries * (2 if copies else 1)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    assert folded(mixed) == folded(entries)
    assert heads_digest([folded(mixed)]) == heads_digest([folded(entries)])


@given(choices=history)
def test_heads_are_exactly_what_nobody_replaced(choices: list[tuple[int, int, int]]) -> None:
    """No value disappears unless another names it, and none that was named stays."""
    made = _random_history(choices)
    named = {p for e in made for ps in e.entry.edits[0].parents.values() for p in ps}
    heads = {head.entry for head in folded(placed(*made)).fields["telephone"].heads}
    assert heads == {entry.id for entry in made} - named


@given(choices=history)
def test_a_folded_record_is_kept_and_read_back(choices: list[tuple[int, int, int]]) -> None:
    """The cache holds everything the fold said."""
    state = folded(placed(*_random_history(choices)))
    assert load_state(dump_state(state)) == state


def test_an_unsent_edit_stands_on_its_own_laptop() -> None:
    """What was just written continues what was on the screen, before the office knows."""
    pen = Pen("a")
    one = pen.put("person", "telephone", "1")
    two = pen.put("person", "telephone", "2", one)
    state = folded([*placed(one), unsent(two)])
    assert standing_values(state)["telephone"] == "2"
    assert date(2026, 3, 2) == state.fields["telephone"].heads[0].at.date()
