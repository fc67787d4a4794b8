"""A laptop whose caseload grows: what `bench.laptop` does, and what a worker looks at.

``python -m bench.growth.laptop OPERATION FOLDER``, as `bench.laptop`; each look is taken `TIMES` times.
"""

import sys
import time
from collections.abc import Callable
from typing import Any

from bench.laptop import OPERATIONS, Laptop, main
from bench.process import measured
from casework.records.identifier import CaseId, case_of
from desktop.services.caseload import find, read_caseload
from desktop.services.duty import read_all_due
from desktop.services.session import Session
from desktop.services.today import read_today
from desktop.views.case.reading import read_view

TIMES = 10
_WORD = "ba"
"""Two letters with which some words of every account begin."""


def _cases(laptop: Laptop) -> list[CaseId]:
    return [case for scope in laptop.store.scopes("case") if (case := case_of(scope))]


def _look(laptop: Laptop, look: Callable[[Session, int], object]) -> dict[str, Any]:
    session = Session(laptop.store, laptop.clock)
    for each in range(TIMES):
        look(session, each)
    return {"times": TIMES}


def _measured_look(look: Callable[[Session, int], object]) -> Callable[[Laptop], None]:
    def operation(laptop: Laptop) -> None:
        # What is imported, and the pages that SQLite keeps, are there already when somebody looks.
        look(Session(laptop.store, laptop.clock), 0)
        measured(lambda: _look(laptop, look))

    return operation


def _open(laptop: Laptop) -> None:
    cases = _cases(laptop)

    def look(session: Session, number: int) -> object:
        return read_view(session, cases[number * len(cases) // TIMES])

    _measured_look(look)(laptop)


def _first_due(laptop: Laptop) -> None:
    """What is due in every case, worked out for the first time since unlocking."""
    cases = _cases(laptop)
    session = Session(laptop.store, laptop.clock)

    def work() -> None:
        read_all_due(session, cases)

    measured(work)


def _one_save(laptop: Laptop) -> None:
    """One contact after the other, each on the disk."""
    from bench.workload import Writer

    planned = Writer(int(time.time())).contacts(TIMES)

    def work() -> dict[str, Any]:
        laptop.write(planned)
        return {"times": TIMES}

    measured(work)


OPERATIONS |= {
    "open-case": _open,
    "today": _measured_look(lambda session, _: read_today(session)),
    "caseload": _measured_look(lambda session, _: read_caseload(session)),
    "search": _measured_look(lambda session, _: find(session, _WORD)),
    "first-due": _first_due,
    "save": _one_save,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
