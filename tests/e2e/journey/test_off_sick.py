"""Journey 5, someone is off sick: nine visits, cover in one step, a handover, the end of the window, and coming back.

The covering laptops receive exactly their cases with a handover brief; when the window ends the cases leave them,
unsent work included safely, and whoever returns gets "while you were away".
"""

from datetime import date, datetime, time, timedelta

import pytest

from casework.records.contact.appointment import Appointment, AppointmentStatus
from casework.records.identifier import case_scope
from casework.rules.standing import read_record
from demonstration.cast import (
    CO_WORKER,
    FORMER_NAME_CASE,
    INTERPRETER_CASE,
    MAIN_CASE,
    NEW_CASE,
    SAME_NAME_CASE,
    SENIOR,
    WORKER,
)
from tests.e2e.journey.agency import CASES, case_of, staff
from tests.e2e.journey.rig import Journey, Person
from tests.e2e.journey.scene import now_of, plan_visit

NINE = 9
COLLEAGUE = "W103"
NOTE = "Ask Morven before you change an appointment."
SPLIT = {MAIN_CASE: "Iona", INTERPRETER_CASE: "Iona", FORMER_NAME_CASE: "Struan", NEW_CASE: "Struan"}
SPLIT |= {SAME_NAME_CASE: "Struan"}
RATIONALE = "Drinking again; spoke of her new address."
BEGUN = "Telephoned; he was on a bus and rang off before"
COVERS = "You cover for Rowan Example-Reid until the end of tomorrow."


@pytest.mark.timeout(1200)
def test_nine_visits_are_covered_handed_over_and_told_on_coming_back(timed_journey: Journey) -> None:
    """Through the windows of the senior, the two who cover, and whoever was ill."""
    journey = timed_journey
    absent = journey.at_work(WORKER)
    assert absent.laptop.close() == 0
    _nine_visits_are_arranged(journey)
    first, second = journey.at_work(CO_WORKER), journey.person(COLLEAGUE)
    senior = journey.at_work(SENIOR)
    _the_senior_sees_everything_due(senior, now_of(journey).date() + timedelta(days=1))
    _and_gives_cover_in_one_step(senior)
    _who_has_got_it(senior, first)
    second.unlock()
    second.at_the_office()
    _exactly_those_cases_with_a_handover(second)
    senior.reads("On Struan Mockford-Hay's laptop.", timeout_s=150)
    _work_without_a_signal(journey, second)
    journey.later(days=2)
    _the_cases_leave_and_nothing_is_lost(journey, second)
    _while_you_were_away(absent)
    journey.switch_off()


def _nine_visits_are_arranged(journey: Journey) -> None:
    """From now until the end of tomorrow; one of them jointly with police."""
    now = now_of(journey)
    until = datetime.combine(now.date() + timedelta(days=2), time(), now.tzinfo)
    for number in range(NINE - _arranged(journey, now, until)):
        starts = datetime.combine(now.date() + timedelta(days=1), time(9 + number, 15), now.tzinfo)
        plan_visit(journey, CASES[number % len(CASES)], starts, starts + timedelta(minutes=45))
    assert _arranged(journey, now, until) == NINE


def _arranged(journey: Journey, since: datetime, until: datetime) -> int:
    found = 0
    for key in CASES:
        for state in journey.office.parts.zero.states(Appointment.kind, case_scope(case_of(key))):
            record = read_record(Appointment, state)
            planned = record.state is None or record.state.status is AppointmentStatus.PLANNED
            plan = record.plan
            found += bool(plan and planned and plan.staff == staff(WORKER) and since < plan.starts < until)
    return found


def _the_senior_sees_everything_due(senior: Person, until: date) -> None:
    """Every contact due, when the laptop of whoever is away was heard of last, and whom of the police to tell."""
    senior.click("rail_team")
    senior.click("team_cover")
    senior.has("absent")
    senior.laptop.do("focus", name="absent")
    senior.type("Rowan")
    senior.fill("absent_until", f"{until:%d/%m/%Y}")
    senior.press("Tab")
    senior.has("absence_share")
    senior.reads(
        "Rowan Example-Reid: 5 cases, 9 visits and appointments,",
        "Weekly contact in the first four weeks",
        "Rowan Example-Reid's laptop reached the office last about today",
        "Whatever was written on that laptop afterwards has not come yet: ring and ask.",
        "Joint visit with police",
        "PC Specimen (",
        "Say that somebody else comes, or nobody.",
        "Nobody 5 cases with 9 visits and appointments.",
    )
    senior.picture("5-absence", show="absence_last_word")


