"""The records of a case are found, read with their history, decided about, and begun from the page of the person."""

import pytest
from pydantic import JsonValue
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from casework.records.identifier import CaseId, case_scope
from casework.records.oversight.countersignature import CountersignRequest
from desktop.services.plan import CHANGED, plan_in_use
from desktop.services.record_check import RecordForm
from desktop.services.record_form import Wish, open_record
from desktop.services.record_list import CONCERN
from desktop.services.record_save import save_record
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.views.case.person_page import PersonPage
from desktop.views.case.records.record_pane import RecordPane
from desktop.views.desk import Place
from desktop.views.record.kind_sheet import KindSheet
from tests.desktop.services.test_record_form import CONCERN_VALUES, SEEN
from tests.desktop.views.case.conftest import record_contacts
from tests.desktop.views.desk_rig import DeskRig

SHIFTED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def write_concern(session: Session, case: CaseId) -> str:
    return save_record(session, RecordForm(case=case, kind=CONCERN, values=dict(CONCERN_VALUES)), None).record


def change_concern(session: Session, case: CaseId, record: str) -> None:
    form = open_record(session, Wish(case, record=record)).form
    form.values["referral"] = {"agency": "Children and families", "made_on": "2026-03-06"}
    form.reason = "Rung back"
    save_record(session, form, None)


def open_tab(page: PersonPage, rig: DeskRig, qtbot: QtBot, record: str) -> RecordPane:
    page.show_place(Place("person", rig.case, record=record, tab="records"))
    qtbot.waitUntil(lambda: page.records.pane.record == record)
    return page.records.pane


def words_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def press(widget: QWidget, name: str) -> None:
    button = widget.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton), name
    button.click()


def dialog(qtbot: QtBot) -> QWidget:
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    found = QApplication.activeModalWidget()
    assert found is not None
    return found


@pytest.fixture
def concern(rig: DeskRig) -> str:
    return rig.look(lambda session: write_concern(session, rig.case))


def test_a_record_is_read_with_what_it_says_and_how_far_it_has_come(
    page: PersonPage, rig: DeskRig, concern: str, qtbot: QtBot
) -> None:
    pane = open_tab(page, rig, qtbot, concern)
    qtbot.waitUntil(lambda: SEEN in words_in(pane))
    shown = words_in(pane)
    assert "What was seen or heard" in shown
    assert "withheld; a senior lifts it" in shown
    assert "Not at the office yet" in shown
    named = [child.accessibleName() for child in pane.findChildren(QWidget)]
    assert "Withheld from the person" in named


def test_each_field_tells_how_it_came_about(page: PersonPage, rig: DeskRig, concern: str, qtbot: QtBot) -> None:
    rig.look(lambda session: change_concern(session, rig.case, concern))
    rig.look(lambda session: _again(session, rig.case, concern))
    pane = open_tab(page, rig, qtbot, concern)
    qtbot.waitUntil(lambda: "Adult protection" in words_in(pane))
    assert "Rung back" not in words_in(pane)
    press(pane, "history_referral_button")
    shown = words_in(pane)
    assert "Wilma Worker: To which agency: Children and families, Made on: 6 March 2026. Reason: Rung back." in shown


def _again(session: Session, case: CaseId, record: str) -> None:
    form = open_record(session, Wish(case, record=record)).form
    form.values["referral"] = {"agency": "Adult protection", "made_on": "2026-03-06"}
    save_record(session, form, None)


def test_the_list_is_narrowed_by_kind_and_by_words_and_counts(
    page: PersonPage, rig: DeskRig, concern: str, qtbot: QtBot
) -> None:
    open_tab(page, rig, qtbot, concern)
    records = page.records.list
    words = [records.filter.itemText(number) for number in range(records.filter.count())]
    assert words[0] == f"All records ({records.rows.rows.rowCount()})"
    assert "Contact and concern (1)" in words
    assert "    Protection concern (1)" in words
    assert "Risk (3)" in words
    records.filter.setCurrentIndex(words.index("    Protection concern (1)"))
    records.filter.activated.emit(records.filter.currentIndex())
    assert records.rows.rows.rowCount() == 1
    QTest.keyClicks(records.search, "nothing of this")
    assert records.rows.rows.rowCount() == 0
    assert "No record has these words" in records.nothing.text()
    assert records.nothing.isVisible()
    page.show_place(Place("person", rig.case, record=concern, tab="records"))
    qtbot.waitUntil(lambda: records.rows.current_key == concern)


