"""Entries made by somebody who wants more than they may: each is kept, none lowers, hides or forges anything."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from pydantic import JsonValue

from casework.errors import Damaged
from casework.ledger.entry import Edit, Entry, Link, Sealed, Signed, read_entry, seal_entry
from casework.ledger.fold import fold_record
from casework.ledger.protocol import Verdict
from casework.records.check import check_value
from casework.records.file.case import Case
from casework.records.identifier import CaseId, DeviceId, EntryId, RecordId, StaffId, grants_scope
from casework.records.merge import caution_of
from casework.records.record import merge_of
from casework.records.risk.warning import WarningRecord
from casework.records.staff.grant import Exclusion
from casework.records.staff.staff import Post, Staff, StaffRole
from casework.rules.access import Access, AccessFacts, Why, access
from casework.rules.intake import Judgement, Setting, judge
from casework.rules.intake_reason import Reason
from casework.rules.standing import field_standing, read_record
from tests.fakes.chain import RECORD, SCOPE, START, Pen, ident, placed

WORKER = Access(frozenset({Why.OFFICER}))
SENIOR = Access(frozenset({Why.SENIOR}))
WARNING: dict[str, JsonValue] = {
    "notice": {"sort": "weapon"},
    "state": {"status": "active", "by": "author", "on": "2026-03-02"},
    "review_on": "2026-06-02",
}


def risk(level: str) -> JsonValue:
    """A standing risk value."""
    return {"level": level, "assessor": "author", "assessed_on": "2026-03-02", "rationale": "r", "record": "x"}


def setting(*before: Sealed, access: Access = WORKER, awaiting: tuple[Sealed, ...] = ()) -> Setting:
    """What is known after some entries of one record."""
    state = fold_record(SCOPE, RECORD, placed(*before, awaiting=awaiting))
    values = {entry.id: entry.entry.edits[0].set for entry in before}

    def value(entry: EntryId, record: RecordId, field: str) -> JsonValue:
        found: Mapping[str, JsonValue] = values.get(entry, {})
        return found.get(field)

    states = {RECORD: state} if state else {}
    return Setting(StaffId("author"), StaffRole.WORKER, access, states, value)


@pytest.mark.parametrize(
    ("kind", "field"),
    [("case", "standing_risk"), ("warning", "state"), ("warning", "review_on"), ("exclusion", "period"),
     ("allocation", "period"), ("contact", "narrative"), ("person", "name")],
)  # fmt: skip
def test_nothing_never_takes_the_place_of_what_must_stand(kind: str, field: str) -> None:
    """A level emptied first could be filled with a lower one afterwards."""
    assert check_value(kind, field, None)


def test_what_may_be_empty_may_be_emptied() -> None:
    """A telephone number that is no more."""
    assert check_value("person", "telephone", None) == []


def test_a_level_is_not_lowered_by_way_of_nothing() -> None:
    """Neither the emptying nor what follows it counts, and the high level stands."""
    high = Pen("s").put("case", "standing_risk", risk("high"))
    pen = Pen("a")
    empty = pen.put("case", "standing_risk", None, high)
    assert judge(empty.entry, setting(high)).reason is Reason.INVALID
    low = pen.put("case", "standing_risk", risk("low"), empty)
    assert judge(low.entry, setting(high, empty, awaiting=(empty,))).reason is Reason.LOWERING


def test_a_level_that_has_not_come_yet_is_not_lowered_beforehand() -> None:
    """Who names an entry that the office does not know, as what is replaced, would hide it as soon as it came."""
    high = Pen("b").put("case", "standing_risk", risk("very_high"))
    medium = Pen("s").put("case", "standing_risk", risk("medium"))
    low = Pen("a").put("case", "standing_risk", risk("low"), medium, high)
    assert judge(low.entry, setting(medium)).reason is Reason.LOWERING
    state = fold_record(SCOPE, RECORD, placed(medium, low, high, awaiting=(low,)))
    assert state is not None
    view = field_standing(state, "standing_risk")
    assert view is not None
    assert view.value == risk("very_high")


def test_a_reason_of_blanks_is_none() -> None:
    """A senior says why."""
    high = Pen("s").put("case", "standing_risk", risk("high"))
    edit = Edit(
        record=RECORD, kind="case", set={"standing_risk": risk("low")},
        parents={"standing_risk": [str(high.id)]}, reason=" \n",
    )  # fmt: skip
    assert judge(Pen("a").write(edit).entry, setting(high, access=SENIOR)).reason is Reason.LOWERING


def test_only_the_office_writes_for_somebody_else() -> None:
    """Screens name the person on whose behalf something was written as the one who said it."""
    for named, reason in (("author", None), ("senior", Reason.SCOPE)):
        edit = Edit(record=RECORD, kind="warning", set=WARNING)
        signed = Signed(DeviceId("a"), StaffId("author"), SCOPE, START, 1, on_behalf=StaffId(named))
        assert judge(seal_entry(Link(), signed, [edit]).entry, setting()).reason is reason


def test_a_case_has_one_case_record() -> None:
    """What stands is read from the record of the case's own id; another one beside it counts for nobody."""
    values: dict[str, JsonValue] = {"state": "open", "opened_on": "2026-01-01", "standing_risk": risk("low")}
    own, other = (Edit(record=RecordId(ident(n)), kind="case", set=values) for n in (1, 9))
    assert judge(Pen("a").write(own).entry, setting()) == Judgement(Verdict.ACCEPTED)
    assert judge(Pen("a").write(other).entry, setting()).reason is Reason.WRONG_SCOPE


