"""A countersignature holds for one exact version, by somebody else than whoever wrote it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from casework.ledger.entry import Edit, Removal, Sealed
from casework.ledger.fold import Placed, RecordState, fold_record
from casework.ledger.plain import same
from casework.ledger.protocol import Verdict
from casework.records.identifier import SERVER_DEVICE, EntryId, RecordId, StaffId
from casework.records.merge import DECIDE
from casework.records.record import KINDS, merge_of
from casework.rules.access import Access, Why
from casework.rules.intake import Judgement, Setting, judge
from casework.rules.intake_reason import Reason
from casework.rules.oversight import COUNTERSIGNED, Oversight, OversightSort, oversight_of
from casework.rules.ruling import Subject
from casework.rules.version import ARRANGEMENT, PARTS, Version, covered, version_of
from tests.casework.test_intake import SENIOR, WORKER, setting
from tests.fakes.any_record import records
from tests.fakes.chain import SCOPE, Pen, ident, placed, unsent

PLAN, LINE, OTHER = RecordId(ident(30)), RecordId(ident(31)), RecordId(ident(32))
QUICK = settings(max_examples=10, suppress_health_check=list(HealthCheck), deadline=None)

FRAME: dict[str, JsonValue] = {
    "made_on": "2026-03-02",
    "made_by": "author",
    "review_on": "2026-06-02",
    "formulation": "Drink, and who he drinks with.",
}


def new(kind: str, record: RecordId, values: dict[str, JsonValue]) -> Edit:
    """The edit that makes a record, items of sets added."""
    sets = {n: v for n, v in values.items() if isinstance(v, list) and (merge_of(kind, n) or DECIDE).rule == "set"}
    return Edit(record=record, kind=kind, set={n: v for n, v in values.items() if n not in sets}, add=sets)


def plan() -> Edit:
    return new("risk_management_plan", PLAN, FRAME)


def line(text: str, of: RecordId = PLAN, record: RecordId = LINE) -> Edit:
    return new("plan_line", record, {"plan": of, "part": "monitoring", "action": text})


def fold(made: Sequence[Placed]) -> list[RecordState]:
    names = {edit.record for one in made for edit in one.sealed.entry.edits}
    return [state for name in sorted(names) if (state := fold_record(SCOPE, name, made))]


def version(made: Sequence[Placed], of: RecordId = PLAN) -> Version:
    found = version_of(covered(of, SCOPE, fold(made)))
    assert found is not None
    return found


def signature(found: Version, answer: str = "agreed", number: int = 40, **changes: JsonValue) -> Edit:
    values: dict[str, JsonValue] = {
        "subject": PLAN,
        "version": found.digest,
        "heads": list(found.heads),
        "answer": answer,
        "note": "As discussed.",
    }
    return Edit(record=RecordId(ident(number)), kind="countersignature", set={**values, **changes})


def request(found: Version, number: int = 60) -> Edit:
    values: dict[str, JsonValue] = {"subject": PLAN, "version": found.digest}
    return Edit(record=RecordId(ident(number)), kind="countersign_request", set=values)


def oversight(made: Sequence[Placed], of: RecordId = PLAN) -> Oversight:
    return oversight_of(of, SCOPE, fold(made))


def countersigned() -> tuple[Pen, Pen, list[Sealed]]:
    """A plan with a line by the author, which a senior has agreed to."""
    author, senior = Pen("a"), Pen("s", author="senior")
    made = [author.write(plan(), line("Weekly."))]
    return author, senior, [*made, senior.write(signature(version(placed(*made))))]


@pytest.mark.parametrize("kind", sorted(COUNTERSIGNED | set(PARTS)))
@QUICK
@given(data=st.data())
def test_any_edit_of_any_field_is_another_version_and_uncountersigns(kind: str, data: st.DataObject) -> None:
    """Of the record itself as of a line of it; a set by what is added or taken out."""
    values, later = data.draw(records(kind)), data.draw(records(kind))
    record = PLAN if kind in COUNTERSIGNED else LINE
    if kind in PARTS:
        values = {**values, "plan": PLAN}
    fields = set(later) - ARRANGEMENT
    open_fields = sorted(n for n in fields if (rule := merge_of(kind, n)) and rule.rule != "once")
    assume(open_fields)
    name = data.draw(st.sampled_from(open_fields))
    assume(not same(values.get(name), later[name]))
    author, senior = Pen("a"), Pen("s", author="senior")
    first = author.write(*([plan()] if kind in PARTS else []), new(kind, record, values))
    signed = senior.write(signature(version(placed(first))))
    assert oversight(placed(first, signed)).countersigned
    change = new(kind, record, {name: later[name]})
    second = author.write(change.model_copy(update={"parents": {name: [first.id]} if name in values else {}}))
    after = oversight(placed(first, signed, second))
    assert after.sort is OversightSort.SUPERSEDED
    assert [(one.by, one.current) for one in after.signatures] == [("senior", False)]


def test_moving_a_line_is_not_another_version() -> None:
    """How a plan is laid out was not what the senior agreed to; and whoever moves a line has not written it."""
    _, _, made = countersigned()
    mover = Pen("m", author="mover")
    moved = mover.write(Edit(record=LINE, kind="plan_line", set={"rank": 1500}))
    after = oversight(placed(*made, moved))
    assert after.countersigned
    assert after.version is not None
    assert "mover" not in after.version.authors


def test_what_is_taken_out_of_a_set_and_a_further_line_are_other_versions() -> None:
    author, _, made = countersigned()
    with_risk = author.write(Edit(record=PLAN, kind="risk_management_plan", add={"risks": ["Drink", "Debt"]}))
    gone = Removal(entry=with_risk.id, item="Debt")
    without = author.write(Edit(record=PLAN, kind="risk_management_plan", remove={"risks": [gone]}))
    further = author.write(line("A visit.", record=OTHER))
    seen = [version(placed(*made[:1], *more)).digest for more in ([], [with_risk], [with_risk, without], [further])]
    assert len(set(seen)) == len(seen)


def test_another_plans_line_and_another_scopes_line_are_no_part_of_it() -> None:
    author, _, made = countersigned()
    elsewhere = author.write(line("Fortnightly.", of=OTHER, record=OTHER))
    assert oversight(placed(*made, elsewhere)).countersigned
    states = fold(placed(*made))
    strange = [replace(state, scope=type(SCOPE)(f"{SCOPE}/restricted")) for state in states if state.record == LINE]
    assert oversight_of(PLAN, SCOPE, [*strange, *states]).version == version(placed(*made))


@QUICK
@given(st.permutations(range(5)), st.booleans())
def test_the_same_entries_in_any_order_are_the_same_version(order: Sequence[int], sent: bool) -> None:
    author, other = Pen("a"), Pen("b", author="other")
    first = author.write(plan(), line("Weekly."))
    entries = [
        first,
        author.put("risk_management_plan", "formulation", "One.", first, record=PLAN),
        other.put("risk_management_plan", "formulation", "Two.", first, record=PLAN),
        other.write(Edit(record=PLAN, kind="risk_management_plan", add={"risks": ["Drink"]})),
        other.write(line("A visit.", record=OTHER)),
    ]
    usual = placed(*entries)
    assert version([usual[number] for number in order]) == version(usual)
    if sent:
        assert version([usual[0], *(unsent(one) for one in entries[1:])]) == version(usual)
    assert version(usual).authors == {"author", "other"}


def test_what_waits_for_release_or_was_refused_changes_no_version_and_what_is_released_does() -> None:
    author, _, made = countersigned()
    late = author.put("risk_management_plan", "formulation", "Changed.", made[0], record=PLAN)
    held = placed(*made, late, awaiting=(late,))
    assert oversight(held).countersigned
    assert oversight([*held[:-1], replace(held[-1], awaiting=False, refused=True)]).countersigned
    assert oversight([*held[:-1], replace(held[-1], awaiting=False)]).sort is OversightSort.SUPERSEDED


def test_destroyed_words_are_another_version() -> None:
    author, _, made = countersigned()
    more = author.write(line("A visit.", record=OTHER))
    whole = placed(made[0], more)
    assert version([whole[0], replace(whole[1], expunged=True)]) != version(whole)


def test_nobody_has_countersigned_what_they_wrote_a_word_of() -> None:
    """Even where the office let it through, and where the entries named leave their own out."""
    _, senior, made = countersigned()
    own = senior.write(line("Unannounced visits.", record=OTHER))
    found = version(placed(made[0], own))
    whole = senior.write(signature(found))
    partly = senior.write(signature(found, heads=[made[0].id], number=41))
    for signed in (whole, partly):
        assert oversight(placed(made[0], own, signed)).sort is OversightSort.NONE
    again = Pen("t", author="another").write(signature(found, number=42))
    assert oversight(placed(made[0], own, whole, again)).countersigned
    short = Pen("t", author="another").write(signature(found, heads=[made[0].id], number=42))
    assert not oversight(placed(made[0], own, short)).countersigned


def test_nobody_has_countersigned_what_they_took_something_out_of() -> None:
    """What is taken out leaves no value behind; it is the senior's work all the same, until it is put in again."""
    author, senior = Pen("a"), Pen("s", author="senior")
    risks = Edit(record=PLAN, kind="risk_management_plan", add={"risks": ["Drink", "Debt"]})
    made = [author.write(plan(), line("Weekly.")), author.write(risks)]
    gone = Removal(entry=made[1].id, item="Debt")
    made.append(senior.write(Edit(record=PLAN, kind="risk_management_plan", remove={"risks": [gone]})))
    found = version(placed(*made))
    assert (StaffId("senior") in found.authors, made[2].id in found.heads) == (True, True)
    assert not oversight(placed(*made, senior.write(signature(found)))).countersigned
    unsaid = [head for head in found.heads if head != made[2].id]
    assert not oversight(placed(*made, senior.write(signature(found, heads=unsaid)))).countersigned  # type: ignore[arg-type]
    other = Pen("o", author="other")
    assert oversight(placed(*made, other.write(signature(found)))).countersigned
    again = author.write(Edit(record=PLAN, kind="risk_management_plan", add={"risks": ["Debt"]}))
    assert StaffId("senior") not in version(placed(*made, again)).authors


