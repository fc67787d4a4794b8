"""Every pair of colours that is really used can be read: text at 4.5 : 1, large text and controls at 3 : 1 (WCAG 2.2).

Where more contrast is asked for: 7 : 1 and 4.5 : 1, lines included, which elsewhere nobody has to see.

The pairs come from two places. The style sheet is read rule by rule: a rule without a ground of its own has to say here
what it is written on. Files that paint by themselves name tokens, and have to say here what each is painted on. A new
rule or a new painter without an entry fails; what is neither text nor control says so, with its reason.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.views.partials.warning_chip import ChipKind, chip_outline
from desktop.views.theme.icon import Ink
from desktop.views.theme.palette import palette_of
from desktop.views.theme.sheet import _SHEET, _STRONG
from desktop.views.theme.token import THEMES, Level, Tokens, contrast

TEXT, CONTROL = 4.5, 3.0
STRONG = {TEXT: 7.0, CONTROL: 4.5}
"""What is asked for instead where there is to be more contrast."""
VIEWS = Path(__file__).parents[3] / "desktop" / "views"
PAGE = ("canvas", "surface", "sunken")
ROW = ("surface", "hover", "sunken")
NOTICES = ("surface", "notice_ground")

WRITTEN_ON: dict[str, tuple[str, ...]] = {
    'QFrame[role="toast"] QLabel': ("text",),
    'QFrame[role="toast"] QPushButton': ("text",),
    'QFrame[role="notice"][kind="warning"] QLabel': ("notice_ground",),
    'QLabel[role="muted"], QLabel[role="hint"]': PAGE,
    'QLabel[role="small"]': PAGE,
    'QLabel[role="danger"]': PAGE,
    'QLabel[role="ok"]': PAGE,
    'QLabel[role="section"]': PAGE,
    'QPushButton[kind="link"]': (*PAGE, *NOTICES, "hover"),
    'QPushButton[tone="ok"]': (*PAGE, "hover"),
    'QPushButton[tone="danger"]': (*PAGE, "hover"),
    'QPushButton[tone="muted"]': (*PAGE, "hover"),
    'QPushButton[tone="notice"]': (*PAGE, "hover"),
    "QTabBar::tab": ("canvas", "surface"),
    "QTabBar::tab:hover": ("canvas", "surface"),
    "QTabBar::tab:selected": ("canvas", "surface"),
}
"""Rules that give a colour and no ground: where they are written."""

INKS_ON: dict[str, tuple[str, ...]] = {
    'QWidget[role="canvas"]': ("text", "muted", "accent", "danger", "ok"),
    'QWidget[role="surface"], QWidget[role="top"]': ("text", "muted", "accent", "danger", "ok"),
    'QWidget[role="rail"]': ("text", "muted", "accent", "danger"),
    'QFrame[role="card"]': ("text", "muted", "accent", "danger", "ok"),
    'QFrame[role="toast"]': ("surface",),
    'QFrame[role="notice"]': ("text", "muted", "accent", "danger", "ok"),
    'QFrame[role="notice"][kind="warning"]': ("notice_text", "text", "accent"),
    "QPushButton:hover": ("text", "ok", "danger", "muted"),
    "QPushButton:pressed": ("text", "ok", "danger", "muted"),
    'QPushButton[kind="primary"]:enabled:hover': ("on_accent",),
    'QPushButton[kind="quiet"]:hover': ("text", "ok", "danger", "muted"),
    'QFrame[role="tour"]': ("text", "muted"),
    "QLineEdit:read-only, QTextEdit:read-only": ("text", "muted"),
    "QTextEdit#guide_text": ("text", "accent"),
    "QComboBox QAbstractItemView": ("text",),
    "QListView, QTableView, QTreeView": ("text", "muted", "danger"),
    "QTabBar QToolButton": ("text",),
    "QDialog": ("text", "muted", "danger"),
    # How far it has come is written beside it.
    "QProgressBar": (),
}
"""Rules that give a ground and no colour: what is written on it."""

ROUND_CONTROLS: dict[str, tuple[str, ...]] = {
    'QFrame[role="toast"] QPushButton': ("text",),
    'QFrame[role="notice"][kind="warning"]': PAGE,
    "QProgressBar": (*PAGE, "sunken"),
    "QToolTip": ("text",),
}
"""Where the border of a control stands elsewhere than on a page. The rest: on canvas, surface and sunken."""

FILLED: dict[str, tuple[str, ...]] = {
    "QScrollBar::handle": PAGE,
    "QProgressBar::chunk": ("sunken",),
}
"""Grounds that are themselves the control: what they have to stand out from."""

NO_CONTROL = {
    "line": "a hairline between things that distance already keeps apart; nobody has to see it to read or to press",
}
"""Tokens that are neither text nor control, and why."""


@dataclass(frozen=True, slots=True)
class Pair:
    """`ink` on `ground`, both names of tokens, and how far apart they have to be."""

    ink: str
    ground: str
    least: float
    where: str


def rules() -> Iterator[tuple[str, dict[str, str]]]:
    """Selector and what it sets, of every rule of the style sheet."""
    sheets = _SHEET.template + _STRONG.template
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"\$\{\w+\}", "0", sheets)):
        entries = (entry.split(":", 1) for entry in body.split(";") if ":" in entry)
        yield " ".join(selector.split()), {name.strip(): value.strip() for name, value in entries}


def token_in(value: str | None) -> str:
    found = re.search(r"\$(\w+)", value or "")
    return found.group(1) if found else ""


def text_pairs() -> Iterator[Pair]:
    """What the style sheet writes, on what."""
    for selector, sets in rules():
        ink, ground = token_in(sets.get("color")), token_in(sets.get("background"))
        if ink:
            for under in (ground,) if ground else WRITTEN_ON[selector]:
                yield Pair(ink, under, TEXT, selector)
        elif ground and selector not in FILLED and ground not in NO_CONTROL:
            for over in INKS_ON[selector]:
                yield Pair(over, ground, TEXT, selector)
        for over, under in (
            ("selection-color", "selection-background-color"),
            ("placeholder-text-color", "background"),
        ):
            if over in sets:
                yield Pair(token_in(sets[over]), token_in(sets[under]), TEXT, f"{selector} {over}")


def control_pairs() -> Iterator[Pair]:
    """What shows where a control is, that it has the focus, is wrong or how far it has come, on what."""
    for selector, sets in rules():
        for name in (name for name in sets if name.startswith("border")):
            edge = token_in(sets[name])
            if edge and edge not in NO_CONTROL:
                for ground in ROUND_CONTROLS.get(selector, PAGE):
                    yield Pair(edge, ground, CONTROL, f"{selector} {name}")
        if selector in FILLED:
            for ground in FILLED[selector]:
                yield Pair(token_in(sets["background"]), ground, CONTROL, selector)


P = tuple[str, tuple[str, ...], float]
RING: P = ("focus", ROW, CONTROL)
PAINTED: dict[str, tuple[P, ...]] = {
    "assessment/score_chart.py": (
        ("text", PAGE, TEXT),
        ("muted", PAGE, TEXT),
        ("accent", ("surface", "sunken"), CONTROL),
        ("control_border", PAGE, CONTROL),
    ),
    "timeline/axis_paint.py": (
        ("text", ("surface",), TEXT),
        ("muted", ("surface",), TEXT),
        ("on_accent", ("accent",), TEXT),
        ("accent", ("surface",), CONTROL),
        ("control_border", ("surface",), CONTROL),
        ("focus", ("surface",), CONTROL),
    ),
    "timeline/shape_paint.py": (("danger", ("surface",), CONTROL), ("accent", ("surface",), CONTROL)),
    "partials/badge_paint.py": (("focus", (*ROW, "canvas"), CONTROL), ("control_border", PAGE, CONTROL)),
    "partials/button.py": (
        ("on_accent", ("accent", "accent_hover"), CONTROL),
        ("on_danger", ("danger",), CONTROL),
        ("text", (*PAGE, "hover"), CONTROL),
        ("accent", (*PAGE, *NOTICES), CONTROL),
    ),
    "partials/choice_button.py": (
        RING,
        ("muted", PAGE, TEXT),
        ("text", (*PAGE, "hover"), TEXT),
        ("on_accent", ("accent",), TEXT),
        ("accent", PAGE, CONTROL),
        ("control_border", (*PAGE, "hover"), CONTROL),
    ),
    "partials/tick_box.py": (
        *(RING, ("muted", PAGE, TEXT), ("text", PAGE, TEXT), ("on_accent", ("accent",), TEXT)),
        *(("surface", ("muted",), CONTROL), ("accent", PAGE, CONTROL), ("control_border", PAGE, CONTROL)),
    ),
    "partials/warning_chip.py": (
        ("notice_text", ("notice_ground",), TEXT),
        ("text", ("surface",), TEXT),
        ("danger", ("surface",), TEXT),
        ("ok", ("surface",), TEXT),
        ("control_border", ROW, CONTROL),
    ),
    "partials/field.py": (("danger", PAGE, CONTROL),),
    "partials/drop_list.py": (("text", ("surface",), CONTROL),),
    "partials/rail_item.py": (
        ("text", ROW, TEXT),
        ("danger", ROW, TEXT),
        ("muted", ROW, TEXT),
        ("accent", ROW, TEXT),
        RING,
    ),
    "partials/top_bar.py": (("muted", ("surface",), TEXT),),
    "partials/icon_label.py": (("muted", PAGE, CONTROL),),
    "partials/label.py": (("muted", (*PAGE, *NOTICES), TEXT),),
    "partials/list_delegate.py": (
        ("text", ROW, TEXT),
        ("muted", ROW, TEXT),
        ("danger", ROW, TEXT),
        ("accent", ("sunken",), CONTROL),
        RING,
    ),
    "partials/empty_state.py": (("muted", PAGE, CONTROL),),
    "partials/sync_label.py": (
        ("ok", (*PAGE, "hover"), CONTROL),
        ("muted", (*PAGE, "hover"), CONTROL),
        ("text", (*PAGE, "hover"), CONTROL),
        ("danger", (*PAGE, "hover"), CONTROL),
    ),
    "partials/ladder.py": (("muted", PAGE, CONTROL), ("ok", PAGE, CONTROL)),
    "partials/door_mark.py": (("accent", PAGE, CONTROL),),
    "partials/notice.py": (
        ("accent", ("surface",), CONTROL),
        ("notice_text", ("notice_ground",), CONTROL),
        ("danger", ("surface",), CONTROL),
        ("ok", ("surface",), CONTROL),
    ),
    "measures/chart.py": (
        ("text", ("surface",), TEXT),
        ("accent", ("surface",), CONTROL),
        ("muted", ("surface",), CONTROL),
    ),
    "lease/lease_page.py": (("danger", PAGE, CONTROL),),
    "partials/wrapped_row.py": (("text", ROW, TEXT), ("muted", ROW, TEXT)),
    "unlock/step_line.py": (("muted", PAGE, CONTROL), ("ok", PAGE, CONTROL), ("accent", PAGE, CONTROL)),
    "unlock/stopped_page.py": (("danger", PAGE, CONTROL),),
    "unlock/profile_box.py": (("text", ("surface",), CONTROL), ("muted", ("surface",), CONTROL)),
    "unlock/strength_meter.py": (
        ("ok", PAGE, CONTROL),
        ("danger", PAGE, CONTROL),
        ("control_border", ("surface", "canvas"), CONTROL),
    ),
    "caseload/case_delegate.py": (("text", ROW, TEXT), ("muted", ROW, TEXT)),
    "shell/found_delegate.py": (("text", ROW, TEXT), ("muted", ROW, TEXT)),
    "visiting/parts.py": (("danger", PAGE, CONTROL), ("notice_text", ("notice_ground",), CONTROL)),
    "dialogs.py": (("danger", ("surface",), CONTROL),),
    "shell/doctor_sheet.py": (("ok", PAGE, CONTROL), ("notice_text", PAGE, CONTROL), ("danger", PAGE, CONTROL)),
    "subject_access/marking.py": (("surface", ("text",), TEXT),),
    "tour/card.py": (("focus", (*PAGE, "hover"), CONTROL),),
}
"""Files that paint by themselves: what they paint, on what, and how far it has to stand out. Badges: below."""

_TOKEN_NAMES = {*Tokens.__slots__, "notice_text", "notice_ground"} - {"strong", "name"}


def named_in(path: Path) -> set[str]:
    """The tokens that a file paints with."""
    text = path.read_text(encoding="utf-8")
    named = set(re.findall(r"tokens(?:\(\))?\.([a-z_]+)", text))
    named |= {Ink[ink].value for ink in re.findall(r"\bInk\.([A-Z_]+)", text)}
    return {"notice_text" if name == "notice" else name for name in named if name in _TOKEN_NAMES}


def colour(tokens: Tokens, name: str) -> str:
    if name in {"notice_text", "notice_ground"}:
        return tokens.notice.text if name == "notice_text" else tokens.notice.ground
    return str(getattr(tokens, name))


def too_close(tokens: Tokens, pairs: Iterator[Pair]) -> list[str]:
    """The pairs that cannot be told apart, with their ratio."""
    measured = ((pair, contrast(colour(tokens, pair.ink), colour(tokens, pair.ground))) for pair in pairs)
    return [
        f"{pair.where}: {pair.ink} on {pair.ground} {ratio:.2f}"
        for pair, ratio in measured
        if ratio < least(tokens, pair.least)
    ]


def least(tokens: Tokens, usual: float) -> float:
    """How far something has to stand out in a theme, of what it has to elsewhere."""
    return STRONG[usual] if tokens.strong else usual


ALL = pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
MORE = pytest.mark.parametrize("tokens", [one for one in THEMES if one.strong], ids=lambda tokens: tokens.name)


@ALL
def test_every_text_of_the_style_sheet_is_readable(tokens: Tokens) -> None:
    """Text reaches 4.5 : 1 on every ground it is written on, hovered, pressed, selected and disabled too."""
    assert too_close(tokens, text_pairs()) == []


@ALL
def test_every_border_focus_ring_and_bar_of_the_style_sheet_stands_out(tokens: Tokens) -> None:
    """What shows where a control is reaches 3 : 1 from what is round it.

    A focus ring is measured from the page round it; that it changes from the button's own border is seen by its width.
    """
    assert too_close(tokens, control_pairs()) == []


@ALL
def test_everything_painted_is_readable(tokens: Tokens) -> None:
    """Rows, chips, badges, segments and icons are painted by hand: the same limits."""
    pairs = (
        Pair(ink, ground, least, file)
        for file, painted in PAINTED.items()
        for ink, grounds, least in painted
        for ground in grounds
    )
    assert too_close(tokens, pairs) == []
    tones = [tokens.badge(level) for level in Level]
    assert [tone for tone in tones if contrast(tone.text, tone.ground) < least(tokens, TEXT)] == []


@ALL
def test_a_badge_is_told_from_the_page_by_its_ground_or_else_by_its_outline(tokens: Tokens) -> None:
    """Medium in the light theme is told by its words and meter alone: these stand on its ground, and are text.

    Where more contrast is asked for it has an outline, as warnings have.
    """
    for ground in PAGE:
        for level in (Level.VERY_HIGH, Level.HIGH):
            assert contrast(tokens.badge(level).ground, colour(tokens, ground)) >= least(tokens, CONTROL)
        assert contrast(tokens.low.text, colour(tokens, ground)) >= least(tokens, CONTROL)


@MORE
def test_with_more_contrast_every_line_is_seen_and_nothing_is_told_by_a_soft_ground_alone(tokens: Tokens) -> None:
    """Lines round cards and between rows; the outline of a warning, and of medium risk where its ground is soft."""
    for ground in PAGE:
        assert contrast(tokens.line, colour(tokens, ground)) >= least(tokens, CONTROL)
        assert contrast(chip_outline(ChipKind.WARNING, tokens), colour(tokens, ground)) >= least(tokens, CONTROL)
        edges = (tokens.medium.text, tokens.medium.ground)
        assert max(contrast(edge, colour(tokens, ground)) for edge in edges) >= least(tokens, CONTROL)


def test_no_two_themes_are_taken_for_each_other() -> None:
    """What is painted reads its theme off the palette."""
    assert len({tokens.canvas for tokens in THEMES}) == len(THEMES)


def test_no_rule_that_writes_is_left_out_and_none_is_declared_for_nothing() -> None:
    """Whoever adds a rule says here what it is written on; what is gone from the style sheet goes from here."""
    selectors = {selector for selector, _ in rules()}
    declared = {*WRITTEN_ON, *INKS_ON, *ROUND_CONTROLS, *FILLED}
    assert declared - selectors == set()
    assert len(list(text_pairs())) > len(WRITTEN_ON) + len(INKS_ON)


def test_no_file_paints_with_a_token_that_is_not_measured() -> None:
    """Grounds aside, each token that a file names stands in its row of `PAINTED`."""
    missing = {}
    for path in sorted(VIEWS.rglob("*.py")):
        file = path.relative_to(VIEWS).as_posix()
        if file.startswith("theme/"):
            continue
        painted = PAINTED.get(file, ())
        known = {ink for ink, _, _ in painted} | {ground for _, grounds, _ in painted for ground in grounds}
        if unknown := named_in(path) - known - set(NO_CONTROL):
            missing[file] = unknown
    assert missing == {}


def test_colours_are_written_nowhere_but_in_the_tokens() -> None:
    """A colour that is not a token would be in no pair."""
    literal = re.compile(r"""["']#[0-9A-Fa-f]{6}["']|QColor\(\d|Qt\.GlobalColor\.(?!transparent)""")
    found = [
        path.name for path in VIEWS.rglob("*.py") if path.name != "token.py" and literal.search(path.read_text("utf-8"))
    ]
    assert found == []


@ALL
def test_qt_s_own_widgets_are_readable_too(tokens: Tokens) -> None:
    """Each text role of the palette on its ground, disabled too."""
    palette = palette_of(tokens)
    role, group = palette.ColorRole, palette.ColorGroup
    pairs = (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button),
        (role.PlaceholderText, role.Base),
        (role.HighlightedText, role.Highlight),
        (role.Link, role.Base),
        (role.LinkVisited, role.Base),
        (role.BrightText, role.Button),
        (role.ToolTipText, role.ToolTipBase),
    )
    close = [
        (state, ink, ground)
        for state in (group.Active, group.Inactive, group.Disabled)
        for ink, ground in pairs
        if contrast(palette.color(state, ink).name(), palette.color(state, ground).name()) < least(tokens, TEXT)
    ]
    assert close == []
