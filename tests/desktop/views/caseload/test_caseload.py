"""The caseload: riskiest first, filtered as one types, worked by keyboard, and nobody taken for somebody else."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from casework.records.file.case import RiskLevel
from desktop.services.case_page import SAME_NAME
from desktop.services.caseload import CaseLine
from desktop.services.risk import sign_level
from desktop.views.caseload.case_delegate import fits_beside, stacked_places
from desktop.views.caseload.caseload_page import CaseloadPage, CaseloadView, count_words
from desktop.views.caseload.row import has_words, row_look
from desktop.views.desk import Place
from desktop.views.theme.theme import Theme, ThemeMode, ThemeSwitch
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.today import sample

VIEW = CaseloadView(sample.TODAY, sample.caseload())


def names(page: CaseloadPage) -> list[str]:
    return [page.rows.rows.row_at(number).name for number in range(page.rows.rows.rowCount())]


def line_of(name: str) -> CaseLine:
    return next(line for line in VIEW.lines if line.person.name == name)


def test_two_people_with_one_name_are_marked_and_show_their_dates_of_birth() -> None:
    first, second = (row_look(line, sample.TODAY) for line in VIEW.lines if line.person.name == "Iain Testwell")
    assert SAME_NAME in first.second
    assert SAME_NAME in second.second
    assert first.detail != second.detail
    assert SAME_NAME not in row_look(line_of("Sean Fixture"), sample.TODAY).second


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", True),
        ("cal", True),
        ("  exam CALL ", True),
        ("1980", True),
        ("2 may", True),
        ("high risk", True),
        ("not alone", True),
        ("wilma", True),
        ("call zz", False),
        ("ample", False),
    ],
)
def test_the_filter_takes_beginnings_of_any_words(typed: str, found: bool) -> None:
    assert has_words(line_of("Callum Exampleton"), typed, sample.TODAY) is found


def test_typing_filters_and_escape_shows_everybody(page: CaseloadPage) -> None:
    page.show_page(VIEW)
    page.filter.setFocus()
    QTest.keyClicks(page.filter, "iain")
    assert names(page) == ["Iain Testwell", "Iain Testwell"]
    assert page.count.text() == "2 of 5 people"
    QTest.keyClick(page.filter, Qt.Key.Key_Escape)
    assert len(names(page)) == 5


def test_down_goes_into_the_list_enter_opens_and_up_goes_back(page: CaseloadPage, rig: DeskRig, qtbot: QtBot) -> None:
    page.show_page(VIEW)
    page.filter.setFocus()
    QTest.keyClick(page.filter, Qt.Key.Key_Down)
    qtbot.waitUntil(page.rows.hasFocus)
    QTest.keyClick(page.rows, Qt.Key.Key_Down)
    QTest.keyClick(page.rows, Qt.Key.Key_Return)
    assert rig.went == [Place("person", VIEW.lines[1].person.case)]
    QTest.keyClick(page.rows, Qt.Key.Key_Up)
    QTest.keyClick(page.rows, Qt.Key.Key_Up)
    qtbot.waitUntil(page.filter.hasFocus)


def test_enter_in_the_filter_opens_the_only_one_left_and_never_guesses(
    page: CaseloadPage, rig: DeskRig, qtbot: QtBot
) -> None:
    page.show_page(VIEW)
    page.filter.setFocus()
    QTest.keyClicks(page.filter, "iain")
    QTest.keyClick(page.filter, Qt.Key.Key_Return)
    assert rig.went == []
    qtbot.waitUntil(page.rows.hasFocus)
    page.filter.setText("sean")
    QTest.keyClick(page.filter, Qt.Key.Key_Return)
    assert rig.went == [Place("person", sample.SEAN.case)]


def test_control_n_records_with_the_marked_person_only(page: CaseloadPage, rig: DeskRig) -> None:
    page.show_page(VIEW)
    page.filter.setFocus()
    QTest.keyClick(page.filter, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert rig.went == []
    assert "Mark a person first" in rig.said[0].words
    page.rows.set_current(sample.CALLUM.case)
    QTest.keyClick(page.rows, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert rig.went == [Place("contact", sample.CALLUM.case)]


def test_an_empty_caseload_and_an_empty_filter_teach_different_things(page: CaseloadPage) -> None:
    page.show_page(VIEW)
    page.filter.setText("zz")
    assert "Nobody here matches these words" in page._empty.accessibleName()
    page._empty.button.click()
    assert page.filter.text() == ""
    page.show_page(CaseloadView(sample.TODAY, ()))
    assert "No case is on this laptop yet" in page._empty.accessibleName()
    assert not page._empty.button.isVisible()
    assert page.count.text() == count_words(0, 0) == ""


def test_no_row_cuts_anything_at_twice_the_text_size(switch: ThemeSwitch) -> None:
    switch.show(Theme(ThemeMode.LIGHT, 2.0, reduced_motion=True))
    row = row_look(VIEW.lines[0], sample.TODAY)
    assert not fits_beside(row, 1112)
    for width in (1112, 620):
        places = stacked_places(row, width)
        assert {piece.words for piece, _ in places} >= {row.name, row.detail, row.second, row.trailing, *row.chips}
        assert all(rect.right() < width for _, rect in places)
        overlaps = [a for a, one in places for b, other in places if a is not b and one.intersects(other)]
        assert not overlaps


def test_a_signed_level_moves_the_person_and_the_marked_row_stays(
    page: CaseloadPage, rig: DeskRig, qtbot: QtBot
) -> None:
    page.show_place(Place("caseload"))
    qtbot.waitUntil(lambda: len(names(page)) == 4)
    last = rig.ready.cases[3]
    page.rows.set_current(last)
    rig.desk.act(lambda session: sign_level(session, last, RiskLevel.VERY_HIGH, "Threats."), print, page)
    qtbot.waitUntil(lambda: page.rows.rows.row_at(0).key == last)
    assert page.rows.current_key == last


def test_every_widget_has_a_name_when_read_out(page: CaseloadPage) -> None:
    assert page.filter.accessibleName() == "Filter"
    assert page.rows.accessibleName() == "Caseload, riskiest first"