def test_a_signature_that_waits_or_was_refused_counts_for_nobody() -> None:
    _, _, made = countersigned()
    held = placed(*made, awaiting=(made[1],))
    assert oversight(held).sort is OversightSort.NONE
    assert oversight([held[0], replace(held[1], awaiting=False, refused=True)]).signatures == ()


def test_what_somebody_adds_to_a_signature_and_waits_takes_nothing_from_it() -> None:
    author, _, made = countersigned()
    note = author.write(Edit(record=RecordId(ident(40)), kind="countersignature", set={"requests": [ident(9)]}))
    assert oversight(placed(*made, note, awaiting=(note,))).countersigned


def test_an_unsent_signature_says_that_the_office_has_it_not() -> None:
    _, _, made = countersigned()
    (signed,) = oversight([*placed(made[0]), unsent(made[1])]).signatures
    assert (signed.current, signed.sent) == (True, False)


def test_nobodys_agreement_does_away_with_anothers_return() -> None:
    """Only the one who returned it, or another version, does."""
    _, senior, made = countersigned()
    found = version(placed(made[0]))
    other = Pen("t", author="another")
    returned = other.write(signature(found, "returned", number=41))
    again = senior.write(signature(found, number=42))
    assert oversight(placed(*made, returned)).sort is OversightSort.RETURNED
    assert oversight(placed(*made, returned, again)).sort is OversightSort.RETURNED
    minded = other.write(signature(found, number=43))
    assert oversight(placed(*made, returned, again, minded)).countersigned


