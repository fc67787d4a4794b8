"""What the person may be told: who may decide it, what a decision is bound to, and which view holds."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Removal, Sealed
from casework.ledger.fold import Placed, RecordState, fold_record
from casework.records.file.telling_decision import TellingDecision, decision_id
from casework.records.identifier import CaseId, EntryId, RecordId, Scope, StaffId, restricted_scope
from casework.records.staff.staff import StaffRole
from casework.records.telling import Telling
from casework.rules.access import Access, Why
from casework.rules.disclosure import (
    Decisions,
    Hindrance,
    gather_decisions,
    hindrance,
    may_tell,
    start_of,
    telling_now,
    undecided,
)
from casework.rules.intake import Setting, judge
from casework.rules.intake_reason import REASON_SENTENCES, Reason
from tests.fakes.chain import RECORD, SCOPE, Pen, ident, placed, unsent

WORKER, SENIOR = Access(frozenset({Why.OFFICER})), Access(frozenset({Why.SENIOR}))
ME = StaffId("author")
RESTRICTED = restricted_scope(CaseId(ident(1)))
PLAN: dict[str, JsonValue] = {"what": "Might fall in with old friends.", "who": "A neighbour.", "plan": ident(8)}


def scenario(pen: Pen, **values: JsonValue) -> Sealed:
    """A scenario of a plan: `what` is undecided, `who` starts withheld."""
    return pen.write(Edit(record=RECORD, kind="risk_scenario", set={**PLAN, **values}))


def decision(
    field: str,
    tell: str,
    *read: Sealed,
    kind: str = "risk_scenario",
    by: str = "author",
    parents: tuple[Sealed, ...] = (),
) -> Edit:
    """A decision about a field on reading some entries."""
    verdict: JsonValue = {
        "tell": tell,
        "entries": [one.id for one in read],
        "reason": "It helps them to know.",
        "by": by,
        "on": "2026-03-02",
    }
    return Edit(
        record=decision_id(RECORD, field),
        kind=TellingDecision.kind,
        set={"about": {"record": RECORD, "kind": kind, "field": field}, "decision": verdict},
        parents={"decision": [one.id for one in parents]} if parents else {},
        reason="It helps them to know.",
    )


def folded(entries: list[Placed], scope: Scope = SCOPE) -> tuple[RecordState, Decisions]:
    """The scenario and the decisions, of some entries."""
    records = {edit.record for one in entries for edit in one.sealed.entry.edits}
    states = [state for record in records if (state := fold_record(scope, record, entries))]
    return next(state for state in states if state.record == RECORD), gather_decisions(states, ME)


def judged(edit: Edit, *before: Sealed, access: Access = WORKER, pen: Pen | None = None) -> Reason | None:
    """What the office makes of an edit after some accepted entries."""
    entry = (pen or Pen("z")).write(edit).entry
    values: Mapping[EntryId, Sealed] = {one.id: one for one in before}
    records = {one.record for sealed in before for one in sealed.entry.edits} | {RECORD}
    found = {record: fold_record(entry.scope, record, placed(*before)) for record in records}

    def value(parent: EntryId, record: RecordId, field: str) -> JsonValue:
        edits = values[parent].entry.edits if parent in values else ()
        return next((one.set.get(field) for one in edits if one.record == record), None)

    setting = Setting(
        staff=ME,
        role=StaffRole.WORKER,
        access=access,
        states={record: state for record, state in found.items() if state},
        parent_value=value,
    )
    return judge(entry, setting).reason


def test_nothing_decided_is_told_only_where_it_starts_open() -> None:
    """Undecided counts as withheld."""
    state, decisions = folded(placed(scenario(Pen("a"))))
    assert telling_now(state, "what", decisions) is Telling.UNDECIDED
    assert telling_now(state, "who", decisions) is Telling.WITHHELD
    assert not may_tell(state, "what", decisions)
    assert [one.field for one in undecided([state], decisions)] == ["what"]
    person = Pen("a").write(Edit(record=RECORD, kind="person", set={"name": {"given": "A", "family": "B"}}))
    state, decisions = folded(placed(person))
    assert may_tell(state, "name", decisions)


def test_telling_is_bound_to_the_very_entries_and_withholding_is_not() -> None:
    """A later text is undecided again; what was withheld stays so."""
    pen = Pen("a")
    first = scenario(pen)
    told = pen.write(decision("what", "disclose", first))
    state, decisions = folded(placed(first, told))
    assert may_tell(state, "what", decisions)
    later = pen.put("risk_scenario", "what", "And knows where she lives.", first)
    state, decisions = folded(placed(first, told, later))
    assert telling_now(state, "what", decisions) is Telling.UNDECIDED
    withheld = pen.write(decision("what", "withhold", first))
    state, decisions = folded(placed(first, withheld, later))
    assert telling_now(state, "what", decisions) is Telling.WITHHELD


def test_what_had_been_taken_out_when_it_was_read_is_not_told_when_it_comes_back() -> None:
    """A removal that was in the wrong file has removed nothing: nobody has read what it hid."""
    pen = Pen("a")
    names: list[JsonValue] = [{"sort": "alias", "given": given} for given in ("Al", "Victor's lad")]
    made = pen.write(Edit(record=RECORD, kind="person", set={"telephone": "1"}, add={"other_names": names}))
    gone = Removal(entry=made.id, item=names[1])
    removal = pen.write(Edit(record=RECORD, kind="person", remove={"other_names": [gone]}))
    told = pen.write(decision("other_names", "disclose", made, removal, kind="person"))
    assert may_tell(*_field(placed(made, removal, told), "other_names"))
    assert not may_tell(*_field(placed(made, told), "other_names"))
    unread = pen.write(decision("other_names", "disclose", made, kind="person"))
    assert may_tell(*_field(placed(made, unread), "other_names"))
    assert not may_tell(*_field(placed(made, removal, unread), "other_names")), "it was read before, with both"


def _field(entries: list[Placed], field: str) -> tuple[RecordState, str, Decisions]:
    state, decisions = folded(entries)
    return state, field, decisions


@pytest.mark.parametrize("put_back", [False, True])
def test_what_came_from_another_file_is_decided_again_and_the_person_keeps_their_name(put_back: bool) -> None:
    """What was withheld there was withheld by a decision that stays there."""
    pen, note = Pen("a"), RecordId(ident(60))
    own = pen.write(Edit(record=RECORD, kind="person", set={"name": {"given": "A", "family": "B"}}))
    moved = {"kind": "receiving", "add": {"records": [RECORD]}, "set": {"ticket": ident(61)}}
    came = pen.write(
        Edit.model_validate({"record": note, **moved}), Edit(record=RECORD, kind="person", set={"telephone": "1"})
    )
    undone = pen.write(Edit(record=note, kind="receiving", set={"undone": {"at": "2026-11-02T09:00:00Z"}}))
    entries = placed(own, *([undone] if put_back else []), came)
    assert may_tell(*_field(entries, "name"))
    assert telling_now(*_field(entries, "telephone")) is Telling.UNDECIDED


def test_what_was_open_by_itself_is_read_again_once_somebody_decided() -> None:
    """A name that was withheld and then told: a later name is not told by itself."""
    pen = Pen("a")
    first = pen.write(Edit(record=RECORD, kind="person", set={"telephone": "1"}))
    told = pen.write(decision("telephone", "disclose", first, kind="person"))
    later = pen.put("person", "telephone", "2", first)
    state, decisions = folded(placed(first, told, later))
    assert telling_now(state, "telephone", decisions) is Telling.UNDECIDED


def test_of_two_views_the_more_cautious_holds() -> None:
    """One tells and another withholds, without sight of each other, in either order."""
    pen, other = Pen("a"), Pen("b")
    first = scenario(pen)
    both = [pen.write(decision("what", "disclose", first)), other.write(decision("what", "withhold", first))]
    for order in (both, both[::-1]):
        state, decisions = folded(placed(first, *order))
        assert telling_now(state, "what", decisions) is Telling.WITHHELD


def test_two_who_both_tell_do_not_stand_in_each_others_way() -> None:
    """Also where the one who was first read an older text."""
    pen, other = Pen("a"), Pen("b")
    first = scenario(pen)
    early = pen.write(decision("what", "disclose", first))
    later = pen.put("risk_scenario", "what", "Newer.", first)
    late = other.write(decision("what", "disclose", later))
    state, decisions = folded(placed(first, early, later, late))
    assert may_tell(state, "what", decisions)


def test_of_two_texts_in_conflict_both_have_to_be_read() -> None:
    """A decision that names one of them tells neither."""
    pen, other = Pen("a"), Pen("b")
    first = scenario(pen)
    mine = pen.put("risk_scenario", "what", "Mine.", first)
    theirs = other.put("risk_scenario", "what", "Theirs.", first)
    one = pen.write(decision("what", "disclose", mine))
    state, decisions = folded(placed(first, mine, theirs, one))
    assert not may_tell(state, "what", decisions)
    all_of_it = pen.write(decision("what", "disclose", mine, theirs, parents=(one,)))
    state, decisions = folded(placed(first, mine, theirs, one, all_of_it))
    assert may_tell(state, "what", decisions)


def test_what_waits_for_a_senior_tells_nothing_and_withholds_all_the_same() -> None:
    """A quarantined decision to tell does not count; one to withhold does; a text that waits holds the field up."""
    pen = Pen("a")
    first = scenario(pen)
    told = pen.write(decision("what", "disclose", first))
    state, decisions = folded(placed(first, told, awaiting=(told,)))
    assert telling_now(state, "what", decisions) is Telling.UNDECIDED
    withheld = Pen("b").write(decision("what", "withhold", first))
    state, decisions = folded(placed(first, told, withheld, awaiting=(withheld,)))
    assert telling_now(state, "what", decisions) is Telling.WITHHELD
    more = Pen("b").put("risk_scenario", "what", "Waits.", first)
    state, decisions = folded(placed(first, told, more, awaiting=(more,)))
    assert hindrance(state, "what", decisions) is Hindrance.AWAITING
    assert not may_tell(state, "what", decisions)
    refused = [*placed(first, told), replace(placed(more)[0], refused=True)]
    state, decisions = folded(refused)
    assert may_tell(state, "what", decisions)


def test_only_ones_own_words_are_handed_over_before_the_office_has_them() -> None:
    """What another has not sent is not there to be handed over."""
    pen = Pen("a")
    first = scenario(pen)
    told = pen.write(decision("what", "disclose", first))
    state, decisions = folded([unsent(first), unsent(told)])
    assert may_tell(state, "what", decisions)
    assert hindrance(state, "what", replace(decisions, me=StaffId("another"))) is Hindrance.UNSENT


def test_what_is_somebody_elses_is_not_handed_over_from_the_moment_that_anybody_says_so() -> None:
    """A senior, and whoever wrote it, still see it; the person of this file must not. Put back, it may be told."""
    pen = Pen("a")
    first = scenario(pen)
    told = pen.write(decision("what", "disclose", first))
    wrong = pen.write(Edit(record=RecordId(ident(60)), kind="misfiling", set={"entries": [first.id]}))
    state, decisions = folded([*placed(first, told), unsent(wrong)])
    assert hindrance(state, "what", decisions) is Hindrance.TAKEN_BACK
    back = pen.write(Edit(record=RecordId(ident(60)), kind="misfiling", set={"undone": {"at": "2026-03-03T09:00:00Z"}}))
    state, decisions = folded(placed(first, told, wrong, back))
    assert may_tell(state, "what", decisions)
    whole: JsonValue = {"at": "2026-03-03T09:00:00Z", "records": [RECORD]}
    out = pen.write(Edit(record=RecordId(ident(61)), kind="misfiling", set={"entries": ["b" * 64], "done": whole}))
    state, decisions = folded(placed(first, told, out))
    assert not may_tell(state, "what", decisions)
    received = Edit(
        record=RecordId(ident(62)),
        kind="receiving",
        set={"undone": {"at": "2026-03-03T09:00:00Z"}},
        add={"records": [RECORD]},
    )
    state, decisions = folded(placed(first, told, pen.write(received)))
    assert not may_tell(state, "what", decisions)


@pytest.mark.parametrize("field", ["corrected_by", "struck_out"])
def test_what_was_corrected_or_struck_out_is_not_handed_over(field: str) -> None:
    """Even if the correction still waits for a senior."""
    pen = Pen("a")
    first = scenario(pen)
    told = pen.write(decision("what", "disclose", first))
    gone = pen.put("risk_scenario", field, {"by": "x", "on": "2026-03-03", "reason": "Wrong file."})
    state, decisions = folded(placed(first, told, gone, awaiting=(gone,)))
    assert hindrance(state, "what", decisions) is Hindrance.TAKEN_BACK


@pytest.mark.parametrize(("field", "target"), [("corrects", RECORD), ("follows", RECORD), ("follows", ident(8))])
def test_what_another_record_replaces_is_not_handed_over(field: str, target: str) -> None:
    """A correction of it, a newer version of it, a newer version of the plan that it is a line of."""
    pen = Pen("a")
    first = scenario(pen)
    told = pen.write(decision("what", "disclose", first))
    newer = pen.write(Edit(record=RecordId(ident(50)), kind="risk_scenario", set={field: target}))
    state, decisions = folded(placed(first, told, newer))
    assert hindrance(state, "what", decisions) is Hindrance.TAKEN_BACK


def test_the_review_before_this_one_still_holds() -> None:
    """Of a chain of reviews, or of steps, each is one's own."""
    pen = Pen("a")
    first = pen.write(Edit(record=RECORD, kind="review", set={"sort": "plan", "views": "It helps."}))
    newer = pen.write(Edit(record=RecordId(ident(50)), kind="review", set={"sort": "plan", "follows": RECORD}))
    state, decisions = folded(placed(first, newer))
    assert may_tell(state, "views", decisions)


