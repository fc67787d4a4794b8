"""The page of staff and learning: read, narrowed, written and corrected, with the forms of everything else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from casework.records.identifier import staff_scope
from desktop.services.service_page import read_service
from desktop.views.assessment.writing_page import WritingPage
from desktop.views.desk import Place
from desktop.views.service.service_page import ServicePage
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.services.laptop import COLLEAGUE, SENIOR, WORKER
from tests.desktop.views.desk_rig import DeskRig, show_window
from tests.desktop.views.service.rig import fill
from tests.desktop.views.two_views_rig import team_rig


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path) -> Iterator[DeskRig]:
    """A senior's desk."""
    del switch
    with team_rig(tmp_path, SENIOR, 1) as (made, team):
        made.look(lambda _: fill(team))
        yield made


@pytest.fixture
def page(rig: DeskRig, qtbot: QtBot) -> Iterator[ServicePage]:
    """The page with what there is, and the focus in its list."""
    made = ServicePage(rig.desk)
    show_window(made, qtbot)
    made.show_place(Place("service"))
    qtbot.waitUntil(lambda: made.pane.record != "")
    yield made
    shiboken6.delete(made)


def key(widget: QWidget, which: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, which, modifier)


def shown(page: ServicePage, name: str) -> list[QAbstractButton]:
    return [one for one in page.pane.findChildren(QAbstractButton, name) if one.isVisibleTo(page.pane)]


def test_the_list_says_of_whom_and_what_is_due(page: ServicePage) -> None:
    """The latest first; what is overdue or expired stands out."""
    rows = [page.rows.rows.row_at(number) for number in range(page.rows.rows.rowCount())]
    said = {(row.name.partition(":")[0], row.second.split(" · ")[0], row.trailing, row.urgent) for row in rows}
    assert said == {
        ("Action from supervision", "Wilma Worker", "1 day late", True),
        ("Supervision session", "Wilma Worker", "", False),
        ("Training", "Colin Colleague", "Expired", True),
        ("Training", "Wilma Worker", "expires Tuesday 1 December", False),
        ("Near miss", "East team", "", False),
    }
    assert all("somebody of the team" in row.second for row in rows if row.name.startswith("Near miss"))


def test_one_chooses_whose_and_of_what_kind(page: ServicePage, qtbot: QtBot) -> None:
    """With counts; nothing found is said in a sentence."""
    member, kinds = page.list.member, page.list.filter
    assert [member.itemText(row) for row in range(member.count())] == [
        "Everybody (5)",
        "You (0)",
        "Colin Colleague (1)",
        "Wilma Worker (3)",
        "East team (1)",
    ]
    member.setCurrentIndex(2)
    member.activated.emit(2)
    assert page.rows.rows.rowCount() == 1
    kinds.setCurrentIndex(kinds.findText("Near miss (1)"))
    kinds.activated.emit(kinds.currentIndex())
    assert page.rows.rows.rowCount() == 0
    assert "Nothing like this is recorded" in page.list.nothing.text()
    qtbot.waitUntil(page.list.nothing.isVisible)


def test_a_session_is_begun_by_keyboard_with_whoever_is_chosen(rig: DeskRig, page: ServicePage, qtbot: QtBot) -> None:
    """Whose it is need not be said again on the form."""
    key(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    sheet = page.sheet
    assert sheet is not None
    QTest.keyClicks(sheet.search, "supervision colin")
    key(sheet.search, Qt.Key.Key_Return)
    assert rig.went[-1] == Place("record", kind="supervision_session", service=staff_scope(COLLEAGUE))
    form = WritingPage(rig.desk)
    show_window(form, qtbot)
    form.show_place(rig.went[-1])
    qtbot.waitUntil(lambda: form.body is not None)
    assert form.body is not None
    assert {"about"}.isdisjoint(form.body.parts)
    assert {"held_on", "supervisor", "notes"} <= form.body.parts.keys()
    form.finish()
    qtbot.waitUntil(lambda: "Held on is missing" in form.summary.sentence)
    form.body.parts["held_on"].show_raw("2026-11-01")
    key(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: rig.went[-1].name == "service")
    assert rig.said[-1].words == "Supervision session recorded."
    lines = rig.look(read_service).lines
    assert [line.whose for line in lines if line.record == rig.went[-1].record] == ["Colin Colleague"]
    shiboken6.delete(form)


def test_what_is_read_is_changed_corrected_and_added_to(rig: DeskRig, page: ServicePage, qtbot: QtBot) -> None:
    """Each goes to the form at the same home; training is ended, never corrected by a second one that counts beside."""
    home = staff_scope(WORKER)
    (held,) = [one.record for one in rig.look(read_service).lines if one.line.kind == "supervision_session"]
    page.show_place(Place("service", record=held, service=home))
    qtbot.waitUntil(lambda: page.pane.record == held)
    for name, place in (
        ("record_change", Place("record", record=held, service=home)),
        ("record_correct", Place("record", corrects=held, service=home)),
        ("record_add_supervision_action", Place("record", kind="supervision_action", about=held, service=home)),
    ):
        (button,) = shown(page, name)
        button.click()
        assert rig.went[-1] == place
    (trained,) = [
        one.record for one in rig.look(read_service).lines if one.line.kind == "training" and one.home == home
    ]
    page.show_place(Place("service", record=trained, service=home))
    qtbot.waitUntil(lambda: page.pane.record == trained)
    assert shown(page, "record_change")
    assert not shown(page, "record_correct")


def test_an_empty_page_teaches(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> None:
    """What will be here, with a way to begin."""
    del switch
    with team_rig(tmp_path, WORKER, 1) as (rig, _):
        page = ServicePage(rig.desk)
        show_window(page, qtbot)
        page.show_place(Place("service"))
        qtbot.waitUntil(page.empty.isVisible)
        assert "Supervision sessions" in page.empty.accessibleName()
        page.empty.button.click()
        assert page.sheet is not None
        page.sheet.done(0)
        shiboken6.delete(page)


def test_everything_that_can_be_used_has_a_name(page: ServicePage) -> None:
    for kind in (QAbstractButton, QComboBox, QLineEdit):
        for widget in filter(QWidget.isVisible, page.findChildren(kind)):
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget
            assert widget.objectName(), widget
