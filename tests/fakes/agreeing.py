"""For kinds whose parts must agree: parts that do, to be put over what was made up at random."""

from pydantic import JsonValue

AGREEING: dict[str, dict[str, JsonValue]] = {
    "contact": {
        "sort": "office",
        "outcome": "information_exchanged",
    },
    "disposal": {"due_on": "2026-11-01", "on": "2026-11-02"},
    "ending": {"because": "death"},
    "high_risk_proposal": {
        "limb_a": "no",
        "limb_b": "yes",
        "public_safety": "Fire raising in a stair.",
        "limb_c": "not_known",
        "condition_i": "no",
        "condition_ii": "yes",
        "reports": [{"source": "Police", "on": "2026-11-01", "holder": "Police Scotland"}],
    },
    "high_risk_return": {"sort": "nil", "figures": {"meets": 0, "does_not_meet": 4, "unsure": 0}},
    "high_risk_sweep": {"opened_on": "2026-11-01", "answer_by": "2026-11-20"},
}

PARTS: dict[str, JsonValue] = {
    "EmergencyWindow": {"starts": "2026-11-02T09:00:00Z", "ends": "2026-11-02T20:00:00Z"},
    "Window": {"starts": "2026-11-02T09:00:00Z", "ends": "2026-11-04T09:00:00Z"},
}
"""Parts of several values that bind one another more tightly than chance would hit."""
