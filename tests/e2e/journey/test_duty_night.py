"""Lone working and the duty desk: what the office's clock raises, who is rung, and who answers.

A visit the office does not know of is never shown as watched. An overdue one is raised by the server's clock without
any start, escalates where nobody answers, and is closed by telephone. A change that the visitor's laptop has not got
says "Not told: phone now". A lost laptop is stopped at night, with the list of people it held. Duty is handed over.
"""

import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from casework.records.contact.check_in import CheckIn
from casework.records.identifier import case_scope
from casework.records.risk.warning import Notice, WarningSort
from casework.rules.standing import read_record
from demonstration.cast import CO_WORKER, DUTY_TELEPHONE, FORMER_NAME_CASE, MAIN_CASE, WORKER
from demonstration.driver import PASSPHRASE
from desktop.services.amend import add_warning
from server.backup import make_backup
from tests.e2e.colleague import make_colleague
from tests.e2e.journey.agency import DUTY_SENIOR, case_of, staff
from tests.e2e.journey.rig import Journey, Person
from tests.e2e.journey.scene import now_of

MANAGER, MANAGER_NAME = "M900", "Elspeth Overviewson"
WIPED_WITHIN_S = 120.0


@pytest.mark.timeout(1200)
def test_a_night_on_duty(timed_journey: Journey, tmp_path: Path) -> None:
    """Through the windows of the worker, the duty senior and the service manager."""
    journey = timed_journey
    worker = journey.at_work(WORKER)
    _what_the_office_does_not_know_of_is_not_watched(journey, worker)
    _a_colleague_learns_of_a_weapon(journey, tmp_path)
    duty = journey.person(DUTY_SENIOR)
    journey.later(minutes=3)
    duty.unlock()
    duty.at_the_office()
    _one_queue_with_what_is_overdue_first(duty)
    _not_told_until_somebody_records_it(duty)
    journey.later(minutes=35)
    _nobody_answered_so_the_manager_does(journey)
    duty.unlock()
    duty.at_the_office()
    _closed_by_telephone(journey, duty)
    _a_laptop_is_stopped(duty)
    _and_wiped_once_a_backup_has_its_work(journey, worker, tmp_path)
    _duty_is_handed_over(duty)
    journey.switch_off()


def _what_the_office_does_not_know_of_is_not_watched(journey: Journey, worker: Person) -> None:
    """Planned and started without a signal: the number to ring, and nothing that looks like being watched."""
    journey.signal_lost()
    worker.open_person("przyk")
    now = now_of(journey)
    begins, back = (f"{now + timedelta(minutes=minutes):%H.%M}" for minutes in (10, 70))
    worker.plan_visit("home_visit_announced", "today", begins, back)
    worker.press("Ctrl+B")
    worker.has("visit_start")
    worker.click("visit_start")
    worker.has("visit_narrative")
    assert worker.words("office_word").startswith(f"The office does not know you are here: phone {DUTY_TELEPHONE}")
    assert "The office expects you back" not in worker.words()
    worker.picture("duty-not-known")
    assert worker.laptop.close() == 0
    journey.signal_back()


def _a_colleague_learns_of_a_weapon(journey: Journey, folder: Path) -> None:
    """In a case that is to be visited in a few minutes; the visitor's laptop is off."""
    with closing(make_colleague(folder / CO_WORKER, journey.office, staff(CO_WORKER), journey.clock)) as colleague:
        notice = Notice(sort=WarningSort.WEAPON, text="Keeps an air rifle in the hall cupboard.")
        add_warning(colleague.session, case_of(MAIN_CASE), notice)
        colleague.sync()


def _one_queue_with_what_is_overdue_first(duty: Person) -> None:
    """Nobody ever started this visit: the office's clock raised it."""
    duty.click("rail_duty")
    duty.has("duty_list")
    duty.reads(
        "On duty: Hector Paragonson, 07700 900555, until",
        "Rota of today",
        "late: Eilidh Testwell",
        "Nobody has said that it began.",
        "Rowan Example-Reid, 07700 9",
        "Not told: phone now: Callum Sample",
        timeout_s=90,
    )
    said = duty.words()
    assert said.index("Visit overdue") < said.index("Not told: phone now")
    duty.picture("duty-desk")


