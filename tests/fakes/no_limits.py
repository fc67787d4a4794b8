"""The server as it is, which asks nobody to wait: ``python -m tests.fakes.no_limits serve --folder F --port N``."""

from datetime import timedelta

import server.app
from server import cli
from server.clock import Clock, SystemClock
from server.limit import Limits
from server.rate import RateLimit


def boundless(_clock: Clock | None = None, _processes: int = 1) -> Limits:
    """Nobody has to wait: it is not the limits that are asked about."""
    wide = RateLimit(SystemClock(), 10**9, timedelta(seconds=1))
    return Limits(*[wide] * 10)


def main() -> None:
    """Be `doorstep-server`, in a process of its own."""
    vars(server.app)["usual_limits"] = boundless
    cli.main()


if __name__ == "__main__":
    main()
