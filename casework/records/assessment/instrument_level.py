"""The levels that instruments give."""

from casework.records.part import Choice


class InstrumentLevel(Choice):
    """A level or category as instruments name them; no instrument uses all five."""

    VERY_LOW = "very_low", "Very low"
    LOW = "low", "Low"
    MEDIUM = "medium", "Medium or moderate"
    HIGH = "high", "High"
    VERY_HIGH = "very_high", "Very high"
