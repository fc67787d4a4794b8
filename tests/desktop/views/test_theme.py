"""Both themes can be read, and switching is seen at once."""

import gc

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QPalette, QRawFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.views.partials.label import TextRole, Words
from desktop.views.theme import theme as theme_module
from desktop.views.theme.font import FAMILY, base_font, current_scale, load_fonts
from desktop.views.theme.icon import APPLICATION_SIZES_PX, Ink, application_icon, colour_of, token_icon
from desktop.views.theme.palette import current_tokens, palette_of
from desktop.views.theme.sheet import style_sheet
from desktop.views.theme.theme import FADE_MS, ContrastMode, Theme, ThemeMode, ThemeSwitch, apply_theme, fade_ms
from desktop.views.theme.token import DARK, DARK_STRONG, LIGHT, LIGHT_STRONG, THEMES, Level, Tokens, contrast

ALL = pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
GROUNDS = ("canvas", "surface", "sunken", "hover")


def test_contrast_is_what_the_guidelines_say() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@ALL
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", ["text", "muted", "accent", "danger", "ok"])
def test_every_text_is_readable_on_every_ground(tokens: Tokens, ground: str, ink: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@ALL
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", ["control_border", "focus"])
def test_every_control_and_the_focus_stand_out_from_every_ground(tokens: Tokens, ground: str, ink: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 3


@ALL
def test_words_on_a_colour_are_readable(tokens: Tokens) -> None:
    pairs = [
        (tokens.on_accent, tokens.accent),
        (tokens.on_accent, tokens.accent_hover),
        (tokens.on_danger, tokens.danger),
        (tokens.notice.text, tokens.notice.ground),
        (tokens.surface, tokens.text),
        *((tokens.badge(level).text, tokens.badge(level).ground) for level in Level),
    ]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


@ALL
def test_the_palette_gives_qts_own_widgets_the_same_colours(tokens: Tokens) -> None:
    palette = palette_of(tokens)
    assert palette.color(QPalette.ColorRole.Base) == QColor(tokens.surface)
    assert palette.color(QPalette.ColorRole.PlaceholderText) == QColor(tokens.muted)


@ALL
def test_the_style_sheet_has_no_gap_left(tokens: Tokens) -> None:
    assert "$" not in style_sheet(tokens, 1.5)


def test_the_typeface_is_bundled_with_digits_of_equal_width(switch: ThemeSwitch) -> None:
    assert FAMILY in load_fonts()
    font = base_font()
    assert QFontInfo(font).family() == FAMILY
    metrics = QFontMetricsF(font)
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1
    face = QRawFont.fromFont(font)
    assert [letter for letter in "àèìòùÀŁłąęśż–·…’" if not face.supportsCharacter(ord(letter))] == []


def test_a_switch_of_theme_is_seen_at_once(switch: ThemeSwitch, qtbot: QtBot) -> None:
    with qtbot.waitSignal(switch.changed) as seen:
        switch.turn()
    assert current_tokens() is DARK
    assert seen.args == [Theme(ThemeMode.DARK, reduced_motion=True)]
    switch.turn()
    assert current_tokens() is LIGHT


def test_the_system_s_choice_is_followed_where_asked_to(switch: ThemeSwitch, qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp, Theme(ThemeMode.SYSTEM))
    before = current_tokens()
    switch._on_scheme_changed(qapp.styleHints().colorScheme())
    assert current_tokens() is before


def test_more_contrast_is_chosen_by_hand_in_either_theme(switch: ThemeSwitch) -> None:
    seen = []
    for _ in ContrastMode:
        switch.turn_contrast()
        seen.append((switch.theme.contrast, current_tokens()))
    assert seen == [(ContrastMode.MORE, LIGHT_STRONG), (ContrastMode.NORMAL, LIGHT), (ContrastMode.SYSTEM, LIGHT)]
    switch.turn_contrast()
    switch.turn()
    assert current_tokens() is DARK_STRONG
    switch.turn()
    assert current_tokens() is LIGHT_STRONG


@pytest.mark.parametrize(("chosen", "follows"), [("system", True), ("more", False), ("normal", False)])
def test_the_system_s_contrast_is_followed_while_the_application_runs(
    switch: ThemeSwitch, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, chosen: str, follows: bool
) -> None:
    """What the system says stands in for what Qt read of it; the signal is Qt's own."""
    apply_theme(qapp, Theme(ThemeMode.LIGHT, contrast=ContrastMode(chosen)))
    before = current_tokens()
    monkeypatch.setattr(theme_module, "asks_for_contrast", lambda: True)
    hints = qapp.styleHints()
    hints.accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    assert current_tokens() is (LIGHT_STRONG if follows else before)


def test_a_system_that_says_nothing_gets_the_usual_contrast(switch: ThemeSwitch) -> None:
    assert not theme_module.asks_for_contrast()


def test_text_grows_to_twice_its_size_and_no_further(switch: ThemeSwitch, qapp: QApplication, qtbot: QtBot) -> None:
    label = Words("Due", TextRole.HEADING)
    qtbot.addWidget(label)
    label.show()
    small = label.sizeHint().height()
    apply_theme(qapp, Theme(ThemeMode.LIGHT, 5.0))
    assert current_scale() == pytest.approx(2.0)
    label.ensurePolished()
    assert label.sizeHint().height() >= small * 1.8


def test_icons_take_the_colour_of_the_theme_that_is_shown(switch: ThemeSwitch) -> None:
    icon = token_icon("ph.circle-fill", Ink.DANGER)

    def middle() -> str:
        return icon.pixmap(QSize(32, 32)).toImage().pixelColor(16, 16).name().upper()

    assert middle() == LIGHT.danger
    switch.turn()
    assert middle() == DARK.danger
    assert colour_of(Ink.NOTICE) == DARK.notice.text


def test_the_application_has_an_icon_in_every_size(switch: ThemeSwitch) -> None:
    assert {size.width() for size in application_icon().availableSizes()} == set(APPLICATION_SIZES_PX)


def test_nothing_moves_where_less_motion_is_asked_for(switch: ThemeSwitch, qapp: QApplication) -> None:
    assert fade_ms(qapp) == 0
    apply_theme(qapp, Theme(ThemeMode.LIGHT))
    assert fade_ms(qapp) in (0, FADE_MS)


def test_what_the_system_says_is_read_while_somebody_else_holds_it(qapp: QApplication) -> None:
    """PySide takes what `accessibility` returned for deleted as soon as it lets go of the hints it came from."""
    held = qapp.styleHints().accessibility()
    gc.collect()
    assert not theme_module.asks_for_contrast()
    del held
