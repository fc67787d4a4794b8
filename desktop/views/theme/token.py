"""Every colour, distance and type size of the visual language, and the contrast between colours."""

from dataclasses import dataclass
from enum import StrEnum

SPACE_4 = 4
SPACE_8 = 8
SPACE_12 = 12
SPACE_16 = 16
SPACE_24 = 24
SPACE_32 = 32

CORNER_PX = 6
CHIP_CORNER_PX = 4
FOCUS_RING_PX = 3
STRONG_RING_PX = 4
TARGET_PX = 32
NARRATIVE_COLUMNS = 75
LINE_HEIGHT_PERCENT = 115  # of the typeface's own line, which is about 1.3 times its size

BASE_PT = 10.5
SMALL_PT = 9.0
HEADING_PT = 13.0
TITLE_PT = 16.0
DISPLAY_PT = 18.0


class Level(StrEnum):
    """A standing risk of serious harm level, as it is shown. Values are the ones that records use."""

    VERY_HIGH = "very_high"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Tone:
    """A ground and the text that is written on it, each ``#RRGGBB``."""

    ground: str
    text: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme. All colours are ``#RRGGBB``; text on any ground reaches 4.5 : 1, controls 3 : 1.

    ``strong``: more contrast is asked for. Text reaches 7 : 1, controls and every line 4.5 : 1, and what is otherwise
    told from the page by a soft ground has an outline.
    """

    name: str
    canvas: str
    surface: str
    sunken: str
    line: str
    control_border: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    hover: str
    focus: str
    danger: str
    on_danger: str
    ok: str
    notice: Tone
    very_high: Tone
    high: Tone
    medium: Tone
    low: Tone
    strong: bool = False

    @property
    def ring_px(self) -> int:
        """How thick the focus ring is."""
        return STRONG_RING_PX if self.strong else FOCUS_RING_PX

    @property
    def edge_px(self) -> int:
        """How thick the edge of a control is."""
        return 2 if self.strong else 1

    @property
    def is_dark(self) -> bool:
        """Whether light words stand on dark grounds."""
        return _luminance(self.canvas) < _luminance(self.text)

    def badge(self, level: Level) -> Tone:
        """Return the tone of a risk badge; a level that is not known is plain text on the surface."""
        tones = {
            Level.VERY_HIGH: self.very_high,
            Level.HIGH: self.high,
            Level.MEDIUM: self.medium,
            Level.LOW: self.low,
        }
        return tones.get(level, Tone(self.surface, self.text))


LIGHT = Tokens(
    name="light",
    canvas="#F4F6F8",
    surface="#FFFFFF",
    sunken="#E9EDF1",
    line="#CBD3DB",
    control_border="#6F7D8A",
    text="#16212B",
    muted="#4B5A67",
    accent="#0A5C74",
    accent_hover="#084A5E",
    on_accent="#FFFFFF",
    hover="#EEF3F6",
    focus="#B45309",
    danger="#B3261E",
    on_danger="#FFFFFF",
    ok="#1E6B45",
    notice=Tone("#FFF3D6", "#5C3B00"),
    very_high=Tone("#7A0C24", "#FFFFFF"),
    high=Tone("#B3261E", "#FFFFFF"),
    medium=Tone("#FFD27A", "#3B2900"),
    low=Tone("#D7EBDF", "#15452B"),
)

DARK = Tokens(
    name="dark",
    canvas="#11171D",
    surface="#19222B",
    sunken="#0C1116",
    line="#33414E",
    control_border="#8496A6",
    text="#E9EEF3",
    muted="#A9B7C4",
    accent="#63C5DE",
    accent_hover="#8AD6EA",
    on_accent="#06232D",
    hover="#212D38",
    focus="#FFB454",
    danger="#FF8A80",
    on_danger="#3B0703",
    ok="#7FD1A5",
    notice=Tone("#3A2E12", "#FFD88A"),
    very_high=Tone("#FFB3BE", "#4A0012"),
    high=Tone("#FF8A80", "#3B0703"),
    medium=Tone("#E0B04C", "#241A00"),
    low=Tone("#2C4A3A", "#CDEBDA"),
)

LIGHT_STRONG = Tokens(
    name="light, more contrast",
    canvas="#FFFFFF",
    surface="#FFFFFF",
    sunken="#E8E8E8",
    line="#4A4A4A",
    control_border="#1F1F1F",
    text="#000000",
    muted="#2B2B2B",
    accent="#003F54",
    accent_hover="#00283A",
    on_accent="#FFFFFF",
    hover="#E8F0F3",
    focus="#8A3400",
    danger="#8C0D08",
    on_danger="#FFFFFF",
    ok="#0B4A2A",
    notice=Tone("#FFF3C4", "#3B2600"),
    very_high=Tone("#5C0018", "#FFFFFF"),
    high=Tone("#8C0D08", "#FFFFFF"),
    medium=Tone("#FFD27A", "#241900"),
    low=Tone("#FFFFFF", "#0B3A20"),
    strong=True,
)

DARK_STRONG = Tokens(
    name="dark, more contrast",
    canvas="#000000",
    surface="#000000",
    sunken="#1F1F1F",
    line="#A6A6A6",
    control_border="#D6D6D6",
    text="#FFFFFF",
    muted="#DADADA",
    accent="#8CE4FA",
    accent_hover="#BDF1FF",
    on_accent="#00161C",
    hover="#1B2A30",
    focus="#FFC266",
    danger="#FFB0A8",
    on_danger="#2B0000",
    ok="#9BE8BF",
    notice=Tone("#2A2000", "#FFE7AD"),
    very_high=Tone("#FFC7CF", "#3A000E"),
    high=Tone("#FF9A90", "#2B0000"),
    medium=Tone("#F0C468", "#1A1200"),
    low=Tone("#000000", "#DDF5E6"),
    strong=True,
)

THEMES = (LIGHT, DARK, LIGHT_STRONG, DARK_STRONG)


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two ``#RRGGBB`` colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
