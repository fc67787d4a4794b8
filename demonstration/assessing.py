"""Who is trained in which instrument, and the assessments of the demonstration: invented numbers, no item of a form."""

from collections.abc import Iterator
from datetime import date, timedelta

from demonstration.cast import INTERPRETER_CASE, MAIN_CASE, STAFF, UNRECORDED_CASE, Level, Person
from demonstration.circumstance import AddRow, uk

INSTRUMENTS = ("lscmi", "rm2000", "stable2007", "acute2007", "sara", "rosh")
"""What assessors are trained in, by the codes of the instruments."""

_UNTRAINED = {"W104": ("rm2000", "stable2007", "acute2007")}
"""Whose training has lapsed, so that the sentence for it can be seen."""

_LSCMI = ("criminal_history", "education_employment", "family_marital", "leisure_recreation", "companions",
          "alcohol_drug", "procriminal_attitude", "antisocial_pattern")  # fmt: skip
_MOST = (8, 9, 4, 2, 4, 8, 4, 4)
_TOTALS = {"low": 8, "medium": 16, "high": 25, "very_high": 33}
_STABLE = (2, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1)
_STABLE_PARTS = ("influences", "relationships", "women", "rejection", "concern", "impulse", "problems", "emotions",
                 "sex_drive", "sex_coping", "sex_interests", "supervision")  # fmt: skip
_ACUTE = ("access", "hostility", "sexual", "rejection", "emotional", "supports", "substances")
_ACUTES = ((0, 1, 0, 0, 1, 0, 0), (0, 0, 0, 0, 1, 0, 0), (0, 1, 0, 1, 1, 0, 1))


def add_training(add: AddRow, day: date) -> None:
    """Every worker and senior is trained in every instrument; one worker's training has lapsed in some."""
    for colleague in STAFF:
        if colleague.role not in {"worker", "senior"}:
            continue
        for code in INSTRUMENTS:
            lapsed = code in _UNTRAINED.get(colleague.number, ())
            ends = day - timedelta(days=40) if lapsed else day + timedelta(days=500)
            add("training", key=f"Z-{colleague.number}-{code}", staff=colleague.number, subject=code,
                completed_on=uk(ends - timedelta(days=1095)), expires_on=uk(ends))  # fmt: skip


def add_assessments(add: AddRow, person: Person, day: date) -> None:
    """LS/CMI wherever a level of risk of serious harm was signed; the main cases with what is used beside it."""
    rows = [_lscmi(level) for level in person.levels]
    rows += list(_main()) if person.key == MAIN_CASE else []
    rows += [_sara()] if person.key == INTERPRETER_CASE else []
    rows += [_rm2000(80, "medium", "medium", "medium")] if person.key == UNRECORDED_CASE else []
    for number, (days_ago, cells) in enumerate(rows, 1):
        add("assessments", key=f"E-{person.number}-{number}", case=person.key, assessor=person.officer,
            assessed_on=uk(day - timedelta(days=days_ago)), **cells)  # fmt: skip


Row = tuple[int, dict[str, str]]
"""So many days ago, and the cells."""


def _lscmi(level: Level) -> Row:
    left, found = _TOTALS[level.level], []
    for code, most in zip(_LSCMI, _MOST, strict=True):
        taken = min(left, most)
        left -= taken
        found.append(f"{code}={taken}")
    summary = "Scored in the publisher's form after two interviews; the numbers are copied from it."
    return level.days_ago, {"instrument": "lscmi", "numbers": "; ".join(found), "summary": summary}


def _main() -> Iterator[Row]:
    yield _rm2000(150, "high", "high", "high")
    numbers = "; ".join(f"{code}={number}" for code, number in zip(_STABLE_PARTS, _STABLE, strict=True))
    yield 140, {"instrument": "stable2007", "numbers": numbers, "child_victim": "no",
                "summary": "Impulse and the people around him need work first."}  # fmt: skip
    for days_ago, scores in zip((44, 30, 9), _ACUTES, strict=True):
        numbers = "; ".join(f"{code}={number}" for code, number in zip(_ACUTE, scores, strict=True))
        yield days_ago, {"instrument": "acute2007", "numbers": numbers, "summary": "Scored at the contact."}


def _rm2000(days_ago: int, sexual: str, violence: str, combined: str) -> Row:
    levels, summary = f"s={sexual}; v={violence}; c={combined}", "Scored from the record of convictions."
    return days_ago, {"instrument": "rm2000", "levels": levels, "table": "The service's guide", "summary": summary}


def _sara() -> Row:
    return 110, {"instrument": "sara", "edition": "2", "levels": "partner=high; others=low", "omitted": "3",
                 "table": "SARA, edition 2", "critical_items": "yes",
                 "why": "Threats in the weeks before the offence; she has moved and wants no contact.",
                 "summary": "Rated with the manual from the papers and two interviews."}  # fmt: skip
