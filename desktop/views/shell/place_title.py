"""What the places of the application are called, above their pages and in the rail."""

from casework.words import say
from desktop.views.desk import PlaceName

TITLES: dict[PlaceName, str] = {
    "caseload": say("Caseload"),
    "person": say("Person"),
    "brief": say("Doorstep brief"),
    "visit": say("Visit"),
    "contact": say("Record a contact"),
    "record": say("Record"),
    "two_views": say("Two views"),
    "proposals": say("Proposed levels"),
    "looks": say("To look at"),
    "high_risk": say("High-risk (HRO) list"),
    "duty": say("Duty desk"),
    "signing": say("To countersign"),
    "service": say("Staff and learning"),
    "staffing": say("Training and supervision"),
    "team": say("Team"),
    "measures": say("Measures"),
    "absence": say("Absence and cover"),
    "plan": say("Plan"),
    "papers": say("Print"),
    "import": say("Bring in from a file"),
    "keying": say("To be keyed elsewhere"),
    "access": say("Request for access"),
    "help": say("Keys and this laptop"),
}

RAIL: tuple[tuple[PlaceName, str, str], ...] = (
    ("today", say("Today"), "ph.house"),
    ("caseload", say("Caseload"), "ph.users"),
    ("two_views", say("Two views"), "ph.arrows-left-right"),
    ("proposals", say("Proposals"), "ph.scales"),
    ("looks", say("To look at"), "ph.eye"),
    ("high_risk", say("High-risk list"), "ph.shield-warning"),
    ("signing", say("Countersign"), "ph.pen-nib"),
    ("duty", say("Duty desk"), "ph.bell-ringing"),
    ("service", say("Staff"), "ph.users-three"),
    ("team", say("Team"), "ph.squares-four"),
    ("measures", say("Measures"), "ph.chart-bar"),
)
