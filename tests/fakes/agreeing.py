"""For kinds whose parts must agree: parts that do, to be put over what was made up at random."""

from pydantic import JsonValue

AGREEING: dict[str, dict[str, JsonValue]] = {
    "contact": {
        "sort": "office",
        "outcome": "information_exchanged",
    },
    "disposal": {"due_on": "2026-11-01", "on": "2026-11-02"},
    "ending": {"because": "death"},
}

PARTS: dict[str, JsonValue] = {
    "EmergencyWindow": {"starts": "2026-11-02T09:00:00Z", "ends": "2026-11-02T20:00:00Z"},
    "Window": {"starts": "2026-11-02T09:00:00Z", "ends": "2026-11-04T09:00:00Z"},
}
"""Parts of several values that bind one another more tightly than chance would hit."""
