"""The facts of a case from its records, as the laptop and the office both read them."""

from datetime import UTC, date, datetime

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Link, Signed, seal_entry
from casework.ledger.fold import Placed, RecordState, fold_record
from casework.records.check import check_new
from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import Outcome
from casework.records.contact.frequency import FrequencySort
from casework.records.identifier import CaseId, DeviceId, RecordId, StaffId, case_scope
from casework.records.kept import Kept
from casework.records.person.status import StatusSort
from casework.records.record import SCHEMA, merge_of
from casework.records.sentence.order import OrderSort
from casework.records.sentence.requirement import RequirementSort
from casework.records.sentence.standard_reason import NationalReason
from casework.rules.standard.due_item import standards_of
from casework.rules.standard.fact import (
    Away,
    CaseFacts,
    Done,
    Failure,
    Frequency,
    Listed,
    Mappa,
    OrderFact,
    ReasonFact,
    ReportFact,
    RequirementFact,
)
from casework.rules.standard.gather import KINDS_READ, gather_facts
from tests.casework.standard.sample import SCOTLAND, SHIPPED
from tests.fakes.chain import ident

CASE = CaseId(ident(77))
SCOPE = case_scope(CASE)
WRITTEN = datetime(2026, 11, 2, 9, tzinfo=UTC)
ME, SENIOR = ident(901), ident(902)
ORDER = ident(10)
Values = dict[str, JsonValue]


def state(number: int, kind: str, values: Values, *, awaiting: bool = False) -> RecordState:
    """A folded record; what is no valid record of its kind is refused."""
    assert check_new(kind, values) == []
    sets = {name for name in values if (rule := merge_of(kind, name)) and rule.rule == "set"}
    plain = {name: value for name, value in values.items() if name not in sets}
    added = {name: value for name in sets if isinstance(value := values[name], list)}
    edit = Edit(record=RecordId(ident(number)), kind=kind, set=plain, add=added)
    sealed = seal_entry(Link(), Signed(DeviceId(ident(1)), StaffId(ME), SCOPE, WRITTEN, SCHEMA), [edit])
    folded = fold_record(SCOPE, RecordId(ident(number)), [Placed(sealed, (0, 1, number), awaiting=awaiting)])
    assert folded is not None
    return folded


def order(**values: JsonValue) -> RecordState:
    """A community payback order from 2 April 2026."""
    term: JsonValue = {"sort": "community_payback_order", "starts": "2026-04-02", "ends": "2028-04-01"}
    return state(10, "order", {"term": term, **values})


def appointment(number: int, starts: str, status: str = "planned", contact: int | None = None) -> RecordState:
    """An office appointment."""
    plan: JsonValue = {"sort": "office", "starts": starts, "staff": ME}
    stands: JsonValue = {"status": status, "contact": ident(contact) if contact else None}
    return state(number, "appointment", {"plan": plan, "state": stands})


def contact(number: int, starts: str, **values: JsonValue) -> RecordState:
    """An office contact to which the person came."""
    plain: Values = {
        "sort": "office",
        "happened": {"starts": starts},
        "arranged": False,
        "outcome": "attended_complied",
        "narrative": "Met.",
        "present": [{"role": "person"}],
        "significant": False,
        "recorded_by": ME,
    }
    return state(number, "contact", {**plain, **values})


def review(number: int, held_on: str, kept: str | None = "yes", **values: JsonValue) -> RecordState:
    """A three-monthly review, closed with a senior, or not closed."""
    senior = SENIOR if kept == "yes" else None
    reason = "" if kept == "yes" else "Nobody was free."
    closed: JsonValue = {"by": ME, "on": held_on, "senior": senior, "kept": kept, "reason": reason}
    plain: Values = {
        "sort": "high_risk",
        "held_on": held_on,
        "worker": ME,
        "person": {"attended": True},
        "views": "It helps.",
        "barriers": "Buses.",
        "improvement": "Evenings.",
        "summary": "Goes on.",
        "next_on": "2027-12-01",
    }
    return state(number, "review", {**plain, **({"closed": closed} if kept else {}), **values})


