"""A request is logged, decided passage by passage with the keyboard, looked at and saved."""

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from casework.records.file.release_decision import Release
from desktop.services.subject_access.deciding import NO_REASON
from desktop.services.subject_access.file import FILE_NAME
from desktop.views.desk import Place
from desktop.views.dialogs import NewFileDialog, ReasonDialog
from desktop.views.subject_access.access_page import AccessPage
from desktop.views.subject_access.reading import AccessWork, Shown
from desktop.views.subject_access.together_sheet import TogetherSheet
from desktop.views.theme.theme import ThemeSwitch
from desktop.views.today.request_card import RequestCard
from tests.desktop.services.documents.case_file import CaseFile
from tests.desktop.services.subject_access.request_rig import KEEP, Asked
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.subject_access.gallery import fill, let_attachments_go
from tests.desktop.views.two_views_rig import team_rig
from tests.fakes.case_store import SENIOR, WORKER

Shown4 = tuple[AccessPage, DeskRig, CaseFile, Asked]
CTRL = Qt.KeyboardModifier.ControlModifier
SLOW_MS = 15_000


@pytest.fixture
def senior(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[Shown4]:
    """A senior's page, with a request of which three passages are decided."""
    del switch
    with team_rig(tmp_path, SENIOR) as (rig, team):
        file, asked = rig.look(lambda _: fill(team))
        page = AccessPage(rig.desk)
        qtbot.addWidget(page)
        page.resize(1162, 712)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        page.show_place(Place("access", rig.case))
        qtbot.waitUntil(lambda: page.sheet.case is not None, timeout=SLOW_MS)
        yield page, rig, file, asked


def choose(page: AccessPage, key: str) -> None:
    page.bar.list.setCurrentIndex(page.bar.list.findData(Shown.ALL))
    page.list.set_current(key)
    assert page.sheet.case is not None
    assert page.sheet.case.key == key


def press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, CTRL)


def answer(rig: DeskRig, asked: Asked, key: str) -> Release | None:
    record, _, field = key.partition("/")
    return rig.look(lambda _: asked.passage(record, field).answer)


