"""The end of the work on real stores: what speaks against it, what it closes, how it is taken back, and legal holds."""

from datetime import date, timedelta

import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.records.file.ending import EndingCause, Handover
from casework.records.file.incident_decision import ReviewChoice
from casework.records.file.legal_hold import HoldBasis, HoldGrounds
from casework.records.file.retention_text import RetentionText
from casework.records.identifier import AGENCY, RecordId, case_scope
from casework.records.multi_agency.transfer import Transfer, TransferWay
from casework.records.person.status import PersonStatus, StatusSort
from casework.records.sentence.order import Order, OrderSort, Term
from casework.rules.retention import RetentionState
from casework.rules.retention_rule import load_rules, rule_for
from desktop.services.ending import (
    EndingPage,
    agency_rules,
    checked_handover,
    end_work,
    lift_hold,
    put_hold,
    read_ending,
    take_back_ending,
)
from desktop.services.person_line import person_line
from desktop.services.recorder import NotComplete, Recorder
from desktop.services.status import change_status, decide_review, letter_objection
from desktop.services.today import read_today
from tests.desktop.services.laptop import Laptop, Team
from tests.fakes.case_store import change, new, uid

AGENCY_RULES = """
[[rule]]
code = "order_end"
version = 2
title = "Order ended"
because = "order_end"
years = 7
confirmed = true
"""
HOLD = HoldGrounds(basis=HoldBasis.INQUIRY, asked_by="The inquiry", why="All files.", since=date(2026, 10, 1))


def page_of(laptop: Laptop) -> EndingPage:
    return read_ending(laptop.session, laptop.case)


def today_of(laptop: Laptop) -> date:
    return laptop.session.today()


def order(laptop: Laptop, ends: date | None) -> None:
    term = Term(sort=OrderSort.CPO, starts=date(2020, 1, 1), ends=ends)
    recorder = Recorder(laptop.session)
    recorder.save(case_scope(laptop.case), [recorder.new_record(Order(term=term), laptop.session.store.new_id())])


@pytest.fixture
def laptop(team: Team) -> Laptop:
    """The worker's laptop; the sample's own order has ended."""
    let_orders_end(team.worker)
    return team.worker


def let_orders_end(laptop: Laptop) -> None:
    """Correct the last day of every order to yesterday."""
    recorder = Recorder(laptop.session)
    ends = (today_of(laptop) - timedelta(days=1)).isoformat()
    for state in laptop.session.store.records(Order.kind, case_scope(laptop.case)):
        value = state.fields["term"].heads[0].value
        assert isinstance(value, dict)
        recorder.save(case_scope(laptop.case), [recorder.change(state, {"term": {**value, "ends": ends}})])


def test_while_an_order_runs_the_work_does_not_end(laptop: Laptop) -> None:
    order(laptop, today_of(laptop))
    assert page_of(laptop).orders
    with pytest.raises(NotComplete, match="Still in force: Community Payback Order"):
        end_work(laptop.session, laptop.case, EndingCause.ORDER_END, today_of(laptop))
    assert page_of(laptop).open


def test_the_end_closes_the_case_and_starts_a_dated_rule(laptop: Laptop) -> None:
    yesterday = today_of(laptop) - timedelta(days=1)
    order(laptop, yesterday)
    asked = "The last order has ended: record the next one, or the end of the work"
    assert asked in [line.title for line in read_today(laptop.session).due]
    end_work(laptop.session, laptop.case, EndingCause.ORDER_END, yesterday, "Went well.")
    page = page_of(laptop)
    assert not person_line(laptop.session, laptop.case).open
    (line,) = page.endings
    assert (line.because, line.on) == (EndingCause.ORDER_END, yesterday)
    assert page.retention is not None
    years = next(rule.years for rule in load_rules() if rule.because is EndingCause.ORDER_END)
    assert (page.retention.state, page.retention.confirmed) == (RetentionState.NOT_YET, False)
    assert page.retention.due_on is not None
    assert page.retention.due_on.year == yesterday.year + years
    assert asked not in [line.title for line in read_today(laptop.session).due]
    with pytest.raises(NotComplete, match="closed already"):
        end_work(laptop.session, laptop.case, EndingCause.ORDER_END, yesterday)


def test_an_end_is_taken_back_with_a_reason_and_the_case_is_open_again(laptop: Laptop) -> None:
    end_work(laptop.session, laptop.case, EndingCause.ORDER_END, today_of(laptop))
    (line,) = page_of(laptop).endings
    with pytest.raises(NotComplete, match="Reason is missing"):
        take_back_ending(laptop.session, laptop.case, line.record, "")
    take_back_ending(laptop.session, laptop.case, line.record, "A new order was made.")
    page = page_of(laptop)
    assert (page.open, page.endings) == (True, ())
    assert page.retention is not None
    assert page.retention.state is RetentionState.NOT_ENDED


def test_after_a_death_the_work_ends_once_a_senior_has_decided_about_a_review(team: Team) -> None:
    laptop = team.worker
    with pytest.raises(NotComplete, match="Nobody has recorded that the person died"):
        end_work(laptop.session, laptop.case, EndingCause.DEATH, today_of(laptop))
    died = PersonStatus(status=StatusSort.DEAD, since=today_of(laptop), source="The family")
    change_status(laptop.session, laptop.case, died)
    with pytest.raises(NotComplete, match="whether the death is reviewed"):
        end_work(laptop.session, laptop.case, EndingCause.DEATH, today_of(laptop))
    team.sync()
    decide_review(team.senior.session, team.senior.case, ReviewChoice.NO_REVIEW, "Natural causes.")
    team.sync()
    end_work(laptop.session, laptop.case, EndingCause.DEATH, today_of(laptop))
    assert not page_of(laptop).open


