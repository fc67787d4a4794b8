"""Journey 3, a high score without a signal: worked out, talked over by telephone, countersigned for that version.

The worker is in the car without a signal; the senior on duty is at a laptop elsewhere, and has none of the cases.
"""

import pytest

from casework.records.assessment.assessment import Assessment
from casework.records.assessment.discussion import Discussion, DiscussionWay
from casework.records.oversight.countersignature import Countersignature, SeniorAnswer
from demonstration.cast import DUTY_TELEPHONE, WORKER
from tests.e2e.journey.agency import DUTY_SENIOR, DUTY_SENIOR_NAME, staff
from tests.e2e.journey.rig import Journey, Person
from tests.e2e.journey.test_at_the_door import NUMBER, records

pytestmark = pytest.mark.timeout(600)

ANSWERS = "2112110"
"""Three of the seven parts at their most but one: high on both scales."""
OTHER = "DEMO-CA-1003"
SUMMARY = "Hostile, drinking, and nobody left who calls on him."
AGREED = "Seen again tomorrow by two of us; the named police contact is told tonight."
HEARD = "Told by telephone from the car: hostile, drinking. Two go tomorrow; police told tonight."
INCIDENT = "Shouted at a neighbour in the street and pushed her; no injury. Police came."


def test_a_high_score_without_a_signal(journey: Journey) -> None:
    """From seven answers in the car to the countersignature, and what a later correction does to it."""
    worker, senior = journey.at_work(WORKER), journey.at_work(DUTY_SENIOR)
    _the_worker_opens_the_person(worker)
    _score_high(journey, worker)
    _record_the_telephone_discussion(worker)
    _ask_to_countersign(worker)
    journey.signal_back()
    _the_senior_opens_the_case_with_the_worker_on_the_line(senior)
    worker.until(lambda: [one for one in records(journey, Assessment) if one.summary == SUMMARY])
    _the_senior_answers_exactly_that_version(senior)
    worker.until(lambda: records(journey, Countersignature))
    _both_accounts_are_one_discussion(journey, worker)
    _a_later_version_is_not_countersigned(journey, worker)
    journey.switch_off()


def _the_worker_opens_the_person(worker: Person) -> None:
    worker.find(NUMBER)


def _score_high(journey: Journey, worker: Person) -> None:
    """The level as the digits are typed; that it must be discussed now, with whom, and the number."""
    journey.signal_lost()
    worker.press("Ctrl+Shift+N")
    worker.has("kind_search")
    worker.type("acute")
    worker.press("Return")
    worker.has("record_body")
    if "score_access" not in worker.names():
        worker.press("A")
    worker.has("score_access")
    worker.laptop.do("focus", name="score_access")
    for digit in ANSWERS:
        worker.type(digit)
    worker.reads("ACUTE-2007, any offending: High", "Follows from the numbers")
    worker.reads("A high or very high result must be discussed with a senior now.")
    worker.reads(f"Duty senior now: {DUTY_SENIOR_NAME}, {DUTY_TELEPHONE}")
    worker.picture("3-high", show="assessment_result")
    worker.fill("field_summary_editor", SUMMARY)
    worker.press("Ctrl+Return")
    worker.has("assessment_discuss_action")
    worker.picture("3-signed", show="assessment_discuss_action")


def _record_the_telephone_discussion(worker: Person) -> None:
    """Who is on duty and what is talked about are filled in; how, and what came of it, are said."""
    worker.click("assessment_discuss_action")
    worker.has("field_outcome_editor")
    worker.click("field_how_editor_telephone")
    worker.fill("field_outcome_editor", AGREED)
    worker.picture("3-discussion", show="field_how_editor")
    worker.press("Ctrl+Return")
    worker.reads(f"Outcome: {AGREED}")
    worker.press("Alt+Left")
    worker.reads(f"Discussed with {DUTY_SENIOR_NAME}, ")


def _ask_to_countersign(worker: Person) -> None:
    worker.has("record_ask")
    worker.click("record_ask")
    worker.click("dialog_accept")
    worker.has("oversight_words", "Waiting for a senior")


