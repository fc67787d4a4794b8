"""A sheet is as high as its fields, and its fields stand as far from one another as they should."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.partials.field import Field
from desktop.views.theme.theme import Theme, ThemeMode, ThemeSwitch
from desktop.views.theme.token import SPACE_24


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_what_is_not_asked_for_leaves_no_gap_between_the_fields(
    scale: float, switch: ThemeSwitch, qtbot: QtBot
) -> None:
    """Nor does the height of a sheet that was measured before its words had wrapped."""
    switch.show(Theme(ThemeMode.LIGHT, scale, reduced_motion=True))
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    sheet = SheetFrame(window, "Change something", "Save")
    fields = [Field(f"Field {number}", QLineEdit(), name=f"f{number}", hint="A hint. " * 12) for number in range(5)]
    for number, field in enumerate(fields):
        sheet.column.addWidget(field)
        field.setVisible(number not in {1, 3})
    sheet.appear()
    qtbot.waitUntil(sheet.isVisible)
    qtbot.wait(1)
    shown = [field.geometry() for field in fields if field.isVisible()]
    assert [after.top() - before.bottom() - 1 for before, after in pairwise(shown)] == [SPACE_24] * 2
    # Everything is in sight, and no empty band stands below it.
    seen, last = sheet._scroll.viewport().height(), shown[-1].bottom()
    assert seen < last or seen - last <= 2 * SPACE_24
    sheet.done(0)
