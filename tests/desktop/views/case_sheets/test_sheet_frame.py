"""The fields of a sheet stand as far from one another as they should."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.capture.typed_field import DayField
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
    fields: list[QWidget] = [
        Field(f"Field {number}", QLineEdit(), name=f"f{number}", hint="A hint. " * 12) for number in range(5)
    ]
    # A narrow field, whose hint is higher than that of a wide one.
    fields[2] = DayField("When", "when", past=True)
    for number, field in enumerate(fields):
        sheet.column.addWidget(field)
        field.setVisible(number not in {1, 3})
    sheet.appear()
    qtbot.waitUntil(sheet.isVisible)
    qtbot.wait(1)
    shown = [field.geometry() for field in fields if field.isVisible()]
    assert shown[1].height() <= max(fields[2].sizeHint().height(), fields[2].heightForWidth(shown[1].width()))
    assert [after.top() - before.bottom() - 1 for before, after in pairwise(shown)] == [SPACE_24] * 2
    sheet.done(0)
