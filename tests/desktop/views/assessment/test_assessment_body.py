"""The form of an assessment: numbers by the keyboard, the level beside them as they are typed, nothing else asked."""

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from pydantic import JsonValue
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from casework.records.assessment.assessment import Instrument
from desktop.services.assessing.assessing import Assessing
from desktop.services.record_check import RecordForm
from desktop.views.assessment.assessment_body import AssessmentBody
from desktop.views.assessment.level_part import LevelPart
from desktop.views.assessment.score_line import ScoreLine
from desktop.views.assessment.score_part import ScorePart
from desktop.views.partials.notice import Notice
from desktop.views.partials.tab_order import set_reading_order
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.assessment.sample import (
    UNTRAINED,
    WOMAN,
    assessing,
    form_of,
    lscmi_numbers,
    opening_of,
    without_duty,
)

OpenForm = Callable[..., AssessmentBody]


@pytest.fixture
def show(switch: ThemeSwitch, qtbot: QtBot) -> Iterator[OpenForm]:
    """Shows the form of an assessment in a window that has the focus."""
    del switch
    made: list[AssessmentBody] = []

    def open_form(form: RecordForm, known: Assessing | None = None) -> AssessmentBody:
        body = AssessmentBody(opening_of(form), known or assessing())
        made.append(body)
        body.resize(900, 700)
        with qtbot.waitExposed(body):
            body.show()
        body.activateWindow()
        set_reading_order(body)
        return body

    yield open_form
    for body in made:
        shiboken6.delete(body)


def line(body: AssessmentBody, code: str) -> ScoreLine:
    part = body.parts["parts"]
    assert isinstance(part, ScorePart)
    return part.lines[code]


def levels(body: AssessmentBody) -> LevelPart:
    part = body.parts["levels"]
    assert isinstance(part, LevelPart)
    return part


def press(body: QWidget, name: str) -> None:
    button = body.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton), name
    button.click()


def notice(body: QWidget, name: str) -> str:
    found = body.findChildren(Notice, name)
    return found[-1].sentence if found else ""


def shown(body: AssessmentBody) -> set[str]:
    return {name for name, part in body.parts.items() if not part.isHidden()}


def test_seven_digits_are_an_acute_and_both_results_stand_beside_them(show: OpenForm, qtbot: QtBot) -> None:
    body = show(form_of(Instrument.ACUTE))
    body.enter()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is line(body, "access"))
    for digit in "0102010":
        QTest.keyClicks(QApplication.focusWidget() or body, digit)
    values = body.form().values["parts"]
    assert isinstance(values, list)
    assert [row["number"] for row in values] == [0, 1, 0, 2, 0, 1, 0]  # type: ignore[index, call-overload]
    assert [(one.title, one.level) for one in body.card.result.scales] == [
        ("Sex or violence", "High"),
        ("Any offending", "High"),
    ]
    assert body.card.result.total == ""


def test_the_arrow_keys_and_backspace_go_from_number_to_number(show: OpenForm, qtbot: QtBot) -> None:
    body = show(form_of(Instrument.ACUTE))
    body.enter()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is line(body, "access"))
    QTest.keyClick(line(body, "access"), Qt.Key.Key_Down)
    assert QApplication.focusWidget() is line(body, "hostility")
    QTest.keyClick(line(body, "hostility"), Qt.Key.Key_Up)
    assert QApplication.focusWidget() is line(body, "access")
    QTest.keyClicks(line(body, "access"), "3")
    QTest.keyClick(line(body, "hostility"), Qt.Key.Key_Backspace)
    assert QApplication.focusWidget() is line(body, "access")


def test_the_level_follows_as_the_last_number_crosses_an_edge(show: OpenForm) -> None:
    body = show(form_of(Instrument.LSCMI, parts=lscmi_numbers(19)))
    assert body.card.result.scales[0].level == "Medium"
    first = next(part for part in lscmi_numbers(19) if isinstance(part, dict) and part["number"] == 0)
    last = line(body, str(first["code"]))
    last.setFocus()
    QTest.keyClicks(last, "")
    last.selectAll()
    QTest.keyClicks(last, "1")
    assert body.card.result.total == "20 of 43"
    assert body.card.result.scales[0].level == "High"
    assert "discussed with a senior" in notice(body, "assessment_discuss")
    assert "01632 960 017" in notice(body, "assessment_discuss")
    assert "High" in body.card.accessibleDescription()
    last.selectAll()
    QTest.keyClicks(last, "0")
    assert body.card.result.scales[0].level == "Medium"
    assert body.card.result.discuss == ""


def test_a_number_that_cannot_be_is_said_beside_it_and_nothing_follows(show: OpenForm, qtbot: QtBot) -> None:
    body = show(form_of(Instrument.LSCMI, parts=lscmi_numbers(12)))
    last = line(body, "antisocial_pattern")
    last.setFocus()
    last.selectAll()
    QTest.keyClicks(last, "7")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is last)
    assert body.puzzles() == {"parts.antisocial_pattern": "Antisocial pattern: write a whole number from 0 to 4."}
    assert body.card.result.scales[0].level == ""
    body.show_problems(body.puzzles())
    assert "Error: Antisocial pattern" in last.accessibleDescription()
    assert {"code": "antisocial_pattern", "typed": "7"} in body.draft().values["parts"]  # type: ignore[operator]


def test_a_disagreement_blocks_with_its_sentence_until_the_level_is_corrected(show: OpenForm, qtbot: QtBot) -> None:
    body = show(form_of(Instrument.LSCMI, parts=lscmi_numbers(27)))
    said: list[str] = []
    body.blocked.connect(said.append)
    press(body, "enter_levels")
    press(body, "typed_level_general_medium")
    assert said[-1] != ""
    assert notice(body, "assessment_disagrees") == said[-1]
    assert body.card.result.scales[0].level == "High"
    press(body, "typed_level_general_high")
    assert said[-1] == ""
    del qtbot


