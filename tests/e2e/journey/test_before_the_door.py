"""Journey 1, before the door: the laptop syncs by itself, the brief is read in the car, and the office's clock watches.

Without a signal nothing looks watched that the office has not confirmed; what is overdue is raised by the server's own
clock, with or without a start.
"""

import sys
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from casework.records.contact.appointment import Appointment
from casework.records.contact.check_in import CheckIn, CheckInStep
from casework.records.identifier import CaseId
from casework.records.risk.warning import Notice, WarningSort
from casework.rules.standing import read_record
from demonstration.cast import DUTY_TELEPHONE, INTERPRETER_CASE, MAIN_CASE, WORKER
from demonstration.driver import PASSPHRASE
from desktop.clock import SystemClock
from desktop.services.amend import add_warning
from desktop.services.local_time import local
from desktop.services.unlock import Laptop as Machine
from desktop.services.unlock import profiles_here, unlock
from desktop.settings import Policy, load_folders
from server.storage.folded import load_kind
from tests.e2e.colleague import make_colleague
from tests.e2e.journey.agency import DUTY_SENIOR, DUTY_SENIOR_NAME, appointment, case_of, staff
from tests.e2e.journey.rig import Journey, Person, no_key_store

pytestmark = pytest.mark.timeout(600)

CO_WORKER = "W102"


def test_from_the_office_to_the_door(journey: Journey, tmp_path: Path) -> None:
    """At the office it syncs by itself; in the car the brief has everything on one screen, and the visit is started."""
    worker = journey.at_work(WORKER)
    visit = appointment()
    worker.has(f"visit_brief_{visit}")
    worker.picture("1-today", show=f"visit_brief_{visit}")
    _a_colleague_records_a_dog_that_bites(journey, tmp_path)
    _a_visit_is_planned_and_at_the_office(journey, worker)
    _locked_and_unlocked_at_the_same_place(worker)
    worker.press("Ctrl+1")
    worker.has("today_page")
    assert worker.laptop.close() == 0
    journey.signal_lost()
    _unlocked_in_the_car(worker)
    worker.has(f"visit_brief_{visit}")
    worker.click(f"visit_brief_{visit}")
    _the_brief_says_everything(worker)
    worker.click("visit_start")
    worker.has("visit_narrative")
    worker.reads("On since")
    worker.picture("1-started")
    _what_is_not_confirmed_is_not_watched(worker)
    assert worker.laptop.close() == 0
    _the_brief_of_yesterday_says_phone_duty(worker, visit)
    journey.signal_back()
    worker.until(lambda: _the_office_has_the_start(journey, visit))
    journey.switch_off()


def _a_colleague_records_a_dog_that_bites(journey: Journey, folder: Path) -> None:
    """From another laptop; nobody touches this one, and the warning is on it."""
    with closing(make_colleague(folder / CO_WORKER, journey.office, staff(CO_WORKER))) as colleague:
        notice = Notice(sort=WarningSort.WEAPON, text="Keeps an air rifle in the hall cupboard.")
        add_warning(colleague.session, case_of(MAIN_CASE), notice)
        colleague.sync()
    journey.people[WORKER].reads("Weapon")


def _a_visit_is_planned_and_at_the_office(journey: Journey, worker: Person) -> None:
    """With the time somebody expects to be back, before the car leaves."""
    worker.open_person("Piotr")
    worker.plan_visit("home_visit_announced", "tomorrow", "10.00", "11.00", picture="1-plan")
    tomorrow = local(SystemClock().now()).date() + timedelta(days=1)
    worker.until(lambda: tomorrow in _days_back(journey, case_of(INTERPRETER_CASE)))
    worker.at_the_office()


def _days_back(journey: Journey, case: CaseId) -> set[date]:
    """The days on which the office expects somebody back from a visit in a case."""
    plans = [one.plan for one in _appointments(journey, case)]
    return {local(plan.back_by).date() for plan in plans if plan and plan.back_by}


def _locked_and_unlocked_at_the_same_place(worker: Person) -> None:
    """The process that locked is gone; the one that unlocks leads back to the person, and to the tab."""
    worker.open_person("trialby")
    worker.press("Alt+R")
    worker.has("record_pane")
    name = worker.words("person_name")
    worker.laptop.lock()
    worker.has("unlock_button")
    assert name not in worker.words()
    worker.laptop.type_into("passphrase", PASSPHRASE)
    worker.press("Return")
    worker.has("person_name", name)
    worker.has("record_pane")
    worker.reads("You are back where you were.")