@pytest.mark.parametrize("holder", [[], {"id": []}, {"id": {}}, {"id": None}, {"id": ["author"]}, "author", None])
def test_a_strange_holder_of_a_new_case_is_no_crash(holder: JsonValue) -> None:
    """It would come again with every batch, and nothing behind it would ever arrive."""
    pen = Pen("a", scope=grants_scope(CaseId(ident(1))))
    values: dict[str, JsonValue] = {"holder": holder, "period": {"starts": "2026-01-01"}}
    entry = pen.write(Edit(record=RECORD, kind="allocation", set=values)).entry
    assert judge(entry, replace(setting(access=Access()), first_grant=True)).verdict is Verdict.QUARANTINED


def test_what_waits_for_release_does_not_let_a_half_record_in() -> None:
    """A record begins whole: an invalid beginning does not spare the next entry the check."""
    first = Pen("a").write(Edit(record=RECORD, kind="contact", set={"sort": "smoke_signal"}))
    known = setting(first, awaiting=(first,))
    assert judge(first.entry, setting()).reason is Reason.INVALID
    assert judge(Pen("b").put("contact", "narrative", "No more.").entry, known).reason is Reason.INVALID


@pytest.mark.parametrize("day", [4102444800, "4102444800", "2100-01-01T00:00:00"])
def test_a_day_is_as_cautious_as_it_is_read(day: JsonValue) -> None:
    """However it is written: a late review must not pass for the soonest."""
    rule = merge_of("warning", "review_on")
    assert rule is not None
    assert check_value("warning", "review_on", day) == []
    assert caution_of(rule, day) == caution_of(rule, "2100-01-01")


def test_a_record_is_read_without_what_cannot_be_read() -> None:
    """What waits for release and is not understood is the most cautious, and must not stop the page."""
    first = Pen("s").write(Edit(record=RECORD, kind="warning", set=WARNING))
    odd = Pen("a").write(Edit(record=RECORD, kind="warning", set={"state": 7, "review_on": "soon"}))
    state = fold_record(SCOPE, RECORD, placed(first, odd, awaiting=(odd,)))
    assert state is not None
    read = read_record(WarningRecord, state)
    assert (read.notice is not None, read.state, read.review_on) == (True, None, None)


def test_an_exclusion_whose_days_cannot_be_read_holds() -> None:
    """The most cautious reading."""
    case, me = CaseId(ident(1)), StaffId("me")
    facts = AccessFacts(
        staff={me: Staff(name="Me", post=Post(role=StaffRole.SENIOR), active=True)},
        exclusions={case: [Exclusion(staff=me)]},
    )
    assert access(me, case, facts, START).excluded


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_lies_within_the_reach_of_clocks(at: str) -> None:
    """At the ends of the calendar a change of time zone runs over."""
    assert check_value("contact", "happened", {"starts": at})


def test_what_cannot_be_read_is_not_quoted_by_the_error() -> None:
    """Neither in its words nor in what it was caused by."""
    for data in (b'{"v": "Hidden Sentence"}', b'{"v":1,"scope":"Hidden Sentence"}'):
        with pytest.raises(Damaged) as found:
            read_entry(data)
        assert found.value.__cause__ is None
        assert found.value.__suppress_context__


def test_no_value_crashes_the_judgement() -> None:
    """Whatever stands in any field of any kind."""
    odd: list[JsonValue] = [None, True, 0, -1, 1e308, "", "\0", "x" * 5000, [], [[]], {}, {"level": []}, {"ends": {}}]
    for field in Case.model_fields:
        for value in odd:
            entry: Entry = Pen("a").put("case", field, value).entry
            judge(entry, setting(Pen("s").put("case", field, odd[3])))
