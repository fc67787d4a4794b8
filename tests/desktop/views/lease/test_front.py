"""Once the lease has ended there is one page and nothing of anybody; what was being written is not lost."""

from datetime import timedelta

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from casework.records.identifier import case_scope, grants_scope
from desktop.services.amend import change_telephone
from desktop.services.caseload import find
from desktop.views.capture.capture_page import CapturePage
from desktop.views.desk import Place
from desktop.views.lease.front import Front
from tests.desktop.views.desk_rig import DeskRig, show_window
from tests.desktop.views.lease.conftest import make_front, reach_office


def let_pass(front: Front, rig: DeskRig, **parts: float) -> None:
    """Move the clock and let the minute strike."""
    rig.ready.clock.advance(**parts)
    front.look()


def open_sheet(rig: DeskRig, front: Front, qtbot: QtBot) -> CapturePage:
    rig.desk.go(Place("contact", rig.case))
    qtbot.waitUntil(lambda: any(page.case for page in front.findChildren(CapturePage)))
    return front.findChildren(CapturePage)[0]


def test_an_ended_lease_shows_one_page_that_says_what_to_do(front: Front, rig: DeskRig, qtbot: QtBot) -> None:
    rig.look(lambda session: change_telephone(session, rig.case, "01632 960 001"))
    let_pass(front, rig, days=14, minutes=1)
    qtbot.waitUntil(front.page.isVisible)
    assert not front.shell.isVisible()
    said = front.page.sentences
    assert "has not reached the office since Monday 2 November 09:00" in said
    assert "Nothing is lost" in said
    assert "not yet at the office" in said
    assert "telephone" in said
    assert "Isla" not in said, "nothing of anybody"
    qtbot.waitUntil(front.page.try_button.hasFocus)


def test_three_days_before_a_strip_says_when(front: Front, rig: DeskRig, qtbot: QtBot) -> None:
    assert front.ending.sentence == ""
    let_pass(front, rig, days=11, minutes=1)
    qtbot.waitUntil(lambda: front.ending.sentence != "")
    assert front.shell.isVisible()
    assert "by Monday 16 November 09:00" in front.ending.sentence


def test_a_fresh_lease_brings_everything_back(front: Front, rig: DeskRig, qtbot: QtBot) -> None:
    let_pass(front, rig, days=20)
    qtbot.waitUntil(front.page.isVisible)
    reach_office(rig)
    front.look()
    qtbot.waitUntil(front.shell.isVisible)
    assert rig.look(lambda session: find(session, "Isla"))


def test_a_clock_set_back_locks_and_says_so(front: Front, rig: DeskRig, qtbot: QtBot) -> None:
    let_pass(front, rig, hours=2)
    rig.look(lambda session: session.store.note_time())
    let_pass(front, rig, hours=-1)
    qtbot.waitUntil(front.page.isVisible)
    assert "clock was set back" in front.page.sentences


def test_what_was_being_written_is_kept_and_there_again(front: Front, rig: DeskRig, qtbot: QtBot) -> None:
    sheet = open_sheet(rig, front, qtbot)
    QTest.keyClicks(sheet.sheet.narrative, "Half a sentence")
    let_pass(front, rig, days=15)
    qtbot.waitUntil(front.page.isVisible)
    assert rig.look(lambda session: session.store.drafts()) == [], "nobody reads it meanwhile"
    reach_office(rig)
    front.look()
    qtbot.waitUntil(front.shell.isVisible)
    assert sheet.sheet.narrative.toPlainText() == "Half a sentence"
    (draft,) = rig.look(lambda session: session.store.drafts())
    assert "Half a sentence" in draft.content


def test_the_page_stands_before_the_records_from_the_start(rig: DeskRig, qtbot: QtBot) -> None:
    rig.ready.clock.advance(days=30)
    front = make_front(rig)
    show_window(front, qtbot)
    front.start()
    qtbot.waitUntil(front.page.isVisible)
    assert "set it right" in front.page.sentences
    with qtbot.waitSignal(front.lock_requested):
        QTest.mouseClick(front.page.lock_button, Qt.MouseButton.LeftButton)
    shiboken6.delete(front)


def test_a_case_that_is_asked_for_says_when_it_goes_and_then_goes(front: Front, rig: DeskRig, qtbot: QtBot) -> None:
    """Above the sheet; then the sheet is empty, and a strip says what became of what was written, without a name."""
    sheet = open_sheet(rig, front, qtbot)
    QTest.keyClicks(sheet.sheet.narrative, "Half a sentence")
    sheet.keeper.keep_now()
    qtbot.waitUntil(lambda: sheet.keeper.exists)
    office = rig.ready.office
    office.revoke(case_scope(rig.case), grants_scope(rig.case))
    rig.desk.changed.emit(rig.look(lambda session: session.store.apply_pull(office.pull(session.store))))
    qtbot.waitUntil(lambda: "leaves this laptop at the latest today 21:00, in 12 h" in sheet.gone.sentence)
    QTest.keyClicks(sheet.sheet.narrative, " more")
    let_pass(front, rig, hours=12)
    qtbot.waitUntil(lambda: sheet.case is None)
    qtbot.waitUntil(lambda: "sealed" in front.sealed.sentence)
    assert sheet.sheet.narrative.toPlainText() == ""
    assert rig.look(lambda session: session.store.sealed_notes()) >= 1
    rig.look(lambda session: office.settle(session.store))
    assert any("Half a sentence more" in note["content"] for note in office.notes.values())
    QTest.mouseClick(front.sealed.button, Qt.MouseButton.LeftButton)
    assert front.sealed.sentence == ""


def test_without_a_lease_nothing_is_locked(rig: DeskRig) -> None:
    """An office of an older version gives none."""
    rig.ready.office.lease = None
    rig.ready.clock.advance(days=13)
    rig.look(lambda session: rig.ready.office.settle(session.store))
    assert rig.look(lambda session: session.store.lease().until) == rig.ready.office.time + timedelta(days=14)
