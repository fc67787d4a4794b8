"""What the places of the application are called, above their pages and in the rail."""

from desktop.views.desk import PlaceName

TITLES: dict[PlaceName, str] = {
    "caseload": "Caseload",
    "person": "Person",
    "brief": "Doorstep brief",
    "visit": "Visit",
    "contact": "Record a contact",
    "record": "Record",
    "two_views": "Two views",
    "proposals": "Proposed levels",
    "looks": "To look at",
    "high_risk": "High-risk (HRO) list",
    "duty": "Duty desk",
    "signing": "To countersign",
    "service": "Staff and learning",
    "staffing": "Training and supervision",
    "team": "Team",
    "measures": "Measures",
    "absence": "Absence and cover",
    "plan": "Plan",
    "papers": "Print",
    "import": "Bring in from a file",
    "keying": "To be keyed elsewhere",
    "access": "Request for access",
    "help": "Keys and this laptop",
}

RAIL: tuple[tuple[PlaceName, str, str], ...] = (
    ("today", "Today", "ph.house"),
    ("caseload", "Caseload", "ph.users"),
    ("two_views", "Two views", "ph.arrows-left-right"),
    ("proposals", "Proposals", "ph.scales"),
    ("looks", "To look at", "ph.eye"),
    ("high_risk", "High-risk list", "ph.shield-warning"),
    ("signing", "Countersign", "ph.pen-nib"),
    ("duty", "Duty desk", "ph.bell-ringing"),
    ("service", "Staff", "ph.users-three"),
    ("team", "Team", "ph.squares-four"),
    ("measures", "Measures", "ph.chart-bar"),
)
