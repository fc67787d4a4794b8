"""Countersigning on laptops beside one another: who is asked, who may answer, and what an edit does to it."""

from datetime import date

import pytest

from casework.errors import UserError
from casework.ledger.protocol import Verdict
from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.identifier import RecordId, case_scope
from casework.records.oversight.countersignature import Countersignature, SeniorAnswer
from casework.records.plan.plan_line import PlanLine, PlanPart
from casework.records.plan.risk_management_plan import RiskManagementPlan
from casework.records.record import Record
from casework.rules.intake_reason import REASON_SENTENCES, Reason
from casework.rules.oversight import OversightSort
from desktop.services.countersign import (
    MOVED_ON,
    NOT_A_SENIOR,
    OWN_WORK,
    OversightView,
    agree,
    ask_countersignature,
    give_back,
    read_oversight,
    waiting_for_me,
)
from desktop.services.recorder import NotComplete, Recorder
from tests.desktop.services.laptop import Laptop, Team

FIRST, REVIEW_ON = date(2026, 3, 2), date(2026, 6, 2)


def save(laptop: Laptop, *records: tuple[RecordId, Record]) -> None:
    recorder = Recorder(laptop.session)
    edits = [recorder.new_record(record, ident) for ident, record in records]
    recorder.save(case_scope(laptop.case), edits)


def plan_by(laptop: Laptop) -> tuple[RecordId, RecordId]:
    """A plan with one line, and their ids."""
    store = laptop.ready.store
    plan, line = RecordId(store.new_id()), RecordId(store.new_id())
    me = laptop.session.me
    save(
        laptop,
        (plan, RiskManagementPlan(made_on=FIRST, made_by=me, review_on=REVIEW_ON, formulation="Drink.", risks=["A"])),
        (line, PlanLine(plan=plan, part=PlanPart.MONITORING, action="Weekly.")),
    )
    return plan, line


def change(laptop: Laptop, record: RecordId, field: str, value: str) -> None:
    session = laptop.session
    state = session.state(laptop.case, record)
    assert state is not None
    recorder = Recorder(session)
    recorder.save(case_scope(laptop.case), [recorder.change(state, {field: value})])


def view(laptop: Laptop, record: RecordId) -> OversightView:
    return read_oversight(laptop.session, case_scope(laptop.case), record)


def ask(laptop: Laptop, record: RecordId, note: str = "") -> None:
    ask_countersignature(laptop.session, case_scope(laptop.case), record, note)


def sign(laptop: Laptop, record: RecordId) -> None:
    agree(laptop.session, case_scope(laptop.case), record, view(laptop, record).version)


def test_asked_for_agreed_and_seen_by_everybody(team: Team) -> None:
    plan, _ = plan_by(team.worker)
    team.sync()
    assert view(team.worker, plan).sort is OversightSort.NONE
    ask(team.worker, plan, "Before Friday, please.")
    team.sync()
    (line,) = waiting_for_me(team.senior.session)
    assert (line.record, line.kind_title, line.asked_by) == (plan, "Risk management plan", "Wilma Worker")
    assert line.note == "Before Friday, please."
    assert waiting_for_me(team.worker.session) == waiting_for_me(team.colleague.session) == ()
    sign(team.senior, plan)
    (mine,) = view(team.senior, plan).lines
    assert (mine.current, mine.sent) == (True, False)
    team.sync()
    for laptop in (team.worker, team.colleague, team.senior):
        seen = view(laptop, plan)
        assert (seen.sort, seen.may_ask) == (OversightSort.AGREED, False)
        assert [(one.by, one.words, one.current, one.sent) for one in seen.lines] == [
            ("Seonaid Senior", "Agreed", True, True)
        ]
    assert waiting_for_me(team.senior.session) == ()


def test_a_signature_does_not_carry_over_to_what_is_written_later(team: Team) -> None:
    """On a line of the plan as on the plan; made on another laptop without sight of the signature."""
    plan, line = plan_by(team.worker)
    team.sync()
    sign(team.senior, plan)
    change(team.colleague, line, "action", "Fortnightly.")
    assert view(team.senior, plan).sort is OversightSort.AGREED
    team.sync()
    versions = set()
    for laptop in (team.worker, team.colleague, team.senior):
        seen = view(laptop, plan)
        assert (seen.sort, seen.may_ask) == (OversightSort.SUPERSEDED, True)
        assert [one.current for one in seen.lines] == [False]
        versions.add(seen.version)
    assert len(versions) == 1


def test_returned_with_a_note_mended_and_asked_again(team: Team) -> None:
    plan, _ = plan_by(team.worker)
    ask(team.worker, plan)
    team.sync()
    with pytest.raises(NotComplete):
        give_back(team.senior.session, case_scope(team.senior.case), plan, view(team.senior, plan).version, "  ")
    give_back(team.senior.session, case_scope(team.senior.case), plan, view(team.senior, plan).version, "Who rings?")
    team.sync()
    seen = view(team.worker, plan)
    assert (seen.sort, seen.lines[0].note) == (OversightSort.RETURNED, "Who rings?")
    change(team.worker, plan, "formulation", "Drink, and debt.")
    assert view(team.worker, plan).sort is OversightSort.NONE
    ask(team.worker, plan)
    team.sync()
    assert len(waiting_for_me(team.senior.session)) == 1
    sign(team.senior, plan)
    team.sync()
    assert view(team.worker, plan).sort is OversightSort.AGREED