def test_a_case_is_responsible_until_the_other_service_accepts_and_ends_then(laptop: Laptop) -> None:
    order(laptop, None)
    accepted = today_of(laptop) - timedelta(days=2)
    with pytest.raises(NotComplete, match="Handed over to is missing"):
        end_work(laptop.session, laptop.case, EndingCause.TRANSFER, accepted)
    assert page_of(laptop).open
    end_work(
        laptop.session,
        laptop.case,
        EndingCause.TRANSFER,
        accepted,
        handover=checked_handover(" Elsewhere ", accepted, ""),
    )
    line = person_line(laptop.session, laptop.case)
    assert (line.open, line.status.sort) == (False, StatusSort.TRANSFERRED)
    assert "Another service" in letter_objection(laptop.session, laptop.case)
    found = page_of(laptop).retention
    assert found is not None
    assert found.state is RetentionState.NOT_YET, "the order runs on elsewhere"


def test_a_handover_on_another_day_than_the_end_names_the_field(laptop: Laptop) -> None:
    handover = Handover(service="Elsewhere", accepted_on=today_of(laptop) + timedelta(days=1))
    with pytest.raises(NotComplete, match="Ended on"):
        end_work(laptop.session, laptop.case, EndingCause.TRANSFER, today_of(laptop), handover=handover)
    today = today_of(laptop)
    with pytest.raises(NotComplete, match="service"):
        checked_handover("x" * 300, today, "")


def test_a_transfer_that_nobody_has_accepted_does_not_end_the_work(laptop: Laptop) -> None:
    today, ident = today_of(laptop), laptop.session.store.new_id()
    asked = Transfer(way=TransferWay.OUT, service="Elsewhere", asked_on=today, reason="She moved there.")
    recorder = Recorder(laptop.session)
    recorder.save(case_scope(laptop.case), [recorder.new_record(asked, ident)])
    handover = checked_handover("Elsewhere", today, "")
    with pytest.raises(NotComplete, match="We are responsible"):
        end_work(laptop.session, laptop.case, EndingCause.TRANSFER, today, handover=handover)
    state = laptop.session.state(laptop.case, ident)
    assert state is not None
    accepted: JsonValue = {"on": today.isoformat(), "by": "Tam Teamleader"}
    recorder.save(case_scope(laptop.case), [recorder.change(state, {"accepted": accepted})])
    over = page_of(laptop).handed_over
    assert over is not None
    assert (over.service, over.accepted_by, over.ends_on) == ("Elsewhere", "Tam Teamleader", today)
    title = "Another service accepted the case: record the end of the work"
    assert title in [line.title for line in read_today(laptop.session).due]
    end_work(laptop.session, laptop.case, EndingCause.TRANSFER, today, handover=handover)
    assert title not in [line.title for line in read_today(laptop.session).due]


def test_anybody_puts_up_a_hold_and_only_a_senior_lifts_it_with_a_reason(team: Team) -> None:
    put_hold(team.worker.session, team.worker.case, HOLD)
    let_orders_end(team.worker)
    end_work(team.worker.session, team.worker.case, EndingCause.ORDER_END, today_of(team.worker))
    team.sync()
    (line,) = page_of(team.senior).holds
    assert (line.words, line.asked_by) == ("A public inquiry", "The inquiry")
    retention = page_of(team.senior).retention
    assert retention is not None
    assert retention.state is RetentionState.HELD
    with pytest.raises(UserError):
        lift_hold(team.worker.session, team.worker.case, line.record, "I think it is over.")
    with pytest.raises(NotComplete, match="Reason is missing"):
        lift_hold(team.senior.session, team.senior.case, line.record, "")
    lift_hold(team.senior.session, team.senior.case, line.record, "The inquiry has closed.")
    team.sync()
    assert page_of(team.worker).holds == ()


def test_the_file_is_kept_by_the_rules_of_the_agency_where_the_office_told_them(laptop: Laptop) -> None:
    """By those that come with Doorstep where it told none, or some that this version cannot read."""
    office, record = laptop.ready.office, uid(7001)
    shipped = agency_rules(laptop.session)
    assert shipped == load_rules()
    first = office.write(AGENCY, new(RetentionText(text=AGENCY_RULES), record))
    laptop.sync()
    (rule,) = agency_rules(laptop.session)
    assert (rule.years, rule.confirmed) == (7, True)
    office.write(AGENCY, change(RetentionText.kind, RecordId(record), "text", "[[rule]]\ncode = 3", first))
    laptop.sync()
    assert agency_rules(laptop.session) == shipped


def test_the_work_can_end_in_a_way_for_which_the_agency_has_no_rule(laptop: Laptop) -> None:
    """The ending names Doorstep's own rule, which the agency does not have: the file is kept, with no day."""
    office = laptop.ready.office
    office.write(AGENCY, new(RetentionText(text=AGENCY_RULES), uid(7001)))
    laptop.sync()
    assert rule_for(EndingCause.TRANSFER, agency_rules(laptop.session)) is None
    on = today_of(laptop)
    end_work(
        laptop.session,
        laptop.case,
        EndingCause.TRANSFER,
        on,
        handover=checked_handover("Elsewhere Council", on, "Tam Teamleader"),
    )
    page = page_of(laptop)
    assert page.retention is not None
    assert not page.open
    assert (page.retention.state, page.retention.due_on) == (RetentionState.UNCONFIRMED, None)
