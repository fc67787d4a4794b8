"""Long words of another language and large text wrap where there is no room for them on one line."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.capture.typed_field import DayField
from desktop.views.partials.button import Button
from desktop.views.partials.choice_button import ChoiceButton, ChoiceShape
from desktop.views.partials.label import OneLine
from desktop.views.partials.rail_item import RailItem
from desktop.views.partials.top_bar import FindBox
from desktop.views.theme.theme import ThemeSwitch

LONG = "Write down what was said and by whom, and whether it was seen with one's own eyes"


@pytest.fixture
def large(switch: ThemeSwitch) -> None:
    switch.show(replace(switch.theme, text_scale=2.0))


def in_a_column(widget: QWidget, width: int, qtbot: QtBot) -> QWidget:
    """The widget, shown in a column of a width."""
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    page.setFixedSize(width, 700)
    page.show()
    qtbot.waitUntil(lambda: widget.height() >= max(widget.heightForWidth(widget.width()), 1))
    return page


@pytest.mark.parametrize(
    "make",
    [
        lambda: Button(LONG, name="long"),
        lambda: ChoiceButton(LONG, "w", ChoiceShape.ROUND),
        lambda: OneLine(LONG),
        lambda: RailItem(LONG, name="long", trailing="12"),
    ],
    ids=["button", "option", "one line", "place of the rail"],
)
@pytest.mark.usefixtures("large")
def test_long_words_wrap_within_the_width_there_is(make: object, qtbot: QtBot) -> None:
    assert callable(make)
    widget = make()
    line = widget.sizeHint().height()
    page = in_a_column(widget, 600, qtbot)
    assert widget.width() <= 600
    assert widget.height() > line, "it has no more than one line"
    assert widget.heightForWidth(6000) <= line + 1
    assert page.width() == 600


@pytest.mark.usefixtures("switch")
def test_a_button_keeps_its_size_where_there_is_room(qtbot: QtBot) -> None:
    button = Button("&Record contact", name="record")
    page = in_a_column(button, 600, qtbot)
    assert page.isVisible()
    assert button.size() == button.sizeHint() == button.minimumSizeHint()
    assert not button.hasHeightForWidth()


@pytest.mark.usefixtures("large")
def test_what_the_search_box_says_and_its_key_do_not_meet(qtbot: QtBot) -> None:
    box = FindBox()
    qtbot.addWidget(box)
    box.setPlaceholderText("Find anything that was ever written")
    needed = sum(map(box.fontMetrics().horizontalAdvance, (box.placeholderText(), "Ctrl K")))
    assert box.sizeHint().width() > needed


@pytest.mark.usefixtures("large")
def test_a_field_that_is_narrow_asks_for_the_height_of_its_wrapped_hint(qtbot: QtBot) -> None:
    field = DayField("Until the end of the day on which it was decided", "until", past=False)
    qtbot.addWidget(field)
    field.show()
    layout = field.layout()
    assert layout is not None
    assert layout.totalHeightForWidth(1140) == layout.totalHeightForWidth(field.maximumWidth())