def test_nobody_countersigns_their_own_work(team: Team) -> None:
    """Nor a plan in which they wrote one line; neither through the page nor by going round it."""
    plan, _ = plan_by(team.worker)
    team.sync()
    change(team.senior, plan, "formulation", "Drink, debt and company.")
    ask(team.worker, plan)
    team.sync()
    seen = view(team.senior, plan)
    assert (seen.may_answer, seen.own_work) == (False, True)
    assert waiting_for_me(team.senior.session) == ()
    with pytest.raises(UserError, match=OWN_WORK):
        sign(team.senior, plan)
    states = [team.senior.session.state(team.senior.case, plan)]
    heads = sorted({str(head.entry) for state in states if state for f in state.fields.values() for head in f.heads})
    forged = Countersignature(subject=plan, version=seen.version, heads=heads, answer=SeniorAnswer.AGREED)
    with pytest.raises(UserError, match=REASON_SENTENCES[Reason.OWN_WORK]):
        save(team.senior, (RecordId(team.senior.ready.store.new_id()), forged))


def test_only_who_decides_in_the_case_answers(team: Team) -> None:
    plan, _ = plan_by(team.worker)
    team.sync()
    seen = view(team.colleague, plan)
    assert not seen.may_answer
    with pytest.raises(UserError, match=NOT_A_SENIOR):
        sign(team.colleague, plan)
    state = team.colleague.session.state(team.colleague.case, plan)
    assert state is not None
    heads = [str(state.fields["formulation"].heads[0].entry)]
    forged = Countersignature(subject=plan, version=seen.version, heads=heads, answer=SeniorAnswer.AGREED)
    with pytest.raises(UserError, match=REASON_SENTENCES[Reason.COUNTERSIGNING]):
        save(team.colleague, (RecordId(team.colleague.ready.store.new_id()), forged))


def test_nobody_signs_what_was_not_on_their_screen(team: Team) -> None:
    plan, line = plan_by(team.worker)
    team.sync()
    shown = view(team.senior, plan).version
    change(team.worker, line, "frequency", "Every week")
    team.sync()
    with pytest.raises(UserError, match=MOVED_ON):
        agree(team.senior.session, case_scope(team.senior.case), plan, shown)
    assert view(team.senior, plan).lines == ()


def test_what_waits_or_is_agreed_is_not_asked_for_twice(team: Team) -> None:
    plan, _ = plan_by(team.worker)
    ask(team.worker, plan)
    with pytest.raises(UserError, match="waits for a senior already"):
        ask(team.worker, plan)
    team.sync()
    sign(team.senior, plan)
    team.sync()
    with pytest.raises(UserError, match="countersigned as it stands"):
        ask(team.worker, plan)


def test_a_record_that_is_no_plan_is_countersigned_alone(team: Team) -> None:
    """Complete when signed: but for who corrected it, nothing of it can change any more."""
    ident = RecordId(team.worker.ready.store.new_id())
    made = Assessment(instrument=Instrument.LSCMI, assessed_on=FIRST, assessor=team.worker.session.me, summary="S.")
    save(team.worker, (ident, made))
    plan_by(team.worker)
    team.sync()
    sign(team.senior, ident)
    team.sync()
    assert view(team.worker, ident).sort is OversightSort.AGREED
    with pytest.raises(UserError):
        change(team.worker, ident, "summary", "Another.")


def test_a_signature_that_the_office_holds_back_counts_on_no_laptop(team: Team) -> None:
    plan, _ = plan_by(team.worker)
    team.sync()
    sign(team.senior, plan)
    team.senior.ready.office.judge = lambda sealed: (Verdict.QUARANTINED, Reason.COUNTERSIGNING)
    team.sync()
    for laptop in (team.worker, team.senior):
        assert view(laptop, plan).sort is OversightSort.NONE


def test_a_note_that_is_too_long_is_said_in_a_sentence(team: Team) -> None:
    plan, _ = plan_by(team.worker)
    team.sync()
    scope, shown = case_scope(team.senior.case), view(team.senior, plan).version
    for write in (agree, give_back):
        with pytest.raises(NotComplete, match="Note is too long"):
            write(team.senior.session, scope, plan, shown, "x" * 20_001)
    with pytest.raises(NotComplete, match="Note to the senior is too long"):
        ask(team.worker, plan, "x" * 20_001)


def test_what_is_gone_says_so(team: Team) -> None:
    with pytest.raises(UserError, match="not on this laptop"):
        view(team.worker, RecordId(team.worker.ready.store.new_id()))
