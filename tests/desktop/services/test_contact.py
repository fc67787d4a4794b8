"""A contact is complete when saved, points to its appointment and correction, and shows how far it has come."""

from datetime import time, timedelta

import pytest

from casework.errors import UserError
from casework.ledger.protocol import Verdict
from casework.records.contact.appointment import AppointmentStatus, ContactSort
from casework.records.contact.contact import (
    ConditionResult,
    Handling,
    InterpreterSort,
    Outcome,
    PresentRole,
    VisitBasis,
)
from casework.records.person.person import Communication
from casework.records.risk.warning import Notice, WarningSort
from desktop.services import amend, capture
from desktop.services.case_page import read_case
from desktop.services.caseload import find
from desktop.services.conflict import open_conflicts
from desktop.services.contact_form import ContactForm, InterpreterPart, JointPart, NextPart
from desktop.services.contact_page import ContactPage, chronology, contact_lines, read_contact
from desktop.services.draft import discard_draft, draft_lines, keep_draft, restore_draft
from desktop.services.person_line import person_lines
from desktop.services.recorder import NotComplete
from tests.desktop.services.laptop import Laptop, Team
from tests.desktop.views.desk_rig import fill_case

WORDS = "Seen at home; calm, and open about the week."


def begun(laptop: Laptop, **changes: object) -> ContactForm:
    """A sheet filled in."""
    form = capture.start_contact(laptop.session, laptop.case)
    form.sort, form.arranged, form.outcome, form.narrative = ContactSort.OFFICE, True, Outcome.COMPLIED, WORDS
    return form.model_copy(update=changes)


def record(laptop: Laptop, **changes: object) -> str:
    return capture.complete_contact(laptop.session, begun(laptop, **changes), None).contact


def shown(laptop: Laptop, contact: str) -> ContactPage:
    page = read_contact(laptop.session, laptop.case, contact)
    assert page is not None
    return page


def test_a_sheet_begins_with_sensible_values(team: Team) -> None:
    laptop = team.worker
    fill_case(laptop.session, laptop.case)
    form = capture.start_contact(laptop.session, laptop.case)
    assert (form.day, form.at, form.significant) == (laptop.session.today(), time(9), False)
    assert [part.role for part in form.present] == [PresentRole.PERSON]
    assert [part.number for part in form.conditions] == ["3", "7"]
    assert form.interpreter is not None
    assert form.interpreter.language == "Polish"


