"""When to sync next. Pure: the randomness is an argument, and nobody is asked for the time."""

from dataclasses import dataclass

_SPREAD = 0.1


@dataclass(frozen=True)
class Pace:
    """The waits, in seconds. Tests give shorter ones.

    `idle_s`: between two looks for news; `listening_s`: instead of it while the office says by itself that there is
    some, because access begins and ends by the clock, too, which nobody announces. `news_spread_s`: within it the
    laptops of an office come when all of them hear of the same news.
    """

    debounce_s: float = 2.0
    idle_s: float = 60.0
    first_retry_s: float = 5.0
    longest_retry_s: float = 300.0
    listening_s: float = 300.0
    news_spread_s: float = 2.0


DEFAULT_PACE = Pace()


@dataclass(frozen=True)
class Past:
    """How the last runs went.

    `failures`: how many have failed one after the other. `passing`: whether the last fault can pass by
    itself; one that needs a person is not tried often. `retry_after_s`: how long the server asked to wait.
    `more`: whether the last run ended with work left. `listening`: whether the office says by itself what is new.
    """

    failures: int = 0
    passing: bool = True
    retry_after_s: float | None = None
    more: bool = False
    listening: bool = False


def plan_next_s(past: Past, chance: float, pace: Pace = DEFAULT_PACE) -> float:
    """Seconds until the next run when nobody saves anything. `chance` is uniform in [0, 1)."""
    if past.failures == 0:
        # Spread a little, so that a whole office that came back at once does not ask in step for ever.
        idle_s = pace.listening_s if past.listening else pace.idle_s
        return 0.0 if past.more else idle_s * (1 - _SPREAD + 2 * _SPREAD * chance)
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


def plan_after_news_s(past: Past, chance: float, pace: Pace = DEFAULT_PACE) -> float:
    """Seconds until the next run after news, or after a stream has ended: not everybody in the same moment."""
    spread_s = pace.news_spread_s * chance
    return spread_s if past.failures == 0 else max(spread_s, plan_after_save_s(past, chance, pace))


def _asked_s(past: Past, chance: float) -> float:
    return (past.retry_after_s or 0.0) * (1 + _SPREAD * chance)