def _the_senior_opens_the_case_with_the_worker_on_the_line(senior: Person) -> None:
    """Before the record arrives; the senior writes down their side of the call."""
    senior.press("Ctrl+K")
    senior.type("emergency")
    senior.has("finder_list")
    senior.press("Return")
    senior.fill("emergency_number", NUMBER)
    senior.press("Ctrl+Return")
    senior.has("emergency_on_the_line")
    senior.click("emergency_on_the_line")
    senior.has("emergency_reason", "The worker is on the line")
    senior.picture("3-on-the-line")
    senior.press("Ctrl+Return")
    senior.gone("emergency_on_the_line")
    senior.sync()
    senior.find(NUMBER)
    senior.press("Ctrl+Shift+N")
    senior.has("kind_search")
    senior.type("discussion")
    senior.press("Return")
    senior.has("field_outcome_editor")
    senior.click("field_how_editor_telephone")
    senior.fill("field_outcome_editor", HEARD)
    senior.press("Ctrl+Return")
    senior.has("record_pane")
    senior.sync()


def _the_senior_answers_exactly_that_version(senior: Person) -> None:
    """It waits on the duty desk, with what it says; the answer names the version."""
    senior.click("rail_duty")
    senior.has("duty_list", "Score to discuss and countersign")
    senior.picture("3-duty-desk")
    senior.click("rail_signing")
    senior.has("signing_agree")
    senior.reads(SUMMARY, "You answer to exactly this one")
    senior.picture("3-countersign")
    senior.click("signing_agree")
    senior.has("no_signing")


def _both_accounts_are_one_discussion(journey: Journey, worker: Person) -> None:
    worker.reads(f"Discussed with {DUTY_SENIOR_NAME}, ", "Both recorded it")
    worker.has("oversight_words", "Countersigned")
    worker.picture("3-countersigned", show="oversight_words")
    talks = [one for one in records(journey, Discussion) if one.outcome in {AGREED, HEARD}]
    assert {(one.worker, one.senior) for one in talks} == {(staff(WORKER), staff(DUTY_SENIOR))}
    assert {one.how for one in talks} == {DiscussionWay.TELEPHONE}
    (signed,) = records(journey, Countersignature)
    (mine,) = [one for one in talks if one.about]
    assert signed.answer is SeniorAnswer.AGREED
    assert [(one.record, one.version) for one in mine.about or ()] == [(signed.subject, signed.version)]


def _a_later_version_is_not_countersigned(journey: Journey, worker: Person) -> None:
    """What is put right is another version: it has to be discussed and countersigned again."""
    worker.click("record_correct")
    worker.has("score_substances")
    worker.fill("score_substances", "3")
    worker.fill("field_correction_reason_editor", "He said at the door that he uses every day.")
    worker.press("Ctrl+Return")
    worker.has("oversight_words", "Not countersigned")
    worker.has("assessment_discuss_action")
    worker.until(lambda: [one for one in records(journey, Assessment) if one.corrects])
    assert len(records(journey, Countersignature)) == 1, "nobody has signed the correction"


def test_a_significant_incident_asks_to_assess_again_or_to_say_why_not(journey: Journey) -> None:
    """It is due at once, on Today among all that is due, until somebody has answered for it.

    Of somebody who was not assessed since: the assessment of the journey above would answer for it.
    """
    worker = journey.back_at_work(WORKER)
    worker.find(OTHER)
    worker.press("Ctrl+Shift+N")
    worker.has("kind_search")
    worker.type("incident")
    worker.press("Return")
    worker.has("field_what_editor")
    worker.press("Down")
    worker.fill("field_happened_on_editor", "today")
    worker.fill("field_known_at_editor", "today")
    worker.fill("field_known_at_editor_time", "0001")
    worker.fill("field_what_editor", INCIDENT)
    worker.click("field_significant_editor_yes")
    worker.press("Ctrl+Return")
    worker.has("record_pane")
    worker.press("Ctrl+1")
    worker.has("today_page")
    worker.click("due_more")
    worker.until(lambda: _stands_unfolded(worker, "Assess again after a significant incident, or say why not"))
    journey.switch_off()


def _stands_unfolded(worker: Person, words: str) -> bool:
    """Whether it is on Today. Where much is due of one person, what is beyond the first of it is folded, and it may
    have come after what was folded before was unfolded.
    """
    for name in worker.names():
        if name.startswith("due_unfold_"):
            worker.click(name)
    return words in str(worker.laptop.do("words"))