def test_a_request_waits_until_a_senior_answers_it_whatever_is_changed_meanwhile() -> None:
    author, senior, made = countersigned()
    first = made[0]
    asked = author.write(request(version(placed(first))))
    assert oversight(placed(first, asked)).sort is OversightSort.WAITING
    changed = author.put("risk_management_plan", "formulation", "Changed.", first, record=PLAN)
    before = placed(first, asked, changed)
    assert oversight(before).sort is OversightSort.WAITING
    answer = senior.write(signature(version(before), requests=[ident(60)], number=44))
    assert oversight(placed(first, asked, changed, answer)).countersigned
    more = author.put("risk_management_plan", "formulation", "More.", changed, record=PLAN)
    after = placed(first, asked, changed, answer, more)
    assert oversight(after).sort is OversightSort.SUPERSEDED
    again = author.write(request(version(after), number=61))
    assert oversight([*after, replace(placed(again)[0], order=(0, 1, 9))]).sort is OversightSort.WAITING


def test_a_record_nobody_has_is_no_version() -> None:
    assert version_of([]) is None
    assert oversight_of(PLAN, SCOPE, []).sort is OversightSort.NONE


def _setting(made: Sequence[Sealed], access: Access = SENIOR, signer: str = "") -> Setting:
    """What is known of some accepted entries; `signer`: whose laptop they came from."""
    known = {one.id: Subject.of(one, Verdict.ACCEPTED, StaffId(signer or one.entry.author)) for one in made}

    def find(entry: EntryId) -> Subject | None:
        return known.get(entry)

    return setting(access=access, subject=find, staff=StaffId("senior"))


