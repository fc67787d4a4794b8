"""Journey 2, at the door and after, by keyboard alone and without a signal.

A joint visit keeps two accounts apart, with handling mark, purpose and basis; the battery goes flat in mid-sentence and
what is older than two seconds is there again; ACUTE is rescored in seven answers. The keys are counted.
"""

import sys
import time

import pytest

from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.contact.contact import ConditionResult, Contact, Handling, Outcome, VisitBasis
from casework.records.record import Record
from casework.rules.standing import AnyRecord, read_record
from demonstration.cast import CO_WORKER, MAIN_CASE, WORKER
from demonstration.driver import PASSPHRASE
from server.storage.folded import load_kind
from tests.e2e.journey.agency import appointment, case_of
from tests.e2e.journey.rig import Journey, Person

pytestmark = pytest.mark.timeout(600)

NUMBER = "DEMO-CA-1001"
"""A number by which the person is found: there are two of the name."""
NOTES = "Came to the door himself, sober. "
ACCOUNT = "His mother was in the kitchen and stayed there. He spoke of the week and of nothing else. "
POLICE = "Two telephones and a tablet checked against the list. "
POLICE_MORE = "Nothing found."
FLAT = " and then the"
KEPT_WITHIN_MS = 2000
SUMMARY = "Quieter than last week; a friend calls on him."
ANSWERS = "0100010"
"""One digit for each of the seven parts."""
MOST_KEYS = 75
MOST_KEYS_OF_ACUTE = 30


def test_the_contact_of_a_joint_visit_by_keyboard_alone(journey: Journey) -> None:
    """From the start of the visit to the recorded contact; nothing is clicked, and nothing old enough is lost."""
    worker = journey.at_work(WORKER)
    worker.keyboard_only = True
    journey.signal_lost()
    began, keys = time.monotonic(), worker.keystrokes
    _visit_mode(worker)
    _own_account(worker)
    _officers_account_until_the_battery_is_flat(worker)
    written = len(NOTES + ACCOUNT + POLICE + FLAT)
    _take_it_up_again(worker)
    _record_it(worker)
    beyond, seconds = worker.keystrokes - keys - written - len(POLICE_MORE), time.monotonic() - began
    sys.stdout.write(f"\njoint visit: {beyond} keystrokes beyond the accounts; {seconds:.0f} s by script\n")
    assert beyond <= MOST_KEYS
    worker.reads("The office has not received this yet")
    worker.picture("2-recorded")
    journey.signal_back()
    worker.until(lambda: [one for one in records(journey, Contact) if one.appointment == appointment()])
    _the_office_has_both_accounts(journey)
    journey.switch_off()


def _visit_mode(worker: Person) -> None:
    """Quick notes, a condition off the checklist, a concern in one key; photographs are not allowed here."""
    worker.find(NUMBER)
    worker.press("Ctrl+B")
    worker.has("visit_start")
    worker.tab_to("visit_start")
    worker.press("Space")
    worker.has("visit_narrative")
    worker.waits_in("visit_narrative")
    worker.type(NOTES)
    worker.reads("Your agency does not allow photographs on laptops.")
    worker.has("condition_0_kept")
    worker.tab_to("condition_0_not_checked")
    worker.press("K")
    worker.picture("2-visit", show="condition_0_kept")
    worker.press("F9")
    worker.has("record_form_page")
    worker.reads("Protection concern")
    worker.press("Alt+Left")
    worker.has("visit_narrative", NOTES.strip())
    worker.press("Ctrl+Return")
    worker.has("contact_sheet")


def _own_account(worker: Person) -> None:
    """Who was there, what came of it, what happened, and whether it is significant."""
    worker.has("outcome_attended_complied")
    assert "15:" in worker.words("at") or worker.words("at"), "the time is of the visit"
    worker.press("Alt+O")
    worker.press("C")
    worker.press("Alt+W")
    worker.waits_in("narrative")
    worker.press("Ctrl+End")
    worker.type(ACCOUNT)
    worker.picture("2-own-account", show="outcome")


def _officers_account_until_the_battery_is_flat(worker: Person) -> None:
    """The officer's account, as told, in a panel of its own; the plug is pulled in the middle of a word."""
    worker.press("Alt+B")
    worker.press("C")
    worker.press("Alt+U")
    worker.waits_in("police_account")
    worker.type(POLICE)
    worker.laptop.rest(KEPT_WITHIN_MS)
    worker.type(FLAT)
    worker.laptop.kill()


