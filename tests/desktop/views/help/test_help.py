"""F1 opens the help at the right part, over whatever is being written, and leads back to it as it was."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import desktop.views
from casework.records.record import KINDS
from desktop.pages import PAGES
from desktop.services.guide.page import load_guide
from desktop.services.record_list import every_kind
from desktop.views.case.person_tabs import TABS
from desktop.views.case_sheets.opening import open_telephone_sheet
from desktop.views.desk import Place
from desktop.views.help import topic
from desktop.views.help.guide_text import GuideText
from desktop.views.help.help_sheet import HelpSheet
from desktop.views.shell.shell import Shell
from desktop.views.theme.theme import Theme, ThemeMode, ThemeSwitch
from desktop.views.unlock.column import HELPED
from desktop.views.unlock.locked_page import LockedPage
from desktop.views.unlock.wish import ProfileChoice
from tests.desktop.views.desk_rig import DeskRig, desk_rig, show_window
from tests.desktop.views.shell.conftest import MAKERS, PlainPage

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskRig]:
    with desk_rig(tmp_path, cases=2) as rig:
        yield rig


@pytest.fixture
def shell(rig: DeskRig, qtbot: QtBot) -> Iterator[Shell]:
    made = Shell(rig.desk, MAKERS)
    show_window(made, qtbot)
    made.resize(1366, 768)
    made.start()
    yield made
    shiboken6.delete(made)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget() or QApplication.activeModalWidget() or QApplication.activeWindow()
    assert target is not None
    QTest.keyClick(target, key, modifier)


def opened(root: QWidget, qtbot: QtBot) -> HelpSheet:
    """The help over a window, once it has the keyboard."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in root.findChildren(HelpSheet)))
    sheet = next(one for one in root.findChildren(HelpSheet) if one.isVisible())
    qtbot.waitUntil(sheet.text.hasFocus)
    return sheet


def marked(sheet: HelpSheet) -> str:
    item = sheet.tree.currentItem()
    return item.text(0) if item is not None else ""


def exists(address: str) -> bool:
    name, _, slug = address.partition("#")
    page = load_guide().page(name)
    return page is not None and (not slug or page.part(slug) is not None)


def test_every_page_tab_and_gate_has_its_part_of_the_guide() -> None:
    """A new page without help fails here."""
    assert set(PAGES) - set(topic.PAGE_TOPICS) == set()
    assert set(TABS) == set(topic.TAB_TOPICS)
    assert set(topic.GATE_TOPICS) == set(HELPED)
    every = [*topic.PAGE_TOPICS.values(), *topic.TAB_TOPICS.values(), *topic.GATE_TOPICS.values(), topic.BEGINNING]
    assert [address for address in every if not exists(address)] == []


def test_every_form_of_every_kind_has_its_part_of_the_guide() -> None:
    kinds = [offer.kind for offer in every_kind()]
    assert len(kinds) > 50
    assert set(kinds) <= set(KINDS)
    assert [kind for kind in kinds if not exists(topic.topic_of_kind(kind))] == []
    assert exists(topic.topic_of_kind("of_a_newer_version"))


def test_every_sheet_has_its_part_of_the_guide() -> None:
    for module in pkgutil.walk_packages(desktop.views.__path__, "desktop.views."):
        importlib.import_module(module.name)
    sheets = [one for one in _made_from(QDialog) if one.__module__.startswith("desktop.views.")]
    own = [one for one in sheets if one is not HelpSheet and not hasattr(one, "getOpenFileName")]
    own = [one for one in own if "Printer" not in one.__name__]
    assert len(own) > 40
    assert [one.__name__ for one in own if topic.topic_of_sheet(one) == topic.BEGINNING] == []
    named = {one.__name__ for one in own}
    assert set(topic.SHEET_TOPICS) - named == set(), "no such sheet any more"
    assert [one for one in [*topic.SHEET_TOPICS.values(), *topic.SAME_NAME.values()] if not exists(one)] == []
    assert [one.__name__ for one in own if not hasattr(one, "show_help")] == [], "F1 does nothing there"


def _made_from(base: type) -> list[type]:
    found: list[type] = []
    below: list[type] = base.__subclasses__()
    for sub in below:
        found += [sub, *_made_from(sub)]
    return list(dict.fromkeys(found))


def test_f1_leaves_what_is_written_and_the_cursor_as_they_are(shell: Shell, rig: DeskRig, qtbot: QtBot) -> None:
    rig.desk.go(Place("contact", rig.case))
    page = shell.pages.currentWidget()
    assert isinstance(page, PlainPage)
    page.second.setFocus()
    qtbot.waitUntil(page.second.hasFocus)
    QTest.keyClicks(page.second, "She said that")
    page.second.setCursorPosition(4)
    press(Qt.Key.Key_F1)
    sheet = opened(shell, qtbot)
    assert sheet.address == "writing#a-contact"
    assert shell.place == Place("contact", rig.case)
    assert not sheet.tour_button.isVisible(), "nothing is shown over what is being written"
    press(Qt.Key.Key_Escape)
    shell.activateWindow()
    qtbot.waitUntil(page.second.hasFocus)
    assert (page.second.text(), page.second.cursorPosition()) == ("She said that", 4)


