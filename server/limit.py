"""How often what may be tried: for each address, each laptop and each person over all their laptops."""

from dataclasses import dataclass
from datetime import timedelta

from server.clock import Clock
from server.rate import RateLimit


@dataclass(frozen=True)
class Limits:
    """`enrolments`: wrong codes. `strangers`: wrong tokens. `tokens`: given to a laptop. `stops`: of laptops.

    `reports`: of what happened on a laptop alone, up to 500 things each. `figures`: countings of all cases.
    """

    enrolments: RateLimit
    addresses: RateLimit
    strangers: RateLimit
    tokens: RateLimit
    calls: RateLimit
    accounts: RateLimit
    lookups: RateLimit
    stops: RateLimit
    reports: RateLimit
    figures: RateLimit


def usual_limits(clock: Clock, processes: int = 1) -> Limits:
    """The limits of a server in use.

    Each process counts for itself, so each is given its part. A laptop's calls stay on one connection, and so with one
    process: their part is never so small that a first exchange has to wait.
    """
    minute, quarter = timedelta(minutes=1), timedelta(minutes=15)
    return Limits(
        enrolments=RateLimit(clock, -(-20 // processes), quarter),
        addresses=RateLimit(clock, -(-1200 // processes), minute),
        strangers=RateLimit(clock, -(-1200 // processes), minute),
        tokens=RateLimit(clock, -(-60 // processes), minute),
        lookups=RateLimit(clock, 8, timedelta(hours=1)),
        stops=RateLimit(clock, 5, timedelta(hours=1)),
        reports=RateLimit(clock, 30, timedelta(hours=1)),
        figures=RateLimit(clock, 30, timedelta(hours=1)),
        calls=RateLimit(clock, max(300, -(-600 // processes)), minute),
        accounts=RateLimit(clock, max(600, -(-1200 // processes)), minute),
    )
