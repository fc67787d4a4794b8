"""What the office and a laptop let count: a senior of the case decides, and never about their own proposal."""

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Entry, Sealed
from casework.ledger.fold import fold_record
from casework.records.high_risk.sweep import answer_id
from casework.records.identifier import SERVER_DEVICE, EntryId, RecordId, Scope
from casework.records.staff.staff import StaffRole
from casework.rules.access import Access, Why
from casework.rules.high_risk.deciding import ListObjection, list_objection
from casework.rules.intake import Setting, judge
from casework.rules.intake_reason import Reason
from tests.casework.high_risk.sample import NEWER, PROPOSAL, RECHECK, RETURNS, SWEEP, decide, listed, proposed
from tests.casework.high_risk.test_sweep import opened, signed
from tests.fakes.chain import RECORD, SCOPE, Pen, placed

ON, OFF = listed("on", "2026-03-10"), listed("off", "2026-04-01", since="2026-03-10")
OWN, LEADS = Access(frozenset({Why.OWN})), Access(frozenset({Why.SENIOR}))
ROLES = {Why.OFFICER: StaffRole.WORKER, Why.CO_WORKER: StaffRole.WORKER, Why.COVER: StaffRole.WORKER}


def judged(sealed: Sealed, *before: Sealed, why: Why = Why.SENIOR, role: StaffRole | None = None) -> Reason | None:
    """What the office makes of an entry of the case, by its author with such access."""
    access = Access(frozenset({why}))
    return _judged(sealed.entry, before, access, role or ROLES.get(why, StaffRole.SENIOR), SCOPE)


def _judged(entry: Entry, before: tuple[Sealed, ...], access: Access, role: StaffRole, scope: Scope) -> Reason | None:
    names = {edit.record for edit in entry.edits}
    states = {name: state for name in names if (state := fold_record(scope, name, placed(*before)))}
    values = {sealed.id: edit for sealed in before for edit in sealed.entry.edits}

    def value(entry: EntryId, _record: RecordId, field: str) -> JsonValue:
        return values[entry].set.get(field) if entry in values else None

    return judge(entry, Setting(entry.author, role, access, states, value)).reason


def worker() -> Pen:
    return Pen("w", author="worker")


def senior(name: str = "senior") -> Pen:
    return Pen(name, author=name)


def test_a_worker_proposes_and_a_senior_decides_and_removes() -> None:
    made, pen = worker().write(proposed()), senior()
    assert judged(made, why=Why.OFFICER) is None
    on = pen.write(decide(ON))
    assert judged(on, made) is None
    assert judged(pen.write(decide(OFF, on)), made, on) is None


@pytest.mark.parametrize("why", [Why.OFFICER, Why.CO_WORKER, Why.COVER, Why.EMERGENCY])
def test_nobody_decides_who_is_no_senior_of_the_case(why: Why) -> None:
    """A senior, too, who only works on it."""
    made = worker().write(proposed())
    other = Pen("o", author="other").write(decide(listed("on", "2026-03-10", by="other")))
    assert judged(other, made, why=why, role=StaffRole.SENIOR) is Reason.LISTING


def test_the_proposer_never_decides_be_they_a_senior_or_not() -> None:
    own = listed("on", "2026-03-10", by="senior")
    pen = senior()
    made = pen.write(proposed(recorded_by="senior"))
    assert judged(pen.write(decide(own)), made) is Reason.LISTING
    assert judged(senior("second").write(decide(listed("on", "2026-03-10", by="second"))), made) is None


def test_nobody_proposes_and_decides_in_one_go() -> None:
    both = proposed(recorded_by="senior").model_copy(
        update={"set": {**proposed(recorded_by="senior").set, "listing": ON}}
    )
    assert judged(senior().write(both)) is Reason.LISTING


def test_nobody_proposes_in_another_name_so_as_to_decide_themself() -> None:
    assert judged(senior().write(proposed(recorded_by="worker"))) is Reason.SCOPE
    made = worker().write(proposed())
    assert judged(senior().write(decide(listed("on", "2026-03-10", by="second"))), made) is Reason.SCOPE


def test_a_senior_lets_another_seniors_view_stand() -> None:
    """Whoever decides between two views repeats what one of the two said, and in their name."""
    made, pen, other = worker().write(proposed()), senior(), senior("second")
    on = pen.write(decide(ON))
    off = pen.write(decide(OFF, on))
    still = other.write(decide(listed("on", "2026-03-12", by="second", since="2026-03-10"), on))
    third = senior("third")
    for view in (OFF, listed("on", "2026-03-12", by="second", since="2026-03-10")):
        assert judged(third.write(decide(view, off, still)), made, on, off, still) is None
    invented = listed("off", "2026-04-02", by="second", since="2026-03-10")
    assert judged(third.write(decide(invented, off, still)), made, on, off, still) is Reason.SCOPE


def test_taking_somebody_off_without_a_reason_does_not_count() -> None:
    made, pen = worker().write(proposed()), senior()
    on = pen.write(decide(ON))
    off = decide(OFF, on).model_copy(update={"reason": None})
    assert judged(pen.write(off), made, on) is Reason.LOWERING


def test_what_is_not_eligible_is_not_valid() -> None:
    assert judged(worker().write(proposed(limb_a="no")), why=Why.OFFICER) is Reason.INVALID