def test_words_are_marked_and_the_passage_goes_out_without_them_by_keyboard(senior: Shown4, qtbot: QtBot) -> None:
    """Ctrl+R on what is selected, Ctrl+G; the decision names the words."""
    page, rig, file, asked = senior
    key = f"{file['contact']}/narrative"
    choose(page, key)
    page.sheet.enter()
    text = page.sheet.marking.text
    cursor = text.textCursor()
    cursor.setPosition(0)
    cursor.movePosition(QTextCursor.MoveOperation.NextWord, QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    press(Qt.Key.Key_R)
    assert page.sheet.marking.hidden == ("Seen",)
    assert page.sheet.out.text() == "&Goes out without them"
    press(Qt.Key.Key_G)
    qtbot.waitUntil(lambda: answer(rig, asked, key) is Release.REDACT, timeout=SLOW_MS)


def test_keeping_back_asks_for_the_reason_and_keeps_what_was_written(senior: Shown4, qtbot: QtBot) -> None:
    page, rig, file, asked = senior
    key = f"{file['contact']}/narrative"
    choose(page, key)
    page.sheet.enter()
    page.sheet.note.set_text("His aunt is named.")
    press(Qt.Key.Key_E)
    qtbot.waitUntil(lambda: page.sheet.trouble.sentence == NO_REASON, timeout=SLOW_MS)
    assert page.sheet.exemption.hasFocus()
    page.sheet.exemption.setCurrentIndex(page.sheet.exemption.findData("other_person"))
    press(Qt.Key.Key_E)
    qtbot.waitUntil(lambda: answer(rig, asked, key) is Release.WITHHOLD, timeout=SLOW_MS)


def test_what_is_listed_can_be_decided_together_and_progress_is_shown(senior: Shown4, qtbot: QtBot) -> None:
    page, _, _, _ = senior
    page.bar.list.setCurrentIndex(page.bar.list.findData(Shown.FACTS))
    work = page.work
    assert isinstance(work, AccessWork)
    assert work.view is not None
    assert work.view.progress is not None
    before, listed = work.view.progress.decided, len(work.cases)
    assert listed > 3
    page.bar.together.click()
    sheet = page.findChild(TogetherSheet)
    assert isinstance(sheet, TogetherSheet)
    sheet.save()
    assert sheet.what.error
    sheet.choice.set_keys(["out"])
    sheet.save()
    qtbot.waitUntil(lambda: f"{before + listed} of" in page.bar.progress.text(), timeout=SLOW_MS)
    assert page.empty.isVisible()


def test_what_was_read_and_decided_is_not_decided_again_together(senior: Shown4, qtbot: QtBot) -> None:
    """Listed with all others, what is kept back stays so when the rest goes out together."""
    page, rig, _, asked = senior
    assert isinstance(page.work, AccessWork)
    kept = next(one.passage for one in page.work.cases if one.passage.answer is None)
    rig.look(lambda _: asked.decide(KEEP, kept))
    page.show_place(Place("access", rig.case))
    qtbot.waitUntil(lambda: answer_shown(page, kept.key) is Release.WITHHOLD, timeout=SLOW_MS)
    page.bar.list.setCurrentIndex(page.bar.list.findData(Shown.ALL))
    work = page.work
    assert isinstance(work, AccessWork)
    assert kept.key in {one.passage.key for one in work.cases}
    assert kept.key not in {one.key for one in work.undecided}
    page.bar.list.setCurrentIndex(page.bar.list.findData(Shown.KEPT))
    assert not page.bar.together.isEnabled()


def test_what_is_about_somebody_else_is_never_let_go_with_others_in_one_go(senior: Shown4) -> None:
    """All that waits is listed at first: kept back together it may be, let go it is one by one."""
    page, _, _, _ = senior
    assert isinstance(page.work, AccessWork)
    assert any(one.read_alone for one in page.work.undecided)
    page.bar.together.click()
    sheet = page.findChild(TogetherSheet)
    assert isinstance(sheet, TogetherSheet)
    with pytest.raises(KeyError):
        sheet.choice.set_keys(["out"])
    sheet.choice.set_keys(["other_person"])
    assert sheet.choice.key == "other_person"


def answer_shown(page: AccessPage, key: str) -> Release | None:
    """What the page has of a passage."""
    view = page.work.view if isinstance(page.work, AccessWork) else None
    return next((one.answer for one in view.passages if one.key == key), None) if view else None


def test_the_file_is_looked_at_before_it_is_saved_and_answered_afterwards(
    senior: Shown4, qtbot: QtBot, tmp_path: Path
) -> None:
    page, rig, _, asked = senior
    assert not page.bar.file.isEnabled()
    rig.look(lambda _: asked.decide_all(KEEP))
    page.show_place(Place("access", rig.case))
    qtbot.waitUntil(page.bar.file.isEnabled, timeout=SLOW_MS)
    page.bar.file.click()
    qtbot.waitUntil(lambda: "Personal data" in page.view.pages.picture.accessibleName(), timeout=SLOW_MS)
    page.view.data.click()
    page.view.save.click()
    dialog = page.findChild(NewFileDialog)
    assert isinstance(dialog, NewFileDialog)
    assert FILE_NAME in str(dialog.selectedFiles())
    path = tmp_path / FILE_NAME
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(str(path))
    dialog.accept()
    qtbot.waitUntil(path.exists, timeout=SLOW_MS)
    assert path.with_suffix(".json").exists()
    qtbot.waitUntil(lambda: not page.view.isVisible(), timeout=SLOW_MS)
    page.bar.answered.click()
    reason = page.findChild(ReasonDialog)
    assert isinstance(reason, ReasonDialog)
    reason.editor.set_text("Handed over at the office.")
    reason.accept_button.click()
    qtbot.waitUntil(lambda: "Answered" in page.bar.due.text(), timeout=SLOW_MS)


def test_attachments_that_go_out_are_looked_at_one_behind_the_other(senior: Shown4, qtbot: QtBot) -> None:
    page, rig, _, asked = senior
    rig.look(lambda _: let_attachments_go(asked))
    page.show_place(Place("access", rig.case))
    qtbot.waitUntil(page.bar.file.isEnabled, timeout=SLOW_MS)
    page.bar.file.click()
    pages = page.view.pages
    qtbot.waitUntil(lambda: "Personal data" in pages.picture.accessibleName(), timeout=SLOW_MS)
    assert page.view.turn.text() == "Show the 2 &attachments"
    page.view.turn.click()
    qtbot.waitUntil(lambda: pages.picture.accessibleName().startswith("Page 1 of 3"), timeout=SLOW_MS)
    assert page.view.turn.text() == "Show the p&aper"
    page.view.turn.click()
    qtbot.waitUntil(lambda: "Personal data" in pages.picture.accessibleName(), timeout=SLOW_MS)


def test_making_the_file_lets_others_in_between_and_can_be_stopped(senior: Shown4, qtbot: QtBot) -> None:
    page, rig, _, asked = senior
    rig.look(lambda _: asked.decide_all(KEEP))
    page.show_place(Place("access", rig.case))
    qtbot.waitUntil(page.bar.file.isEnabled, timeout=SLOW_MS)
    # The lane is held until somebody else has asked for it, too.
    held, others = threading.Event(), list[bool]()
    rig.lane.run(held.wait)
    page.bar.file.click()
    assert page.making.isVisible()
    assert page.making.stop_button.hasFocus()
    rig.lane.run(partial(others.append, True), lambda _: others.append(page.view.isVisible()))
    held.set()
    qtbot.waitUntil(page.view.isVisible, timeout=SLOW_MS)
    assert others == [True, False], "they came in between, not only after all of it"
    page.view.left.emit()
    page.bar.file.click()
    page.making.stop_button.click()
    qtbot.waitUntil(lambda: not page.making.isVisible(), timeout=SLOW_MS)
    assert not page.view.isVisible()
    assert page.bar.file.hasFocus()


def test_with_no_request_it_says_so_and_leads_to_the_form(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> None:
    del switch
    with team_rig(tmp_path, WORKER) as (rig, _):
        page = AccessPage(rig.desk)
        qtbot.addWidget(page)
        page.show()
        page.show_place(Place("access", rig.case))
        qtbot.waitUntil(page.empty.isVisible, timeout=SLOW_MS)
        page.empty.button.click()
        assert rig.went[-1] == Place("record", rig.case, kind="access_request")


def test_a_worker_sees_that_it_is_logged_and_no_passage(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> None:
    del switch
    with team_rig(tmp_path, WORKER) as (rig, team):
        rig.look(lambda _: fill(team))
        rig.look(lambda _: team.sync())
        page = AccessPage(rig.desk)
        qtbot.addWidget(page)
        page.show()
        page.show_place(Place("access", rig.case))
        qtbot.waitUntil(page.empty.isVisible, timeout=SLOW_MS)
        assert page.bar.due.text().startswith("Received")
        assert not page.bar.together.isVisible()
        assert page.list.rows.rowCount() == 0


def test_today_says_by_when_a_request_is_to_be_answered_and_leads_there(senior: Shown4, qtbot: QtBot) -> None:
    _, rig, _, _ = senior
    card = RequestCard(rig.desk)
    qtbot.addWidget(card)
    card.ask()
    qtbot.waitUntil(lambda: not card.isHidden(), timeout=SLOW_MS)
    words = [label.text() for label in card.findChildren(QLabel)]
    assert any("answer by 2 December 2026" in one for one in words)
    button = card.findChild(QPushButton, "today_access")
    assert isinstance(button, QPushButton)
    button.click()
    assert rig.went[-1] == Place("access", rig.case)
