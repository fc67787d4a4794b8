"""The timeline: walked by keyboard, zoomed, filtered; and every event of it stands in the list as well."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from casework.records.identifier import RecordId
from desktop.views.case.person_page import PersonPage
from desktop.views.desk import Place
from desktop.views.theme.theme import Theme, ThemeMode, ThemeSwitch
from desktop.views.timeline.mark import SORTS
from tests.desktop.views.desk_rig import DeskRig, desk_rig, show_window
from tests.desktop.views.timeline.sample import LIFE, add_years
from tests.desktop.views.unlock.keyboard import without_name

WAIT_MS = 20_000
Years = tuple[PersonPage, DeskRig, dict[str, RecordId]]


@pytest.fixture
def years(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[Years]:
    """The chronology of a person with a lifeline, written lines and contacts."""
    del switch
    with desk_rig(tmp_path) as rig:
        made = rig.look(lambda session: add_years(session, rig.case))
        page = PersonPage(rig.desk)
        show_window(page, qtbot)
        page.show_place(Place("person", rig.case, tab="chronology"))
        qtbot.waitUntil(lambda: page.chronology.rows.rows.rowCount() > 0, timeout=WAIT_MS)
        yield page, rig, made
        shiboken6.delete(page)


def keys_in_list(page: PersonPage) -> list[str]:
    rows = page.chronology.rows.rows
    return [rows.row_at(number).key for number in range(rows.rowCount())]


def press(page: PersonPage, *keys: Qt.Key) -> None:
    page.chronology.timeline.setFocus()
    for key in keys:
        QTest.keyClick(page.chronology.timeline, key)


def test_the_list_has_every_event_of_the_timeline_and_arrows_walk_through_all(years: Years) -> None:
    """From Home to the end; the list, and what is read beside it, goes along."""
    page, _, _ = years
    press(page, Qt.Key.Key_Home)
    walked = []
    for _ in keys_in_list(page):
        mark = page.chronology.timeline.current
        assert mark is not None
        assert page.chronology.rows.current_key == mark.key
        assert mark.sentence in page.chronology.timeline.accessibleDescription()
        walked.append(mark.key)
        press(page, Qt.Key.Key_Right)
    assert sorted(walked) == sorted(keys_in_list(page))
    assert page.chronology.timeline.current is not None
    press(page, Qt.Key.Key_End)
    assert page.chronology.timeline.current.key == walked[-1]


def test_plus_and_minus_zoom_and_what_one_walks_to_is_always_in_sight(years: Years) -> None:
    page, _, _ = years
    timeline = page.chronology.timeline
    whole = timeline.span.days
    press(page, *[Qt.Key.Key_Plus] * 40)
    assert timeline.span.days == pytest.approx(14)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        press(page, key)
        mark = timeline.current
        assert mark is not None
        assert timeline.span.first <= mark.first.toordinal() <= timeline.span.last
    press(page, *[Qt.Key.Key_Minus] * 40)
    assert timeline.span.days == pytest.approx(whole)


def test_the_lifeline_has_a_lane_of_its_own_and_says_no_more_than_is_known(years: Years) -> None:
    page, _, made = years
    lanes = {lane.words: lane.marks for lane in page.chronology.timeline._lanes()}
    assert {mark.key for mark in lanes["Lifeline"]} == {str(made[what]) for _, what, _ in LIFE}
    assert not any(mark.in_life for mark in lanes["Case"])
    when = {mark.words: mark.when for mark in lanes["Lifeline"]}
    assert when["Moved in with his grandmother"] == "In 1992"
    assert when["His father died"] == "In March 2014"
    assert when["Apprentice"] == "Monday 20 August 2001 to Wednesday 1 June 2005"
    press(page, Qt.Key.Key_Home, Qt.Key.Key_Down)
    assert page.chronology.timeline.current is not None
    assert not page.chronology.timeline.current.in_life


def test_enter_opens_the_record(years: Years) -> None:
    page, rig, made = years
    page.chronology.rows.set_current(made["His father died"])
    press(page, Qt.Key.Key_Return)
    assert rig.went[-1] == Place("person", rig.case, record=made["His father died"], tab="records")


def test_kinds_and_period_filter_axis_and_list_alike(years: Years) -> None:
    page, _, _ = years
    before, bar = keys_in_list(page), page.chronology.bar
    for action in bar.menu.actions():
        if action.data() != "life":
            action.trigger()
    assert len(keys_in_list(page)) == len(LIFE)
    assert bar.kinds.accessibleName() == f"Kinds: 1 of {len(SORTS)}"
    bar.period.setCurrentIndex(1)
    assert keys_in_list(page) == []
    assert page.chronology.timeline.current is None
    bar.period.setCurrentIndex(0)
    for action in bar.menu.actions():
        if not action.isChecked():
            action.trigger()
    assert keys_in_list(page) == before


def test_significant_only_leaves_the_lifeline_alone(years: Years) -> None:
    page, _, made = years
    page.chronology.filter.set_keys(["significant"])
    page.chronology.bar.changed.emit()
    shown = keys_in_list(page)
    assert made["Lost his tenancy"] in shown
    assert made["His father died"] in shown
    assert made["Began to see his daughter again"] not in shown


def test_no_two_sorts_look_alike_and_everything_has_a_name(years: Years) -> None:
    page, _, _ = years
    assert len({sort.shape for sort in SORTS}) == len(SORTS)
    assert without_name(page.chronology) == []
    assert page.chronology.timeline.accessibleName() == "Timeline"


@pytest.mark.parametrize("mode", [ThemeMode.LIGHT, ThemeMode.DARK])
def test_it_is_painted_in_both_themes_and_grows_with_the_text(
    years: Years, switch: ThemeSwitch, mode: ThemeMode
) -> None:
    page, _, _ = years
    timeline = page.chronology.timeline
    small = timeline.sizeHint().height()
    switch.show(Theme(mode, 2.0, reduced_motion=True))
    assert timeline.sizeHint().height() > 1.8 * small
    assert not timeline.grab().isNull()