def _unlocked_in_the_car(worker: Person) -> None:
    """How long it takes from the passphrase to the page, without a signal, is said; the machine may be busy."""
    worker.laptop.start()
    worker.laptop.type_into("passphrase", PASSPHRASE)
    began = time.monotonic()
    worker.press("Return")
    worker.has("today_page")
    sys.stdout.write(f"\nfrom the passphrase to Today: {time.monotonic() - began:.2f} s\n")


def _the_brief_says_everything(worker: Person) -> None:
    """Every point of the design, on one screen of the normal size."""
    worker.has("brief_page")
    worker.has("visit_start")
    assert worker.words("brief_name") == "Callum Sample"
    worker.reads(
        "born 12 March 1984",
        "Very high risk of serious harm",
        "by Rowan Example-Reid",
        "Do not visit alone",
        "Dog at the property",
        "Weapon",
        "Morag Sample (mother)",
        "Conditions to check",
        "Show any device that can go online",
        "New since your last visit",
        "Keeps an air rifle in the hall cupboard.",
        "British Sign Language, interpreter needed",
        "PC Specimen, 0",
    )
    assert worker.words("brief_as_at").startswith("As at")
    assert worker.words("office_word").startswith("The office expects you back by")
    worker.picture("1-brief")
    assert worker.unseen("brief_name") == 0, "the brief is not on one screen"


def _what_is_not_confirmed_is_not_watched(worker: Person) -> None:
    """Planned and started without a signal: the number of duty, and nothing that looks like being watched."""
    worker.open_person("Trialby")
    soon = local(SystemClock().now() + timedelta(minutes=10))
    worker.plan_visit("home_visit_unannounced", "today", f"{soon:%H.%M}", "23.59")
    worker.press("Ctrl+B")
    worker.has("visit_start")
    said = f"The office does not know you are here: phone {DUTY_TELEPHONE}"
    assert worker.words("office_word") == said
    worker.click("visit_start")
    worker.has("visit_narrative")
    worker.has("office_word", said)
    assert "expects you back" not in worker.words()
    worker.picture("1-not-watched")


def _the_brief_of_yesterday_says_phone_duty(worker: Person, visit: str) -> None:
    """What is more than twelve hours old is not for knocking on a door with."""
    machine = Machine(load_folders(worker.laptop.home), Policy(require_key_store=False), SystemClock(), no_key_store)
    (profile,) = profiles_here(machine)[0]
    opened = unlock(machine, profile, PASSPHRASE)
    with opened.connection as connection:
        at = (SystemClock().now() - timedelta(hours=13)).isoformat()
        connection.execute("UPDATE fact SET value = ? WHERE name = 'synced_at'", (at,))
    opened.close()
    worker.unlock()
    # Where the visit was when the laptop was closed.
    worker.has("visit_narrative")
    worker.press("Ctrl+1")
    worker.has(f"visit_open_{visit}")
    worker.click(f"visit_open_{visit}")
    worker.has("person_name", "Callum Sample")
    worker.press("Ctrl+B")
    worker.reads(f"Phone duty before you knock: {DUTY_TELEPHONE}")


def _the_office_has_the_start(journey: Journey, visit: str) -> bool:
    with journey.office.parts.database.read() as reading:
        steps = [read_record(CheckIn, state) for state in load_kind(reading, CheckIn.kind)]
    return CheckInStep.STARTED in {step.step for step in steps if step.appointment == visit}


def _appointments(journey: Journey, case: CaseId) -> list[Appointment]:
    with journey.office.parts.database.read() as reading:
        states = [state for state in load_kind(reading, Appointment.kind) if state.scope.endswith(case)]
    return [read_record(Appointment, state) for state in states]


def test_the_clock_of_the_office_raises_what_is_overdue_started_or_not(journey: Journey) -> None:
    """A visit nobody ever started is on the duty desk by the server's own clock; it is closed by telephone there."""
    senior = journey.at_work(DUTY_SENIOR)
    senior.click("rail_duty")
    senior.has("duty_list")
    senior.reads(DUTY_SENIOR_NAME)
    senior.has("duty_list", "Eilidh Testwell")
    senior.has("duty_list", "Visit overdue")
    senior.has("duty_answer")
    senior.picture("1-overdue")
    senior.click("duty_answer")
    senior.gone("duty_answer")
    senior.press("Return")
    senior.has("spoke_to")
    senior.picture("1-close")
    senior.press("Escape")
    senior.gone("spoke_to")
    journey.switch_off()
