"""Whether what was asked for was done: three-valued, as the published tables count (standards.md 93)."""

from casework.records.part import Choice
from casework.words import say


class Kept(Choice):
    """How a standard was kept, or a review held."""

    YES = "yes", say("Yes")
    ORGANISATIONAL = "no_organisational", say("No – organisational")
    OUTWITH = "no_outwith_control", say("No – outwith control")
