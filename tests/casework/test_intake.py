"""What the server makes of an entry: nothing is thrown away, and nothing counts that may not."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Entry, Sealed
from casework.ledger.fold import fold_record
from casework.ledger.protocol import Verdict
from casework.records.identifier import SERVER_DEVICE, EntryId, RecordId, Scope, StaffId
from casework.records.staff.staff import StaffRole
from casework.rules.access import Access, Why
from casework.rules.instrument.refusal import InstrumentFacts
from casework.rules.intake import Judgement, Setting, judge
from casework.rules.intake_reason import REASON_SENTENCES, Reason
from tests.fakes.chain import RECORD, SCOPE, Pen, ident, placed

WORKER = Access(frozenset({Why.OFFICER}))
SENIOR = Access(frozenset({Why.SENIOR}))
CONTACT: dict[str, JsonValue] = {
    "sort": "office",
    "happened": {"starts": "2026-03-02T09:00:00Z", "minutes": 30},
    "arranged": True,
    "present": [{"role": "person"}],
    "outcome": "attended_complied",
    "narrative": "Came as arranged.",
    "significant": False,
    "recorded_by": "author",
}


def risk(level: str) -> JsonValue:
    """A standing risk value."""
    return {"level": level, "assessor": "author", "assessed_on": "2026-03-02", "rationale": "r", "record": "x"}


def setting(*before: Sealed, access: Access = WORKER, **changes: object) -> Setting:
    """What is known, after some accepted entries."""
    state = fold_record(SCOPE, RECORD, placed(*before))
    values = {entry.id: entry.entry.edits[0].set for entry in before}

    def value(entry: EntryId, record: RecordId, field: str) -> JsonValue:
        found: Mapping[str, JsonValue] = values.get(entry, {})
        return found.get(field)

    plain = Setting(
        staff=StaffId("author"),
        role=StaffRole.WORKER,
        access=access,
        states={RECORD: state} if state else {},
        parent_value=value,
        instruments=InstrumentFacts(role={StaffId("senior"): StaffRole.SENIOR}.get),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_a_workers_contact_is_accepted() -> None:
    """The ordinary case."""
    entry = Pen("a").write(Edit(record=RECORD, kind="contact", set=CONTACT))
    assert judge(entry.entry, setting()) == Judgement(Verdict.ACCEPTED)


@pytest.mark.parametrize(
    ("access", "late", "expected"),
    [
        (Access(), False, Judgement(Verdict.QUARANTINED, Reason.NO_ACCESS)),
        (Access(), True, Judgement(Verdict.LATE)),
        (Access(frozenset({Why.OFFICER}), excluded=True), True, Judgement(Verdict.QUARANTINED, Reason.NO_ACCESS)),
    ],
)
def test_without_access_it_is_kept_and_late_work_counts(access: Access, late: bool, expected: Judgement) -> None:
    """An exclusion is not softened by having been on the case last week."""
    entry = Pen("a").write(Edit(record=RECORD, kind="contact", set=CONTACT))
    assert judge(entry.entry, setting(access=access, late=late)) == expected


def test_only_the_devices_own_person_may_write() -> None:
    """An entry in somebody else's name is for a senior to look at."""
    entry = Pen("a", author="somebody-else").write(Edit(record=RECORD, kind="contact", set=CONTACT))
    assert judge(entry.entry, setting()).reason is Reason.AUTHOR


def test_what_is_not_valid_is_quarantined_not_refused() -> None:
    """A missing part, a wrong choice, a set written as a value."""
    short = {name: value for name, value in CONTACT.items() if name != "narrative"}
    wrong: list[tuple[str, dict[str, JsonValue]]] = [
        ("contact", short),
        ("contact", {**CONTACT, "sort": "telepathy"}),
        ("person", {"name": {"given": "A", "family": "B"}, "born": "1980-01-01", "other_names": []}),
    ]
    for kind, values in wrong:
        entry = Pen("a").write(Edit(record=RECORD, kind=kind, set=values))
        assert judge(entry.entry, setting()).reason is Reason.INVALID


def test_a_kind_of_a_newer_version_is_accepted_as_it_is() -> None:
    """Old servers keep what new laptops record."""
    entry = Pen("a").write(Edit(record=RECORD, kind="lifeline", set={"anything": 1}))
    assert judge(entry.entry, setting()).verdict is Verdict.ACCEPTED