def test_the_keys_go_from_the_words_into_the_list_and_into_the_record(
    page: PersonPage, rig: DeskRig, concern: str, qtbot: QtBot
) -> None:
    pane = open_tab(page, rig, qtbot, concern)
    records = page.records.list
    records.search.setFocus()
    QTest.keyClick(records.search, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is records.rows)
    records.rows.set_current(concern)
    qtbot.waitUntil(lambda: pane.record == concern)
    QTest.keyClick(records.rows, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert pane.isAncestorOf(focused)


def test_a_change_and_a_correction_open_the_form(page: PersonPage, rig: DeskRig, concern: str, qtbot: QtBot) -> None:
    pane = open_tab(page, rig, qtbot, concern)
    press(pane, "record_change")
    assert rig.went[-1] == Place("record", rig.case, record=concern)
    press(pane, "record_correct")
    assert rig.went[-1] == Place("record", rig.case, corrects=concern)


def test_nothing_is_done_to_a_record_once_another_one_is_marked(
    page: PersonPage, rig: DeskRig, concern: str, qtbot: QtBot
) -> None:
    pane = open_tab(page, rig, qtbot, concern)
    qtbot.waitUntil(lambda: _shows(pane, "record_change"))
    rows = page.records.list.rows
    other = next(key for key in (rows.rows.row_at(n).key for n in range(rows.rows.rowCount())) if key != concern)
    rows.set_current(other)
    press(pane, "record_change")
    assert rig.went == []
    qtbot.waitUntil(lambda: pane.record == other)


def test_a_worker_withholds_but_lets_nobody_be_told_what_only_a_senior_lifts(
    page: PersonPage, rig: DeskRig, qtbot: QtBot
) -> None:
    plan = rig.look(lambda session: write_plan(session, rig.case))
    pane = open_tab(page, rig, qtbot, plan)
    press(pane, "decide_telling")
    press(pane, "disclose_formulation")
    asked = dialog(qtbot)
    editor = asked.findChild(QTextEdit, "reason")
    assert isinstance(editor, QTextEdit)
    QTest.keyClicks(editor, "Gone through together")
    press(asked, "dialog_accept")
    qtbot.waitUntil(lambda: bool(rig.said))
    assert rig.said[-1].words == "The person may be told this."
    qtbot.waitUntil(lambda: "The person: may be told" in words_in(pane))


def test_a_senior_is_asked_to_countersign(page: PersonPage, rig: DeskRig, concern: str, qtbot: QtBot) -> None:
    pane = open_tab(page, rig, qtbot, concern)
    press(pane, "record_ask")
    press(dialog(qtbot), "dialog_accept")
    qtbot.waitUntil(lambda: bool(rig.said))
    asked = rig.look(lambda session: session.store.records(CountersignRequest.kind, case_scope(rig.case)))
    assert len(asked) == 1


def test_the_list_of_kinds_opens_by_its_keys_and_is_found_in_by_words(
    page: PersonPage, rig: DeskRig, concern: str, qtbot: QtBot
) -> None:
    open_tab(page, rig, qtbot, concern)
    QTest.keyClick(page, Qt.Key.Key_N, SHIFTED)
    qtbot.waitUntil(lambda: page.writer.sheet is not None)
    sheet = page.writer.sheet
    assert isinstance(sheet, KindSheet)
    assert sheet.rows.current_key == CONCERN
    QTest.keyClicks(sheet.search, "home background")
    assert sheet.rows.rows.rowCount() == 1
    QTest.keyClick(sheet.search, Qt.Key.Key_Return)
    assert rig.went[-1] == Place("record", rig.case, kind="home_background_report")
    assert page.writer.sheet is None


def test_kinds_with_a_sheet_of_their_own_open_that(page: PersonPage, rig: DeskRig, concern: str, qtbot: QtBot) -> None:
    open_tab(page, rig, qtbot, concern)
    press(page, "new_record")
    qtbot.waitUntil(lambda: page.writer.sheet is not None)
    sheet = page.writer.sheet
    assert sheet is not None
    QTest.keyClicks(sheet.search, "a warning about")
    QTest.keyClick(sheet.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(made.isVisible() for made in page.findChildren(QDialog, "sheet")))
    for made in page.findChildren(QDialog, "sheet"):
        assert isinstance(made, QDialog)
        made.reject()


def test_what_the_chronology_tells_of_is_read_as_a_record(
    page: PersonPage, rig: DeskRig, concern: str, qtbot: QtBot
) -> None:
    page.show_place(Place("person", rig.case, tab="chronology"))
    qtbot.waitUntil(lambda: page.chronology.rows.rows.number_of(concern) is not None)
    page.chronology.rows.set_current(concern)
    press(page.chronology, "read_record")
    assert rig.went[-1] == Place("person", rig.case, record=concern, tab="records")


def test_a_line_is_added_from_its_plan_and_read_there(page: PersonPage, rig: DeskRig, qtbot: QtBot) -> None:
    plan = rig.look(lambda session: write_plan(session, rig.case))
    pane = open_tab(page, rig, qtbot, plan)
    press(pane, "record_add_plan_line")
    assert rig.went[-1] == Place("record", rig.case, kind="plan_line", about=plan)
    rig.desk.changed.emit(rig.look(lambda session: write_line(session, rig.case, plan)))
    qtbot.waitUntil(lambda: "How often: Weekly" in words_in(pane))
    assert "Plan: " not in words_in(pane)


def test_a_plan_is_put_in_use_and_its_next_version_begun(page: PersonPage, rig: DeskRig, qtbot: QtBot) -> None:
    plan = rig.look(lambda session: write_plan(session, rig.case))
    pane = open_tab(page, rig, qtbot, plan)
    press(pane, "record_use")
    press(dialog(qtbot), "dialog_accept")
    qtbot.waitUntil(lambda: [said.words for said in rig.said] == ["This plan is in use now."])
    qtbot.waitUntil(lambda: pane.findChild(QAbstractButton, "record_use") is None or not _shows(pane, "record_use"))
    press(pane, "record_version")
    press(dialog(qtbot), "dialog_accept")
    qtbot.waitUntil(lambda: bool(rig.went))
    assert rig.went[-1].record not in (None, plan)
    assert rig.went[-1].tab == "records"


def test_a_plan_that_changes_while_somebody_is_asked_is_not_put_in_use_but_shown_again(
    page: PersonPage, rig: DeskRig, qtbot: QtBot
) -> None:
    """The sync brings a colleague's line behind the question."""
    plan = rig.look(lambda session: write_plan(session, rig.case))
    pane = open_tab(page, rig, qtbot, plan)
    press(pane, "record_use")
    asked = dialog(qtbot)
    rig.look(lambda session: write_line(session, rig.case, plan))
    press(asked, "dialog_accept")
    qtbot.waitUntil(lambda: CHANGED in words_in(dialog(qtbot)))
    assert rig.said == []
    assert rig.look(lambda session: plan_in_use(session, rig.case, "risk_management_plan")) is None
    qtbot.waitUntil(lambda: "How often: Weekly" in words_in(pane))
    press(dialog(qtbot), "dialog_close")
    press(pane, "record_use")
    press(dialog(qtbot), "dialog_accept")
    qtbot.waitUntil(lambda: [said.words for said in rig.said] == ["This plan is in use now."])


def _shows(pane: RecordPane, name: str) -> bool:
    return any(button.isVisible() for button in pane.findChildren(QAbstractButton, name))


def write_plan(session: Session, case: CaseId) -> str:
    values: dict[str, JsonValue] = {"made_on": "2026-03-05", "review_on": "2026-06-04", "made_by": session.me}
    values["formulation"] = "Work holds him."
    return save_record(session, RecordForm(case=case, kind="risk_management_plan", values=values), None).record


def write_line(session: Session, case: CaseId, plan: str) -> Change:
    form = open_record(session, Wish(case, "plan_line", about=plan)).form
    form.values |= {"part": "supervision", "action": "The diary is gone through.", "frequency": "Weekly"}
    return save_record(session, form, None).change


def test_a_concern_has_a_key_of_its_own(page: PersonPage, rig: DeskRig, concern: str, qtbot: QtBot) -> None:
    open_tab(page, rig, qtbot, concern)
    QTest.keyClick(page, Qt.Key.Key_P, SHIFTED)
    assert rig.went[-1] == Place("record", rig.case, kind=CONCERN)


def test_every_control_of_the_tab_has_a_name(page: PersonPage, rig: DeskRig, concern: str, qtbot: QtBot) -> None:
    open_tab(page, rig, qtbot, concern)
    controls: list[QWidget] = [*page.records.findChildren(QAbstractButton), *page.records.findChildren(QLineEdit)]
    qtbot.waitUntil(lambda: sum(one.isVisible() for one in controls) > 4)
    shown = [one for one in controls if one.isVisible()]
    assert [one.objectName() for one in shown if not one.accessibleName() or not one.objectName()] == []


def test_a_concern_that_is_raised_from_a_contact_names_it(page: PersonPage, rig: DeskRig, qtbot: QtBot) -> None:
    contact = rig.look(lambda session: record_contacts(session, rig.case))[0]
    page.show_place(Place("person", rig.case, record=contact, tab="contacts"))
    qtbot.waitUntil(lambda: page.contacts.pane.record == contact)
    press(page.contacts.pane, "raise_concern")
    assert rig.went[-1] == Place("record", rig.case, kind=CONCERN, about=contact)
    QTest.keyClick(page, Qt.Key.Key_P, SHIFTED)
    assert rig.went[-1].about == contact