def _not_told_until_somebody_records_it(duty: Person) -> None:
    """Whom to ring, and about what; then it is recorded, and off the desk."""
    duty.laptop.do("focus", name="duty_list")
    duty.press("Down")
    duty.press("Return")
    duty.has("sheet")
    duty.reads("Rowan Example-Reid, 07700 9", "Changed: Warning", "Tell them before they go in.")
    duty.picture("duty-not-told")
    duty.press("Ctrl+Return")
    duty.gone("sheet")
    duty.reads("1 matter, the oldest")
    assert "Not told: phone now" not in duty.words()
    duty.at_the_office()


def _nobody_answered_so_the_manager_does(journey: Journey) -> None:
    """After half an hour; whoever answers keeps it from going further."""
    manager = journey.at_work(MANAGER)
    manager.click("rail_duty")
    manager.reads("late: Eilidh Testwell", "the service managers were called in.", timeout_s=90)
    manager.click("duty_answer")
    manager.reads(f"{MANAGER_NAME} has been looking into it since")
    manager.at_the_office()
    assert manager.laptop.close() == 0


def _closed_by_telephone(journey: Journey, duty: Person) -> None:
    """The duty senior reads who looks into it, rings, and closes the visit."""
    duty.click("rail_duty")
    duty.reads(f"{MANAGER_NAME} has been looking into it since", timeout_s=90)
    duty.laptop.do("focus", name="duty_list")
    duty.press("Return")
    duty.has("spoke_to")
    duty.fill("spoke_to", "Rowan, from home")
    duty.picture("duty-closed", show="spoke_to")
    duty.press("Ctrl+Return")
    duty.gone("sheet_save")
    duty.at_the_office()
    duty.click("rail_duty")
    duty.has("no_duty")
    scope = case_scope(case_of(FORMER_NAME_CASE))

    def closed() -> bool:
        states = journey.office.parts.zero.states(CheckIn.kind, scope)
        return "Rowan, from home" in [read_record(CheckIn, state).spoke_to for state in states]

    duty.until(closed)


def _a_laptop_is_stopped(duty: Person) -> None:
    """Left on a bus, at night: whose records it held stands there at once."""
    duty.click("duty_stop_laptop")
    duty.has("stop_whose")
    duty.laptop.do("focus", name="stop_whose")
    duty.type("Rowan")
    duty.reads("At the office last", "5 cases")
    duty.fill("stop_reason", "Left on the number 10 bus.")
    duty.picture("duty-stop")
    duty.click("sheet_save")
    duty.reads(
        "Rowan Example-Reid's laptop is stopped.",
        "5 people's records are, or may still be, on it.",
        "Callum Sample, born 12 March 1984",
        "Piotr Przykładowski, born",
    )
    duty.picture("duty-stopped")
    duty.press("Escape")
    duty.gone("sheet")


def _and_wiped_once_a_backup_has_its_work(journey: Journey, worker: Person, folder: Path) -> None:
    """Whoever finds it and knows the passphrase: what was written is handed over, and then nothing stays."""
    worker.laptop.start()
    worker.laptop.type_into("passphrase", PASSPHRASE)
    worker.press("Return")
    worker.reads("The office has stopped this laptop", "What you had recorded and not sent has been handed over")
    worker.gone("shell")
    assert list(worker.laptop.home.rglob("store.db")), "what no backup has yet would be lost"
    make_backup(journey.office.parts, folder / "backup.db")
    worker.click("retry_button")
    until, pause = time.monotonic() + WIPED_WITHIN_S, Event()
    while stores := list(worker.laptop.home.rglob("store.db")):
        assert time.monotonic() < until, stores
        pause.wait(0.1)
    worker.laptop.kill()


def _duty_is_handed_over(duty: Person) -> None:
    """To another senior; the laptop says who is on duty from now on."""
    duty.click("duty_hand_over")
    duty.has("sheet")
    duty.press("Ctrl+Return")
    duty.reads("Choose who takes over.")
    duty.laptop.do("focus", name="who")
    duty.type("Morven")
    duty.fill("telephone", "07700 900556")
    duty.press("Ctrl+Return")
    duty.gone("sheet")
    duty.at_the_office()
    duty.reads("On duty: Morven Modelson, 07700 900556, until", timeout_s=90)
    duty.gone("duty_hand_over")
