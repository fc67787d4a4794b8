"""Where views differ, line by line. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.services.present import Lines


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """One line of a view; ``words`` is empty where only other views say something here."""

    title: str
    words: str
    differs: bool


def mark_differences(views: Sequence[Lines]) -> tuple[tuple[MarkedLine, ...], ...]:
    """Return each view's lines with whether they differ from any other view's.

    All views get the same lines in the same order, so that they can be read across: what only one of them says is an
    empty line in the others.
    """
    titles = list(dict.fromkeys(title for lines in views for title, _ in lines))
    words = [dict(lines) for lines in views]
    differing = {title for title in titles if len({said.get(title, "") for said in words}) > 1}
    return tuple(
        tuple(MarkedLine(title, said.get(title, ""), title in differing) for title in titles) for said in words
    )