def test_an_order_begins_when_it_was_imposed_or_the_person_was_released() -> None:
    """On its first day where nothing else is recorded; the day of a release is the one in Scotland."""
    began = [
        gather_facts([order()]).orders[0].began,
        gather_facts([order(imposed_on="2026-04-01")]).orders[0].began,
        gather_facts([order(imposed_on="2026-04-01", released_at="2026-06-30T23:30:00Z")]).orders[0].began,
    ]
    assert began == [date(2026, 4, 2), date(2026, 4, 1), date(2026, 7, 1)]


def test_requirements_belong_to_their_order() -> None:
    """With the day on which work began."""
    values: Values = {"order": ORDER, "sort": "unpaid_work", "starts": "2026-04-02", "begun_on": "2026-04-14"}
    other: Values = {"order": ident(11), "sort": "supervision", "ended_on": "2026-05-01"}
    facts = gather_facts([state(20, "requirement", values), order(), state(21, "requirement", other)])
    wanted = (RequirementFact(RequirementSort.UNPAID_WORK, date(2026, 4, 2), None, date(2026, 4, 14)),)
    assert facts.orders == (OrderFact(ORDER, OrderSort.CPO, date(2026, 4, 2), date(2028, 4, 1), None, wanted),)


def told(facts: CaseFacts) -> list[tuple[str, str, bool, Outcome | None, bool, bool]]:
    """The meetings in short."""
    return [
        (one.ident[-3:], str(one.on), one.arranged, one.outcome, one.cancelled, one.recorded) for one in facts.meetings
    ]


def test_an_appointment_and_the_contact_that_records_it_are_one_meeting() -> None:
    """Whichever of the two names the other; the day is the one in Scotland."""
    states = [
        appointment(0x30, "2026-07-01T09:00:00Z"),
        appointment(0x31, "2026-07-02T09:00:00Z", "cancelled"),
        appointment(0x32, "2026-07-03T09:00:00Z", "recorded", 0x42),
        appointment(0x33, "2026-07-04T09:00:00Z"),
        appointment(0x34, "2026-07-05T09:00:00Z", "recorded"),
        contact(0x42, "2026-07-03T10:00:00Z", outcome="failed_unacceptable_absence"),
        contact(0x43, "2026-07-04T23:30:00Z", appointment=ident(0x33)),
        contact(0x44, "2026-07-06T10:00:00Z"),
        contact(0x45, "2026-07-07T10:00:00Z", arranged=True),
    ]
    assert (
        told(gather_facts(states))
        == [
            ("030", "2026-07-01", True, None, False, False),
            ("031", "2026-07-02", True, None, True, False),
            ("042", "2026-07-03", True, Outcome.UNACCEPTABLE, False, True),
            ("043", "2026-07-05", True, Outcome.COMPLIED, False, True),
            ("034", "2026-07-05", True, None, False, True),
            ("044", "2026-07-06", False, Outcome.COMPLIED, False, True),
            ("045", "2026-07-07", True, Outcome.COMPLIED, False, True),
        ]
        or told(gather_facts(states))[3][0] == "034"
    )


def test_what_corrects_a_contact_takes_its_place_and_its_appointment() -> None:
    """Nothing is counted twice."""
    states = [
        appointment(0x30, "2026-07-01T09:00:00Z"),
        contact(0x40, "2026-07-01T09:00:00Z", appointment=ident(0x30), corrected_by=ident(0x41)),
        contact(
            0x41,
            "2026-07-01T09:30:00Z",
            outcome="failed_unacceptable_absence",
            corrects={"contact": ident(0x40), "reason": "Did not come."},
        ),
    ]
    assert told(gather_facts(states)) == [("041", "2026-07-01", True, Outcome.UNACCEPTABLE, False, True)]