def _and_gives_cover_in_one_step(senior: Person) -> None:
    """Split among two; who lacks training that a case asks for is said, and may be chosen."""
    for key, name in SPLIT.items():
        senior.laptop.do("focus", name=f"who_{case_of(key)}")
        senior.type(name)
    senior.reads("Not recorded for Iona Draftley-Kerr:", "They may cover; somebody who has the training completes")
    summary = senior.words("absence_summary")
    assert summary.startswith("Iona Draftley-Kerr 2 cases and")
    assert "Struan Mockford-Hay 3 cases and" in summary
    assert "nobody" not in summary.casefold()
    senior.click("absence_give")
    senior.reads("Reason is missing: write in a sentence why.")
    senior.fill("absence_reason", "Ill until Tuesday.")
    senior.fill("absence_note", NOTE)
    senior.picture("5-give", show="absence_give")
    senior.click("absence_give")
    senior.reads("Cover given.")
    senior.at_the_office()


def _who_has_got_it(senior: Person, first: Person) -> None:
    """By the laptops' own word: the one that is on has its cases, the one that is off is to be rung."""
    first.reads("Piotr", "You cover", timeout_s=90)
    senior.reads("On Iona Draftley-Kerr's laptop.", timeout_s=150)
    senior.reads("Not yet on Struan Mockford-Hay's laptop: phone 0", "Say that Iona Draftley-Kerr comes.")
    senior.picture("5-arrived", show=f"cover_{case_of(FORMER_NAME_CASE)}")


def _exactly_those_cases_with_a_handover(second: Person) -> None:
    """Nothing else of whoever is away; the note, what is arranged and due, and whom to ring."""
    second.reads("You cover", NOTE, "for Rowan Example-Reid, until the end of tomorrow")
    assert "3 cases" in second.words()
    second.picture("5-today", show=f"covering_open_{case_of(SAME_NAME_CASE)}")
    second.click(f"covering_open_{case_of(FORMER_NAME_CASE)}")
    second.has("handover_notice", COVERS)
    second.press("Alt+H")
    second.has("sheet")
    second.reads(
        f"{COVERS} Given by Morven Modelson: Ill until Tuesday.",
        NOTE,
        "Home visit, announced",
        "Responsible officer: Rowan Example-Reid",
        "The case leaves this laptop after the end of tomorrow.",
    )
    second.picture("5-handover")
    second.press("Escape")
    second.gone("sheet")


def _work_without_a_signal(journey: Journey, second: Person) -> None:
    """A level is signed and a contact begun; neither reaches the office before the cover ends."""
    journey.signal_lost()
    second.sign_level("testwell", "high", RATIONALE)
    second.open_person("trialby")
    second.press("Ctrl+N")
    second.has("narrative")
    second.fill("narrative", BEGUN)
    second.has("draft_state", "draft kept")


def _the_cases_leave_and_nothing_is_lost(journey: Journey, second: Person) -> None:
    """What was signed goes to the office first. A case that is being written in stays until the day's end."""
    second.unlock()
    second.at_the_office()
    _finds_nobody(second, "testwell")
    second.has("draft_strip")
    journey.later(hours=13)
    second.unlock()
    second.at_the_office()
    _finds_nobody(second, "trialby")
    second.press("Ctrl+2")
    second.has("no_caseload")


def _finds_nobody(person: Person, words: str) -> None:
    person.look_for(words)
    person.reads("Nothing found")
    person.press("Escape")


def _while_you_were_away(absent: Person) -> None:
    """Who covered, what was recorded, and the words that somebody had begun."""
    absent.unlock()
    absent.at_the_office()
    absent.reads(
        "While you were away",
        "Covered by Struan Mockford-Hay from",
        "Risk of serious harm: raised to High (was Medium). By Struan Mockford-Hay",
        "Nothing new to you was recorded about:",
        "Unfinished notes",
        timeout_s=90,
    )
    absent.picture("5-while-you-were-away", show=f"away_open_{case_of(FORMER_NAME_CASE)}")
    absent.open_person("testwell")
    absent.reads("High risk of serious harm", "by Struan Mockford-Hay")
    _what_was_begun_is_taken_over(absent)


def _what_was_begun_is_taken_over(absent: Person) -> None:
    """The words that a colleague had begun are there to be finished."""
    absent.press("Ctrl+1")
    absent.reads("Unfinished note about Angus Trialby", "Begun by Struan Mockford-Hay")
    absent.click(next(name for name in absent.names() if name.startswith("note_take_over_")))
    absent.has("narrative", BEGUN)