def test_a_senior_of_the_case_countersigns_what_somebody_else_wrote() -> None:
    author, senior, made = countersigned()
    del author, senior
    assert judge(made[1].entry, _setting(made[:1])) == Judgement(Verdict.ACCEPTED)


@pytest.mark.parametrize("access", [WORKER, Access(frozenset({Why.COVER})), Access(frozenset({Why.EMERGENCY}))])
def test_nobody_else_countersigns(access: Access) -> None:
    _, _, made = countersigned()
    assert judge(made[1].entry, _setting(made[:1], access)).reason is Reason.COUNTERSIGNING


def test_own_work_is_refused_by_author_and_by_laptop() -> None:
    """Any one entry of many is enough; so is a name that is only borrowed."""
    _, senior, made = countersigned()
    own = senior.write(line("Unannounced visits.", record=OTHER))
    signed = senior.write(signature(version(placed(made[0], own)), number=45))
    assert judge(signed.entry, _setting([made[0], own])).reason is Reason.OWN_WORK
    assert judge(made[1].entry, _setting(made[:1], signer="senior")).reason is Reason.OWN_WORK


def test_what_is_not_known_where_it_is_judged_is_not_countersigned() -> None:
    """Nor does the office itself countersign anything."""
    _, _, made = countersigned()
    assert judge(made[1].entry, _setting([])).reason is Reason.COUNTERSIGNING
    office = Pen(SERVER_DEVICE, author="administrator").write(signature(version(placed(made[0]))))
    assert judge(office.entry, _setting(made[:1])).reason is Reason.COUNTERSIGNING


@pytest.mark.parametrize(
    "wrong",
    [{"heads": []}, {"heads": ["x"]}, {"heads": "x"}, {"answer": "maybe"}, {"answer": "returned", "note": None}],
)
def test_a_signature_that_is_not_whole_is_not_valid(wrong: dict[str, JsonValue]) -> None:
    _, senior, made = countersigned()
    edit = signature(version(placed(made[0])))
    kept = {name: value for name, value in {**edit.set, **wrong}.items() if value is not None}
    entry = senior.write(edit.model_copy(update={"set": kept}))
    assert judge(entry.entry, _setting(made[:1])).reason is Reason.INVALID


def test_what_is_countersigned_exists() -> None:
    assert set(KINDS) >= COUNTERSIGNED | set(PARTS)


def test_what_was_asked_is_listed_the_latest_first_with_what_became_of_it() -> None:
    author, senior, made = countersigned()
    first = made[0]
    asked = author.write(request(version(placed(first)), number=62))
    answer = senior.write(signature(version(placed(first)), requests=[ident(62)], number=44))
    changed = author.put("risk_management_plan", "formulation", "Changed.", first, record=PLAN)
    again = author.write(request(version(placed(first, changed)), number=61))
    found = oversight(placed(first, asked, answer, changed, again)).requests
    assert [(one.record, one.by, one.open, one.sent) for one in found] == [
        (ident(61), "author", True, True),
        (ident(62), "author", False, True),
    ]


def test_a_signature_of_which_the_answer_cannot_be_read_is_none_and_a_note_that_waits_is_not_its_own() -> None:
    _, senior, made = countersigned()
    found = version(placed(made[0]))
    unreadable = senior.write(signature(found, "perhaps", number=45))
    assert oversight(placed(made[0], unreadable)).sort is OversightSort.NONE
    values = {name: value for name, value in signature(found, number=46).set.items() if name != "note"}
    signed = senior.write(Edit(record=RecordId(ident(46)), kind="countersignature", set=values))
    note = Pen("x", author="another").put("countersignature", "note", "Not mine.", record=RecordId(ident(46)))
    (shown,) = oversight(placed(made[0], signed, note, awaiting=(note,))).signatures
    assert (shown.current, shown.note) == (True, "")
