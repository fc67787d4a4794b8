"""Locking and unlocking in one day leads back to the same page, tab and draft."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.services.whereabouts import keep_place
from desktop.views.capture.capture_page import CapturePage
from desktop.views.case.person_page import PersonPage
from desktop.views.case.person_tabs import TABS
from desktop.views.desk import Place, PlaceName
from desktop.views.lease.front import Front
from desktop.views.shell.page_stack import PageMaker
from desktop.views.shell.place_keeper import BACK
from desktop.views.shell.shell import Shell
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.desk_rig import DeskRig, desk_rig, show_window
from tests.desktop.views.shell.conftest import MAKERS
from tests.desktop.views.whole_window import settle

PAGES: dict[PlaceName, PageMaker] = {**MAKERS, "contact": CapturePage, "person": PersonPage}
WORDS = "He had been to the job centre."


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskRig]:
    with desk_rig(tmp_path, cases=2) as rig:
        yield rig


def unlock(rig: DeskRig, qtbot: QtBot) -> Front:
    """The window's content as it is made after each unlocking, at its first page."""
    front = Front(rig.desk, Shell(rig.desk, PAGES))
    front.resize(1366, 768)
    show_window(front, qtbot)
    front.start()
    qtbot.waitUntil(lambda: front.shell.pages.currentWidget() is not None)
    return front


def lock(front: Front) -> None:
    """What locking does to the window; everything else ends with the process."""
    front.shell.hide()
    shiboken6.delete(front)


def go(rig: DeskRig, place: Place) -> None:
    rig.desk.go(place)


def person_page(front: Front, qtbot: QtBot) -> PersonPage:
    """The person's page, once it shows somebody."""
    page = front.shell.pages.currentWidget()
    assert isinstance(page, PersonPage)
    qtbot.waitUntil(page.tabs.isVisible)
    return page


def test_the_first_unlocking_begins_with_today(rig: DeskRig, qtbot: QtBot) -> None:
    front = unlock(rig, qtbot)
    assert front.shell.place == Place("today")
    assert rig.said == []
    lock(front)


def test_unlocking_leads_back_to_the_tab_and_says_so(rig: DeskRig, qtbot: QtBot) -> None:
    front = unlock(rig, qtbot)
    go(rig, Place("person", rig.case))
    person_page(front, qtbot).tabs.setCurrentIndex(TABS.index("addresses"))
    lock(front)
    rig.ready.clock.advance(minutes=40)
    front = unlock(rig, qtbot)
    page = person_page(front, qtbot)
    assert page.tabs.shown == "addresses"
    assert front.shell.place.case == rig.case
    assert [said.words for said in rig.said] == [BACK]
    QTest.keyClick(front.shell, Qt.Key.Key_Escape)
    assert front.shell.place == Place("today")
    lock(front)


def test_what_was_being_written_is_gone_on_with_and_not_offered_again(rig: DeskRig, qtbot: QtBot) -> None:
    front = unlock(rig, qtbot)
    go(rig, Place("contact", rig.case))
    page = front.shell.pages.currentWidget()
    assert isinstance(page, CapturePage)
    qtbot.waitUntil(page.sheet.isVisible)
    QTest.keyClicks(page.sheet.narrative, WORDS)
    lock(front)
    front = unlock(rig, qtbot)
    page = front.shell.pages.currentWidget()
    assert isinstance(page, CapturePage)
    qtbot.waitUntil(page.sheet.isVisible)
    assert page.sheet.narrative.text == WORDS
    settle(rig, qtbot)
    go(rig, Place("today"))
    assert not front.shell.drafts.isVisible()
    lock(front)


def test_a_laptop_that_is_switched_off_hard_has_kept_it_too(rig: DeskRig, qtbot: QtBot) -> None:
    """Nothing is hidden or closed in good order; what the look of every moment wrote is in the store."""
    front = unlock(rig, qtbot)
    go(rig, Place("caseload"))
    qtbot.waitUntil(lambda: rig.look(lambda session: session.store.places.load()) is not None, timeout=10_000)
    kept = rig.look(lambda session: session.store.places.load())
    assert kept is not None
    assert (kept.name, kept.parts) == ("caseload", {})
    lock(front)


def test_whoever_goes_somewhere_before_it_is_known_is_left_there(rig: DeskRig, qtbot: QtBot) -> None:
    front = unlock(rig, qtbot)
    go(rig, Place("person", rig.case))
    lock(front)
    front = Front(rig.desk, Shell(rig.desk, PAGES))
    front.start()
    go(rig, Place("caseload"))
    show_window(front, qtbot)
    rig.look(lambda session: session.me)
    qtbot.waitUntil(lambda: front.shell.bar.sync_label.toolTip() != "")
    assert front.shell.place == Place("caseload")
    lock(front)


@pytest.mark.parametrize(("name", "part"), [("dashboard", "tab"), ("person", "colour")])
def test_what_another_version_has_kept_begins_at_the_first_page(
    rig: DeskRig, qtbot: QtBot, name: str, part: str
) -> None:
    rig.look(lambda session: keep_place(session, name, {part: "something"}))
    front = unlock(rig, qtbot)
    assert front.shell.place == Place("today")
    lock(front)