def test_a_record_cannot_be_put_into_a_scope_it_does_not_live_in() -> None:
    """Nobody gives themselves access by writing an allocation into the case."""
    holder: JsonValue = {"sort": "staff", "id": "author", "role": "officer"}
    values: dict[str, JsonValue] = {"holder": holder, "period": {"starts": "2026-03-02"}}
    entry = Pen("a").write(Edit(record=RECORD, kind="allocation", set=values))
    assert judge(entry.entry, setting()).reason is Reason.WRONG_SCOPE


def _grant_to(holder: str) -> Entry:
    scope = Scope(SCOPE.replace("case:", "grants:"))
    to: JsonValue = {"sort": "staff", "id": holder, "role": "officer"}
    values: dict[str, JsonValue] = {"holder": to, "period": {"starts": "2026-03-02"}}
    return Pen("a", scope=scope).write(Edit(record=RecordId(ident(5)), kind="allocation", set=values)).entry


def test_a_worker_cannot_widen_access_but_a_senior_can() -> None:
    """Grants have a rule of their own; the first grant of a new case may be to oneself."""
    own = _grant_to("author")
    assert judge(own, setting()).reason is Reason.SCOPE
    assert judge(own, setting(access=Access())).reason is Reason.NO_ACCESS
    assert judge(own, setting(access=SENIOR)).verdict is Verdict.ACCEPTED
    assert judge(own, setting(access=Access(), first_grant=True)).verdict is Verdict.ACCEPTED
    assert judge(_grant_to("somebody"), setting(access=Access(), first_grant=True)).reason is Reason.NO_ACCESS


@pytest.mark.parametrize(("before", "after"), [("high", "medium"), ("very_high", "high"), ("very_high", "low")])
def test_lowering_a_high_level_needs_a_senior_and_a_reason(before: str, after: str) -> None:
    """By a worker it is quarantined; by a senior without a reason too."""
    high = Pen("s").put("case", "standing_risk", risk(before))
    named = {"standing_risk": [str(high.id)]}
    silent = Pen("a").write(Edit(record=RECORD, kind="case", set={"standing_risk": risk(after)}, parents=named))
    said = Pen("a").write(
        Edit(record=RECORD, kind="case", set={"standing_risk": risk(after)}, parents=named, reason="Discussed.")
    )
    assert judge(silent.entry, setting(high)).reason is Reason.LOWERING
    assert judge(said.entry, setting(high)).reason is Reason.LOWERING
    assert judge(silent.entry, setting(high, access=SENIOR)).reason is Reason.LOWERING
    assert judge(said.entry, setting(high, access=SENIOR)).verdict is Verdict.ACCEPTED


def test_raising_and_lowering_below_high_need_no_senior() -> None:
    """A worker raises at once, and may set medium to low."""
    medium = Pen("s").put("case", "standing_risk", risk("medium"))
    for level in ("low", "high", "very_high"):
        entry = Pen("a").put("case", "standing_risk", risk(level), medium)
        assert judge(entry.entry, setting(medium)).verdict is Verdict.ACCEPTED


def test_removing_a_warning_needs_a_senior_and_a_reason() -> None:
    """Anybody puts one up; only a senior takes one down."""
    up: JsonValue = {"status": "active", "by": "author", "on": "2026-03-02"}
    down: JsonValue = {"status": "removed", "by": "author", "on": "2026-03-02"}
    notice: dict[str, JsonValue] = {"notice": {"sort": "dog"}, "state": up, "review_on": "2026-06-02"}
    first = Pen("s").write(Edit(record=RECORD, kind="warning", set=notice))
    named = {"state": [str(first.id)]}
    entry = Pen("a").write(Edit(record=RECORD, kind="warning", set={"state": down}, parents=named, reason="Gone."))
    assert judge(entry.entry, setting(first)).reason is Reason.LOWERING
    assert judge(entry.entry, setting(first, access=SENIOR)).verdict is Verdict.ACCEPTED


