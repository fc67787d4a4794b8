"""Once the lease has ended there is one page and nothing of anybody; what was being written is not lost."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from queue import Empty, SimpleQueue

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from casework.errors import UserError
from casework.records.identifier import case_scope, grants_scope
from desktop.background.agency_browser import SignInAgain
from desktop.background.lane import NetworkLane
from desktop.services.amend import change_telephone
from desktop.services.caseload import find
from desktop.sync.signin import Browser, SignedInAsAnother, SignInStopped
from desktop.views.capture.capture_page import CapturePage
from desktop.views.desk import Desk, Place
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


class Agency:
    """The agency's sign-in: what the person does in their browser is the test's to say."""

    def __init__(self, front_desk: Desk, lane: NetworkLane) -> None:
        self.came: SimpleQueue[UserError | None] = SimpleQueue()
        self.opened: list[str] = []
        front_desk.sign_in = SignInAgain(lane, self.ask, front_desk)
        front_desk.sign_in.show_address = self.show

    def show(self, address: str) -> bool:
        self.opened.append(address)
        return True

    def ask(self, browser: Browser) -> None:
        browser.open("https://login.example.org/authorize")
        while not browser.given_up.is_set():
            with suppress(Empty):
                if (error := self.came.get(timeout=0.02)) is not None:
                    raise error
                return
        raise SignInStopped


@pytest.fixture
def agency(rig: DeskRig, qtbot: QtBot) -> Iterator[Agency]:
    lane = NetworkLane()
    yield Agency(rig.desk, lane)
    assert rig.desk.sign_in is not None
    rig.desk.sign_in.give_up()
    assert lane.close(10)


def ask_sign_in(rig: DeskRig, days: float) -> None:
    """The office wants them to sign in within so many days, and gives nothing once that is over."""
    office = rig.ready.office
    office.sign_in_by = rig.ready.clock.now() + timedelta(days=days)
    reach_office(rig)


def test_days_before_they_are_told_and_sign_in_beside_their_work(agency: Agency, rig: DeskRig, qtbot: QtBot) -> None:
    ask_sign_in(rig, days=20)
    front = make_front(rig)
    show_window(front, qtbot)
    front.start()
    qtbot.waitUntil(front.shell.isVisible)
    assert front.sign_in.sentence == ""
    ask_sign_in(rig, days=6)
    front.look()
    qtbot.waitUntil(lambda: "by Sunday 8 November 09:00" in front.sign_in.sentence)
    QTest.mouseClick(front.sign_in.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(agency.opened))
    assert front.sign_in.button.text() == "&Stop signing in"
    assert front.shell.isVisible()
    rig.ready.office.sign_in_by = None
    agency.came.put(None)
    qtbot.waitUntil(lambda: front.sign_in.button.text() == "&Sign in with the agency")
    reach_office(rig)
    front.look()
    qtbot.waitUntil(lambda: front.sign_in.sentence == "")
    shiboken6.delete(front)


def test_once_it_is_over_one_page_says_so_and_leads_there(agency: Agency, rig: DeskRig, qtbot: QtBot) -> None:
    front = make_front(rig)
    show_window(front, qtbot)
    front.start()
    qtbot.waitUntil(front.shell.isVisible)
    rig.look(lambda session: change_telephone(session, rig.case, "01632 960 001"))
    ask_sign_in(rig, days=0)
    front.look()
    qtbot.waitUntil(front.page.isVisible)
    assert "Sign in with your agency to go on" in front.page.sentences
    assert "Nothing is lost" in front.page.sentences
    assert "Isla" not in front.page.sentences
    qtbot.waitUntil(front.page.sign_in_button.hasFocus)
    QTest.keyClick(front.page.sign_in_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(agency.opened))
    agency.came.put(SignedInAsAnother())
    qtbot.waitUntil(lambda: "under your own name" in front.page.fault.sentence)
    assert front.page.isVisible()
    QTest.keyClick(front.page.sign_in_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(agency.opened) == 2)
    assert front.page.fault.sentence == ""
    rig.ready.office.sign_in_by = None
    agency.came.put(None)
    qtbot.waitUntil(lambda: rig.desk.sign_in is not None and not rig.desk.sign_in.is_waiting)
    reach_office(rig)
    front.look()
    qtbot.waitUntil(front.shell.isVisible)
    shiboken6.delete(front)


def test_whoever_is_writing_ends_it_first_and_is_told_so(
    agency: Agency, front: Front, rig: DeskRig, qtbot: QtBot
) -> None:
    sheet = open_sheet(rig, front, qtbot)
    QTest.keyClicks(sheet.sheet.narrative, "Half a sentence")
    sheet.keeper.keep_now()
    qtbot.waitUntil(lambda: sheet.keeper.exists)
    ask_sign_in(rig, days=0)
    front.look()
    qtbot.waitUntil(lambda: "End your visit and what you are writing first" in front.sign_in.sentence)
    assert "or today 21:00, your records are shut" in front.sign_in.sentence
    assert front.shell.isVisible()
    # A recorded contact has no draft any more; the next minute shuts.
    (draft,) = rig.look(lambda session: session.store.drafts())
    rig.look(lambda session: session.store.delete_draft(draft.id))
    front.look()
    qtbot.waitUntil(front.page.isVisible)
    assert "Sign in with your agency to go on" in front.page.sentences


def test_giving_up_is_heard_at_once(agency: Agency, rig: DeskRig, qtbot: QtBot) -> None:
    ask_sign_in(rig, days=0)
    front = make_front(rig)
    show_window(front, qtbot)
    front.start()
    qtbot.waitUntil(front.page.isVisible)
    front.page.sign_in_button.click()
    qtbot.waitUntil(lambda: bool(agency.opened))
    assert front.page.sign_in_button.accessibleName() == "Stop signing in"
    front.page.sign_in_button.click()
    assert front.page.sign_in_button.accessibleName() == "Sign in with the agency"
    shiboken6.delete(front)
