"""A copy for the person: what is shown is what is printed, what is left out is said, and the disk may refuse."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QListView, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from casework.ledger.entry import Edit
from casework.records.file.telling_decision import TellingAnswer
from casework.records.identifier import CaseId, RecordId, case_scope, grants_scope
from casework.records.person.status import PersonStatus, StatusSort
from casework.rules.person_copy import Document
from desktop.services.disclosure import decide_telling, telling_lines
from desktop.services.person_copy import copy_choices
from desktop.services.recorder import Recorder
from desktop.services.session import Session
from desktop.services.status import change_status
from desktop.views import case_sheets
from desktop.views.case_sheets.copy_preview import CopyPreview
from desktop.views.case_sheets.copy_words import SORT_WORDS
from desktop.views.case_sheets.person_copy_sheet import PersonCopySheet
from desktop.views.desk import Place
from desktop.views.dialogs import ConfirmationDialog, FileDialog, NewFileDialog
from desktop.views.partials.row_list import RowOpened
from desktop.views.theme.theme import Theme, ThemeMode, ThemeSwitch
from tests.desktop.services.test_person_copy import words_in
from tests.desktop.views.case_sheets.test_sheet import go_to, opened, press, save, told
from tests.desktop.views.desk_rig import DeskRig

TOLD = "Might fall in with old friends."
SECRET = "His neighbour."
RECORD = "Copy of your record"


def add_scenario(session: Session, case: CaseId, what: str = TOLD) -> RecordId:
    """A scenario nobody has decided about."""
    ident = RecordId(session.store.new_id())
    values = {"what": what, "who": SECRET, "plan": session.store.new_id()}
    Recorder(session).save(case_scope(case), [Edit(record=ident, kind="risk_scenario", set=dict(values))])
    return ident


def let_be_told(session: Session, case: CaseId, ident: RecordId) -> None:
    """The person may be told what might happen."""
    lines = telling_lines(session, case_scope(case), ident)
    line = next(one for one in lines if one.field == "what")
    decide_telling(session, line, TellingAnswer.DISCLOSE, "It helps him.")


def add_told(rig: DeskRig) -> RecordId:
    """A scenario that the person may be told of."""
    ident = rig.look(lambda s: add_scenario(s, rig.case))
    rig.look(lambda s: let_be_told(s, rig.case, ident))
    return ident


def open_sheet(rig: DeskRig, window: QWidget, qtbot: QtBot) -> PersonCopySheet:
    sheet = case_sheets.open_person_copy_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    return sheet


def save_as(sheet: PersonCopySheet, path: Path) -> None:
    """Choose where to, in the dialog."""
    sheet.save_requested.emit()
    dialog = next(one for one in sheet.findChildren(NewFileDialog) if one.isVisible())
    if path.parent.exists():
        dialog.selectFile(str(path))
        dialog.accept()
    else:
        # The folder went while the dialog was open.
        dialog.fileSelected.emit(str(path))
        dialog.reject()


def saved(sheet: PersonCopySheet, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: sheet.notice.sentence.startswith("The copy is saved."))


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_what_is_shown_is_what_stands_in_the_pdf(rig: DeskRig, window: QWidget, qtbot: QtBot, tmp_path: Path) -> None:
    """Titles and lines, in the bytes of the real file; and nothing that was not on the screen."""
    add_told(rig)
    sheet = open_sheet(rig, window, qtbot)
    assert sheet.preview.toPlainText().startswith("Your plan\nIsla Testcase\n")
    assert TOLD in sheet.preview.toPlainText()
    assert SECRET not in sheet.preview.toPlainText()
    path = tmp_path / "copy.pdf"
    save_as(sheet, path)
    saved(sheet, qtbot)
    assert told(rig, qtbot) == "The copy is saved as a PDF."
    words = words_in(path.read_bytes())
    for line in sheet.preview.toPlainText().splitlines():
        assert flat(line) in words
    assert SECRET not in words
    assert path.stat().st_mode & 0o077 == 0


def test_the_suggested_name_names_nobody_and_nothing_stays_behind(
    rig: DeskRig, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    add_told(rig)
    sheet = open_sheet(rig, window, qtbot)
    day = rig.look(lambda s: s.today().isoformat())
    save(sheet)
    dialog = next(one for one in sheet.findChildren(FileDialog) if one.isVisible())
    assert [Path(name).name for name in dialog.selectedFiles()] == [f"copy-{day}.pdf"]
    assert dialog.acceptMode() is FileDialog.AcceptMode.AcceptSave
    assert dialog.defaultSuffix() == "pdf"
    dialog.setDirectory(str(tmp_path))
    dialog.reject()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.beginGroup("FileDialog")
    assert settings.allKeys() == []
    save_as(sheet, tmp_path / "copy.pdf")
    saved(sheet, qtbot)
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


def test_what_nobody_has_decided_about_is_listed_and_leads_to_its_record(
    rig: DeskRig, window: QWidget, qtbot: QtBot
) -> None:
    add_told(rig)
    ident = rig.look(lambda s: add_scenario(s, rig.case, "Might drink again."))
    sheet = open_sheet(rig, window, qtbot)
    assert "1 field nobody has decided about. It counts as withheld." in sheet.count.text()
    assert "2 fields are withheld." in sheet.count.text()
    assert "left out" in sheet.left_out.text()
    row = sheet.rows.rows.row_at(0)
    assert row.name == "What might happen"
    assert row.detail.startswith("Risk scenario")
    go_to("copy_gaps")
    press(key=Qt.Key.Key_Down)
    press(key=Qt.Key.Key_Return)
    assert rig.went == [Place("person", rig.case, record=ident, tab="records")]
    assert not sheet.isVisible()


def test_where_nothing_may_be_told_the_sheet_says_what_to_do(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    rig.look(lambda s: add_scenario(s, rig.case))
    sheet = open_sheet(rig, window, qtbot)
    assert sheet.nothing.isVisible()
    assert not sheet.shown.isVisible()
    assert not sheet.save_button.isEnabled()
    assert "Go to a record listed below" in sheet.nothing.accessibleName()
    save(sheet)
    assert sheet.findChildren(NewFileDialog) == []
    assert sheet.notice.sentence.startswith("Nothing of this may be told")


def test_each_copy_is_chosen_with_the_keyboard(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    """The order and its conditions are not on the plan; the whole record has everything."""
    add_told(rig)
    sheet = open_sheet(rig, window, qtbot)
    assert set(SORT_WORDS) == set(dict(copy_choices()))
    press("w")
    qtbot.waitUntil(lambda: "About you" in sheet.preview.toPlainText())
    assert TOLD in sheet.preview.toPlainText()
    press("r")
    qtbot.waitUntil(sheet.nothing.isVisible)
    assert "Nothing is recorded here" in sheet.nothing.accessibleName()
    press("p")
    qtbot.waitUntil(sheet.shown.isVisible)
    assert sheet.save_button.isEnabled()


def test_a_disk_that_refuses_is_said_in_a_sentence(rig: DeskRig, window: QWidget, qtbot: QtBot, tmp_path: Path) -> None:
    add_told(rig)
    sheet = open_sheet(rig, window, qtbot)
    save_as(sheet, tmp_path / "gone" / "copy.pdf")
    qtbot.waitUntil(lambda: "Nothing was saved." in sheet.notice.sentence)
    assert str(tmp_path) not in sheet.notice.sentence
    assert sheet.save_button.isEnabled()
    assert rig.said == []
    save_as(sheet, tmp_path / "copy.pdf")
    saved(sheet, qtbot)


def test_a_file_that_is_there_is_replaced_only_when_somebody_says_so(
    rig: DeskRig, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    add_told(rig)
    path = tmp_path / "copy.pdf"
    path.write_bytes(b"another paper")
    sheet = open_sheet(rig, window, qtbot)
    for answer in ("refuse_button", "accept_button"):
        save_as(sheet, path)
        qtbot.waitUntil(lambda: any(one.isVisible() for one in sheet.findChildren(ConfirmationDialog)))
        assert path.read_bytes() == b"another paper"
        asked = next(one for one in sheet.findChildren(ConfirmationDialog) if one.isVisible())
        getattr(asked, answer).click()
    saved(sheet, qtbot)
    assert TOLD in words_in(path.read_bytes())


def test_what_changed_since_it_was_shown_is_not_saved(
    rig: DeskRig, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    """Somebody withholds it while the file is being chosen."""
    ident = add_told(rig)
    sheet = open_sheet(rig, window, qtbot)
    rig.look(lambda s: withhold(s, rig.case, ident))
    save_as(sheet, tmp_path / "copy.pdf")
    qtbot.waitUntil(lambda: "changed" in sheet.notice.sentence)
    qtbot.waitUntil(sheet.nothing.isVisible)
    assert not (tmp_path / "copy.pdf").exists()


def withhold(session: Session, case: CaseId, ident: RecordId) -> None:
    """Take back that the person may be told."""
    line = next(one for one in telling_lines(session, case_scope(case), ident) if one.field == "what")
    decide_telling(session, line, TellingAnswer.WITHHOLD, "It names a place.")


def test_old_data_and_unsent_work_are_said_before_saving(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    """After an exchange nothing is said; twelve hours and a record later, both are."""
    add_told(rig)
    rig.look(lambda s: settle(rig, s))
    sheet = open_sheet(rig, window, qtbot)
    assert sheet.age.sentence == ""
    assert not sheet.age.isVisible()
    sheet.reject()
    heard_at = rig.look(lambda s: s.store.last_synced_at())
    assert heard_at is not None
    rig.ready.clock.move_to(heard_at + timedelta(hours=12, minutes=1))
    rig.look(lambda s: add_scenario(s, rig.case))
    again = open_sheet(rig, window, qtbot)
    assert "last heard from the office" in again.age.sentence
    assert "1 thing on this laptop has not reached the office." in again.age.sentence


def settle(rig: DeskRig, session: Session) -> None:
    """An exchange with the office in which everything goes through."""
    rig.ready.office.settle(session.store)


def test_handing_over_is_recorded_by_whoever_does_it(
    rig: DeskRig, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    """Saving a file hands over nothing; the form for it is one button away."""
    add_told(rig)
    sheet = open_sheet(rig, window, qtbot)
    save_as(sheet, tmp_path / "copy.pdf")
    saved(sheet, qtbot)
    assert sheet.notice.button.isVisible()
    sheet.activateWindow()
    qtbot.waitUntil(sheet.notice.button.hasFocus)
    press(key=Qt.Key.Key_Space)
    assert rig.went == [Place("record", rig.case, kind="sharing")]


@pytest.mark.parametrize("theme", [Theme(ThemeMode.LIGHT), Theme(ThemeMode.DARK), Theme(ThemeMode.LIGHT, 2.0)])
def test_everything_has_a_name_is_reached_and_fits(
    rig: DeskRig, window: QWidget, qtbot: QtBot, switch: ThemeSwitch, theme: Theme
) -> None:
    add_told(rig)
    rig.look(lambda s: add_scenario(s, rig.case))
    switch.show(theme)
    sheet = open_sheet(rig, window, qtbot)
    kinds: tuple[type[QWidget], ...] = (QAbstractButton, QTextEdit, QListView)
    for kind in kinds:
        for widget in sheet.findChildren(kind):
            assert widget.accessibleName() or not widget.isVisible(), widget.objectName()
            assert widget.objectName()
    assert sheet.width() <= window.width()
    assert sheet.height() <= window.height()
    for name in ("copy_preview", "copy_gaps", "sheet_save", "sheet_leave"):
        go_to(name)
    assert sheet.windowTitle() == "Doorstep"


def test_a_row_opened_with_the_mouse_goes_there_too(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    ident = rig.look(lambda s: add_scenario(s, rig.case))
    sheet = open_sheet(rig, window, qtbot)
    sheet.rows.row_opened.emit(RowOpened(sheet.rows.rows.row_at(0).key))
    assert rig.went == [Place("person", rig.case, record=ident, tab="records")]
    assert QApplication.activeModalWidget() is None


def test_no_copy_is_made_for_somebody_who_has_died(rig: DeskRig, window: QWidget, qtbot: QtBot, tmp_path: Path) -> None:
    """It is said at once where it is known, and nothing is saved where it was recorded meanwhile."""
    add_told(rig)
    sheet = open_sheet(rig, window, qtbot)
    rig.look(lambda s: record_death(s, rig.case))
    save_as(sheet, tmp_path / "copy.pdf")
    qtbot.waitUntil(lambda: "has died" in sheet.notice.sentence)
    assert list(tmp_path.glob("*.pdf")) == []
    sheet.reject()
    again = open_sheet(rig, window, qtbot)
    assert "has died" in again.notice.sentence
    assert not again.save_button.isEnabled()


def record_death(session: Session, case: CaseId) -> None:
    """The person died today."""
    status = PersonStatus(status=StatusSort.DEAD, since=session.today(), source="Police, by telephone")
    change_status(session, case, status)


def test_a_case_that_is_closed_to_the_person_leaves_nothing_on_the_screen(
    rig: DeskRig, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    """Taken away while the sheet is open: nothing more is shown, nothing is saved."""
    add_told(rig)
    sheet = open_sheet(rig, window, qtbot)
    rig.look(lambda s: close_case(rig, s))
    save_as(sheet, tmp_path / "copy.pdf")
    qtbot.waitUntil(lambda: "not open to you" in sheet.notice.sentence)
    assert not (tmp_path / "copy.pdf").exists()
    sheet.begin()
    qtbot.waitUntil(lambda: not sheet.shown.isVisible())
    assert sheet.preview.toPlainText() == ""
    assert sheet.rows.rows.rowCount() == 0
    assert not sheet.save_button.isEnabled()


def close_case(rig: DeskRig, session: Session) -> None:
    """The office takes the case away from this laptop."""
    rig.ready.office.revoke(case_scope(rig.case), grants_scope(rig.case))
    settle(rig, session)


def test_words_that_turn_others_around_are_shown_as_they_are_printed(switch: ThemeSwitch, qtbot: QtBot) -> None:
    """Nobody hands over a page that reads otherwise than what they looked at."""
    preview = CopyPreview("preview")
    qtbot.addWidget(preview)
    wild = "a\u202eb\x07 <b>bold</b>"
    preview.show_document(Document("Your plan", wild, "5 March 2026", ()))
    assert preview.toPlainText() == "Your plan\nab <b>bold</b>\n5 March 2026"
