"""What waits to be countersigned: listed with its version, agreed to or returned, and never one's own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from casework.records.identifier import RecordId
from casework.rules.oversight import OversightSort
from desktop.services.attention import read_attention
from desktop.views.desk import Place
from desktop.views.signing.signing_page import SigningPage
from desktop.views.signing.signing_sheet import SAY_WHAT
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.services.laptop import SENIOR, WORKER, Team
from tests.desktop.services.test_countersign import ask, change, plan_by, view
from tests.desktop.views.desk_rig import DeskRig, show_window
from tests.desktop.views.two_views_rig import team_rig


@pytest.fixture
def waiting(switch: ThemeSwitch, tmp_path: Path) -> Iterator[tuple[DeskRig, Team, RecordId]]:
    """A senior's desk, on which a plan waits."""
    del switch
    with team_rig(tmp_path, SENIOR, 1) as (rig, team):
        plan, _ = rig.look(lambda _: plan_by(team.worker))
        rig.look(lambda _: ask(team.worker, plan, "Before Thursday, please."))
        rig.look(lambda _: team.sync())
        yield rig, team, plan


@pytest.fixture
def page(waiting: tuple[DeskRig, Team, RecordId], qtbot: QtBot) -> Iterator[SigningPage]:
    """The page with the plan on its sheet."""
    made = SigningPage(waiting[0].desk)
    show_window(made, qtbot)
    made.show_place(Place("signing"))
    qtbot.waitUntil(lambda: made.sheet.case is not None)
    yield made
    shiboken6.delete(made)


def press(widget: QWidget) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Return)


def stands(waiting: tuple[DeskRig, Team, RecordId]) -> OversightSort:
    rig, team, plan = waiting
    return rig.look(lambda _: view(team.senior, plan).sort)


def gone(page: SigningPage) -> Callable[[], bool]:
    return page.empty.isVisible


def test_what_waits_is_shown_with_what_it_says_and_whose_version_it_is(
    waiting: tuple[DeskRig, Team, RecordId], page: SigningPage
) -> None:
    """And counted on the rail; the line of the plan belongs to the version."""
    case = page.sheet.case
    assert case is not None
    assert (case.waiting.asked_by, case.waiting.note) == ("Wilma Worker", "Before Thursday, please.")
    assert case.written_by == ("Wilma Worker",)
    assert [part.title for part in case.parts] == ["Risk management plan", "Plan line"]
    assert ("What is done", "Weekly.") in case.parts[1].lines
    attention = waiting[0].look(read_attention)
    assert (attention.signing, attention.shows_signing) == (1, True)


def test_a_senior_agrees_by_keyboard(waiting: tuple[DeskRig, Team, RecordId], page: SigningPage, qtbot: QtBot) -> None:
    """From the list into the note, to the button; then nothing waits any more, which is said."""
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(page.sheet.note.hasFocus)
    press(page.sheet.agree_button)
    qtbot.waitUntil(gone(page))
    assert waiting[0].said[-1].words == "Countersigned, in the version you read."
    assert stands(waiting) is OversightSort.AGREED
    assert "Nothing waits" in page.empty.accessibleName()


def test_to_return_it_one_says_what_has_to_be_changed(
    waiting: tuple[DeskRig, Team, RecordId], page: SigningPage, qtbot: QtBot
) -> None:
    press(page.sheet.return_button)
    assert page.sheet.field.error == SAY_WHAT
    qtbot.waitUntil(page.sheet.note.hasFocus)
    page.sheet.note.set_text("Write who checks that he keeps away.")
    press(page.sheet.return_button)
    qtbot.waitUntil(gone(page))
    assert stands(waiting) is OversightSort.RETURNED


def test_what_changed_while_it_was_read_is_not_signed(
    waiting: tuple[DeskRig, Team, RecordId], page: SigningPage, qtbot: QtBot
) -> None:
    """It says so, shows what stands now, and takes the answer to that."""
    rig, team, plan = waiting
    page.sheet.note.set_text("Well done.")
    rig.look(lambda _: change(team.worker, plan, "formulation", "Drink, and the flat."))
    rig.look(lambda _: team.sync())
    press(page.sheet.agree_button)
    qtbot.waitUntil(lambda: bool(page.sheet.trouble.sentence))
    assert stands(waiting) is OversightSort.WAITING
    qtbot.waitUntil(lambda: "Drink, and the flat." in repr(page.sheet.case))
    assert page.sheet.note.text == "Well done."
    press(page.sheet.agree_button)
    qtbot.waitUntil(gone(page))
    assert stands(waiting) is OversightSort.AGREED


def test_the_record_is_opened_on_its_page(waiting: tuple[DeskRig, Team, RecordId], page: SigningPage) -> None:
    press(page.sheet.open_button)
    rig, _, plan = waiting
    assert rig.went[-1] == Place("person", rig.case, record=plan, tab="records")


def test_nobody_else_finds_anything(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> None:
    """A worker countersigns nothing, and is not shown that there is such a page."""
    del switch
    with team_rig(tmp_path, WORKER, 1) as (rig, team):
        plan, _ = rig.look(lambda _: plan_by(team.colleague))
        rig.look(lambda _: ask(team.colleague, plan))
        rig.look(lambda _: team.sync())
        page = SigningPage(rig.desk)
        show_window(page, qtbot)
        page.show_place(Place("signing"))
        qtbot.waitUntil(gone(page))
        assert not rig.look(read_attention).shows_signing
        shiboken6.delete(page)


def test_everything_that_can_be_used_has_a_name(page: SigningPage) -> None:
    for widget in filter(QWidget.isVisible, page.findChildren(QAbstractButton)):
        assert widget.accessibleName() or widget.text(), widget
        assert widget.objectName(), widget
    assert page.sheet.note.accessibleName()
