"""What this version cannot read is never handed over, and a question is about a field of its own record."""

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Sealed
from casework.ledger.fold import RecordState, fold_record
from casework.records.identifier import RecordId
from casework.records.telling import Telling
from casework.rules.disclosure import (
    Decider,
    Decisions,
    Hindrance,
    Objection,
    about_of,
    gather_decisions,
    hindrance,
    is_taken_back,
    objection,
    questions,
    told_about,
    undecided,
)
from tests.casework.test_disclosure import PLAN, decision, folded, scenario
from tests.fakes.chain import RECORD, SCOPE, Pen, ident, placed


def test_a_field_or_a_value_of_a_newer_version_is_not_handed_over() -> None:
    """Neither a field that this version does not have, nor a value that it cannot take for one."""
    newer = Edit(record=RECORD, kind="risk_scenario", set={**PLAN, "what": {"new": "shape"}, "not_yet_known": "Words."})
    state, decisions = folded(placed(Pen("a").write(newer)))
    assert hindrance(state, "what", decisions) is Hindrance.UNKNOWN
    assert hindrance(state, "not_yet_known", decisions) is Hindrance.UNKNOWN
    assert hindrance(state, "who", decisions) is None


def test_a_question_names_the_record_and_the_field_that_somebody_decides_about() -> None:
    """A pointer is none: it is never printed."""
    state, decisions = folded(placed(scenario(Pen("a"))))
    asked = [(one.field, one.telling) for one in questions([state], decisions)]
    assert asked == [("what", Telling.UNDECIDED), ("who", Telling.WITHHELD)]
    assert all(one.state is state for one in questions([state], decisions))
    assert [one.field for one in undecided([state], decisions)] == ["what"]


def made(kind: str, values: dict[str, JsonValue], added: dict[str, list[JsonValue]] | None = None) -> RecordState:
    """A record of a kind, of any values."""
    edit = Edit(record=RECORD, kind=kind, set=values, add=added or {})
    state = fold_record(SCOPE, RECORD, placed(Pen("a").write(edit)))
    assert state
    return state


def gathered(state: RecordState) -> tuple[set[str], set[str], set[str]]:
    """What one record says is replaced, taken out and received."""
    found = gather_decisions([state])
    return {*found.replaced}, {*found.taken}, {*found.received}


def test_a_list_of_pointers_and_a_record_of_a_newer_kind_ask_nothing() -> None:
    state, decisions = (
        made("case_management_plan", {"views": "Fine."}, {"assessments": [ident(3)]}),
        gather_decisions([]),
    )
    assert [one.field for one in questions([state], decisions)] == ["views"]
    assert questions([made("lifeline", {"words": "x"})], decisions) == []


@pytest.mark.parametrize(("value", "gone"), [(None, False), ("", False), (ident(9), True), ({"by": "a"}, True)])
def test_a_field_that_was_emptied_again_takes_nothing_back(value: JsonValue, gone: bool) -> None:
    for name in ("corrected_by", "struck_out", "withdrawn"):
        assert is_taken_back(made("contact", {name: value}), Decisions({})) is gone


OUT: JsonValue = {"at": "2026-03-02T09:00:00Z", "records": [ident(5)], "instead": ["b" * 64]}
BACK: JsonValue = {"at": "2026-03-03T09:00:00Z"}
MISFILED: dict[str, JsonValue] = {"entries": ["a" * 64], "titles": ["Contact"], "ticket": "t"}


def test_what_is_taken_out_counts_from_the_word_on_and_what_was_put_instead_once_it_is_undone() -> None:
    """Records that are out as a whole are, until they are put back."""
    none: set[str] = set()
    assert gathered(made("misfiling", MISFILED)) == (none, {"a" * 64}, none)
    assert gathered(made("misfiling", {**MISFILED, "done": OUT})) == ({ident(5)}, {"a" * 64}, none)
    assert gathered(made("misfiling", {**MISFILED, "done": OUT, "undone": BACK})) == (none, {"b" * 64}, none)
    assert gathered(made("misfiling", {**MISFILED, "done": "in another way"}))[1] == {"a" * 64}


def test_what_was_received_here_is_looked_at_again_and_gone_once_it_is_undone() -> None:
    received = made("receiving", {"ticket": "t"}, {"records": [ident(5)]})
    entry = received.fields["records"].heads[0].entry
    assert gathered(received) == (set(), set(), {ident(5), entry})
    undone = made("receiving", {"ticket": "t", "undone": BACK}, {"records": [ident(5)]})
    assert ident(5) in gathered(undone)[0]


def test_another_record_takes_nothing_out_whatever_is_in_it() -> None:
    values: dict[str, JsonValue] = {"entries": ["a" * 64], "done": OUT, "records": [ident(5)]}
    for more in ({}, {"undone": BACK}):
        assert gathered(made("lifeline", {**values, **more})) == (set(), set(), set())


@pytest.mark.parametrize(
    ("kind", "values", "replaced"),
    [
        ("contact", {"corrects": ident(5)}, {ident(5)}),
        ("contact", {"corrects": {"record": ident(5), "number": 7}}, {ident(5)}),
        ("contact", {"corrects": None, "follows": ident(5)}, set()),
        ("plan_line", {"follows": ident(5)}, {ident(5)}),
    ],
)
def test_what_a_record_takes_the_place_of_is_gone(kind: str, values: dict[str, JsonValue], replaced: set[str]) -> None:
    assert gathered(made(kind, values))[0] == replaced


def test_a_decision_is_about_a_field_of_a_record_or_about_nothing() -> None:
    about: dict[str, JsonValue] = {"record": RECORD, "kind": "risk_scenario", "field": "what"}
    found = about_of(about)
    assert found
    assert (found.record, found.kind, found.field) == (RECORD, "risk_scenario", "what")
    for wrong in (None, "x", {**about, "record": "x" * 36}):
        assert about_of(wrong) is None
    pen = Pen("a")
    first = scenario(pen)
    other = Edit(record=RecordId(ident(9)), kind="contact", set={"about": {**about, "record": ident(5)}})
    broken = Edit(record=RecordId(ident(10)), kind="telling_decision", set={"about": "nothing"})
    assert told_about(pen.write(decision("what", "disclose", first), other, broken).entry) == {RECORD}


def test_a_record_that_the_same_entry_makes_may_be_decided_about() -> None:
    """By its kind: what another kind is called is about nothing."""
    pen = Pen("a")
    aside = Edit(record=RecordId(ident(9)), kind="contact", set={"narrative": "x"})
    new = Edit(record=RECORD, kind="risk_scenario", set=PLAN)

    def objected(*edits: Edit, kind: str = "risk_scenario") -> Objection | None:
        about: Sealed = pen.write(*edits, decision("what", "withhold", kind=kind))
        return objection(about.entry, about.entry.edits[-1], {}, Decider(senior=False, lifts=False))

    assert objected(aside, new) is None
    assert objected(aside, new, kind="contact") is Objection.INVALID
    assert objected(aside) is Objection.INVALID