def test_f1_again_leads_back(shell: Shell, qtbot: QtBot) -> None:
    press(Qt.Key.Key_F1)
    sheet = opened(shell, qtbot)
    assert sheet.address == "today#your-day"
    with qtbot.waitSignal(sheet.finished):
        press(Qt.Key.Key_F1)


def test_f1_over_a_sheet_leaves_what_is_written_on_it(shell: Shell, rig: DeskRig, qtbot: QtBot) -> None:
    small = open_telephone_sheet(rig.desk, rig.case, shell)
    qtbot.waitUntil(lambda: small.isVisible() and isinstance(QApplication.focusWidget(), QLineEdit))
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    line.setText("01632 960 077")
    press(Qt.Key.Key_F1)
    sheet = opened(small, qtbot)
    assert sheet.address == "person#name-and-telephone"
    assert not sheet.keys_button.isVisible(), "no way on that would leave the sheet behind"
    press(Qt.Key.Key_Escape)
    assert small.isVisible()
    assert line.text() == "01632 960 077"
    small.activateWindow()
    qtbot.waitUntil(line.hasFocus)


def test_the_locked_page_has_help_how_to_unlock(switch: ThemeSwitch, qtbot: QtBot) -> None:
    page = LockedPage()
    page.show_profiles([ProfileChoice("p", "Wilma")], ())
    show_window(page, qtbot)
    qtbot.addWidget(page)
    qtbot.waitUntil(page.isActiveWindow)
    page._passphrase.line.setText("only half of it")
    QTest.keyClick(page._passphrase.line, Qt.Key.Key_F1)
    sheet = opened(page, qtbot)
    assert sheet.address == "start#unlock"
    assert "forgot" in sheet.text.toPlainText().lower()
    sheet.accept()
    assert page._passphrase.line.text() == "only half of it"


def test_links_search_and_back_are_worked_by_keyboard(shell: Shell, qtbot: QtBot) -> None:
    press(Qt.Key.Key_F1)
    sheet = opened(shell, qtbot)
    sheet.text.link_wanted.emit("5-somebody-is-off-sick.md")
    assert sheet.address == "5-somebody-is-off-sick"
    assert marked(sheet) == "5 Somebody is off sick"
    press(Qt.Key.Key_F, CONTROL)
    qtbot.waitUntil(sheet.search_box.hasFocus)
    QTest.keyClicks(sheet.search_box, "forgot")
    press(Qt.Key.Key_Return)
    assert sheet.address == "start#i-cannot-unlock"
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert sheet.address == "today#your-day"
    assert not sheet.back_button.isEnabled()
    sheet.search_box.setText("zeppelin")
    assert sheet.nothing.isVisible()
    sheet.search_box.clear()
    assert not sheet.nothing.isVisible()
    assert marked(sheet) == "Your day and your caseload"


def test_the_keys_and_the_tour_are_led_on_to(shell: Shell, qtbot: QtBot) -> None:
    press(Qt.Key.Key_F1)
    opened(shell, qtbot).keys_button.click()
    assert shell.place == Place("help")
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    shell.help_key.show_help()
    with qtbot.waitSignal(shell.help_key.tour_requested):
        opened(shell, qtbot).tour_button.click()


def test_locking_takes_the_help_off_the_screen(shell: Shell, qtbot: QtBot) -> None:
    press(Qt.Key.Key_F1)
    sheet = opened(shell, qtbot)
    shell.hide()
    assert not sheet.isVisible()


def test_every_page_is_shown_in_its_theme_with_headings_where_links_lead(switch: ThemeSwitch, qtbot: QtBot) -> None:
    """Each part of each page is a heading that can be scrolled to, and pictures have the width that there is."""
    text = GuideText()
    qtbot.addWidget(text)
    text.resize(700, 600)
    with qtbot.waitExposed(text):
        text.show()
    for page in load_guide().pages:
        text.show_page(page)
        assert [part.slug for part in page.parts if text.heading(part.slug) is None] == [], page.name
    text.show_page(load_guide().pages[4])
    light = text.loadResource(2, "pictures/1-today-light.png")
    switch.show(Theme(ThemeMode.DARK))
    dark = text.loadResource(2, "pictures/1-today-light.png")
    assert light.width() <= 700  # type: ignore[attr-defined]
    assert light != dark
    assert re.match(r"Picture: ", _lines_with(text, "Picture: ")[0])
    assert text.loadResource(2, "https://example.org/x.png").isNull()  # type: ignore[attr-defined]


def _lines_with(text: GuideText, words: str) -> list[str]:
    return [line for line in text.toPlainText().splitlines() if words in line]


def test_a_screen_reader_has_names_and_the_text_at_the_part(shell: Shell, qtbot: QtBot) -> None:
    press(Qt.Key.Key_F1)
    sheet = opened(shell, qtbot)
    for widget in (sheet, sheet.search_box, sheet.tree, sheet.text):
        found = QAccessible.queryAccessibleInterface(widget)
        assert found.text(QAccessible.Text.Name), widget.objectName()
    cursor: QTextCursor = sheet.text.textCursor()
    assert cursor.block().text() == "Your day"
