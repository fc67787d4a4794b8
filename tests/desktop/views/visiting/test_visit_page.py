"""While a visit is on: what is noted is in the draft of its contact within two seconds, and all of it gets there."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QPlainTextEdit, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from casework.records.contact.contact import ConditionResult, Outcome, PresentRole, VisitBasis
from casework.records.identifier import case_scope, grants_scope
from desktop.services.amend import cancel_appointment
from desktop.services.attachment import NEVER_INDECENT, attachment_lines
from desktop.services.capture import complete_contact
from desktop.services.check_in.step import start_visit
from desktop.services.contact_form import ContactForm
from desktop.services.record_form import Wish, open_record
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.views.capture.capture_page import CapturePage
from desktop.views.capture.content import parse_content
from desktop.views.case.documents.attach_sheet import AttachSheet
from desktop.views.desk import Place
from desktop.views.theme.theme import Theme, ThemeMode, ThemeSwitch
from desktop.views.visiting.photo_card import NOT_ALLOWED
from desktop.views.visiting.visit_page import VisitPage
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.visiting.sample import DUTY_NUMBER
from tests.fakes.sample_file import photograph

KEPT_WITHIN_MS = 2_000


def open_visit(page: VisitPage, rig: DeskRig, qtbot: QtBot, visit: str, *, on: bool = True) -> None:
    if on:
        rig.look(lambda session: start_visit(session, rig.case, visit))
    page.show_place(Place("visit", rig.case, appointment=visit))
    qtbot.waitUntil(lambda: bool(page.keeper.draft))


def kept(session: Session) -> ContactForm:
    (draft,) = session.store.drafts()
    return parse_content(draft.content).form


def keep(page: VisitPage, qtbot: QtBot) -> None:
    page.keeper.keep_now()
    qtbot.waitUntil(lambda: page.keeper.exists and not page.keeper.unkept)


def click(page: QWidget, name: str) -> None:
    widget = page.findChild(QAbstractButton, name)
    assert isinstance(widget, QAbstractButton)
    widget.click()


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_what_is_typed_is_kept_within_two_seconds(page: VisitPage, rig: DeskRig, qtbot: QtBot, visit: str) -> None:
    open_visit(page, rig, qtbot, visit)
    clock = QElapsedTimer()
    clock.start()
    QTest.keyClicks(page.notes, "Boy of nine on the stairs")
    qtbot.waitUntil(lambda: page.bar.kept.text() == "notes kept 09:00:00", timeout=KEPT_WITHIN_MS)
    assert clock.elapsed() < KEPT_WITHIN_MS
    form = rig.look(kept)
    assert (form.narrative, form.appointment) == ("Boy of nine on the stairs", visit)


def test_all_of_it_is_on_the_contact_sheet_when_the_visit_ends(
    page: VisitPage, sheet: CapturePage, rig: DeskRig, qtbot: QtBot, visit: str
) -> None:
    """Notes, conditions, who was there; since when and how long. Ended by one key, without waiting for a draft."""
    open_visit(page, rig, qtbot, visit)
    click(page, "condition_0_kept")
    page.presence.role_box.setCurrentIndex(page.presence.role_box.findData(PresentRole.CHILD))
    QTest.keyClicks(page.presence.name_line, "Boy, about nine")
    QTest.keyClick(page.presence.name_line, Qt.Key.Key_Return)
    QTest.keyClicks(page.notes, "Came to the door himself")
    rig.ready.clock.advance(minutes=25)
    QTest.keyClick(page.notes, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    place = Place("contact", rig.case, appointment=visit)
    qtbot.waitUntil(lambda: rig.went[-1:] == [place])
    sheet.show_place(place)
    qtbot.waitUntil(lambda: sheet.case == rig.case)
    form = sheet.sheet.form()
    assert form.narrative == "Came to the door himself"
    assert form.conditions[0].result is ConditionResult.KEPT
    assert (PresentRole.CHILD, "Boy, about nine") in [(one.role, one.name) for one in form.present]
    assert form.at is not None
    assert (f"{form.at:%H:%M}", form.minutes) == ("09:00", 25)
    assert (form.joint.officer, form.appointment) == ("PC Specimen", visit)
    assert len(rig.look(lambda session: session.store.drafts())) == 1


def test_notes_and_contact_sheet_are_one_draft_whichever_went_on_last(
    page: VisitPage, sheet: CapturePage, rig: DeskRig, qtbot: QtBot, visit: str
) -> None:
    """Going to and fro loses nothing, although both pages stay open."""
    open_visit(page, rig, qtbot, visit)
    QTest.keyClicks(page.notes, "One.")
    keep(page, qtbot)
    place = Place("contact", rig.case, appointment=visit)
    sheet.show_place(place)
    qtbot.waitUntil(lambda: sheet.case == rig.case)
    QTest.keyClicks(sheet.sheet.narrative, " Two.")
    sheet.keeper.keep_now()
    page.show_place(Place("visit", rig.case, appointment=visit))
    qtbot.waitUntil(lambda: page.notes.text == "One. Two.")
    QTest.keyClicks(page.notes, " Three.")
    keep(page, qtbot)
    sheet.show_place(Place("contact", rig.case, draft=sheet.keeper.draft))
    qtbot.waitUntil(lambda: sheet.sheet.narrative.text == "One. Two. Three.")
    sheet.keeper.keep_now()
    assert rig.look(kept).narrative == "One. Two. Three."


def test_after_a_restart_the_notes_are_there_again(page: VisitPage, rig: DeskRig, qtbot: QtBot, visit: str) -> None:
    open_visit(page, rig, qtbot, visit)
    QTest.keyClicks(page.notes, "Before the battery went")
    keep(page, qtbot)
    again = VisitPage(rig.desk)
    qtbot.addWidget(again)
    again.show_place(Place("visit", rig.case, appointment=visit))
    qtbot.waitUntil(lambda: again.notes.text == "Before the battery went")
    assert again.keeper.draft == page.keeper.draft


def test_what_was_typed_stays_where_it_is_when_the_case_changes(
    page: VisitPage, rig: DeskRig, qtbot: QtBot, visit: str
) -> None:
    open_visit(page, rig, qtbot, visit)
    QTest.keyClicks(page.notes, "Half a sen")
    rig.desk.changed.emit(Change(synced=True))
    page.show_place(Place("visit", rig.case, appointment=visit))
    # What was asked for is of before this, and comes after it.
    QTest.keyClicks(page.notes, "tence")
    keep(page, qtbot)
    assert page.notes.text == "Half a sentence"
    assert rig.look(kept).narrative == "Half a sentence"


def test_what_is_typed_on_the_sheet_while_its_draft_is_read_again_stays(
    sheet: CapturePage, rig: DeskRig, qtbot: QtBot, visit: str
) -> None:
    place = Place("contact", rig.case, appointment=visit)
    sheet.show_place(place)
    qtbot.waitUntil(lambda: sheet.case == rig.case)
    QTest.keyClicks(sheet.sheet.narrative, "Half a sen")
    sheet.show_place(Place("contact", rig.case, draft=sheet.keeper.draft))
    QTest.keyClicks(sheet.sheet.narrative, "tence")
    sheet.keeper.keep_now()
    assert rig.look(kept).narrative == "Half a sentence"
    qtbot.waitUntil(lambda: sheet.keeper.exists)
    assert sheet.sheet.narrative.text == "Half a sentence"


def test_a_concern_is_one_key_away_and_the_brief_too(page: VisitPage, rig: DeskRig, qtbot: QtBot, visit: str) -> None:
    open_visit(page, rig, qtbot, visit)
    QTest.keyClicks(page.notes, "Crying from the kitchen")
    QTest.keyClick(page.notes, Qt.Key.Key_F9)
    raised = rig.went[-1]
    assert raised == Place("record", rig.case, kind="protection_concern", about=visit)
    wish = Wish(rig.case, kind="protection_concern", about=visit)
    begun = rig.look(lambda session: open_record(session, wish))
    assert begun.form.values["appointment"] == visit, "the concern names the visit that it came from"
    QTest.keyClick(page.notes, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert rig.went[-1] == Place("brief", rig.case, appointment=visit)
    page.hide()
    assert rig.look(kept).narrative == "Crying from the kitchen"


def test_the_bar_says_what_the_office_knows(page: VisitPage, rig: DeskRig, qtbot: QtBot, visit: str) -> None:
    open_visit(page, rig, qtbot, visit)
    assert page.bar.on.text().startswith("On since 09:00")
    assert page.bar.office.sentence.text() == f"The office does not know you are here: phone {DUTY_NUMBER}"
    rig.look(lambda _session: rig.ready.office.settle(rig.ready.store))
    rig.desk.changed.emit(Change(synced=True))
    qtbot.waitUntil(lambda: page.bar.office.sentence.text() == "The office expects you back by 11:00")
    rig.ready.clock.advance(hours=3)
    rig.desk.changed.emit(Change(synced=True))
    qtbot.waitUntil(lambda: "That time has passed" in page.bar.office.more.text())


def test_a_start_by_mistake_is_taken_back_and_the_notes_stay(
    page: VisitPage, rig: DeskRig, qtbot: QtBot, visit: str
) -> None:
    open_visit(page, rig, qtbot, visit)
    QTest.keyClicks(page.notes, "Not there yet")
    click(page, "visit_undo")
    qtbot.waitUntil(page.bar.start_button.isVisible)
    keep(page, qtbot)
    assert rig.look(kept).narrative == "Not there yet"


def test_photographs_only_where_the_agency_lets_them_and_never_without_the_sentence(
    page: VisitPage, rig: DeskRig, qtbot: QtBot, visit: str
) -> None:
    open_visit(page, rig, qtbot, visit)
    assert NOT_ALLOWED in words(page)
    assert not page.photographs.button.isVisible()
    rig.desk.session = replace(rig.desk.session, photographs=True)
    page.show_place(Place("visit", rig.case, appointment=visit))
    qtbot.waitUntil(page.photographs.button.isVisible)
    assert NEVER_INDECENT in words(page)
    assert "stop, touch and copy nothing, call the police" in NEVER_INDECENT


def test_a_photograph_of_the_visit_belongs_to_the_contact_that_is_recorded_of_it(
    page: VisitPage, rig: DeskRig, qtbot: QtBot, visit: str, tmp_path: Path
) -> None:
    """Before the contact is there: what it will be called is kept with the draft as soon as a photograph is added."""
    rig.desk.session = replace(rig.desk.session, photographs=True)
    open_visit(page, rig, qtbot, visit)
    file = tmp_path / "door.jpg"
    file.write_bytes(photograph())
    page.photographs.add_file(file)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(AttachSheet)))
    sheet = next(one for one in page.findChildren(AttachSheet) if one.isVisible())
    assert sheet.belongs.currentIndex() == 1
    sheet.caption.set_text("Damage to the front door")
    sheet.save()
    lines = belonging(rig, qtbot)
    assert lines == ["A contact"]
    form = rig.look(kept).model_copy(update={"narrative": "The door was damaged.", "outcome": Outcome.COMPLIED})
    joint = form.joint.model_copy(update={"basis": next(iter(VisitBasis))})
    form = form.model_copy(update={"significant": True, "joint": joint})
    rig.look(lambda session: complete_contact(session, form, None))
    assert belonging(rig, qtbot)[0].startswith("Joint visit")


def belonging(rig: DeskRig, qtbot: QtBot) -> list[str]:
    """What the attachments of the case belong to, as soon as there is one."""

    def read() -> list[str]:
        return rig.look(lambda session: [one.belongs_words for one in attachment_lines(session, rig.case)])

    qtbot.waitUntil(lambda: bool(read()))
    return read()


def test_a_visit_that_is_over_offers_no_field_to_write_into(
    page: VisitPage, rig: DeskRig, qtbot: QtBot, visit: str
) -> None:
    rig.look(lambda session: cancel_appointment(session, rig.case, visit, "She is away."))
    open_visit(page, rig, qtbot, visit, on=False)
    assert "This visit is over" in words(page)
    assert not page.notes.isVisible()


def test_when_the_case_leaves_nothing_of_it_stays_on_the_screen(
    page: VisitPage, rig: DeskRig, qtbot: QtBot, visit: str
) -> None:
    open_visit(page, rig, qtbot, visit)

    def leave(_session: Session) -> None:
        rig.ready.office.revoke(case_scope(rig.case), grants_scope(rig.case))
        rig.ready.office.at_once.update({case_scope(rig.case), grants_scope(rig.case)})
        rig.ready.office.settle(rig.ready.store)

    rig.look(leave)
    rig.desk.changed.emit(Change(synced=True))
    qtbot.waitUntil(lambda: "not open on this laptop" in words(page))
    assert page.notes.text == ""


def scroll_bars(page: VisitPage) -> list[QScrollBar]:
    """Those beside a page: a field of several lines has its own."""
    areas = [area for area in page.findChildren(QAbstractScrollArea) if not isinstance(area, QPlainTextEdit)]
    bars = [area.verticalScrollBar() for area in areas]
    return [bar for bar in bars if bar.isVisible()]


def test_at_200_percent_who_it_is_about_stays_and_there_is_one_scroll_bar(
    page: VisitPage, rig: DeskRig, qtbot: QtBot, visit: str, switch: ThemeSwitch
) -> None:
    """In a low window the buttons scroll with the notes; name and level never do."""
    open_visit(page, rig, qtbot, visit)
    switch.show(Theme(ThemeMode.LIGHT, 2.0, reduced_motion=True))
    page.resize(1162, 500)
    qtbot.waitUntil(lambda: page.pane.content.isAncestorOf(page.bar))
    qtbot.waitUntil(lambda: len(scroll_bars(page)) == 1)
    assert page.bar.end_button.isVisible()
    bar = page.pane.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert not page.pane.content.isAncestorOf(page.head)
    assert page.head.mapTo(page, QPoint(0, 0)).y() == 0
    page.resize(1162, 1400)
    qtbot.waitUntil(lambda: not page.pane.content.isAncestorOf(page.bar))
    assert page.bar.isVisible()


def test_everything_to_press_or_fill_in_has_a_name(page: VisitPage, rig: DeskRig, qtbot: QtBot, visit: str) -> None:
    open_visit(page, rig, qtbot, visit)
    controls = [w for w in page.findChildren(QWidget) if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [w.objectName() for w in controls if not w.accessibleName()] == []
    assert "Isla" not in page.windowTitle()
