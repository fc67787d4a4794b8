"""Three hundred faults of thirty sorts, planted into rows in which everything is right, with the place of each."""

from collections.abc import Callable, Sequence
from random import Random

from tests.desktop.services.importing.files import Row

Plant = Callable[[Row], None]


def put(column: int, text: str) -> Plant:
    """Put a text into a column."""

    def plant(row: Row) -> None:
        row[column] = text

    return plant


_DAY, _TIME, _MINUTES, _SORT, _OUTCOME, _WORDS, _SIGNIFICANT, _CLIENT, _KEY = 2, 3, 4, 5, 6, 7, 8, 1, 0
PLANTS: tuple[tuple[str, Plant], ...] = (
    ("Date (C)", put(_DAY, "31/02/2023")),
    ("Date (C)", put(_DAY, "12/31/2023")),
    ("Date (C)", put(_DAY, "5/3/23")),
    ("Date (C)", put(_DAY, "soon")),
    ("Date (C)", put(_DAY, "01/01/2099")),
    ("Date (C)", put(_DAY, "01/01/1901")),
    ("Date (C)", put(_DAY, "")),
    ("Date (C)", put(_TIME, "25:10")),
    ("Date (C)", put(_TIME, "half past two")),
    ("Date (C)", put(_TIME, "")),
    ("Mins (E)", put(_MINUTES, "an hour")),
    ("Mins (E)", put(_MINUTES, "1441")),
    ("Mins (E)", put(_MINUTES, "-5")),
    ("Mins (E)", put(_MINUTES, "12.5")),
    ("Contact type (F)", put(_SORT, "Fax")),
    ("Contact type (F)", put(_SORT, "")),
    ("Contact type (F)", put(_SORT, "Home Visitt")),
    ("Outcome (G)", put(_OUTCOME, "ok")),
    ("Outcome (G)", put(_OUTCOME, "")),
    ("Notes (H)", put(_WORDS, "")),
    ("Notes (H)", put(_WORDS, "a\x07bell")),
    ("Notes (H)", put(_WORDS, "x" * 100_001)),
    ("Key event (I)", put(_SIGNIFICANT, "maybe")),
    ("Key event (I)", put(_SIGNIFICANT, "2")),
    ("Client number (B)", put(_CLIENT, "CJ-999")),
    ("Client number (B)", put(_CLIENT, "")),
    ("Recorded by (J)", put(9, "n" * 201)),
    ("Date recorded (K)", put(10, "yesterday")),
    ("Date recorded (K)", put(10, "30/02/2022")),
    ("ID (A)", lambda row: row.__setitem__(_KEY, row[_KEY] + "k" * 101)),
)
"""Where the fault is to be found, and how it is planted."""


def plant(rows: Sequence[Row], each: int, seed: int = 8, without: Sequence[str] = ()) -> set[tuple[int, str]]:
    """Plant every fault `each` times into rows of their own; where they are: (line, column).

    A row that a fault would put any text of `without` into stays as it is.
    """
    chosen = Random(seed).sample(range(len(rows)), each * len(PLANTS))
    places = set()
    for number, at in enumerate(chosen):
        column, spoil = PLANTS[number % len(PLANTS)]
        spoiled = list(rows[at])
        spoil(spoiled)
        if not any(part in cell for part in without for cell in spoiled):
            rows[at][:] = spoiled
            places.add((at + 2, column))
    return places
