"""Each key in the list does what the list says, in the whole window; none is missing there, none means two things."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.pages import PAGES
from desktop.services.record_list import CONCERN
from desktop.views.case_sheets.opening import open_telephone_sheet
from desktop.views.desk import PlaceName
from desktop.views.help.help_sheet import HelpSheet
from desktop.views.record.kind_sheet import KindSheet
from desktop.views.shell.help_page import HelpPage
from desktop.views.shell.key_sheet import KeySheet
from desktop.views.shortcut import PLACES, SHORTCUTS, Where
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.whole_window import Window, settle, whole_window

ROOT = Path(__file__).parents[3]
ELSEWHERE = {
    "tour_end": "tests/desktop/views/tour/test_tour.py",
    "guide_search": "tests/desktop/views/help/test_help.py",
    "new_import": "tests/desktop/views/importing/test_import_page.py",
    "larger": "tests/e2e/test_keys.py",
    "smaller": "tests/e2e/test_keys.py",
    "page_before": "tests/desktop/views/documents/test_documents.py",
    "page_after": "tests/desktop/views/documents/test_documents.py",
    "zoom_in": "tests/desktop/views/documents/test_documents.py",
    "zoom_out": "tests/desktop/views/documents/test_documents.py",
    "zoom_whole": "tests/desktop/views/documents/test_documents.py",
    "access_out": "tests/desktop/views/subject_access/test_access_page.py",
    "access_mark": "tests/desktop/views/subject_access/test_access_page.py",
    "access_keep": "tests/desktop/views/subject_access/test_access_page.py",
    "copy_block": "tests/desktop/views/copy_out/test_keying_page.py",
    "give_back": "tests/desktop/views/showing/test_showing.py",
    "next_line": "tests/desktop/views/planning/test_plan_page.py",
    "line_up": "tests/desktop/views/planning/test_plan_page.py",
    "line_down": "tests/desktop/views/planning/test_plan_page.py",
}
"""Keys that are pressed in another test, because they need the whole application or an attachment."""


@pytest.fixture
def window(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    with whole_window(tmp_path, qtbot) as made:
        yield made


def press(window: Window, keys: str) -> None:
    """Press keys as Qt writes them, wherever the focus is."""
    target = QApplication.focusWidget() or QApplication.activeModalWidget() or window.shell
    combination = QKeySequence(keys)[0]  # type: ignore[index]
    QTest.keyClick(target, combination.key(), combination.keyboardModifiers())


def leads_to(start: PlaceName, goal: PlaceName, kind: str | None = None) -> "Doing":
    def does(window: Window, keys: str, qtbot: QtBot) -> None:
        window.go(start, qtbot)
        press(window, keys)
        qtbot.waitUntil(lambda: window.shell.place.name == goal, timeout=1500)
        assert window.shell.place.kind == kind

    return does


def opens(start: PlaceName, sheet: type[QDialog]) -> "Doing":
    def does(window: Window, keys: str, qtbot: QtBot) -> None:
        window.go(start, qtbot)
        press(window, keys)
        qtbot.waitUntil(lambda: any(one.isVisible() for one in window.shell.findChildren(sheet)))
        for one in window.shell.findChildren(sheet):
            one.reject()
        settle(window.rig, qtbot)

    return does


def _find(window: Window, keys: str, qtbot: QtBot) -> None:
    window.go("today", qtbot)
    press(window, keys)
    qtbot.waitUntil(window.shell.bar.find_box.hasFocus)


def _place(window: Window, keys: str, qtbot: QtBot) -> None:
    window.go("help", qtbot)
    name = list(window.shell.rail._items)[PLACES.keys.index(keys)]
    item = window.shell.rail._items[name]
    press(window, keys)
    assert window.shell.place.name == (name if item.isEnabled() else "help")


def _back(window: Window, keys: str, qtbot: QtBot) -> None:
    window.go("caseload", qtbot)
    window.go("person", qtbot)
    press(window, keys)
    assert window.shell.place.name == "caseload"


def _undo(window: Window, keys: str, qtbot: QtBot) -> None:
    """Not from a text field, where the key undoes what was typed."""
    window.go("today", qtbot)
    undone: list[str] = []
    window.rig.desk.say("Draft discarded.", lambda: undone.append("draft"))
    press(window, keys)
    press(window, keys)
    assert undone == ["draft"]


def _lock(window: Window, keys: str, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.shell.lock_requested):
        press(window, keys)


def _theme(window: Window, keys: str, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.shell.theme_requested):
        press(window, keys)


def _contrast(window: Window, keys: str, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.shell.contrast_requested):
        press(window, keys)


def _read_on(window: Window, keys: str, qtbot: QtBot) -> None:
    window.shell.resize(1366, 480)
    page = window.go("brief", qtbot)
    bar = page.area.verticalScrollBar()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum() if keys == "PgUp" else 0)
    before = bar.value()
    press(window, keys)
    assert (bar.value() < before) if keys == "PgUp" else (bar.value() > before)
    window.shell.resize(1366, 768)


def _visit_end(window: Window, keys: str, qtbot: QtBot) -> None:
    """A visit that was never started is recorded straight away."""
    window.go("visit", qtbot)
    press(window, keys)
    qtbot.waitUntil(lambda: window.shell.place.name == "contact")


def _finish(window: Window, keys: str, qtbot: QtBot) -> None:
    window.go("person", qtbot)
    sheet = open_telephone_sheet(window.rig.desk, window.rig.case, window.shell)
    qtbot.waitUntil(sheet.isActiveWindow)
    number = f"01632 960 0{60 + len(keys)}"
    QTest.keyClicks(QApplication.focusWidget() or sheet, number)
    with qtbot.waitSignal(sheet.finished):
        press(window, keys)
    assert sheet.result() == QDialog.DialogCode.Accepted.value


def _leave(window: Window, keys: str, qtbot: QtBot) -> None:
    window.go("person", qtbot)
    sheet = open_telephone_sheet(window.rig.desk, window.rig.case, window.shell)
    settle(window.rig, qtbot)
    press(window, keys)
    assert sheet.result() == QDialog.DialogCode.Rejected.value
    assert window.shell.place.name == "person"


def _open(window: Window, keys: str, qtbot: QtBot) -> None:
    window.go("caseload", qtbot)
    press(window, "Down")
    press(window, keys)
    qtbot.waitUntil(lambda: window.shell.place.name == "person")


def _arrows(window: Window, keys: str, qtbot: QtBot) -> None:
    page = window.go("caseload", qtbot)
    rows = page.rows  # type: ignore[attr-defined]
    rows.enter()
    press(window, "Down" if keys == "Up" else "Home")
    before = rows.currentIndex().row()
    press(window, keys)
    assert rows.currentIndex().row() == before + (1 if keys == "Down" else -1)


def _letter(window: Window, _keys: str, qtbot: QtBot) -> None:
    window.go("contact", qtbot)
    for letter, name in (("W", "narrative"), ("M", "minutes"), ("O", "outcome_"), ("A", "arranged_")):
        press(window, f"Alt+{letter}")
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.objectName().startswith(name)


Doing = Callable[[Window, str, QtBot], None]
DOES: dict[str, Doing] = {
    "find": _find,
    "places": _place,
    "back": _back,
    "undo": _undo,
    "lock": _lock,
    "theme": _theme,
    "contrast": _contrast,
    "help": opens("contact", HelpSheet),
    "key_list": opens("contact", KeySheet),
    "contact": leads_to("person", "contact"),
    "new_record": opens("person", KindSheet),
    "concern": leads_to("person", "record", CONCERN),
    "brief": leads_to("person", "brief"),
    "print": leads_to("person", "papers"),
    "next_brief": leads_to("today", "brief"),
    "read_on": _read_on,
    "read_back": _read_on,
    "visit_concern": leads_to("visit", "record", CONCERN),
    "visit_brief": leads_to("visit", "brief"),
    "sheet_brief": leads_to("contact", "brief"),
    "visit_end": _visit_end,
    "finish": _finish,
    "writing_concern": leads_to("contact", "record", CONCERN),
    "leave": _leave,
    "new_staff_record": opens("service", KindSheet),
    "import": leads_to("caseload", "import"),
    "open": _open,
    "escape": _back,
    "arrows": _arrows,
    "letter": _letter,
}


def _put_away(window: Window) -> None:
    """What a failure left open would take the keys of all that follow."""
    for dialog in window.shell.findChildren(QDialog):
        dialog.reject()


def test_every_key_that_is_listed_does_what_the_list_says(window: Window, qtbot: QtBot) -> None:
    """Pressed in one window, one after the other, each from the page that the list names."""
    failed = {}
    for shortcut in SHORTCUTS:
        for keys in shortcut.keys or ("",):
            if shortcut.name in DOES:
                try:
                    DOES[shortcut.name](window, keys, qtbot)
                except (AssertionError, ValueError, qtbot.TimeoutError) as error:
                    failed[shortcut.name, keys] = f"{error} at {window.shell.place.name}, {QApplication.focusWidget()}"
                    _put_away(window)
    assert not failed, "\n".join(f"{key}: {error}" for key, error in failed.items())


def test_no_key_is_listed_without_a_test() -> None:
    names = [shortcut.name for shortcut in SHORTCUTS]
    assert sorted({*DOES, *ELSEWHERE}) == sorted(names)
    assert set(DOES) & set(ELSEWHERE) == set()
    assert [file for file in set(ELSEWHERE.values()) if not (ROOT / file).exists()] == []


def test_no_key_means_two_things_in_one_place() -> None:
    """Nor one thing everywhere and another somewhere."""
    everywhere = [keys for one in SHORTCUTS if one.where is Where.EVERYWHERE for keys in one.keys]
    for where in Where:
        there = [keys for one in SHORTCUTS if one.where is where for keys in one.keys]
        both = there if where is Where.EVERYWHERE else everywhere + there
        assert sorted(both) == sorted(set(both)), where


def test_no_two_keys_are_in_each_others_way_on_any_page(window: Window, qtbot: QtBot) -> None:
    """Qt does neither where two shortcuts that are active at once have the same key."""
    doubled = {}
    for name in PAGES:
        window.go(name, qtbot)
        active = [key.key().toString() for key in window.shell.findChildren(QShortcut) if is_active(key)]
        if twice := {keys for keys in active if active.count(keys) > 1}:
            doubled[name] = twice
    assert doubled == {}


def test_no_two_underlined_letters_are_in_each_others_way(window: Window, qtbot: QtBot) -> None:
    """Qt only moves the focus where a letter is underlined twice, so that it presses nothing."""
    doubled = {}
    for name in PAGES:
        window.go(name, qtbot)
        letters = [letter_of(widget) for widget in window.shell.findChildren(QWidget) if widget.isVisible()]
        if twice := {letter for letter in letters if letter and letters.count(letter) > 1}:
            doubled[name] = twice
    assert doubled == {}


def letter_of(widget: QWidget) -> str:
    """The key of a button that is enabled, or of a label that leads to a field; of the tabs, those are the page's."""
    if isinstance(widget, QPushButton):
        return QKeySequence.mnemonic(widget.text()).toString() if widget.isEnabled() else ""
    if isinstance(widget, QLabel) and widget.buddy() is not None:
        return QKeySequence.mnemonic(widget.text()).toString()
    return ""