@pytest.mark.parametrize(("kept", "as_asked"), [("yes", True), ("no_organisational", False), (None, False)])
def test_a_review_is_as_the_standard_asks_once_it_is_closed_so(kept: str | None, as_asked: bool) -> None:
    """It was held on its day in any case."""
    facts = gather_facts([review(50, "2026-07-01", kept)])
    expected = Done(ident(50), date(2026, 7, 1), "high_risk", as_asked=as_asked, next_on=date(2027, 12, 1))
    assert facts.reviews == (expected,)


def test_assessments_plans_questionnaires_reports_and_meetings_are_dated_by_what_was_done() -> None:
    """An assessment that was corrected, a meeting outside MAPPA and a report nobody asked for with a day count not."""
    scored: Values = {"instrument": "lscmi", "assessed_on": "2026-04-20", "assessor": ME, "summary": "Medium."}
    plan: Values = {
        "made_on": "2026-04-21",
        "made_by": ME,
        "review_on": "2026-07-01",
        "offending": "Theft.",
        "needs": "Work.",
        "delivery": "Weekly.",
        "order": ORDER,
    }
    mappa: Values = {"sort": "review", "held_on": "2026-05-01", "level": "2", "next_review_on": "2026-08-01"}
    asked: Values = {"purpose": "parole_board", "author": ME, "due_on": "2026-05-01"}
    facts = gather_facts(
        [
            state(60, "assessment", scored),
            state(61, "assessment", {**scored, "corrected_by": ident(60)}),
            state(62, "case_management_plan", plan),
            state(63, "exit_questionnaire", {"offered": True, "offered_on": "2026-05-02", "supervisor": ME}),
            state(64, "exit_questionnaire", {"offered": False, "not_offered": "Abroad.", "supervisor": ME}),
            state(65, "mappa_meeting", mappa),
            state(66, "mappa_meeting", {"sort": "other", "held_on": "2026-05-03"}),
            state(67, "home_background_report", {**asked, "requested_on": "2026-03-20"}),
            state(68, "home_background_report", asked),
        ]
    )
    assert facts.assessments == (Done(ident(60), date(2026, 4, 20), "lscmi"),)
    assert facts.plans == (Done(ident(62), date(2026, 4, 21), order=ORDER),)
    assert [one.on for one in facts.questionnaires] == [date(2026, 5, 2), WRITTEN.date()]
    assert facts.mappa_meetings == (Done(ident(65), date(2026, 5, 1)),)
    assert facts.reports == (ReportFact(ident(67), date(2026, 3, 20)),)


def test_a_failure_comes_with_every_step_that_answers_it() -> None:
    """What was entered in error counts for nothing."""
    plain: Values = {"happened_on": "2026-07-01", "recorded_by": ME}
    decided: JsonValue = {"found": "unacceptable", "by": SENIOR, "on": "2026-07-03", "reason": "No ground."}
    tried: JsonValue = [{"on": "2026-07-02", "how": "Telephone", "result": "No answer"}]
    letter: JsonValue = {"what": "Warning", "sent_on": "2026-07-04"}
    error: JsonValue = {"by": ME, "on": "2026-07-02", "reason": "Wrong file."}
    absence: Values = {**plain, "step": "absence", "contact": ident(0x40), "attempts": tried, "explanation": "Ill."}
    warning: Values = {**plain, "step": "warning", "follows": ident(70), "decided": decided, "letter": letter}
    reported: Values = {**plain, "step": "reported", "follows": ident(70), "order": ORDER, "decided": decided}
    facts = gather_facts(
        [
            state(70, "compliance_event", absence),
            state(71, "compliance_event", warning),
            state(72, "compliance_event", {**absence, "struck_out": error}),
            state(73, "compliance_event", reported),
        ]
    )
    days = (date(2026, 7, 2),)
    assert facts.failures == (
        Failure(ident(70), date(2026, 7, 1), ident(0x40), days, True, False, date(2026, 7, 4), True),
    )
    assert facts.reported == (Done(ident(73), date(2026, 7, 1), order=ORDER),)


