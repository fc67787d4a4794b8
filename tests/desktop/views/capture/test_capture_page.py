"""A contact is recorded by keyboard alone, shown before it stands, and put right by a correction."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from casework.problem import about
from casework.records.contact.appointment import Appointment, ContactSort
from casework.records.contact.contact import Contact, Handling, Outcome, VisitBasis
from casework.records.risk.warning import Notice, WarningSort
from casework.rules.standing import read_record
from desktop.services.amend import add_warning
from desktop.services.capture import complete_contact, start_contact
from desktop.services.session import Session
from desktop.views.capture.capture_page import CapturePage
from desktop.views.capture.problem import editor_of
from desktop.views.desk import Place
from tests.desktop.views.capture.opened import open_new
from tests.desktop.views.desk_rig import DeskRig

CONTROL = Qt.KeyboardModifier.ControlModifier
WORDS = "Seen at home; calm, and open about the week."


def press(text: str = "", key: Qt.Key = Qt.Key.Key_unknown) -> None:
    """Type into whatever has the focus."""
    focused = QApplication.focusWidget()
    assert focused is not None
    if text:
        QTest.keyClicks(focused, text)
    else:
        QTest.keyClick(focused, key)


def focus_name() -> str:
    focused = QApplication.focusWidget()
    return focused.objectName() if focused else ""


def go_to(name: str) -> None:
    """Press Tab until the field is reached, as somebody without a mouse does."""
    for _ in range(60):
        if focus_name().startswith(name):
            return
        press(key=Qt.Key.Key_Tab)
    raise AssertionError(f"{name} cannot be reached with Tab")


def finish(page: CapturePage, qtbot: QtBot) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: not page.checking)


def contacts(session: Session) -> list[Contact]:
    return [read_record(Contact, state) for state in session.store.records(Contact.kind)]


def record(page: CapturePage, qtbot: QtBot, rig: DeskRig) -> None:
    assert page.preview is not None
    went = len(rig.went)
    QTest.keyClick(page.preview.record_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(rig.went) > went)


def test_a_contact_is_recorded_by_keyboard_alone(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    assert focus_name().startswith("sort_")
    press("h")
    go_to("minutes")
    press("45")
    go_to("arranged")
    press("y")
    go_to("outcome")
    press("c")
    go_to("narrative")
    press(WORDS)
    finish(page, qtbot)
    record(page, qtbot, rig)
    (saved,) = rig.look(contacts)
    assert (saved.sort, saved.outcome, saved.arranged) == (ContactSort.HOME_ANNOUNCED, Outcome.COMPLIED, True)
    assert saved.narrative == WORDS
    assert saved.happened is not None
    assert saved.happened.minutes == 45
    assert rig.went[-1].name == "person"
    assert rig.went[-1].tab == "contacts"
    assert [said.words for said in rig.said] == ["Contact recorded."]
    assert rig.look(lambda session: session.store.drafts()) == []


def test_what_is_missing_stands_beside_its_field_and_the_first_gets_the_cursor(
    page: CapturePage, rig: DeskRig, qtbot: QtBot
) -> None:
    open_new(page, rig, qtbot)
    finish(page, qtbot)
    fields = page.sheet.fields()
    wrong = [name for name, field in fields.items() if field.error]
    assert wrong == ["sort", "arranged", "outcome", "narrative"]
    assert "4 things" in page.summary.sentence
    assert focus_name().startswith("sort_")
    press("o")
    assert fields["sort"].error == ""
    assert rig.look(contacts) == []


def test_a_time_that_is_not_understood_is_said_beside_its_field(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    page.sheet.basics.at.line.clear()
    QTest.keyClicks(page.sheet.basics.at.line, "half two")
    finish(page, qtbot)
    assert "not understood" in page.sheet.fields()["at"].error


def test_the_need_for_an_interpreter_stays_in_sight(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    assert "Interpreter: Polish" in page.head.accessible_summary


def test_what_was_understood_is_shown_while_it_is_typed(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    day = page.sheet.basics.day
    day.line.clear()
    QTest.keyClicks(day.line, "yesterday")
    assert "Yesterday, Sunday 1 November" in day.line.accessibleDescription()
    at = page.sheet.basics.at
    at.line.clear()
    QTest.keyClicks(at.line, "1430")
    assert "14:30" in at.line.accessibleDescription()
    at.line.clear()
    QTest.keyClicks(at.line, "14:30")
    assert "14:30" not in at.line.accessibleDescription(), "what stands there already is not said again"


def test_a_joint_visit_keeps_two_accounts_apart(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    assert page.sheet.joint.isHidden()
    press("j")
    assert page.sheet.joint.isVisible()
    go_to("arranged")
    press("n")
    go_to("outcome")
    press("c")
    go_to("narrative")
    press("Mine.")
    go_to("officer")
    press("PC Specimen")
    go_to("purpose")
    press("Check of the address")
    go_to("basis")
    press("w")
    go_to("police_account")
    press("Theirs.")
    finish(page, qtbot)
    record(page, qtbot, rig)
    (saved,) = rig.look(contacts)
    assert saved.narrative == "Mine."
    assert saved.joint is not None
    assert (saved.joint.account, saved.joint.basis) == ("Theirs.", VisitBasis.CONSENT)
    assert saved.joint.handling is Handling.POLICE_ONLY


def test_an_account_is_not_lost_when_the_type_is_changed(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    press("j")
    QTest.keyClicks(page.sheet.joint.account, "Theirs.")
    page.sheet.basics.sort.setFocus()
    press("o")
    assert page.sheet.joint.isHidden()
    assert page.sheet.form().joint.account == "Theirs."
    assert named(page, "not_joint").isVisible()


def test_the_preview_says_exactly_what_is_saved_and_one_can_go_on_writing(
    page: CapturePage, rig: DeskRig, qtbot: QtBot
) -> None:
    open_new(page, rig, qtbot)
    fill(page)
    finish(page, qtbot)
    preview = page.preview
    assert preview is not None
    shown = " ".join(label.text() for label in preview.findChildren(QWidget) if hasattr(label, "text"))
    assert WORDS in shown
    assert "Attended – complied" in shown
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.preview is None)
    assert rig.look(contacts) == []
    assert page.sheet.narrative.text == WORDS


def test_the_next_appointment_is_made_with_the_contact(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    fill(page)
    page.sheet.following.wanted.setFocus()
    press("y")
    go_to("next_sort")
    press("h")
    go_to("next_day")
    press("tue")
    go_to("next_at")
    press("1430")
    finish(page, qtbot)
    assert "back from the visit" in page.sheet.fields()["next_back_by"].error
    press("1530")
    finish(page, qtbot)
    record(page, qtbot, rig)
    planned = rig.look(lambda s: [read_record(Appointment, state).plan for state in s.store.records(Appointment.kind)])
    assert [str(plan.starts) for plan in planned if plan] == ["2026-11-03 14:30:00+00:00"]


def test_a_child_who_interpreted_is_warned_about(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    warning = named(page, "interpreter_warning")
    assert page.sheet.interpreting.language.text() == "Polish"
    assert warning.isHidden()
    page.sheet.interpreting.sort.setFocus()
    press("c")
    assert not warning.isHidden()
    qtbot.waitUntil(lambda: not warning.visibleRegion().isEmpty())
    assert warning.visibleRegion().boundingRect().height() == warning.height()


def test_somebody_can_be_added_as_present_by_name(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    presence = page.sheet.presence
    presence.name_line.setFocus()
    press("Ewa Madeup")
    press(key=Qt.Key.Key_Return)
    assert [part.name for part in presence.parts()] == ["", "Ewa Madeup"]
    assert focus_name() == "present_name"


def test_conditions_are_checked_with_a_note(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    fill(page)
    go_to("condition_0")
    press("p")
    go_to("condition_note_0")
    press("Not there at eight")
    finish(page, qtbot)
    record(page, qtbot, rig)
    (saved,) = rig.look(contacts)
    assert [(check.number, check.note) for check in saved.conditions or ()] == [("3", "Not there at eight")]


def test_a_correction_is_a_new_record_with_its_reason(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    old = rig.look(lambda session: record_one(session, rig))
    page.show_place(Place("contact", rig.case, record=old))
    qtbot.waitUntil(lambda: page.case == rig.case)
    assert page.correction.isVisible()
    assert page.sheet.narrative.text == WORDS
    finish(page, qtbot)
    assert "what was wrong" in page.sheet.fields()["correction_reason"].error
    press("Wrong day")
    finish(page, qtbot)
    record(page, qtbot, rig)
    saved = {c.corrects.reason if c.corrects else "": c for c in rig.look(contacts)}
    assert saved[""].corrected_by is not None
    assert saved["Wrong day"].narrative == WORDS


def test_nothing_is_lost_when_the_case_changes_underneath(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    QTest.keyClicks(page.sheet.narrative, WORDS)
    page.sheet.narrative.setFocus()
    change = rig.look(lambda s: add_warning(s, rig.case, Notice(sort=WarningSort.WEAPON)))
    rig.desk.changed.emit(change)
    qtbot.waitUntil(lambda: "Weapon" in page.head.accessible_summary)
    assert page.sheet.narrative.text == WORDS
    assert focus_name() == "narrative"


def test_tab_goes_in_reading_order(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    press("j")
    seen: list[str] = []
    for _ in range(60):
        seen.append(focus_name())
        press(key=Qt.Key.Key_Tab)
    named_fields = [
        "sort_joint",
        "day",
        "at",
        "minutes",
        "arranged",
        "present_0",
        "present_role",
        "outcome",
        "narrative",
    ]
    named_fields += ["officer", "purpose", "basis", "police_account", "handling", "condition_0", "condition_1"]
    named_fields += ["interpreter_yes", "interpreter_sort", "significant", "next", "finish"]
    places = [next(n for n, name in enumerate(seen) if name.startswith(field)) for field in named_fields]
    assert places == sorted(places)


def test_every_control_has_a_name_and_says_what_it_is(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    press("j")
    controls = [w for kind in (QAbstractButton, QLineEdit, QTextEdit) for w in page.findChildren(kind)]
    unnamed = [w.objectName() for w in controls if w.isVisible() and not w.accessibleName()]
    assert len(controls) > 40
    assert unnamed == []
    assert [type(w) for w in controls if w.isVisible() and not w.objectName()] == []


def test_every_sentence_of_the_service_belongs_to_a_field() -> None:
    assert editor_of(about("narrative", "What happened is missing: write at least a sentence.")) == "narrative"
    assert editor_of("Something nobody has heard of.") == ""


def named(page: CapturePage, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def fill(page: CapturePage) -> None:
    press("o")
    go_to("arranged")
    press("y")
    go_to("outcome")
    press("c")
    go_to("narrative")
    press(WORDS)


def record_one(session: Session, rig: DeskRig) -> str:
    form = start_contact(session, rig.case)
    form.sort, form.arranged, form.outcome = ContactSort.OFFICE, True, Outcome.COMPLIED
    form.narrative = WORDS
    return complete_contact(session, form, None).contact


def test_the_brief_is_one_key_away_and_back_leads_to_what_was_written(
    page: CapturePage, rig: DeskRig, qtbot: QtBot
) -> None:
    open_new(page, rig, qtbot)
    go_to("narrative")
    press("Half a word")
    draft = page.keeper.draft
    page.brief_button.click()
    assert rig.went[-2:] == [Place("contact", rig.case, draft=draft), Place("brief", rig.case)]
