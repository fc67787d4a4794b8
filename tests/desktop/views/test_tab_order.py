"""Tab goes through a page in reading order and out of it again, whatever was rebuilt on it."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLayout, QLayoutItem, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.partials.button import Button
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.field import Field
from desktop.views.partials.tab_order import set_reading_order
from desktop.views.theme.theme import ThemeSwitch

OPTIONS = (Option("kept", "Kept"), Option("breach", "Breach"), Option("no", "Not checked"))


@pytest.fixture
def page(switch: ThemeSwitch, qtbot: QtBot) -> Iterator[QWidget]:
    """A button outside, and a form in which a choice is put in another's place and chosen from."""
    del switch
    whole, form = QWidget(), QWidget()
    column, fields = QVBoxLayout(whole), QVBoxLayout(form)
    column.addWidget(Button("Before", name="before"))
    column.addWidget(form)
    field = Field("&Condition", Choice(OPTIONS, name="condition"), name="condition")
    fields.addWidget(field)
    for name in ("note", "last"):
        line = QLineEdit()
        line.setObjectName(name)
        fields.addWidget(line)
    with qtbot.waitExposed(whole):
        whole.show()
    whole.activateWindow()
    qtbot.waitUntil(whole.isActiveWindow)
    choice = Choice(OPTIONS, name="condition")
    choice.set_keys(["no"])
    field.replace_editor(choice)
    qtbot.waitUntil(choice.isVisible)
    set_reading_order(form)
    yield whole
    shiboken6.delete(whole)


def walk(page: QWidget, key: Qt.Key, times: int) -> list[str]:
    """What has the focus, one press of a key after the other."""
    names = []
    page.findChildren(Button, "before")[0].setFocus()
    for _ in range(times):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        names.append(getattr(QApplication.focusWidget(), "objectName", str)())
    return names


def test_tab_arrives_at_what_is_chosen_and_comes_out_of_the_form_again(page: QWidget) -> None:
    """A choice left behind its options would lead back to them, and what follows would never be reached."""
    assert walk(page, Qt.Key.Key_Tab, 5) == ["condition_no", "note", "last", "before", "condition_no"]


def test_back_goes_the_same_way(page: QWidget) -> None:
    assert walk(page, Qt.Key.Key_Backtab, 4) == ["last", "note", "condition_no", "before"]


def test_no_item_of_a_layout_stays_known_once_its_widget_is_gone(page: QWidget) -> None:
    """Something else lies at its address next, and would be taken for it: that ended the application."""
    before = layout_items()
    set_reading_order(page)
    assert layout_items() == before
    row = page.findChild(QWidget, "before")
    assert row is not None
    shiboken6.delete(row)
    assert layout_items() == before


def layout_items() -> int:
    """How many items of layouts Python knows of."""
    known = shiboken6.getAllValidWrappers()
    return sum(isinstance(one, QLayoutItem) and not isinstance(one, QLayout) for one in known)
