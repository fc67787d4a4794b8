"""What a senior does on the page of a record: countersign, lift what starts withheld, write what is restricted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from casework.records.identifier import restricted_scope
from desktop.services.countersign import MOVED_ON, ask_countersignature
from desktop.services.record_check import RecordForm
from desktop.services.record_form import Wish, open_record
from desktop.services.record_list import CONCERN
from desktop.services.record_save import save_record
from desktop.views.case.person_page import PersonPage
from desktop.views.record.form_body import FormBody
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.services.laptop import Team
from tests.desktop.services.test_record_form import CONCERN_VALUES
from tests.desktop.views.desk_rig import DeskRig, show_window
from tests.desktop.views.record.test_record_tab import change_concern, dialog, open_tab, press, words_in
from tests.desktop.views.two_views_rig import team_rig
from tests.fakes.case_store import SENIOR


@pytest.fixture
def senior(switch: ThemeSwitch, tmp_path: Path) -> Iterator[tuple[DeskRig, Team]]:
    """The senior's desk beside the worker's laptop."""
    del switch
    with team_rig(tmp_path, SENIOR) as made:
        yield made


@pytest.fixture
def page(senior: tuple[DeskRig, Team], qtbot: QtBot) -> Iterator[PersonPage]:
    """The person's page in a window that has the focus."""
    made = PersonPage(senior[0].desk)
    show_window(made, qtbot)
    yield made
    shiboken6.delete(made)


def concern_of_the_worker(team: Team, *, asks: bool) -> str:
    session, case = team.worker.session, team.worker.case
    record = save_record(session, RecordForm(case=case, kind=CONCERN, values=dict(CONCERN_VALUES)), None).record
    if asks:
        scope = next(state.scope for state in session.store.records(CONCERN))
        ask_countersignature(session, scope, record)  # type: ignore[arg-type]
    team.sync()
    return record


def test_a_senior_agrees_to_what_stands_on_the_screen(
    senior: tuple[DeskRig, Team], page: PersonPage, qtbot: QtBot
) -> None:
    rig, team = senior
    record = rig.look(lambda _: concern_of_the_worker(team, asks=True))
    pane = open_tab(page, rig, qtbot, record)
    qtbot.waitUntil(lambda: "Asked by Wilma Worker" in words_in(pane))
    press(pane, "record_agree")
    press(dialog(qtbot), "dialog_accept")
    qtbot.waitUntil(lambda: [said.words for said in rig.said] == ["Countersigned."])
    qtbot.waitUntil(lambda: "Agreed by Seonaid Senior" in words_in(pane))


def test_a_note_that_was_refused_is_there_when_it_is_asked_for_again(
    senior: tuple[DeskRig, Team], page: PersonPage, qtbot: QtBot
) -> None:
    """The worker's change arrives while the senior writes what has to be changed."""
    rig, team = senior
    record = rig.look(lambda _: concern_of_the_worker(team, asks=True))
    pane = open_tab(page, rig, qtbot, record)
    qtbot.waitUntil(lambda: "Asked by Wilma Worker" in words_in(pane))
    press(pane, "record_return")
    asked = dialog(qtbot)
    editor = asked.findChild(QTextEdit, "reason")
    assert isinstance(editor, QTextEdit)
    QTest.keyClicks(editor, "Say who was told.")
    rig.look(lambda _: change_concern(team.worker.session, rig.case, record))
    rig.look(lambda _: team.sync())
    press(asked, "dialog_accept")
    qtbot.waitUntil(lambda: MOVED_ON in words_in(dialog(qtbot)))
    press(dialog(qtbot), "dialog_close")
    qtbot.waitUntil(lambda: "Children and families" in words_in(pane))
    press(pane, "record_return")
    again = dialog(qtbot).findChild(QTextEdit, "reason")
    assert isinstance(again, QTextEdit)
    assert again.toPlainText() == "Say who was told."
    press(dialog(qtbot), "dialog_accept")
    qtbot.waitUntil(lambda: [said.words for said in rig.said] == ["Returned with your note."])


def test_a_senior_lifts_what_starts_withheld_with_a_reason(
    senior: tuple[DeskRig, Team], page: PersonPage, qtbot: QtBot
) -> None:
    rig, team = senior
    record = rig.look(lambda _: concern_of_the_worker(team, asks=False))
    pane = open_tab(page, rig, qtbot, record)
    press(pane, "decide_telling")
    press(pane, "disclose_sort")
    asked = dialog(qtbot)
    editor = asked.findChild(QTextEdit, "reason")
    assert isinstance(editor, QTextEdit)
    QTest.keyClicks(editor, "They know of it already")
    press(asked, "dialog_accept")
    qtbot.waitUntil(lambda: [said.words for said in rig.said] == ["The person may be told this."])


def test_a_senior_marks_a_record_as_restricted_before_it_is_saved(
    senior: tuple[DeskRig, Team], page: PersonPage, qtbot: QtBot
) -> None:
    del page
    rig, team = senior
    case = team.senior.case
    body = FormBody(rig.look(lambda session: open_record(session, Wish(case, CONCERN))))
    qtbot.addWidget(body)
    assert body.restricted is not None
    tick = body.findChild(QWidget, "restricted_restricted")
    assert isinstance(tick, QAbstractButton)
    tick.click()
    form = body.form()
    assert form.restricted
    form.values = dict(CONCERN_VALUES)
    rig.look(lambda session: save_record(session, form, None))
    assert rig.look(lambda session: len(session.store.records(CONCERN, restricted_scope(case)))) == 1
