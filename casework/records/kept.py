"""Whether what was asked for was done: three-valued, as the published tables count (standards.md 93)."""

from casework.records.part import Choice


class Kept(Choice):
    """How a standard was kept, or a review held."""

    YES = "yes", "Yes"
    ORGANISATIONAL = "no_organisational", "No – organisational"
    OUTWITH = "no_outwith_control", "No – outwith control"
