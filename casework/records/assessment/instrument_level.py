"""The levels that instruments give."""

from casework.records.part import Choice
from casework.words import say


class InstrumentLevel(Choice):
    """A level or category as instruments name them; no instrument uses all five."""

    VERY_LOW = "very_low", say("Very low")
    LOW = "low", say("Low")
    MEDIUM = "medium", say("Medium or moderate")
    HIGH = "high", say("High")
    VERY_HIGH = "very_high", say("Very high")
