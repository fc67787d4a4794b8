"""What is judged beside what: sets and values, whose laptop it was, and who may see what was quarantined."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Removal, Sealed
from casework.ledger.fold import RecordState, fold_record
from casework.records.identifier import (
    AGENCY,
    SERVER_DEVICE,
    CaseId,
    EntryId,
    RecordId,
    Scope,
    StaffId,
    case_scope,
    grants_scope,
    restricted_scope,
    staff_scope,
    team_scope,
)
from casework.records.staff.staff import StaffRole, Turn
from casework.rules.access import NO_ACCESS, Access, Why
from casework.rules.instrument.refusal import InstrumentFacts
from casework.rules.intake import is_unseen, is_withheld, judge
from casework.rules.intake_reason import Reason
from tests.casework.instrument.test_refusal import ON, typed
from tests.casework.instrument.test_refusal import edit as assessed
from tests.casework.test_intake import CONTACT, SENIOR, WORKER, risk, setting
from tests.fakes.chain import RECORD, SCOPE, START, Pen, ident, placed

CASE = CaseId(ident(1))
PERSON: dict[str, JsonValue] = {"name": {"given": "A", "family": "B"}, "born": "1980-01-01"}
GOOD: JsonValue = {"sort": "alias", "given": "Al"}


@pytest.mark.parametrize(
    ("values", "added", "refused"),
    [
        ({}, {"other_names": [GOOD]}, False),
        ({}, {"other_names": [GOOD, 7]}, True),
        ({"born": "the day before yesterday"}, {"other_names": [GOOD]}, True),
        ({}, {"born": ["1980-01-01"]}, True),
    ],
)
def test_every_part_of_an_edit_has_to_be_valid(
    values: dict[str, JsonValue], added: dict[str, list[JsonValue]], refused: bool
) -> None:
    """A good item makes up for no bad value, nor may anything be added to what is no list."""
    made = Edit(record=RECORD, kind="person", set={**PERSON, **values}, add=added)
    reason = judge(Pen("a").write(made).entry, setting()).reason
    assert reason is (Reason.INVALID if refused else None)


def test_nothing_is_taken_out_of_what_is_no_list() -> None:
    made = Edit(record=RECORD, kind="person", set=PERSON, remove={"born": [Removal(entry="a" * 64, item="1980-01-01")]})
    assert judge(Pen("a").write(made).entry, setting()).reason is Reason.INVALID


def test_whoever_does_not_work_here_any_more_has_no_access_and_is_still_the_author() -> None:
    """Somebody else's name is another matter."""
    contact = Edit(record=RECORD, kind="contact", set=CONTACT)
    assert judge(Pen("a").write(contact).entry, setting(role=None)).reason is Reason.NO_ACCESS
    assert judge(Pen("a", author="other").write(contact).entry, setting(role=None)).reason is Reason.AUTHOR


@pytest.mark.parametrize(
    ("scope", "withheld", "unseen"),
    [
        (case_scope(CASE), False, False),
        (grants_scope(CASE), False, False),
        (restricted_scope(CASE), False, True),
        (AGENCY, True, False),
        (team_scope(ident(2)), True, True),
    ],
)
def test_what_is_written_where_it_may_not_be_is_kept_from_whom_it_would_tell_something(
    scope: Scope, withheld: bool, unseen: bool
) -> None:
    """Of the service's scopes everything, and where nobody had access anything; of nothing nothing."""
    assert is_withheld(Reason.SCOPE, scope) is withheld
    assert is_unseen(Reason.SCOPE, scope) is unseen
    assert not is_withheld(None, scope)
    assert not is_unseen(Reason.INVALID, scope)
    for never in (Reason.NO_ACCESS, Reason.AUTHOR, Reason.WRONG_FILE):
        assert is_withheld(never, scope)


def after(*made: Sealed, scope: Scope = SCOPE, awaiting: bool = False) -> dict[RecordId, RecordState]:
    """The records that some entries make."""
    held = placed(*made, awaiting=made if awaiting else ())
    names = {edit.record for one in made for edit in one.entry.edits}
    return {name: state for name in names if (state := fold_record(scope, name, held))}


