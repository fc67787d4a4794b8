"""The main window is worked by keyboard, leads back, and says how the laptop stands."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.background.state import SyncState
from desktop.sync.engine import Phase, Progress
from desktop.sync.fault import LaptopNotKnown
from desktop.views.desk import Place
from desktop.views.dialogs import Question, ask_confirmation
from desktop.views.shell.shell import Shell
from desktop.views.theme.theme import Theme, ThemeMode, ThemeSwitch
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.shell.conftest import PlainPage

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


def press(shell: Shell, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or shell, key, modifier)


def test_the_day_is_shown_first_and_control_2_goes_to_the_caseload(shell: Shell, rig: DeskRig) -> None:
    assert shell.place == Place("today")
    press(shell, Qt.Key.Key_2, CONTROL)
    assert shell.place == Place("caseload")
    assert rig.went == [Place("caseload")]
    assert shell.rail.current == "caseload"


def test_a_page_that_is_gone_to_has_the_keyboard_and_keeps_its_place_in_it(
    shell: Shell, rig: DeskRig, qtbot: QtBot
) -> None:
    rig.desk.go(Place("person", rig.case))
    page = shell.pages.currentWidget()
    assert isinstance(page, PlainPage)
    qtbot.waitUntil(page.first.hasFocus)
    page.second.setFocus()
    press(shell, Qt.Key.Key_2, CONTROL)
    assert shell.place == Place("caseload")
    press(shell, Qt.Key.Key_Left, ALT)
    assert page.places == [Place("person", rig.case)] * 2
    qtbot.waitUntil(page.second.hasFocus)


def test_escape_goes_back_from_what_is_looked_at_and_not_from_a_sheet(shell: Shell, rig: DeskRig) -> None:
    rig.desk.go(Place("person", rig.case))
    rig.desk.go(Place("contact", rig.case))
    press(shell, Qt.Key.Key_Escape)
    assert shell.place == Place("contact", rig.case)
    shell.go_back()
    press(shell, Qt.Key.Key_Escape)
    assert shell.place == Place("today")


def test_back_can_be_pressed_where_there_is_a_way_back(shell: Shell, rig: DeskRig) -> None:
    assert not shell.bar.back_button.isVisible()
    rig.desk.go(Place("person", rig.case))
    shell.bar.back_button.click()
    assert shell.place == Place("today")
    assert not shell.bar.back_button.isVisible()


def test_control_k_finds_a_person_by_the_first_letters_and_enter_opens_the_page(
    shell: Shell, rig: DeskRig, qtbot: QtBot
) -> None:
    press(shell, Qt.Key.Key_K, CONTROL)
    qtbot.waitUntil(shell.bar.find_box.hasFocus)
    QTest.keyClicks(shell.bar.find_box, "ruai")
    qtbot.waitUntil(shell.finder.isVisible)
    press(shell, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.place.name == "person")
    assert shell.place.case == rig.ready.cases[1]
    assert not shell.finder.isVisible()
    assert not shell.bar.find_box.text()


def test_lock_and_sync_can_be_asked_for_by_their_words(shell: Shell, qtbot: QtBot) -> None:
    press(shell, Qt.Key.Key_K, CONTROL)
    QTest.keyClicks(shell.bar.find_box, "lock")
    with qtbot.waitSignal(shell.lock_requested):
        press(shell, Qt.Key.Key_Return)


def test_control_l_asks_to_lock(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.lock_requested):
        press(shell, Qt.Key.Key_L, CONTROL)


def test_control_l_asks_to_lock_also_where_a_question_or_a_menu_is_open(shell: Shell, qtbot: QtBot) -> None:
    dialog = ask_confirmation(shell.pages, Question("Cancel it?", "It stays in the record.", "Cancel"), lambda _: None)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is dialog)
    with qtbot.waitSignal(shell.lock_requested):
        QTest.keyClick(dialog, Qt.Key.Key_L, CONTROL)
    menu = QMenu(dialog)
    menu.addAction("Something")
    menu.popup(dialog.pos())
    with qtbot.waitSignal(shell.lock_requested):
        QTest.keyClick(menu, Qt.Key.Key_L, CONTROL)
    menu.close()
    dialog.reject()


def test_what_stands_over_the_page_goes_with_it_when_somebody_locks(shell: Shell, qtbot: QtBot) -> None:
    dialog = ask_confirmation(shell.pages, Question("Cancel it?", "It stays in the record.", "Cancel"), lambda _: None)
    qtbot.waitUntil(dialog.isVisible)
    shell.hide()
    assert not dialog.isVisible()
    dialog.reject()


def test_an_undo_is_offered_with_the_message_and_done_once(shell: Shell, rig: DeskRig) -> None:
    undone: list[str] = []
    rig.desk.say("Draft discarded.", lambda: undone.append("draft"))
    assert shell.toast.isVisible()
    shell.toast.undo_button.click()
    shell.toast.undo_requested.emit()
    assert undone == ["draft"]


def test_what_has_to_be_acted_on_stands_below_the_bar_until_it_is_over(shell: Shell) -> None:
    sentence = LaptopNotKnown().sentence
    shell._on_sync_state(SyncState("attention", 3, NOON, sentence))
    assert shell.trouble.isVisible()
    assert shell.trouble.sentence == sentence
    assert "3 on this laptop only" in shell.bar.sync_label.text()
    shell._on_sync_state(SyncState("at_office", 0, NOON, "Everything is at the office."))
    assert not shell.trouble.isVisible()


def test_without_a_connection_asking_to_sync_says_what_that_means(shell: Shell, rig: DeskRig, qtbot: QtBot) -> None:
    rig.desk.syncer.start()
    qtbot.waitUntil(lambda: rig.desk.syncer.state.kind == "offline")
    rig.desk.syncer.pause()
    shell.bar.sync_label.click()
    assert rig.said[-1].words == "The office cannot be reached."


@pytest.mark.parametrize(("synced_at", "shown"), [(None, True), (NOON, False)])
def test_progress_is_shown_for_the_first_sync_only(
    shell: Shell, rig: DeskRig, synced_at: datetime | None, shown: bool
) -> None:
    rig.desk.syncer._state = SyncState("syncing", 0, synced_at, "Exchanging records with the office.")
    shell._on_progress(Progress(Phase.RECEIVING, 12, 40))
    assert shell.progress.isVisible() == shown
    if shown:
        assert shell.progress.sentence.startswith("Your cases are coming: 12 of 40 records.")


def test_proposals_are_a_place_for_seniors_only(shell: Shell, rig: DeskRig, qtbot: QtBot) -> None:
    item = shell.findChild(QWidget, "rail_proposals")
    assert item is not None
    assert not item.isVisible()
    press(shell, Qt.Key.Key_4, CONTROL)
    assert shell.place == Place("today")


def test_the_rail_says_how_large_the_text_is(shell: Shell, switch: ThemeSwitch, qtbot: QtBot) -> None:
    item = shell.findChild(QAbstractButton, "rail_text_size")
    assert item is not None
    switch.show(Theme(ThemeMode.LIGHT, 1.5, reduced_motion=True))
    qtbot.waitUntil(lambda: item.accessibleName() == "Text size, 150 %")
    with qtbot.waitSignal(shell.text_size_requested):
        item.click()


def test_the_window_stays_as_high_as_the_screen_at_the_largest_text(shell: Shell, switch: ThemeSwitch) -> None:
    switch.show(Theme(ThemeMode.LIGHT, 2.0, reduced_motion=True))
    shell._on_sync_state(SyncState("attention", 3, NOON, LaptopNotKnown().sentence))
    QApplication.sendPostedEvents()
    assert shell.minimumSizeHint().height() <= 768


def test_everything_that_can_be_pressed_or_typed_into_has_a_name(shell: Shell) -> None:
    kinds = (QAbstractButton, QLineEdit, QAbstractItemView)
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for kind in kinds
        for widget in shell.findChildren(kind)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.isHidden()
        and not (widget.accessibleName() or getattr(widget, "text", str)())
        and not widget.objectName().startswith("qt_")
    ]
    assert not nameless


@pytest.mark.parametrize("form", [Place("record", kind="incident"), Place("contact"), Place("plan")])
def test_back_never_leads_to_the_empty_form_of_what_is_recorded(shell: Shell, rig: DeskRig, form: Place) -> None:
    person = Place("person", rig.case, tab="records")
    rig.desk.go(Place("caseload"))
    rig.desk.go(replace(form, case=rig.case))
    rig.desk.finish(person)
    assert shell.place == person
    shell.go_back()
    assert shell.place == Place("caseload")


def test_a_concern_that_was_raised_at_a_visit_leads_back_into_the_visit(shell: Shell, rig: DeskRig) -> None:
    visit = Place("visit", rig.case, appointment="a visit")
    person = Place("person", rig.case, tab="records")
    rig.desk.go(visit)
    rig.desk.go(Place("record", rig.case, kind="protection_concern"))
    rig.desk.finish(person, resumes=True)
    assert shell.place == visit
    rig.desk.go(Place("record", rig.case, kind="incident"))
    rig.desk.finish(person)
    assert shell.place == person
