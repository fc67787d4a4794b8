"""Journey 7, the high-risk list: a sweep, proposals, a signed NIL return, and a senior who decides.

Every worker returns proposals or a signed nil return; the senior decides on (a or b or c) and (i or ii), with the
version of the definition kept.
"""

from datetime import date, timedelta

import pytest

from casework.records.high_risk.proposal import HighRiskProposal, ListStatus
from casework.records.identifier import case_scope
from casework.rules.standing import read_record
from demonstration.cast import (
    FORMER_NAME_CASE,
    INTERPRETER_CASE,
    MAIN_CASE,
    NEW_CASE,
    SAME_NAME_CASE,
    SENIOR,
    WORKER,
)
from tests.e2e.journey.agency import case_of
from tests.e2e.journey.rig import Journey, Person
from tests.e2e.journey.scene import today_of

NOBODYS = "W103"
CONCERN = "Threats have become more frequent within weeks."
REASON = "Discussed with Rowan; the reports speak for it."
NOT_YET = "Does not meet the definition yet: it needs one of a, b and c, and one of i and ii, with what that rests on."


@pytest.mark.timeout(1200)
def test_a_sweep_from_opening_to_the_decision(timed_journey: Journey) -> None:
    """Through the windows of the senior, the worker who proposes, and one who has nothing to report."""
    journey = timed_journey
    day = today_of(journey)
    senior = journey.at_work(SENIOR)
    _the_senior_opens_it(senior, day)
    worker = journey.at_work(WORKER)
    _the_worker_goes_through_the_caseload(worker)
    _and_proposes_somebody(worker, day)
    _and_signs_the_return(worker)
    _nothing_to_report_is_signed_too(journey.at_work(NOBODYS))
    _the_senior_sees_who_has_not_answered(senior)
    _and_decides_with_a_reason(senior)
    _everybody_sees_the_definition_and_its_version(journey, worker)
    journey.switch_off()


def _the_senior_opens_it(senior: Person, day: date) -> None:
    """Everybody of the team is asked, until a day."""
    senior.click("rail_high_risk")
    senior.fill("sweep_answer_by", f"{day + timedelta(days=7):%d/%m/%Y}")
    senior.press("Tab")
    senior.picture("7-open", show="open_sweep")
    senior.click("open_sweep")
    senior.reads("The sweep is open.", "Sweep of Invertown North, answer by")
    senior.at_the_office()
    assert senior.laptop.close() == 0


def _the_worker_goes_through_the_caseload(worker: Person) -> None:
    """Each case: meets the definition, does not, or unsure; whoever is on the list already is said to be."""
    worker.click("rail_high_risk")
    for key in (MAIN_CASE, INTERPRETER_CASE):
        worker.click(f"meets_{case_of(key)}_meets")
    for key in (FORMER_NAME_CASE, SAME_NAME_CASE):
        worker.click(f"meets_{case_of(key)}_does_not_meet")
    worker.click(f"meets_{case_of(NEW_CASE)}_unsure")
    worker.reads("On the list already.", "A proposal is needed: it says what carries it.")
    worker.fill(f"note_{case_of(NEW_CASE)}", "Nothing is known of the earlier sentence.")
    worker.press("Tab")
    worker.picture("7-answer", show=f"propose_{case_of(INTERPRETER_CASE)}")


def _and_proposes_somebody(worker: Person, day: date) -> None:
    """The definition stands beside the form, and says live whether it is met and by what."""
    worker.click(f"propose_{case_of(INTERPRETER_CASE)}")
    worker.has("record_body")
    worker.reads("Definition of a High Risk Offender (HRO)")
    for name in ("sort_editor_violent", "limb_a_editor_no", "limb_b_editor_no", "limb_c_editor_yes"):
        worker.click(f"field_{name}")
    for name in ("condition_i_editor_no", "condition_ii_editor_yes", "at_risk_editor_known_persons"):
        worker.click(f"field_{name}")
    worker.reads(NOT_YET)
    worker.click("add_concerns")
    worker.click("add_reports")
    today = f"{day:%d/%m/%Y}"
    for name, text in (
        ("concerns_0_what", CONCERN),
        ("concerns_0_on", today),
        ("reports_0_source", "Police"),
        ("reports_0_on", today),
        ("reports_0_says", "Told by telephone; an invented report."),
        ("reports_0_holder", "The named police contact"),
        ("continues", "Little protects those around him."),
    ):
        worker.fill(f"field_{name}_editor", text)
    worker.reads("Meets the definition: carried by c and ii.")
    worker.picture("7-propose", show="field_concerns_0_what_editor")
    worker.press("Ctrl+Return")
    worker.gone("record_body")


def _and_signs_the_return(worker: Person) -> None:
    worker.click("rail_high_risk")
    worker.reads(
        "Proposed; waits for a senior.", "Waits for a senior of the case. Nobody decides about their own proposal."
    )
    worker.click(_named(worker, "sign_"))
    worker.reads("Signed. It goes to the office with the next sync.", "Return signed today.")
    worker.at_the_office()


def _nothing_to_report_is_signed_too(colleague: Person) -> None:
    """Expressly: not to have answered is never the same."""
    colleague.click("rail_high_risk")
    colleague.reads("You hold no open case. A NIL return says so expressly.")
    assert "Sign a NIL return" in colleague.words(_named(colleague, "sign_")).replace("&", "")
    colleague.click(_named(colleague, "sign_"))
    colleague.reads("NIL return signed today.")
    colleague.at_the_office()
    assert colleague.laptop.close() == 0


def _the_senior_sees_who_has_not_answered(senior: Person) -> None:
    """By name, with the figures of all returns together; what is unsure is looked at together."""
    senior.unlock()
    senior.at_the_office()
    senior.click("rail_high_risk")
    senior.reads("1 returned, 1 NIL,", "Struan Mockford-Hay", "Not answered", "Iona Draftley-Kerr", timeout_s=120)
    senior.reads("Unsure: look at these together", "Nothing is known of the earlier sentence.")
    senior.picture("7-returns", show=_named(senior, "collate_"))


def _and_decides_with_a_reason(senior: Person) -> None:
    """What carries it, under which version; never without a reason."""
    senior.reads("Carried by c and ii (definition", CONCERN)
    accept = _named(senior, "accept_")
    senior.click(accept)
    senior.reads("Write why. It is kept with the record.")
    senior.fill(accept.replace("accept_", "reason_"), REASON)
    senior.picture("7-decide", show=accept)
    senior.click(accept)
    senior.reads("On the high-risk list now.", "2 on the list:")
    senior.at_the_office()


def _everybody_sees_the_definition_and_its_version(journey: Journey, worker: Person) -> None:
    """On the worker's list, and in what the office keeps."""
    worker.reads("2 on the list:", "Decided by Morven Modelson.", timeout_s=120)
    (state,) = journey.office.parts.zero.states(HighRiskProposal.kind, case_scope(case_of(INTERPRETER_CASE)))
    listing = read_record(HighRiskProposal, state).listing
    assert listing is not None
    assert (listing.status, listing.reason) == (ListStatus.ON, REASON)
    assert listing.definition is not None
    assert listing.definition.version == 2


def _named(person: Person, prefix: str) -> str:
    """The one thing on the screen whose name begins so."""
    return next(name for name in person.names() if name.startswith(prefix))
