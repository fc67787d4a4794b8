"""Whether a standard was kept: arranged apart from attended, three answers, what is missing, what is set aside."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import Outcome
from casework.records.kept import Kept
from casework.records.person.status import StatusSort
from casework.records.sentence.order import OrderSort
from casework.records.sentence.requirement import RequirementSort
from casework.records.sentence.standard_reason import NationalReason
from casework.rules.due import Due, Tally
from casework.rules.standard.fact import Away, CaseFacts, Done, Failure, OrderFact, ReasonFact, RequirementFact
from casework.rules.standard.reason import load_reasons
from casework.rules.standard.verdict import ELSEWHERE, NOT_COUNTED, REASON_MISSING
from tests.casework.standard.sample import CHRISTMAS_EVE, MAUNDY_THURSDAY, ORDER, by_rule, meeting, order, review, visit

LATER = date(2026, 8, 1)
CPO = CaseFacts(orders=(order(),))
LICENCE = CaseFacts(orders=(order(OrderSort.EXTENDED, CHRISTMAS_EVE),))


def day(number: int) -> date:
    """The day of the order with a number, the first being nought."""
    return MAUNDY_THURSDAY + timedelta(days=number)


def only(code: str, facts: CaseFacts, today: date = LATER) -> Due:
    """The one time that a rule asks for something."""
    (found,) = by_rule(code, facts, today)
    return found


def with_meetings(*days: int, outcome: Outcome | None = Outcome.COMPLIED) -> CaseFacts:
    """A case with office appointments on days of the order."""
    return replace(CPO, meetings=tuple(meeting(day(number), outcome=outcome) for number in days))


def test_four_arranged_in_days_0_to_27_keep_the_standard_even_where_nobody_came() -> None:
    """The question is whether the service arranged them (standards.md 89, 94); what was attended is told apart."""
    due = only("kpi_four_in_four", with_meetings(0, 7, 14, 27, outcome=Outcome.UNACCEPTABLE))
    assert (due.kept, due.done_on, due.tally) == (Kept.YES, day(27), Tally(4, 4, 0))


def test_the_fourth_appointment_on_day_28_comes_too_late() -> None:
    """Four weeks are the days 0 to 27."""
    due = only("kpi_four_in_four", with_meetings(0, 7, 14, 28))
    assert (due.kept, due.done_on, due.missing, due.tally) == (None, None, REASON_MISSING, Tally(4, 3, 3))


@pytest.mark.parametrize("outcome", [Outcome.SERVICE, Outcome.EXCHANGED])
def test_what_the_service_cancelled_it_did_not_arrange(outcome: Outcome) -> None:
    """Nor what was not with the person at all."""
    assert only("kpi_four_in_four", with_meetings(0, 7, 14, 21, outcome=outcome)).tally == Tally(4, 0, 0)


def test_an_appointment_that_was_cancelled_or_nobody_arranged_does_not_count_as_arranged() -> None:
    """Somebody who came by chance was seen, and had no appointment."""
    gone = replace(meeting(day(1), outcome=None), cancelled=True)
    facts = replace(CPO, meetings=(gone, meeting(day(2), arranged=False)))
    assert only("kpi_four_in_four", facts).tally == Tally(4, 0, 1)


def test_telephone_and_video_are_no_appointments() -> None:
    """Whether they count is open (standards.md, part 7): they do not until an agency says so."""
    calls = tuple(
        meeting(day(1), sort) for sort in (ContactSort.TELEPHONE, ContactSort.VIDEO, ContactSort.OTHER_AGENCY)
    )
    assert only("kpi_four_in_four", replace(CPO, meetings=calls)).tally == Tally(4, 0, 0)


def test_what_is_arranged_for_days_to_come_counts_as_arranged_and_is_not_yet_kept() -> None:
    """Nobody knows before the last day whether the service will cancel it."""
    due = only("kpi_four_in_four", with_meetings(0, 7, 14, 21, outcome=None), day(15))
    assert (due.open, due.tally) == (True, Tally(4, 4, 0))
    assert only("kpi_four_in_four", with_meetings(0, 7, 14, 21, outcome=None), day(21)).kept is Kept.YES


def test_a_visit_that_was_not_announced_counts_and_one_by_chance_elsewhere_does_not() -> None:
    """Home visits are announced, not announced, or joint with the police (standards.md 98)."""
    sorts = (ContactSort.HOME_UNANNOUNCED, ContactSort.JOINT_POLICE)
    facts = replace(CPO, meetings=tuple(meeting(day(9), sort, arranged=False) for sort in sorts))
    assert only("kpi_home_visits", facts).tally == Tally(2, 1, 2)
    made = replace(CPO, meetings=(visit(day(0)), meeting(day(83), sorts[0], Outcome.NO_ANSWER, arranged=False)))
    assert only("kpi_home_visits", made).kept is Kept.YES


@pytest.mark.parametrize(("sort", "needed"), [(OrderSort.PAROLE, 3), (OrderSort.NON_PAROLE, 3), (OrderSort.LIFE, 2)])
def test_parole_and_non_parole_ask_for_three_home_visits_and_other_licences_for_two(
    sort: OrderSort, needed: int
) -> None:
    """The threshold depends on the order (standards.md 90, 91)."""
    facts = CaseFacts(orders=(order(sort),), meetings=(visit(day(0)), visit(day(83))))
    found = by_rule("kpi_home_visits", facts, LATER) + by_rule("kpi_home_visits_parole", facts, LATER)
    assert [due.tally for due in found] == [Tally(needed, 2, 2)]
    assert [due.kept for due in found] == [Kept.YES if needed == 2 else None]


@pytest.mark.parametrize(("held", "kept"), [(83, Kept.YES), (84, Kept.YES), (85, None)])
def test_the_review_at_twelve_weeks_is_due_on_day_84(held: int, kept: Kept | None) -> None:
    """Later it was held all the same: done, late, and with a reason to give."""
    due = only("kpi_review_12_weeks", replace(CPO, reviews=(review(day(held)),)))
    assert (due.done_on, due.kept, bool(due.missing)) == (day(held), kept, kept is None)


def test_the_review_of_a_plan_is_no_review_of_the_supervision() -> None:
    """Only those of the order, the licence, the twelve weeks and the three months are."""
    due = only("kpi_review_12_weeks", replace(CPO, reviews=(review(day(40), "plan"),)))
    assert due.done_on is None


@pytest.mark.parametrize("reason", NationalReason)
def test_each_national_reason_stands_for_one_of_the_three_answers_or_is_not_counted(reason: NationalReason) -> None:
    """Given for exactly this standard, this order and this time."""
    why = ReasonFact("kpi_review_12_weeks", ORDER, day(0), reason)
    due = only("kpi_review_12_weeks", replace(CPO, reasons=(why,)))
    answer = load_reasons().fold(reason)
    assert due.kept is answer
    assert due.missing == ""
    assert due.set_aside == ("" if answer else NOT_COUNTED)
    assert not due.open


def test_the_reasons_are_folded_as_the_statistics_read() -> None:
    """What lies with the service, what does not, and what stays out of the percentages."""
    table = load_reasons()
    organisational = {reason for reason in NationalReason if table.fold(reason) is Kept.ORGANISATIONAL}
    assert organisational == {
        NationalReason.NO_WORKER,
        NationalReason.NO_WORK,
        NationalReason.LATE_CONTACT,
        NationalReason.OTHER_SERVICE,
    }
    assert [reason for reason in NationalReason if table.fold(reason) is None] == [NationalReason.NOT_APPLICABLE]


@pytest.mark.parametrize(
    "why",
    [
        ReasonFact("kpi_four_in_four", ORDER, day(0), NationalReason.ILL),
        ReasonFact("kpi_review_12_weeks", "another order", day(0), NationalReason.ILL),
        ReasonFact("kpi_review_12_weeks", ORDER, day(1), NationalReason.ILL),
    ],
)
def test_a_reason_for_another_standard_order_or_time_explains_nothing(why: ReasonFact) -> None:
    """Each failure has its own."""
    assert only("kpi_review_12_weeks", replace(CPO, reasons=(why,))).missing == REASON_MISSING


def test_a_reason_does_not_turn_what_was_kept_into_a_failure() -> None:
    """Nor what is still to come."""
    why = (ReasonFact("kpi_review_12_weeks", ORDER, day(0), NationalReason.ILL),)
    assert only("kpi_review_12_weeks", replace(CPO, reasons=why, reviews=(review(day(80)),))).kept is Kept.YES
    assert only("kpi_review_12_weeks", replace(CPO, reasons=why), day(84)).open


def test_each_week_has_to_have_its_own_contact() -> None:
    """Two in the second week do not make up for none in the first."""
    found = by_rule("cpo_weekly_contact", with_meetings(8, 9, 14, 27), LATER)
    assert [due.kept for due in found] == [None, Kept.YES, Kept.YES, Kept.YES]
    assert [due.missing for due in found] == [REASON_MISSING, "", "", ""]


def test_weeks_to_come_are_not_asked_for_yet() -> None:
    """On day 8 the second week runs."""
    assert [due.due_on for due in by_rule("cpo_weekly_contact", CPO, day(8))] == [day(6), day(13)]


HELD = [
    # Due on 2 July, 2 October 2026 and 2 April 2027.
    ((date(2026, 6, 30), date(2026, 9, 30)), [(date(2026, 6, 30), Kept.YES), (date(2026, 9, 30), Kept.YES)]),
    # A late one does not do for the next, too.
    ((date(2026, 7, 20),), [(date(2026, 7, 20), None), (None, None)]),
    ((date(2026, 7, 20), date(2026, 10, 2)), [(date(2026, 7, 20), None), (date(2026, 10, 2), Kept.YES)]),
    # One that comes after both were due serves both late, and not the third.
    ((date(2026, 10, 20),), [(date(2026, 10, 20), None), (date(2026, 10, 20), None)]),
]


@pytest.mark.parametrize(("held", "expected"), HELD)
def test_a_late_review_serves_what_was_overdue_and_nothing_that_was_to_come(
    held: tuple[date, ...], expected: list[tuple[date | None, Kept | None]]
) -> None:
    """The dates of the schedule stay where the order put them."""
    facts = replace(CPO, reviews=tuple(review(on) for on in held))
    found = by_rule("cpo_review", facts, date(2026, 11, 1))
    assert [(due.done_on, due.kept) for due in found[:2]] == expected
    assert [(due.due_on, due.done_on) for due in found[2:]] == [(date(2027, 4, 2), None)]


def test_the_first_contact_by_telephone_counts_and_the_induction_meeting_has_to_be_seen() -> None:
    """Direct contact may be by various means."""
    facts = replace(CPO, meetings=(meeting(day(4), ContactSort.TELEPHONE), meeting(day(8))))
    assert only("cpo_first_contact", facts).done_on == day(4)
    assert only("cpo_induction", facts).done_on == day(8)


RELEASED = datetime(2025, 12, 24, 9, 30, tzinfo=UTC)
HOUR = CaseFacts(orders=(order(OrderSort.EXTENDED, CHRISTMAS_EVE, released_at=RELEASED),))


@pytest.mark.parametrize(("on", "hour", "kept"), [(25, 9, Kept.YES), (25, 11, None), (26, 9, None)])
def test_twenty_four_hours_run_from_the_very_hour_of_the_release(on: int, hour: int, kept: Kept | None) -> None:
    """Released at half past nine: seen at nine the next day in time, at eleven late."""
    met = meeting(date(2025, 12, on), hour=hour)
    due = only("licence_first_meeting", replace(HOUR, meetings=(met,)))
    assert (due.done_on, due.kept) == (met.on, kept)


@pytest.mark.parametrize(("hour", "counts"), [(8, False), (10, True)])
def test_whoever_was_seen_before_the_hour_of_the_release_was_not_seen_after_it(hour: int, counts: bool) -> None:
    """A meeting in prison that morning is no first meeting, and the steps after a missed one are asked for."""
    facts = replace(HOUR, meetings=(meeting(CHRISTMAS_EVE, hour=hour),))
    assert (only("licence_first_meeting", facts).done_on is not None) is counts
    assert (by_rule("licence_reach", facts, LATER) == []) is counts
    assert (by_rule("licence_weekly_contact", facts, LATER)[0].done_on is not None) is counts
    at_the_hour = replace(meeting(CHRISTMAS_EVE), at=RELEASED)
    assert only("licence_first_meeting", replace(HOUR, meetings=(at_the_hour,))).kept is Kept.YES


def test_without_the_hour_the_whole_next_day_counts() -> None:
    """Nobody is found late by a guess."""
    due = only("licence_first_meeting", replace(LICENCE, meetings=(meeting(date(2025, 12, 25), hour=23),)))
    assert due.kept is Kept.YES


def test_whoever_was_seen_in_time_is_neither_looked_for_nor_reported() -> None:
    """The steps after a missed first meeting are for one that was missed."""
    facts = replace(LICENCE, meetings=(meeting(date(2025, 12, 25)),))
    assert by_rule("licence_reach", facts, LATER) == by_rule("licence_inform", facts, LATER) == []


def test_after_a_missed_first_meeting_somebody_acts_in_two_working_days_and_then_informs() -> None:
    """An attempt keeps the first; only a report keeps the second, unless the person was seen in the two days."""
    tried = Failure("failure", date(2025, 12, 25), attempts=(date(2025, 12, 29),))
    facts = replace(LICENCE, failures=(tried,), reported=(Done("report", date(2025, 12, 31), order=ORDER),))
    assert only("licence_reach", facts).kept is Kept.YES
    assert only("licence_inform", facts).kept is Kept.YES
    assert (only("licence_inform", facts).at_once, only("licence_reach", facts).at_once) == (True, False)
    found = replace(LICENCE, meetings=(meeting(date(2025, 12, 30)),))
    assert only("licence_reach", found).kept is Kept.YES
    assert by_rule("licence_inform", found, LATER) == []


def test_waiting_at_the_office_is_no_attempt_to_reach_somebody() -> None:
    """A telephone call that nobody answered is."""
    waited = meeting(date(2025, 12, 29), outcome=Outcome.UNDECIDED)
    called = meeting(date(2025, 12, 29), ContactSort.TELEPHONE, Outcome.NO_ANSWER)
    assert only("licence_reach", replace(LICENCE, meetings=(waited,))).kept is None
    assert only("licence_reach", replace(LICENCE, meetings=(called,))).kept is Kept.YES


def test_nothing_is_asked_about_a_missed_meeting_before_it_is_missed() -> None:
    """On the day itself the person may still come."""
    assert by_rule("licence_reach", LICENCE, date(2025, 12, 25)) == []
    assert by_rule("licence_inform", LICENCE, date(2025, 12, 30)) == []


AWAY = [
    (StatusSort.CUSTODY, "cpo_weekly_contact", True),
    (StatusSort.RECALLED, "kpi_home_visits", True),
    (StatusSort.CUSTODY, "cpo_review", False),
    (StatusSort.CUSTODY, "cpo_assessment", False),
    (StatusSort.HOSPITAL, "kpi_home_visits", True),
    (StatusSort.HOSPITAL, "kpi_four_in_four", False),
    (StatusSort.WHEREABOUTS_UNKNOWN, "cpo_weekly_contact", False),
    (StatusSort.DEAD, "cpo_review", True),
    (StatusSort.TRANSFERRED, "cpo_assessment", True),
]


@pytest.mark.parametrize(("sort", "code", "waits"), AWAY)
def test_what_cannot_be_done_where_the_person_is_is_set_aside_and_the_rest_goes_on(
    sort: StatusSort, code: str, waits: bool
) -> None:
    """With the words of the status; whoever cannot be found is looked for."""
    found = by_rule(code, replace(CPO, away=Away(sort, day(0))), LATER)
    assert found
    assert all((due.set_aside == f"{sort.words} since 2 April 2026.") is waits for due in found)
    assert all(due.open is not waits for due in found)


def test_what_fell_due_before_the_person_was_taken_into_custody_is_not_set_aside() -> None:
    """Nor is what was done."""
    facts = replace(with_meetings(8), away=Away(StatusSort.CUSTODY, day(14)))
    found = by_rule("cpo_weekly_contact", facts, LATER)
    assert [(due.kept, bool(due.set_aside), bool(due.missing)) for due in found] == [
        (None, False, True),
        (Kept.YES, False, False),
        (None, True, False),
        (None, True, False),
    ]


def test_the_end_of_the_order_is_still_to_be_recorded_for_somebody_who_has_died() -> None:
    """Cases that nobody closed are what it is for."""
    facts = CaseFacts(orders=(order(ends=date(2026, 7, 1)),), away=Away(StatusSort.DEAD, day(3)))
    assert only("order_end", facts).open


def test_what_fell_due_before_the_case_was_kept_here_is_set_aside_unless_it_was_kept() -> None:
    """Transfers in stay out of the percentages; a contact that came with the file counts all the same."""
    facts = replace(with_meetings(1), kept_from=day(20))
    assert only("cpo_induction", facts).kept is Kept.YES
    assert [due.set_aside for due in by_rule("cpo_weekly_contact", facts, day(27))] == ["", ELSEWHERE, "", ""]


@pytest.mark.parametrize(("ends", "number"), [(day(27), 4), (day(26), 3), (day(13), 2), (day(12), 1)])
def test_what_would_fall_due_after_the_end_is_not_asked_for(ends: date, number: int) -> None:
    """Be it of the order or of the work."""
    of_order = CaseFacts(orders=(order(ends=ends),))
    of_work = replace(CPO, closed_on=ends)
    for facts in (of_order, of_work):
        assert len(by_rule("cpo_weekly_contact", facts, LATER)) == number


def test_a_requirement_that_ended_early_ends_what_it_asks_for() -> None:
    """Supervision that was over on day 13 asks for no third week."""
    over = RequirementFact(RequirementSort.SUPERVISION, day(0), day(13))
    assert len(by_rule("cpo_weekly_contact", CaseFacts(orders=(order(requirements=(over,)),)), LATER)) == 2


@pytest.mark.parametrize(
    ("sorts", "supervised", "works"),
    [
        ((), True, False),
        ((RequirementSort.SUPERVISION,), True, False),
        ((RequirementSort.UNPAID_WORK,), False, True),
        ((RequirementSort.SUPERVISION, RequirementSort.UNPAID_WORK), True, True),
        ((RequirementSort.PROGRAMME,), False, False),
    ],
)
def test_a_community_payback_order_asks_for_what_its_requirements_do(
    sorts: tuple[RequirementSort, ...], supervised: bool, works: bool
) -> None:
    """One of which no requirement is recorded counts as one with supervision."""
    facts = CaseFacts(orders=(order(requirements=tuple(RequirementFact(sort) for sort in sorts)),))
    assert bool(by_rule("cpo_review", facts, LATER)) is supervised
    assert bool(by_rule("cpo_unpaid_work", facts, LATER)) is works
    for code in ("kpi_four_in_four", "kpi_home_visits", "kpi_review_12_weeks"):
        assert bool(by_rule(code, facts, LATER)) is supervised
    assert by_rule("cpo_first_contact", facts, LATER)
    assert by_rule("kpi_first_appointment", facts, LATER)


def test_a_former_community_service_order_is_one_of_unpaid_work() -> None:
    """Those in force go on, and have no requirements of their own."""
    facts = CaseFacts(orders=(order(OrderSort.COMMUNITY_SERVICE),))
    assert by_rule("cso_unpaid_work", facts, LATER)
    assert by_rule("cpo_unpaid_work", facts, LATER) == []
    assert by_rule("kpi_review_12_weeks", facts, LATER) == []


@pytest.mark.parametrize(("begun", "kept"), [(date(2026, 4, 14), Kept.YES), (date(2026, 4, 15), None)])
def test_unpaid_work_begins_within_seven_working_days(begun: date, kept: Kept | None) -> None:
    """Imposed before Good Friday: by Tuesday 14 April."""
    wanted = RequirementFact(RequirementSort.UNPAID_WORK, begun_on=begun)
    due = only("cpo_unpaid_work", CaseFacts(orders=(order(requirements=(wanted,)),)))
    assert (due.done_on, due.kept) == (begun, kept)


def test_a_plan_a_questionnaire_and_a_report_to_ministers_belong_to_their_own_order() -> None:
    """One that names no order is for any."""
    for one, done in (("", True), (ORDER, True), ("another", False)):
        plan = replace(CPO, plans=(Done("plan", day(9), order=one),))
        assert bool(only("cpo_case_management_plan", plan).done_on) is done


def test_the_questionnaire_counts_from_the_beginning_of_the_order_and_is_due_at_its_end() -> None:
    """It is shown four weeks ahead."""
    facts = CaseFacts(orders=(order(ends=day(300)),), questionnaires=(Done("form", day(280)),))
    assert only("exit_questionnaire", facts, day(281)).kept is Kept.YES
    open_one = replace(facts, questionnaires=())
    assert by_rule("exit_questionnaire", open_one, day(271)) == []
    assert only("exit_questionnaire", open_one, day(272)).open


def test_the_end_of_an_order_is_not_asked_about_while_another_goes_on() -> None:
    """The work with the person goes on with it."""
    ends = order(ends=day(100))
    for other, asked in ((None, False), (day(101), False), (day(99), True)):
        second = OrderFact("order-2", OrderSort.LIFE, day(0), other)
        found = by_rule("order_end", CaseFacts(orders=(ends, second)), day(100))
        assert (ORDER in {due.about for due in found}) is asked
