"""When to sync next. Pure: the randomness is an argument, and nobody is asked for the time."""

from dataclasses import dataclass

_SPREAD = 0.1


@dataclass(frozen=True)
class Pace:
    """The waits, in seconds. Tests give shorter ones."""

    debounce_s: float = 2.0
    idle_s: float = 60.0
    first_retry_s: float = 5.0
    longest_retry_s: float = 300.0


DEFAULT_PACE = Pace()


@dataclass(frozen=True)
class Past:
    """How the last runs went.

    `failures`: how many have failed one after the other. `passing`: whether the last fault can pass by
    itself; one that needs a person is not tried often. `retry_after_s`: how long the server asked to wait.
    `more`: whether the last run ended with work left.
    """

    failures: int = 0
    passing: bool = True
    retry_after_s: float | None = None
    more: bool = False


def plan_next_s(past: Past, chance: float, pace: Pace = DEFAULT_PACE) -> float:
    """Seconds until the next run when nobody saves anything. `chance` is uniform in [0, 1)."""
    if past.failures == 0:
        # Spread a little, so that a whole office that came back at once does not ask in step for ever.
        return 0.0 if past.more else pace.idle_s * (1 - _SPREAD + 2 * _SPREAD * chance)
    ceiling_s = pace.longest_retry_s
    if past.passing:
        ceiling_s = min(pace.longest_retry_s, pace.first_retry_s * 2.0 ** min(past.failures - 1, 16))
    wait_s = max(pace.first_retry_s, ceiling_s * (0.5 + 0.5 * chance))
    return max(wait_s, _asked_s(past, chance))


def plan_after_save_s(past: Past, chance: float, pace: Pace = DEFAULT_PACE) -> float:
    """Seconds until the next run after a save, counted from the save.

    Saves that follow each other closely go together. While the office does not answer, a save is a reason
    to try again soon, but no reason to come before the server wants it.
    """
    if past.failures == 0:
        return pace.debounce_s
    return max(pace.first_retry_s, _asked_s(past, chance))


def _asked_s(past: Past, chance: float) -> float:
    return (past.retry_after_s or 0.0) * (1 + _SPREAD * chance)