def test_where_a_field_lies_makes_it_start_more_cautiously() -> None:
    """The restricted part starts withheld whatever the field says; what is no case's is never told."""
    assert start_of(SCOPE, "person", "name") is Telling.OPEN
    assert start_of(RESTRICTED, "person", "name") is Telling.WITHHELD
    assert start_of(RESTRICTED, "ruling", "reason") is Telling.NEVER
    for scope in ("agency", f"team:{ident(2)}", f"grants:{ident(1)}"):
        assert start_of(Scope(scope), "person", "name") is Telling.NEVER


def test_a_decision_that_is_about_another_field_tells_nothing() -> None:
    """Whatever its id says: what it says it is about has to be this field of this kind."""
    pen = Pen("a")
    first = scenario(pen)
    wrong = decision("what", "disclose", first, kind="plan_line")
    state, decisions = folded(placed(first, pen.write(wrong)))
    assert not may_tell(state, "what", decisions)


class TestWhoMayDecide:
    """As the office and the laptop judge it, with one rule."""

    def test_a_worker_tells_what_is_undecided_and_withholds_anything(self) -> None:
        first = scenario(Pen("a"))
        assert judged(decision("what", "disclose", first), first) is None
        for field in ("what", "who"):
            assert judged(decision(field, "withhold", first), first) is None

    def test_a_senior_alone_lifts_what_starts_withheld(self) -> None:
        first = scenario(Pen("a"))
        assert judged(decision("who", "disclose", first), first) is Reason.TELLING
        assert judged(decision("who", "disclose", first), first, access=SENIOR) is None

    def test_a_senior_alone_lifts_what_somebody_withheld(self) -> None:
        pen = Pen("a")
        first = scenario(pen)
        withheld = pen.write(decision("what", "withhold", first))
        lifting = decision("what", "disclose", first, parents=(withheld,))
        assert judged(lifting, first, withheld) is Reason.TELLING
        assert judged(lifting, first, withheld, access=SENIOR) is None
        # A parent that nobody knows here may be a withholding.
        unknown = lifting.model_copy(update={"parents": {"decision": ["f" * 64]}})
        assert judged(unknown, first, withheld) is Reason.TELLING

    def test_a_telling_that_passes_over_a_withholding_does_not_lift_it(self) -> None:
        pen = Pen("a")
        first = scenario(pen)
        withheld = pen.write(decision("what", "withhold", first))
        beside = decision("what", "disclose", first)
        assert judged(beside, first, withheld) is None
        state, decisions = folded(placed(first, withheld, Pen("b").write(beside)))
        assert telling_now(state, "what", decisions) is Telling.WITHHELD

    def test_anybody_goes_back_to_withholding(self) -> None:
        pen = Pen("a")
        first = scenario(pen)
        told = pen.write(decision("what", "disclose", first))
        assert judged(decision("what", "withhold", first, parents=(told,)), first, told) is None

    def test_nobody_hands_over_what_is_never_told(self) -> None:
        supervision = Pen("a").write(Edit(record=RECORD, kind="sighting", set={"entries": ["a" * 64]}))
        edit = decision("entries", "disclose", supervision, kind="sighting")
        assert judged(edit, supervision, access=SENIOR) is Reason.NEVER_TOLD

    def test_in_the_restricted_part_a_senior_decides_field_by_field(self) -> None:
        pen = Pen("a", scope=RESTRICTED)
        first = scenario(pen)
        edit = decision("what", "disclose", first)
        assert judged(edit, first, access=SENIOR, pen=Pen("z", scope=RESTRICTED)) is None
        reader = replace(WORKER, named=True)
        assert judged(edit, first, access=reader, pen=Pen("z", scope=RESTRICTED)) is Reason.TELLING

    def test_it_must_be_about_a_field_of_that_very_record(self) -> None:
        first = scenario(Pen("a"))
        good = decision("what", "disclose", first)
        about = {"record": RECORD, "kind": "risk_scenario", "field": "what"}
        wrong: list[Edit] = [
            decision("what", "disclose", first, kind="person"),
            decision("what", "disclose", first, by="somebody-else"),
            good.model_copy(update={"record": RecordId(ident(99))}),
            good.model_copy(update={"set": {"decision": good.set["decision"]}}),
            good.model_copy(update={"set": {**good.set, "about": {**about, "field": "who"}}}),
            good.model_copy(update={"set": {**good.set, "about": {**about, "record": "\x00" * 36}}}),
        ]
        for edit in wrong:
            assert judged(edit, first) is Reason.INVALID, edit
        assert judged(good) is Reason.INVALID, "there is no such record"

    def test_a_reason_is_never_left_out(self) -> None:
        first = scenario(Pen("a"))
        edit = decision("what", "withhold", first)
        verdict = edit.set["decision"]
        assert isinstance(verdict, dict)
        silent = edit.model_copy(update={"set": {**edit.set, "decision": {**verdict, "reason": "  "}}})
        assert judged(silent, first) is Reason.INVALID
        assert REASON_SENTENCES[Reason.TELLING].endswith(".")
