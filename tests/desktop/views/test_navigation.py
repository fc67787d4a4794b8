"""The rail and the top bar are worked by keyboard."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.views.partials.rail import Place, PlaceChosen, Rail
from desktop.views.partials.rail_item import RailItem
from desktop.views.partials.sync_label import SyncKind, SyncState, sync_sentence, sync_words
from desktop.views.partials.top_bar import FindText, TopBar
from desktop.views.theme.theme import Theme, ThemeMode, ThemeSwitch

TODAY = date(2026, 3, 5)
TWO_PM = datetime(2026, 3, 5, 14, 2, tzinfo=UTC)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def rail(switch: ThemeSwitch, qtbot: QtBot) -> Rail:
    rail = Rail((Place("today", "Today", "ph.house"), Place("views", "Two views", count=1, urgent=True)))
    shown(rail, qtbot)
    return rail


@pytest.fixture
def bar(switch: ThemeSwitch, qtbot: QtBot) -> TopBar:
    bar = TopBar("Today")
    shown(bar, qtbot)
    return bar


def shown(widget: QWidget, qtbot: QtBot) -> None:
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def test_control_and_a_digit_goes_to_a_place(rail: Rail, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rail.place_requested) as asked:
        QTest.keyClick(rail.window(), Qt.Key.Key_2, CONTROL)
    assert asked.args == [PlaceChosen("views")]
    assert rail.current == "views"


def test_help_lock_and_theme_have_their_keys(rail: Rail, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rail.help_requested):
        QTest.keyClick(rail.window(), Qt.Key.Key_F1)
    with qtbot.waitSignal(rail.lock_requested):
        QTest.keyClick(rail.window(), Qt.Key.Key_L, CONTROL)
    with qtbot.waitSignal(rail.theme_requested):
        QTest.keyClick(rail.window(), Qt.Key.Key_D, CONTROL | Qt.KeyboardModifier.ShiftModifier)


def test_a_count_is_shown_only_where_something_needs_the_person(rail: Rail) -> None:
    item = rail.findChild(QWidget, "rail_views")
    assert item is not None
    assert item.accessibleName() == "Two views, 1 waiting for you"
    rail.set_count("views", 0)
    assert item.accessibleName() == "Two views"


def test_marking_a_place_does_not_ask_to_go_there(rail: Rail, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(rail.place_requested):
        rail.set_current("today")
    assert rail.current == "today"
    rail.grab()


def test_a_twelfth_place_is_a_mistake(switch: ThemeSwitch) -> None:
    with pytest.raises(ValueError, match="11 places"):
        Rail([Place(str(number), "Place") for number in range(12)])


def test_places_scroll_where_there_is_no_room_and_the_foot_stays(switch: ThemeSwitch, qtbot: QtBot) -> None:
    rail = Rail([Place(str(number), "Place") for number in range(9)])
    qtbot.addWidget(rail)
    rail.resize(204, 400)
    with qtbot.waitExposed(rail):
        rail.show()
    last, lock = rail.findChild(QWidget, "rail_8"), rail.findChild(QWidget, "rail_lock")
    assert last is not None
    assert lock is not None
    assert last.visibleRegion().isEmpty()
    assert not lock.visibleRegion().isEmpty()
    rail.set_current("8")
    assert not last.visibleRegion().isEmpty()


def test_at_200_percent_most_places_are_in_sight(switch: ThemeSwitch, qtbot: QtBot) -> None:
    """How the window looks goes out of sight first: a place is gone to more often than the theme is changed."""
    switch.show(Theme(ThemeMode.LIGHT, 2.0, reduced_motion=True))
    rail = Rail([Place(str(number), "Place") for number in range(11)])
    qtbot.addWidget(rail)
    rail.resize(296, 768)
    with qtbot.waitExposed(rail):
        rail.show()
    items = [rail.findChild(QWidget, f"rail_{number}") for number in range(11)]
    whole = [item for item in items if item and item.visibleRegion().boundingRect().height() == item.height()]
    assert len(whole) >= 8
    theme = rail.findChild(QWidget, "rail_theme")
    assert theme is not None
    rail.show_item(theme)
    assert theme.visibleRegion().boundingRect().height() == theme.height()


@pytest.mark.parametrize("words", ["Lock now", "Text size", "Contrast"])
def test_what_stands_at_the_right_of_the_rail_is_level_with_the_words(words: str, switch: ThemeSwitch) -> None:
    switch.show(Theme(ThemeMode.LIGHT, 2.0, reduced_motion=True))
    item = RailItem(words, name="item", icon="ph.lock-simple", trailing="Ctrl L")
    for width in range(190, 300, 2):
        beside, trailing = item._places(width)
        assert trailing.top() > beside.bottom() or trailing.center().y() == beside.center().y()
    # On one line in the rail as it is at 200 %.
    assert item.heightForWidth(272) <= item.sizeHint().height() + 1


def test_the_marked_place_stays_whole_when_the_room_for_it_shrinks(switch: ThemeSwitch, qtbot: QtBot) -> None:
    rail = Rail([Place(str(number), "Place") for number in range(9)])
    qtbot.addWidget(rail)
    rail.resize(204, 900)
    with qtbot.waitExposed(rail):
        rail.show()
    last = rail.findChild(QWidget, "rail_8")
    assert last is not None
    rail.set_current("8")
    rail.resize(204, 400)
    qtbot.waitUntil(lambda: last.visibleRegion().boundingRect().height() == last.height())


def test_control_k_finds_anything(bar: TopBar, qtbot: QtBot) -> None:
    QTest.keyClick(bar.window(), Qt.Key.Key_K, CONTROL)
    qtbot.waitUntil(bar.find_box.hasFocus)
    with qtbot.waitSignal(bar.find_edited) as typed:
        QTest.keyClicks(bar.find_box, "i")
    assert typed.args == [FindText("i")]
    with qtbot.waitSignal(bar.find_submitted):
        QTest.keyClick(bar.find_box, Qt.Key.Key_Return)
    with qtbot.waitSignal(bar.results_requested):
        QTest.keyClick(bar.find_box, Qt.Key.Key_Down)
    with qtbot.waitSignal(bar.find_edited) as emptied:
        QTest.keyClick(bar.find_box, Qt.Key.Key_Escape)
    assert emptied.args == [FindText("")]


def test_the_state_can_be_pressed_and_says_what_it_means(bar: TopBar, qtbot: QtBot) -> None:
    bar.set_sync_state(SyncState(SyncKind.UNREACHABLE, 3, TWO_PM), TODAY)
    assert bar.sync_label.text() == "The office cannot be reached · 3 on this laptop only"
    assert "today 14:02" in bar.sync_label.toolTip()
    with qtbot.waitSignal(bar.sync_requested):
        bar.sync_label.click()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (SyncState(SyncKind.AT_OFFICE, at=TWO_PM), "All at the office 14:02"),
        (SyncState(SyncKind.ON_LAPTOP, 3), "3 on this laptop only"),
        (SyncState(SyncKind.SENDING, 2), "Sending 2 to the office"),
        (SyncState(SyncKind.SENDING), "Asking the office"),
        (SyncState(SyncKind.UNREACHABLE), "The office cannot be reached"),
        (SyncState(SyncKind.REFUSED), "The office does not accept this laptop"),
    ],
)
def test_the_state_is_said_in_plain_words(state: SyncState, words: str) -> None:
    assert sync_words(state, TODAY) == words
    assert sync_sentence(state, TODAY).endswith(".")