def test_deciding_between_two_views_needs_the_role_and_a_reason() -> None:
    """For risk a senior; for an ordinary field whoever works on the case; always with a reason."""
    one, two = (
        Pen("s").put("case", "standing_risk", risk("medium")),
        Pen("t").put("case", "standing_risk", risk("high")),
    )
    both = {"standing_risk": [str(one.id), str(two.id)]}
    decide = Edit(record=RECORD, kind="case", set={"standing_risk": risk("high")}, parents=both, reason="Agreed.")
    assert judge(Pen("a").write(decide).entry, setting(one, two)).reason is Reason.DECIDING
    assert judge(Pen("a").write(decide).entry, setting(one, two, access=SENIOR)).verdict is Verdict.ACCEPTED
    left, right = Pen("s").put("person", "telephone", "1"), Pen("t").put("person", "telephone", "2")
    named = {"telephone": [str(left.id), str(right.id)]}
    silent = Edit(record=RECORD, kind="person", set={"telephone": "1"}, parents=named)
    assert judge(Pen("a").write(silent).entry, setting(left, right)).reason is Reason.DECIDING
    said = silent.model_copy(update={"reason": "Rang it."})
    assert judge(Pen("a").write(said).entry, setting(left, right)).verdict is Verdict.ACCEPTED


def test_a_completed_contact_does_not_change() -> None:
    """Neither a field that was filled in, nor one that was left out."""
    first = Pen("s").write(Edit(record=RECORD, kind="contact", set=CONTACT))
    changes: list[dict[str, JsonValue]] = [
        {"narrative": "Different."},
        {"interpreter": {"sort": "professional", "language": "Polish"}},
    ]
    for values in changes:
        entry = Pen("a").write(Edit(record=RECORD, kind="contact", set=values))
        assert judge(entry.entry, setting(first)).reason is Reason.COMPLETED
    points = Pen("a").put("contact", "corrected_by", ident(9))
    assert judge(points.entry, setting(first)).verdict is Verdict.ACCEPTED


def test_the_office_itself_passes_the_question_of_access_only() -> None:
    """Imports by the server are checked for validity like everybody's."""
    good = Pen(SERVER_DEVICE, author="administrator").write(Edit(record=RECORD, kind="contact", set=CONTACT))
    bad = Pen(SERVER_DEVICE, author="administrator").write(Edit(record=RECORD, kind="contact", set={}))
    assert judge(good.entry, setting(access=Access())).verdict is Verdict.ACCEPTED
    assert judge(bad.entry, setting(access=Access())).reason is Reason.INVALID


def test_every_reason_has_a_sentence() -> None:
    """Nobody is shown a code."""
    assert set(REASON_SENTENCES) == set(Reason)


@pytest.mark.parametrize(("named", "reason"), [("author", None), ("somebody", Reason.SCOPE)])
def test_a_check_in_and_that_a_visitor_was_told_stand_in_the_name_of_whoever_wrote_it(
    named: str, reason: Reason | None
) -> None:
    """A visit is taken for safe on the word of whoever is named."""
    said: dict[str, JsonValue] = {"appointment": "visit", "step": "ended", "at": "2026-03-02T09:00:00Z", "by": named}
    check_in = Pen("a").write(Edit(record=RECORD, kind="check_in", set=said)).entry
    assert judge(check_in, setting()).reason is reason
    told: JsonValue = {"at": "2026-03-02T09:00:00Z", "how": "telephone", "by": named}
    entry = Pen("a").write(Edit(record=RECORD, kind="not_told", set={"told": told})).entry
    assert judge(entry, setting(_untold())).reason is reason
    assert (
        judge(Pen(SERVER_DEVICE).write(Edit(record=RECORD, kind="check_in", set=said)).entry, setting()).reason is None
    )


def test_a_decision_that_a_visitor_was_told_leaves_the_word_of_whoever_said_it() -> None:
    """Of two views that two people wrote one may stand, in its own name."""
    told: JsonValue = {"at": "2026-03-02T09:00:00Z", "how": "telephone", "by": "somebody"}
    theirs = Pen("b").write(Edit(record=RECORD, kind="not_told", set={"told": told}))
    again = Pen("a").write(Edit(record=RECORD, kind="not_told", set={"told": told})).entry
    assert judge(again, setting(_untold(), theirs)).verdict is Verdict.ACCEPTED


def _untold() -> Sealed:
    values: dict[str, JsonValue] = {
        "about": "warning",
        "entry": "a" * 64,
        "visitor": "author",
        "appointment": "visit",
        "since": "2026-03-02T08:00:00Z",
    }
    return Pen(SERVER_DEVICE).write(Edit(record=RECORD, kind="not_told", set=values))