def why(edit: Edit, *, scope: Scope = SCOPE, device: str = "a", **known: Any) -> Reason | None:
    """Why an edit does not count where it is written; None where it does."""
    return judge(Pen(device, scope=scope).write(edit).entry, setting(**known)).reason


def trained(kind: str = "training", **changed: JsonValue) -> Edit:
    values: dict[str, JsonValue] = {"staff": "member", "subject": "lscmi", "completed_on": "2026-02-02"}
    return Edit(record=RECORD, kind=kind, set={**values, **changed})


def supervision(member: StaffId) -> Access:
    return SENIOR if member == "member" else NO_ACCESS


def test_training_is_recorded_by_whoever_supervises_the_member_of_staff_and_nothing_else_of_the_agency() -> None:
    known: dict[str, Any] = {"role": StaffRole.SENIOR, "access": NO_ACCESS, "scope": AGENCY}
    assert why(trained(), supervision=supervision, **known) is None
    assert why(trained(), **known) is Reason.SCOPE
    assert why(trained(staff="somebody"), supervision=supervision, **known) is Reason.SCOPE
    assert why(trained(staff=7), supervision=supervision, **known) is Reason.SCOPE
    team = Edit(record=RECORD, kind="team", set={"name": "North", "staff": "member"})
    assert why(team, supervision=supervision, **known) is Reason.SCOPE


def test_whom_a_training_is_about_is_what_counts_of_it_and_not_what_an_edit_says() -> None:
    expires: dict[str, JsonValue] = {"expires_on": "2028-02-02"}
    known: dict[str, Any] = {"role": StaffRole.SENIOR, "access": NO_ACCESS, "scope": AGENCY, "supervision": supervision}
    mine, others = (Pen("x", scope=AGENCY).write(trained(staff=name)) for name in ("member", "somebody"))
    only = Edit(record=RECORD, kind="training", set=expires)
    assert why(only, states=after(mine, scope=AGENCY), **known) is None
    assert why(only, states=after(others, scope=AGENCY), **known) is Reason.SCOPE
    assert why(trained(), states=after(others, scope=AGENCY), **known) is Reason.SCOPE
    assert why(trained(), states=after(others, scope=AGENCY, awaiting=True), **known) is None


def test_whoever_supervises_settles_what_two_people_wrote_of_a_training() -> None:
    """With a reason, as everywhere."""
    known: dict[str, Any] = {"role": StaffRole.SENIOR, "access": NO_ACCESS, "scope": AGENCY, "supervision": supervision}
    made = Pen("x", scope=AGENCY).write(trained())
    views: dict[str, JsonValue] = {"b" * 64: "2027-02-02", "c" * 64: "2029-02-02"}
    named = {"expires_on": [*views]}
    settled = Edit(record=RECORD, kind="training", set={"expires_on": "2029-02-02"}, parents=named, reason="Seen.")
    asked: dict[str, Any] = {
        "states": after(made, scope=AGENCY),
        "parent_value": lambda entry, *_: views.get(entry),
        **known,
    }
    assert why(settled, **asked) is None
    assert why(settled.model_copy(update={"reason": None}), **asked) is Reason.DECIDING


