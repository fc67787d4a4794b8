"""What waits for the person, shown in the rail."""

from desktop.services.attention import Attention
from desktop.views.partials.rail import Rail

OF_SOME = ("proposals", "looks", "duty", "signing", "service", "team", "measures")
"""Places that stand in the rail only for those who have work there."""


def show_waiting(rail: Rail, attention: Attention) -> None:
    """Count what waits at each place, and show the places where somebody has work."""
    rail.set_count("two_views", attention.conflicts, urgent=attention.cautious)
    rail.set_place_shown("proposals", attention.answers)
    rail.set_count("proposals", attention.proposals)
    rail.set_place_shown("looks", attention.shows_looks)
    rail.set_count("looks", attention.looks)
    rail.set_count("high_risk", attention.high_risk)
    rail.set_place_shown("duty", attention.shows_duty)
    rail.set_count("duty", attention.duty, urgent=attention.duty_overdue)
    rail.set_place_shown("signing", attention.shows_signing)
    rail.set_count("signing", attention.signing)
    rail.set_place_shown("service", attention.shows_service)
    rail.set_place_shown("team", attention.shows_duty)
    rail.set_place_shown("measures", attention.shows_duty)
