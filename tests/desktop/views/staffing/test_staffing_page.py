"""Training and supervision: read by keyboard and by ear, recorded from there, and a decision with its reason."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from casework.records.identifier import StaffId, staff_scope
from casework.records.oversight.training import TrainingSubject
from casework.rules.measure.training_matrix import MatrixCell, TrainingState
from desktop.services.staffing.page import OTHERS, TOOLS, read_staffing
from desktop.views.desk import Place
from desktop.views.service.service_page import ServicePage
from desktop.views.staffing.staff_row import CandidateRow, SupervisionRow
from desktop.views.staffing.staffing_page import StaffPage
from desktop.views.staffing.wording import cell_words, head_words
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.services.laptop import COLLEAGUE, SENIOR, WORKER
from tests.desktop.views.desk_rig import DeskRig, show_window
from tests.desktop.views.staffing.rig import fill
from tests.desktop.views.two_views_rig import team_rig

DAY = date(2026, 11, 2)


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path) -> Iterator[DeskRig]:
    del switch
    with team_rig(tmp_path, SENIOR, 1) as (made, team):
        made.look(lambda _: fill(team))
        yield made


@pytest.fixture
def page(rig: DeskRig, qtbot: QtBot) -> Iterator[StaffPage]:
    made = StaffPage(rig.desk)
    show_window(made, qtbot)
    made.show_place(Place("staffing"))
    qtbot.waitUntil(lambda: made.view is not None)
    yield made
    shiboken6.delete(made)


def head(page: StaffPage, column: int) -> str:
    item = page.matrix.horizontalHeaderItem(column)
    return item.text() if item is not None else ""


def texts(page: StaffPage, row: int) -> list[str]:
    items = [page.matrix.item(row, column) for column in range(page.matrix.columnCount())]
    return [item.text() for item in items if item is not None]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (MatrixCell(TrainingState.HELD), "Trained"),
        (MatrixCell(TrainingState.HELD, date(2029, 6, 30)), "Until 30 June 2029"),
        (MatrixCell(TrainingState.ENDING, date(2026, 11, 3)), "1 day left, until 3 November 2026"),
        (MatrixCell(TrainingState.ENDING, DAY), "Last day today, 2 November 2026"),
        (MatrixCell(TrainingState.OVER, date(2026, 10, 1)), "Ran out on 1 October 2026"),
        (MatrixCell(TrainingState.NONE), "None"),
    ],
)
def test_every_state_is_read_without_colour(cell: MatrixCell, words: str) -> None:
    assert cell_words(cell, DAY) == words


def test_people_stand_down_and_subjects_across_with_the_gaps_counted(page: StaffPage) -> None:
    assert page.view is not None
    assert [row.name for row in page.view.rows] == ["Seonaid Senior", "Colin Colleague", "Wilma Worker"]
    assert head(page, 0) == "LS/CMI\n1 not trained"
    assert texts(page, 2) == [
        "29 days left, until 1 December 2026",
        "Ran out on 1 October 2026",
        "None",
        "None",
        "Until 30 June 2029",
        "None",
    ]
    item = page.matrix.item(2, 2)
    assert item is not None
    spoken = item.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Wilma Worker. STABLE-2007: no training recorded"
    assert head_words(TrainingSubject.SARA, 0, 3) == "SARA\nall trained"
    assert head_words(TrainingSubject.SARA, 1, 1) == "SARA", "of oneself alone there is nothing to count"


def test_what_is_marked_and_shown_is_chosen(page: StaffPage, qtbot: QtBot) -> None:
    page.within.setCurrentIndex(0)
    page.within.activated.emit(0)
    qtbot.waitUntil(lambda: page.view is not None and page.view.within_days == 30)
    assert texts(page, 2)[0].startswith("29 days left")
    page.which.setCurrentIndex(1)
    page.which.activated.emit(1)
    qtbot.waitUntil(lambda: page.view is not None and page.view.subjects == OTHERS)
    assert page.matrix.columnCount() == len(OTHERS)
    assert page.view is not None
    assert set(OTHERS).isdisjoint(TOOLS)


def test_enter_opens_the_trainings_of_that_person_and_training_is_recorded_from_there(
    rig: DeskRig, page: StaffPage, qtbot: QtBot
) -> None:
    assert page.matrix.hasFocus(), "one can go on by keyboard at once"
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(page.matrix, key)
    place = rig.went[-1]
    assert place == Place("service", kind="training", service=staff_scope(WORKER))
    assert page.record_button.text() == "Record training of Wilma Worker…"
    page.record_button.click()
    assert rig.went[-1] == Place("record", kind="training", service=staff_scope(WORKER))
    page.matrix.setCurrentCell(0, 0)
    assert not page.record_button.isVisible(), "nobody records their own"
    listed = ServicePage(rig.desk)
    show_window(listed, qtbot)
    listed.show_place(place)
    qtbot.waitUntil(lambda: listed.rows.rows.rowCount() == 3)
    assert listed.list.member.currentData() == staff_scope(WORKER)
    assert {listed.rows.rows.row_at(row).name.partition(":")[0] for row in range(3)} == {"Training"}
    listed.list.staffing.click()
    assert rig.went[-1] == Place("staffing")
    shiboken6.delete(listed)


def test_supervision_says_what_is_late_and_which_case_waits_to_be_written_up(rig: DeskRig, page: StaffPage) -> None:
    rows = page.supervision.findChildren(SupervisionRow)
    said = [row.accessibleName() for row in rows]
    assert said[0] == "You. No session is recorded."
    assert said[1].startswith("Colin Colleague. Last session yesterday")
    assert "The next one: Friday 20 November" in said[1]
    (write,) = [one for one in rows[2].findChildren(QAbstractButton) if one.objectName().startswith("write_")]
    write.click()
    held = rig.look(lambda session: read_staffing(session).supervision[2].state.session)
    assert rig.went[-1] == Place("record", rig.case, kind="discussion", about=held)
    rows[2].button.click()
    assert rig.went[-1] == Place("record", kind="supervision_session", service=staff_scope(WORKER))


def candidate(page: StaffPage, staff: StaffId) -> CandidateRow:
    return next(
        one for one in page.selection.findChildren(CandidateRow) if one.button.objectName() == f"decide_{staff}"
    )


def test_a_senior_decides_with_a_reason_and_nothing_is_chosen_beforehand(
    rig: DeskRig, page: StaffPage, qtbot: QtBot
) -> None:
    assert candidate(page, COLLEAGUE).accessibleName().startswith("Colin Colleague. Proposed")
    candidate(page, COLLEAGUE).button.click()
    sheet = page.sheet
    assert sheet is not None
    sheet.save()
    assert sheet.answer_field.error == "Choose what is decided."
    sheet.answer.set_keys(["selected"])
    sheet.save()
    assert sheet.reason_field.error.startswith("Write the reason")
    sheet.reason.setPlainText("Two years of joint work.")
    sheet.reject()
    assert sheet.isVisible(), "what was written is not thrown away at once"
    sheet.save_button.click()
    qtbot.waitUntil(lambda: "Selected since" in candidate(page, COLLEAGUE).accessibleName())
    qtbot.waitUntil(lambda: [one.words for one in rig.said] == ["Decision recorded."])
    assert "Two years of joint work" in candidate(page, COLLEAGUE).accessibleName()
    candidate(page, COLLEAGUE).button.click()
    again = page.sheet
    assert again is not None
    assert [one.objectName() for one in again.answer.findChildren(QAbstractButton)] == ["answer_ended"]
    again.reject()


def test_a_worker_sees_their_own_training_and_decides_about_nobody(
    switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot
) -> None:
    del switch
    with team_rig(tmp_path, WORKER, 1) as (rig, team):
        rig.look(lambda _: fill(team))
        page = StaffPage(rig.desk)
        show_window(page, qtbot)
        page.show_place(Place("staffing"))
        qtbot.waitUntil(lambda: page.view is not None)
        assert page.matrix.rowCount() == 1
        assert head(page, 0) == "LS/CMI"
        assert not page.record_button.isVisible()
        assert not page.selection.isVisible()
        assert "Whoever supervises you" in page.hint.text()
        shiboken6.delete(page)


def test_everything_that_can_be_used_has_a_name(page: StaffPage) -> None:
    for kind in (QAbstractButton, QComboBox):
        mine = [one for one in page.findChildren(kind) if not one.objectName().startswith("qt_")]
        for widget in filter(QWidget.isVisible, mine):
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget
            assert widget.objectName(), widget
    assert page.matrix.accessibleName() == "Training of staff"
