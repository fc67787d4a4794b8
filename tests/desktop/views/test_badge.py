"""Risk is always said in words, never by colour alone."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from desktop.views.partials.badge_paint import BadgeLook
from desktop.views.partials.risk_badge import RiskBadge
from desktop.views.partials.warning_chip import Chip, ChipKind, InstrumentChip, WarningChip
from desktop.views.theme.theme import ThemeSwitch
from desktop.views.theme.token import DARK, LIGHT, Level


@pytest.mark.parametrize(
    ("look", "words"),
    [
        (BadgeLook(Level.VERY_HIGH), "Very high risk of serious harm"),
        (BadgeLook(Level.HIGH, two_views=True), "High risk of serious harm · 2 views"),
        (BadgeLook(Level.MEDIUM, short=True), "Medium"),
        (BadgeLook(Level.LOW, two_views=True, short=True), "Low · 2 views"),
        (BadgeLook(Level.NOT_KNOWN), "Risk of serious harm not known"),
        (BadgeLook(Level.NOT_KNOWN, short=True), "Not known"),
    ],
)
def test_a_badge_says_its_level(look: BadgeLook, words: str) -> None:
    assert look.words == words


def test_a_screen_reader_hears_a_sentence(switch: ThemeSwitch, qtbot: QtBot) -> None:
    badge = RiskBadge(Level.HIGH, two_views=True, short=True)
    qtbot.addWidget(badge)
    assert badge.accessibleName().startswith("High risk of serious harm. Two views are recorded")
    badge.set_look(BadgeLook(Level.NOT_KNOWN))
    assert "needs attention" in badge.accessibleName()
    assert badge.look.level is Level.NOT_KNOWN


@pytest.mark.parametrize("level", [Level.VERY_HIGH, Level.HIGH, Level.MEDIUM, Level.LOW])
def test_a_badge_is_painted_on_its_ground_in_both_themes(switch: ThemeSwitch, qtbot: QtBot, level: Level) -> None:
    badge = RiskBadge(level)
    qtbot.addWidget(badge)
    badge.resize(badge.sizeHint())
    for tokens in (LIGHT, DARK):
        image = badge.grab().toImage()
        assert image.pixelColor(4, image.height() // 2) == QColor(tokens.badge(level).ground)
        switch.turn()


def test_two_views_take_room_for_the_broken_outline(switch: ThemeSwitch, qtbot: QtBot) -> None:
    plain, doubted = RiskBadge(Level.HIGH, short=True), RiskBadge(Level.HIGH, short=True, two_views=True)
    for badge in (plain, doubted):
        qtbot.addWidget(badge)
    assert doubted.minimumSizeHint().height() > plain.minimumSizeHint().height()


def test_chips_say_what_they_are(switch: ThemeSwitch, qtbot: QtBot) -> None:
    chips = [WarningChip("Dog"), InstrumentChip("LS/CMI", "high"), Chip("Late", ChipKind.DANGER)]
    for chip in chips:
        qtbot.addWidget(chip)
        chip.grab()
    assert [chip.accessibleName() for chip in chips] == ["Warning: Dog", "LS/CMI: high", "Late"]
    assert [chip.words for chip in chips] == ["Dog", "LS/CMI: high", "Late"]
