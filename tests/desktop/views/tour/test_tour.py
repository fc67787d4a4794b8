"""The tour is offered once, shows real things, ends at any moment, and is in nobody's way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casework.records.identifier import StaffId, case_scope
from desktop.background.state import SyncState
from desktop.pages import PAGES
from desktop.services import tour
from desktop.services.capture import FORM
from desktop.services.tour import read_tour, settle_tour
from desktop.store.draft import Draft
from desktop.views.desk import Place
from desktop.views.help.help_sheet import HelpSheet
from desktop.views.shell.shell import Shell
from desktop.views.theme.theme import Theme, ThemeMode, ThemeSwitch
from desktop.views.tour.keeper import TourKeeper
from tests.desktop.views.desk_rig import DeskRig, desk_rig, show_window
from tests.desktop.views.whole_window import settle
from tests.fakes.case_store import SENIOR, WORKER

MOST_WORDS = 260
"""Read slowly, at 130 words a minute, that is two minutes."""


@dataclass(frozen=True)
class Shown:
    rig: DeskRig
    shell: Shell
    keeper: TourKeeper

    @property
    def card(self) -> QWidget:
        return self.keeper.card


@pytest.fixture(params=[WORKER])
def rig(request: pytest.FixtureRequest, switch: ThemeSwitch, tmp_path: Path) -> Iterator[DeskRig]:
    me: StaffId = request.param
    with desk_rig(tmp_path, 2, me) as rig:
        yield rig


@pytest.fixture
def shown(rig: DeskRig, qtbot: QtBot) -> Iterator[Shown]:
    with_window = _show(rig, qtbot)
    yield with_window
    _take_apart(with_window)


def _show(rig: DeskRig, qtbot: QtBot) -> Shown:
    shell = Shell(rig.desk, PAGES)
    keeper = TourKeeper(rig.desk, shell)
    show_window(shell, qtbot)
    shell.resize(1366, 768)
    shell.start()
    settle(rig, qtbot)
    settle(rig, qtbot)
    return Shown(rig, shell, keeper)


def _take_apart(shown: Shown) -> None:
    shown.shell.pages.hide()
    for made in (shown.keeper, shown.shell):
        shiboken6.delete(made)


def test_it_is_offered_at_the_first_unlock_and_takes_no_key(shown: Shown, qtbot: QtBot) -> None:
    assert shown.keeper.offer.isVisible()
    focused = QApplication.focusWidget()
    assert focused is None or not shown.keeper.offer.isAncestorOf(focused)
    assert not shown.card.isVisible()


def test_whoever_declines_is_not_asked_again_and_has_it_in_the_help(shown: Shown, qtbot: QtBot) -> None:
    shown.keeper.offer.decline_button.click()
    assert not shown.keeper.offer.isVisible()
    settle(shown.rig, qtbot)
    assert not shown.rig.look(read_tour).offered
    again = _show(shown.rig, qtbot)
    assert not again.keeper.offer.isVisible()
    _take_apart(again)
    shown.shell.activateWindow()
    shown.shell.help_key.show_help()
    shown.shell.findChildren(HelpSheet)[-1].tour_button.click()
    qtbot.waitUntil(shown.card.isVisible)


def test_each_stop_points_at_something_real_and_is_read_out(shown: Shown, qtbot: QtBot) -> None:
    shown.keeper.offer.take_button.click()
    seen = []
    for number, stop in enumerate(tour.WORKER, 1):
        assert shown.keeper.is_on
        target = shown.shell.findChild(QWidget, stop.target)
        assert target is not None
        ring, card = shown.keeper.card.ring.geometry(), shown.card.geometry()
        place = target.mapTo(shown.shell, target.rect().center())
        assert ring.contains(place), stop.title
        assert not card.contains(place), stop.title
        assert shown.shell.rect().contains(card), stop.title
        assert stop.title in shown.card.accessibleName()
        qtbot.waitUntil(shown.keeper.card.next_button.hasFocus)
        seen.append(f"{number} of {len(tour.WORKER)}" in shown.card.accessibleName())
        QTest.keyClick(shown.keeper.card.next_button, Qt.Key.Key_Return)
    assert all(seen)
    assert not shown.keeper.is_on
    assert not shown.card.isVisible()
    assert not shown.rig.look(read_tour).offered


@pytest.mark.parametrize("after", [0, 3])
def test_escape_ends_it_at_any_moment_wherever_the_keyboard_is(shown: Shown, qtbot: QtBot, after: int) -> None:
    shown.keeper.begin()
    for _ in range(after):
        shown.keeper.card.next_button.click()
    shown.shell.bar.find_box.setFocus()
    qtbot.waitUntil(shown.shell.bar.find_box.hasFocus)
    QTest.keyClick(shown.shell.bar.find_box, Qt.Key.Key_Escape)
    assert not shown.card.isVisible()
    assert not shown.keeper.card.ring.isVisible()
    assert shown.shell.place == Place("today")


def test_the_keyboard_goes_back_to_where_it_was(shown: Shown, qtbot: QtBot) -> None:
    shown.shell.bar.find_box.setFocus()
    qtbot.waitUntil(shown.shell.bar.find_box.hasFocus)
    shown.keeper.begin()
    qtbot.waitUntil(shown.keeper.card.next_button.hasFocus)
    QTest.keyClick(shown.keeper.card.next_button, Qt.Key.Key_Escape)
    qtbot.waitUntil(shown.shell.bar.find_box.hasFocus)


def test_a_draft_goes_before_it(rig: DeskRig, qtbot: QtBot) -> None:
    at: datetime = rig.ready.clock.now() - timedelta(minutes=5)
    draft = Draft("d", case_scope(rig.case), FORM, "{}", at, at)
    rig.look(lambda session: session.store.save_draft(draft))
    shown = _show(rig, qtbot)
    assert shown.shell.drafts.isVisible()
    assert not shown.keeper.offer.isVisible()
    assert not rig.look(lambda session: session.store.places.knows_the_way), "another day it is offered"
    _take_apart(shown)


def test_trouble_ends_it_and_takes_the_offer_away(shown: Shown, qtbot: QtBot) -> None:
    trouble = SyncState("attention", 3, shown.rig.ready.clock.now(), "Ring your administrator.")
    shown.keeper.begin()
    shown.shell._on_sync_state(trouble)
    shown.keeper._on_state(trouble)
    assert not shown.keeper.is_on
    assert not shown.card.isVisible()


def test_the_offer_stands_on_no_page_on_which_somebody_writes_or_is_at_the_door(shown: Shown, qtbot: QtBot) -> None:
    for place in (Place("contact", shown.rig.case), Place("brief", shown.rig.case), Place("person", shown.rig.case)):
        shown.rig.desk.go(place)
        assert not shown.keeper.offer.isVisible(), place.name
    shown.rig.desk.go(Place("today"))
    assert shown.keeper.offer.isVisible()


def test_going_somewhere_ends_it(shown: Shown, qtbot: QtBot) -> None:
    shown.keeper.begin()
    shown.rig.desk.go(Place("caseload"))
    assert not shown.card.isVisible()


def test_locking_takes_it_off_the_screen(shown: Shown, qtbot: QtBot) -> None:
    shown.keeper.begin()
    shown.shell.hide()
    assert not shown.keeper.is_on


def test_it_is_whole_in_the_window_with_text_at_200_percent(shown: Shown, switch: ThemeSwitch, qtbot: QtBot) -> None:
    shown.keeper.begin()
    switch.show(Theme(ThemeMode.DARK, 2.0))
    for _ in tour.WORKER:
        assert shown.shell.rect().contains(shown.card.geometry())
        button = shown.keeper.card.next_button
        corner = button.mapTo(shown.card, button.rect().bottomRight())
        assert shown.card.rect().contains(corner)
        shown.keeper.card.next_button.click()


@pytest.mark.parametrize("rig", [SENIOR], indirect=True)
def test_a_senior_is_shown_what_seniors_have(shown: Shown, qtbot: QtBot) -> None:
    assert shown.rig.look(read_tour).stops == tour.SENIOR
    assert shown.keeper.offer.isVisible()
    shown.keeper.begin()
    assert len(shown.keeper._stops) == len(tour.SENIOR)


def test_each_tour_takes_two_minutes_at_most() -> None:
    for stops in (tour.WORKER, tour.SENIOR, tour.ON_DUTY, tour.MANAGER, tour.OFFICE):
        words = sum(len(f"{stop.title} {stop.words}".split()) for stop in stops)
        assert words <= MOST_WORDS
        assert len({stop.target for stop in stops}) == len(stops)


def test_that_it_was_settled_is_kept_in_the_store(rig: DeskRig) -> None:
    assert not rig.look(lambda session: session.store.places.knows_the_way)
    rig.look(settle_tour)
    assert rig.look(lambda session: session.store.places.knows_the_way)
