"""Forms are filled in by keyboard alone and say what to do where something is wrong."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.views.partials.choice import Choice, Chosen, Option, plan_letters
from desktop.views.partials.field import Field
from desktop.views.partials.narrative_edit import NarrativeEdit, NarrativeText
from desktop.views.theme.theme import Theme, ThemeMode, ThemeSwitch, apply_theme

OUTCOMES = (
    Option("complied", "Attended, complied"),
    Option("not", "Attended, did not comply"),
    Option("failed", "Failed to attend"),
)


@pytest.fixture
def outcome(switch: ThemeSwitch, qtbot: QtBot) -> Choice:
    choice = Choice(OUTCOMES, name="outcome")
    qtbot.addWidget(choice)
    with qtbot.waitExposed(choice):
        choice.show()
    return choice


def test_every_option_has_a_letter_of_its_own() -> None:
    assert plan_letters(OUTCOMES) == ("a", "d", "f")
    assert plan_letters((Option("x", "Aa"), Option("y", "Aa", "a"), Option("z", "A"))) == ("", "a", "")


def test_the_letter_of_an_option_chooses_it(outcome: Choice, qtbot: QtBot) -> None:
    first = outcome.focusProxy()
    assert first is not None
    with qtbot.waitSignal(outcome.chosen) as chosen:
        QTest.keyClick(first, Qt.Key.Key_F)
    assert chosen.args == [Chosen(("failed",))]
    assert outcome.key == "failed"
    outcome.grab()


def test_setting_a_choice_is_not_choosing(outcome: Choice, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(outcome.chosen):
        outcome.set_keys(["not"])
    assert outcome.keys == ("not",)
    outcome.set_keys([])
    assert outcome.key == ""
    with pytest.raises(KeyError):
        outcome.set_keys(["unheard of"])


def test_an_option_that_cannot_be_chosen_ignores_its_letter(outcome: Choice, qtbot: QtBot) -> None:
    outcome.set_enabled_keys(["complied", "not"])
    first = outcome.focusProxy()
    assert first is not None
    QTest.keyClick(first, Qt.Key.Key_F)
    assert outcome.key == ""


def test_several_can_be_chosen_where_that_makes_sense(switch: ThemeSwitch, qtbot: QtBot) -> None:
    present = Choice(OUTCOMES, name="present", multiple=True, in_rows=True)
    qtbot.addWidget(present)
    first = present.focusProxy()
    assert first is not None
    for key in (Qt.Key.Key_A, Qt.Key.Key_F, Qt.Key.Key_A, Qt.Key.Key_D):
        QTest.keyClick(first, key)
    assert present.keys == ("not", "failed")


def test_segments_are_options_too(switch: ThemeSwitch, qtbot: QtBot) -> None:
    kind = Choice(OUTCOMES, name="kind", segmented=True)
    qtbot.addWidget(kind)
    kind.set_keys(["not"])
    kind.grab()
    assert kind.heightForWidth(200) > kind.heightForWidth(2000)


def test_a_field_names_its_editor_and_says_what_is_wrong(switch: ThemeSwitch, qtbot: QtBot) -> None:
    editor = QLineEdit()
    field = Field("&Date of the contact", editor, name="day", hint="For example 5 March", optional=True)
    qtbot.addWidget(field)
    assert editor.objectName() == "day"
    assert editor.accessibleName() == "Date of the contact (optional)"
    field.set_error("Enter the date of the contact.")
    assert field.error == "Enter the date of the contact."
    assert editor.accessibleDescription() == "Error: Enter the date of the contact. For example 5 March"
    assert editor.property("wrong") == "true"
    field.clear_error()
    field.set_hint("Today")
    assert editor.accessibleDescription() == "Today"


def test_a_narrative_says_that_it_was_edited_and_that_the_person_paused(switch: ThemeSwitch, qtbot: QtBot) -> None:
    narrative = NarrativeEdit(name="narrative")
    qtbot.addWidget(narrative)
    with qtbot.waitSignals([narrative.edited, narrative.paused]):
        QTest.keyClicks(narrative, "Seen")
    with qtbot.assertNotEmitted(narrative.edited):
        narrative.set_text("<b>plain</b>\nalways")
    assert narrative.text == "<b>plain</b>\nalways"
    with qtbot.waitSignal(narrative.edited) as edited:
        QTest.keyClicks(narrative, "!")
    assert edited.args == [NarrativeText("<b>plain</b>\nalways!")]


def test_a_narrative_line_stays_short_enough_to_read(switch: ThemeSwitch, qapp: QApplication, qtbot: QtBot) -> None:
    narrative = NarrativeEdit(name="narrative")
    qtbot.addWidget(narrative)
    narrative.ensurePolished()
    before = narrative.maximumWidth()
    apply_theme(qapp, Theme(ThemeMode.LIGHT, 2.0))
    assert narrative.maximumWidth() > before * 1.7