def test_the_office_takes_over_from_papers() -> None:
    entry = Pen(SERVER_DEVICE, author="admin").write(
        proposed().model_copy(update={"set": {**proposed().set, "listing": ON}})
    )
    assert judged(entry) is None


def recheck(by: str = "senior") -> Edit:
    values: dict[str, JsonValue] = {"proposal": PROPOSAL, "definition": NEWER, "recorded_by": by, "on": "2026-04-01"}
    return Edit(record=RECHECK, kind="high_risk_recheck", set={**values, "reason": "Still."})


def test_a_senior_looks_again_under_a_newer_definition() -> None:
    assert judged(senior().write(recheck())) is None
    assert judged(worker().write(recheck("worker")), why=Why.OFFICER) is Reason.LISTING
    assert judged(senior().write(recheck("second"))) is Reason.SCOPE


def test_a_worker_answers_for_themself_about_a_case() -> None:
    def answer(by: str) -> Edit:
        value: JsonValue = {"answer": "unsure", "by": by, "on": "2026-03-05"}
        return Edit(record=answer_id(SWEEP, RECORD), kind="high_risk_answer", set={"sweep": SWEEP, "answer": value})

    assert judged(worker().write(answer("worker")), why=Why.OFFICER) is None
    assert judged(worker().write(answer("somebody")), why=Why.OFFICER) is Reason.SCOPE


def of_returns(edit: Edit, by: str, role: StaffRole, access: Access = OWN, *before: Sealed) -> Reason | None:
    """What the office makes of an entry in a team's returns."""
    sealed = Pen("d", author=by, scope=RETURNS).write(edit)
    return _judged(sealed.entry, before, access, role, RETURNS)


def test_a_senior_opens_a_sweep_and_nobody_else() -> None:
    assert of_returns(opened(), "senior", StaffRole.SENIOR, LEADS) is None
    assert of_returns(opened(), "other", StaffRole.SENIOR, LEADS) is Reason.SCOPE
    for role in (StaffRole.WORKER, StaffRole.BUSINESS_SUPPORT):
        assert of_returns(opened(), "senior", role) is Reason.SCOPE


def test_whoever_does_casework_signs_their_own_return_and_business_support_none() -> None:
    assert of_returns(signed("ann", 90), "ann", StaffRole.WORKER) is None
    assert of_returns(signed("senior", 90), "senior", StaffRole.SENIOR, LEADS) is None
    assert of_returns(signed("ann", 90), "bea", StaffRole.WORKER) is Reason.SCOPE
    assert of_returns(signed("ann", 90), "ann", StaffRole.BUSINESS_SUPPORT) is Reason.SCOPE


def test_business_support_and_seniors_collate() -> None:
    def collated(by: str) -> Edit:
        return Edit(record=SWEEP, kind="high_risk_sweep", set={"collated": {"by": by, "on": "2026-03-25"}})

    before = Pen("s", author="senior", scope=RETURNS).write(opened())
    assert of_returns(collated("sue"), "sue", StaffRole.BUSINESS_SUPPORT, OWN, before) is None
    assert of_returns(collated("senior"), "senior", StaffRole.SENIOR, LEADS, before) is None
    assert of_returns(collated("ann"), "ann", StaffRole.WORKER, OWN, before) is Reason.SCOPE
    assert of_returns(collated("sue"), "senior", StaffRole.SENIOR, LEADS, before) is Reason.SCOPE


def test_nobody_but_a_senior_moves_the_day() -> None:
    later = Edit(record=SWEEP, kind="high_risk_sweep", set={"answer_by": "2026-04-20"})
    before = Pen("s", author="senior", scope=RETURNS).write(opened())
    assert of_returns(later, "ann", StaffRole.WORKER, OWN, before) is Reason.SCOPE
    assert of_returns(later, "senior", StaffRole.SENIOR, LEADS, before) is None


def test_whoever_settles_an_answer_or_a_collation_repeats_what_one_of_two_said() -> None:
    record = answer_id(SWEEP, RECORD)
    values: list[JsonValue] = [{"answer": "unsure", "by": name, "on": "2026-03-05"} for name in ("ann", "ben")]
    made = [Pen(str(n)).put("high_risk_answer", "answer", value, record=record) for n, value in enumerate(values)]
    again = Edit(
        record=record, kind="high_risk_answer", set={"answer": values[1]},
        parents={"answer": [one.id for one in made]}, reason="Asked.",
    )  # fmt: skip
    assert judged(senior().write(again), *made) is None
    begun = Pen("s", author="senior", scope=RETURNS).write(opened())
    said: list[JsonValue] = [{"by": name, "on": "2026-03-20", "returns": []} for name in ("carl", "dora")]
    pens = (Pen("c", scope=RETURNS), Pen("d", scope=RETURNS))
    views = [pen.put("high_risk_sweep", "collated", value, record=SWEEP) for pen, value in zip(pens, said, strict=True)]
    known = fold_record(RETURNS, SWEEP, placed(begun, *views))

    def objected(edit: Edit) -> ListObjection | None:
        return list_objection(Pen("e", author="eve", scope=RETURNS).write(edit).entry, edit, known, lambda _: True)

    for value, found in ((said[0], None), (None, None), ({**said[0], "on": "2026-03-21"}, ListObjection.NAME)):  # type: ignore[dict-item]
        assert objected(Edit(record=SWEEP, kind="high_risk_sweep", set={"collated": value})) is found
    assert objected(Edit(record=SWEEP, kind="high_risk_sweep")) is None