def _take_it_up_again(worker: Person) -> None:
    """The sheet comes back with everything but what was younger than two seconds."""
    worker.laptop.start()
    worker.waits_in("passphrase")
    worker.laptop.do("keys", text=PASSPHRASE)
    worker.press("Return")
    worker.has("police_account", POLICE.strip())
    worker.has("narrative", NOTES + ACCOUNT.strip())
    worker.picture("2-draft", show="police_account")
    worker.press("Alt+U")
    worker.waits_in("police_account")
    worker.press("Ctrl+A")
    worker.laptop.do("keys", text=POLICE)
    worker.type(POLICE_MORE)


def _record_it(worker: Person) -> None:
    """The handling mark, whether it is significant; then it is read through before it becomes permanent."""
    worker.press("Tab")
    assert worker.focused().startswith("handling"), worker.focused()
    worker.press("Alt+S")
    worker.press("N")
    worker.picture("2-two-accounts", show="police_account")
    worker.press("Ctrl+Return")
    worker.has("record_contact")
    worker.has("keep_writing")
    worker.picture("2-read-through")
    worker.waits_in("record_contact")
    worker.press("Return")
    worker.has("person_tabs")


def _the_office_has_both_accounts(journey: Journey) -> None:
    (contact,) = [one for one in records(journey, Contact) if one.appointment == appointment()]
    assert contact.narrative is not None
    assert contact.narrative.strip() == (NOTES + ACCOUNT).strip()
    assert contact.outcome is Outcome.COMPLIED
    assert contact.significant is False
    assert [check.result for check in contact.conditions or ()] == [ConditionResult.KEPT]
    police = contact.joint
    assert police is not None
    assert (police.account or "").startswith(POLICE)
    assert POLICE not in contact.narrative
    assert police.handling is Handling.POLICE_ONLY
    assert police.basis is VisitBasis.LICENCE
    assert police.purpose


def test_acute_is_rescored_in_seven_answers(journey: Journey) -> None:
    """By keyboard: the instrument by its letter, seven digits, the level beside them as they are typed, signed."""
    worker = journey.at_work(CO_WORKER)
    worker.keyboard_only = True
    worker.find(NUMBER)
    began, keys = time.monotonic(), worker.keystrokes
    worker.press("Ctrl+Shift+N")
    worker.has("kind_search")
    worker.type("acute")
    worker.press("Return")
    worker.has("record_body")
    if "score_access" not in worker.names():
        worker.press("A")
    worker.has("score_access")
    worker.tab_to("score_access")
    for number, digit in enumerate(ANSWERS, 1):
        worker.type(digit)
        if number == len(ANSWERS):
            worker.reads("ACUTE-2007, any offending")
    worker.reads("Follows from the numbers")
    worker.picture("2-acute", show="score_access")
    worker.tab_to("field_summary_editor")
    worker.type(SUMMARY)
    worker.press("Ctrl+Return")
    worker.has("record_pane")
    beyond, seconds = worker.keystrokes - keys - len(SUMMARY), time.monotonic() - began
    sys.stdout.write(f"\nACUTE: {beyond} keystrokes beyond the summary; {seconds:.0f} s by script\n")
    assert beyond <= MOST_KEYS_OF_ACUTE
    worker.until(lambda: _signed(journey))
    signed = _signed(journey)
    assert [one.instrument for one in signed] == [Instrument.ACUTE]
    assert "".join(str(part.number) for part in signed[0].parts or ()) == ANSWERS
    assert not signed[0].levels, "the level follows from the numbers and is not kept"
    journey.switch_off()


def _signed(journey: Journey) -> list[Assessment]:
    return [one for one in records(journey, Assessment) if one.summary == SUMMARY]


def records(journey: Journey, model: type[AnyRecord]) -> list[AnyRecord]:
    """The records of a kind of the case, as the office has them."""
    assert issubclass(model, Record)
    with journey.office.parts.database.read() as reading:
        states = [state for state in load_kind(reading, model.kind) if state.scope.endswith(case_of(MAIN_CASE))]
    return [read_record(model, state) for state in states]