@pytest.mark.parametrize(("to", "reason"), [("other", None), ("author", Reason.SCOPE), ("worker", Reason.SCOPE)])
def test_a_turn_of_duty_is_handed_over_by_a_laptop(to: str, reason: Reason | None) -> None:
    """As the rules of handing over say: by whom it is, within it, to a senior."""
    own, rest = RecordId(ident(31)), RecordId(ident(32))

    def duty(record: RecordId, staff: str, hours: tuple[int, int], *parents: str) -> Edit:
        starts, ends = (START + timedelta(hours=one) for one in hours)
        value = Turn(staff=staff, starts=starts, ends=ends, telephone="1").model_dump(mode="json")
        return Edit(record=record, kind="duty", set={"turn": value}, parents={"turn": list(parents)} if parents else {})

    turn = Pen(SERVER_DEVICE, scope=AGENCY).write(duty(own, "author", (-2, 4)))
    both = [duty(own, "author", (-2, 0), turn.id), duty(rest, to, (0, 4))]
    roles = {StaffId("other"): StaffRole.SENIOR, StaffId("worker"): StaffRole.WORKER}
    known = setting(
        role=StaffRole.SENIOR,
        access=NO_ACCESS,
        states=after(turn, scope=AGENCY),
        instruments=InstrumentFacts(role=roles.get),
        at=START,
        parent_value=lambda _entry, record, _field: turn.entry.edits[0].set["turn"] if record == own else None,
    )
    found = judge(Pen("a", scope=AGENCY).write(*both).entry, known).reason
    assert found is reason
    late = setting(**{**vars(known), "at": START + timedelta(hours=5)})
    assert judge(Pen("a", scope=AGENCY).write(*both).entry, late).reason is Reason.SCOPE


@pytest.mark.parametrize(
    ("scope", "access", "reason"),
    [
        (staff_scope(ident(2)), SENIOR, None),
        (staff_scope(ident(2)), NO_ACCESS, Reason.SCOPE),
    ],
)
def test_into_a_scope_of_the_service_whoever_reads_it_writes(
    scope: Scope, access: Access, reason: Reason | None
) -> None:
    newer = Edit(record=RECORD, kind="lifeline", set={"anything": 1})
    assert why(newer, scope=scope, access=access) is reason


def test_a_case_begins_with_a_grant_to_its_authors_own_team() -> None:
    holder: JsonValue = {"sort": "team", "id": "north", "role": "team"}
    grant = Edit(record=RECORD, kind="allocation", set={"holder": holder, "period": {"starts": "2026-03-02"}})
    scope = grants_scope(CASE)
    for team, reason in (("north", None), ("south", Reason.NO_ACCESS), (None, Reason.NO_ACCESS)):
        assert why(grant, scope=scope, access=NO_ACCESS, first_grant=True, own_team=team) is reason


def test_what_a_newer_version_knows_hides_nothing_that_is_not_valid_behind_it() -> None:
    newer = Edit(record=RecordId(ident(9)), kind="lifeline", set={"anything": 1})
    wrong = Edit(record=RECORD, kind="contact", set={**CONTACT, "sort": "telepathy"})
    assert judge(Pen("a").write(newer, wrong).entry, setting()).reason is Reason.INVALID
    more = Edit(record=RECORD, kind="contact", set={"of_next_year": 1, **CONTACT})
    assert why(more) is None


def test_what_was_timely_and_signed_when_it_was_new_is_not_asked_again() -> None:
    """Emergency access that a senior writes again as it stands, an assessment as the office took it over."""
    window: JsonValue = {"starts": "2026-03-01T09:00:00Z", "ends": "2026-03-01T11:00:00Z"}
    opened = Edit(record=RECORD, kind="emergency_access", set={"staff": "x", "window": window, "reason": "r"})
    scope = grants_scope(CASE)
    before = after(Pen(SERVER_DEVICE, scope=scope).write(opened), scope=scope)
    assert why(opened, scope=scope, access=SENIOR) is Reason.INVALID
    assert why(opened, scope=scope, access=SENIOR, states=before) is None
    paper = assessed(**typed("medium"))
    assert why(paper, instruments=ON) is Reason.INVALID
    assert why(paper, instruments=ON, states=after(Pen(SERVER_DEVICE).write(paper))) is None


DISPOSAL: dict[str, JsonValue] = {
    "rule": {"code": "death", "version": 1},
    "due_on": "2026-01-05",
    "on": "2026-01-06",
    "proposed_by": "a",
    "confirmed_by": "b",
}


