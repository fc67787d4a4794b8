"""Documents on a person's page: attached by keyboard, listed with where they are, opened in memory alone."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from casework.records.identifier import case_scope
from desktop.services.attachment import Whereabouts, Wish, attach, attachment_lines, check_picked
from desktop.views.case.documents.attach_sheet import AttachSheet
from desktop.views.case.documents.viewer import Viewer
from desktop.views.case.person_page import PersonPage
from desktop.views.desk import Place
from desktop.views.dialogs import Dialog, FileDialog
from desktop.views.partials.notice import Notice
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.desk_rig import DeskRig, desk_rig, show_window
from tests.fakes.sample_file import TRACE, locked_paper, paper, photograph

SLOW_MS = 15_000


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskRig]:
    (tmp_path / "store").mkdir()
    with desk_rig(tmp_path / "store") as made:
        yield made


@pytest.fixture
def page(rig: DeskRig, qtbot: QtBot) -> Iterator[PersonPage]:
    made = PersonPage(rig.desk)
    show_window(made, qtbot)
    made.show_place(Place("person", rig.case, tab="documents"))
    qtbot.waitUntil(lambda: made.tabs.shown == "documents" and made.documents.isVisible())
    yield made
    shiboken6.delete(made)


def choose(dialog: FileDialog, file: Path) -> None:
    """Write the whole path and press Enter."""
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(line, QLineEdit)
    # Set, not typed: what Qt offers to complete would take the Enter or not, as quick as the disk is.
    line.setText(str(file))
    QTest.keyClick(line, Qt.Key.Key_Return)


def allow_photographs(rig: DeskRig) -> None:
    rig.desk.session = replace(rig.desk.session, photographs=True)


def with_one(rig: DeskRig, page: PersonPage, qtbot: QtBot, data: bytes, caption: str = "A letter") -> None:
    """Attach without the window, and have the page show it."""

    def work(session: object) -> None:
        allowed = replace(rig.desk.session, photographs=True)
        attach(allowed, rig.case, check_picked(allowed, data), Wish(caption))

    rig.look(work)
    page.show_place(Place("person", rig.case, tab="documents"))
    qtbot.waitUntil(lambda: page.documents.pane.record != "")


def open_viewer(page: PersonPage, qtbot: QtBot) -> Viewer:
    page.documents.pane.enter()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "open_attachment"
    QTest.keyClick(focused, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(page.documents.findChildren(Viewer)))
    (viewer,) = page.documents.findChildren(Viewer)
    qtbot.waitUntil(lambda: not viewer.picture.pixmap().isNull(), timeout=SLOW_MS)
    return viewer


def test_a_file_is_attached_from_the_picker_on_by_keyboard(
    rig: DeskRig, page: PersonPage, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "canaryname.pdf"
    file.write_bytes(paper())
    QTest.keyClick(page, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(page.findChildren(FileDialog)))
    (dialog,) = page.findChildren(FileDialog)
    choose(dialog, file)
    qtbot.waitUntil(lambda: bool(page.findChildren(AttachSheet)), timeout=SLOW_MS)
    (sheet,) = page.findChildren(AttachSheet)
    qtbot.waitUntil(sheet.isVisible)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is sheet.caption.line)
    sheet.save_requested.emit()
    assert "Write in a few words" in sheet.caption.error
    QTest.keyClicks(sheet.caption.line, "A letter")
    QTest.keyClick(sheet.caption.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.documents.rows.rows.rowCount() == 1, timeout=SLOW_MS)
    (line,) = rig.look(lambda session: attachment_lines(session, rig.case))
    assert (line.caption, line.where) == ("A letter", Whereabouts.HERE_ONLY)
    assert "this laptop only" in page.documents.rows.rows.row_at(0).sentence.lower()
    assert rig.said[-1].words.startswith("Attached.")
    names = [path.name for path in (tmp_path / "store").rglob("*")]
    kept = b"".join(path.read_bytes() for path in (tmp_path / "store").rglob("*") if path.is_file())
    assert not [name for name in names if "canary" in name]
    assert not [needle for needle in (b"canaryname", TRACE.encode(), b"A letter") if needle in kept]


def test_the_picker_leaves_no_history_on_the_disk(page: PersonPage, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "canaryfolder"
    folder.mkdir()
    file = folder / "canaryname.pdf"
    file.write_bytes(paper(1))
    page.documents._on_attach()
    (dialog,) = page.findChildren(FileDialog)
    dialog.setDirectory(str(folder))
    dialog.selectFile(str(file))
    dialog.accept()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    places = [Path.home() / ".config", tmp_path / "store"]
    found = [path for place in places for path in place.rglob("*") if path.is_file() and has_canary(path)]
    assert not found
    qtbot.waitUntil(lambda: bool(page.findChildren(AttachSheet)), timeout=SLOW_MS)
    page.findChildren(AttachSheet)[0].done(0)


def has_canary(path: Path) -> bool:
    if path.stat().st_size > 1_000_000:
        return False
    data = path.read_bytes()
    return b"canaryfolder" in data or b"canaryname" in data


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("locked.pdf", locked_paper(), "password"),
        ("cut.pdf", b"%PDF-1.7 nothing", "damaged"),
        ("letter.docx", b"PK\x03\x04", "PDF"),
        ("door.jpg", photograph(), "does not allow photographs"),
    ],
)
def test_what_cannot_be_attached_is_said_and_the_way_stays_open(
    name: str, data: bytes, words: str, page: PersonPage, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    page.documents.attach_file(tmp_path / name)
    assert page.documents._empty.button.text() == "Preparing the copy…"
    assert not page.documents._empty.button.isEnabled()
    qtbot.waitUntil(lambda: bool(page.documents.findChildren(Dialog)), timeout=SLOW_MS)
    (dialog,) = page.documents.findChildren(Dialog)
    assert words in dialog.accessibleDescription()
    assert name not in dialog.accessibleDescription()
    assert page.documents._empty.button.isEnabled()
    dialog.done(0)


def test_the_sheet_of_a_photograph_says_what_never_to_photograph(
    rig: DeskRig, page: PersonPage, qtbot: QtBot, tmp_path: Path
) -> None:
    allow_photographs(rig)
    (tmp_path / "door.jpg").write_bytes(photograph())
    page.documents.attach_file(tmp_path / "door.jpg")
    qtbot.waitUntil(lambda: bool(page.findChildren(AttachSheet)), timeout=SLOW_MS)
    (sheet,) = page.findChildren(AttachSheet)
    qtbot.waitUntil(sheet.isVisible)
    notice = sheet.findChild(Notice, "never_indecent")
    assert isinstance(notice, Notice)
    assert "call the police" in notice.sentence
    sheet.done(0)


def test_a_pdf_is_paged_and_zoomed_by_keyboard_and_read_out(rig: DeskRig, page: PersonPage, qtbot: QtBot) -> None:
    with_one(rig, page, qtbot, paper())
    viewer = open_viewer(page, qtbot)
    assert viewer.page_words.text() == "Page 1 of 3"
    assert "Page 1 of the letter" in viewer.picture.accessibleName()
    QTest.keyClick(viewer, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: viewer.page_words.text() == "Page 2 of 3")
    assert "Page 2 of the letter" in viewer.picture.accessibleName()
    before = viewer.picture.pixmap().width()
    QTest.keyClick(viewer, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: viewer.picture.pixmap().width() > before)
    QTest.keyClick(viewer, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: viewer.picture.pixmap().width() == before)
    QTest.keyClick(viewer, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: viewer.page_words.text() == "Page 1 of 3")
    assert not viewer.previous_button.isEnabled()
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.documents.findChildren(QDialog))


def test_looking_at_it_writes_nothing_in_clear(
    rig: DeskRig, page: PersonPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    with_one(rig, page, qtbot, photograph(), "Damage to the front door")
    open_viewer(page, qtbot).done(0)
    assert list(scratch.iterdir()) == []
    assert all(b"\xff\xd8\xff" not in path.read_bytes() for path in (tmp_path / "store").rglob("*.blobs/*"))


def test_what_is_not_here_yet_cannot_be_opened_and_says_why(rig: DeskRig, page: PersonPage, qtbot: QtBot) -> None:
    with_one(rig, page, qtbot, paper())

    def lose(_session: object) -> None:
        (line,) = attachment_lines(rig.desk.session, rig.case)
        state = rig.desk.session.state(rig.case, line.record)
        assert state is not None
        content = state.fields["content"].heads[0].value
        assert isinstance(content, dict)
        rig.desk.session.store.blobs.forget(case_scope(rig.case), [str(content["sha256"])])

    rig.look(lose)
    page.show_place(Place("person", rig.case, tab="documents"))
    qtbot.waitUntil(lambda: "Not on this laptop" in page.documents.rows.rows.row_at(0).sentence)
    button = page.documents.pane.findChildren(type(page.documents.attach_button), "open_attachment")[-1]
    assert not button.isEnabled()


def test_the_empty_tab_teaches_and_offers_the_way(page: PersonPage) -> None:
    assert page.documents.currentWidget() is page.documents._empty
    assert "PDFs" in page.documents._empty.accessibleName()
    assert page.documents._empty.button.isVisible()
