"""How long the report of a lost laptop takes: ``python -m tests.server.loss_times``."""

import sys
import time
from dataclasses import replace
from io import BytesIO
from statistics import median

from pypdf import PdfReader

from server.loss_paper import loss_pdf
from tests.server.loss_sample import AT, CASES, report

TRIES = 5


def main() -> None:
    """Say it for forty people and for a thousand, the middle of five tries."""
    for count in (len(CASES), 1000):
        people = tuple(replace(CASES[one % len(CASES)], person=f"Robin Exampleton-{one}") for one in range(count))
        lost, spent, pdf = report(cases=people), [], b""
        for _ in range(TRIES):
            begun = time.perf_counter()
            pdf = loss_pdf(lost, AT)
            spent.append(time.perf_counter() - begun)
        pages = len(PdfReader(BytesIO(pdf)).pages)
        sys.stdout.write(f"{count} people, {pages} pages: {median(spent) * 1000:.0f} ms\n")


if __name__ == "__main__":
    main()