@pytest.mark.parametrize(
    "edit",
    [
        Edit(record=RECORD, kind="disposal", set=DISPOSAL),
        Edit(record=RECORD, kind="misfiling", add={"holds": ["a" * 64]}),
    ],
)
def test_what_the_office_alone_says_a_laptop_does_not(edit: Edit) -> None:
    begun = Edit(record=RECORD, kind=edit.kind, set={"entries": ["a" * 64]})
    states = after(Pen(SERVER_DEVICE).write(begun)) if edit.kind == "misfiling" else {}
    assert why(edit, access=SENIOR, states=states) is Reason.SCOPE
    assert why(edit, device=SERVER_DEVICE, states=states) is None


def test_an_unfinished_note_is_handed_on_by_the_office_and_ended_by_a_laptop() -> None:
    values: dict[str, JsonValue] = {"form": "contact", "content": "{}", "by": "author"}
    moments: dict[str, JsonValue] = {"begun_at": "2026-03-02T08:00:00Z", "kept_at": "2026-03-02T08:30:00Z"}
    note = Edit(record=RECORD, kind="unfinished_note", set={**values, **moments})
    ended: JsonValue = {"by": "author", "on": "2026-03-02T09:00:00Z", "contact": ident(9)}
    end = Edit(record=RECORD, kind="unfinished_note", set={"ended": ended})
    assert why(note) is Reason.SCOPE
    assert why(note, device=SERVER_DEVICE) is None
    states = after(Pen(SERVER_DEVICE).write(note))
    assert why(end, states=states) is None
    both = end.model_copy(update={"set": {**end.set, "form": "contact"}})
    assert why(both, states=states) is Reason.SCOPE


def test_a_record_is_judged_as_a_whole_where_it_is_new_and_where_a_review_or_a_report_is_completed_only() -> None:
    """What was recorded by itself is not taken back by what it does not agree with."""
    values: dict[str, JsonValue] = {"because": "order_end", "on": "2026-03-02", "recorded_by": "author"}
    values["rule"] = {"code": "order_end", "version": 1}
    accepted = Pen("x").put("ending", "withdrawn", {"by": "x", "on": "2026-03-02", "reason": "Mistake."})
    handover: JsonValue = {"service": "Elsewhere", "accepted_on": "2026-03-02"}
    whole = Edit(record=RECORD, kind="ending", set={**values, "handover": handover})
    assert why(whole) is Reason.INVALID
    took = Pen(SERVER_DEVICE).write(whole)
    assert why(Edit(record=RECORD, kind="ending", set=accepted.entry.edits[0].set), states=after(took)) is None


def test_of_a_level_that_stays_as_high_as_it_was_nobody_is_asked() -> None:
    parents = {"standing_risk": ["a" * 64]}

    def level(name: str) -> Edit:
        return Edit(record=RecordId(ident(1)), kind="case", set={"standing_risk": risk(name)}, parents=parents)

    known: dict[str, Any] = {"parent_value": lambda *_: risk("high"), "states": after(Pen("x").write(level("high")))}
    assert why(level("high"), **known) is None
    assert why(level("medium"), **known) is Reason.LOWERING


def test_what_is_complete_when_it_is_saved_is_decided_by_nobody_and_hides_no_decision_behind_it() -> None:
    values: dict[str, EntryId] = {"b" * 64: EntryId("One."), "c" * 64: EntryId("Two.")}
    named = {"narrative": [*values]}
    contact = Edit(record=RECORD, kind="contact", set=CONTACT, parents=named)
    assert why(contact, parent_value=lambda entry, *_: values.get(entry)) is None
    level: dict[str, JsonValue] = {
        "level": "medium",
        "rationale": "Calmer.",
        "assessor": "author",
        "assessed_on": "2026-03-02",
        "proposal": True,
    }
    answer: JsonValue = {"answer": "agreed", "senior": "author", "on": "2026-03-02", "reason": "Yes."}
    made = after(Pen("x").write(Edit(record=RECORD, kind="risk_level", set=level)))
    both = Edit(record=RECORD, kind="risk_level", set={"rationale": "Calmer.", "answer": answer})
    assert why(both, states=made, access=WORKER) is Reason.DECIDING
    assert why(both, states=made, access=Access(frozenset({Why.SENIOR}))) is None
