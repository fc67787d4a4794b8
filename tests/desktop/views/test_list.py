"""Long lists are quick, and worked by keyboard."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.views.partials.badge_paint import BadgeLook
from desktop.views.partials.list_delegate import ROW_ROLE, RowLook
from desktop.views.partials.row_list import RowList, RowModel, RowOpened
from desktop.views.theme.theme import ThemeSwitch
from desktop.views.theme.token import Level


def row(number: int) -> RowLook:
    return RowLook(
        str(number),
        f"Person {number}",
        "born 2 May 1979 (46)",
        "14 Sample Terrace",
        BadgeLook(Level.HIGH, short=True),
        ("Do not visit alone", "Dog at the property"),
        "2 days late",
        urgent=True,
    )


@pytest.fixture
def people(switch: ThemeSwitch, qtbot: QtBot) -> RowList:
    rows = RowList(name="people", accessible_name="People")
    qtbot.addWidget(rows)
    rows.set_rows([row(number) for number in range(3)])
    rows.resize(QSize(700, 300))
    with qtbot.waitExposed(rows):
        rows.show()
    return rows


def test_enter_opens_the_marked_row(people: RowList, qtbot: QtBot) -> None:
    people.enter()
    QTest.keyClick(people, Qt.Key.Key_Down)
    with qtbot.waitSignal(people.row_opened) as opened:
        QTest.keyClick(people, Qt.Key.Key_Return)
    assert opened.args == [RowOpened("1")]


def test_a_click_opens_a_row(people: RowList, qtbot: QtBot) -> None:
    place = people.visualRect(people.rows.index(2)).center()
    with qtbot.waitSignal(people.row_opened) as opened:
        QTest.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [RowOpened("2")]


def test_up_on_the_first_row_leaves_the_list(people: RowList, qtbot: QtBot) -> None:
    people.enter()
    with qtbot.waitSignal(people.left_upwards):
        QTest.keyClick(people, Qt.Key.Key_Up)


def test_the_marked_row_stays_marked_when_rows_change(people: RowList) -> None:
    people.set_current("2")
    people.set_rows([row(2), row(7)])
    assert people.current_key == "2"
    people.set_rows([row(7)])
    assert people.current_key == ""


def test_a_row_is_read_out_whole(people: RowList) -> None:
    index = people.rows.index(0)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Person 0. born 2 May 1979 (46). High risk of serious harm. Warnings: Do not visit alone")
    assert index.data() == "Person 0"
    assert index.data(ROW_ROLE) == row(0)
    assert index.data(Qt.ItemDataRole.DecorationRole) is None


def test_rows_are_asked_for_only_where_they_are_seen(switch: ThemeSwitch, qtbot: QtBot) -> None:
    """Ten thousand rows cost no more to show than the dozen on the screen."""
    asked: set[int] = set()

    class Counting(RowModel):
        def row_at(self, number: int) -> RowLook:
            asked.add(number)
            return super().row_at(number)

    rows = RowList(name="people", accessible_name="People", model=Counting())
    qtbot.addWidget(rows)
    rows.resize(700, 300)
    rows.set_rows([row(number) for number in range(10_000)])
    rows.grab()
    assert 0 < len(asked) < 100
