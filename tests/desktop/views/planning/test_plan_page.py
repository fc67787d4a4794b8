"""A plan written with the keyboard: line after line, in another order, kept as it is written, saved whole."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.services.planning.opening import PlanWish, open_plan
from desktop.services.planning.saving import SavedPlan
from desktop.services.planning.sheet import SheetLine
from desktop.services.session import Session
from desktop.store.private_file import DiskFull
from desktop.views.desk import Finished, Place
from desktop.views.planning import plan_page as plan_module
from desktop.views.planning.plan_body import PlanBody
from desktop.views.planning.plan_page import PlanPage
from desktop.views.planning.summary import PlanSummary
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.desk_rig import DeskRig, desk_rig, show_window
from tests.desktop.views.planning.gallery import write_plan
from tests.desktop.views.whole_window import interactive, spoken

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskRig]:
    """A desk over a case with a plan in use."""
    del switch, qtbot
    with desk_rig(tmp_path) as made:
        made.look(lambda session: write_plan(session, made))
        yield made


@pytest.fixture
def page(rig: DeskRig, qtbot: QtBot) -> Iterator[PlanPage]:
    """The page in a window that has the focus."""
    made = PlanPage(rig.desk)
    show_window(made, qtbot)
    yield made
    shiboken6.delete(made)


def opened(page: PlanPage, qtbot: QtBot, place: Place) -> PlanBody:
    page.show_place(place)
    qtbot.waitUntil(lambda: page.body is not None and page.body.isVisible())
    assert page.body is not None
    return page.body


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def key(code: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), code, modifier)


def typed(qtbot: QtBot, words: str) -> None:
    """Type where the cursor is, once it is in a field."""
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QTextEdit))
    QTest.keyClicks(focused(), words)


def press_on_row(body: PlanBody, line: str, code: Qt.Key, qtbot: QtBot) -> None:
    """Press Alt and an arrow on a row, once it is on the screen and has the focus."""
    card = body.cards["supervision"]
    qtbot.waitUntil(lambda: card.rows[line].isVisible() and card.rows[line].isAncestorOf(focused()))
    key(code, ALT)


def recorded(rig: DeskRig, section: str) -> list[str]:
    def read(session: Session) -> list[SheetLine]:
        found = open_plan(session, PlanWish(rig.case))
        return found.sheet.of_section(section) if found else []

    return [line.text for line in rig.look(read)]


def test_lines_are_written_one_after_the_other_moved_and_saved_by_keyboard(
    page: PlanPage, rig: DeskRig, qtbot: QtBot
) -> None:
    """Enter goes on with the next line; Alt and an arrow moves one; Ctrl+Enter saves it all, once."""
    body = opened(page, qtbot, Place("plan", rig.case))
    body.cards["supervision"].add_button.setFocus()
    key(Qt.Key.Key_Space)
    for words in ("First new", "Second new"):
        typed(qtbot, words)
        key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(body.sheet().of_section("supervision")) == 4)
    typed(qtbot, "")
    key(Qt.Key.Key_Escape)
    lines = [line.text for line in body.sheet().of_section("supervision")]
    assert lines[1:] == ["First new", "Second new"]
    second = body.sheet().of_section("supervision")[2].key
    body.cards["supervision"].rows[second].enter()
    press_on_row(body, second, Qt.Key.Key_Up, qtbot)
    qtbot.waitUntil(lambda: body.sheet().of_section("supervision")[1].key == second)
    assert body.cards["supervision"].rows[second].isAncestorOf(focused())
    press_on_row(body, second, Qt.Key.Key_Down, qtbot)
    qtbot.waitUntil(lambda: body.sheet().of_section("supervision")[2].key == second)
    press_on_row(body, second, Qt.Key.Key_Up, qtbot)
    qtbot.waitUntil(lambda: body.sheet().of_section("supervision")[1].key == second)
    key(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: bool(rig.went))
    assert (rig.went[-1].name, rig.went[-1].tab) == ("person", "records")
    assert recorded(rig, "supervision")[1:] == ["Second new", "First new"]


def test_what_is_typed_is_kept_and_gone_on_with(page: PlanPage, rig: DeskRig, qtbot: QtBot) -> None:
    """A line that is still open is in the draft, and the plan of the case opens with it again."""
    body = opened(page, qtbot, Place("plan", rig.case))
    body.add_line("monitoring")
    typed(qtbot, "Half a sen")
    qtbot.waitUntil(lambda: page.keeper.exists and not page.keeper.unkept)
    assert page.foot.state.startswith("draft kept")
    drafts = rig.look(lambda session: session.store.drafts())
    assert [draft.form for draft in drafts] == ["plan"]
    other = PlanPage(rig.desk)
    try:
        show_window(other, qtbot)
        again = opened(other, qtbot, Place("plan", rig.case))
        assert again.sheet().of_section("monitoring")[-1].text == "Half a sen"
        assert other.keeper.draft == page.keeper.draft
    finally:
        shiboken6.delete(other)


def test_the_page_says_which_line_stands_as_a_new_one_because_its_record_has_left(qtbot: QtBot, rig: DeskRig) -> None:
    opening = rig.look(lambda session: open_plan(session, PlanWish(rig.case)))
    assert opening is not None
    summary = PlanSummary()
    qtbot.addWidget(summary)
    summary.show_opening(replace(opening, made_new=("Typed for twenty minutes.",)))
    said = [label.text() for label in summary.findChildren(QLabel)]
    assert any("“Typed for twenty minutes.”" in words and "new line" in words for words in said)


def test_what_is_missing_opens_the_line_and_a_mark_asks_for_its_reason(
    page: PlanPage, rig: DeskRig, qtbot: QtBot
) -> None:
    body = opened(page, qtbot, Place("plan", rig.case))
    body.add_line("contingency")
    editor = body.editor
    assert editor is not None
    trigger, action = (editor.first.parts[name] for name in ("trigger", "action"))
    action.show_raw("Police are rung.")
    key(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: not page.saving and not page.summary.isHidden())
    assert "Contingency, line 2: What sets it off" in page.summary.sentence
    editor = body.editor
    assert editor is not None
    assert editor.isVisible()
    del trigger
    editor.first.parts["trigger"].show_raw("He is seen there")
    assert body.reason_field.isHidden()
    button = editor.findChild(QWidget, "line_tell_withhold")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(body.reason_field.isVisible)
    page.finish()
    qtbot.waitUntil(lambda: bool(body.reason_field.error))
    body.reason.set_text("It would warn him.")
    page.finish()
    qtbot.waitUntil(lambda: bool(rig.went))
    assert len(recorded(rig, "contingency")) == 2


def test_a_safety_plan_is_begun_on_the_page_and_everything_has_a_name(
    page: PlanPage, rig: DeskRig, qtbot: QtBot
) -> None:
    body = opened(page, qtbot, Place("plan", rig.case))
    assert body.cards["measure"].isHidden()
    body.begin_button.click()
    qtbot.waitUntil(body.cards["measure"].isVisible)
    body.open_line(body.sheet().of_section("victim")[0].key)
    assert [widget.objectName() for widget in interactive(page) if not spoken(widget)[0].strip()] == []
    body.summary.ways["measure"].click()
    assert body.cards["measure"].isAncestorOf(focused())


def test_a_saved_plan_is_done_with_and_a_concern_is_one_key_away(page: PlanPage, rig: DeskRig, qtbot: QtBot) -> None:
    """Back does not lead to the page without a plan; a protection concern is begun as from everything written."""
    done: list[Finished] = []
    rig.desk.finished.connect(done.append)
    body = opened(page, qtbot, Place("plan", rig.case))
    page.activateWindow()
    body.setFocus()
    QTest.keyClick(page, Qt.Key.Key_P, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert rig.went[-1] == Place("record", rig.case, kind="protection_concern")
    assert done == []
    body.add_line("contingency")
    assert body.editor is not None
    body.editor.first.parts["trigger"].show_raw("He is seen there")
    body.editor.first.parts["action"].show_raw("Police are rung.")
    page.finish()
    qtbot.waitUntil(lambda: done == [Finished(rig.case)])
    assert rig.went[-1].tab == "records"


@pytest.mark.parametrize("refused", [False, True])
def test_a_plan_that_is_opened_while_another_is_saved_stays(
    page: PlanPage, rig: DeskRig, qtbot: QtBot, refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> SavedPlan:
        raise DiskFull

    body = opened(page, qtbot, Place("plan", rig.case))
    body.add_line("contingency")
    assert body.editor is not None
    body.editor.first.parts["trigger"].show_raw("He is seen there")
    body.editor.first.parts["action"].show_raw("Police are rung.")
    second = rig.look(lambda session: open_plan(session, PlanWish(rig.case, kind="safety_plan")))
    assert second is not None
    if refused:
        monkeypatch.setattr(plan_module, "save_plan", refuse)
    page.finish()
    page.show_page(replace(second, draft="another"))
    assert page.body is not None
    body = page.body
    body.add_line("monitoring")
    typed(qtbot, "Half a sen")
    qtbot.waitUntil(lambda: bool(rig.said))
    assert page.body is body
    assert (page.keeper.draft, rig.went) == ("another", [])
    assert ("is not recorded" in rig.said[-1].words) is refused
    qtbot.waitUntil(lambda: page.keeper.exists and not page.keeper.unkept)
