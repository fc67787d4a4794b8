"""A visit from Today to the recorded contact, through the whole window, by keyboard alone."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from casework.records.contact.concern import ProtectionConcern
from casework.records.contact.contact import ConditionResult, Contact
from casework.rules.standing import read_record
from desktop.pages import PAGES
from desktop.services.session import Session
from desktop.views.shell.shell import Shell
from tests.desktop.views.desk_rig import DeskRig, show_window

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def shell(rig: DeskRig, visit: str, qtbot: QtBot) -> Iterator[Shell]:
    """The window as somebody has it in front of them in the car."""
    assert visit
    made = Shell(rig.desk, PAGES)
    show_window(made, qtbot)
    made.resize(1366, 768)
    made.start()
    yield made
    shiboken6.delete(made)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None, "nothing has the focus"
    QTest.keyClick(focused, key, modifiers)


def write(text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def focused_is(name: str) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and focused.objectName() == name


def tab_to(name: str) -> None:
    """Tab forward until something has the focus; by nothing else is it reached."""
    passed: list[str] = []
    while not focused_is(name):
        focused = QApplication.focusWidget()
        passed.append(focused.objectName() if focused is not None else "")
        assert len(passed) < 60, f"Tab does not reach {name}, but {passed}"
        press(Qt.Key.Key_Tab)


def shown(shell: Shell, name: str) -> bool:
    return any(widget.isVisible() for widget in shell.findChildren(QWidget, name))


def concerns(session: Session) -> list[ProtectionConcern]:
    return [read_record(ProtectionConcern, state) for state in session.store.records(ProtectionConcern.kind)]


def contacts(session: Session) -> list[Contact]:
    mine = [read_record(Contact, state) for state in session.store.records(Contact.kind)]
    return [contact for contact in mine if contact.appointment]


def test_a_visit_from_today_to_the_recorded_contact_by_keyboard(
    shell: Shell, rig: DeskRig, qtbot: QtBot, visit: str
) -> None:
    """Ctrl+B, Alt+S, notes, a concern begun and left, Ctrl+Enter, and the contact is there with all of it."""
    qtbot.waitUntil(lambda: shown(shell, f"visit_brief_{visit}"))
    press(Qt.Key.Key_B, CTRL)
    qtbot.waitUntil(lambda: focused_is("visit_start"))
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: focused_is("visit_narrative"))
    write("Came to the door himself")
    press(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: shell.place.name == "record")
    shell.go_back()
    qtbot.waitUntil(lambda: focused_is("visit_narrative"))
    write(", sober")
    qtbot.waitUntil(lambda: shown(shell, "condition_0"))
    tab_to("condition_0_not_checked")
    press(Qt.Key.Key_K)
    rig.ready.clock.advance(minutes=20)
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: shell.place.name == "contact" and shown(shell, "contact_sheet"))
    qtbot.waitUntil(lambda: focused_is("outcome_attended_complied") or shown(shell, "outcome_attended_complied"))
    tab_to("outcome_attended_complied")
    press(Qt.Key.Key_Space)
    tab_to("basis_condition_of_order_or_licence")
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: shown(shell, "record_contact"))
    recording = next(one for one in shell.findChildren(QPushButton, "record_contact") if one.isVisible())
    QTest.keyClick(recording, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shell.place.name == "person")
    (contact,) = rig.look(contacts)
    assert contact.narrative == "Came to the door himself, sober"
    assert contact.happened is not None
    assert contact.happened.minutes == 20
    assert [check.result for check in contact.conditions or ()] == [ConditionResult.KEPT]
    assert rig.look(lambda session: session.store.drafts()) == []


def test_a_child_who_is_unexpectedly_there_is_recorded_and_the_visit_goes_on(
    shell: Shell, rig: DeskRig, qtbot: QtBot, visit: str
) -> None:
    """F9, whom to ring, the fewest fields, Ctrl+Enter, and the notes have the cursor; Back finds no empty form."""
    known = len(rig.look(concerns))
    qtbot.waitUntil(lambda: shown(shell, f"visit_brief_{visit}"))
    press(Qt.Key.Key_B, CTRL)
    qtbot.waitUntil(lambda: focused_is("visit_start"))
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: focused_is("visit_narrative"))
    write("Shouting in the hall")
    press(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: shown(shell, "record_ring") and focused_is("field_sort_editor_child"))
    press(Qt.Key.Key_Space)
    tab_to("field_danger_editor_yes")
    press(Qt.Key.Key_Space)
    tab_to("field_concerned_0_name_not_known_editor_yes")
    press(Qt.Key.Key_Space)
    tab_to("field_concerned_0_place_not_known_editor_yes")
    press(Qt.Key.Key_Space)
    tab_to("field_seen_editor")
    write("A boy of about four")
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: shell.place.name == "visit" and focused_is("visit_narrative"))
    assert len(rig.look(concerns)) == known + 1
    write(", calmer now")
    shell.go_back()
    assert shell.place.name == "brief"
