"""Themes: of near misses without anybody in them, and of what people and partners say (standards.md 78, 171, 189)."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.records.contact.near_miss import NearMissTheme
from casework.records.oversight.partner_feedback import PartnerFeedback
from casework.records.plan.review import Review
from casework.rules.measure.period import ReportPeriod
from casework.rules.near_miss import NearMissRow
from casework.rules.plain_name import by_letters


@dataclass(frozen=True)
class ThemeCount:
    """How often a near miss was about something. No ids: behind this figure nobody can be looked for."""

    theme: NearMissTheme
    count: int


def near_miss_themes(rows: Iterable[NearMissRow], period: ReportPeriod) -> tuple[ThemeCount, ...]:
    """The near misses of a period by theme, the most frequent first.

    A row knows its month alone, so that nobody is found by a day; the period is one of whole months.
    """
    mine = [row for row in rows if _lies_in(row, period)]
    counts = [ThemeCount(theme, sum(theme in row.themes for row in mine)) for theme in NearMissTheme]
    return tuple(sorted((one for one in counts if one.count), key=lambda one: (-one.count, one.theme)))


def _lies_in(row: NearMissRow, period: ReportPeriod) -> bool:
    if row.year is None or row.month is None:
        return False
    first, last = period.days.starts, period.days.ends or period.days.starts
    return (first.year, first.month) <= (row.year, row.month) <= (last.year, last.month)


@dataclass(frozen=True)
class Theme:
    """A theme as most wrote it, and the records that have it."""

    words: str
    ids: tuple[str, ...]


def review_themes(reviews: Iterable[tuple[str, Review]], period: ReportPeriod) -> tuple[Theme, ...]:
    """The themes of the reviews held in a period, for the section meeting; the most frequent first."""
    return _themes((ident, review.themes) for ident, review in reviews if period.covers(review.held_on))


def partner_themes(feedback: Iterable[tuple[str, PartnerFeedback]], period: ReportPeriod) -> tuple[Theme, ...]:
    """The themes of what partners said in a period; the most frequent first."""
    return _themes((ident, one.themes) for ident, one in feedback if period.covers(one.given_on))


def improvements(reviews: Iterable[tuple[str, Review]], period: ReportPeriod) -> tuple[tuple[str, str], ...]:
    """What people said the service could do better, with the review's id (standards.md 77)."""
    return tuple(
        (ident, review.improvement) for ident, review in reviews if review.improvement and period.covers(review.held_on)
    )


def _themes(tagged: Iterable[tuple[str, list[str]]]) -> tuple[Theme, ...]:
    """Themes are free words: capitals and spaces apart, the same words are the same theme."""
    spellings: dict[str, list[str]] = {}
    ids: dict[str, dict[str, None]] = {}
    for ident, themes in tagged:
        for words in themes:
            key = " ".join(words.split()).casefold()
            spellings.setdefault(key, []).append(" ".join(words.split()))
            ids.setdefault(key, {})[ident] = None
    found = [Theme(_most_frequent(spellings[key]), tuple(mine)) for key, mine in ids.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.ids), by_letters(one.words))))


def _most_frequent(words: list[str]) -> str:
    return min(words, key=lambda one: (-words.count(one), one))