def test_reasons_planned_contact_and_the_mappa_level_are_read() -> None:
    """Each as it was recorded."""
    why: Values = {
        "rule": {"code": "cpo_review", "version": 1},
        "about": ORDER,
        "since": "2026-04-02",
        "reason": "ill",
        "recorded_by": ME,
        "recorded_on": "2026-07-03",
    }
    every: Values = {"sort": "any", "every_days": 7, "since": "2026-04-02", "reason": "High risk.", "decided_by": ME}
    level: JsonValue = {
        "level": "2",
        "category": "1",
        "decided_on": "2026-04-03",
        "decided_by": "MAPPA meeting",
        "reasons": "Several agencies.",
    }
    facts = gather_facts(
        [
            state(80, "standard_reason", why),
            state(81, "planned_contact", every),
            state(82, "mappa_level", {"standing": level}),
        ]
    )
    assert facts.reasons == (ReasonFact("cpo_review", ORDER, date(2026, 4, 2), NationalReason.ILL),)
    assert facts.frequencies == (Frequency(ident(81), FrequencySort.ANY, 7, date(2026, 4, 2)),)
    assert facts.mappa == Mappa("2", date(2026, 4, 3))


@pytest.mark.parametrize("sort", StatusSort)
def test_the_person_is_away_where_the_status_says_so(sort: StatusSort) -> None:
    """And not in the community."""
    where: JsonValue = {"status": sort.value, "since": "2026-07-01", "source": "Prison"}
    known: Values = {"name": {"given": "A", "family": "B"}, "born": "1979-05-02"}
    facts = gather_facts([state(5, "person", {**known, "status": where})])
    assert facts.away == (None if sort is StatusSort.COMMUNITY else Away(sort, date(2026, 7, 1)))


def test_nothing_is_set_aside_while_there_are_two_views_of_where_the_person_is() -> None:
    """Somebody decides first."""
    placed = []
    for number, status in ((1, "in_custody"), (2, "dead"), (3, "custody")):
        where: JsonValue = {"status": status, "since": "2026-07-01", "source": "Prison"}
        signed = Signed(DeviceId(ident(number)), StaffId(ident(number)), SCOPE, WRITTEN, SCHEMA)
        edit = Edit(record=RecordId(ident(5)), kind="person", set={"status": where})
        placed.append(Placed(seal_entry(Link(), signed, [edit]), (0, 1, number)))
    folded = fold_record(SCOPE, RecordId(ident(5)), placed[1:])
    assert folded is not None
    assert gather_facts([folded]).away is None
    unreadable = fold_record(SCOPE, RecordId(ident(5)), placed[::2])
    assert unreadable is not None
    assert gather_facts([unreadable]).away is None


def test_a_case_is_kept_here_since_it_was_accepted_or_recorded() -> None:
    """With four weeks before its first record for a service that writes things up late."""
    case = state(77, "case", {"state": "open", "opened_on": "2015-01-01"})
    assert gather_facts([order()]).kept_from is None
    assert gather_facts([case]).kept_from == date(2026, 10, 5)
    plain: Values = {"service": "Elsewhere", "asked_on": "2026-10-01", "reason": "Moved."}
    accepted: Values = {"accepted": {"on": "2026-10-20", "by": "Us"}}
    coming = state(90, "transfer", {**plain, **accepted, "way": "in"})
    going = state(91, "transfer", {**plain, "way": "out", "accepted": {"on": "2026-10-30", "by": "Them"}})
    assert gather_facts([case, coming, going]).kept_from == date(2026, 10, 20)
    for not_yet in ({}, {"accepted": None}):
        waiting = state(92, "transfer", {**plain, "way": "in", **not_yet})
        assert gather_facts([case, waiting]).kept_from == date(2026, 10, 5)