def test_an_override_needs_the_senior_who_agreed_and_then_both_levels_are_shown(show: OpenForm) -> None:
    override: JsonValue = {"scale": "general", "level": "medium", "reason": "Steady work."}
    body = show(form_of(Instrument.LSCMI, parts=lscmi_numbers(27), override=override))
    assert "senior who agreed" in body.card.result.why_blocked
    drop = body.findChild(QWidget, "field_override_senior_editor")
    assert drop is not None
    drop.setCurrentIndex(drop.findData("senior"))  # type: ignore[attr-defined]
    drop.activated.emit(drop.currentIndex())  # type: ignore[attr-defined]
    assert body.card.result.why_blocked == ""
    assert body.card.result.scales[0].level == "High"
    assert "Agreed by Seonaid Senior" in body.card.result.scales[0].override
    assert body.form().values["override"]["scale"] == "general"  # type: ignore[index, call-overload]


def test_while_the_table_is_off_the_level_and_its_manual_are_asked_for(show: OpenForm) -> None:
    body = show(form_of(Instrument.RM2000), assessing(on=False))
    part = levels(body)
    assert part.needed
    assert not part.frame.isHidden()
    for scale in ("s", "v", "c"):
        press(body, f"typed_level_{scale}_high")
    QTest.keyClicks(part.table.line, "Scoring guide 2007")
    assert body.form().values["levels"] == [
        {"scale": scale, "level": "high", "table": "Scoring guide 2007"} for scale in ("s", "v", "c")
    ]
    assert [one.derived for one in body.card.result.scales] == [False, False, False]
    assert body.card.result.high


def test_rm2000_is_refused_for_a_woman_with_the_reason(show: OpenForm) -> None:
    said: list[str] = []
    body = show(form_of(Instrument.LSCMI), assessing(subject=WOMAN))
    body.blocked.connect(said.append)
    instrument = body.findChild(QWidget, "field_instrument_editor")
    assert instrument is not None
    instrument.setCurrentIndex(instrument.findData("rm2000"))  # type: ignore[attr-defined]
    instrument.activated.emit(instrument.currentIndex())  # type: ignore[attr-defined]
    assert "a woman" in said[-1]
    assert notice(body, "assessment_refused") == said[-1]


def test_sara_asks_for_ratings_with_reasons_and_shows_no_total(show: OpenForm) -> None:
    body = show(form_of(Instrument.SARA, edition="2"))
    assert {"edition", "omitted", "critical_items", "levels"} <= shown(body)
    assert not {"parts", "total", "override", "child_victim", "groups"} & shown(body)
    press(body, "typed_level_partner_high")
    levels(body).entries["partner"].why.set_text("Threats this week.")
    values = body.form().values["levels"]
    assert values == [
        {"scale": "partner", "level": "high", "table": "SARA, edition 2", "rationale": "Threats this week."}
    ]
    words = " ".join(label.text() for label in body.findChildren(QLabel) if label.isVisible())
    assert "Total" not in words


def test_stable_asks_about_children_only_where_a_victim_was_a_child(show: OpenForm) -> None:
    body = show(form_of(Instrument.STABLE, child_victim="no"))
    part = body.parts["parts"]
    assert isinstance(part, ScorePart)
    assert len(part.lines) == 12
    QTest.keyClicks(part.lines["influences"], "2")
    press(body, "field_child_victim_editor_yes")
    assert len(part.lines) == 13
    assert part.lines["influences"].text() == "2"


def test_what_was_typed_for_one_instrument_is_no_answer_to_another_and_comes_back(show: OpenForm) -> None:
    body = show(form_of(Instrument.STABLE, child_victim="no"))
    QTest.keyClicks(line(body, "rejection"), "2")
    choose(body, "acute2007")
    assert line(body, "rejection").text() == ""
    choose(body, "stable2007")
    assert line(body, "rejection").text() == "2"


def test_whoever_is_not_trained_and_an_empty_rota_are_said(show: OpenForm) -> None:
    form = form_of(Instrument.LSCMI, parts=lscmi_numbers(30), assessor=UNTRAINED)
    body = show(form, without_duty(assessing()))
    assert "no recorded training" in notice(body, "assessment_training")
    assert "Nobody is on the rota" in notice(body, "assessment_discuss")


def test_rosh_asks_for_each_group_at_risk_with_the_levels_that_it_has(show: OpenForm) -> None:
    body = show(form_of(Instrument.ROSH))
    assert {"groups", "levels"} <= shown(body)
    assert not {"parts", "total", "harm", "at_risk"} & shown(body)
    press(body, "add_groups")
    names = {button.objectName() for button in body.findChildren(QAbstractButton)}
    assert "field_groups_0_level_editor_very_high" in names
    assert "field_groups_0_level_editor_very_low" not in names


def test_everything_on_every_form_has_a_name_and_can_be_reached(show: OpenForm) -> None:
    body = show(form_of())
    for instrument in Instrument:
        choose(body, instrument.value)
        for widget in body.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
                assert widget.accessibleName(), f"{instrument}: {widget.objectName() or widget}"


def choose(body: AssessmentBody, instrument: str) -> None:
    drop = body.findChild(QWidget, "field_instrument_editor")
    assert drop is not None
    drop.setCurrentIndex(drop.findData(instrument))  # type: ignore[attr-defined]
    drop.activated.emit(drop.currentIndex())  # type: ignore[attr-defined]
