"""Whether the clock tells "not yours" from "not there": both asked in turn, many times, of a real server over HTTP.

    python -m tests.server.clock_of_standing 300

The figures are medians of one call, and of the differences between the two of a pair, with the middle half of those: a
difference far smaller than what one call varies by tells nobody anything. Looking up is bounded to eight an hour, so
that the clock of the office is moved on between.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from casework.records.identifier import CaseId
from casework.records.staff.staff import StaffRole
from tests.server.sample import new_record
from tests.server.test_authorisation import CALLS, Call, Ward, opened_ward
from tooling.authorisation_page import Standing

_ASKED = (("POST", "/sync/v1/verify"), ("POST", "/sync/v1/arrival"), ("GET", "/sync/v1/blobs/{sha256}"))
_LOCATE = ("POST", "/sync/v1/locate")


def main(count: int) -> None:
    """Print a line for each address and standing."""
    with TemporaryDirectory() as folder, opened_ward(Path(folder)) as ward:
        for standing in (Standing.FOREIGN, Standing.REVOKED, Standing.EXCLUDED):
            for key in _ASKED:
                _print(f"{key[1]} {standing}", _measured(ward, standing, CALLS[key], count))
        _print(f"{_LOCATE[1]} excluded", _measured(ward, Standing.EXCLUDED, CALLS[_LOCATE], count, per_hour=3))


def _measured(
    ward: Ward, standing: Standing, ask: Callable[[Call], object], count: int, per_hour: int = 0
) -> list[tuple[float, float]]:
    laptop, found = ward.laptops[StaffRole.WORKER, standing], []
    for number in range(count):
        if number % (per_hour or 50) == 0:
            ward.clock.advance(hours=1 if per_hour else 0, minutes=5)
            laptop.token(fresh=True)
        there = Call(ward, laptop, ward.cases[standing], standing)
        absent = Call(ward, laptop, CaseId(new_record()), Standing.ABSENT)
        # In turn the one and the other first.
        pair = (there, absent) if number % 2 else (absent, there)
        took = {call is there: _took(ask, call) for call in pair}
        found.append((took[True], took[False]))
    return found


def _took(ask: Callable[[Call], object], call: Call) -> float:
    began = time.perf_counter()
    ask(call)
    return time.perf_counter() - began


def _print(name: str, pairs: list[tuple[float, float]]) -> None:
    mine, absent = ([pair[side] * 1000 for pair in pairs] for side in (0, 1))
    apart = [(one - other) * 1000 for one, other in pairs]
    low, middle, high = statistics.quantiles(apart, n=4)
    sys.stdout.write(
        f"{name}: not yours {statistics.median(mine):.2f} ms, not there {statistics.median(absent):.2f} ms, "
        f"difference {middle:+.3f} ms (half of them {low:+.2f} to {high:+.2f})\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