def test_the_end_of_the_work_closes_the_case_unless_it_was_withdrawn() -> None:
    """The latest of several."""
    plain: Values = {"because": "death", "rule": {"code": "death", "version": 1}, "recorded_by": ME}
    withdrawn: JsonValue = {"by": ME, "on": "2026-10-01", "reason": "Alive."}
    ended = state(95, "ending", {**plain, "on": "2026-08-01"})
    again = state(96, "ending", {**plain, "on": "2026-09-01"})
    back = state(97, "ending", {**plain, "on": "2026-10-01", "withdrawn": withdrawn})
    assert gather_facts([ended, again, back]).closed_on == date(2026, 9, 1)
    assert gather_facts([back]).closed_on is None


def test_what_waits_to_be_released_keeps_no_standard() -> None:
    """An order that waits asks for what it asks for all the same."""
    plain: Values = {"rule": {"code": "x", "version": 1}, "since": "2026-04-02", "reason": "ill"}
    why: Values = {**plain, "recorded_by": ME, "recorded_on": "2026-07-03"}
    assert gather_facts([state(80, "standard_reason", why, awaiting=True)]).reasons == ()
    assert gather_facts([state(80, "standard_reason", why)]).reasons


def test_the_kinds_that_need_to_be_read_are_all_that_is_tried_here() -> None:
    """Whoever reads only these misses nothing."""
    tried = {
        *("order", "requirement", "appointment", "contact", "review", "assessment", "case_management_plan"),
        *("exit_questionnaire", "mappa_meeting", "home_background_report", "compliance_event", "standard_reason"),
        *("planned_contact", "mappa_level", "person", "case", "transfer", "ending"),
        *("high_risk_proposal", "high_risk_recheck"),
    }
    assert tried == KINDS_READ


def test_somebody_on_the_list_is_listed_since_the_day_the_senior_said() -> None:
    """And not before one has decided."""
    definition: JsonValue = {"code": "high_risk_offender", "version": 1}
    plain: Values = {
        "recorded_by": ME,
        "proposed_on": "2026-06-01",
        "definition": definition,
        "sort": "violent",
        "limb_a": "no",
        "limb_b": "yes",
        "public_safety": "Fire raising in a stair.",
        "limb_c": "no",
        "condition_i": "no",
        "condition_ii": "yes",
        "reports": [{"source": "Police", "on": "2026-05-01", "holder": "Police Scotland"}],
        "continues": "Threats go on.",
        "at_risk": ["public_at_large"],
    }
    said: Values = {"by": SENIOR, "on": "2026-06-05", "reason": "Agreed.", "definition": definition}
    listing: JsonValue = {**said, "status": "on_list", "since": "2026-06-03"}
    assert gather_facts([state(99, "high_risk_proposal", plain)]).listed == ()
    listed = gather_facts([state(99, "high_risk_proposal", {**plain, "listing": listing})]).listed
    assert listed == (Listed(date(2026, 6, 3)),)
    over: JsonValue = {**said, "status": "off_list", "since": "2026-06-03", "on": "2026-09-01"}
    listed = gather_facts([state(99, "high_risk_proposal", {**plain, "listing": over})]).listed
    assert listed == (Listed(date(2026, 6, 3), date(2026, 9, 1)),)


def test_from_the_records_to_what_is_due() -> None:
    """A community payback order with a first contact by telephone on the next working day."""
    call = contact(0x40, "2026-04-06T09:00:00Z", sort="telephone")
    facts = gather_facts([order(), call])
    assert facts.meetings[0].sort is ContactSort.TELEPHONE
    found = {due.rule.code: due.kept for due in standards_of(facts, SHIPPED, SCOTLAND, date(2026, 4, 7))}
    assert found["cpo_first_contact"] is Kept.YES
    assert found["cpo_induction"] is None