def test_each_thing_that_is_missing_has_its_sentence(team: Team) -> None:
    form = capture.start_contact(team.worker.session, team.worker.case)
    form.significant, form.day, form.interpreter = None, None, InterpreterPart()
    with pytest.raises(NotComplete) as refused:
        capture.complete_contact(team.worker.session, form, None)
    assert [sentence.split(" is missing")[0] for sentence in refused.value.problems] == [
        "Type of contact",
        "When",
        "Arranged beforehand",
        "Outcome",
        "What happened",
        "Language of the interpreter",
        "Significant",
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"narrative": "y" * 100_001}, "What happened is too long"),
        ({"present": []}, "tick at least the person"),
        ({"minutes": 2000}, "When, minutes is too large"),
        ({"at": time(23)}, "lies in the future"),
        ({"sort": ContactSort.JOINT_POLICE}, "Police officer is missing"),
        ({"interpreter": InterpreterPart(language="y" * 101)}, "too long"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(team: Team, changes: dict[str, object], sentence: str) -> None:
    form = begun(team.worker, **changes)
    with pytest.raises(NotComplete, match=sentence):
        capture.complete_contact(team.worker.session, form, None)
    with pytest.raises(NotComplete, match=sentence):
        capture.preview_contact(team.worker.session, form)
    assert team.worker.ready.store.unsent() == 0


def test_the_preview_says_what_becomes_permanent(team: Team) -> None:
    laptop = team.worker
    following = NextPart(day=laptop.session.today() + timedelta(days=7), at=time(10), place="Office, room 2")
    lines = dict(capture.preview_contact(laptop.session, begun(laptop, next=following)))
    assert lines["Type of contact"] == "Office appointment"
    assert lines["What happened"] == WORDS
    assert "Office, room 2" in lines["Next appointment"]
    assert lines["Significant"] == "No"


def test_both_accounts_of_a_joint_visit_are_kept_apart(team: Team) -> None:
    joint = JointPart(officer="PC Specimen", purpose="Address check", basis=VisitBasis.LICENCE, account="Told us more.")
    page = shown(team.worker, record(team.worker, sort=ContactSort.JOINT_POLICE, joint=joint))
    assert page.narrative == WORDS
    assert page.police_account == "Told us more."
    assert dict(page.police)["Officer"] == "PC Specimen"
    assert page.handling.startswith("Share only with the police officer")
    assert joint.handling is Handling.POLICE_ONLY


def test_conditions_and_an_interpreter_who_is_a_child_are_shown(team: Team) -> None:
    laptop = team.worker
    fill_case(laptop.session, laptop.case)
    form = begun(laptop)
    form.conditions[0].result, form.conditions[0].note = ConditionResult.POSSIBLE_BREACH, "Slept elsewhere."
    form.interpreter = InterpreterPart(sort=InterpreterSort.CHILD, language="Polish")
    page = shown(laptop, capture.complete_contact(laptop.session, form, None).contact)
    assert page.conditions == (("Condition 3", "Possible breach · Slept elsewhere."),)
    assert page.interpreter_warning
    assert page.present == (("The person", ""),)


def test_the_appointment_is_recorded_with_its_contact(team: Team) -> None:
    laptop = team.worker
    session, case = laptop.session, laptop.case
    part = NextPart(sort=ContactSort.JOINT_POLICE, day=session.today(), at=time(11), back_by=time(12))
    amend.plan_appointment(session, case, part, "PC Specimen", "Address check")
    page = read_case(session, case)
    assert page is not None
    appointment = page.appointments[0].appointment
    laptop.ready.clock.advance(hours=3)
    form = capture.start_contact(session, case, appointment)
    assert (form.sort, form.arranged, form.at, form.joint.officer) == (part.sort, True, time(11), "PC Specimen")
    form.outcome, form.narrative, form.joint.basis = Outcome.COMPLIED, WORDS, VisitBasis.CONSENT
    capture.complete_contact(session, form, None)
    after = read_case(session, case)
    assert after is not None
    assert after.appointments[0].status is AppointmentStatus.RECORDED


def test_the_next_appointment_is_planned_in_the_same_commit(team: Team) -> None:
    laptop = team.worker
    following = NextPart(day=laptop.session.today() + timedelta(days=7), at=time(10), place="Office, room 2")
    record(laptop, next=following)
    page = read_case(laptop.session, laptop.case)
    assert page is not None
    assert [line.place for line in page.appointments] == ["Office, room 2"]
    assert laptop.ready.store.unsent() == 1


def test_a_correction_is_a_new_record_and_the_old_one_points_to_it(team: Team) -> None:
    laptop = team.worker
    first = record(laptop)
    form = capture.start_correction(laptop.session, laptop.case, first)
    assert form.narrative == WORDS
    with pytest.raises(NotComplete, match="Reason for the correction is missing"):
        capture.complete_contact(laptop.session, form, None)
    form.narrative, form.correction_reason = "Seen at the office.", "It was at the office."
    second = capture.complete_contact(laptop.session, form, None).contact
    old, new = shown(laptop, first), shown(laptop, second)
    assert (old.narrative, old.corrected_by, old.line.corrected) == (WORDS, second, True)
    assert (new.corrects, new.correction_reason, new.line.correction) == (first, "It was at the office.", True)
    with pytest.raises(UserError, match="not on this laptop"):
        capture.start_correction(laptop.session, laptop.case, "00000000-0000-0000-0000-0000000000ff")


def test_two_corrections_without_sight_are_told_apart_in_words(team: Team) -> None:
    first = record(team.worker)
    team.sync()
    for laptop, reason in ((team.worker, "It was at the office."), (team.colleague, "The day was wrong.")):
        form = capture.start_correction(laptop.session, laptop.case, first)
        form.correction_reason = reason
        capture.complete_contact(laptop.session, form, None)
    team.sync()
    (line,) = open_conflicts(team.senior.session)
    said = [view.lines[0][1] for view in line.views]
    assert said[0] == "Office appointment, 2 November 2026, 09:00, by Wilma Worker: It was at the office."
    assert said[1].endswith("by Colin Colleague: The day was wrong.")


def test_the_ladder_says_how_far_it_has_come(team: Team) -> None:
    contact = record(team.worker)
    assert not shown(team.worker, contact).line.at_office
    assert "has not received this yet" in shown(team.worker, contact).ladder_sentence
    team.sync()
    page = shown(team.worker, contact)
    assert page.line.at_office
    assert (page.ladder.verdict, page.ladder_sentence) == (Verdict.ACCEPTED, "At the office.")
    assert shown(team.colleague, contact).narrative == WORDS


def test_what_waits_for_a_senior_says_so(team: Team) -> None:
    office = team.worker.ready.office
    office.judge = lambda _sealed: (Verdict.QUARANTINED, "not_valid")
    contact = record(team.worker)
    team.worker.sync()
    assert shown(team.worker, contact).ladder_sentence.startswith("Something in this record is not as it should be.")


def test_chronology_has_contacts_levels_and_warnings_the_latest_first(team: Team) -> None:
    laptop = team.worker
    fill_case(laptop.session, laptop.case)
    laptop.ready.clock.advance(days=1)
    record(laptop, significant=True)
    lines = chronology(laptop.session, laptop.case)
    assert lines[0].title == "Office appointment · Attended – complied"
    assert lines[0].significant
    assert {line.kind for line in lines} == {"contact", "risk_level", "warning"}
    assert any(line.title == "Signed: High risk of serious harm" for line in lines)


def test_a_narrative_is_found_and_leads_to_its_person(team: Team) -> None:
    record(team.worker)
    (line,) = find(team.worker.session, "open about")
    assert (line.person.name, line.kind) == ("Isla Testcase", "contact")
    assert not find(team.worker.session, "  ")
    assert [line.opening for line in contact_lines(team.worker.session, team.worker.case)] == [WORDS]


def test_a_draft_is_kept_offered_restored_and_gone_with_the_contact(team: Team) -> None:
    laptop = team.worker
    session, ident = laptop.session, laptop.ready.store.new_id()
    form = begun(laptop)
    kept = keep_draft(session, ident, laptop.case, capture.FORM, form.model_dump_json())
    laptop.ready.clock.advance(minutes=2)
    again = keep_draft(session, ident, laptop.case, capture.FORM, form.model_dump_json())
    (line,) = draft_lines(session, person_lines(session))
    assert line.person is not None
    assert (line.id, line.case, line.form, line.kept_at) == (ident, laptop.case, "contact", again)
    gone = discard_draft(session, ident)
    assert gone is not None
    assert (gone.started_at, gone.kept_at) == (kept, again)
    assert not draft_lines(session, person_lines(session))
    restore_draft(session, gone)
    stored = laptop.ready.store.draft(ident)
    assert stored is not None
    assert ContactForm.model_validate_json(stored.content) == form
    capture.complete_contact(session, form, ident)
    assert not draft_lines(session, person_lines(session))


def test_a_person_who_needs_an_interpreter_has_one_on_the_sheet(team: Team) -> None:
    laptop = team.worker
    amend.change_communication(laptop.session, laptop.case, Communication(language="BSL", interpreter=True))
    amend.add_warning(laptop.session, laptop.case, Notice(sort=WarningSort.DOG))
    form = capture.start_contact(laptop.session, laptop.case)
    assert form.interpreter is not None
    assert form.interpreter.language == "BSL"
