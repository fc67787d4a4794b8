"""What is in the wrong file, and two files of one person: done with the keyboard, from the case's page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casework.ledger.entry import Edit
from casework.records.file.misfiling import Misfiling, Receiving, TakenOut
from casework.records.identifier import RecordId, case_scope
from desktop.services.same_person import other_files
from desktop.services.taken_out import taken_out
from desktop.views import case_sheets
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.case_sheets.test_sheet import go_to, opened, press, save, told
from tests.desktop.views.desk_rig import DeskRig, desk_rig
from tests.fakes.case_store import SENIOR, WORKER, uid

TICKET = uid(900)


@pytest.fixture
def senior(switch: ThemeSwitch, tmp_path: Path) -> Iterator[DeskRig]:
    """A senior's desk over four cases; two of them are of people of one name."""
    del switch
    with desk_rig(tmp_path, cases=4, me=SENIOR) as made:
        yield made


@pytest.fixture
def worker(switch: ThemeSwitch, tmp_path: Path) -> Iterator[DeskRig]:
    """A worker's desk over two cases."""
    del switch
    with desk_rig(tmp_path, cases=2, me=WORKER) as made:
        yield made


def take_out_something(rig: DeskRig) -> None:
    """Something was taken out by the worker, and a warning stands in its place until a senior has decided."""
    record, scope = RecordId(uid(901)), case_scope(rig.case)
    values = Misfiling(entries=("a" * 64,), titles=("Contact", "Warning"), ticket=TICKET).values()
    done = TakenOut.model_validate({"at": "2026-11-03T10:00:00Z", "records": [uid(902)]}).model_dump(mode="json")
    rig.ready.office.write(scope, Edit(record=record, kind=Misfiling.kind, set=values))
    held = Edit(record=record, kind=Misfiling.kind, set={"done": done}, add={"holds": [uid(903)]})
    rig.ready.office.write(scope, held)
    rig.look(lambda session: rig.ready.office.settle(rig.ready.store))


def test_a_record_is_taken_out_with_the_keyboard_and_both_files_are_told(
    worker: DeskRig, window: QWidget, qtbot: QtBot
) -> None:
    sheet = case_sheets.open_misfiling_sheet(worker.desk, worker.case, window)
    opened(sheet, qtbot)
    save(sheet)
    assert sheet.field("what").error == "Choose what is in the wrong file."
    assert sheet.field("whose").error == "Choose whose file it belongs to."
    go_to("what")
    texts = [sheet.what.itemText(number) for number in range(sheet.what.count())]
    press(key=Qt.Key.Key_Home)
    for _ in range(next(number for number, text in enumerate(texts) if "Warning: " in text)):
        press(key=Qt.Key.Key_Down)
    assert "A warning or level comes with it" in sheet.along.text()
    go_to("whose")
    press("Rua")
    save(sheet)
    assert told(worker, qtbot) == "Taken out. The office does the rest with the next sync."
    (line,) = worker.look(lambda s: taken_out(s, worker.case))
    assert (line.titles, line.by, line.done) == (("Warning",), "Wilma Worker", False)
    scope = case_scope(worker.ready.cases[1])
    assert len(worker.look(lambda s: s.store.records(Receiving.kind, scope))) == 1


def test_the_record_that_is_read_is_chosen_already(worker: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    warning = worker.look(lambda s: s.store.records("warning", case_scope(worker.case))[0].record)
    sheet = case_sheets.open_misfiling_sheet(worker.desk, worker.case, window, warning)
    opened(sheet, qtbot)
    assert sheet.what.currentData() == warning
    assert "A warning or level comes with it" in sheet.along.text()


def test_a_worker_is_shown_what_was_taken_out_and_decides_nothing(
    worker: DeskRig, window: QWidget, qtbot: QtBot
) -> None:
    take_out_something(worker)
    sheet = case_sheets.open_taken_sheet(worker.desk, worker.case, window)
    opened(sheet, qtbot)
    assert sheet.notice.sentence == "A senior of the team decides about this."
    assert "Taken out by" in sheet.says.text()
    assert not sheet.save_button.isEnabled()
    assert not sheet.decision.isVisible()


def test_a_senior_says_that_what_it_carried_stands(senior: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    take_out_something(senior)
    sheet = case_sheets.open_taken_sheet(senior.desk, senior.case, window)
    opened(sheet, qtbot)
    save(sheet)
    assert sheet.field("decision").error == "Choose what is decided."
    assert sheet.field("reason").error == "Write why."
    go_to("decision")
    press("k")
    go_to("reason")
    press("He keeps a knife, too.")
    save(sheet)
    assert told(senior, qtbot) == "Decided."
    (line,) = senior.look(lambda s: taken_out(s, senior.case))
    assert not line.waits


def test_two_files_are_joined_and_parted_with_the_keyboard(senior: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = case_sheets.open_same_person_sheet(senior.desk, senior.case, window)
    opened(sheet, qtbot)
    assert "No other file" in sheet.standing.text()
    save(sheet)
    assert sheet.field("other").error == "Choose the other file."
    go_to("other")
    press("Isla")
    go_to("reason")
    press("The same prisoner number.")
    save(sheet)
    assert told(senior, qtbot) == "The files are joined."
    (other,) = senior.look(lambda s: other_files(s, senior.case))
    assert (other.open_here, other.name) == (True, "Isla Testcase")
    again = case_sheets.open_same_person_sheet(senior.desk, senior.case, window)
    opened(again, qtbot)
    assert again.standing.text().startswith("Joined with the file of Isla Testcase since ")
    assert not again.other.isVisible()
    go_to("reason")
    press("Cousins.")
    save(again)
    qtbot.waitUntil(lambda: senior.said[-1].words == "The files are parted.")
    assert senior.look(lambda s: other_files(s, senior.case)) == ()


def test_a_worker_joins_nothing(worker: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = case_sheets.open_same_person_sheet(worker.desk, worker.case, window)
    opened(sheet, qtbot)
    assert sheet.notice.sentence == "A senior of both files joins or parts them."
    assert not sheet.save_button.isEnabled()