def is_active(shortcut: QShortcut) -> bool:
    owner, focused = shortcut.parent(), QApplication.focusWidget()
    if not isinstance(owner, QWidget) or not owner.isVisible() or not shortcut.isEnabled():
        return False
    if shortcut.context() is Qt.ShortcutContext.WidgetShortcut:
        return focused is owner
    if shortcut.context() is Qt.ShortcutContext.WidgetWithChildrenShortcut:
        return focused is not None and (focused is owner or owner.isAncestorOf(focused))
    return True


def test_no_page_has_a_key_that_is_not_in_the_table() -> None:
    """Shortcuts are made in one place only, and everything in the table is bound somewhere."""
    files = {path: path.read_text("utf-8") for path in (ROOT / "desktop").rglob("*.py") if path.name != "shortcut.py"}
    assert [path.name for path, text in files.items() if re.search(r"\bQShortcut\(|setShortcut\(", text)] == []
    table = (ROOT / "desktop" / "views" / "shortcut.py").read_text("utf-8")
    declared = re.findall(r"^([A-Z_]+) = Shortcut\(", table, re.MULTILINE)
    assert len(declared) == len(SHORTCUTS)
    used = {word for text in files.values() for word in re.findall(r"\b[A-Z_]+\b", text)}
    bound = [name for name, one in zip(declared, SHORTCUTS, strict=True) if one.is_bound and one.keys]
    assert [name for name in bound if name not in used] == []


def test_the_help_and_the_list_show_every_key(window: Window, qtbot: QtBot) -> None:
    page = window.go("help", qtbot)
    assert isinstance(page, HelpPage)
    press(window, "Ctrl+/")
    (sheet,) = window.shell.findChildren(KeySheet)
    for shown in (page, sheet):
        words = [label.text() for label in shown.findChildren(QLabel)]
        assert [one.name for one in SHORTCUTS if one.label not in words or one.words not in words] == []
    sheet.reject()
