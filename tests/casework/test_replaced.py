"""What an edit would replace: how cautious that is, where it is known and where it is not."""

from casework.records.merge import DECIDE, MOST_CAUTIOUS
from casework.rules.replaced import Replaced


def test_what_is_not_known_here_may_be_as_high_as_anything() -> None:
    """Under every rule, also one that ranks nothing; what is known and ranked by nothing is of no caution."""
    assert Replaced([None], [], []).caution(DECIDE) == MOST_CAUTIOUS
    assert Replaced([], [None], []).caution(DECIDE) == MOST_CAUTIOUS
    assert Replaced(["low"], ["high"], [None]).caution(DECIDE) == 0
    assert Replaced([], [], []).caution(DECIDE) == 0
