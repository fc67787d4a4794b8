"""How long each paper takes to be set, and the long chronology to be read and set: medians for docs/measurements.md.

``python -m tests.desktop.services.documents.times`` says them.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from desktop.services.documents.making import printed_pdf, read_paper
from desktop.services.documents.wish import PaperSort, PaperWish
from desktop.services.paper import page_count
from tests.desktop.services.documents.every_paper import every_paper
from tests.desktop.services.documents.test_long_paper import filled

TIMES = 5


def main() -> None:
    """Say the medians of some times."""
    for one in every_paper():
        if one.printout is not None:
            say(f"{one.name}: {page_count(one.pdf)} pages, {of(partial(printed_pdf, one.printout)):.0f} ms")
    with TemporaryDirectory() as folder:
        team = filled(Path(folder))
        wish = PaperWish(PaperSort.CHRONOLOGY, team.senior.case)
        read = partial(read_paper, team.senior.session, wish)
        printout = read()
        pages = page_count(printed_pdf(printout))
        say(f"long chronology: {pages} pages, read {of(read):.0f} ms, set {of(partial(printed_pdf, printout)):.0f} ms")


def of(work: Callable[[], object]) -> float:
    """The median time of some work, in ms."""
    return median(_seconds(work) for _ in range(TIMES)) * 1000


def _seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def say(words: str) -> None:
    """A line for whoever asked."""
    sys.stdout.write(f"{words}\n")


if __name__ == "__main__":
    main()
