"""A near miss as a report may show it: nobody in it, and no day by which somebody could be found. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from casework.records.contact.near_miss import NearMiss, NearMissTheme

SOMEBODY = "somebody"


@dataclass(frozen=True)
class NearMissRow:
    """One row of the report: the month, what was told, the themes. Neither author nor colleagues nor the record."""

    year: int | None
    month: int | None
    what: str
    could_have: str
    helped: str
    would_help: str
    learnt: str
    themes: tuple[NearMissTheme, ...]


def anonymous(near_miss: NearMiss, names: Iterable[str] = ()) -> NearMissRow:
    """The row of the report. `names` are those of staff and people that are taken out of the text, if they stand there.

    The form asks for no names; this is for whoever wrote one all the same.
    """
    known = _names(names)
    happened = near_miss.happened_on
    return NearMissRow(
        year=happened.year if happened else None,
        month=happened.month if happened else None,
        what=_without(near_miss.what, known),
        could_have=_without(near_miss.could_have, known),
        helped=_without(near_miss.helped, known),
        would_help=_without(near_miss.would_help, known),
        learnt=_without(near_miss.learnt, known),
        themes=tuple(sorted(set(near_miss.themes or ()))),
    )


def _names(names: Iterable[str]) -> re.Pattern[str] | None:
    """Whole names before their parts: of Ann Grey nothing is left, neither Ann nor Grey."""
    whole = {" ".join(name.split()) for name in names}
    parts = {part for name in whole for part in name.split()}
    found = sorted((name for name in whole | parts if name), key=lambda name: (-len(name), name))
    if not found:
        return None
    words = "|".join(r"\s+".join(map(re.escape, name.split())) for name in found)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def _without(text: str | None, names: re.Pattern[str] | None) -> str:
    return names.sub(SOMEBODY, text or "") if names else text or ""
