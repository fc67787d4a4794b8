"""Journey 6, the three-monthly review: due by a dated standard, closed with a senior, and the person's own copy.

The plan is printed and shown to the person without anything that is marked not for them; what nobody has decided about
counts as withheld, and nothing of it is anywhere in the file.
"""

from datetime import date, timedelta
from pathlib import Path

import pytest

from casework.records.file.case import Case
from casework.records.file.telling_decision import TellingDecision
from casework.records.identifier import case_scope
from casework.rules.calendar import add_months
from casework.rules.standing import read_record
from demonstration.cast import MAIN_CASE, WORKER
from demonstration.driver import PASSPHRASE
from desktop.views.wording import long_day
from tests.desktop.services.test_person_copy import everything_in, words_in
from tests.e2e.journey.agency import case_of, staff
from tests.e2e.journey.rig import Journey, Person
from tests.e2e.journey.scene import today_of

TOLD = "Might fall in with old friends."
UNDECIDED = "His neighbour at number nine."
FORMULATION = "Bored and alone at night; the messages began then."
HELPS = "It helps: somebody asks how I am."
SUMMARY = "The plan works; contact stays weekly."
MISSING = (
    "Supervising worker is missing",
    "The person at the review is missing",
    "How the person finds supervision, in their words is missing",
    "What gets in the way for the person is missing",
    "Next review is missing",
)


@pytest.mark.timeout(1200)
def test_the_review_is_closed_and_the_person_has_their_copy(timed_journey: Journey, tmp_path: Path) -> None:
    """Through the worker's window, and then over the person's shoulder."""
    journey = timed_journey
    day = today_of(journey)
    _a_plan_with_a_scenario(journey, day)
    worker = journey.at_work(WORKER)
    _it_is_due_by_a_dated_standard(worker)
    _it_is_not_closed_without_what_it_needs(worker, day)
    _and_closed_with_a_senior_and_the_persons_view(worker, day)
    _one_field_may_be_told(journey, worker)
    _the_copy_leaves_the_rest_out(worker, tmp_path / "copy.pdf")
    _the_person_is_shown_it(worker)
    journey.switch_off()


def _a_plan_with_a_scenario(journey: Journey, day: date) -> None:
    """In use; nobody has decided what of it the person may be told."""
    case = case_of(MAIN_CASE)
    plan = journey.office.write(
        case_scope(case),
        "risk_management_plan",
        {
            "made_on": day.isoformat(),
            "made_by": staff(WORKER),
            "review_on": (day + timedelta(days=60)).isoformat(),
            "formulation": FORMULATION,
        },
    )
    journey.office.write(case_scope(case), "risk_scenario", {"plan": plan, "what": TOLD, "who": UNDECIDED})
    (state,) = journey.office.parts.zero.states(Case.kind, case_scope(case))
    assert read_record(Case, state).opened_on is not None


def _it_is_due_by_a_dated_standard(worker: Person) -> None:
    """The day, the rule with its version, and where that is stated."""
    worker.open_person("samson")
    worker.press("Alt+U")
    worker.reads(
        "Three-monthly review with a senior. Due by",
        "Rule: high risk review (version 1)",
        "Source: High Risk Offenders Action Plan, section 2: three-monthly, a senior attending.",
        "What satisfies it: Review held.",
    )
    due = next(name for name in worker.names() if name.startswith("due_do_high_risk_review_"))
    worker.picture("6-due", show=due)
    worker.click(due)
    worker.has("record_body")


def _it_is_not_closed_without_what_it_needs(worker: Person, day: date) -> None:
    """A senior first; then each of the others is named."""
    worker.click("field_sort_editor_high_risk")
    worker.fill("field_held_on_editor", f"{day:%d/%m/%Y}")
    worker.fill("field_summary_editor", SUMMARY)
    worker.click("add_closed")
    worker.fill("field_closed_on_editor", f"{day:%d/%m/%Y}")
    worker.press("Ctrl+Return")
    worker.reads("names no senior who attended: name one, or say that it was not held as the standard asks.")
    worker.laptop.do("focus", name="field_closed_senior_editor")
    worker.type("Morven")
    worker.press("Ctrl+Return")
    worker.reads(*MISSING)
    worker.picture("6-missing", show="problem_summary")


def _and_closed_with_a_senior_and_the_persons_view(worker: Person, day: date) -> None:
    """Barriers, and the next date: what was agreed stands where it is sooner than three months from today."""
    agreed = day + timedelta(days=80)
    assert agreed < add_months(day, 3)
    worker.laptop.do("focus", name="field_worker_editor")
    worker.type("Rowan")
    worker.fill("field_views_editor", HELPS)
    worker.fill("field_barriers_editor", "No bus after six.")
    worker.fill("field_improvement_editor", "Appointments by text.")
    worker.click("field_person_attended_editor_yes")
    worker.fill("field_next_on_editor", f"{agreed:%d/%m/%Y}")
    worker.press("Ctrl+Return")
    worker.gone("record_body")
    worker.at_the_office()
    worker.has("record_pane")
    worker.reads(HELPS, SUMMARY, "No bus after six.", "Morven Modelson")
    worker.press("Alt+U")
    worker.reads(f"Three-monthly review with a senior. Due by {long_day(agreed, day)}.")


def _one_field_may_be_told(journey: Journey, worker: Person) -> None:
    """Field by field, with a reason."""
    worker.press("Alt+R")
    worker.has("records")
    worker.fill("record_search", "scenario")
    worker.press("Down")
    worker.has("read_what")
    worker.click("decide_telling")
    worker.click("disclose_what")
    worker.has("dialog")
    worker.fill("reason", "It helps him to know.")
    worker.picture("6-decide")
    worker.click("dialog_accept")
    worker.gone("dialog")
    worker.until(lambda: journey.office.parts.zero.states(TellingDecision.kind, case_scope(case_of(MAIN_CASE))))
    worker.at_the_office()


def _the_copy_leaves_the_rest_out(worker: Person, paper: Path) -> None:
    """On the screen and in the file, its metadata included: no word, no gap, no mark."""
    worker.choose("more_show")
    worker.has("copy_preview", TOLD)
    worker.reads("nobody has decided about. They count as withheld.")
    assert UNDECIDED not in worker.words("copy_preview")
    worker.picture("6-copy")
    worker.click("sheet_save")
    worker.fill("fileNameEdit", str(paper))
    worker.press("Return")
    worker.reads("The copy is saved. Once you have handed it over, record that.")
    data = paper.read_bytes()
    assert TOLD in words_in(data)
    everything = everything_in(data)
    for withheld in (UNDECIDED, FORMULATION, "number nine", "Do not visit alone", "Rowan Example-Reid"):
        assert withheld not in everything


def _the_person_is_shown_it(worker: Person) -> None:
    """It fills the screen alone; only the worker's passphrase leads back."""
    worker.click("copy_show")
    worker.has("showing_paper", TOLD)
    said = worker.words()
    for withheld in (UNDECIDED, FORMULATION, "Do not visit alone", "Very high risk"):
        assert withheld not in said
    assert worker.laptop.do("titles") == ["Doorstep"]
    worker.picture("6-shown")
    worker.press("Escape")
    worker.fill("showing_passphrase", "not the passphrase")
    worker.press("Return")
    worker.reads("Wrong passphrase.")
    assert "Callum" not in worker.words()
    worker.reads("You can try again now.", timeout_s=60)
    worker.fill("showing_passphrase", PASSPHRASE)
    worker.press("Return")
    worker.has("person_tabs")
    assert worker.words("person_name") == "Callum Sample"
