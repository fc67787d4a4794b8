"""What is on the sheet is kept within two seconds of a keystroke, and is there again whole."""

import json

import pytest
from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casework.errors import Unavailable
from desktop.services.session import Session
from desktop.store.draft import Draft
from desktop.views.capture.capture_page import CapturePage
from desktop.views.capture.content import parse_content
from desktop.views.capture.keeper import NOT_KEPT
from desktop.views.desk import Place
from tests.desktop.views.capture.opened import open_new
from tests.desktop.views.desk_rig import DeskRig

KEPT_WITHIN_MS = 2_000


def drafts(session: Session) -> list[Draft]:
    return session.store.drafts()


def kept(page: CapturePage, qtbot: QtBot) -> None:
    page.keeper.keep_now()
    qtbot.waitUntil(lambda: "draft kept" in page.foot.state)


def test_opening_a_sheet_keeps_nothing(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    page.keeper.keep_now()
    assert rig.look(drafts) == []
    assert page.keeper.draft


def test_a_pause_keeps_the_draft_and_says_when(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    clock = QElapsedTimer()
    clock.start()
    QTest.keyClicks(page.sheet.narrative, "Seen")
    qtbot.waitUntil(lambda: page.foot.state == "draft kept 09:00:00", timeout=KEPT_WITHIN_MS)
    assert clock.elapsed() < KEPT_WITHIN_MS
    (draft,) = rig.look(drafts)
    assert parse_content(draft.content).form.narrative == "Seen"


def test_somebody_who_never_pauses_is_kept_too(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    clock = QElapsedTimer()
    clock.start()

    def typed_until_kept() -> bool:
        QTest.keyClicks(page.sheet.narrative, "x")
        return page.keeper.exists

    qtbot.waitUntil(typed_until_kept, timeout=KEPT_WITHIN_MS * 2)
    assert clock.elapsed() < KEPT_WITHIN_MS


def test_leaving_a_field_keeps_at_once(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    page.sheet.narrative.setFocus()
    QTest.keyClicks(page.sheet.narrative, "Seen")
    page.foot.finish_button.setFocus()
    qtbot.waitUntil(lambda: page.keeper.exists, timeout=500)


def test_a_draft_comes_back_whole_with_the_cursor_where_it_was(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    sheet = page.sheet
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "j")
    QTest.keyClicks(sheet.joint.account, "Theirs.")
    sheet.basics.at.line.clear()
    QTest.keyClicks(sheet.basics.at.line, "half two")
    sheet.narrative.setFocus()
    QTest.keyClicks(sheet.narrative, "Mine as well.")
    cursor = sheet.narrative.textCursor()
    cursor.setPosition(4)
    sheet.narrative.setTextCursor(cursor)
    before = sheet.content()
    kept(page, qtbot)
    draft = page.keeper.draft
    page.show_place(Place("contact", rig.case))
    qtbot.waitUntil(lambda: page.keeper.draft != draft)
    assert page.sheet.narrative.text == ""
    page.show_place(Place("contact", draft=draft))
    qtbot.waitUntil(lambda: page.keeper.draft == draft)
    assert page.sheet.content() == before
    qtbot.waitUntil(page.sheet.narrative.hasFocus)
    assert page.sheet.narrative.textCursor().position() == 4
    assert page.sheet.basics.at.typed == "half two"


def test_a_draft_that_was_begun_before_is_offered(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    QTest.keyClicks(page.sheet.narrative, "Begun")
    kept(page, qtbot)
    draft = page.keeper.draft
    page.show_place(Place("contact", rig.case))
    qtbot.waitUntil(page.earlier.isVisible)
    page.earlier.button.click()
    assert rig.went[-1].draft == draft


def test_leaving_keeps_the_draft_and_says_so(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    QTest.keyClicks(page.sheet.narrative, "Seen")
    kept(page, qtbot)
    QTest.keyClicks(page.sheet.narrative, " again")
    page.hide()
    assert "kept" in rig.said[-1].words
    (draft,) = rig.look(drafts)
    assert parse_content(draft.content).form.narrative == "Seen again"


def test_a_discarded_draft_can_be_had_back(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    QTest.keyClicks(page.sheet.narrative, "Seen")
    kept(page, qtbot)
    QTest.keyClicks(page.sheet.narrative, " to the end")
    page.foot.discard_button.click()
    qtbot.waitUntil(lambda: bool(rig.said))
    assert rig.look(drafts) == []
    undo = rig.said[-1].undo
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: rig.went[-1].name == "contact")
    (draft,) = rig.look(drafts)
    assert parse_content(draft.content).form.narrative == "Seen to the end"


def test_a_draft_that_cannot_be_kept_is_said_and_tried_again(
    page: CapturePage, rig: DeskRig, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_new(page, rig, qtbot)

    def full(_draft: Draft) -> None:
        raise Unavailable("The disk is full. Make room, and go on.")

    with monkeypatch.context() as patch:
        patch.setattr(rig.ready.store, "save_draft", full)
        QTest.keyClicks(page.sheet.narrative, "Seen")
        page.keeper.keep_now()
        qtbot.waitUntil(lambda: "not kept: The disk is full" in page.foot.state)
    page.keeper.keep_now()
    qtbot.waitUntil(lambda: "draft kept" in page.foot.state)


def test_what_could_not_be_kept_before_another_sheet_came_is_tried_again_and_said(
    page: CapturePage, rig: DeskRig, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody sees the foot of a sheet that is not open any more."""
    open_new(page, rig, qtbot)
    page.keeper._again.setInterval(20)

    def full(_draft: Draft) -> None:
        raise Unavailable("The disk is full. Make room, and go on.")

    with monkeypatch.context() as patch:
        patch.setattr(rig.ready.store, "save_draft", full)
        QTest.keyClicks(page.sheet.narrative, "Seen")
        page.show_place(Place("contact", rig.case))
        qtbot.waitUntil(lambda: bool(rig.said))
        assert rig.said[-1].words == f"{NOT_KEPT} The disk is full. Make room, and go on."
        assert page.sheet.narrative.text == ""
    qtbot.waitUntil(lambda: [parse_content(one.content).form.narrative for one in rig.look(drafts)] == ["Seen"])
    assert [one.words.startswith(NOT_KEPT) for one in rig.said].count(True) == 1


def test_what_is_written_while_another_draft_is_looked_for_is_kept(
    page: CapturePage, rig: DeskRig, qtbot: QtBot
) -> None:
    """It is not there any more, which is found out while somebody writes on."""
    open_new(page, rig, qtbot)
    page.show_place(Place("contact", draft="01900000-0000-7000-8000-000000000000"))
    QTest.keyClicks(page.sheet.narrative, "Seen")
    nothing = page.findChild(QWidget, "no_sheet")
    assert isinstance(nothing, QWidget)
    qtbot.waitUntil(nothing.isVisible)
    qtbot.waitUntil(lambda: [parse_content(one.content).form.narrative for one in rig.look(drafts)] == ["Seen"])


def test_nothing_is_kept_behind_a_sheet_that_is_being_recorded(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    """Whoever looks at another window meanwhile would be offered it again. What was refused is kept after all."""
    open_new(page, rig, qtbot)
    QTest.keyClicks(page.sheet.narrative, "Seen")
    page.keeper.rest()
    page.keeper._on_application_state(Qt.ApplicationState.ApplicationInactive)
    page.hide()
    assert rig.look(drafts) == []
    page.keeper.resume()
    page.keeper.keep_now()
    assert [parse_content(one.content).form.narrative for one in rig.look(drafts)] == ["Seen"]


def test_what_is_refused_once_another_sheet_is_open_is_kept(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    draft = page.keeper.draft
    QTest.keyClicks(page.sheet.narrative, "Seen")
    page.keeper.rest()
    page.show_place(Place("contact", rig.case))
    qtbot.waitUntil(lambda: page.keeper.draft != draft)
    assert rig.look(drafts) == []
    page.keeper.resume()
    assert [parse_content(one.content).form.narrative for one in rig.look(drafts)] == ["Seen"]


def test_a_draft_that_is_gone_is_said(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    page.show_place(Place("contact", draft="01900000-0000-7000-8000-000000000000"))
    nothing = page.findChild(QWidget, "no_sheet")
    assert isinstance(nothing, QWidget)
    qtbot.waitUntil(nothing.isVisible)
    assert "not here any more" in nothing.accessibleName()


def test_a_draft_of_another_version_is_not_thrown_away(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    open_new(page, rig, qtbot)
    QTest.keyClicks(page.sheet.narrative, "Seen")
    kept(page, qtbot)
    (draft,) = rig.look(drafts)
    broken = Draft(draft.id, draft.scope, draft.form, json.dumps({"other": 1}), draft.started_at, draft.kept_at)
    rig.look(lambda session: session.store.save_draft(broken))
    open_new(page, rig, qtbot)
    qtbot.waitUntil(lambda: page.keeper.draft != draft.id)
    page.show_place(Place("contact", draft=draft.id))
    nothing = page.findChild(QWidget, "no_sheet")
    assert isinstance(nothing, QWidget)
    qtbot.waitUntil(nothing.isVisible)
    assert "still kept" in nothing.accessibleName()
    assert [d.id for d in rig.look(drafts)] == [draft.id]
