"""Every view over the accessibility bus: what can be used has a name and a role, and Tab comes to it."""

import pytest

from desktop.views.unlock.passphrase_line import DOT
from tests.accessibility.judge import faults, said
from tests.accessibility.reader import Element, State
from tests.accessibility.stage import Stage

pytestmark = pytest.mark.timeout(900)

SHARED_FIELDS = "form "
"""Forms are made of the same fields: their Tab order is walked through in a few, their elements in all."""
WALKED_FORMS = {"form incident", "form assessment", "form risk_management_plan", "form protection_concern"}
MOST_VIEWS = 100


def test_everything_that_can_be_used_has_a_name_and_a_role_and_tab_comes_to_it(stage: Stage) -> None:
    """Pages with their tabs, forms, sheets, dialogs, and what stands before the records: 120 views and more."""
    wrong: list[str] = []
    for name in stage.names:
        view = stage.show(name)
        wrong += [f"{name}: {fault}" for fault in faults(view)]
        if not name.startswith(SHARED_FIELDS) or name in WALKED_FORMS:
            wrong += [f"{name}: Tab does not come to {said(element)}" for element in stage.not_reached_by_tab(view)]
    assert not wrong, "\n".join(wrong)
    assert len(stage.names) > MOST_VIEWS


def test_a_sheet_and_a_dialog_say_what_they_are(stage: Stage) -> None:
    """The window's title says nothing but Doorstep, so that the name has to."""
    for name in ("sheet risk", "sheet warning", "dialog confirmation"):
        window = stage.show(name)
        assert window.role == "dialog", name
        assert window.name not in ("", "Doorstep"), name


@pytest.mark.parametrize("view", ["sheet warning", "sheet risk", "form incident"])
def test_what_is_missing_is_read_with_the_field_it_belongs_to(stage: Stage, view: str) -> None:
    """Saved without a word: something that takes the focus says in its description what is wrong with it."""
    stage.show(view)
    stage.keyboard.press("Ctrl+Return")
    found: list[Element] = []

    def marked() -> bool:
        found[:] = [part for part in stage.read().walk() if part.description.find("Error: ") >= 0]
        return any(part.has(State.FOCUSABLE) for part in found)

    stage.reader.wait_for(marked, f"{view} marks nothing")


def test_of_a_passphrase_nobody_on_the_bus_hears_a_letter_while_dots_are_shown(stage: Stage) -> None:
    """Neither as it is typed nor as it is taken away; once it is shown on the screen, what is typed is told."""
    stage.show("gate locked")
    stage.keyboard.press("Alt+P")
    stage.reader.wait_for(lambda: stage.focus_name() == "Passphrase", "the passphrase has no focus")
    stage.reader.heard.clear()
    stage.keyboard.type("orchid")
    stage.reader.wait_for(lambda: len(_letters_told(stage)) >= len("orchid"), "nothing is told of what is typed")
    stage.keyboard.press("Ctrl+A")
    stage.keyboard.press("Backspace")
    stage.reader.wait_for(lambda: len(_letters_told(stage)) >= 2 * len("orchid"), "nor of what is taken away")
    assert set(_letters_told(stage)) == {DOT}
    stage.keyboard.press("Alt+S")
    shown = "Hide the passphrase"
    stage.reader.wait_for(lambda: shown in [event.value for event in stage.reader.heard], "it is not shown")
    stage.keyboard.type("x")
    stage.reader.wait_for(lambda: _letters_told(stage).endswith("x"), "what is shown is not told")


def _letters_told(stage: Stage) -> str:
    """What was told of letters that came and went."""
    return "".join(str(event.value) for event in stage.reader.heard if event.name == "Object:TextChanged")
